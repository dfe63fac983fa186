"""English that stands embedded in the documents of a corpus: found once, each text of the first document that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from mtcheck.corpus.checking import CorpusJob
from mtcheck.corpus.inputs import Shard, read_shard
from mtcheck.corpus.store import STATE
from mtcheck.deadlines import time_limit
from mtcheck.readers.embedded import found_quotes
from mtcheck.records import Document, KnownQuote

FOUND = f"{STATE}/found.json"


def found_in(shard: Shard, job: CorpusJob) -> Iterator[dict[str, Any]]:
    """Give the quotes found in a shard, each text once.

    Yields:
        Rows: ``plain``, the text as it is compared, ``place``, where it stands in the run, and ``quote``.
    """
    seen: set[str] = set()
    place = 0
    for numbered in read_shard(shard, job.reading):
        if not isinstance(numbered.item, Document):
            continue
        for quote in _found(numbered.item, job.reading.time_limit):
            plain = " ".join(quote.text.split()).casefold()
            if plain not in seen:
                seen.add(plain)
                yield {"plain": plain, "shard": shard.number, "place": place, "quote": json.dumps(asdict(quote))}
                place += 1


def _found(document: Document, limit: float) -> tuple[KnownQuote, ...]:
    try:
        with time_limit(limit):
            return found_quotes(document)
    except Exception:  # the same document is told of as a failed one when it is checked
        return ()


def first_of_each(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the quotes of all shards, each text as it stands first in the run, in that order."""
    first: dict[str, tuple[tuple[int, int], str]] = {}
    for row in rows:
        place = (int(row["shard"]), int(row["place"]))
        if row["plain"] not in first or place < first[row["plain"]][0]:
            first[row["plain"]] = (place, row["quote"])
    return [json.loads(quote) for _, quote in sorted(first.values())]
