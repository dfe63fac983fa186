"""XML read safely: no entity is expanded, nothing is fetched, depth is bounded, and every element knows its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.encoding import decode

MAX_DEPTH = 200
MAX_ELEMENTS = 5_000_000


@dataclass(slots=True)
class Element:
    """An element of an XML file.

    Attributes:
        tag: Local name, without namespace.
        attributes: By local name.
        line: 1-based.
        children: Elements and the text between them, in order.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def first(self, tag: str) -> Element | None:
        """Return the first child element of that name."""
        return next((child for child in self.elements if child.tag == tag), None)

    def iterate(self) -> Iterator[Element]:
        """Give this element and all below it, in document order."""
        pending: list[Element] = [self]
        while pending:
            element = pending.pop()
            yield element
            pending.extend(reversed(list(element.elements)))

    def text(self, *, without: frozenset[str] = frozenset()) -> str:
        """Return all text below, leaving out the elements named in ``without``."""
        parts: list[str] = []
        pending: list[Element | str] = [self]
        while pending:
            item = pending.pop()
            if isinstance(item, str):
                parts.append(item)
            elif item is self or item.tag not in without:
                pending.extend(reversed(item.children))
        return "".join(parts)


class _Builder:
    def __init__(self, path: str, parser: expat.XMLParserType) -> None:
        self._path, self._parser = path, parser
        self._open: list[Element] = []
        self._count = 0
        self.root: Element | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        line = self._parser.CurrentLineNumber
        if len(self._open) >= MAX_DEPTH:
            raise InputError(
                self._path,
                Message("elements lie more than {max_depth} deep in each other", max_depth=MAX_DEPTH),
                line=line,
            )
        if self._count > MAX_ELEMENTS:
            raise InputError(
                self._path, Message("holds more than {max_elements} elements", max_elements=MAX_ELEMENTS), line=line
            )
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()}, line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, name: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        if self._open:
            self._open[-1].children.append(data)

    def refuse_entity(self, name: str, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise InputError(
            self._path, Message("declares the entity {name!r}: entities are not expanded", name=name), line=line
        )


def parse_xml(path: str, data: bytes) -> Element:
    """Parse an XML file.

    Args:
        path: How errors name it.
        data: All bytes, in the encoding that the file declares.

    Returns:
        The root element.

    Raises:
        InputError: The file is not well-formed, declares entities, or is nested too deeply; the error names the line.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    builder = _Builder(path, parser)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.refuse_entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code == _BAD_BYTES:
            decode(path, data)  # names the byte, where the encoding is what is wrong
        message = Message(
            "not well-formed XML, column {column}: {code}",
            column=str(error.offset + 1),
            code=str(expat.ErrorString(error.code)),
        )
        raise InputError(path, message, line=error.lineno) from error
    except (LookupError, ValueError) as error:
        raise InputError(
            path, Message("declares an encoding that cannot be read: {error}", error=str(error)), line=1
        ) from error
    if builder.root is None:
        raise InputError(path, Message("holds no XML element"))
    return builder.root


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


_BAD_BYTES = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
