"""Wrong facts are told and equal facts in other dress are not: pairs in ``facts_cases``, a file for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.facts.comparison import compare_texts
from mtcheck.facts.opposition import opposed_stances
from mtcheck.facts.reader import read_facts

CASES = Path(__file__).parent / "facts_cases"
KINDS = ("numbers", "quantities", "times", "names", "opposites", "derived")
LEAST = 30  # of either sort


def pairs_of(kind: str) -> list[tuple[str, str, str]]:
    lines = (CASES / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(english, french, wrong) for english, french, wrong in cells]


ALL = [(kind, *pair) for kind in KINDS for pair in pairs_of(kind)]
WRONG = [pytest.param(en, fr, wrong, id=f"{kind}: {wrong}") for kind, en, fr, wrong in ALL if wrong]
SOUND = [pytest.param(en, fr, id=f"{kind}: {fr[:40]}") for kind, en, fr, wrong in ALL if not wrong]


def told(english: str, french: str) -> list[str]:
    differences = [
        *compare_texts(english, french).differences,
        *opposed_stances(read_facts(english, "en"), read_facts(french, "fr")),
    ]
    assert all(item.french.span.of(french) == item.french.text for item in differences)
    assert all(item.english.span.of(english) == item.english.text for item in differences)
    return [item.french.text for item in differences]


@pytest.mark.parametrize(("english", "french", "wrong"), WRONG)
def test_a_wrong_fact_is_told(english: str, french: str, wrong: str) -> None:
    assert wrong in french
    assert any(wrong in text or text in wrong for text in told(english, french)), told(english, french)


@pytest.mark.parametrize(("english", "french"), SOUND)
def test_an_equal_fact_in_other_dress_is_left_alone(english: str, french: str) -> None:
    assert told(english, french) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_enough_of_both(kind: str) -> None:
    pairs = pairs_of(kind)
    assert len(pairs) == len({(english, french) for english, french, _ in pairs})
    assert sum(bool(wrong) for *_, wrong in pairs) >= LEAST
    assert sum(not wrong for *_, wrong in pairs) >= LEAST


def test_a_fact_left_out_or_added_is_no_fault() -> None:
    assert told("On Monday 54 men left Norway.", "Des hommes sont partis.") == []
    assert told("Some men left.", "Lundi, 54 hommes ont quitté la Norvège.") == []
