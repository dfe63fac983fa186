from __future__ import annotations

import dataclasses
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.readers.plain import document
from mtcheck.records import Quotation
from mtcheck.speech.quotations import find_quotations

SEEDS = Path(__file__).parents[2] / "seeds"
ZELENSKY, MELONI, TRUMP, PARNELL = "Volodymyr Zelensky", "Giorgia Meloni", "Donald Trump", "Sean Parnell"

# Start of the quoted words, speaker, cue.
EXPECTED: dict[str, list[tuple[str, str | None, str | None]]] = {
    "000": [
        ("Nous défendrons notre ciel", ZELENSKY, None),
        ("Nous défendrons notre ciel", ZELENSKY, None),
        ("Nous avons accepté travailler", ZELENSKY, "a dit"),
        ("Ce fut une conversation très rentable.", ZELENSKY, None),
        ("un accord de paix noble", ZELENSKY, "a fait remarquer"),
        ("Aujourd'hui, nous avons discuté", ZELENSKY, "a déclaré"),
        ("il avait eu une conversation", ZELENSKY, "spécifiant"),
        ("Nous sommes prêts", ZELENSKY, "a ajouté"),
        ("Même aujourd'hui", MELONI, "explique"),
        ("Les États-Unis n'ont pas", MELONI, "ajoute-t-il"),
        ("J'espère que dans", MELONI, None),
        ("la plupart d'entre eux", ZELENSKY, "déclarant"),
        ("combattu pour l'Ukraine", ZELENSKY, "a expliqué"),
        ("Ce sont des combattants", ZELENSKY, "a déclaré"),
        ("l'objectif de l'Ukraine", ZELENSKY, "réitérant"),
        ("a fortement soutenu", "le porte-parole du gouvernement de Stefan Kornelius", "dire"),
    ],
    "001": [
        ("renforcer la protection", ZELENSKY, "D'après"),
        ("renforcer la protection", "Kiev", "D'après"),
        ("Nous avons évoqué", ZELENSKY, "a déclaré"),
        ("approfondie", ZELENSKY, "a qualifié"),
    ],
    "002": [
        ("très important et fructueux", ZELENSKY, "a déclaré"),
        ("Nous, en Ukraine", ZELENSKY, "a écrit"),
        ("Nous soutenons tous", ZELENSKY, None),
        ("Le président Trump est très bien", ZELENSKY, "a ajouté"),
        ("Nous sommes prêts", ZELENSKY, "a affirmé"),
        ("cruciales pour la sécurité", ZELENSKY, "qualifiant"),
    ],
    "003": [
        ("défendre le ciel", "Volodymyr Zelenskyy", "a déclaré"),
        ("très bonne", None, "ont appelé"),
        ("d’organiser une réunion", "Volodymyr Zelenskyy", "a déclaré"),
        ("Nous avons eu une discussion", "Volodymyr Zelenskyy", None),
        ("délibérément massive", "Volodymyr Zelenskyy", "a appelé"),
    ],
    "004": [
        ("très importante et fructueuse", "des déclarations ukrainiennes", "qualifiant"),
        ("Les dirigeants ont discuté", "le bureau de M. Zelensky", "a déclaré"),
        ("examen des capacités", "le Pentagone", "a annoncé"),
        ("Nous ne fournirons", PARNELL, "a déclaré"),
        ("mesure pragmatique", PARNELL, "ajoutant"),
        ("Biden a vidé", TRUMP, "a déclaré"),
        ("à court terme", "Mark Rutte", "a déclaré"),
        ("très dure", TRUMP, "avait averti"),
        ("deux jeunes enfants", TRUMP, "comparant"),
        ("Parfois, il vaut mieux", TRUMP, "a-t-il déclaré"),
        ("jouait avec le feu", TRUMP, "avait averti"),
    ],
}


def find(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (quotation.text, quotation.speaker, quotation.cue.of(text) if quotation.cue else None)
        for quotation in find_quotations(document("a.txt", text))
    ]


@pytest.mark.parametrize("number", EXPECTED)
def test_quotations_of_the_seeds(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = document(path.name, path.read_bytes().decode("utf-8-sig"))
    found = [item for item in find_quotations(text) if item.marked]
    expected = EXPECTED[number]
    assert [(item.speaker, item.cue.of(text.text) if item.cue else None) for item in found] == [
        (speaker, cue) for _, speaker, cue in expected
    ]
    assert all(item.text.startswith(start) for item, (start, _, _) in zip(found, expected, strict=True))
    assert all(item.text == item.span.of(text.text) for item in found)


def seed_quotations(number: str) -> tuple[Quotation, ...]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return find_quotations(document(path.name, path.read_bytes().decode("utf-8-sig")))


def test_broken_marks_of_the_seeds() -> None:
    broken = [item.text[:20] for item in seed_quotations("000") if not item.closed]
    assert broken == [
        "Nous avons accepté t",
        "Ce fut une conversat",
        "Aujourd'hui, nous av",
        "il avait eu une conv",
        "J'espère que dans le",
    ]
    assert all(item.closed for item in seed_quotations("003"))


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("« Nous n'avons plus le choix », a martelé Jeanne Martin mardi.", "Jeanne Martin", "a martelé"),
        ("« On verra bien », souffle un conseiller.", "un conseiller", "souffle"),
        ("« On verra bien », selon une source proche du dossier.", "une source proche du dossier", "selon"),
        ("Selon Jeanne Martin, le budget est « injuste ».", "Jeanne Martin", "Selon"),
        ("Jeanne Martin : « Nous voulons la paix »", "Jeanne Martin", None),
        ("« Jamais », a répondu Jeanne Martin.", "Jeanne Martin", "a répondu"),
        ("« Je viens, a dit Jeanne Martin, vous parler ici. »", "Jeanne Martin", "a dit"),
        ("L'Élysée a fait savoir qu'il viendrait « avant la fin du mois ».", "L'Élysée", "a fait savoir"),
        ("La ministre, Jeanne Martin, s'est dite prête. Elle dit « n'avoir pas le choix ».", "Jeanne Martin", "dit"),
        ("« C'est maintenant », a renchéri la ministre des Sports, Jeanne Martin.", "Jeanne Martin", "a renchéri"),
    ],
)
def test_speaker_and_cue(text: str, speaker: str | None, cue: str | None) -> None:
    ((_, found, place),) = find(text)
    assert (found, place) == (speaker, cue)


