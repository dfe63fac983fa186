"""Thresholds of MT201 and MT202 on the strength of glosses, at their borders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mtcheck.checks.base import Verdict
from mtcheck.checks.terms import GRAVE, STRONG, TermCheck
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.evidence.literal import LiteralRendering, TermFinder
from mtcheck.patterns.schema import Pattern
from mtcheck.records import Severity, Span

SENTENCE = "Un feu amical a tué deux soldats."


class Stub:
    """A finder that has found one window, of one word or two."""

    def __init__(self, span: Span, strength: float, glosses: tuple[tuple[str, str, float], ...], listed: bool) -> None:
        self.found = LiteralRendering(
            Pattern(("friendly fire",), ("tir ami",)), span, ("friendly", "fire"), strength, glosses, listed=listed
        )

    def find(self, words: Sequence[GlossedWord], text: str) -> Iterator[LiteralRendering]:
        yield self.found


def told(
    gloss: Callable[[str], tuple[GlossedWord, ...]],
    words: str,
    strength: float,
    *,
    sentence: str = SENTENCE,
    glossed: bool = True,
    listed: bool = False,
) -> Verdict | None:
    start = sentence.index(words)
    finder = Stub(Span(start, start + len(words)), strength, (("feu", "fire", 0.5),) if glossed else (), listed)
    evidence = SimpleNamespace(
        segments=(SimpleNamespace(words=gloss(sentence)),),
        document=SimpleNamespace(text=sentence),
        is_accepted=lambda span: False,
        statements=(),
    )
    found: Any = TermCheck(cast(TermFinder, finder)).check(cast(FileEvidence, evidence))
    return next(found, None)


@pytest.mark.parametrize(
    ("words", "kind", "strength", "branch", "severity"),
    [
        ("feu amical", "words", GRAVE["words"] - 0.01, "words-faint", Severity.MINOR),
        ("feu amical", "words", GRAVE["words"], "words", Severity.MAJOR),
        ("feu amical", "words", STRONG - 0.01, "words", Severity.MAJOR),
        ("feu amical", "words", STRONG, "words-strong", Severity.MAJOR),
        ("feu", "word", GRAVE["word"] - 0.01, "word-faint", Severity.MINOR),
        ("feu", "word", GRAVE["word"], "word", Severity.MAJOR),
        ("feu", "word", 1.0, "word", Severity.MAJOR),
    ],
)
def test_strength_makes_a_rendering_grave(
    gloss: Callable[[str], tuple[GlossedWord, ...]],
    words: str,
    kind: str,
    strength: float,
    branch: str,
    severity: Severity,
) -> None:
    verdict = told(gloss, words, strength)
    assert verdict is not None
    assert verdict.branch == branch
    assert verdict.gravity is severity
    assert branch.startswith(kind)


def test_what_sound_text_puts_together_needs_strong_glosses(gloss: Callable[[str], tuple[GlossedWord, ...]]) -> None:
    sentence = "Le ministre des affaires étrangères est là."
    assert told(gloss, "affaires étrangères", STRONG - 0.01, sentence=sentence) is None
    verdict = told(gloss, "affaires étrangères", STRONG, sentence=sentence)
    assert verdict is not None
    assert (verdict.branch, verdict.gravity) == ("attested", Severity.MINOR)


def test_what_is_listed_needs_no_glosses(gloss: Callable[[str], tuple[GlossedWord, ...]]) -> None:
    for listed, branch in ((True, "listed"), (False, "dictionary")):
        verdict = told(gloss, "feu amical", 0.0, glossed=False, listed=listed)
        assert verdict is not None
        assert (verdict.branch, verdict.gravity) == (branch, Severity.MAJOR)
