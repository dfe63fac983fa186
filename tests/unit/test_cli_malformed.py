"""Files that no library foresaw, given to each command that reads them: one line with file and place, exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_models import make_marian

from mtcheck.cli import main

DEEP, DIGITS = "[" * 50_000, "9" * (sys.get_int_max_str_digits() + 1)
LONG = "h" * 100_000
FINDING = {"code": "MT201", "name": "x", "severity": "major", "text": "mot", "message": "m", "start": 0, "end": 3}
REPORT = {"schema_version": 1, "summary": {"quotes": []}, "files": [{"path": "a.txt", "findings": [FINDING]}]}
CASES = {
    "deep configuration": ("c.toml", f"\nx = {DEEP}", "check a.txt --config c.toml", "c.toml:2: "),
    "long number in a configuration": ("c.toml", f"\nx = {DIGITS}", "check a.txt --config c.toml", "c.toml:2: "),
    "deep ignore list": ("i.toml", f"\nx = {DEEP}", "check a.txt --ignore-file i.toml", "i.toml:2: "),
    "long number in an ignore list": ("i.toml", f"\nx = {DIGITS}", "check a.txt --ignore-file i.toml", "i.toml:2: "),
    "deep baseline": ("b.json", f'{{"a":\n{DEEP}', "check a.txt --baseline b.json", "b.json:2: "),
    "long number in a baseline": ("b.json", f'{{"a":\n{DIGITS}}}', "check a.txt --baseline b.json", "b.json:2: "),
    "deep report to compare with": ("r.json", f'{{"a":\n{DEEP}', "check a.txt --diff r.json", "r.json:2: "),
    "a day that is none": (
        "q.yaml",
        "- text: We agreed.\n  speaker: Ana\n  date: 2025-02-30\n",
        "check a.txt --quotes q.yaml --no-cache",
        "q.yaml:3: ",
    ),
    "unknown encoding": (
        "m.tmx",
        '<?xml version="1.0" encoding="no-such"?>\n<tmx/>',
        "quotes import --bank k.sqlite m.tmx",
        "m.tmx:1: ",
    ),
    "half a character in a statement": (
        "q.jsonl",
        '{"text": "We agreed.", "speaker": "Ana"}\n{"text": "We agreed \\ud800.", "speaker": "Ana"}\n',
        "quotes import --bank k.sqlite q.jsonl",
        "q.jsonl:2: quote 2: 'text' holds half a character",
    ),
    "deep report to import from": (
        "r.json",
        DEEP,
        "quotes import --bank k.sqlite --from-report r.json",
        "r.json: is no JSON report",
    ),
    "finding without confidence": (
        "r.json",
        json.dumps(REPORT),
        "review r.json --output v.jsonl",
        "r.json: is no JSON report of mtcheck (a.txt, finding 1: ",
    ),
    "deep configuration of a model": (
        "model/config.json",
        DEEP,
        "check a.txt --no-cache --model model",
        "--model: model: config.json:1: malformed JSON: nested too deeply",
    ),
    "a long heading of quotes": ("q.csv", f"{LONG},speaker\nx,y\n", "quotes import --bank k.sqlite q.csv", "q.csv:1: "),
    "many headings of quotes": ("q.csv", "heading," * 9000, "quotes import --bank k.sqlite q.csv", "q.csv:1: "),
    "a long heading of a glossary": ("g.csv", f"{LONG},french\nx,y\n", "glossary check g.csv", "g.csv:1: "),
    "a long value in a glossary": ("g.csv", f"french,case\nx,{LONG}\n", "glossary check g.csv", "g.csv:2: "),
    "a long key of a configuration": ("c.toml", f"{LONG} = 1\n", "check a.txt --config c.toml", "c.toml: "),
    "a long identifier of a statement": (
        "q.jsonl",
        json.dumps({"id": LONG, "text": "We agreed.", "date": LONG}),
        "quotes import --bank k.sqlite q.jsonl",
        "q.jsonl:1: ",
    ),
    "no attention heads": (
        "model/config.json",
        "heads",
        "check a.txt --no-cache --model model",
        "--model: model: config.json: encoder_attention_heads",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_one_line_names_file_and_place(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content, command, told = CASES[kind]
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Les deux camps ont signé un feu cessé hier.\n", encoding="utf-8")
    if name.startswith("model/"):
        make_marian(Path("model"))
        if content == "heads":
            content = json.dumps(json.loads(Path(name).read_text(encoding="utf-8")) | {"encoder_attention_heads": 0})
    Path(name).write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main(command.split())
    assert caught.value.code == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("mtcheck: error: ")]
    assert len(errors) == 1
    assert errors[0].startswith(f"mtcheck: error: {told}")
    assert len(errors[0]) < (1000 if len(content) > 50_000 else 300)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("where", ["standard output", "/dev/full"])
def test_a_full_disk_is_told(where: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    options = [] if where == "standard output" else ["--output", where]
    with open(os.devnull if options else "/dev/full", "wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "mtcheck", "check", "a.txt", "--no-cache", "--format", "jsonl", *options],
            cwd=tmp_path,
            stdout=stream,
            stderr=subprocess.PIPE,
            timeout=300,
            check=False,
        )
    assert done.returncode == 2
    assert f"mtcheck: error: {where}: cannot be written: No space left on device" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
