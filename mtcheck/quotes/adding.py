"""Adding quotes to a bank: many at once, copies of one text merged, ids that are taken refused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mtcheck.language.messages import Message, Text
from mtcheck.quotes.normal import text_key
from mtcheck.records import KnownQuote

COLUMNS = "id, text, speaker, aliases, date, medium, source, lang, licence"
"""What a row of the bank says of a quote, in the order of :func:`quote_of`."""

FIRST = 500  # quotes of the first transaction: soon something is kept
MOST = 32_000  # quotes of one transaction: the index is written once for all of them; a second writer waits a second or two
AT_ONCE = 500  # values in one question; SQLite's own bound is 999 on old systems


@dataclass(frozen=True, slots=True)
class Added:
    """What adding quotes did.

    Attributes:
        new: Quotes that the bank did not have.
        merged: Quotes that it had, and that told it something new: another name, a source.
        known: Quotes that it had just so.
        refused: Quotes whose id belongs to another text, with the reason.
    """

    new: int = 0
    merged: int = 0
    known: int = 0
    refused: tuple[tuple[KnownQuote, Text], ...] = ()

    def plus(self, other: Added) -> Added:
        """Add two counts up."""
        return Added(
            self.new + other.new,
            self.merged + other.merged,
            self.known + other.known,
            (*self.refused, *other.refused),
        )


def batches(quotes: Iterable[KnownQuote]) -> Iterator[list[KnownQuote]]:
    """Cut quotes into what is added in one transaction: a few at first, then ever more."""
    waiting, size = iter(quotes), FIRST
    while batch := list(islice(waiting, size)):
        yield batch
        size = min(2 * size, MOST)


def add_batch(connection: sqlite3.Connection, quotes: Sequence[KnownQuote]) -> Added:
    """Add quotes within a transaction that is open.

    Args:
        connection: Of the bank.
        quotes: Copies of one another, and of what the bank has, are merged as if each came alone.
    """
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM quotes").fetchone()
    keys = [text_key(quote.text) for quote in quotes]
    had = _had(connection, keys)
    taken = _taken(connection, [quote.id for quote in quotes])
    new: dict[bytes, KnownQuote] = {}
    changed: dict[bytes, KnownQuote] = {}
    merged = known = 0
    refused: list[tuple[KnownQuote, Text]] = []
    for key, quote in zip(keys, quotes, strict=True):
        have = new.get(key) or changed.get(key) or (had[key][1] if key in had else None)
        if have is None:
            if quote.id in taken:
                refused.append(
                    (quote, Message("the id {identifier!r} belongs to another quote of the bank", identifier=quote.id))
                )
            else:
                new[key] = quote
                taken.add(quote.id)
            continue
        joined = _merged(have, quote)
        if joined == have:
            known += 1
            continue
        merged += 1
        (new if key in new else changed)[key] = joined
    connection.executemany(
        f"INSERT INTO quotes (key, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((key, *_row(quote)) for key, quote in new.items()),
    )
    connection.execute(
        "INSERT INTO words(rowid, text, speaker, aliases) SELECT seq, text, speaker, aliases FROM quotes WHERE seq > ?",
        (last,),
    )
    connection.executemany(
        "UPDATE quotes SET speaker = ?, aliases = ?, date = ?, medium = ?, source = ?, licence = ? WHERE seq = ?",
        (
            (q.speaker, _packed(q.aliases), q.date, q.medium, q.source, q.licence, had[key][0])
            for key, q in changed.items()
        ),
    )
    return Added(len(new), merged, known, tuple(refused))


def quote_of(row: Sequence[str]) -> KnownQuote:
    """Return the quote of a row of :data:`COLUMNS`."""
    quote_id, text, speaker, aliases, date, medium, source, lang, licence = row
    return KnownQuote(
        id=quote_id,
        speaker=speaker,
        text=text,
        date=date,
        lang=lang,
        source=source,
        medium=medium,
        aliases=tuple(json.loads(aliases)) if aliases != "[]" else (),
        licence=licence,
    )


def _had(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, tuple[int, KnownQuote]]:
    """Return number and quote of each text that the bank has."""
    found: dict[bytes, tuple[int, KnownQuote]] = {}
    for part in _parts(sorted(keys)):  # neighbours in the index come one after the other
        query = f"SELECT key, seq, {COLUMNS} FROM quotes WHERE key IN ({_marks(part)})"
        found.update((row[0], (row[1], quote_of(row[2:]))) for row in connection.execute(query, part))
    return found


def _taken(connection: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    """Return which ids the bank has."""
    found: set[str] = set()
    for part in _parts(sorted(ids)):
        query = f"SELECT id FROM quotes WHERE id IN ({_marks(part)})"
        found.update(row[0] for row in connection.execute(query, part))
    return found


def _parts(values: Sequence[object]) -> Iterator[Sequence[object]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _row(quote: KnownQuote) -> tuple[object, ...]:
    """Return a quote in the order of :data:`COLUMNS`."""
    about = (quote.date, quote.medium, quote.source, quote.lang, quote.licence)
    return (quote.id, quote.text, quote.speaker, _packed(quote.aliases), *about)


def _merged(have: KnownQuote, more: KnownQuote) -> KnownQuote:
    names = [name for name in (*have.aliases, more.speaker, *more.aliases) if name]
    speaker = have.speaker or more.speaker
    sources = [part for source in (have.source, more.source) if source for part in source.split("; ")]
    return replace(
        have,
        speaker=speaker,
        aliases=tuple(name for name in dict.fromkeys(names) if name != speaker or name in have.aliases),
        date=have.date or more.date,
        medium=have.medium or more.medium,
        source="; ".join(dict.fromkeys(sources)) or None,
        licence=have.licence or more.licence,
    )


def _packed(aliases: Sequence[str]) -> str:
    return json.dumps(list(aliases), ensure_ascii=False) if aliases else "[]"
