"""What the checks of formats, acronyms, participles and word order put in the place of what they found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.records import FileReport, Severity

CheckText = Callable[..., FileReport]


@pytest.mark.parametrize(
    ("text", "code", "found", "right"),
    [
        ("Le groupe va investir $3.4 billion en Inde.", "MT4131", "$3.4 billion", "3,4 milliards de dollars"),
        ("Le groupe va investir €3.5m en Inde.", "MT4131", "€3.5m", "3,5 millions d'euros"),
        ("Il a laissé £1,250 à sa nièce de Londres.", "MT4131", "£1,250", "1\u00a0250 £"),
        ("Le budget atteint $2.1 trillion cette année.", "MT4131", "$2.1 trillion", None),
        (
            "Le budget atteint 2,1 trillions de dollars.",
            "MT4132",
            "2,1 trillions de dollars",
            "2\u00a0100 milliards de dollars",
        ),
        ("L'usine doit créer 8,500 emplois en un an.", "MT4133", "8,500", "8\u00a0500"),
        ("La ville compte 1,234,567 habitants au dernier recensement.", "MT4133", "1,234,567", "1\u00a0234\u00a0567"),
        ("L'indice a terminé à 5,886.55 points mardi.", "MT4133", "5,886.55", "5\u00a0886,55"),
        ("L'inflation a ralenti à 2.3 % sur un an.", "MT4133", "2.3 %", "2,3 %"),
        ("Il est né le Novembre 16, 1984 à Lyon.", "MT4134", "Novembre 16, 1984", "16 novembre 1984"),
        ("La séance débute à 12:05 a.m. à Tokyo.", "MT4135", "12:05 a.m.", "0 h 05"),
        ("Le vent a soufflé à 100 mph sur la côte.", "MT4139", "100 mph", "161 km/h"),
        ("Selon l'étude, 1 dans 5 élèves est absent.", "MT4138", "1 dans 5 élèves", "1 élève sur 5"),
        ("Il faut revenir aux années 1940s pour cela.", "MT4136", "années 1940s", "années 1940"),
        ("Le rapport de la NATO est paru mardi.", "MT304", "de la NATO", "de l'OTAN"),
        ("QUI a averti mardi que l'épidémie progresse.", "MT305", "QUI", "OMS"),
        ("Les crues ont détruites plus de mille maisons.", "MT4141", "ont détruites", "ont détruit"),
        ("Les otages sont arrivée à Paris mardi.", "MT4143", "sont arrivée", "sont arrivées"),
        ("Le suspect a été libérés sous caution.", "MT4143", "été libérés", "été libéré"),
        ("« Il n'y aura pas de grève », elle a ajouté.", "MT4150", "elle a ajouté", "a-t-elle ajouté"),
        ("« Il n'y aura pas de grève », ils ont dit.", "MT4150", "ils ont dit", "ont-ils dit"),
        ("La Genève-basée organisation recense les victimes.", "MT4150", "Genève-basée", "basée à Genève"),
        ("Un 34-année-vieux homme est mort mardi.", "MT4150", "34-année-vieux", None),
        (
            "Les astronomes ont vu une planète très lointain.",
            "MT410",
            "planète très lointain",
            "planète très lointaine",
        ),
        ("Le milieu Declan Riz a marqué un but.", "MT203", "Declan Riz", "Declan Rice"),
        ("Le Kremlin dit que Vladimir Putin viendra.", "MT302", "Vladimir Putin", "Vladimir Poutine"),
        ("Le Kremlin dit que Putin viendra.", "MT302", "Putin", "Poutine"),
    ],
)
def test_what_is_suggested(check_text: CheckText, text: str, code: str, found: str, right: str | None) -> None:
    (finding,) = (finding for finding in check_text(text).findings if finding.code == code)
    assert (finding.text, finding.suggestion) == (found, right)


def test_more_billions_than_the_world_earns_are_a_grave_error(check_text: CheckText) -> None:
    severities = {
        amount: [
            f.severity
            for f in check_text(f"La dette atteint {amount} billions d'euros.").findings
            if f.code == "MT4132"
        ]
        for amount in ("36", "340")
    }
    assert severities == {"36": [Severity.MINOR], "340": [Severity.MAJOR]}
