"""The server's own limits: heads and connections, work that does not end, and nothing of its own disk in a report."""

from __future__ import annotations

import asyncio
import base64
import socket
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from serve_client import GARBLED, TOKEN, served
from test_serve_run import ask, listening

from mtcheck.errors import ConfigError
from mtcheck.records import KnownQuote
from mtcheck.serve.connections import Connection, Connections
from mtcheck.serve.settings import ServeSettings
from mtcheck.serve.worker import Job, StoppedError, Worker


def spin(_: Job) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        sum(range(1000))


def test_work_without_steps_is_ended_in_time() -> None:
    worker = Worker(waiting=2, kept=2, kept_seconds=60)
    begun = time.monotonic()
    jobs = [worker.submit("x", spin, limit=0.5), worker.submit("x", lambda _: 7, limit=5)]
    with pytest.raises(StoppedError, match=r"not finished within 0\.5 seconds"):
        jobs[0].future.result(20)
    assert jobs[1].future.result(20) == 7
    assert time.monotonic() - begun < 10
    assert worker.close()


def test_an_answer_comes_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(time_limit=1.0) as (client, server):
        monkeypatch.setattr(server.service, "translate", lambda job, *_: spin(job))
        begun = time.monotonic()
        answer = client.post("/translate", json={"texts": ["Bonjour."]})
        assert answer.status_code == 504
        assert time.monotonic() - begun < 8


def test_nothing_of_the_servers_disk_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text("<!-- mtcheck: ignore-file[MT2] a secret of this disk -->", encoding="utf-8")
    page = f"<html><body><article><p>{GARBLED} Le maire a présenté le budget de la ville.</p></article></body></html>"
    with served() as (client, _):
        sent = {"documents": [{"name": "a.html", "content": base64.b64encode(page.encode()).decode()}]}
        answer = client.post("/check", json=sent)
        assert [finding["code"] for finding in answer.json()["files"][0]["findings"]] == ["MT201"]
        assert "secret" not in answer.text
        own = page.replace("<article>", "<article><!-- mtcheck: ignore-file[MT2] the article's own -->")
        sent = {"documents": [{"name": "a.html", "content": base64.b64encode(own.encode()).decode()}]}
        file = client.post("/check", json=sent).json()["files"][0]
        assert file["findings"] == []
        assert [item["reason"] for item in file["suppressed"]] == ["the article's own"]


@pytest.mark.parametrize("identifier", ["a/b", "a//b", "/a", "q?x#y", "a b", "é/ü", "quotes/a"])
def test_quotes_of_any_id_are_deleted(identifier: str) -> None:
    from urllib.parse import quote

    with served(quotes=(KnownQuote(identifier, "Ana", "Words that were said."),)) as (client, _):
        assert client.delete(f"/quotes/{quote(identifier, safe='')}").status_code == 204
        assert client.get("/quotes").json()["quotes"] == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_who_can_be_reached_by_others_needs_a_token(host: str) -> None:
    with pytest.raises(ConfigError, match="a token is needed"):
        ServeSettings(host=host)
    assert ServeSettings(host=host, token=TOKEN).token == TOKEN


def test_half_open_heads_close_the_page_for_nobody() -> None:
    with listening() as (_, address):
        port = int(address.rstrip("/").rpartition(":")[2])
        held: list[socket.socket] = []
        try:
            for _number in range(150):
                opened = socket.create_connection(("127.0.0.1", port), 10)
                opened.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Never: ")
                held.append(opened)
            answer = ask(f"{address}health")
            assert isinstance(answer, dict)
            assert answer["status"] in {"loading", "ready"}
        finally:
            for opened in held:
                opened.close()


@asynccontextmanager
async def listened(application: Any, settings: ServeSettings) -> AsyncIterator[tuple[str, int]]:
    """Serve an application by the protocol alone."""
    config = uvicorn.Config(application, http=partial(Connection, shared=Connections(settings)), lifespan="off")  # type: ignore[arg-type]
    config.load()
    state = uvicorn.server.ServerState()
    listener = await asyncio.get_running_loop().create_server(
        lambda: config.http_protocol_class(config=config, server_state=state, app_state={}),  # type: ignore[call-arg]
        "127.0.0.1",
        0,
    )
    try:
        yield listener.sockets[0].getsockname()
    finally:
        listener.close()


def in_a_loop_of_its_own(work: Any) -> Any:
    """Run a coroutine in another thread: the tests of the page leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work)).result(timeout=60)


def test_a_head_has_its_time() -> None:
    """A dripped head does not begin its time anew."""

    async def application(scope: dict[str, object], receive: object, send: object) -> None:
        raise AssertionError("no request is whole")

    async def run() -> float:
        loop = asyncio.get_running_loop()
        async with listened(application, ServeSettings(head_limit=0.5)) as address:
            reader, writer = await asyncio.open_connection(*address)
            begun = loop.time()
            ended = asyncio.ensure_future(reader.read())
            while not ended.done() and loop.time() - begun < 10:
                writer.write(b"GET / HTTP/1.1\r\n" if loop.time() == begun else b"x")
                await asyncio.sleep(0.05)
            took = loop.time() - begun
            writer.close()
            ended.cancel()
            return took

    assert 0.4 < in_a_loop_of_its_own(run()) < 5


@pytest.mark.parametrize("taken", [False, True])
def test_an_answer_that_nobody_takes_is_not_kept(taken: bool) -> None:
    size, answered = 30_000_000, []

    async def application(scope: dict[str, object], receive: Any, send: Any) -> None:
        length = [(b"content-length", str(size).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": b"x" * size})
        answered.append(scope["path"])

    async def run() -> int:
        async with listened(application, ServeSettings(write_limit=0.5)) as address:
            reader, writer = await asyncio.open_connection(*address)
            writer.write(b"GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            found = len(await reader.read()) if taken else 0
            end = asyncio.get_running_loop().time() + 10
            while not answered and asyncio.get_running_loop().time() < end:
                await asyncio.sleep(0.05)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            return found

    assert (in_a_loop_of_its_own(run()) > size) is taken
    assert answered == ["/a"]
