"""Addresses: a page or file fetched over HTTP, only where the configuration allows it."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from email.message import Message
from importlib.metadata import version
from typing import IO
from urllib.parse import unquote, urlsplit

from mtcheck.errors import ConfigError, InputError
from mtcheck.readers.content import Budget, Content, ReadingOptions, suffix_of
from mtcheck.readers.loading import require_text
from mtcheck.readers.reader import Reader
from mtcheck.readers.registry import all_suffixes, choose_reader

KEY = "documents.allow_network"
_CHUNK = 64 * 1024
_MOST_REDIRECTS = 5
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
        InputError: The server does not answer, not in time, not with a document, or with too large a one.
    """
    if not options.allow_network:
        raise ConfigError(f"{address} is on the network: set it to true to let addresses be fetched", key=KEY)
    opener = urllib.request.build_opener(_Redirects())
    request = urllib.request.Request(address, headers={"User-Agent": f"mtcheck/{version('mtcheck')}", "Accept": "*/*"})
    try:
        with opener.open(request, timeout=options.timeout) as answer:
            data = _body(address, answer, options)
            headers: Message = answer.headers
            final: str = answer.geturl()
    except urllib.error.HTTPError as error:
        raise InputError(address, f"the server answers {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(address, f"cannot be fetched: {reason}") from error
    name = _name(final, headers)
    reader = choose_reader(name, data[:_CHUNK])
    if reader.line_limited:
        require_text(address, data, options)
    charset = headers.get_content_charset()
    return reader, Content(address, data, name, options, charset, budget=Budget(options.max_unpacked))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to web addresses only."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse to be led from the web to files or other services, or from a protected page to an open one."""
        scheme = urlsplit(newurl).scheme.lower()
        if scheme not in {"http", "https"} or (scheme == "http" and urlsplit(req.full_url).scheme.lower() == "https"):
            raise InputError(req.full_url, f"the server leads to {newurl}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _body(address: str, answer: http.client.HTTPResponse, options: ReadingOptions) -> bytes:
    end = time.monotonic() + _PATIENCE * options.timeout
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        size += len(chunk)
        if size > options.max_bytes:
            raise InputError(address, f"is larger than {options.max_bytes} bytes")
        if time.monotonic() > end:
            raise InputError(address, f"did not arrive within {_PATIENCE * options.timeout:.0f} seconds")
        chunks.append(chunk)
    return b"".join(chunks)


def _name(address: str, headers: Message) -> str:
    """Return a file name for the address, with the suffix of what the server says it is."""
    told = _SUFFIX_OF_TYPE.get(headers.get_content_type())
    name = re.split(r"[/\\]", unquote(urlsplit(address).path))[-1]
    if told is not None and headers.get("Content-Type"):
        return f"page{told}"
    return name if suffix_of(name) in all_suffixes() else ""
