"""A denial that is lost or added is told, and one that is put otherwise is not: two files of ``facts_cases``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mtcheck.checks.quote_facts import QuoteFactCheck
from mtcheck.checks.quote_wording import left_out
from mtcheck.engines.base import Translator
from mtcheck.evidence.analysis import FileEvidence, SegmentEvidence
from mtcheck.evidence.gloss import Glosser
from mtcheck.evidence.polarity import opposed, weigh_suspicions
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.paired import align_pairs
from mtcheck.match.similarity import WordComparison
from mtcheck.patterns.loading import shipped_terms
from mtcheck.records import Document, KnownQuote, Passage, PassageKind, Segment, Span

CASES = Path(__file__).parent / "facts_cases"
KINDS = ("negations", "denials")
LEAST = 30  # of either sort


def cases(kind: str) -> list[tuple[str, str, str]]:
    text = (CASES / f"{kind}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(english, french, wrong) for english, french, wrong in ([c.strip() for c in li.split("|")] for li in lines)]


def statements(pairs: list[tuple[str, str]], translator: Translator, glosser: Glosser) -> Iterator[FileEvidence]:
    """Give each pair as a document with one statement, the model's contrasts included."""
    comparison = WordComparison(shipped_table(), shipped_frequencies(), shipped_terms())
    gains, contrasts = opposed(pairs, translator), weigh_suspicions(pairs, translator)
    for (english, french), gain, contrast in zip(pairs, gains, contrasts, strict=True):
        whole = Span(0, len(french))
        passage = Passage(whole, PassageKind.BODY, "fr")
        segment = SegmentEvidence(Segment(whole, french), passage, glosser.gloss(french))
        document = Document("pair", french, (passage,), pairs=((whole, KnownQuote("q", "", english)),))
        aligned = align_pairs(FileEvidence(document, (segment,)), comparison)
        weighed = tuple(replace(s, opposed=gain, contrasts=contrast) for s in aligned.statements)
        yield replace(aligned, statements=weighed)


@pytest.mark.parametrize("kind", KINDS)
def test_negations(kind: str, embedded: Translator, glosser: Glosser) -> None:
    given = cases(kind)
    check = QuoteFactCheck()
    evidence = statements([(english, french) for english, french, _ in given], embedded, glosser)
    missed, marked = [], []
    for (_, french, wrong), one in zip(given, evidence, strict=True):
        told = [verdict.span.of(french) for verdict in check.check(one)]
        if wrong and not any(wrong in text or text in wrong for text in told):
            missed.append((french, wrong, told))
        elif not wrong and told:
            marked.append((french, told))
    assert (missed, marked) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_of_both(kind: str) -> None:
    given = cases(kind)
    wrong = [case for case in given if case[2]]
    assert len(given) == len({case[:2] for case in given})
    assert min(len(wrong), len(given) - len(wrong)) >= LEAST
    assert all(part in french for _, french, part in wrong)


def test_clauses_that_are_left_out(embedded: Translator, glosser: Glosser) -> None:
    given = cases("clauses")
    evidence = statements([(english, french) for english, french, _ in given], embedded, glosser)
    told = [[one.branch for statement in file.statements for one in left_out(statement, file)] for file in evidence]
    wrong = [
        (french, found)
        for (_, french, missing), found in zip(given, told, strict=True)
        if found != ["clause"] * bool(missing)
    ]
    assert wrong == []
