"""Which of the English that stands embedded in documents joins the known quotes of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from mtcheck.quotes.collection import Bank, LoadedBank, QuoteCollection
from mtcheck.quotes.normal import plain_text
from mtcheck.records import KnownQuote

SAME_TEXT = 90.0  # partial ratio (0–100) from which a found quote is taken for part of a supplied one


def distinct(quotes: QuoteCollection) -> QuoteCollection:
    """Leave out found quotes that are a cut of a supplied one: matching both would say the same twice."""
    supplied = [bank for bank in quotes.banks if not (isinstance(bank, LoadedBank) and any(q.found for q in bank))]
    kept: list[Bank] = list(supplied)
    for bank in quotes.banks:
        if bank not in supplied:
            own = [quote for quote in bank if not quote.found]
            near = [*supplied, *((LoadedBank(own),) if own else ())]
            kept.append(LoadedBank(quote for quote in bank if not quote.found or not _is_cut(quote, near)))
    return QuoteCollection(kept)


def without_cuts(found: Iterable[KnownQuote], supplied: QuoteCollection) -> Iterator[KnownQuote]:
    """Give those found quotes that are no copy and no cut of a supplied one.

    Args:
        found: Each text once.
        supplied: The banks that the user named.
    """
    loaded = {plain_text(quote.text) for bank in supplied.banks if isinstance(bank, LoadedBank) for quote in bank}
    return (quote for quote in found if plain_text(quote.text) not in loaded and not _is_cut(quote, supplied.banks))


def _is_cut(found: KnownQuote, supplied: Sequence[Bank]) -> bool:
    text = found.text.casefold()
    return any(
        fuzz.partial_ratio(text, quote.text.casefold()) >= SAME_TEXT
        for bank in supplied
        for quote in bank.resembling(found.text)
    )
