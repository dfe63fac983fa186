"""RSS and Atom: the entries of a feed, a document each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.analysed import passages_of
from mtcheck.readers.content import Content
from mtcheck.readers.extras import require
from mtcheck.readers.markup import AS_MARKUP, holds_markup, markup_edits
from mtcheck.readers.passages import cut_passages, notes_on
from mtcheck.readers.reader import Readable
from mtcheck.readers.xml_source import parse_xml
from mtcheck.records import Document, Place

_STARTS = (b"<rss", b"<feed", b"<rdf:RDF")


@dataclass(frozen=True)
class FeedReader:
    """Reads every entry of a feed: its title and its content, or its summary where it has no content.

    Source:
        RSS 2.0 specification; RFC 4287 (Atom).
    """

    suffixes: frozenset[str] = frozenset({".rss", ".atom"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the root element is a feed's."""
        plain = head.replace(b"\0", b"")[:2000]
        return plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and any(start in plain for start in _STARTS)

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of the entries."""
        parse = require("feedparser", content.path, Message("feeds")).parse
        parse_xml(content.path, content.data)  # names the line of a fault; no entities, no depths
        feed = parse(io.BytesIO(content.data), sanitize_html=False, resolve_relative_uris=False)
        if not feed.entries:
            raise InputError(content.path, Message("is no feed, or holds no entry"))
        for number, entry in enumerate(feed.entries, start=1):
            yield _document(content.path, number, entry)


def _document(path: str, number: int, entry: Any) -> Document:
    title = str(entry.get("title", "")).strip()
    contents = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    body = "\n\n".join(str(part).strip() for part in contents if str(part).strip())
    text = f"# {title}\n\n{body}" if title else body
    name = " ".join(str(entry.get("id") or number).split())[:80]
    marked = holds_markup((text,))
    markup = markup_edits(text) if marked else ()
    passages = passages_of(text, markup, cut_passages)
    notes = [Message("the entry is {markup}", markup=AS_MARKUP) if marked else None, *notes_on(text, passages)]
    return Document(
        f"{path}#{name}",
        text,
        passages,
        "application/rss+xml",
        (Place(0, Message("entry {number}", number=number)),),
        tuple(note for note in notes if note),
        url=entry.get("link") or None,
        date=entry.get("published") or entry.get("updated") or None,
        markup=markup,
    )
