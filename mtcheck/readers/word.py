"""DOCX: paragraphs, lists, tables, footnotes and text boxes of a Word document."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtcheck.errors import InputError
from mtcheck.language.messages import Message, gettext_noop
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import Content
from mtcheck.readers.packages import Package
from mtcheck.readers.reader import Readable
from mtcheck.readers.xml_source import Element, parse_xml

_HEADING = re.compile(r"(?:heading|titre|title|berschrift|subtitle|sous-titre)", re.IGNORECASE)
_QUOTE = re.compile(r"(?:quot|citation|zitat)", re.IGNORECASE)
# What was deleted in a tracked change is not in the text; of alternative contents one is enough.
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "drawing", "pict"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}


@dataclass(frozen=True)
class WordReader:
    """Reads a DOCX file: what a reader of the printed document sees, headers and footers left out.

    Source:
        ECMA-376, part 1 (WordprocessingML).
    """

    suffixes: frozenset[str] = frozenset({".docx", ".docm"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether a ZIP archive begins with the parts of a Word document."""
        return head.startswith(b"PK\x03\x04") and b"word/" in head

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        package = Package(content)
        root = parse_xml(f"{content.path}!/word/document.xml", package.part("word/document.xml"))
        body = root.first("body")
        if body is None:
            raise InputError(content.path, Message("is no Word document: word/document.xml has no body"))
        styles = _styles(content.path, package)
        text = _WordText(Assembly(content.path, _MEDIA_TYPE), styles)
        text.add_blocks(body)
        for part, name in (
            ("word/footnotes.xml", gettext_noop("footnote {number}")),
            ("word/endnotes.xml", gettext_noop("endnote {number}")),
        ):
            if package.has(part):
                text.add_notes(parse_xml(f"{content.path}!/{part}", package.part(part)), name)
        yield text.assembly.document()


@dataclass
class _WordText:
    assembly: Assembly
    styles: dict[str, str]
    _paragraphs: int = field(default=0, init=False)
    _tables: int = field(default=0, init=False)

    def add_blocks(self, parent: Element) -> None:
        for child in parent.elements:
            if child.tag == "p":
                self._paragraphs += 1
                self._add_paragraph(child, Message("paragraph {number}", number=self._paragraphs))
            elif child.tag == "tbl":
                self._tables += 1
                self._add_table(child, Message("table {number}", number=self._tables))
            elif child.tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
                self.add_blocks(child)

    def add_notes(self, root: Element, name: str) -> None:
        for note in root.elements:
            if note.attributes.get("type") is None:  # the others are separator lines
                for paragraph in (item for item in note.iterate() if item.tag == "p"):
                    self._add_paragraph(paragraph, Message(name, number=note.attributes.get("id", "?")))

    def _add_table(self, table: Element, name: Message) -> None:
        for number, row in enumerate((item for item in table.elements if item.tag == "tr"), start=1):
            for column, cell in enumerate((item for item in row.elements if item.tag == "tc"), start=1):
                for paragraph in (item for item in cell.iterate() if item.tag == "p"):
                    self._add_paragraph(
                        paragraph, Message("{table}, row {row}, column {column}", table=name, row=number, column=column)
                    )

    def _add_paragraph(self, paragraph: Element, place: Message) -> None:
        text = "".join(_run_text(paragraph)).strip()
        if text:
            self.assembly.add(text, place, prefix=self._prefix(paragraph))
        for box in _text_boxes(paragraph):
            for inner in (item for item in box.iterate() if item.tag == "p"):
                boxed = "".join(_run_text(inner)).strip()
                if boxed:
                    self.assembly.add(boxed, Message("{place}, text box", place=place), prefix=self._prefix(inner))

    def _prefix(self, paragraph: Element) -> str:
        properties = paragraph.first("pPr")
        if properties is None:
            return ""
        style = properties.first("pStyle")
        identity = style.attributes.get("val", "") if style is not None else ""
        name = self.styles.get(identity, identity)
        if _HEADING.match(name) or properties.first("outlineLvl") is not None:
            return "# "
        if _QUOTE.search(name):
            return "> "
        return "- " if properties.first("numPr") is not None else ""


def _run_text(element: Element) -> Iterator[str]:
    for child in element.elements:
        if child.tag == "t":
            yield child.text()
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _run_text(child)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    pending = deque(paragraph.elements)
    while pending:
        element = pending.popleft()
        if element.tag == "txbxContent":
            yield element
        elif element.tag not in {"del", "moveFrom", "Fallback", "tbl"}:
            pending.extendleft(reversed(list(element.elements)))


def _styles(path: str, package: Package) -> dict[str, str]:
    """Return the names of the paragraph styles by id: the ids are translated with the program, the names are not."""
    if not package.has("word/styles.xml"):
        return {}
    root = parse_xml(f"{path}!/word/styles.xml", package.part("word/styles.xml"))
    found: dict[str, str] = {}
    for style in (item for item in root.elements if item.tag == "style"):
        name = style.first("name")
        if name is not None:
            found[style.attributes.get("styleId", "")] = name.attributes.get("val", "")
    return found


_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
