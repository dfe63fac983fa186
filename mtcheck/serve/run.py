"""Listening, and ending in good order."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial

import uvicorn

from mtcheck.config.settings import Config
from mtcheck.engines.base import Translator
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message
from mtcheck.records import KnownQuote
from mtcheck.serve.app import create_app
from mtcheck.serve.connections import Connection, Connections
from mtcheck.serve.settings import ServeSettings

_PATIENCE = 10  # seconds in which requests may finish once the server is told to end


def serve(
    settings: ServeSettings,
    config: Config,
    quotes: tuple[KnownQuote, ...] = (),
    translator: Translator | None = None,
    *,
    debug: bool = False,
) -> None:
    """Listen until an interrupt or a termination signal; the second one does not wait for requests to finish.

    Raises:
        ConfigError: The address cannot be listened on.
    """
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listener = socket.create_server(
            (settings.host.strip("[]"), settings.port), family=family, backlog=settings.connections
        )
    except (OSError, OverflowError) as error:
        message = Message(
            "cannot listen on {host}:{port}: {error}",
            host=settings.host,
            port=settings.port,
            error=str(getattr(error, "strerror", None) or error),
        )
        raise ConfigError(message, key="--port") from error
    with listener:
        asyncio.run(_serve(listener, settings, config, quotes, translator, debug=debug))


async def _serve(
    listener: socket.socket,
    settings: ServeSettings,
    config: Config,
    quotes: tuple[KnownQuote, ...],
    translator: Translator | None,
    *,
    debug: bool,
) -> None:
    application, _ = create_app(settings, config, quotes, translator, debug=debug)
    server = _Server(
        uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=_PATIENCE,
            h11_max_incomplete_event_size=32 * 1024,
            http=partial(Connection, shared=Connections(settings)),  # type: ignore[arg-type]
            ws="none",
            lifespan="on",
        )
    )

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(f"mtcheck: serving at http://{shown}:{port}/ (Ctrl+C ends it)", file=sys.stderr, flush=True)  # noqa: T201
    await server.serve(sockets=[listener])
    print("mtcheck: ended", file=sys.stderr)  # noqa: T201


class _Server(uvicorn.Server):
    """Leaves the signals to us: uvicorn would raise them again once it has ended, and the exit code would be theirs."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Do not capture signals."""
        yield
