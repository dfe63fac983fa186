"""TMX: translation memories, whose units hold the same text in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content
from mtcheck.readers.reader import Readable
from mtcheck.readers.translation_units import UnitDocument, is_language, unit_name
from mtcheck.readers.xml_source import Element, parse_xml

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})  # formatting of the original, not its words


@dataclass(frozen=True)
class TmxReader:
    """Reads the English and French variants of a TMX file as pairs.

    Source:
        TMX 1.4b specification (LISA OSCAR).
    """

    suffixes: frozenset[str] = frozenset({".tmx"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the root element is ``tmx``."""
        return b"<tmx" in head.replace(b"\0", b"")[:2000]

    def read(self, content: Content) -> Iterator[Readable]:
        """Give one document with all units."""
        root = parse_xml(content.path, content.data)
        if root.tag != "tmx":
            raise InputError(
                content.path, Message("is no TMX file: its root element is {tag!r}", tag=root.tag), line=root.line
            )
        units = UnitDocument(content, "application/x-tmx+xml")
        for number, unit in enumerate((element for element in root.iterate() if element.tag == "tu"), start=1):
            variants = [(_language(variant), variant) for variant in unit.elements if variant.tag == "tuv"]
            english = next((_segment(variant) for code, variant in variants if is_language(code, "en")), "")
            french = [variant for code, variant in variants if is_language(code, "fr")]
            name = unit_name(number, unit.attributes.get("tuid"))
            if not french:
                units.leave_out(Message("without French"))
            for count, variant in enumerate(french, start=1):
                place = Message("{unit}, variant {number}", unit=name, number=count) if count > 1 else name
                units.add(english, _segment(variant), Message("{place}, line {line}", place=place, line=variant.line))
        yield from units.document()


def _language(variant: Element) -> str | None:
    return variant.attributes.get("lang")


def _segment(variant: Element) -> str:
    segment = variant.first("seg")
    return segment.text(without=_CODES) if segment is not None else ""
