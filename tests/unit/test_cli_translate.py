"""The command: a line for a line, in either direction, from a file or a pipe; the engine is faked."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from mtcheck.cli import main
from mtcheck.cli import translate as command
from mtcheck.config.settings import Config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import Hypothesis

ROOT = Path(__file__).parents[2]


class Engine:
    """A fake with several hypotheses that remembers what it was asked."""

    def __init__(self) -> None:
        self.blocks: list[int] = []
        self.config = Config()
        self.fake = FakeTranslator({"Deux lignes": "two\nlines\u2028more"}, rule=str.upper)

    def build(self, config: Config, _: object) -> Engine:
        self.config = config
        return self

    def translate(self, texts: Sequence[str], **pair: Any) -> tuple[Hypothesis, ...]:
        self.blocks.append(len(texts))
        return self.fake.translate(texts, **pair)

    def translate_nbest(self, texts: Sequence[str], *, count: int, **pair: Any) -> tuple[tuple[Hypothesis, ...], ...]:
        return tuple((one,) * count if one.text else (one,) for one in self.translate(texts, **pair))


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    fake = Engine()
    monkeypatch.setattr("mtcheck.config.engines.build_translator", fake.build)
    monkeypatch.chdir(tmp_path)
    return fake


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["translate", *arguments])
    return int(caught.value.code or 0)


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="ascii"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Oui.\nNon !\n", "OUI.\nNON !\n"),
        ("Oui.\n\n  \n\nNon !", "OUI.\n\n\n\nNON !\n"),
        ("\ufeffété\r\nfin\r\n", "ÉTÉ\nFIN\n"),
        ("une\u2028seule\x0bligne\n", "UNE SEULE LIGNE\n"),
        ("Deux lignes\n", "two lines more\n"),
        ("", ""),
    ],
)
def test_a_line_for_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: str, expected: str
) -> None:
    feed(monkeypatch, data.encode())
    (tmp_path / "a.txt").write_bytes(data.encode())
    for arguments in ((), ("-",), ("a.txt",)):
        assert run("--from", "fr", "--to", "en", *arguments) == 0
        assert capsys.readouterr() == (expected, "")
        feed(monkeypatch, data.encode())


def test_scores_and_nbest(monkeypatch: pytest.MonkeyPatch, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    feed(monkeypatch, b"oui\n\nnon\n")
    assert run("--from", "en", "--to", "fr", "--nbest", "2", "--scores") == 0
    assert capsys.readouterr().out == "-0.1054\tOUI\n-0.1054\tOUI\n\t\n-0.1054\tNON\n-0.1054\tNON\n"
    assert engine.config.model.beam == 4
    feed(monkeypatch, b"oui\n")
    assert run("--from", "en", "--to", "fr", "--nbest", "6") == 0
    assert engine.config.model.beam == 6


def test_options_reach_the_engine(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    feed(monkeypatch, b"oui\n")
    assert (
        run(
            *("--from", "fr", "--to", "en", "--beam", "5", "--device", "cpu", "--engine", "transformers", "--no-cache"),
            *("--model", "some/folder"),
        )
        == 0
    )
    model = engine.config.model
    assert (model.beam, model.device, model.engine, model.name) == (5, "cpu", "transformers", "some/folder")
    assert not engine.config.cache.enabled


def test_lines_are_held_a_block_at_a_time(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.setattr(command, "_AT_ONCE", 100)
    feed(monkeypatch, b"oui\n" * 500)
    assert run("--from", "fr", "--to", "en") == 0
    assert sum(engine.blocks) == 500
    assert max(engine.blocks) == 100


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--from", "fr", "--to", "xx", "a.txt"), "the fake does not translate fr to xx"),
        (("--from", "fr", "--to", "en", "none.txt"), "none.txt: cannot be read: No such file"),
        (("--from", "fr", "--to", "en", "latin.txt"), "latin.txt:2: not UTF-8: byte 0xe9"),
        (("--from", "fr", "--to", "en", "--beam", "1", "--nbest", "2", "a.txt"), "--nbest: 2 translations need"),
        (("--from", "fr", "--to", "en", "--engine", "marian", "a.txt"), "--engine: unknown engine 'marian'"),
        (("--from", "fr", "--to", "en", "--beam", "0", "a.txt"), "--beam: 0 is out of range"),
    ],
)
def test_what_is_wrong_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    (tmp_path / "a.txt").write_text("Oui.\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("oui\nété\n".encode("latin-1"))
    assert run(*arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"mtcheck: error: {expected}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), ("--from", "fr"), ("--to", "en"), ("--from", "fr", "--to", "en", "--nbest", "0")]
)
def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2
    assert "Usage: mtcheck translate" in capsys.readouterr().err


def _listen() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_cleanly_and_goes_on(tmp_path: Path, number: signal.Signals, code: int) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "caches"), "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-m", "mtcheck", "translate", "--from", "fr", "--to", "en"]
    lines = "".join(f"Le chat numéro {line} dort.\n" for line in range(32))
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
        # a shell starts background jobs with SIGINT ignored, and children inherit that
        preexec_fn=_listen,  # noqa: PLW1509 - no threads run here
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(lines)
    process.stdin.flush()
    first = [process.stdout.readline() for _ in range(32)]  # the first block is out, the next is waited for
    process.send_signal(number)
    _, complaints = process.communicate(timeout=30)
    assert process.returncode == code
    assert complaints == ("mtcheck: interrupted\n" if number is signal.SIGINT else "")
    began = time.perf_counter()
    again = subprocess.run(
        [*arguments, "--scores"], input=lines, capture_output=True, text=True, env=environment, cwd=tmp_path, check=True
    ).stdout
    assert [re.sub(r"^-\d+\.\d+\t", "", line) for line in again.splitlines(keepends=True)] == first
    assert time.perf_counter() - began < 30
