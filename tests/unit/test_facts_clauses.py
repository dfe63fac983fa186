"""Clauses of weight that French leaves out, without a model: what may be missing, and what is only said in another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.facts.clauses import dropped_clauses

CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "facts_cases/clauses.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("english", "french", "missing"), CASES)
def test_clause(english: str, french: str, missing: str) -> None:
    found = [one.english.of(english) for one in dropped_clauses(english, french)]
    assert found == ([missing] if missing else [])


def test_english_without_the_clause_and_the_words_before_it() -> None:
    english = "We would sell them the barn, provided they keep the roof, but they never answer."
    french = "Nous leur vendrions la grange, mais ils ne répondent jamais."
    (one,) = dropped_clauses(english, french)
    assert one.instead == "We would sell them the barn, but they never answer."
    assert one.french.of(french) == "grange"
    english, french = (
        "The shop will close in June unless the wolves return soon, he said.",
        "Le magasin fermera au mois de juin, dit-il.",
    )
    (one,) = dropped_clauses(english, french)
    assert one.french.of(french) == "juin"


def test_clause_at_the_end_stands_behind_the_last_words() -> None:
    english, french = "We will come unless it snows.", "Nous viendrons demain."
    (one,) = dropped_clauses(english, french)
    assert one.instead == "We will come."
    assert one.french.of(french) == "viendrons demain"
