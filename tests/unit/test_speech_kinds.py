"""Every way in which articles print direct speech: what is said, and by whom."""

from __future__ import annotations

import pytest

from mtcheck.readers.analysed import analysed
from mtcheck.readers.plain import document
from mtcheck.speech.quotations import find_quotations

LEAD = "Jeanne Martin, maire de Trémont, a reçu la presse mardi.\n\n"
OTHER = "Le pompier Paul Durand était présent.\n\n"

KINDS = {
    "block quotation behind its speaker": (
        LEAD + "Jeanne Martin écrit dans sa lettre :\n\n> Nous rouvrirons la piscine avant l'été.\n\nElle a signé.\n",
        [("Nous rouvrirons la piscine avant l'été.", "Jeanne Martin")],
    ),
    "block quotation with a line of attribution": (
        LEAD + "> Nous rouvrirons la piscine avant l'été.\n\nJeanne Martin, mardi\n",
        [("Nous rouvrirons la piscine avant l'été.", "Jeanne Martin")],
    ),
    "dash with a reporting phrase": (
        LEAD + OTHER + "— La digue a tenu toute la nuit, raconte Paul Durand.\n",
        [("La digue a tenu toute la nuit", "Paul Durand")],
    ),
    "dashes of question and answer": (
        LEAD + "— Quand rouvrira la piscine ?\n\n— Nous rouvrirons la piscine avant l'été.\n",
        [("Quand rouvrira la piscine ?", None), ("Nous rouvrirons la piscine avant l'été.", "Jeanne Martin")],
    ),
    "interview with names": (
        LEAD + "Le Courrier : Quand rouvrira la piscine ?\n\nJeanne Martin : Nous la rouvrirons avant l'été.\n",
        [("Quand rouvrira la piscine ?", None), ("Nous la rouvrirons avant l'été.", "Jeanne Martin")],
    ),
    "interview with initials": (
        LEAD + "L. C. : Quand rouvrira la piscine ?\n\nJ. M. : Nous la rouvrirons avant l'été.\n",
        [("Quand rouvrira la piscine ?", "L. C."), ("Nous la rouvrirons avant l'été.", "Jeanne Martin")],
    ),
    "script with names in capitals": (
        LEAD + OTHER + "JEANNE MARTIN : Nous la rouvrirons avant l'été.\n\nPAUL DURAND : La digue a tenu.\n",
        [("Nous la rouvrirons avant l'été.", "Jeanne Martin"), ("La digue a tenu.", "Paul Durand")],
    ),
    "opening marks at each paragraph": (
        LEAD
        + "« Nous avons tout compté.\n\n« Les travaux dureront un an.\n\n« La piscine suivra », a expliqué Jeanne Martin.\n",
        [
            ("Nous avons tout compté.", "Jeanne Martin"),
            ("Les travaux dureront un an.", "Jeanne Martin"),
            ("La piscine suivra", "Jeanne Martin"),
        ],
    ),
    "closing marks at each paragraph": (
        LEAD + "« Nous avons tout compté.\n\n» Les travaux dureront un an », a expliqué Jeanne Martin.\n",
        [("Nous avons tout compté.", "Jeanne Martin"), ("Les travaux dureront un an", "Jeanne Martin")],
    ),
    "nested with one closing mark": (
        LEAD + "Jeanne Martin a répondu : « Le préfet m'a dit : « Attendez. »\n",
        [("Le préfet m'a dit : « Attendez.", "Jeanne Martin")],
    ),
    "nested with marks of its own": (
        LEAD + "« Le préfet m'a dit “attendez” trois fois », a raconté Jeanne Martin.\n",
        [("Le préfet m'a dit “attendez” trois fois", "Jeanne Martin")],
    ),
    "incise inside the marks": (
        LEAD + "« Nous rouvrirons, a promis Jeanne Martin, la piscine avant l'été. »\n",
        [("Nous rouvrirons, a promis Jeanne Martin, la piscine avant l'été.", "Jeanne Martin")],
    ),
    "incise between marks": (
        LEAD + "« Nous rouvrirons la piscine », a promis Jeanne Martin, « mais pas avant l'été ».\n",
        [("Nous rouvrirons la piscine", "Jeanne Martin"), ("mais pas avant l'été", "Jeanne Martin")],
    ),
    "incise with a pronoun": (
        LEAD + "« Nous rouvrirons la piscine, a-t-elle promis, avant l'été. »\n",
        [("Nous rouvrirons la piscine, a-t-elle promis, avant l'été.", "Jeanne Martin")],
    ),
    "hard-wrapped lines": (
        "Jeanne Martin, maire de Trémont depuis l'automne, a reçu la\npresse mardi dans la salle des mariages de la commune.\n\n"
        "« Nous rouvrirons la piscine municipale avant l'été, comme nous\nl'avions dit aux familles », a promis devant eux\n"
        "Jeanne Martin, qui visitait le chantier avec les architectes.\n",
        [
            (
                "Nous rouvrirons la piscine municipale avant l'été, comme nous\nl'avions dit aux familles",
                "Jeanne Martin",
            )
        ],
    ),
    "addition in square brackets": (
        LEAD + "« Nous rouvrirons la piscine [qui ferme en hiver] avant l'été », a promis Jeanne Martin.\n",
        [("Nous rouvrirons la piscine avant l'été", "Jeanne Martin")],
    ),
    "a word in square brackets that stands for another": (
        LEAD + "« Nous rouvrirons [la piscine] avant l'été », a promis Jeanne Martin.\n",
        [("Nous rouvrirons [la piscine] avant l'été", "Jeanne Martin")],
    ),
    "insertion with NDLR": (
        LEAD + "« Nous la rouvrirons (la piscine, NDLR) avant l'été », a promis Jeanne Martin.\n",
        [("Nous la rouvrirons avant l'été", "Jeanne Martin")],
    ),
    "insertion with NDLR in square brackets": (
        LEAD + "« Nous la rouvrirons [NDLR : la piscine] avant l'été », a promis Jeanne Martin.\n",
        [("Nous la rouvrirons avant l'été", "Jeanne Martin")],
    ),
    "colon without marks": (
        LEAD + "Jeanne Martin a déclaré : Nous rouvrirons la piscine avant l'été.\n",
        [("Nous rouvrirons la piscine avant l'été", "Jeanne Martin")],
    ),
    "single straight marks": (
        LEAD + "'Nous rouvrirons la piscine avant l'été', a promis Jeanne Martin.\n",
        [("Nous rouvrirons la piscine avant l'été", "Jeanne Martin")],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind: str) -> None:
    text, expected = KINDS[kind]
    read = analysed(document("a.md", text)).document
    assert [(item.text.strip(), item.speaker) for item in find_quotations(read)] == expected
