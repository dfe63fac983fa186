"""PDF with a text layer: pages to lines, lines to paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import Content
from mtcheck.readers.extras import require
from mtcheck.readers.pdf_lines import Line, LineCollector, join_lines
from mtcheck.readers.reader import Readable

MAX_PAGES = 5000
MAX_TEXT = 20_000_000  # code points; a longer text is no article
_RUNNING_PAGES = 3  # pages from which a line that stands on most of them is a running head
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class PdfReader:
    """Reads the text layer of a PDF file; running heads and page numbers are left out."""

    suffixes: frozenset[str] = frozenset({".pdf"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the file's mark stands near its beginning."""
        return b"%PDF-" in head[:1024]

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the faulty pages, then one document with all others."""
        pages: list[tuple[int, list[Line]]] = []
        empty: list[int] = []
        size = 0
        for number, lines in _pages(content):
            if isinstance(lines, InputError):
                yield lines
                continue
            size += sum(len(line.text) for line in lines)
            if size > MAX_TEXT:
                raise InputError(
                    content.path,
                    Message(
                        "page {number}: more than {max_text} characters of text: not read any further",
                        number=number,
                        max_text=MAX_TEXT,
                    ),
                )
            if lines:
                pages.append((number, lines))
            else:
                empty.append(number)
        if not pages:
            raise InputError(
                content.path, Message("has no text layer (a scan?): let a program recognise its text first")
            )
        assembly = Assembly(content.path, "application/pdf")
        if empty:
            listed = ", ".join(map(str, empty[:20])) + (", …" if len(empty) > 20 else "")
            assembly.notes.append(Message("pages without a text layer, not read: {pages}", pages=listed))
        add_paragraphs(assembly, _without_running_heads(pages))
        yield assembly.document()


def add_paragraphs(assembly: Assembly, pages: Sequence[tuple[int, Sequence[Line]]]) -> None:
    """Put the lines of pages together to paragraphs; one may go over to the next page."""
    body = Counter[float]()
    for _, lines in pages:
        for line in lines:
            body[round(line.size)] += len(line.text)
    usual = body.most_common(1)[0][0] if body else 0.0
    before: Line | None = None
    for number, lines in pages:
        breaks = join_lines(lines, before)
        for line, gap in zip(lines, breaks, strict=True):
            heading = bool(usual) and line.size > 1.15 * usual and gap == "\n\n"
            prefix = "# " if heading else "- " if line.bullet and gap == "\n\n" else ""
            assembly.add_joined(line.text, Message("page {number}", number=number), gap=gap, prefix=prefix)
        before = lines[-1] if lines else before


def _pages(content: Content) -> Iterator[tuple[int, list[Line] | InputError]]:
    pypdf: Any = require("pypdf", content.path, Message("PDF files"))
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it warns of what it mends, on the user's screen
    try:
        document = pypdf.PdfReader(io.BytesIO(content.data))
        if document.is_encrypted and not document.decrypt(""):
            raise InputError(content.path, Message("is encrypted: save it without a password"))
        count = len(document.pages)
    except InputError:
        raise
    except Exception as error:  # a damaged file can break the library anywhere
        raise InputError(
            content.path, Message("is no PDF file that can be read, or is cut: {error}", error=str(error))
        ) from error
    if count > MAX_PAGES:
        raise InputError(
            content.path, Message("has {count} pages, more than {max_pages}", count=count, max_pages=MAX_PAGES)
        )
    for number in range(1, count + 1):
        collector = LineCollector()
        try:
            document.pages[number - 1].extract_text(visitor_text=collector.visit)
            yield number, collector.lines()
        except Exception as error:
            yield (
                number,
                InputError(
                    content.path,
                    Message(
                        "page {number} cannot be read: {kind}: {error}",
                        number=number,
                        kind=type(error).__name__,
                        error=str(error),
                    ),
                ),
            )


def _without_running_heads(pages: list[tuple[int, list[Line]]]) -> list[tuple[int, list[Line]]]:
    """Drop first and last lines that most pages share, figures aside, and page numbers."""
    edges = Counter(_folded(line) for _, lines in pages for line in {id(line): line for line in _edge(lines)}.values())
    running = {text for text, count in edges.items() if count >= _RUNNING_PAGES and 2 * count > len(pages)}
    kept: list[tuple[int, list[Line]]] = []
    for number, lines in pages:
        outer = {id(line) for line in _edge(lines)}
        left = [
            line
            for line in lines
            if id(line) not in outer or (_folded(line) not in running and not _is_number(line, number))
        ]
        if left:
            kept.append((number, left))
    return kept


def _edge(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:1], *lines[-1:]]


def _folded(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _is_number(line: Line, page: int) -> bool:
    return line.text.strip(" -–—/|.") == str(page)
