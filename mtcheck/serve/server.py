"""What the routes share: the worker, the model's service, the bank, the figures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from fastapi import HTTPException, Request

from mtcheck.config.settings import Config
from mtcheck.engines.base import Translator
from mtcheck.errors import ConfigError, InputError, MtcheckError
from mtcheck.language.messages import gettext
from mtcheck.records import KnownQuote
from mtcheck.serve.bank import ServedBank
from mtcheck.serve.metrics import Metrics
from mtcheck.serve.service import Service
from mtcheck.serve.settings import ServeSettings
from mtcheck.serve.worker import ClosingError, Job, QueueFullError, StoppedError, Worker

_LOOK = 0.5  # seconds between two looks whether the caller is still there


class Server:
    """What the routes share: the worker, the model's service, the bank, the figures."""

    def __init__(
        self, settings: ServeSettings, config: Config, quotes: tuple[KnownQuote, ...], translator: Translator | None
    ) -> None:
        self.settings, self.config = settings, config
        self.metrics = Metrics()
        self.bank = ServedBank(quotes, settings.max_quotes, settings.saved_in)
        self.service = Service(config, translator)
        self.worker = Worker(waiting=settings.waiting, kept=settings.kept, kept_seconds=settings.kept_seconds)
        self.warming: Job | None = None

    def submit(self, kind: str, work: Callable[[Job], Any], *, keep: bool = True, limit: float | None = None) -> Job:
        """Queue work.

        Raises:
            HTTPException: 429 where too much waits already, 503 where the server is about to end.
        """
        try:
            job = self.worker.submit(kind, work, limit=limit or self.settings.time_limit, keep=keep)
        except QueueFullError:
            raise HTTPException(429, gettext("busy: too many requests wait already"), {"retry-after": "5"}) from None
        except ClosingError:
            raise HTTPException(503, gettext("the server is about to end"), {"retry-after": "30"}) from None
        job.future.add_done_callback(lambda future: self.metrics.job(kind, _outcome(future)))
        return job

    async def answer(self, request: Request, kind: str, work: Callable[[Job], Any]) -> Any:
        """Queue work and wait for it, as long as the caller waits.

        Raises:
            HTTPException: The work failed, took too long, or was never begun.
        """
        job = self.submit(kind, work, keep=False)
        waiting = asyncio.wrap_future(job.future)
        waiting.add_done_callback(lambda future: future.cancelled() or future.exception())  # seen, whoever is left
        try:
            while not (await asyncio.wait({waiting}, timeout=_LOOK))[0]:
                if await request.is_disconnected():
                    raise HTTPException(499, gettext("the caller has gone"))
                if job.is_late:  # the answer is due, even where a library's call is still waited for
                    raise as_http(job.late())
        finally:
            if not waiting.done():
                job.stop()
        try:
            return waiting.result()
        except Exception as error:
            raise as_http(error) from error


def _outcome(future: Future[Any]) -> str:
    return "stopped" if future.cancelled() else "failed" if future.exception() else "done"


def as_http(error: BaseException) -> HTTPException:
    """Say to a caller what went wrong, without a word on how the server is made."""
    if isinstance(error, StoppedError):
        return HTTPException(504, str(error))
    if isinstance(error, InputError):
        return HTTPException(422, str(error))
    if isinstance(error, ConfigError):
        return HTTPException(422, f"{error.key}: {error.message}" if error.key else str(error.message))
    if isinstance(error, MtcheckError):
        return HTTPException(503, gettext("the engine failed ({kind})", kind=type(error).__name__))
    raise error
