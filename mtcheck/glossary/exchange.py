"""Glossaries in the formats that terminology and translation tools exchange: TBX and TMX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.errors import InputError
from mtcheck.glossary.entries import GlossaryEntry
from mtcheck.language.messages import Message
from mtcheck.readers.xml_source import Element, parse_xml
from mtcheck.text.words import words

LONGEST = 12  # words of a term; a longer unit of a translation memory is a sentence

_CONCEPTS = frozenset({"termEntry", "conceptEntry"})  # TBX 2, TBX 3
_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_STATUSES = frozenset({"administrativestatus", "normativeauthorization"})
_FORBIDDEN = frozenset({"deprecatedterm", "supersededterm", "forbidden", "deprecated", "superseded", "obsolete"})
_NOTES = frozenset({"note", "definition", "usagenote", "explanation"})
_DOMAINS = frozenset({"subjectfield", "domain", "xdomain", "subject"})
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})  # formatting of the original, not its words


def read_tbx(path: str, data: bytes) -> Iterator[GlossaryEntry]:
    """Read the concepts of a TBX file, version 2 or 3, in the DCA or the DCT style.

    Args:
        path: How errors name it.
        data: The file.

    Yields:
        An entry for each concept with French. Terms whose administrative status is deprecated or superseded are forbidden,
        preferred ones stand first.

    Raises:
        InputError: The file is no TBX, or is malformed; the error names the line.

    Source:
        ISO 30042:2019; TBX-Basic.
    """
    root = parse_xml(path, data)
    if root.tag not in {"tbx", "martif"}:
        raise InputError(path, Message("is no TBX file: its root element is {tag!r}", tag=root.tag), line=root.line)
    for concept in (element for element in root.iterate() if element.tag in _CONCEPTS):
        sections = [element for element in concept.elements if element.tag in _LANGUAGES]
        english = [term for section in sections if _is(section, "en") for term, _ in _terms(section)]
        french = [found for section in sections if _is(section, "fr") for found in _terms(section)]
        accepted = sorted(
            (found for found in french if _rank(found[1]) < 2), key=lambda found: _rank(found[1])
        )  # the order of the file within a rank
        if french:
            yield GlossaryEntry(
                tuple(dict.fromkeys(english)),
                tuple(dict.fromkeys(term for term, _ in accepted)),
                tuple(dict.fromkeys(term for term, status in french if _rank(status) == 2)),
                note=next(_texts_of_kind(concept, _NOTES), ""),
                domain=next(_texts_of_kind(concept, _DOMAINS), ""),
                path=path,
                line=concept.line,
            )


def read_tmx(path: str, data: bytes) -> Iterator[GlossaryEntry]:
    """Read the units of a TMX file as terms.

    Several French variants are all accepted. One with ``<prop type="status">forbidden</prop>``, and what stands in a unit's
    ``<prop type="forbidden">``, is forbidden. Units of more than :data:`LONGEST` words are sentences, and left out.

    Args:
        path: How errors name it.
        data: The file.

    Raises:
        InputError: The file is no TMX, or is malformed; the error names the line.

    Source:
        TMX 1.4b specification (LISA OSCAR).
    """
    root = parse_xml(path, data)
    if root.tag != "tmx":
        raise InputError(path, Message("is no TMX file: its root element is {tag!r}", tag=root.tag), line=root.line)
    for unit in (element for element in root.iterate() if element.tag == "tu"):
        variants = [element for element in unit.elements if element.tag == "tuv"]
        english = [term for variant in variants if _is(variant, "en") for term in _segment(variant)]
        french = [(term, variant) for variant in variants if _is(variant, "fr") for term in _segment(variant)]
        if not french or any(len(words(term)) > LONGEST for term in (*english, *(term for term, _ in french))):
            continue
        wrong = [term for term, variant in french if any(_plain(s) in _FORBIDDEN for s in _props(variant, {"status"}))]
        yield GlossaryEntry(
            tuple(dict.fromkeys(english)),
            tuple(dict.fromkeys(term for term, _ in french if term not in wrong)),
            tuple(dict.fromkeys((*wrong, *_props(unit, {"forbidden", "xforbidden"})))),
            note=next((" ".join(e.text().split()) for e in unit.elements if e.tag == "note"), ""),
            domain=next(iter(_props(unit, _DOMAINS)), ""),
            path=path,
            line=unit.line,
        )


def _is(element: Element, language: str) -> bool:
    return (element.attributes.get("lang") or "").lower().replace("_", "-").split("-")[0] == language


def _terms(section: Element) -> Iterator[tuple[str, str]]:
    """Give the terms of a language with their status, as plain letters."""
    for group in (element for element in section.elements if element.tag in _TERMS):
        term = next((element for element in group.iterate() if element.tag == "term"), None)
        status = next(_texts_of_kind(group, _STATUSES), "")
        if term is not None and (words_of := " ".join(term.text().split())):
            yield words_of, _plain(status)


def _rank(status: str) -> int:
    """Return 0 for a preferred term, 1 for an accepted one, 2 for one that is not to be used."""
    plain = status.removesuffix("admnsts")
    return 0 if plain in {"preferredterm", "preferred"} else 2 if plain in _FORBIDDEN else 1


def _texts_of_kind(element: Element, kinds: frozenset[str]) -> Iterator[str]:
    """Give what is said of a kind: ``<descrip type="definition">`` (DCA), ``<basic:definition>`` (DCT), ``<note>``."""
    for inner in element.iterate():
        if {_plain(inner.attributes.get("type", "")), _plain(inner.tag)} & kinds and (said := inner.text().strip()):
            yield " ".join(said.split())


def _props(element: Element, kinds: Iterable[str]) -> list[str]:
    wanted = frozenset(kinds)
    props = (inner for inner in element.elements if inner.tag == "prop")
    return [
        " ".join(prop.text().split())
        for prop in props
        if _plain(prop.attributes.get("type", "")) in wanted and prop.text().strip()
    ]


def _segment(variant: Element) -> Iterator[str]:
    segment = variant.first("seg")
    text = " ".join(segment.text(without=_CODES).split()) if segment is not None else ""
    if text:
        yield text


def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
