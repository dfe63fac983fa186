"""The ignore list: findings that somebody looked at and found no fault, each with the reason."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from mtcheck.errors import ConfigError
from mtcheck.fingerprints import normalise
from mtcheck.language.messages import Message
from mtcheck.parsing import MalformedError, parse_toml
from mtcheck.records import FileReport, Finding, KnownQuote

QuoteOf: TypeAlias = Callable[[str], KnownQuote | None]

FILE_NAME = "mtcheck-ignore.toml"
_KEYS = ("reason", "code", "text", "speaker", "file")
_CODE = re.compile(r"MT\d{0,4}")
_TABLE = re.compile(r"^\s*\[\[\s*ignore\s*\]\]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry: a finding is left out where every condition that is given holds.

    Attributes:
        line: 1-based line of the file where the entry starts.
        code: Prefix of the code.
        text: The words at fault, whole; ``*`` and ``?`` stand for any characters, for one.
        speaker: Who says them, or part of the name.
        file: Pattern of the path, as from the ignore list's folder; ``**`` stands for any folders.
    """

    line: int
    reason: str
    code: str = ""
    text: str | None = None
    speaker: str | None = None
    file: str | None = None


class IgnoreList:
    """The entries of one file, and which of them were used.

    Args:
        path: The file.
        entries: In order.
    """

    def __init__(self, path: str, entries: tuple[Ignore, ...]) -> None:
        self.path, self.entries = path, entries
        self._folder = os.path.abspath(os.path.dirname(path) or ".")
        self._texts = [None if e.text is None else _wildcards(normalise(e.text), paths=False) for e in entries]
        self._files = [None if e.file is None else _wildcards(e.file, paths=True) for e in entries]
        self._used = [0] * len(entries)
        self._judged = [False] * len(entries)

    def reason_for(self, finding: Finding, file: FileReport, quote_of: QuoteOf) -> str | None:
        """Return the reason of the first entry that fits the finding, None where none does.

        Args:
            finding: Of that file.
            file: Its path and quotations are read.
            quote_of: Looks a known quote up by its id.
        """
        for place, entry in enumerate(self.entries):
            if self._fits(place, entry, finding, file, quote_of):
                self._used[place] += 1
                return entry.reason
        return None

    def see(self, path: str) -> None:
        """Note that a file was checked: an entry for it should have been used."""
        for place, pattern in enumerate(self._files):
            self._judged[place] |= pattern is None or self._matches(pattern, path)

    def unused(self, *, partial: bool) -> tuple[Message, ...]:
        """Return a line for each entry that fitted no finding.

        Args:
            partial: Whether only a part of the articles was checked; entries without a file are then not judged.
        """
        return tuple(
            Message(
                "{place}: unused entry: no finding fits it ({entry})",
                place=f"{self.path}:{entry.line}",
                entry=_entry_in_words(entry),
            )
            for place, entry in enumerate(self.entries)
            if not self._used[place] and self._judged[place] and not (partial and entry.file is None)
        )

    def _fits(self, place: int, entry: Ignore, finding: Finding, file: FileReport, quote_of: QuoteOf) -> bool:
        text, pattern = self._texts[place], self._files[place]
        return (
            finding.code.startswith(entry.code)
            and (text is None or text.fullmatch(normalise(finding.text)) is not None)
            and (pattern is None or self._matches(pattern, file.path))
            and (entry.speaker is None or _spoken_by(entry.speaker, finding, file, quote_of))
        )

    def _matches(self, pattern: re.Pattern[str], path: str) -> bool:
        relative = os.path.relpath(path, self._folder).replace(os.sep, "/") if path else path
        return pattern.fullmatch(relative) is not None


def load_ignores(path: str) -> IgnoreList:
    """Read an ignore list.

    Raises:
        ConfigError: There is no such file, or something in it is wrong; the error names the file and the line.
    """
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(Message("no such file"), path=path) from error
    except OSError as error:
        raise ConfigError(Message("cannot be read: {error}", error=str(error.strerror or error)), path=path) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            Message("not UTF-8: byte 0x{data:02x}", data=data[error.start]), path=f"{path}:{line}"
        ) from error
    return IgnoreList(path, parse_ignores(text, path))


