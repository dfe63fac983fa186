"""Whatever a bank, a report, a glossary or a configuration holds, no control character of it reaches the terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator

CONTROLS = "\x1b[2J\x07\x9b1m\x7f"
FINDING = {
    "code": "MT201", "name": "x", "severity": "major", "text": f"feu{CONTROLS}", "message": f"m{CONTROLS}", "start": 0, "end": 3,
    "line": 1, "column": 1, "confidence": 0.9, "evidence": [{"kind": "k", "detail": CONTROLS}], "fingerprint": "abc:1",
    "suggestion": f"trêve{CONTROLS}",
}  # fmt: skip
REPORT = {
    "schema_version": 1,
    "summary": {"quotes": []},
    "files": [{"path": f"a{CONTROLS}.txt", "quotations": [], "suppressed": [], "findings": [FINDING]}],
}
QUOTE = {
    "id": f"q{CONTROLS}",
    "speaker": f"Ana{CONTROLS}",
    "text": f"We agreed{CONTROLS} on it.",
    "source": f"x{CONTROLS}",
}
GLOSSARY = f"english,french\nceasefire{CONTROLS},feu{CONTROLS}\nceasefire{CONTROLS},trêve\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        main([*arguments])
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("quotes", "list"), "We agreed\\x1b[2J"),
        (("quotes", "search", "agreed"), "Ana\\x1b[2J"),
        (("quotes", "show", QUOTE["id"]), "q\\x1b[2J"),
        (("quotes", "list", "--json"), "\\u001b[2J\\u0007\\u009b1m\\u007f"),
        (("quotes", "export"), "\\u009b1m\\u007f"),
        (("score", "--input", "pairs.jsonl"), "\\u009b1m\\u007f"),
        (("check", "a.txt", "--format", "json"), "\\u009b1m\\u007f"),
        (("check", "a.txt", "--format", "jsonl"), "\\u009b1m\\u007f"),
        (("check", "a.txt", "--format", "sarif"), "MT"),
        (("check", "a.txt", "--format", "gitlab"), "MT"),
        (("check", "a.txt", "--format", "html"), "feu cess"),
        (("review", "report.json"), "feu"),
        (("glossary", "check", "glossary.csv"), "trêve"),
        (("models", "list", "--config", "c.toml"), "* m\\x07"),
    ],
)
def test_nothing_steers_the_terminal(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTCHECK_BANK", "bank.sqlite")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr("sys.stdin", io.StringIO("r\n"))
    Path("quotes.jsonl").write_text(json.dumps(QUOTE) + "\n", encoding="utf-8")
    Path("report.json").write_text(json.dumps(REPORT), encoding="utf-8")
    Path("glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    Path("pairs.jsonl").write_text(
        json.dumps({"id": CONTROLS, "source": "A ceasefire.", "translation": "Un feu cessé."}), encoding="utf-8"
    )
    Path("a.txt").write_text(f"Un feu cessé{CONTROLS} hier.\n\nLes camps ont signé un feu cessé.\n", encoding="utf-8")
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    Path("c.toml").write_text('[model]\nname = "m\\u0007"\n', encoding="utf-8")
    run(capsys, "quotes", "import", "quotes.jsonl")
    shown = run(capsys, *arguments)
    assert told in shown
    assert [char for char in shown if not char.isprintable() and char not in "\n\u00a0\u202f"] == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_bank_is_written_as_it_is_but_not_to_a_terminal(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("quotes.jsonl").write_text(json.dumps(QUOTE) + "\n", encoding="utf-8")
    run(capsys, "quotes", "import", "--bank", "b.sqlite", "quotes.jsonl")
    export = ("quotes", "export", "--bank", "b.sqlite", "--format", form)
    assert f"We agreed{CONTROLS}" in run(capsys, *export)
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    run(capsys, *export)
    shown = terminal.getvalue()
    assert "We agreed\\x1b[2J\\x07\\x9b1m\\x7f on it." in shown
    assert [char for char in shown if not char.isprintable() and char not in "\r\n\t"] == []
