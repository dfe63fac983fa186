"""The server's application with the fake engine, and a client that calls it as a browser on this machine does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from fastapi.testclient import TestClient

from mtcheck.config.settings import Config, parse_config
from mtcheck.engines.base import Translator
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import KnownQuote
from mtcheck.serve.app import create_app
from mtcheck.serve.server import Server
from mtcheck.serve.settings import ServeSettings

TOKEN = "a-token-of-many-letters"
GARBLED = "Ils ont signé un feu cessé hier soir."
Serving = Callable[..., tuple[TestClient, Server]]


@contextmanager
def served(
    config: Config | None = None,
    quotes: tuple[KnownQuote, ...] = (),
    translator: Translator | None = None,
    **settings: Any,
) -> Iterator[tuple[TestClient, Server]]:
    """Start the application; it has warmed up when it is given."""
    config = config or parse_config({"cache": {"enabled": False}})
    application, server = create_app(ServeSettings(**settings), config, quotes, translator or FakeTranslator())
    client = TestClient(application, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)
    with ExitStack() as stack:
        stack.enter_context(client)
        assert server.warming is not None
        server.warming.future.result(60)
        yield client, server


def articles(*texts: str, **more: object) -> dict[str, object]:
    """Return the body of a check."""
    return {"documents": [{"name": f"{n}.txt", "text": text} for n, text in enumerate(texts)], **more}
