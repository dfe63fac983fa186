"""What belongs to a fact that both sides tell is no wrong word, however little the tables know of it."""

from __future__ import annotations

import pytest

from mtcheck.api import Text, check
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import KnownQuote

WORDS = {"MT101", "MT205", "MT210"}


def told(english: str, french: str) -> list[str]:
    text = f"Ana Durand, la ministre, a pris la parole lundi.\n\n« {french} », a déclaré Mme Durand.\n"
    (file,) = check(Text(text), quotes=KnownQuote("q", "Ana Durand", english), translator=FakeTranslator()).files
    assert any(quotation.alignments for quotation in file.quotations)
    return [finding.text for finding in file.findings if finding.code in WORDS]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("The road is closed to lorries.", "La route est interdite aux poids lourds"),
        ("A good dozen bakers came to the hearing.", "Une bonne douzaine de boulangers sont venus à l'audience"),
        ("The minister did not attend the funeral.", "Le ministre était absent des obsèques"),
    ],
)
def test_what_a_fact_explains_is_no_wrong_word(english: str, french: str) -> None:
    assert told(english, french) == []


def test_a_wrong_word_beside_a_fact_is_told() -> None:
    assert any(
        "rentable" in words
        for words in told(
            "On Monday we had a very fruitful conversation with 12 mayors.",
            "Lundi, nous avons eu une conversation très rentable avec douze maires",
        )
    )
