"""Many banks as one sequence of quotes, without loading what is not asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from typing import Protocol, overload

from mtcheck.quotes.normal import normal_text, plain_text, windows
from mtcheck.records import KnownQuote

FEW = 300  # quotes that are all looked through, where more are looked up; chosen, not measured


class Bank(Protocol):
    """A sequence of quotes that can be told from another by a short text, and found by id."""

    @property
    def digest(self) -> str:
        """What tells this bank's content from any other's."""
        ...

    def __len__(self) -> int:
        """Number of quotes."""
        ...

    def __getitem__(self, position: int, /) -> KnownQuote:
        """Return the quote at a position."""
        ...

    def __iter__(self) -> Iterator[KnownQuote]:
        """Give the quotes in order."""
        ...

    def at(self, positions: Sequence[int]) -> Sequence[KnownQuote]:
        """Return the quotes at some positions, in their order."""
        ...

    def position(self, quote_id: str) -> int | None:
        """Return the position of a quote, None where it is not in the bank."""
        ...

    def resembling(self, text: str) -> Iterable[KnownQuote]:
        """Return the quotes that may hold the text, or some of it word for word."""
        ...


class LoadedBank:
    """Quotes held in memory."""

    def __init__(self, quotes: Iterable[KnownQuote]) -> None:
        self.quotes = tuple(quotes)

    def __reduce__(self) -> tuple[object, ...]:
        return LoadedBank, (self.quotes,)  # what is worked out from them need not travel

    def __len__(self) -> int:
        return len(self.quotes)

    def __getitem__(self, position: int) -> KnownQuote:
        return self.quotes[position]

    def __iter__(self) -> Iterator[KnownQuote]:
        return iter(self.quotes)

    def at(self, positions: Sequence[int]) -> list[KnownQuote]:
        """Return the quotes at some positions, in their order."""
        return [self.quotes[position] for position in positions]

    def position(self, quote_id: str) -> int | None:
        """Return the position of a quote, None where it is not in the bank."""
        return self._positions.get(quote_id)

    def resembling(self, text: str) -> Iterable[KnownQuote]:
        """Return the quotes that may hold the text, or some of it word for word."""
        if len(self.quotes) <= FEW:
            return self.quotes
        parts = windows(text)
        return [
            quote for quote, plain in zip(self.quotes, self._plain, strict=True) if any(part in plain for part in parts)
        ]

    @cached_property
    def digest(self) -> str:
        """Digest of every quote."""
        found = blake2b(digest_size=16)
        for quote in self.quotes:
            found.update(repr(quote).encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {quote.id: position for position, quote in enumerate(self.quotes)}

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(normal_text(quote.text) for quote in self.quotes)


class QuoteCollection(Sequence[KnownQuote]):
    """Banks one after the other.

    Args:
        banks: Loaded or stored; their ids are taken to differ.
    """

    def __init__(self, banks: Iterable[Bank]) -> None:
        self.banks = tuple(banks)
        self._ends = list(accumulate(len(bank) for bank in self.banks))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> KnownQuote: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[KnownQuote, ...]: ...
    def __getitem__(self, place: int | slice) -> KnownQuote | tuple[KnownQuote, ...]:
        """Return one quote, or several."""
        if isinstance(place, slice):
            return tuple(self[number] for number in range(*place.indices(len(self))))
        number = place if place >= 0 else place + len(self)
        if not 0 <= number < len(self):
            raise IndexError(place)
        which = bisect_right(self._ends, number)
        return self.banks[which][number - (self._ends[which - 1] if which else 0)]

    def __iter__(self) -> Iterator[KnownQuote]:
        return (quote for bank in self.banks for quote in bank)

    def __repr__(self) -> str:
        return f"QuoteCollection({[bank.digest for bank in self.banks]})"

    def quote(self, quote_id: str) -> KnownQuote | None:
        """Return the quote of an id, None where no bank has it."""
        for bank in self.banks:
            position = bank.position(quote_id)
            if position is not None:
                return bank[position]
        return None

    def joined(self, found: Iterable[KnownQuote]) -> QuoteCollection:
        """Return the collection with the quotes found in documents, of the loaded ones each text once.

        The found ones are a bank of their own, so that what is kept about a supplied bank serves the next run too.
        """
        seen: set[str] = set()
        banks: list[Bank] = []
        parts = [bank for bank in self.banks if not isinstance(bank, LoadedBank)]
        loaded = [quote for bank in self.banks if isinstance(bank, LoadedBank) for quote in bank]
        for quotes in (loaded, list(found)):
            kept = []
            for quote in quotes:
                plain = plain_text(quote.text)
                if plain not in seen:
                    seen.add(plain)
                    kept.append(quote)
            if kept:
                banks.append(LoadedBank(kept))
        return QuoteCollection((*parts, *banks))


def collect(quotes: Sequence[KnownQuote]) -> QuoteCollection:
    """Return any quotes as a collection."""
    if isinstance(quotes, QuoteCollection):
        return quotes
    return QuoteCollection((LoadedBank(quotes),) if quotes else ())
