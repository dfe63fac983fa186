from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.records import Edit, Span
from mtcheck.text.characters import character_edits
from mtcheck.text.offsets import OffsetMap, apply, merged

MARKED = "Un <b>feu</b> cess&eacute; !"
EDITS = (Edit(Span(3, 6), ""), Edit(Span(9, 13), ""), Edit(Span(18, 26), "é"))


def test_a_span_of_the_text_as_read_comes_back_to_the_printed_words() -> None:
    offsets = OffsetMap.of(EDITS)
    read = apply(MARKED, EDITS)
    assert read == "Un feu cessé !"
    for words, printed in (
        ("feu", "feu"),
        ("feu cessé", "feu</b> cess&eacute;"),
        ("cessé", "cess&eacute;"),
        ("é", "&eacute;"),
        ("Un feu", "Un <b>feu"),
        (" !", " !"),
    ):
        start = read.index(words)
        assert offsets.to_printed(Span(start, start + len(words))).of(MARKED) == printed


def test_what_is_read_and_not_printed_lies_at_one_place() -> None:
    edits = (Edit(Span(0, 0), "> "),)
    offsets = OffsetMap.of(edits)
    assert apply("Oui", edits) == "> Oui"
    assert offsets.to_printed(Span(2, 5)) == Span(0, 3)
    assert offsets.to_read(Span(0, 3)) == Span(2, 5)
    assert offsets.to_printed(Span(0, 2)) == Span(0, 0)


def test_of_two_edits_that_overlap_the_first_series_counts() -> None:
    first, second = (Edit(Span(4, 8), "x"),), (Edit(Span(0, 1), "a"), Edit(Span(7, 9), "y"), Edit(Span(9, 10), ""))
    assert merged(first, second) == (Edit(Span(0, 1), "a"), Edit(Span(4, 8), "x"), Edit(Span(9, 10), ""))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    text = draw(st.text("abc d", min_size=1, max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, tuple(Edit(Span(*pair), draw(st.text("XY", max_size=3))) for pair in dict(pairs).items())


@given(edited())
def test_every_unedited_letter_is_found_again(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    read = apply(text, edits)
    offsets = OffsetMap.of(edits)
    for start, letter in enumerate(read):
        span = offsets.to_printed(Span(start, start + 1))
        assert 0 <= span.start <= span.end <= len(text)
        if letter not in "XY":
            assert span.of(text) == letter
            assert offsets.to_read(span) == Span(start, start + 1)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("l'e\u0301te\u0301", "l'été"),
        ("E\u0301\u0327cole", unicodedata.normalize("NFC", "E\u0301\u0327cole")),
        ("conver\u00adsation", "conversation"),
        ("conver\u00ad\n  sation", "conversation"),
        ("ces\u200bs\u2060e\u0301", "cessé"),
        ("\u200fle \u202bpre\u200dsident\u202c", "le president"),
        ("\ufb01scal, e\ufb03cace, \ufb02otte", "fiscal, efficace, flotte"),
        ("\uff21\uff22\uff13\uff05", "AB3%"),
        ("cessez\u2011le\u2010feu", "cessez-le-feu"),
        ("l\u02bcaccord", "l’accord"),
        ("\U0001d5d4ccord", "Accord"),
    ],
)
def test_characters_are_read_as_they_are_usually_written(printed: str, read: str) -> None:
    assert apply(printed, character_edits(printed)) == read


@pytest.mark.parametrize(
    "text", ["L’œuvre coûte 3\u00a0€ à Ängelholm, n° 2, 1er étage…", "мы й Й", "plain ascii", "½ x² H₂O", "👍🏽 bravo"]
)
def test_plain_text_is_read_as_it_stands(text: str) -> None:
    assert character_edits(text) == ()


@given(st.text("ae\u0301\u0300\u00ad\u200b c\ufb01", max_size=40))
def test_what_is_read_is_all_seen_and_composed(text: str) -> None:
    read = apply(text, character_edits(text))
    assert not set(read) & set("\u00ad\u200b\ufb01")
    assert unicodedata.is_normalized("NFC", read)


def test_small_letters_of_another_alphabet_are_no_capitals() -> None:
    from mtcheck.readers.capitals import capital_edits

    assert list(capital_edits("Il a écrit : « Мы никогда не забудем этот день ».")) == []
    assert list(capital_edits("Il a dit : « NOUS AVONS GAGNÉ CETTE BATAILLE ».")) != []
