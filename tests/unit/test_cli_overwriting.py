"""Nothing that is read is overwritten, whatever its name: the command refuses before anything is done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator

ARTICLE = "La séance est levée.\n"
QUOTE = json.dumps({"id": "q", "speaker": "Ana", "text": "We agreed on it."}) + "\n"
PLUGIN = """\
class OwnCheck:
    rules = ()

    def check(self, evidence):
        return iter(())
"""


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.chdir(tmp_path)
    Path("d/e").mkdir(parents=True)
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    Path("d/b.html").write_text(f"<html><body><article><p>{ARTICLE * 9}</p></article></body></html>", encoding="utf-8")
    Path("q.jsonl").write_text(QUOTE, encoding="utf-8")
    Path("bank.txt").write_text("We agreed on it.", encoding="utf-8")
    Path("c.toml").write_text('[checks]\nplugins = ["own.py"]\n', encoding="utf-8")
    Path("own.py").write_text(PLUGIN, encoding="utf-8")
    Path("model").mkdir()
    Path("model/config.json").write_text("{}", encoding="utf-8")
    Path("soft.txt").symlink_to("a.txt")
    os.link("a.txt", "hard.txt")


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main([*arguments])
    return caught.value.code


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.txt", "-o", "a.txt"),
        ("check", "a.txt", "-o", "./d/../a.txt"),
        ("check", "a.txt", "-o", "soft.txt"),
        ("check", "a.txt", "-o", "hard.txt"),
        ("check", "soft.txt", "-o", "a.txt"),
        ("check", "d", "-o", "d/b.html"),
        ("check", "a.txt", "--quotes", "q.jsonl", "-o", "q.jsonl"),
        ("check", "a.txt", "--quotes", "bank.txt", "-o", "bank.txt"),
        ("check", "a.txt", "--format", "json", "-o", "r.json", "--write-baseline", "r.json"),
        ("check", "a.txt", "--suggest", "out.patch", "--format", "text", "-o", "out.patch"),
        ("score", "--source", "a.txt", "--translation", "bank.txt", "-o", "bank.txt"),
        ("score", "--input", "q.jsonl", "-o", "./q.jsonl"),
        ("score", "--input", "q.jsonl", "--config", "c.toml", "-o", "d/../c.toml"),
        ("score", "--input", "q.jsonl", "--model", "model", "-o", "model/config.json"),
        ("check", "a.txt", "--config", "c.toml", "--format", "text", "-o", "own.py"),
        ("check", "a.txt", "--model", "model", "--format", "json", "-o", "./model/config.json"),
    ],
)
def test_what_is_read_is_not_written(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    before = contents()
    assert run(*arguments) == 2
    assert contents() == before
    told = capsys.readouterr().err
    assert told.startswith("mtcheck: error: ")
    assert "overwritten" in told or "writes there already" in told
    assert len(told.splitlines()) == 1


def test_standard_input_is_a_file_too() -> None:
    program = "from mtcheck.cli import main; main(['check', '-', '--no-cache', '-o', 'a.txt'])"
    before = contents()
    with open("a.txt", "rb") as stream:
        done = subprocess.run([sys.executable, "-c", program], stdin=stream, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"is the standard input of this run, and would be overwritten" in done.stderr
    assert contents() == before


def test_the_report_of_the_run_before_is_no_article() -> None:
    for name in ("d/report.html", "d/report.txt", "d/report.md", "d/report.csv", "d/report.jsonl"):
        for _ in range(2):
            assert run("check", "d", "--no-cache", "-o", name) == 0
        Path(name).unlink()


def test_a_baseline_may_be_written_anew() -> None:
    for _ in range(2):
        assert run("check", "a.txt", "--no-cache", "-q", "--write-baseline", "b.json") == 0
    assert run("check", "a.txt", "--no-cache", "-q", "--baseline", "b.json", "-o", "b.json") == 2
