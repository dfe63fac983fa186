"""The known statements of the server, and the routes to them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from typing import Any

from fastapi import FastAPI, HTTPException, Response

from mtcheck.errors import InputError, QuoteBankError
from mtcheck.language.messages import Message, gettext, ngettext
from mtcheck.quotes.entries import Entry, parse_entry
from mtcheck.quotes.store import QuoteStore
from mtcheck.records import KnownQuote
from mtcheck.serve.bodies import QuoteBody, QuotesAnswer, QuotesBody


class ServedBank:
    """The known quotes that every check uses, shared by all who ask.

    Args:
        quotes: Those that it starts with.
        most: How many it may hold.
        saved_in: Bank file that keeps what is added, made where there is none; None for nothing kept.
    """

    def __init__(self, quotes: Sequence[KnownQuote], most: int, saved_in: str | None = None) -> None:
        self._quotes = {quote.id: quote for quote in quotes}
        self._most, self._lock, self._saved_in = most, threading.Lock(), saved_in

    def all(self) -> tuple[KnownQuote, ...]:
        """Return the quotes, in the order in which they came."""
        with self._lock:
            return tuple(self._quotes.values())

    def add(self, quotes: Sequence[KnownQuote]) -> None:
        """Add quotes, all or none.

        Raises:
            QuoteBankError: An id is taken by another quote, the bank is full, or its file cannot be written.
        """
        with self._lock:
            for quote in quotes:
                if self._quotes.get(quote.id, quote) != quote:
                    raise QuoteBankError("quotes", Message("another quote has the id {id!r}", id=quote.id))
            new = {quote.id: quote for quote in quotes}
            if len(self._quotes | new) > self._most:
                raise QuoteBankError(
                    "quotes",
                    ngettext("the bank holds {n} quote at most", "the bank holds {n} quotes at most", self._most),
                )
            if self._saved_in is not None:
                with QuoteStore(self._saved_in, create=True) as store:
                    store.add(new.values())
            self._quotes |= new

    def remove(self, identifier: str) -> bool:
        """Remove a quote; say whether it was there.

        Raises:
            QuoteBankError: The bank's file cannot be written.
        """
        with self._lock:
            if identifier in self._quotes and self._saved_in is not None:
                with QuoteStore(self._saved_in, create=True) as store:
                    store.remove([identifier])
            return self._quotes.pop(identifier, None) is not None


def add_quotes(app: FastAPI, bank: ServedBank) -> None:
    """Add the routes to the bank."""

    @app.get("/quotes", summary="The known statements of the bank", tags=["quotes"])
    async def quotes() -> QuotesAnswer:
        return QuotesAnswer(quotes=[_quote_object(quote) for quote in bank.all()])

    @app.post("/quotes", status_code=201, summary="Add known statements to the bank", tags=["quotes"])
    async def add(body: QuotesBody) -> QuotesAnswer:
        new = quotes_of(body.quotes)
        try:
            bank.add(new)
        except InputError as error:
            raise HTTPException(409, str(error.message)) from error
        return QuotesAnswer(quotes=[_quote_object(quote) for quote in new])

    @app.delete(
        "/quotes/{identifier:path}", status_code=204, summary="Take a statement out of the bank", tags=["quotes"]
    )
    async def remove(identifier: str) -> Response:
        if not bank.remove(identifier):
            raise HTTPException(404, gettext("no such quote"))
        return Response(status_code=204)


def quotes_of(bodies: Sequence[QuoteBody]) -> tuple[KnownQuote, ...]:
    """Make known quotes of what was sent; one without an id is named after its words.

    Raises:
        HTTPException: One lacks something, or has something wrong.
    """
    found = []
    for number, body in enumerate(bodies, start=1):
        data = body.model_dump(exclude_none=True)
        name = blake2b(repr(data).encode("utf-8", "replace"), digest_size=6).hexdigest()
        try:
            found.append(parse_entry(Entry("quotes", data, number, None), name))
        except InputError as error:
            raise HTTPException(422, str(error.message)) from error
    return tuple(found)


def _quote_object(quote: KnownQuote) -> dict[str, Any]:
    return {key: value for key, value in asdict(quote).items() if key != "found" and value not in (None, ())}
