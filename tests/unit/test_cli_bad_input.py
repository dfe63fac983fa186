"""Ten kinds of bad input: each is named with its place, the exit code is 2, a good file is reported all the same."""

import builtins
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from mtcheck.checks.base import Rule, Verdict
from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Category, Severity, Span

ARTICLE = "Un feu cessé a été annoncé mardi par le président.\n"
FAULT = "feu cessé"


class FaultCheck:
    """Flags the article's fault wherever it stands, so that these tests hang on no rule of the product."""

    rules = (Rule("MT201", "term.garbled", Category.WRONG_TERM, Severity.MINOR, "s", "r", "a", ()),)

    def check(self, evidence: FileEvidence) -> Iterable[Verdict]:
        start = evidence.document.text.find(FAULT)
        if start >= 0:
            yield Verdict(self.rules[0], Span(start, start + len(FAULT)), "garbled", 0.9)


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.setattr("mtcheck.config.rules.build_checks", lambda *_: (FaultCheck(),))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(["check", "good.txt", *arguments, "--format", "json"])
    return caught.value.code


def lock(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Make a file unreadable, for a superuser as well."""
    path.chmod(0)
    if not os.access(path, os.R_OK):
        return
    real_open = builtins.open

    def refuse(file: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(file, str | os.PathLike) and Path(file).name == path.name:
            raise PermissionError(13, "Permission denied", str(file))
        return real_open(file, *arguments, **options)

    monkeypatch.setattr(builtins, "open", refuse)


def write(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


DOCUMENTS: dict[str, tuple[str, Callable[[Path], object], str, str]] = {
    # kind: (name, how it is made, place, what the message says)
    "missing": ("none.txt", lambda path: None, "none.txt", "no such file"),
    "folder without texts": ("folder", Path.mkdir, "folder", "holds no text"),
    "binary": ("b.txt", write(b"\x7fELF\x02\x01\0\0" * 99), "b.txt", "binary"),
    "Latin-1": (
        "l.txt",
        write("Ligne un\nUn été\n".encode("latin-1")),
        "l.txt:2",
        "byte 0xE9 at offset 12 is not UTF-8",
    ),
    "cut UTF-16": ("u.txt", write(ARTICLE.encode("utf-16")[:-1]), "u.txt:", "UTF-16 text, but truncated"),
    "one line of 50 MB": ("long.txt", write(b"mot " * 12_500_000), "long.txt:1", "line is longer than"),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_bad_document_loses_no_other(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, make, place, words = DOCUMENTS[kind]
    make(tmp_path / name)
    code = run(name)
    expect(capsys, code, place, words)


def test_an_unreadable_document_loses_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "locked.txt").write_text(ARTICLE, encoding="utf-8")
    lock(monkeypatch, tmp_path / "locked.txt")
    code = run("locked.txt")
    expect(capsys, code, "locked.txt", "cannot be read: Permission denied")


def test_malformed_quotes_lose_no_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "quotes.json").write_text('{\n  "id": "x",\n  "text": \n}\n', encoding="utf-8")
    code = run("--quotes", "quotes.json")
    expect(capsys, code, "quotes.json:", "JSON", failed_files=0)


def test_a_malformed_configuration_names_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mtcheck.toml").write_text("[model]\ndevice = cpu\n", encoding="utf-8")
    assert run() == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"mtcheck: error: {tmp_path / 'mtcheck.toml'}:2:10: not valid TOML: Invalid value\n"


def expect(capsys: pytest.CaptureFixture[str], code: object, place: str, words: str, *, failed_files: int = 1) -> None:
    out, err = capsys.readouterr()
    assert code == 2
    assert err.startswith(f"mtcheck: error: {place}")
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    good, *bad = json.loads(out)["files"]
    assert (good["path"], good["status"]) == ("good.txt", "checked")
    assert [finding["text"] for finding in good["findings"]] == [FAULT]
    assert [file["status"] for file in bad] == ["failed"] * failed_files
    for file in bad:
        assert words in file["error"]
