"""Connections of the server: how long heads and answers may take, and how many a client, and all together, may hold."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from mtcheck.serve.settings import ServeSettings


class Connections:
    """What the connections of one server share.

    A connection that asks for nothing yet makes room for a new one where there is no other: a client that opens many and
    says nothing closes the page for nobody.

    Args:
        settings: The limits.
    """

    def __init__(self, settings: ServeSettings) -> None:
        self._settings = settings
        self._open: dict[Connection, str] = {}  # in the order in which they came

    @property
    def head_limit(self) -> float:
        """Seconds in which a request's head must arrive."""
        return self._settings.head_limit

    @property
    def write_limit(self) -> float:
        """Seconds in which some of an answer must be taken."""
        return self._settings.write_limit

    def admit(self, connection: Connection, client: str) -> bool:
        """Take a connection in, in the place of one that asks for nothing where that is needed; say whether it was."""
        if Counter(self._open.values())[client] >= self._settings.connections_each:
            mine = [other for other, whose in self._open.items() if whose == client]
            if not self._make_room(mine):
                return False
        elif len(self._open) >= self._settings.connections and not self._make_room(list(self._open)):
            return False
        self._open[connection] = client
        return True

    def forget(self, connection: Connection) -> None:
        """Note that a connection has ended."""
        self._open.pop(connection, None)

    def _make_room(self, among: list[Connection]) -> bool:
        idle = next((connection for connection in among if connection.waits), None)
        if idle is None:
            return False
        self.forget(idle)
        idle.end()
        return True


class Connection(H11Protocol):
    """A connection whose request must say within some seconds what it wants, and whose answer must be taken.

    Args:
        shared: What the connections of the server share.
    """

    def __init__(self, *arguments: Any, shared: Connections, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._shared = shared
        self._timer: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether no request is being answered."""
        return self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete)

    def end(self) -> None:
        """Close it at once."""
        if self.transport is not None:
            self.transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it in, or close it."""
        super().connection_made(transport)
        if not self._shared.admit(self, self.client[0] if self.client else ""):
            transport.abort()
            return
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Go on; the clock runs while a head is on its way, and no longer."""
        super().data_received(data)
        if self.waits:
            self._watch()
        else:
            self._unwatch()

    def pause_writing(self) -> None:
        """Wait for the client to take what was sent, and not for ever."""
        super().pause_writing()
        self._wait_for_taking()

    def resume_writing(self) -> None:
        """Go on."""
        self._taken()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._unwatch()
        self._taken()
        self._shared.forget(self)
        super().connection_lost(exc)

    def _wait_for_taking(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._stalled = self.loop.call_later(self._shared.write_limit, self._look_at_taking, left)

    def _look_at_taking(self, before: int) -> None:
        self._stalled = None
        if self.transport.get_write_buffer_size() < before:  # slow, and not silent
            self._wait_for_taking()
        else:
            self.end()

    def _taken(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _watch(self) -> None:
        if self._timer is None:  # what is dripped does not begin the time anew
            self._timer = self.loop.call_later(self._shared.head_limit, self._late)

    def _unwatch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        if self.waits:
            self.end()