def parse_ignores(text: str, path: str) -> tuple[Ignore, ...]:
    """Read the entries of an ignore list.

    Args:
        text: TOML.
        path: The file that it comes from.

    Raises:
        ConfigError: Something in it is wrong; the error names the file and the line.
    """
    try:
        table = parse_toml(text)
    except MalformedError as error:
        raise ConfigError(
            Message("not valid TOML: {message}", message=error.message), path=f"{path}:{error.place}"
        ) from error
    unknown = sorted(set(table) - {"ignore"})
    if unknown:
        raise ConfigError(Message("unknown key; entries are tables [[ignore]]"), path=path, key=unknown[0])
    entries = table.get("ignore", [])
    if not isinstance(entries, list):
        raise ConfigError(Message("expected tables [[ignore]]"), path=path, key="ignore")
    starts = [number for number, line in enumerate(text.splitlines(), 1) if _TABLE.match(line)]
    starts = starts if len(starts) == len(entries) else [1] * len(entries)
    return tuple(_entry(item, path, line) for item, line in zip(entries, starts, strict=True))


def _entry(item: object, path: str, line: int) -> Ignore:
    place = f"{path}:{line}"
    if not isinstance(item, dict):
        raise ConfigError(Message("expected a table [[ignore]]"), path=place)
    values: dict[str, Any] = item
    for key, value in values.items():
        if key not in _KEYS:
            raise ConfigError(Message("unknown key; known: {known}", known=", ".join(_KEYS)), path=place, key=key)
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(Message("expected a string that is not empty"), path=place, key=key)
    if "reason" not in values:
        raise ConfigError(Message("is missing: say why the finding is no fault"), path=place, key="reason")
    if len(values) == 1:
        raise ConfigError(Message("says nothing but a reason: give code, text, speaker or file"), path=place)
    if "code" in values and not _CODE.fullmatch(values["code"]):
        raise ConfigError(
            Message("{values!r} is no code: expected MT and up to four digits", values=values["code"]),
            path=place,
            key="code",
        )
    return Ignore(line=line, **values)


def _wildcards(pattern: str, *, paths: bool) -> re.Pattern[str]:
    """Compile a pattern in which ``*`` and ``?`` have their meaning; in paths they stop at slashes, ``**`` does not."""
    pieces = {"**/": r"(?:.*/)?", "**": ".*", "*": "[^/]*" if paths else ".*", "?": "[^/]" if paths else "."}
    cut = re.split(r"(\*\*/|\*\*|\*|\?)" if paths else r"(\*|\?)", pattern.removeprefix("./") if paths else pattern)
    body = "".join(pieces.get(piece, re.escape(piece)) for piece in cut)
    anywhere = "(?:.*/)?" if paths and "/" not in pattern else ""  # a bare name is that file in any folder
    inside = "(?:/.*)?" if paths else ""  # a folder is everything in it
    return re.compile(anywhere + body.removesuffix("/") + inside, re.S)


def _spoken_by(wanted: str, finding: Finding, file: FileReport, quote_of: QuoteOf) -> bool:
    names: set[str] = set()
    ids = {finding.quote_id} if finding.quote_id is not None else set()
    for matched in file.quotations:
        if matched.quotation.span.overlaps(finding.span):
            names |= {matched.quotation.speaker} if matched.quotation.speaker is not None else set()
            ids |= {alignment.quote_id for alignment in matched.alignments}
    for quote in map(quote_of, ids):
        names |= {quote.speaker, *quote.aliases} if quote is not None else set()
    asked = _name_words(wanted)
    return bool(asked) and any(asked <= _name_words(name) for name in names)


def _name_words(name: str) -> frozenset[str]:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return frozenset(_WORD.findall(plain.casefold()))


def _entry_in_words(entry: Ignore) -> str:
    given = (("code", entry.code), ("text", entry.text), ("speaker", entry.speaker), ("file", entry.file))
    return ", ".join(f"{name} {value!r}" for name, value in given if value)
