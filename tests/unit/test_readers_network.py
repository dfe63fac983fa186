"""Addresses, against a server on this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from document_reading import FIXTURES

from mtcheck.errors import ConfigError, InputError
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import SourceKind, discover
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document

ALLOWED = ReadingOptions(allow_network=True, timeout=1.0, max_bytes=200_000)
requests: list[str] = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        requests.append(self.path)
        name = self.path.partition("?")[0]
        if name == "/page":
            self.answer((FIXTURES / "page.html").read_bytes(), "text/html; charset=utf-8")
        elif name == "/feed.csv":
            self.answer((FIXTURES / "feed.csv").read_bytes(), "application/octet-stream")
        elif name == "/latin":
            self.answer("Un été là.".encode("latin-1"), "text/plain; charset=iso-8859-1")
        elif name == "/pdf":
            self.answer((FIXTURES / "article.pdf").read_bytes(), "application/pdf")
        elif name == "/large":
            self.answer(b"Bonjour.\n" * 50_000, "text/plain")
        elif name in {"/moved", "/loop", "/file"}:
            target = {"/moved": "/page", "/loop": "/loop", "/file": "file:///etc/passwd"}[name]
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
        elif name == "/slow":
            time.sleep(2)
        else:
            self.send_error(404)

    def answer(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def fetch(address: str, options: ReadingOptions = ALLOWED) -> list[Document | InputError]:
    (source,) = discover([address])
    assert source.kind is SourceKind.URL
    return list(read_documents(source, options))


def test_nothing_is_fetched_unless_allowed(server: str) -> None:
    requests.clear()
    with pytest.raises(ConfigError, match=r"documents\.allow_network: .*goes to the network only where"):
        fetch(f"{server}/page", ReadingOptions())
    assert requests == []


@pytest.mark.parametrize(
    ("path", "words", "kind"),
    [
        ("/page", "une conversation très rentable", "text/html"),
        ("/moved", "une conversation très rentable", "text/html"),
        ("/feed.csv?x=1", "feu cessé", "text/csv"),
        ("/latin", "Un été là.", "text/plain"),
        ("/pdf", "Une trêve surveillée", "application/pdf"),
    ],
)
def test_documents_are_fetched(server: str, path: str, words: str, kind: str) -> None:
    found = fetch(server + path)[0]
    assert isinstance(found, Document)
    assert words in found.text
    assert found.media_type == kind
    assert found.path.startswith(server + path)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/none", "the server answers 404"),
        ("/large", "is larger than 200000 bytes"),
        ("/loop", "the server leads on more than 5 times"),
        ("/file", "the server leads to file:///etc/passwd, which is not followed"),
        ("/slow", "cannot be fetched: "),
    ],
)
def test_faults_name_the_address(server: str, path: str, message: str) -> None:
    (fault,) = fetch(server + path)
    assert isinstance(fault, InputError)
    assert str(fault).startswith(server + path)
    assert message in str(fault)


def test_nobody_answers() -> None:
    (fault,) = fetch("http://127.0.0.1:9/a")
    assert "cannot be fetched" in str(fault)
