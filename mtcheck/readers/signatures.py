"""The signature line under an embedded post: "— Name (@handle) July 4, 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    ("january", "jan", "janvier", "janv"),
    ("february", "feb", "février", "févr"),
    ("march", "mar", "mars"),
    ("april", "apr", "avril", "avr"),
    ("may", "mai"),
    ("june", "jun", "juin"),
    ("july", "jul", "juillet", "juil"),
    ("august", "aug", "août"),
    ("september", "sep", "sept", "septembre"),
    ("october", "oct", "octobre"),
    ("november", "nov", "novembre"),
    ("december", "dec", "décembre", "déc"),
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_DATE = (
    rf"(?:(?:{_MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:er)?\s+(?:{_MONTH})\.?,?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_SIGNATURE = re.compile(
    rf"\s*(?:[—–]|-{{1,2}})\s*(?P<name>[^()\n]{{2,90}}?)\s*\((?P<handle>@\w+)\)\s*[·,|]?\s*(?P<date>{_DATE})?\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:https?://\S+|(?:pic\.twitter\.com|t\.co|pic\.x\.com)/\S+)")


@dataclass(frozen=True, slots=True)
class Signature:
    """A post, parted from its signature.

    Attributes:
        text: The post's words, without links.
        name: As signed; of a name given in two scripts, the Latin one.
        handle: With the at sign.
        date: ISO 8601, None where the signature has none.
    """

    text: str
    name: str
    handle: str
    date: str | None


def parse_signature(text: str) -> Signature | None:
    """Part a post from its signature.

    Args:
        text: One passage.

    Returns:
        None where the passage ends in no signature.
    """
    match = _SIGNATURE.search(text)
    if match is None:
        return None
    day = parse_date(match["date"]) if match["date"] else None
    return Signature(strip_links(text[: match.start()]), _latin_name(match["name"]), match["handle"], day)


def strip_links(text: str) -> str:
    """Return ``text`` without links, trimmed, its spaces single."""
    return " ".join(_LINK.sub("", text).split())


def parse_date(text: str) -> str | None:
    """Return a date in English, French or ISO form as ISO 8601, None where there is no such day."""
    parts = re.findall(r"\d+|[^\W\d_]+", text.lower())
    month = next((_MONTH_NUMBERS[part] for part in parts if part in _MONTH_NUMBERS), None)
    numbers = [int(part) for part in parts if part.isdigit()]
    if month is None and len(numbers) == 3:
        year, month, day = numbers
    elif month is not None and len(numbers) >= 2:
        day, year = numbers[:2]
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _latin_name(name: str) -> str:
    parts = [part.strip() for part in re.split(r"\s*[/|]\s*", name) if part.strip()]
    return next((part for part in parts if any("A" <= char <= "z" for char in part)), name.strip())
