"""The command itself: it listens, answers, and ends in good order when it is told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mtcheck.cli import main

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PROGRAM = """
import mtcheck.config.engines, sys
from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
mtcheck.config.engines.build_translator = lambda *_: FakeTranslator()
main(["serve", "--port", "0", *sys.argv[1:]])
"""


@contextmanager
def listening(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command with the fake engine, on a free port."""
    environment = {**os.environ, "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert "serving at http://127.0.0.1:" in line, line
        yield process, line.split()[3]
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        process.stderr.close()


def ask(url: str, body: object = None) -> object:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with DIRECT.open(request, timeout=60) as answer:
        return json.loads(answer.read())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_ends_in_good_order(number: signal.Signals) -> None:
    with listening() as (process, address):
        answer = ask(f"{address}translate", {"texts": ["Bonjour."]})
        assert isinstance(answer, dict)
        assert len(answer["translations"]) == 1
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == "mtcheck: ended\n"


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(["serve", *arguments])
    return caught.value.code


def test_another_address_without_a_token_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MTCHECK_TOKEN", raising=False)
    assert run("--host", "0.0.0.0") == 2
    assert "a token is needed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read"),
        (b"short\n", "shorter than 16"),
        (b"a token with spaces in it", "printable ASCII"),
        (b"\xe9" * 20, "not UTF-8: byte at offset 0"),
    ],
)
def test_a_token_file_that_cannot_be_used_is_named(
    content: bytes | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    assert run("--token-file", str(file)) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"mtcheck: error: {file}: --token-file: ")
    assert told in error


def test_a_weak_token_of_the_environment_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTCHECK_TOKEN", "short")
    assert run() == 2
    assert capsys.readouterr().err.startswith("mtcheck: error: MTCHECK_TOKEN: the token is shorter than 16")


def test_a_port_that_is_taken_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run("--port", str(taken.getsockname()[1])) == 2
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err


def test_the_missing_extra_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert run() == 2
    assert "pip install 'mtcheck[serve]'" in capsys.readouterr().err
