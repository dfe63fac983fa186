"""The routes: checks, jobs, quotes, scores, translations, health and figures."""

import base64
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from serve_client import GARBLED, articles, served

from mtcheck.config.settings import parse_config
from mtcheck.records import KnownQuote
from mtcheck.report.json import report_schema
from mtcheck.serve.server import Server


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[TestClient, Server]]:
    with served(quotes=(KnownQuote("bank", "Ana Lopez", "Words that were said.", aliases=("Mme Lopez",)),)) as both:
        yield both


@pytest.fixture(scope="module")
def client(running: tuple[TestClient, Server]) -> TestClient:
    return running[0]


def waited(client: TestClient, identifier: str) -> dict[str, object]:
    for _ in range(600):
        job: dict[str, object] = client.get(f"/jobs/{identifier}").json()
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.02)
    raise AssertionError("the job does not end")


def test_a_check_answers_with_the_json_report(client: TestClient) -> None:
    answer = client.post("/check", json=articles(GARBLED, "La séance est levée."))
    assert answer.status_code == 200
    report = answer.json()
    Draft202012Validator(report_schema()).validate(report)
    assert [file["path"] for file in report["files"]] == ["0.txt", "1.txt"]
    assert [finding["code"] for finding in report["files"][0]["findings"]] == ["MT201"]
    assert report["files"][1]["findings"] == []


def test_the_same_request_has_the_same_answer(client: TestClient) -> None:
    body = articles(GARBLED, "Les ministres vont à Londra.")
    assert client.post("/check", json=body).content == client.post("/check", json=body).content


def test_other_formats(client: TestClient) -> None:
    text = client.post("/check?format=text", json=articles(GARBLED))
    assert text.headers["content-type"].startswith("text/plain")
    assert "MT201" in text.text
    assert client.post("/check?format=nonsense", json=articles(GARBLED)).status_code == 422


def test_quotes_of_a_request_are_used(client: TestClient) -> None:
    text = "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez."
    quote = {
        "speaker": "Ana Lopez",
        "aliases": ["Mme Lopez"],
        "text": "We have welcomed 54 refugee families in the city.",
    }
    report = client.post("/check", json=articles(text, quotes=[quote])).json()
    assert "MT103" in [finding["code"] for finding in report["files"][0]["findings"]]
    assert "MT103" not in str(client.post("/check", json=articles(text)).json()["files"])


def test_thresholds_of_a_request(client: TestClient) -> None:
    report = client.post("/check", json=articles(GARBLED, checks={"min_confidence": 0.99})).json()
    assert report["files"][0]["findings"] == []
    wrong = client.post("/check", json=articles(GARBLED, checks={"select": ["XX"]}))
    assert wrong.status_code == 422
    assert "'XX' is no code prefix" in wrong.json()["detail"]


def test_files_are_read_in_their_format(client: TestClient) -> None:
    def sent(name: str, data: bytes) -> dict[str, object]:
        return {"documents": [{"name": name, "content": base64.b64encode(data).decode()}]}

    for data in (GARBLED.encode(), b"\xef\xbb\xbf" + GARBLED.encode()):
        (file,) = client.post("/check", json=sent("C:\\news\\a.txt", data)).json()["files"]
        assert (file["path"], len(file["findings"])) == ("a.txt", 1)
    (failed,) = client.post("/check", json=sent("a.txt", b"\0\0\0 binary")).json()["files"]
    assert failed["status"] == "failed"
    assert "binary" in failed["error"]
    assert client.post("/check", json={"documents": [{"name": "a", "content": "é"}]}).status_code == 422
    assert client.post("/check", json={"documents": [{"name": "a"}]}).status_code == 422


def test_one_bad_document_does_not_lose_the_others(client: TestClient) -> None:
    report = client.post("/check", json=articles("", GARBLED)).json()
    assert [file["status"] for file in report["files"]] == ["failed", "checked"]
    assert report["summary"]["exit_code"] == 2


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "body.documents"),
        ({"documents": []}, "body.documents"),
        ({"documents": [{"text": 1}]}, "body.documents.0.text"),
        ({"documents": [{"text": "x", "path": "/etc/passwd"}]}, "body.documents.0.path"),
        ({"documents": [{"text": "x"}], "quotes": [{"text": "x"}]}, "body.quotes.0.speaker"),
    ],
)
def test_a_wrong_body_is_named_and_not_sent_back(body: object, place: str, client: TestClient) -> None:
    answer = client.post("/check", json=body)
    assert answer.status_code == 422
    assert place in [one["place"] for one in answer.json()["detail"]]
    assert "passwd" not in answer.text


def test_half_characters_are_refused(client: TestClient) -> None:
    body = b'{"documents": [{"text": "a \\ud800 b"}]}'
    answer = client.post("/check", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert "half a character" in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"NaN"])
