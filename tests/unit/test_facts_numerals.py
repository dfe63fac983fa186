"""Numbers by what they are worth, in figures and in words."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.facts.numerals import numbers_in
from mtcheck.records import Span


def worth(text: str, language: str = "fr") -> list[set[Decimal]]:
    return [set(number.values) for number in numbers_in(text, language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13 navires", 13),
        ("treize navires", 13),
        ("vingt et un navires", 21),
        ("quatre-vingt-dix-sept navires", 97),
        ("quatre-vingts navires", 80),
        ("soixante-dix navires", 70),
        ("deux cent cinq mille hommes", 205_000),
        ("1 200 hommes", 1200),
        ("1\u202f200 hommes", 1200),
        ("2 milliards d'euros", 2_000_000_000),
        ("1,5 million d'euros", 1_500_000),
        ("une douzaine de navires", 12),
        ("le 1er mai", 1),
        ("12,5 %", Decimal("12.5")),
    ],
)
def test_french(text: str, value: int | Decimal) -> None:
    assert worth(text) == [{Decimal(value)}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13 ships", 13),
        ("thirteen ships", 13),
        ("twenty-one ships", 21),
        ("two hundred and five thousand men", 205_000),
        ("2 billion dollars", 2_000_000_000),
        ("July 4th", 4),
        ("1.5 million", 1_500_000),
    ],
)
def test_english(text: str, value: int) -> None:
    assert worth(text, "en") == [{Decimal(value)}]


@pytest.mark.parametrize(("text", "language"), [("1,200 men", "en"), ("1.200 hommes", "fr")])
def test_a_mark_before_three_digits_can_be_read_in_two_ways(text: str, language: str) -> None:
    assert worth(text, language) == [{Decimal(1200), Decimal("1.2")}]


@pytest.mark.parametrize("text", ["En 2018,165 femmes", "Depuis 2018,165 femmes sont parties"])
def test_a_year_glued_to_a_number_is_two_numbers(text: str) -> None:
    assert worth(text) == [{Decimal(2018)}, {Decimal(165)}]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12 018,165 kg", {Decimal("12018.165")}),
        ("2018,5 kg", {Decimal("2018.5")}),
        ("2018,1655 kg", {Decimal("2018.1655")}),
        ("1,2018,165", {Decimal("12018165")}),
    ],
)
def test_other_figures_with_such_an_end_are_one_number(text: str, values: set[Decimal]) -> None:
    assert worth(text) == [values]


@pytest.mark.parametrize(
    "text", ["des milliers d'hommes", "un homme", "un F-16", "à 13h30", "à 13:30", "le 4/07/2025", "l'A320neo", "@x13"]
)
def test_what_is_no_number_to_compare(text: str) -> None:
    assert numbers_in(text, "fr") == ()


def test_numbers_that_stand_apart_are_not_added() -> None:
    assert worth("deux ou trois navires, quatre et cinq") == [{Decimal(n)} for n in (2, 3, 4, 5)]


def test_spans_count_from_the_offset() -> None:
    text = "Ils ont guidé treize navires et 1 200 hommes."
    found = numbers_in(text, "fr", offset=100)
    assert [Span(n.span.start - 100, n.span.end - 100).of(text) for n in found] == ["treize", "1 200"]
    assert [n.text for n in found] == ["treize", "1 200"]


@given(st.text(alphabet="0123456789.,: /-h\u00a0\u202févingtuncemldx", max_size=40), st.sampled_from(["fr", "en"]))
@settings(max_examples=200)
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = numbers_in(text, language)
    assert all(number.span.of(text) == number.text and number.values for number in found)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
