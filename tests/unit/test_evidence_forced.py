"""Forced decoding: spans move into the document, and the margin finds the worst token."""

from __future__ import annotations

import pytest

from mtcheck.engines.fake import KNOWN_WORD, UNKNOWN_WORD, FakeTranslator
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.evidence.forced import expectation, force_alignments
from mtcheck.readers.plain import document
from mtcheck.records import Alignment, Span, TokenScore, TokenScores

SCORES = TokenScores(
    (
        TokenScore(Span(10, 14), -0.1, "très", -0.1),
        TokenScore(Span(15, 19), -6.0, "fruc", -1.0, 412, 1.5),
        TokenScore(Span(19, 23), -1.5, "tueux", -1.0),
    )
)


def test_margin_is_that_of_the_worst_token() -> None:
    found = expectation(SCORES, Span(15, 23))
    assert found is not None
    assert found.margin == pytest.approx(5.0)
    assert found.best == "fruc"
    assert (found.rank, found.entropy) == (412, 1.5)


def test_margin_looks_at_its_span_alone() -> None:
    assert expectation(SCORES, Span(10, 14)) == (0.0, "très", None, None)
    assert expectation(SCORES, Span(14, 15)) is None
    assert expectation(TokenScores(()), Span(0, 100)) is None


def statement(text: str, part: str, english: str) -> AlignedStatement:
    start = text.index(part)
    return AlignedStatement(Alignment(Span(start, start + len(part)), "q", (0, 1), english, 0.9), (), (), ())


def test_scores_count_in_the_document() -> None:
    text = "Il a dit : « Un entretien rentable », puis il est parti."
    evidence = FileEvidence(document("a", text), (), statements=(statement(text, "Un entretien rentable", "A talk"),))
    forced = force_alignments(evidence, FakeTranslator({"A talk": "un entretien fructueux"}))
    scores = forced.statements[0].scores
    assert scores is not None
    assert [token.span.of(text) for token in scores.tokens] == ["Un", "entretien", "rentable"]
    found = expectation(scores, Span(text.index("rentable"), text.index("rentable") + 8))
    assert found is not None
    assert found.margin == pytest.approx(KNOWN_WORD - UNKNOWN_WORD)
    assert found.best == "fructueux"


def test_nothing_aligned_asks_the_engine_nothing() -> None:
    evidence = FileEvidence(document("a", "Rien."), ())
    assert force_alignments(evidence, FakeTranslator(pairs=frozenset())) is evidence
