"""Addresses: a page or file fetched over HTTP, only where the configuration allows it."""

from __future__ import annotations

import http.client
import re
from importlib.metadata import version
from urllib.parse import unquote, urljoin, urlsplit

from mtcheck.errors import ConfigError, InputError
from mtcheck.language.messages import Message, gettext
from mtcheck.readers.connection import ConnectionClock, connect
from mtcheck.readers.content import Budget, Content, ReadingOptions, suffix_of
from mtcheck.readers.loading import require_text
from mtcheck.readers.reader import Reader
from mtcheck.readers.registry import all_suffixes, choose_reader
from mtcheck.text.controls import harmless

KEY = "documents.allow_network"
_CHUNK = 64 * 1024
_MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_PATIENCE = 6  # a whole answer may take this many timeouts
_SUFFIX_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/vtt": ".vtt",
    "application/zip": ".zip",
}


def fetch(address: str, options: ReadingOptions) -> tuple[Reader, Content]:
    """Fetch a document, and choose its reader.

    Args:
        address: ``http://…`` or ``https://…``.
        options: Limits; nothing is fetched unless they allow the network.

    Raises:
        ConfigError: The network is not allowed.
        InputError: The server does not answer, not in time, not with a whole document, or with too large a one; or it leads
            to an address that is not followed.
    """
    if not options.allow_network:
        told = gettext("{address} is not fetched: mtcheck goes to the network only where this is true", address=address)
        raise ConfigError(told, key=KEY)
    patience = _PATIENCE * options.timeout
    clock = ConnectionClock(patience)
    try:
        data, headers, final = _followed(address, options, clock)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if clock.over:
            raise InputError(
                address, Message("did not arrive within {patience:.0f} seconds", patience=patience)
            ) from error
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise InputError(address, Message("cannot be fetched: {error}", error=harmless(str(reason)))) from error
    finally:
        clock.stop()
    name = _name(final, headers)
    reader = choose_reader(name, data[:_CHUNK])
    if reader.line_limited:
        require_text(address, data, options)
    charset = headers.get_content_charset()
    return reader, Content(address, data, name, options, charset, budget=Budget(options.max_unpacked))


def _followed(
    address: str, options: ReadingOptions, clock: ConnectionClock
) -> tuple[bytes, http.client.HTTPMessage, str]:
    """Ask for an address, and for those that servers lead to."""
    place = address
    internal: bool | None = None  # whether the given address is one of a network that is not everybody's
    for _ in range(_MOST_REDIRECTS + 1):
        connection, target, internal = connect(place, options.timeout, clock, internal=internal)
        try:
            connection.request("GET", target, headers={"User-Agent": f"mtcheck/{version('mtcheck')}", "Accept": "*/*"})
            answer = connection.getresponse()
            if answer.status in _MOVED and (location := answer.headers.get("Location")):
                place = _next(place, location)
                continue
            if not 200 <= answer.status < 300 or answer.status == http.client.PARTIAL_CONTENT:  # no part was asked for
                raise InputError(
                    address,
                    Message(
                        "the server answers {status}", status=f"{answer.status} {harmless(answer.reason)}".rstrip()
                    ),
                )
            return _body(address, answer, options, clock), answer.headers, place
        finally:
            connection.close()
    raise InputError(
        address, Message("the server leads on more than {most_redirects} times", most_redirects=_MOST_REDIRECTS)
    )


def _next(place: str, location: str) -> str:
    """Return where a server leads to.

    Raises:
        InputError: From the web to files or other services, or from a protected page to an open one.
    """
    target = urljoin(place, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())
    scheme = urlsplit(target).scheme.lower()
    if scheme not in {"http", "https"} or (scheme == "http" and urlsplit(place).scheme.lower() == "https"):
        raise InputError(place, Message("the server leads to {target}, which is not followed", target=harmless(target)))
    return target


def _body(address: str, answer: http.client.HTTPResponse, options: ReadingOptions, clock: ConnectionClock) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        size += len(chunk)
        if size > options.max_bytes:
            raise InputError(address, Message("is larger than {max_bytes} bytes", max_bytes=options.max_bytes))
        chunks.append(chunk)
    if clock.over:
        raise TimeoutError("too late")
    length = answer.headers.get("Content-Length", "")
    if not answer.chunked and length.isdecimal() and size < int(length[:20]):
        raise InputError(address, Message("is cut: {size} bytes of {whole} arrived", size=size, whole=int(length[:20])))
    return b"".join(chunks)


def _name(address: str, headers: http.client.HTTPMessage) -> str:
    """Return a file name for the address, with the suffix of what the server says it is."""
    told = _SUFFIX_OF_TYPE.get(headers.get_content_type())
    name = re.split(r"[/\\]", unquote(urlsplit(address).path))[-1]
    if told is not None and headers.get("Content-Type"):
        return f"page{told}"
    return name if suffix_of(name) in all_suffixes() else ""
