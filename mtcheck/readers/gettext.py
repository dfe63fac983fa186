"""gettext PO: messages of a program, with the English in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.reader import Readable
from mtcheck.readers.translation_units import UnitDocument, is_language

_KEYWORD = re.compile(r'(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<form>\d+)\])?)\s*(?P<string>".*)')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([\dA-Fa-f]{2})|(.))")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "", "b": "", "f": "", "v": ""}
_CHARSET = re.compile(rb"Content-Type:[^\n]*charset=([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_FAULTS = 100  # then the file is no PO file


@dataclass
class _Message:
    """One message: its strings by keyword, with the lines on which they begin."""

    line: int
    fuzzy: bool = False
    strings: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    fault: InputError | None = None


@dataclass(frozen=True)
class PoReader:
    """Reads the messages of a PO file as pairs of English (msgid) and French (msgstr).

    Source:
        GNU gettext manual, “The Format of PO Files”.
    """

    suffixes: frozenset[str] = frozenset({".po"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Say whether a message begins a line."""
        return re.search(rb'^msgid ".*"\r?\n(?:".*"\r?\n)*msgstr', head, re.MULTILINE) is not None

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the faulty messages, then one document with all others."""
        charset = _CHARSET.search(content.data[:10_000])
        declared = charset[1].decode("ascii") if charset else None
        text, note = decode(content.path, content.data, declared)
        units = UnitDocument(content, "text/x-gettext-translation")
        faults = 0
        for number, entry in enumerate(_entries(content.path, text)):
            if entry.fault is not None:
                yield entry.fault
                faults += 1
                if faults >= _MOST_FAULTS:
                    raise InputError(
                        content.path,
                        Message("{faults} messages are malformed: not read any further", faults=faults),
                        line=entry.line,
                    )
            elif number == 0 and entry.strings.get("msgid") == "":
                _require_french(content.path, entry)
            elif entry.fuzzy:
                units.leave_out(Message("fuzzy"))
            else:
                _add(units, entry)
        yield from units.document(note)


def _require_french(path: str, header: _Message) -> None:
    language = _LANGUAGE.search(header.strings.get("msgstr", ""))
    if language and not is_language(language[1], "fr"):
        raise InputError(
            path, Message("translates into {language}: only French is checked", language=language[1]), line=header.line
        )


def _add(units: UnitDocument, entry: _Message) -> None:
    context = f" ({entry.strings['msgctxt']})" if entry.strings.get("msgctxt") else ""
    for key, french in entry.strings.items():
        if key.startswith("msgstr"):
            singular = key in {"msgstr", "msgstr[0]"} or "msgid_plural" not in entry.strings
            english = entry.strings.get("msgid" if singular else "msgid_plural", "")
            units.add(english, french, Message("message{context}, line {line}", context=context, line=entry.lines[key]))


def _entries(path: str, text: str) -> Iterator[_Message]:
    entry: _Message | None = None
    key = ""
    fuzzy = False
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        line = raw.strip()
        if line.startswith("#~") or (line.startswith("#") and not line.startswith("#,")):
            continue
        begins = not line or line.startswith(("#,", "msgctxt")) or (line.startswith("msgid ") and "msgid" in _of(entry))
        if begins and entry is not None and "msgid" in entry.lines:
            yield _checked(path, entry)
            entry, key = None, ""
        if not line:
            continue
        if line.startswith("#,"):
            fuzzy = "fuzzy" in line
            continue
        if entry is None:
            entry, fuzzy = _Message(number, fuzzy), False
        match = _KEYWORD.fullmatch(line)
        string = match["string"] if match else line
        if match:
            key = match["word"]
            entry.lines[key] = number
        parsed = _STRING.fullmatch(string)
        if parsed is None or not key:
            entry.fault = entry.fault or InputError(
                path, Message("is malformed: a quoted string was expected"), line=number
            )
            continue
        entry.strings[key] = entry.strings.get(key, "") + _ESCAPE.sub(_unescape, parsed[1])
    if entry is not None:
        yield _checked(path, entry)


def _of(entry: _Message | None) -> dict[str, int]:
    return entry.lines if entry is not None else {}


def _checked(path: str, entry: _Message) -> _Message:
    if entry.fault is None and not any(key.startswith("msgstr") for key in entry.strings):
        entry.fault = InputError(path, Message("the message has no msgstr"), line=entry.line)
    return entry


def _unescape(match: re.Match[str]) -> str:
    octal, hexadecimal, char = match.groups()
    if octal:
        return chr(int(octal, 8))
    return chr(int(hexadecimal, 16)) if hexadecimal else _ESCAPED.get(char, char)
