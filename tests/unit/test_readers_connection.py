"""Servers that cut, drip and lead astray, each a few lines on a socket of this machine."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import connection
from mtcheck.readers.connection import is_internal
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import discover
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document

Serve = Callable[[socket.socket], None]
OPTIONS = ReadingOptions(allow_network=True, timeout=0.25)  # a whole answer may take six times that


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@contextmanager
def serving(serve: Serve, host: str = "127.0.0.1") -> Iterator[int]:
    with socket.create_server((host, 0)) as listener:

        def run() -> None:
            while True:
                try:
                    caller, _ = listener.accept()
                except OSError:
                    return
                with caller:
                    try:
                        caller.recv(4096)
                        serve(caller)
                    except OSError:
                        pass

        thread = Thread(target=run, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(20)


def answering(head: str, body: bytes = b"Bonjour le monde.") -> Serve:
    return lambda caller: caller.sendall(f"HTTP/1.1 {head}\r\n\r\n".encode("latin-1") + body)


def dripping(before: str, drop: str) -> Serve:
    def serve(caller: socket.socket) -> None:
        caller.sendall(before.encode())
        while True:
            caller.sendall(drop.encode())
            time.sleep(0.05)

    return serve


def fetched(address: str) -> Document | InputError:
    (source,) = discover([address])
    (item,) = read_documents(source, OPTIONS)
    return item


@pytest.mark.parametrize(
    ("head", "sound"),
    [
        ("200 OK\r\nContent-Type: text/plain\r\nContent-Length: 17", True),
        ("200 OK\r\nContent-Type: text/plain", True),
        ("200 OK\r\nContent-Type: text/plain\r\nContent-Length: 18", False),
        ("200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000000", False),
    ],
)
def test_a_download_that_is_cut_fails(head: str, sound: bool) -> None:
    with serving(answering(head)) as port:
        found = fetched(f"http://127.0.0.1:{port}/a")
    assert isinstance(found, Document) is sound
    assert sound or "is cut: 17 bytes of 1" in str(found)


def test_a_part_that_nobody_asked_for_is_no_document() -> None:
    with serving(answering("206 Partial Content\r\nContent-Type: text/plain\r\nContent-Length: 17")) as port:
        assert "the server answers 206 Partial Content" in str(fetched(f"http://127.0.0.1:{port}/a"))


def test_a_chunked_download_that_is_cut_fails() -> None:
    head = "200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked"
    with serving(answering(head, b"7\r\nBonjour\r\n")) as port:
        assert "cannot be fetched" in str(fetched(f"http://127.0.0.1:{port}/a"))


@pytest.mark.parametrize(
    ("before", "drop"),
    [
        ("", "H"),
        ("HTTP/1.1 200 OK\r\n", "X-Drop: 1\r\n"),
        ("HTTP/1.1 200 OK\r\nX: ", "x"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "x"),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", "x"),
    ],
)
def test_whatever_is_dripped_has_its_time(before: str, drop: str) -> None:
    begun = time.monotonic()
    with serving(dripping(before, drop)) as port:
        found = fetched(f"http://127.0.0.1:{port}/a")
    assert isinstance(found, InputError)
    assert "did not arrive within 2 seconds" in str(found) or "cannot be fetched" in str(found)
    assert time.monotonic() - begun < 10


def test_a_reason_cannot_steer_a_terminal() -> None:
    with serving(answering("404 \x1b[2J\x07gone\x9b1m")) as port:
        told = str(fetched(f"http://127.0.0.1:{port}/a"))
    assert told.isprintable()
    assert "\\x1b[2J\\x07gone" in told


def public(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    monkeypatch.setattr(connection, "is_internal", lambda address: address not in addresses)


def test_a_server_of_everybody_leads_to_no_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    public(monkeypatch, "127.0.0.2")
    with serving(answering("200 OK\r\nContent-Type: text/plain")) as inner:
        for target in (f"http://127.0.0.1:{inner}/a", f"http://localhost:{inner}/a", f"//127.0.0.1:{inner}/a"):
            with serving(answering(f"302 Found\r\nLocation: {target}"), "127.0.0.2") as outer:
                assert "private network: not followed" in str(fetched(f"http://127.0.0.2:{outer}/"))
        with serving(answering(f"302 Found\r\nLocation: http://127.0.0.1:{inner}/a")) as outer:
            assert isinstance(fetched(f"http://127.0.0.1:{outer}/"), Document)  # the given address was such itself


def test_what_was_checked_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another address a moment later leads nowhere else."""
    public(monkeypatch, "127.0.0.2")
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        if host == "news.example":
            asked.append(host)
            return real("127.0.0.2" if len(asked) == 1 else "127.0.0.1", *arguments, **options)
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with serving(answering("200 OK\r\nContent-Type: text/plain"), "127.0.0.2") as port:
        assert isinstance(fetched(f"http://news.example:{port}/a"), Document)
    assert asked == ["news.example"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0",
     "fc00::1", "::ffff:127.0.0.1", "224.0.0.1", "fec0::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::a00:1",
     "64:ff9b:1::c0a8:101", "2002:a00:1::1", "2002:7f00:1::"],
)  # fmt: skip
def test_addresses_of_no_public_network(address: str) -> None:
    assert is_internal(address)
    assert not is_internal("8.8.8.8")
    assert not is_internal("2606:4700::1111")
    assert not is_internal("64:ff9b::808:808")
    assert not is_internal("2002:808:808::1")
