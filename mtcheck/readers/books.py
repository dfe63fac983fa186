"""EPUB: the chapters of a book, in reading order, a document each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from mtcheck.errors import InputError
from mtcheck.language.messages import Message, english
from mtcheck.readers.content import Content
from mtcheck.readers.packages import Package
from mtcheck.readers.reader import Readable
from mtcheck.readers.web import HtmlReader
from mtcheck.readers.xml_source import parse_xml

_CONTAINER = "META-INF/container.xml"


@dataclass(frozen=True)
class EpubReader:
    """Reads the chapters that a book's spine names, as pages.

    Source:
        EPUB 3.3 (W3C): container, package document and spine.
    """

    suffixes: frozenset[str] = frozenset({".epub"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether a ZIP archive begins with the media type of a book."""
        return head.startswith(b"PK\x03\x04") and b"application/epub+zip" in head[:200]

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the documents of the chapters, and the faults of those that cannot be read."""
        package = Package(content)
        container = parse_xml(f"{content.path}!/{_CONTAINER}", package.part(_CONTAINER))
        name = next((e.attributes.get("full-path", "") for e in container.iterate() if e.tag == "rootfile"), "")
        book = parse_xml(f"{content.path}!/{name}", package.part(name))
        items = {e.attributes.get("id", ""): e.attributes.get("href", "") for e in book.iterate() if e.tag == "item"}
        spine = [e.attributes.get("idref", "") for e in book.iterate() if e.tag == "itemref"]
        chapters = [
            posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(items[i]))) for i in spine if i in items
        ]
        if not chapters:
            raise InputError(content.path, Message("is a book without chapters: its spine names none"))
        for chapter in chapters:
            path = f"{content.path}!/{chapter}"
            try:
                page = replace(content, path=path, data=package.part(chapter), name=chapter, depth=content.depth + 1)
                yield from HtmlReader().read(page)
            except InputError as error:
                if not english(error.message).startswith("holds no"):  # a cover, a blank page
                    yield error
