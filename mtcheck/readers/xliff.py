"""XLIFF 1.2 and 2.x: bilingual files of translation tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content
from mtcheck.readers.reader import Readable
from mtcheck.readers.translation_units import UnitDocument, is_language, unit_name
from mtcheck.readers.xml_source import Element, parse_xml
from mtcheck.text.language import identify

_SAMPLE = 50  # targets by which their language is told
_CODES = frozenset({"bpt", "ept", "ph", "it", "sub", "x", "bx", "ex", "sc", "ec"})  # formatting, not words


@dataclass(frozen=True)
class XliffReader:
    """Reads the units of an XLIFF file from English to French as pairs.

    Source:
        XLIFF 1.2 and 2.0 specifications (OASIS).
    """

    suffixes: frozenset[str] = frozenset({".xlf", ".xliff", ".sdlxliff", ".mqxliff"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the root element is ``xliff``."""
        return b"<xliff" in head.replace(b"\0", b"")[:2000]

    def read(self, content: Content) -> Iterator[Readable]:
        """Give one document with all units."""
        root = parse_xml(content.path, content.data)
        if root.tag != "xliff":
            raise InputError(
                content.path, Message("is no XLIFF file: its root element is {tag!r}", tag=root.tag), line=root.line
            )
        units = UnitDocument(content, "application/xliff+xml")
        files = [element for element in root.elements if element.tag == "file"]
        if not files:
            raise InputError(content.path, Message("holds no <file> element"), line=root.line)
        number = checked = 0
        for file in files:
            source = root.attributes.get("srcLang") or file.attributes.get("source-language")
            target = root.attributes.get("trgLang") or file.attributes.get("target-language") or _guessed(file)
            if not (is_language(source, "en") and is_language(target, "fr")):
                message = f"translates from {source or 'an unnamed language'} to {target or 'an unnamed language'}"
                yield InputError(
                    content.path,
                    Message("{message}: only English to French is checked", message=message),
                    line=file.line,
                )
                continue
            checked += 1
            for unit in _units(file):
                number += 1
                _add(units, unit, number)
        if number:
            yield from units.document()
        elif checked:
            raise InputError(content.path, Message("holds no unit"), line=files[0].line)


def _units(file: Element) -> Iterator[Element]:
    return (element for element in file.iterate() if element.tag in {"trans-unit", "unit"})


def _guessed(file: Element) -> str:
    """Name the language of the targets where the file does not."""
    targets = (element.text(without=_CODES) for element in file.iterate() if element.tag == "target")
    return identify("\n".join(islice(targets, _SAMPLE)))[0]


def _add(units: UnitDocument, unit: Element, number: int) -> None:
    identity = unit.attributes.get("id") or unit.attributes.get("name")
    name = unit_name(number, identity)
    if unit.attributes.get("restype", "").endswith("header"):  # of a PO file that became XLIFF
        return
    if unit.attributes.get("translate") == "no":
        units.leave_out(Message("not to be translated"))
        return
    segments = [element for element in unit.elements if element.tag == "segment"] or [unit]
    for place, segment in enumerate(segments, start=1):
        source, target = segment.first("source"), segment.first("target")
        where = Message("{unit}, segment {number}", unit=name, number=place) if len(segments) > 1 else name
        english = _text(source) if source is not None else ""
        if target is None:
            units.leave_out(Message("untranslated"))
        else:
            units.add(english, _text(target), Message("{place}, line {line}", place=where, line=target.line))


def _text(element: Element) -> str:
    return element.text(without=_CODES)
