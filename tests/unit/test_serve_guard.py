"""Who may ask, and how much: host, origin, token, size, time, queue; nothing of the server's making is told."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from serve_client import GARBLED, TOKEN, articles, served

from mtcheck.config.settings import parse_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ConfigError, TranslatorError
from mtcheck.records import Hypothesis, TokenScores
from mtcheck.serve.app import PAGE, create_app
from mtcheck.serve.guard import Guard
from mtcheck.serve.metrics import Metrics
from mtcheck.serve.settings import ServeSettings


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with served(max_body=20_000) as (client, _):
        yield client


def test_headers_keep_browsers_careful(client: TestClient) -> None:
    for path in ("/", "/health", "/none", "/page/start.js", "/openapi.json"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    assert "http" not in page.replace('placeholder="https://"', "")
    for name in ("page.css", "start.js"):
        assert f"/page/{name}" in page
    for name in PAGE:
        assert "http" not in client.get(f"/page/{name}").text.replace("http://www.w3.org/2000/svg", "")
    assert client.get("/page/../settings.py").status_code == 404
    assert client.get("/page/%2e%2e/settings.py").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8765", "[::2]"])
def test_other_names_are_refused(host: str, client: TestClient) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "LOCALHOST", "[::1]:8765"])
def test_own_names_are_known(host: str, client: TestClient) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_of_other_sites_are_refused(headers: dict[str, str], client: TestClient) -> None:
    for method, path in (("POST", "/check"), ("POST", "/quotes"), ("DELETE", "/quotes/x")):
        answer = client.request(method, path, headers={"content-type": "application/json", **headers}, content=b"{}")
        assert answer.status_code == 403


def test_the_own_page_is_let_through(client: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
    assert client.post("/translate", json={"texts": ["Oui."]}, headers=headers).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_forms_are_refused(kind: str, client: TestClient) -> None:
    answer = client.post("/translate", content=b'{"texts": ["Oui."]}', headers={"content-type": kind} if kind else {})
    assert answer.status_code == 415


def test_large_bodies_are_refused(client: TestClient) -> None:
    assert client.post("/check", json=articles("x" * 30_000)).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 1000

    answer = client.post("/check", content=chunks(), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert client.get("/health", headers={"content-length": "-5"}).status_code in {400, 413}


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def send(message: Any) -> None:
        said.append(message)

    async def application(*_: Any) -> None:
        raise AssertionError

    guard = Guard(application, ServeSettings(read_limit=0.05), Metrics())
    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/check", "headers": headers}
    with ThreadPoolExecutor(1) as pool:  # a browser driven by another test keeps a loop running in this thread
        pool.submit(lambda: asyncio.run(guard(scope, receive, send))).result(timeout=30)
    assert said[0]["status"] == 408


def test_a_token_is_asked_for_where_one_is_set() -> None:
    with served(token=TOKEN) as (client, _):
        for path in ("/", "/health", "/openapi.json", "/page/page.css"):
            assert client.get(path).status_code == 200
        assert 'data-token="true"' in client.get("/").text
        for given in (
            None,
            "Bearer wrong-token-of-many-letters",
            f"Basic {TOKEN}",
            TOKEN,
            f"Bearer {TOKEN}x",
            "Bearer é",
        ):
            headers = {} if given is None else {b"authorization": given.encode()}
            answer = client.get("/quotes", headers=headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert TOKEN not in answer.text
            assert client.get("/metrics", headers=headers).status_code == 401
        right = {"authorization": f"Bearer {TOKEN}"}
        assert client.get("/quotes", headers=right).status_code == 200
        assert client.post("/check", json=articles(GARBLED), headers=right).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])
def test_other_addresses_need_a_token(host: str) -> None:
    with pytest.raises(ConfigError, match="a token is needed"):
        ServeSettings(host=host)
    assert ServeSettings(host=host, token=TOKEN).token == TOKEN


@pytest.mark.parametrize("token", ["short", "a token with spaces in it", "ééééééééééééééééééééé"])
def test_weak_tokens_are_refused(token: str) -> None:
    with pytest.raises(ConfigError, match="token"):
        ServeSettings(token=token)


def test_names_of_other_addresses() -> None:
    assert ServeSettings(host="0.0.0.0", token=TOKEN).allowed_hosts() is None
    named = ServeSettings(host="0.0.0.0", token=TOKEN, names=("News.example",)).allowed_hosts()
    assert named is not None
    assert {"news.example", "localhost"} <= named
    assert ServeSettings(host="192.0.2.1", token=TOKEN).allowed_hosts() == frozenset({"192.0.2.1"})


class Engine:
    """The fake engine, that can be held up, or made to fail as a library does."""

    signature = "held"

    def __init__(self) -> None:
        self.fake = FakeTranslator()
        self.gate, self.entered = threading.Event(), threading.Event()
        self.gate.set()
        self.error: Exception | None = None

    def hold(self) -> None:
        self.gate.clear()
        self.entered.clear()

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        self.entered.set()
        self.gate.wait(30)
        if self.error is not None:
            raise self.error
        return self.fake.translate(texts, source_lang=source_lang, target_lang=target_lang)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        return self.fake.score(pairs, source_lang=source_lang, target_lang=target_lang)


def test_a_full_queue_turns_requests_away() -> None:
    slow = Engine()
    with served(translator=slow, waiting=2) as (client, server):
        slow.hold()
        first = client.post("/jobs", json=articles(GARBLED)).json()["id"]
        assert slow.entered.wait(10)
        others = [client.post("/jobs", json=articles(GARBLED)).status_code for _ in range(3)]
        assert others == [202, 202, 429]
        refused = client.post("/translate", json={"texts": ["Oui."]})
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "5"
        assert client.get("/health").status_code == 200
        slow.gate.set()
        job = server.worker.job(first)
        assert job is not None
        job.future.result(30)
        assert client.get(f"/jobs/{first}").json()["state"] == "done"


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait until something holds; false where it does not come to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


# the interruption may meet a generator that is being closed, where Python can only report it
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_work_that_takes_too_long_is_given_up() -> None:
    slow = Engine()
    with served(translator=slow, time_limit=0.05) as (client, server):
        slow.hold()
        threading.Timer(0.2, slow.gate.set).start()
        text = " ".join(f"Un réunion a eu lieu le {n} mai." for n in range(40))
        answer = client.post("/check", json=articles(text))
        assert answer.status_code == 504
        assert answer.json()["detail"] == "not finished within 0.05 seconds"
        assert until(lambda: server.worker.running is None)


def test_a_job_can_be_stopped() -> None:
    slow = Engine()
    with served(translator=slow) as (client, _):
        slow.hold()
        text = " ".join(f"Un réunion a eu lieu le {n} mai." for n in range(40))
        identifier = client.post("/jobs", json=articles(text)).json()["id"]
        assert slow.entered.wait(10)
        assert client.get(f"/jobs/{identifier}").json()["stage"] == "translating"
        assert client.delete(f"/jobs/{identifier}").status_code == 204
        slow.gate.set()
        for _ in range(6000):
            job = client.get(f"/jobs/{identifier}").json()
            if job["state"] == "failed":
                break
            time.sleep(0.01)
        assert job["error"] == "given up"
        assert client.get(f"/jobs/{identifier}/report").status_code == 504


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("secret /home/x"), 500), (TranslatorError("secret /home/x"), 503)]
)
def test_faults_are_told_without_how_the_server_is_made(
    error: Exception, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Engine()
    with served(translator=broken) as (client, _):
        broken.error = error
        for path, body in (("/check", articles(GARBLED)), ("/translate", {"texts": ["Oui."]})):
            answer = client.post(path, json=body)
            contained = path == "/check" and status == 500  # the fault of one document, told in the report
            assert answer.status_code == (200 if contained else status)
            assert not contained or "a fault of the server" in answer.json()["files"][0]["error"]
            assert "secret" not in answer.text
            assert "Traceback" not in answer.text
        identifier = client.post("/jobs", json=articles(GARBLED)).json()["id"]
        for _ in range(6000):
            job = client.get(f"/jobs/{identifier}").json()
            if job["state"] in {"failed", "done"}:
                break
            time.sleep(0.01)
        assert "secret" not in str(job)
        broken.error = None
        assert client.post("/translate", json={"texts": ["Oui."]}).status_code == 200, "the worker lives on"
    assert "secret" not in capsys.readouterr().err


def test_an_engine_that_cannot_be_loaded_is_a_failed_server() -> None:
    broken = Engine()
    broken.error = TranslatorError("no weights")
    application, server = create_app(ServeSettings(), parse_config({"cache": {"enabled": False}}), translator=broken)
    with TestClient(application, base_url="http://127.0.0.1") as client:
        assert server.warming is not None
        server.warming.future.exception(30)
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["status"]) == (503, "failed")


def test_while_the_model_is_loaded_requests_wait_for_it() -> None:
    slow = Engine()
    slow.hold()
    config = parse_config({"cache": {"enabled": False}})
    application, server = create_app(ServeSettings(waiting=2, time_limit=20), config, translator=slow)
    with (
        TestClient(application, base_url="http://127.0.0.1") as client,
        ThreadPoolExecutor(2) as callers,
    ):
        assert slow.entered.wait(60)
        for path, status in (("/health", "loading"), ("/", None), ("/metrics", None)):
            answer = client.get(path)
            assert answer.status_code == 200
            assert status is None or answer.json()["status"] == status
        checked = callers.submit(client.post, "/check", json=articles(GARBLED))
        translated = callers.submit(client.post, "/translate", json={"texts": ["Oui."]})
        assert until(lambda: server.worker.length == 2)
        refused = client.post("/check", json=articles(GARBLED))
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
        assert not checked.done()
        slow.gate.set()
        assert checked.result(60).json()["files"][0]["status"] == "checked"
        assert translated.result(60).status_code == 200
        assert client.get("/health").json()["status"] == "ready"


def test_who_waited_for_a_model_that_cannot_be_loaded_is_told() -> None:
    broken = Engine()
    broken.hold()
    broken.error = TranslatorError("secret /home/x")
    config = parse_config({"cache": {"enabled": False}})
    application, _ = create_app(ServeSettings(), config, translator=broken)
    with TestClient(application, base_url="http://127.0.0.1") as client, ThreadPoolExecutor(1) as callers:
        assert broken.entered.wait(60)
        waiting = callers.submit(client.post, "/translate", json={"texts": ["Oui."]})
        broken.gate.set()
        answer = waiting.result(60)
        assert (answer.status_code, "secret" in answer.text) == (503, False)
