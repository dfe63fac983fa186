"""Known quotes from the files, folders and banks that a run names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import QuoteBankError
from mtcheck.language.messages import gettext
from mtcheck.records import KnownQuote

if TYPE_CHECKING:
    from mtcheck.quotes.collection import Bank


def build_quotes(sources: Iterable[str | Path | KnownQuote | Bank]) -> Sequence[KnownQuote]:
    """Load known quotes; the same quote given twice counts once. SQLite banks are opened, not loaded.

    Args:
        sources: Files or folders of quotes, quotes, or banks already opened.

    Returns:
        The quotes in the order given, every ``id`` once; where there is a bank, a collection with the banks first.

    Raises:
        QuoteBankError: A file cannot be read, or two different quotes have the same id.
    """
    from mtcheck.quotes.collection import LoadedBank, QuoteCollection
    from mtcheck.quotes.store import SUFFIXES, QuoteStore

    found: dict[str, KnownQuote] = {}
    stores: dict[str, Bank] = {}
    for source in sources:
        if isinstance(source, str | Path) and Path(source).suffix.lower() in SUFFIXES:
            if (real := os.path.realpath(source)) not in stores:
                stores[real] = QuoteStore(source)
            continue
        if not isinstance(source, str | Path | KnownQuote):
            if isinstance(source, LoadedBank):
                found |= {quote.id: quote for quote in source}
            else:
                stores[source.digest] = source
            continue
        for quote in (source,) if isinstance(source, KnownQuote) else _load_quotes(source):
            if found.setdefault(quote.id, quote) != quote:
                place = "<quotes>" if isinstance(source, KnownQuote) else str(source)
                raise QuoteBankError(place, gettext("two different quotes have the id {id!r}", id=quote.id))
    if not stores:
        return tuple(found.values())
    return QuoteCollection((*stores.values(), *((LoadedBank(found.values()),) if found else ())))


def _load_quotes(path: str | Path) -> Sequence[KnownQuote]:
    from mtcheck.quotes.bank import load_quotes

    return load_quotes((str(path),))
