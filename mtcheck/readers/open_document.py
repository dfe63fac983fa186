"""ODT: headings, paragraphs, lists and tables of an OpenDocument text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import Content
from mtcheck.readers.extras import require
from mtcheck.readers.packages import Package
from mtcheck.readers.reader import Readable
from mtcheck.readers.xml_source import parse_xml

_UNREAD = frozenset({"tracked-changes", "annotation", "annotation-end", "note-citation"})
_STYLE = ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "style-name")
_SIGNS = {"tab": "\t", "line-break": "\n", "s": " "}


@dataclass(frozen=True)
class OpenDocumentReader:
    """Reads an ODT file: what a reader of the printed document sees; struck changes and comments are left out.

    Source:
        OASIS OpenDocument 1.3, part 3.
    """

    suffixes: frozenset[str] = frozenset({".odt", ".ott", ".fodt"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether a ZIP archive begins with the media type of an OpenDocument text."""
        return head.startswith(b"PK\x03\x04") and b"application/vnd.oasis.opendocument.text" in head[:200]

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        load = require("odf.opendocument", content.path, Message("OpenDocument files")).load
        if not content.data.startswith(b"<"):
            package = Package(content)
            parse_xml(f"{content.path}!/content.xml", package.part("content.xml"))  # no entities, no depths, no bombs
        try:
            body = load(io.BytesIO(content.data)).text
        except Exception as error:  # files can break the library anywhere
            raise InputError(
                content.path,
                Message("is no OpenDocument text: {kind}: {error}", kind=type(error).__name__, error=str(error)),
            ) from error
        if body is None:
            raise InputError(content.path, Message("is an OpenDocument file without a text"))
        assembly = Assembly(content.path, "application/vnd.oasis.opendocument.text")
        for number, (text, prefix) in enumerate(_blocks(body), start=1):
            assembly.add(text, Message("paragraph {number}", number=number), prefix=prefix)
        yield assembly.document()


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    pending: list[tuple[Any, str]] = [(body, "")]
    while pending:
        node, prefix = pending.pop()
        name = _name(node)
        if name in _UNREAD:
            continue
        if name in {"h", "p"}:
            text = "".join(_words(node)).strip()
            if text:
                quoted = "quot" in str(node.attributes.get(_STYLE) or "").lower()
                yield text, "# " if name == "h" else "> " if quoted else prefix
            continue
        inner = "- " if name == "list-item" else prefix
        pending += ((child, inner) for child in reversed(node.childNodes))


def _words(node: Any) -> Iterator[str]:
    for child in node.childNodes:
        name = _name(child)
        if child.nodeType == child.TEXT_NODE:
            yield str(child.data)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _UNREAD:
            yield from _words(child)


def _name(node: Any) -> str:
    return str(node.qname[1]) if getattr(node, "qname", None) else ""
