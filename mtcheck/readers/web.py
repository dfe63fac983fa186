"""HTML: the article of a page, with its quotations and the posts embedded in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import MEBIBYTE, Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.extras import require
from mtcheck.readers.reader import Readable
from mtcheck.readers.web_blocks import WebBlock, article_blocks

MAX_BYTES = 16 * MEBIBYTE
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 10_000
MAX_INLINE = 1000  # elements in one paragraph; in a page with more, those that only format are passed over
_FORMATTING = (
    "b",
    "i",
    "em",
    "strong",
    "u",
    "span",
    "font",
    "small",
    "mark",
    "abbr",
    "sup",
    "sub",
    "a",
    "s",
    "code",
    "tt",
)
_UNLAWFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in no XML text (XML 1.0, 2.2)
_COMMENT = "mtcheck:"  # which the comments hold that say what to leave out
_START = re.compile(rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")


@dataclass(frozen=True)
class HtmlReader:
    """Reads the article of a page, found by trafilatura; menus, comments and adverts are left out.

    Source:
        Barbaresi (2021), *Trafilatura: a web scraping library and command-line tool for text discovery and extraction*.
    """

    suffixes: frozenset[str] = frozenset({".html", ".htm", ".xhtml"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the file begins as a page does."""
        return _START.match(head.removeprefix(b"\xef\xbb\xbf")[:4000]) is not None

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        if len(content.data) > MAX_BYTES:
            raise InputError(
                content.path, Message("is larger than {max_bytes} bytes, which no page of text is", max_bytes=MAX_BYTES)
            )
        if b"\0" in content.data[:4000] and not content.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(content.path, Message("is a binary file, not HTML (NUL byte)"))
        declared = content.charset or _declared(content.data[:4096])
        text, note = decode(content.path, content.data, declared)
        if not text.strip():
            raise InputError(content.path, Message("is empty"))
        assembly = Assembly(content.path, "text/html")
        if note:
            assembly.notes.append(note)
        tree = _parse(content.path, text)
        if _strip_formatting(tree):
            assembly.notes.append(
                Message(
                    "a paragraph holds more than {most} elements: those that only format, links among them, are passed over",
                    most=MAX_INLINE,
                )
            )
        for block in article_blocks(content.path, tree):
            assembly.add(block.text, _place(block), prefix=block.prefix)
        yield assembly.document(url=_address(tree), source=text if _COMMENT in text else "")


def _place(block: WebBlock) -> Message:
    place = Message("paragraph {number}", number=block.number)
    return Message("{place}, line {line}", place=place, line=block.line) if block.line else place


def _declared(head: bytes) -> str | None:
    match = _META.search(head) or _XML.search(head)
    return match[1].decode("ascii") if match else None


def _parse(path: str, text: str) -> Any:
    etree = require("lxml.etree", path, Message("HTML files"))
    html = require("lxml.html", path, Message("HTML files"))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    _require_few_attributes(path, text)
    data = _UNLAWFUL.sub("\ufffd", text).encode("utf-8", errors="replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.LxmlError as error:
        raise InputError(path, Message("is no HTML that can be read: {error}", error=str(error))) from error
    for entry in parser.error_log:
        if "xcessive depth" in entry.message:
            raise InputError(path, Message("elements lie more than 250 deep in each other"), line=entry.line)
    if tree is None:
        raise InputError(path, Message("holds no HTML element"))
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InputError(path, Message("holds more than {max_elements} elements", max_elements=MAX_ELEMENTS))
    _make_lawful(tree)
    return tree


def _strip_formatting(tree: Any) -> bool:
    """Take what only formats out of a page in which a paragraph has too much of it; say whether that was so."""
    from lxml import etree

    if not any(len(element) > MAX_INLINE for element in tree.iter("p", "div", "td", "li")):
        return False
    etree.strip_tags(tree, *_FORMATTING)  # else to find the article takes a time that grows with their square
    for element in tree.iter():  # the pieces of a text that are left become one
        element.text, element.tail = element.text, element.tail
    return True


def _require_few_attributes(path: str, text: str) -> None:
    """Refuse a tag of so many attributes that the parser, which compares each with all before it, would take minutes.

    Raises:
        InputError: There is one.
    """
    place = 0
    for piece in text.split(">"):
        start = piece.find("<")
        if start >= 0 and len(piece) - start > MAX_ATTRIBUTES and len(piece[start:].split()) > MAX_ATTRIBUTES:
            line = text.count("\n", 0, place + start) + 1
            raise InputError(
                path,
                Message("holds a tag of more than {max_attributes} attributes", max_attributes=MAX_ATTRIBUTES),
                line=line,
            )
        place += len(piece) + 1


def _make_lawful(tree: Any) -> None:
    """Replace what a reference such as ``&#1;`` brought in, and no XML text may hold: to move it elsewhere would fail."""
    for element in tree.iter():
        for part in ("text", "tail"):
            value = getattr(element, part)
            if value and _UNLAWFUL.search(value):
                setattr(element, part, _UNLAWFUL.sub("\ufffd", value))
        for name, value in element.items():
            if _UNLAWFUL.search(value):
                element.set(name, _UNLAWFUL.sub("\ufffd", value))


def _address(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return link.get("href") or None
    return None