@pytest.mark.parametrize(
    "text",
    [
        "Le mot « paix » n'a pas été prononcé.",
        "La déclaration sur « la grande paix » est longue.",
        "Le film « La Dernière Marée » sortira le 14 mai.",
        "Un écran de 24\" posé sur l'« effet El Niño » de 5'11''.",
        "Le ministre n'a pas dit si la taxe serait maintenue.",
        "Selon les règles en vigueur, la taxe sera maintenue.",
        "Pour l'heure, la taxe sera maintenue.",
        "Il a annoncé les mesures que le conseil avait votées.",
        "Tout le monde sait que la taxe sera maintenue.",
    ],
)
def test_what_nobody_says_is_no_quotation(text: str) -> None:
    assert find(text) == []


def test_office_and_surname_mean_the_person() -> None:
    text = (
        "Le président chilien Pedro Rojas est là. « Je viens », a dit M. Rojas. Le dirigeant chilien a ajouté : « Je"
        " repars demain ». « Adieu donc », a-t-il conclu."
    )
    assert [speaker for _, speaker, _ in find(text)] == ["Pedro Rojas"] * 3


def test_quotation_goes_on_behind_its_cue() -> None:
    assert find('"Il faut", dit Jeanne Martin, "taxer les riches".') == [
        ("Il faut", "Jeanne Martin", "dit"),
        ("taxer les riches", "Jeanne Martin", None),
    ]


def quotations(text: str) -> tuple[Quotation, ...]:
    return find_quotations(document("a.txt", text))


def test_quotation_over_two_paragraphs() -> None:
    first, second = quotations("« Les marchés nous regardent.\n\n« Ils attendent », a insisté Jeanne Martin.")
    assert (first.speaker, second.speaker) == ("Jeanne Martin", "Jeanne Martin")
    assert first.closed
    assert second.closed


def test_mark_forgotten_before_the_cue() -> None:
    (found,) = quotations("« Nous avons gagné la partie, a déclaré Jeanne Martin vendredi.")
    assert (found.text, found.speaker, found.closed) == ("Nous avons gagné la partie", "Jeanne Martin", False)


def test_nested_quotation_is_part_of_the_outer_one() -> None:
    assert [item.text for item in quotations("Il a dit : « Elle crie “non” sans fin ».")] == [
        "Elle crie “non” sans fin"
    ]


def test_furniture_and_foreign_passages_have_none() -> None:
    assert (
        quotations('Publicité par « Machin »\n\n"We have agreed to the plan with all of you" they said to the press.')
        == ()
    )


PARTS = [
    "« ",
    " »",
    '"',
    ", a dit ",
    "Jean Dupont",
    " il ",
    "selon ",
    "que ",
    ".",
    ". ",
    "\n\n",
    ":",
    "ajoutant ",
    "Le maire",
    "-t-il",
    "Jeanne Martin a dit qu'il ",
    " partira en mai",
    ", a annoncé le maire",
    " : ",
    "— ",
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_spans_are_sound(parts: list[str]) -> None:
    text = "".join(parts)
    found = quotations(text)
    assert [item.span.start for item in found] == sorted(item.span.start for item in found)
    assert not any(one.span.overlaps(other.span) for one, other in pairwise(found))
    for item in found:
        assert item.text == item.span.of(text) != ""
        assert item.cue is None or item.cue.of(text).strip() == item.cue.of(text) != ""


def test_a_speech_of_many_paragraphs_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(item: Quotation, **changes: Any) -> Quotation:
        made.append(item)
        return dataclasses.replace(item, **changes)

    monkeypatch.setattr("mtcheck.speech.quotations.replace", counted)
    count = 60
    text = "« Nous avons tenu parole.\n\n" * count
    assert {quotation.speaker for quotation in find_quotations(document("a.txt", text))} == {None}
    assert len(made) <= 5 * count
    named = find_quotations(document("a.txt", f"{text}« Nous partons », a dit Ana Durand."))
    assert {quotation.speaker for quotation in named} == {"Ana Durand"}
