"""Contrast of the French given all and given a part of the English."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mtcheck.evidence.contrast import contrast, without
from mtcheck.evidence.pairs import PairAnalyst, force_pairs
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.records import Hypothesis, Span, TokenScore, TokenScores

ANALYST = PairAnalyst(TranslationTable.of([("chat", "cat", 0.9, 0.8)]), Frequencies({}))


class Counting:
    """Likes French by how many words of its source it knows: "cat" is worth a unit of log-probability."""

    signature = "counting"

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        raise NotImplementedError

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        return tuple(
            TokenScores((TokenScore(Span(0, len(text)), -5.0 + source.count("cat"), "", -1.0),))
            for source, text in pairs
        )


@pytest.mark.parametrize(
    ("source", "part", "rest"),
    [
        ("The black cat sleeps.", "black cat", "The sleeps."),
        ("The cat sleeps, purring.", "purring", "The cat sleeps,."),
        ("Yesterday the cat slept.", "Yesterday", "the cat slept."),
    ],
)
def test_a_part_is_taken_out_tidily(source: str, part: str, rest: str) -> None:
    start = source.index(part)
    assert without(source, Span(start, start + len(part))) == rest


def test_french_owes_to_what_it_says_and_not_to_what_it_leaves_out() -> None:
    source = "The cat sleeps on the old sofa."
    (evidence,) = force_pairs([ANALYST.analyse(source, "Le chat dort.")], Counting())
    spans = [Span(source.index(part), source.index(part) + len(part)) for part in ("cat", "old sofa")]
    (found,) = contrast([evidence], [spans], Counting())
    assert [(item.span, item.gain) for item in found] == [(spans[0], 1.0), (spans[1], 0.0)]


def test_pairs_keep_their_own_parts() -> None:
    sources = ["The cat.", "A dog.", "A cat."]
    evidence = force_pairs([ANALYST.analyse(source, "Le chat.") for source in sources], Counting())
    found = contrast(evidence, [[Span(4, 7)], [], [Span(2, 5), Span(0, 1)]], Counting())
    assert [[item.gain for item in one] for one in found] == [[1.0], [], [1.0, 0.0]]
    assert contrast(evidence, [[], [], []], Counting()) == ((), (), ())
