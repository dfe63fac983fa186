"""Which rendering of the sense that a place asks for is put there: one that fits the words around, and that is usual there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mtcheck.french.fitting import fitted
from mtcheck.french.lemmas import lemma
from mtcheck.french.substitution import substitute
from mtcheck.lexicon.sequences import Sequences
from mtcheck.records import Span

_MOST = 4  # renderings that are tried: those that come later are seldom the usual ones
_AROUND = 80  # code points on either side that are read for how usual a rendering is there


class PlaceEdit(NamedTuple):
    """What stands in the place of a span."""

    span: Span
    text: str


def edits(text: str, span: Span, renderings: Sequence[str]) -> tuple[PlaceEdit, ...]:
    """Put renderings into the place of what is printed.

    Args:
        text: The document.
        span: What is printed, wrongly.
        renderings: What is accepted, best first.

    Returns:
        Those that are inflected for their place, with the determiner before them where that changes, in the same order; what
        has no sure form is left out.
    """
    printed = span.of(text)
    found = (edit for rendering in renderings[:_MOST] if (edit := _edit(text, span, rendering)) is not None)
    return tuple(edit for edit in found if edit.text.lower() not in {printed.lower(), edit.span.of(text).lower()})


def most_usual(text: str, found: Sequence[PlaceEdit], sequences: Sequences) -> PlaceEdit | None:
    """Return the edit with the fewest forms that sound French never puts there, the first of several; None of none."""
    return min(found, key=lambda edit: _unusual(text, edit, sequences), default=None)


def _edit(text: str, span: Span, rendering: str) -> PlaceEdit | None:
    printed = span.of(text)
    if printed.isalpha() and (found := substitute(text, span, lemma(printed, "fr"), rendering)) is not None:
        return PlaceEdit(found.span, found.text)
    edit = fitted(text, span, rendering)
    return None if edit is None else PlaceEdit(*edit)


def _unusual(text: str, edit: PlaceEdit, sequences: Sequences) -> int:
    """Count the forms in and behind an edit that sound French never puts where they would stand."""
    first = max(0, edit.span.start - _AROUND)
    before, after = text[first : edit.span.start], text[edit.span.end : edit.span.end + _AROUND]
    start, end = len(before), len(before) + len(edit.text)
    levels = sequences.novelty(f"{before}{edit.text}{after}")
    behind = next((token.start for token, _ in levels if token.start >= end), end)
    return sum(level == 2 for token, level in levels if start <= token.start <= behind)
