"""The edit that a finding offers: the same one for every report, editor and command that applies it."""

from __future__ import annotations

import re
from typing import NamedTuple

from mtcheck.records import Document, Finding, Span

TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
"""Media types whose offsets are those of the file."""

_MARKUP = re.compile(r"[<>*_`\[\]\u00ad\u200b-\u200f]|&#?\w+;")  # a replacement would take it away


class Replacement(NamedTuple):
    """Words to be replaced in a text, and by what."""

    span: Span
    text: str


def replacement_of(document: Document | None, finding: Finding) -> Replacement | None:
    """Return the edit that a finding offers in the file that it stands in.

    Args:
        document: As the finding's span counts in it.
        finding: With or without a suggestion.

    Returns:
        The finding's words and its suggestion; None where it has none, where the document's text was made of its file and is
        none, or where markup among the words would be lost.
    """
    if document is None or not is_text(document) or finding.suggestion is None:
        return None
    printed = finding.span.of(document.text)
    if printed != finding.text or printed == finding.suggestion or holds_markup(printed):
        return None
    return Replacement(finding.span, finding.suggestion)


def is_text(document: Document) -> bool:
    """Say whether the document's text is that of its file, so that offsets lead into it."""
    return document.media_type in TEXT_TYPES and not document.places


def holds_markup(printed: str) -> bool:
    """Say whether printed words hold markup or unseen signs, which a replacement would take away."""
    return _MARKUP.search(printed) is not None
