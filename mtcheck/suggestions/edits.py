"""One replacement in a text, and applying several of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtcheck.records import Finding, Span


@dataclass(frozen=True, slots=True)
class SafeEdit:
    """Words to be replaced.

    Attributes:
        span: What is replaced: the finding's words, and the determiner before them where it has to agree.
        text: What takes its place.
        finding: Why.
    """

    span: Span
    text: str
    finding: Finding


def without_conflicts(edits: Iterable[SafeEdit]) -> tuple[SafeEdit, ...]:
    """Keep, of edits that overlap or touch, the surest: how one fits was judged by the words that the other changes.

    Returns:
        Edits in the order of the text.
    """
    kept: list[SafeEdit] = []
    for edit in sorted(edits, key=lambda e: (-e.finding.confidence, e.span, e.finding.code)):
        reach = Span(edit.span.start - 1, edit.span.end + 1)
        if not any(reach.overlaps(other.span) for other in kept):
            kept.append(edit)
    return tuple(sorted(kept, key=lambda e: e.span))


def apply(text: str, edits: Iterable[SafeEdit]) -> str:
    """Return ``text`` with ``edits``, which must not overlap, made; everything else stays as it is."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: e.span):
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    return "".join((*parts, text[done:]))
