"""How the server runs: where it listens, who may ask, and how much."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message

SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What of the server can be set.

    Attributes:
        host: Address to listen on.
        port: 0 for a free one.
        token: What every request must bring, None for nobody asks; required where ``host`` is not this machine alone.
        names: Further names under which the server may be called (of the ``Host`` header).
        max_body: Largest request, in bytes.
        time_limit: Seconds that one request may compute.
        head_limit: Seconds in which a request's head must arrive.
        read_limit: Seconds in which its body must arrive.
        write_limit: Seconds in which a client must take some of an answer that waits for it.
        connections: Connections that may be open.
        connections_each: Connections that one client may hold.
        waiting: Requests that may wait for the model; more are turned away.
        kept: Finished checks that are kept for their reports.
        kept_seconds: How long they are kept.
        max_quotes: Known quotes that the bank holds.
        saved_in: Bank file to which statements that are added go as well; None where they live as long as the server.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    names: tuple[str, ...] = ()
    max_body: int = 8 * 1024 * 1024
    time_limit: float = 120.0
    head_limit: float = 10.0
    read_limit: float = 30.0
    write_limit: float = 30.0
    connections: int = 128
    connections_each: int = 64
    waiting: int = 16
    kept: int = 32
    kept_seconds: float = 1800.0
    max_quotes: int = 5000
    saved_in: str | None = None

    def __post_init__(self) -> None:
        if self.token is not None:
            require_strong(self.token)
        if self.token is None and not is_loopback(self.host):
            message = Message(
                "{host} can be reached by others: a token is needed (--token-file, or MTCHECK_TOKEN)", host=self.host
            )
            raise ConfigError(message, key="--host")

    def allowed_hosts(self) -> frozenset[str] | None:
        """Return the names that a ``Host`` header may bear; None where any may, because a token guards every request."""
        if self.names:
            return frozenset(name.lower() for name in self.names) | self._own()
        return self._own() if is_loopback(self.host) or not _is_wildcard(self.host) else None

    def _own(self) -> frozenset[str]:
        loopback = {"127.0.0.1", "localhost", "::1"} if is_loopback(self.host) or _is_wildcard(self.host) else set()
        return frozenset({self.host.lower(), *loopback})


def require_strong(token: str, *, path: str | None = None, key: str = "--token-file") -> None:
    """Hold a token to what guards a server.

    Args:
        token: What every request must bring.
        path: The file that holds it, where there is one.
        key: The option or variable that it comes from.

    Raises:
        ConfigError: It is short, or a head of a request cannot hold it.
    """
    if len(token) < SHORTEST_TOKEN:
        raise ConfigError(
            Message("the token is shorter than {shortest_token} characters", shortest_token=SHORTEST_TOKEN),
            path=path,
            key=key,
        )
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise ConfigError(Message("the token must be printable ASCII without spaces"), path=path, key=key)


def is_loopback(host: str) -> bool:
    """Say whether an address is reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_wildcard(host: str) -> bool:
    return host in {"0.0.0.0", "::", "[::]", ""}
