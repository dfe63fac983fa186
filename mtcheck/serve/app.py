"""The routes: a page, and the interface behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from markupsafe import Markup
from starlette.exceptions import HTTPException as StarletteHTTPException

from mtcheck import __version__
from mtcheck.config.settings import Config
from mtcheck.engines.base import Translator
from mtcheck.language.catalogue import script_texts
from mtcheck.language.markup import spoken
from mtcheck.language.messages import gettext, language
from mtcheck.records import KnownQuote
from mtcheck.serve.bank import add_quotes
from mtcheck.serve.bodies import (
    ScoreBody,
    Scores,
    TranslateBody,
    Translations,
)
from mtcheck.serve.checks import add_checks
from mtcheck.serve.guard import Guard
from mtcheck.serve.server import Server
from mtcheck.serve.settings import ServeSettings
from mtcheck.serve.worker import State

if TYPE_CHECKING:
    from jinja2 import Template

PAGE = {"page.css": "text/css", "icon.svg": "image/svg+xml"} | {
    f"{name}.js": "text/javascript" for name in ("start", "server", "editor", "findings", "uploads", "texts")
}
_LOADING = 900.0  # seconds in which the model must have been loaded


def create_app(
    settings: ServeSettings,
    config: Config,
    quotes: tuple[KnownQuote, ...] = (),
    translator: Translator | None = None,
    *,
    debug: bool = False,
) -> tuple[Guard, Server]:
    """Make the application.

    Args:
        settings: Where it listens, and the limits.
        config: Names the model and the thresholds.
        quotes: Known quotes that the bank starts with.
        translator: The engine to use in place of the configured one.
        debug: Whether faults are logged with their traceback.

    Returns:
        The application behind its guard, and what its routes share.
    """
    server = Server(settings, config, quotes, translator)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        server.warming = server.submit("warm", server.service.warm, limit=_LOADING)
        yield
        await asyncio.to_thread(server.worker.close)

    app = FastAPI(
        title="mtcheck",
        version=__version__,
        summary="Finds garbled renderings in French translations of known English statements",
        lifespan=lifespan,
        docs_url=None,  # the usual page for it would load its scripts from elsewhere
        redoc_url=None,
    )
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(Exception, _failed)
    _add_page(app, server)
    add_checks(app, server)
    add_quotes(app, server.bank)
    _add_engine(app, server)
    _add_figures(app, server)
    return Guard(app, settings, server.metrics, debug=debug), server


def _add_page(app: FastAPI, server: Server) -> None:
    folder = files("mtcheck.serve").joinpath("page")

    @app.get("/", include_in_schema=False)
    def page() -> Response:
        texts = json.dumps(script_texts(language()), separators=(",", ":")).replace("<", "\\u003c")
        html = _template().render(
            language=language(),
            texts=Markup(texts),
            token="true" if server.settings.token is not None else "false",
            saves="true" if server.settings.saved_in is not None else "false",
        )
        return Response(html, media_type="text/html", headers={"vary": "Accept-Language"})

    @app.get("/page/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        if name not in PAGE:
            raise HTTPException(404, gettext("not found"))
        return Response(folder.joinpath(name).read_bytes(), media_type=PAGE[name])


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mtcheck.serve", "page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals |= spoken()
    return environment.get_template("index.html.jinja")


def _add_engine(app: FastAPI, server: Server) -> None:
    @app.post("/score", summary="Score French translations of English sentences", tags=["engine"])
    async def score(body: ScoreBody, request: Request) -> Scores:
        pairs = [(pair.source, pair.translation) for pair in body.pairs]
        found = await server.answer(request, "score", lambda job: server.service.score(job, pairs, body.threshold))
        return Scores(engine=server.service.signature, scores=found)

    @app.post("/translate", summary="Translate sentences", tags=["engine"])
    async def translate(body: TranslateBody, request: Request) -> Translations:
        pair = (body.source, body.target)
        if body.source == body.target:
            raise HTTPException(422, gettext("source and target are the same language"))
        found = await server.answer(request, "translate", lambda job: server.service.translate(job, body.texts, pair))
        return Translations(engine=server.service.signature, translations=found)


def _add_figures(app: FastAPI, server: Server) -> None:
    @app.get("/health", summary="Whether the server can answer", tags=["server"])
    async def health() -> JSONResponse:
        failed = server.warming is not None and server.warming.state is State.FAILED
        status = "failed" if failed else "ready" if server.service.ready else "loading"
        return JSONResponse({"status": status, "version": __version__}, 503 if failed else 200)

    @app.get("/metrics", summary="Figures for Prometheus", tags=["server"])
    async def metrics() -> Response:
        worker = server.worker
        text = server.metrics.text(
            waiting=worker.length, running=int(worker.running is not None), quotes=len(server.bank.all())
        )
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with a body, without sending it back."""
    assert isinstance(error, RequestValidationError)
    told = [{"place": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors()[:20]]
    return JSONResponse({"detail": told}, 422)


async def _failed(_: Request, error: Exception) -> JSONResponse:
    """Answer for a fault of the server; the guard logs it."""
    return JSONResponse({"detail": "a fault of the server; its log says more"}, 500)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)
