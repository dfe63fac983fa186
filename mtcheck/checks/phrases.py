"""Patterns of French that is never right, looked for in a sentence: what calques, word order and names have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from mtcheck.checks.base import Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.language.messages import Message
from mtcheck.patterns.forms import FormElement, FormIndex, FoundForm, compile_form, compile_words
from mtcheck.patterns.loading import shipped_patterns
from mtcheck.patterns.schema import Pattern, PatternKind
from mtcheck.records import Evidence


def phrases(rule: Rule, kind: PatternKind, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find the phrases of a kind in a sentence; of overlapping ones the first, and of these the longest.

    Args:
        rule: What they are faults of.
        kind: Of the patterns.
        words: The sentence.
        text: The document.
    """
    patterns, index, clearing = _index(kind)
    end = 0
    for found in sorted(index.find(words, text), key=lambda item: (item.first, -item.last)):
        before = [word for word in words if word.span.end <= found.span.start]
        cleared = any(one.fits(word) for one in clearing[found.owner] for word in before)
        if found.first >= end and not cleared:
            end = found.last
            yield _verdict(rule, patterns[found.owner], found, text)


def _verdict(rule: Rule, pattern: Pattern, found: FoundForm, text: str) -> Verdict:
    printed, rendering = found.span.of(text), pattern.french[0]
    right = found.filled(rendering, text)
    if right is not None and printed[0].isupper() and not rendering.startswith("{"):
        right = right[0].upper() + right[1:]
    return measured(
        rule,
        found.span,
        Message("“{printed}” is English, word for word", printed=printed),
        "phrase",
        suggestion=right,
        reference=pattern.english[0],
        evidence=(
            Evidence(
                "pattern",
                Message("*{english}*: French says “{french}”.", english=pattern.english[0], french=right or rendering),
            ),
        ),
    )


@cache
def _index(kind: PatternKind) -> tuple[tuple[Pattern, ...], FormIndex, tuple[tuple[FormElement, ...], ...]]:
    """Return the patterns of a kind, their forms, and what clears each of them."""
    patterns = tuple(pattern for pattern in shipped_patterns(kind) if pattern.forms)
    forms = [(number, compile_form(form)) for number, pattern in enumerate(patterns) for form in pattern.forms]
    return patterns, FormIndex(forms), tuple(tuple(map(compile_words, pattern.without)) for pattern in patterns)