def test_what_is_no_json_is_refused(body: bytes, client: TestClient) -> None:
    answer = client.post("/check", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert "Traceback" not in answer.text


def test_a_job_can_be_followed_and_read_in_any_format(client: TestClient) -> None:
    begun = client.post("/jobs", json=articles(GARBLED))
    assert begun.status_code == 202
    job = waited(client, begun.json()["id"])
    assert (job["state"], job["findings"]) == ("done", 1)
    page = client.get(f"/jobs/{job['id']}/report.html")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none'")
    assert "x-frame-options" not in page.headers
    assert "feu cessé" in page.text
    assert client.get(f"/jobs/{job['id']}/report?format=json").json()["files"][0]["path"] == "0.txt"


def test_a_job_that_is_not_there(client: TestClient) -> None:
    for path in ("/jobs/none", "/jobs/none/report", "/jobs/none/report.html"):
        assert client.get(path).status_code == 404
    assert client.delete("/jobs/none").status_code == 404


def test_pairs_are_scored(client: TestClient) -> None:
    pairs = [{"source": "They signed a ceasefire.", "translation": "Ils ont signé un feu cessé."}]
    answer = client.post("/score", json={"pairs": pairs})
    assert answer.status_code == 200
    (score,) = answer.json()["scores"]
    assert 0 <= score["score"] <= 100
    assert {"spans", "omissions", "error"} < set(score)
    assert client.post("/score", json={"pairs": []}).status_code == 422


def test_sentences_are_translated(client: TestClient) -> None:
    answer = client.post("/translate", json={"texts": ["Bonjour.", ""]}).json()
    assert len(answer["translations"]) == 2
    assert answer["engine"]
    assert client.post("/translate", json={"texts": ["x"], "source": "en"}).status_code == 422
    assert client.post("/translate", json={"texts": ["x"], "source": "de"}).status_code == 422


def test_the_bank_of_quotes(client: TestClient) -> None:
    assert [quote["id"] for quote in client.get("/quotes").json()["quotes"]] == ["bank"]
    added = client.post("/quotes", json={"quotes": [{"id": "new", "speaker": "A B", "text": "Some words."}]})
    assert added.status_code == 201
    assert (
        client.post("/quotes", json={"quotes": [{"id": "new", "speaker": "A B", "text": "Others."}]}).status_code == 409
    )
    assert client.post("/quotes", json={"quotes": [{"speaker": "A", "text": " "}]}).status_code == 422
    assert len(client.get("/quotes").json()["quotes"]) == 2
    assert client.delete("/quotes/new").status_code == 204
    assert client.delete("/quotes/new").status_code == 404


def test_the_bank_has_a_limit() -> None:
    with served(max_quotes=1) as (client, _):
        quotes = [{"id": str(n), "speaker": "A", "text": f"Words {n}."} for n in range(2)]
        assert client.post("/quotes", json={"quotes": quotes}).status_code == 409
        assert client.get("/quotes").json()["quotes"] == []


def test_health_and_figures(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ready"
    client.post("/check", json=articles("La séance est levée."))
    client.get("/jobs/none")
    client.get("/no/such/route")
    figures = client.get("/metrics")
    assert figures.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = figures.text.splitlines()
    assert any(line.startswith('mtcheck_requests_total{method="POST",route="/check",status="200"} ') for line in lines)
    assert any(line.startswith('mtcheck_requests_total{method="GET",route="/jobs/{identifier}"') for line in lines)
    assert any('route="other",status="404"' in line for line in lines)
    assert not any("no/such/route" in line for line in lines)
    assert all(line.startswith("#") or len(line.rsplit(" ", 1)) == 2 for line in lines)


def test_the_description_names_every_route(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert description["openapi"].startswith("3.")
    assert {"/check", "/jobs", "/score", "/translate", "/quotes", "/health", "/metrics"} <= set(description["paths"])
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404, "its page would load scripts from elsewhere"


def test_configured_thresholds_hold() -> None:
    config = parse_config({"cache": {"enabled": False}, "checks": {"confidence": {"MT201": 0.99}}})
    with served(config) as (client, _):
        assert client.post("/check", json=articles(GARBLED)).json()["files"][0]["findings"] == []


def test_marked_and_ignored_findings_do_not_count(tmp_path: Path) -> None:
    listed = tmp_path / "mtcheck-ignore.toml"
    listed.write_text('[[ignore]]\ntext = "missiles patriotes"\nreason = "a title"\n', encoding="utf-8")
    config = parse_config({"cache": {"enabled": False}, "report": {"ignore_file": str(listed), "baseline": "gone"}})
    texts = (GARBLED.replace("cessé", "cessé [sic]"), "Ils veulent des missiles patriotes.", GARBLED)
    with served(config) as (client, _):
        data = client.post("/check", json=articles(*texts)).json()
    assert [len(file["findings"]) for file in data["files"]] == [0, 0, 1]
    assert [[item["kind"] for item in file["suppressed"]] for file in data["files"]] == [["sic"], ["ignore"], []]
    assert data["summary"]["warnings"] == []
