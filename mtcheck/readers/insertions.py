"""What an editor put into somebody's words: they are compared without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.records import Edit, Span

_QUOTED = re.compile(r"«[^«»]{3,3000}[»«]|“[^“”]{3,3000}”|\"[^\"\n]{3,3000}\"|(?m:^(?:>|—|–)[ \u00a0][^\n]+)")
# From three words on an addition; fewer mostly stand for a word that was said ("[Ils]", "[la paix]").
_ADDED = re.compile(r"(?<=[^\s«“\"(\[])[ \u00a0]\[(?=[a-zà-öø-ÿ])[^\[\]\n]{2,300}\]")
_EDITORS = re.compile(
    r"[ \u00a0]?(?:\([^()\n]{0,300}\bn\.?[ ]?d\.?[ ]?l\.?[ ]?r\b[^()\n]{0,300}\)"
    r"|\[[^\[\]\n]{0,300}\bn\.?[ ]?d\.?[ ]?l\.?[ ]?r\b[^\[\]\n]{0,300}\])",
    re.IGNORECASE,
)
_NOTE = re.compile(r"d\.?[ ]?l\.?[ ]?r\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 3


def insertion_edits(text: str) -> tuple[Edit, ...]:
    """Say which words inside quotations are an editor's, in square brackets or marked NDLR: they are read as nothing.

    Args:
        text: As printed.

    Returns:
        Edits in order. What stands for a word of the speaker's, such as a pronoun made plain, is left.

    Source:
        Lexique des règles typographiques en usage à l'Imprimerie nationale, « Crochets ».
    """
    if "[" not in text and "(" not in text:
        return ()
    found: set[Span] = set()
    if _NOTE.search(text):
        found.update(Span(*match.span()) for match in _EDITORS.finditer(text))
    if "[" in text:
        for quotation in _QUOTED.finditer(text):
            found.update(_added(text, Span(*quotation.span())))
    last, edits = 0, []
    for span in sorted(found):
        if span.start >= last:
            edits.append(Edit(span, ""))
            last = span.end
    return tuple(edits)


def _added(text: str, quotation: Span) -> Iterator[Span]:
    for match in _ADDED.finditer(text, quotation.start, quotation.end):
        if len(_WORDS.findall(match.group())) >= _LEAST_WORDS:
            yield Span(*match.span())
