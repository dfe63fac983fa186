"""Words → quotes of a bank: those that hold the words one after the other first, then the shortest.

All words must be there, so how rare each is tells nothing; to count that (BM25) would read the whole index of every common word.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.quotes.adding import COLUMNS

RANKED = 2_000  # quotes with the words that are put in order, those that came first; the others follow as they came
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
    together, each = f'"{" ".join(terms)}"', " ".join(f'"{term}"' for term in terms)
    ranked = -1 if wheres else RANKED
    hits: list[tuple[int, str, int]] = [(1, each, ranked)]
    if len(terms) > 1:
        hits.append((0, together, ranked))
    if not wheres and not 0 <= limit + offset <= RANKED:
        hits.append((2, each, -1 if limit < 0 else limit + offset))
    found = " UNION ALL ".join(
        f"SELECT * FROM (SELECT rowid, {place} FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?)"
        for place, _, _ in hits
    )
    query = f"""
        WITH hits (seq, place) AS ({found})
        SELECT {_SHOWN} FROM (SELECT seq, min(place) AS place FROM hits GROUP BY seq) AS hit
            JOIN quotes ON quotes.seq = hit.seq {where}
            ORDER BY hit.place, iif(hit.place < 2, length(quotes.text), 0), quotes.seq LIMIT ? OFFSET ?"""
    asked = [value for _, match, most in hits for value in (match, most)]
    return query, (*asked, *values, limit, offset)


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
