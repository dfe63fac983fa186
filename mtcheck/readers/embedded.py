"""English posts and statements that stand inside a French article: the run knows their wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.readers.analysed import analysed
from mtcheck.readers.signatures import Signature, parse_signature, strip_links
from mtcheck.records import Document, KnownQuote, Passage, PassageKind, Span
from mtcheck.text.lines import Lines

_MEDIUM = "X"
_MINIMUM_WORDS = 4


def found_quotes(printed: Document) -> tuple[KnownQuote, ...]:
    """Make known quotes of the English passages embedded in a document.

    Args:
        printed: With its passages.

    Returns:
        Quotes with ``found=True``, the id ``found:<path>:<line>``, and speaker and date from the post's signature;
        a text without a signature has an empty speaker. Passages that follow each other are one quote, up to a
        signature.
    """
    document, offsets = analysed(printed)
    lines = Lines.of(printed.text)
    quotes = []
    for span, signature, text in _posts(document):
        if len(re.findall(r"[^\W\d_]+", text)) < _MINIMUM_WORDS:
            continue
        start = span.start if offsets is None else offsets.to_printed(span).start
        line, _ = lines.place(start)
        place = printed.place_at(start)
        quotes.append(
            KnownQuote(
                id=f"found:{document.path}:{line}",
                speaker=signature.name if signature else "",
                text=text,
                date=signature.date if signature else None,
                source=f"{document.path}, {place}" if place else f"{document.path}:{line}",
                medium=f"{_MEDIUM} ({signature.handle})" if signature else None,
                aliases=_aliases(signature.name) if signature else (),
                found=True,
            )
        )
    return tuple(quotes)


def _posts(document: Document) -> Iterator[tuple[Span, Signature | None, str]]:
    pending: list[Passage] = []
    for passage in (*document.passages, None):
        if passage and passage.kind is PassageKind.EMBEDDED and passage.language == "en":
            pending.append(passage)
            signature = parse_signature(passage.span.of(document.text))
            if signature is None:
                continue
        else:
            signature = None
        if pending:
            texts = [strip_links(part.span.of(document.text)) for part in pending]
            if signature:
                texts[-1] = signature.text
            yield Span(pending[0].span.start, pending[-1].span.end), signature, "\n\n".join(filter(None, texts))
            pending = []


def _aliases(name: str) -> tuple[str, ...]:
    """Return the surname, by which articles go on to call the speaker."""
    parts = name.split()
    return (parts[-1],) if len(parts) > 1 else ()
