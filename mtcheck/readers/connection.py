"""Connections to web servers: the address that is checked is the one connected to, and everything has its time."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.request
from urllib.parse import quote, urlsplit

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.text.controls import harmless

# Networks of IPv6 whose addresses carry one of IPv4, which a gateway connects to; and how many bits stand behind it.
_CARRIERS = tuple(
    (ipaddress.IPv6Network(net), bits)
    for net, bits in (
        ("::ffff:0:0/96", 0),  # mapped, RFC 4291
        ("::/96", 0),  # compatible, RFC 4291; ::1 and :: are internal this way too
        ("::ffff:0:0:0/96", 0),  # translated, RFC 2765
        ("64:ff9b::/96", 0),  # NAT64, RFC 6052
        ("64:ff9b:1::/48", 0),  # NAT64 of a network of one's own, RFC 8215
        ("2002::/16", 80),  # 6to4, RFC 3056
    )
)
_SAFE = "%/:=&?~#+!$,;'@()*[]"  # what stands in addresses as it is


class ConnectionClock:
    """Ends every connection that it watches once some seconds are over, whatever the server drips meanwhile.

    Args:
        seconds: From now on.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, opened: socket.socket) -> None:
        """Watch one more socket."""
        with self._lock:
            self._watched.append(opened)
            if self.over:
                _shut(opened)

    def stop(self) -> None:
        """End nothing any more."""
        self._timer.cancel()

    def _end(self) -> None:
        with self._lock:
            self.over = True
            for opened in self._watched:
                _shut(opened)


def _shut(opened: socket.socket) -> None:
    with contextlib.suppress(OSError, ValueError):
        socket.socket.shutdown(opened, socket.SHUT_RDWR)


class _Checked(http.client.HTTPConnection):
    """Connects to one of the addresses that were found for its host, and to no other."""

    def __init__(
        self, host: str, port: int, found: list[str], timeout: float, clock: ConnectionClock, *, secure: bool
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self._found, self._clock, self._secure = found, clock, secure
        if secure:
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """Try the addresses in turn."""
        fault: OSError | None = None
        for address in self._found:
            if self._clock.over:
                break
            try:
                opened = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                fault = error
                continue
            self._clock.watch(opened)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.sock = opened
            tunnel = getattr(self, "_tunnel_host", None)
            if tunnel:
                self._tunnel()  # type: ignore[attr-defined]
            if self._secure:
                wrapped = ssl.create_default_context().wrap_socket(opened, server_hostname=tunnel or self.host)
                self._clock.watch(wrapped)  # the first one has given its descriptor away
                self.sock = wrapped
            return
        raise fault or TimeoutError("no address answers")


def connect(
    address: str, timeout: float, clock: ConnectionClock, *, internal: bool | None
) -> tuple[http.client.HTTPConnection, str, bool]:
    """Prepare a connection to the server of an address.

    Args:
        address: ``http://…`` or ``https://…``.
        timeout: Seconds that the server may keep silent.
        clock: Ends the connection.
        internal: Whether the address that the user gave is one of this machine or of a private network; None for the
            given address itself.

    Returns:
        The connection, what to ask it for, and whether the given address is internal.

    Raises:
        InputError: A server led from an address of everybody's to one that is not.
        OSError: The host has no address.
    """
    parts = urlsplit(address)
    host, secure = parts.hostname or "", parts.scheme.lower() == "https"
    port = parts.port or (http.client.HTTPS_PORT if secure else http.client.HTTP_PORT)
    path = quote(parts._replace(scheme="", netloc="", fragment="").geturl() or "/", safe=_SAFE)
    target = path if path.startswith("/") else f"/{path}"
    proxy = None if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get(parts.scheme.lower())
    if proxy:
        found = _literal(host)
    else:
        found = list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    inside = any(map(is_internal, found))
    if internal is False and inside:
        raise InputError(
            harmless(address),
            Message(
                "the server leads to {host}, an address of this machine or of a private network: not followed",
                host=host,
            ),
        )
    given = inside if internal is None else internal
    if not proxy:
        return _Checked(host, port, found, timeout, clock, secure=secure), target, given
    via = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    gate, entrance = via.hostname or "", via.port or http.client.HTTP_PORT
    ways = list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(gate, entrance, type=socket.SOCK_STREAM)))
    connection = _Checked(gate, entrance, ways, timeout, clock, secure=secure)
    if secure:
        connection.set_tunnel(host, port)
        return connection, target, given
    return connection, f"http://{parts.netloc.rpartition('@')[2]}{target}", given


def is_internal(address: str) -> bool:
    """Say whether an IP address is not one of everybody's: loopback, private, link-local, reserved, multicast."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = next((_inner(found, bits) for net, bits in _CARRIERS if found in net), None)
        if inner is not None:
            return is_internal(str(inner))
        if found.is_site_local:
            return True
    return not found.is_global or found.is_multicast


def _inner(found: ipaddress.IPv6Address, bits: int) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(found) >> bits & 0xFFFFFFFF)


def _literal(host: str) -> list[str]:
    """Return a host that is an address itself, and the names that mean this machine everywhere; a proxy resolves others."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return ["127.0.0.1"]
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        return []
