"""French phrases over dictionary forms: what each sign of a form stands for."""

from __future__ import annotations

import pytest

from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.patterns.forms import FormIndex, compile_form

GLOSSER = Glosser(TranslationTable.of([]), Frequencies({"en": {}, "fr": {}}))


def found(form: str, text: str) -> list[str]:
    return [item.span.of(text) for item in FormIndex([(0, compile_form(form))]).find(GLOSSER.gloss(text), text)]


@pytest.mark.parametrize(
    ("form", "text", "wrong"),
    [
        ("tir de [coquille]", "Des tirs de coquilles.", ["coquilles"]),
        ("tir de coquille", "Le tir des coquilles.", ["tir des coquilles"]),
        ("tir de coquille", "Le tir et la coquille.", []),
        ("tir de coquille", "Le tir, de coquilles.", []),
        ("marcher un corde", "Il marchait une corde.", ["marchait une corde"]),
        ("jeter sous le bus", "Un allié jeté sous le bus.", ["jeté sous le bus"]),
        ("=coquilles russe", "La coquille russe.", []),
        ("=Soleils de phoenix", "Les Soleils de Phoenix.", ["Soleils de Phoenix"]),
        ("=Soleils de phoenix", "Les soleils de Phoenix.", []),
        ("poste|usine de puissance", "Une usine de puissance.", ["usine de puissance"]),
        ("usine de? puissance", "Une usine puissance.", ["usine puissance"]),
        ("battre … record", "Il bat pour la deuxième fois ce record.", ["bat pour la deuxième fois ce record"]),
        ("battre … record", "Il bat la porte. Un record.", []),
        ("[phrase] de <number> an", "Une phrase de six ans, une phrase de 12 ans.", ["phrase", "phrase"]),
        ("continuer de <infinitive>", "Il continue de parler de ski.", ["continue de parler"]),
        (
            "administration de <name>",
            "L'administration de Biden, l'administration de jour.",
            ["administration de Biden"],
        ),
        ("!s'|se jeter le éponge", "Il se jette l'éponge. Il jette l'éponge.", ["jette l'éponge"]),
        ("coup de coin !de", "Un coup de coin de table, un coup de coin tiré.", ["coup de coin"]),
        ("coup de coin &de|.", "Un coup de coin tiré. Un coup de coin.", ["coup de coin"]),
        (
            "facture ,qui prévoir",
            "La facture, qui prévoit tout. La facture qui prévoit.",
            ["facture, qui prévoit", "facture qui prévoit"],
        ),
        ("facture ,qui prévoir", "La facture. Qui prévoit cela ?", []),
        ("enjeu de <number> dans", "Un enjeu de 12 % dans la société.", ["enjeu de 12 % dans"]),
    ],
)
def test_signs(form: str, text: str, wrong: list[str]) -> None:
    assert found(form, text) == wrong


@pytest.mark.parametrize("form", ["", "…", "* <number>", "mot?", "tir [de] [coquille]", "tir de [coquille"])
def test_a_form_without_a_word_or_with_odd_brackets_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"no word|no pair"):
        compile_form(form)


def test_forms_are_found_in_the_order_of_their_owners() -> None:
    text = "Une usine de puissance."
    index = FormIndex([(7, compile_form("usine de puissance")), (3, compile_form("usine"))])
    assert [(item.owner, item.first, item.last) for item in index.find(GLOSSER.gloss(text), text)] == [
        (3, 1, 2),
        (7, 1, 4),
    ]
