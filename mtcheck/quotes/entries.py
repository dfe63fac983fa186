"""One entry of a quotes file, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mtcheck.errors import QuoteBankError
from mtcheck.language.closest import closest, did_you_mean
from mtcheck.language.messages import Message, Text
from mtcheck.records import KnownQuote

FIELDS = ("id", "speaker", "aliases", "date", "medium", "source", "lang", "text", "licence")
"""The keys that an entry may have; ``text`` and ``speaker`` it must have."""

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")
_ENGLISH = re.compile(r"en(?:[-_][A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the file.

    Attributes:
        data: What the format's parser gave.
        number: 1-based, in the file.
        line: 1-based line, where the format tells.
        plain: True for plain text, which names no speaker.
    """

    path: str
    data: object
    number: int
    line: int | None
    plain: bool = False

    def error(self, message: Text) -> QuoteBankError:
        """Return the error that says what is wrong with this entry."""
        return QuoteBankError(
            self.path, Message("quote {number}: {message}", number=self.number, message=message), line=self.line
        )


def parse_entry(entry: Entry, default_id: str) -> KnownQuote:
    """Make a known quote of an entry.

    Args:
        entry: As read.
        default_id: The id where the entry has none.

    Raises:
        QuoteBankError: A key is unknown or missing, or a value has the wrong type or form.
    """
    data = entry.data
    if not isinstance(data, Mapping):
        raise entry.error(
            Message("must be an object with the keys {known}, not {data}", known=", ".join(FIELDS), data=_kind(data))
        )
    for key in data:
        if key not in FIELDS:
            hint = did_you_mean(closest(str(key), FIELDS)) or Message("; the keys are {known}", known=FIELDS)
            raise entry.error(Message("unknown key {key!r}{hint}", key=key, hint=hint))
    lang = _string(entry, data, "lang", default="en")
    if not lang or not _ENGLISH.fullmatch(lang):
        raise entry.error(Message("'lang' is {lang!r}: known quotes must be English ('en')", lang=lang or ""))
    return KnownQuote(
        id=_required(entry, data, "id") if "id" in data else default_id,
        speaker="" if entry.plain else _required(entry, data, "speaker"),
        text=_required(entry, data, "text"),
        date=_date(entry, data),
        source=_string(entry, data, "source"),
        medium=_string(entry, data, "medium"),
        aliases=_aliases(entry, data),
        licence=_string(entry, data, "licence"),
    )


def _required(entry: Entry, data: Mapping[str, object], key: str) -> str:
    if key not in data:
        raise entry.error(Message("the key {key!r} is missing", key=key))
    value = _string(entry, data, key)
    if value is None or not value.strip():
        raise entry.error(Message("{key!r} is empty", key=key))
    return value


def _string(entry: Entry, data: Mapping[str, object], key: str, default: str | None = None) -> str | None:
    value = data.get(key, default)
    if value is None and (key not in data or key in {"source", "medium", "date", "licence"}):
        return None
    if not isinstance(value, str):
        raise entry.error(Message("{key!r} must be a string, not {value}", key=key, value=_kind(value)))
    _require_whole(entry, key, value)
    return value


def _require_whole(entry: Entry, key: str, value: str) -> None:
    """Refuse half a character, which no bank can keep: escapes of JSON may hold one."""
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise entry.error(Message("{key!r} holds half a character (a lone surrogate)", key=key))


def _date(entry: Entry, data: Mapping[str, object]) -> str | None:
    value = data.get("date")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):  # TOML has dates of its own
        return value.isoformat()
    text = _string(entry, data, "date")
    if text is None:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        if len(text) == len("2025-07-04"):
            date.fromisoformat(text)
    except ValueError as error:
        raise entry.error(Message("'date' is {text!r}, not a date like 2025-07-04", text=text)) from error
    return text


def _aliases(entry: Entry, data: Mapping[str, object]) -> tuple[str, ...]:
    value = data.get("aliases", [])
    if not isinstance(value, list):
        raise entry.error(Message("'aliases' must be a list of strings, not {value}", value=_kind(value)))
    for alias in value:
        if not isinstance(alias, str) or not alias.strip():
            raise entry.error(Message("'aliases' must hold names, not {alias!r}", alias=alias))
        _require_whole(entry, "aliases", alias)
    return tuple(value)


def _kind(value: object) -> Text:
    """Name a value's type as the file's author knows it."""
    if value is None:
        return "null"
    number = Message("a number")
    names: Mapping[type, Message] = {
        bool: Message("a boolean"),
        int: number,
        float: number,
        str: Message("a string"),
        list: Message("a list"),
        dict: Message("an object"),
    }
    return names.get(type(value), type(value).__name__)
