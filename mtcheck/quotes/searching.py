"""Words → quotes of a bank: those that hold the words one after the other first, then the shortest.

All words must be there, so how rare each is tells nothing; to count that (BM25) would read the whole index of every common word.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.quotes.adding import COLUMNS

RANKED = 2_000  # quotes with the words that are put in order; of more, those that came into the bank first
_SHOWN = ", ".join(f"quotes.{name}" for name in COLUMNS.split(", "))


def search_query(
    words: str, speaker: str | None, dates: tuple[str | None, str | None], limit: int, offset: int
) -> tuple[str, Sequence[object]]:
    """Return the SQL of a search, and its values.

    Args:
        words: What the text or the speaker's names must hold, all of it; empty for all.
        speaker: Part of the speaker's name or of an alias; None for anybody.
        dates: The first and the last, either may be None.
        limit: Quotes at most; negative for all.
        offset: Quotes passed over.
    """
    wheres, values = _filters(speaker, dates)
    terms = [word.replace('"', "") for word in words.split()]
    terms = [term for term in terms if term]
    where = f"WHERE {' AND '.join(wheres)} " if wheres else ""
    if not terms:
        query = f"SELECT {_SHOWN} FROM quotes {where}ORDER BY quotes.seq LIMIT ? OFFSET ?"
        return query, (*values, limit, offset)
    most = -1 if wheres or limit < 0 else max(RANKED, limit + offset)
    together, each = f'"{" ".join(terms)}"', " ".join(f'"{term}"' for term in terms)
    query = f"""
        WITH hits (seq, place) AS (
            SELECT * FROM (SELECT rowid, 0 FROM words WHERE words MATCH ? LIMIT ?)
            UNION ALL SELECT * FROM (SELECT rowid, 1 FROM words WHERE words MATCH ? LIMIT ?))
        SELECT {_SHOWN} FROM (SELECT seq, min(place) AS place FROM hits GROUP BY seq) AS hit
            JOIN quotes ON quotes.seq = hit.seq {where}
            ORDER BY hit.place, length(quotes.text), quotes.seq LIMIT ? OFFSET ?"""
    return query, (together, most, each, most, *values, limit, offset)


def _filters(speaker: str | None, dates: tuple[str | None, str | None]) -> tuple[list[str], list[object]]:
    wheres, values = list[str](), list[object]()
    since, until = dates
    if speaker:
        wheres.append("(quotes.speaker LIKE ? ESCAPE '\\' OR quotes.aliases LIKE ? ESCAPE '\\')")
        pattern = "%" + "".join("\\" + char if char in "%_\\" else char for char in speaker) + "%"
        values += [pattern, pattern]
    if since:
        wheres.append("quotes.date >= ?")
        values.append(since)
    if until:
        wheres.append("substr(quotes.date, 1, ?) <= ?")
        values += [len(until), until]
    return wheres, values
