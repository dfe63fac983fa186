"""The routes that check articles: at once, or as a job that can be followed."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Request, Response

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, gettext
from mtcheck.readers.discovery import Source
from mtcheck.records import Document, KnownQuote, Report
from mtcheck.run.pipeline import PipelineOptions
from mtcheck.serve.bank import quotes_of
from mtcheck.serve.bodies import CheckBody, JobAnswer, SentDocument
from mtcheck.serve.guard import REPORT_POLICY
from mtcheck.serve.server import Server, as_http
from mtcheck.serve.service import options_of, rendered
from mtcheck.serve.uploads import read_upload, text_document
from mtcheck.serve.view import view
from mtcheck.serve.worker import Job, State, StoppedError

_MEDIA = {"html": "text/html", "json": "application/json", "sarif": "application/json", "junit": "application/xml"}


def add_checks(app: FastAPI, server: Server) -> None:
    """Add the routes that check."""

    def prepared(body: CheckBody) -> Callable[[Job], Report]:
        options = _options(server, body)
        quotes = _joined(server.bank.all(), quotes_of(body.quotes))
        sent = [(document.name, _content(document)) for document in body.documents]

        def work(job: Job) -> Report:
            job.stage = "reading"
            sources: list[Document | Source] = []
            for name, content in sent:
                job.step()
                if isinstance(content, bytes):
                    sources += read_upload(name, content, server.settings.max_body)
                else:
                    sources.append(text_document(name, content))
            return server.service.check(job, sources, quotes, options)

        return work

    @app.post("/check", summary="Check articles, and wait for the report", tags=["checks"])
    async def check(
        body: CheckBody, request: Request, form: Annotated[str, Query(alias="format")] = "json"
    ) -> Response:
        work = prepared(body)
        _require_form(form)
        text = await server.answer(request, "check", lambda job: rendered(work(job), form))
        return _report_response(text, form)

    @app.post("/jobs", status_code=202, summary="Begin to check articles", tags=["checks"])
    async def begin(body: CheckBody) -> JobAnswer:
        return _job_answer(server.submit("check", prepared(body)))

    @app.get("/jobs/{identifier}", summary="How far a check has come", tags=["checks"])
    async def look(identifier: str) -> JobAnswer:
        return _job_answer(_job(server, identifier))

    @app.delete("/jobs/{identifier}", status_code=204, summary="Give a check up", tags=["checks"])
    async def give_up(identifier: str) -> Response:
        _job(server, identifier).stop()
        return Response(status_code=204)

    @app.get("/jobs/{identifier}/report.html", summary="The report as a page", tags=["checks"])
    def page(identifier: str) -> Response:
        return _report_response(rendered(_report(server, identifier), "html"), "html")

    @app.get("/jobs/{identifier}/view", include_in_schema=False)
    def shown(identifier: str) -> Response:
        return Response(json.dumps(view(_report(server, identifier))), media_type="application/json")

    @app.get("/jobs/{identifier}/report", summary="The report in any format", tags=["checks"])
    def report(identifier: str, form: Annotated[str, Query(alias="format")] = "json") -> Response:
        _require_form(form)
        return _report_response(rendered(_report(server, identifier), form), form)


def _options(server: Server, body: CheckBody) -> PipelineOptions:
    try:
        return options_of(server.config, body.checks.model_dump())
    except ConfigError as error:
        raise as_http(error) from error


def _joined(bank: tuple[KnownQuote, ...], own: tuple[KnownQuote, ...]) -> tuple[KnownQuote, ...]:
    """Join the request's quotes to those of the bank; of two with the same id the request's counts."""
    return tuple({quote.id: quote for quote in (*bank, *own)}.values())


def _content(sent: SentDocument) -> str | bytes:
    if (sent.text is None) == (sent.content is None):
        raise HTTPException(422, gettext("{name}: give either text or content", name=sent.name))
    if sent.content is None:
        return sent.text or ""
    try:
        return base64.b64decode(sent.content, validate=True)
    except (binascii.Error, ValueError):
        raise HTTPException(422, gettext("{name}: content is not base64", name=sent.name)) from None


def _job(server: Server, identifier: str) -> Job:
    job = server.worker.job(identifier)
    if job is None or job.kind != "check":
        raise HTTPException(404, gettext("no such check, or no longer kept"))
    return job


def _report(server: Server, identifier: str) -> Report:
    job = _job(server, identifier)
    if job.state in {State.WAITING, State.RUNNING}:
        raise HTTPException(409, gettext("not finished yet"))
    try:
        found = job.future.result(timeout=1)
    except Exception as error:
        raise as_http(error) from error
    assert isinstance(found, Report), "checks that are kept give reports"
    return found


def _job_answer(job: Job) -> JobAnswer:
    answer = JobAnswer(id=job.id, state=job.state.value, stage=job.stage, done=job.done, total=job.total)
    if job.state is State.DONE and isinstance(found := job.future.result(timeout=1), Report):
        answer.findings = len(found.findings)
    if job.state is State.FAILED:
        try:
            answer.error = str(as_http(job.future.exception(timeout=1) or StoppedError(Message("given up"))).detail)
        except Exception:  # a fault of the server's own: what it is, is for the log
            answer.error = gettext("a fault of the server")
    return answer


def _require_form(form: str) -> None:
    from mtcheck.report.registry import reporter_names

    if form not in reporter_names():
        raise HTTPException(
            422, gettext("there is no format {form!r}; there are {known}", form=form, known=reporter_names())
        )


def _report_response(text: str, form: str) -> Response:
    headers = {"content-security-policy": REPORT_POLICY} if form == "html" else None
    return Response(
        text.encode("utf-8", "backslashreplace"), media_type=_MEDIA.get(form, "text/plain"), headers=headers
    )
