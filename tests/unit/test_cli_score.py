"""``mtcheck score``: rows in, rows out, in order; faults stay with their row."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mtcheck.cli import main
from mtcheck.cli.pair_rows import LONGEST_ROW, read_rows
from mtcheck.engines.fake import FakeTranslator

SOUND = {"id": "a", "source": "The council adopted the budget.", "translation": "Le conseil a adopté le budget."}
NUMBER = {"id": 7, "source": "He paid 25 euros on Monday.", "translation": "Il a payé 85 euros lundi."}


@pytest.fixture(autouse=True)
def fake_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["score", *arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


def answers(path: str = "out.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def write(*rows: object) -> None:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    Path("in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_answers_have_the_promised_shape_and_order() -> None:
    write(NUMBER, SOUND)
    assert run("--input", "in.jsonl", "--output", "out.jsonl", "--threshold", "0") == 0
    first, second = answers()
    assert (first["id"], second["id"]) == (7, "a")
    for answer, row in ((first, NUMBER), (second, SOUND)):
        assert set(answer) == {"id", "score", "spans", "omissions"}
        assert 0 <= answer["score"] <= 100
        assert answer["spans"]
        for span in answer["spans"]:
            assert set(span) == {"start", "end", "text", "severity", "category", "confidence"}
            assert span["text"] == str(row["translation"])[span["start"] : span["end"]]
            assert span["severity"] in {"minor", "major", "critical"}
            assert 0 <= span["confidence"] <= 1


def test_a_higher_threshold_reports_no_more() -> None:
    write(NUMBER)
    counts = []
    for threshold in ("0", "0.3", "1"):
        run("-i", "in.jsonl", "-o", "out.jsonl", "--threshold", threshold)
        counts.append(sum(span["end"] - span["start"] for span in answers()[0]["spans"]))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def test_a_faulty_row_carries_its_error_and_loses_no_other() -> None:
    half = '{"id": "\\udc00", "source": "\\ud800", "translation": "Un."}'
    write(SOUND, "{nothing", [], {"id": "x", "source": "One."}, {**SOUND, "translation": ""}, half, "")
    Path("in.jsonl").write_bytes(Path("in.jsonl").read_bytes() + b"\xff\n" + json.dumps(SOUND).encode())
    assert run("-i", "in.jsonl", "-o", "out.jsonl") == 2
    found = answers()
    assert ["error" in answer for answer in found] == [False, True, True, True, True, True, True, False]
    assert "JSON" in found[1]["error"]
    assert found[3] == {"id": "x", "error": "line 4: 'translation' is missing or no string"}
    assert found[4]["error"] == "the translation holds no word"
    assert "UTF-8" in found[6]["error"]
    assert found[0]["score"] == found[7]["score"]


def test_a_row_s_answer_depends_on_the_row_alone() -> None:
    write(SOUND)
    run("-i", "in.jsonl", "-o", "one.jsonl")
    write(*[NUMBER] * 150, SOUND)
    run("-i", "in.jsonl", "-o", "many.jsonl")
    assert answers("many.jsonl")[-1] == answers("one.jsonl")[0]
    assert len(answers("many.jsonl")) == 151


def test_tab_separated_rows_with_and_without_id() -> None:
    pair = f"{SOUND['source']}\t{SOUND['translation']}"
    Path("in.tsv").write_text(f"{pair}\nname\t{pair}\nlonely\n", encoding="utf-8")
    assert run("-i", "in.tsv", "-o", "out.jsonl") == 2
    first, second, third = answers()
    assert (first["id"], second["id"], third["id"]) == (1, "name", 3)
    assert first["score"] == second["score"]
    assert "1 columns" in third["error"]


def test_two_plain_files_belong_together_line_by_line() -> None:
    Path("en.txt").write_text(f"{SOUND['source']}\n{NUMBER['source']}\nMore.\n", encoding="utf-8")
    Path("fr.txt").write_text(f"{SOUND['translation']}\r\n{NUMBER['translation']}\r\n", encoding="utf-8")
    assert run("--source", "en.txt", "--translation", "fr.txt", "-o", "out.jsonl") == 2
    assert [answer["id"] for answer in answers()] == [1, 2, 3]
    assert answers()[2]["error"] == "fr.txt has no line 3"


def test_standard_input_and_output(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(SOUND).encode())))
    assert run("--input", "-") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["id"] == "a"
    assert shown.err == ""  # no terminal, no progress


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give either --input"),
        (("-i", "in.jsonl", "--source", "a"), "give either --input"),
        (("--source", "a", "--translation", "a"), "same file"),
        (("-i", "in.txt"), "--format"),
        (("-i", "in.jsonl", "--format", "xml"), "none of jsonl, tsv"),
        (("-i", "in.jsonl", "--threshold", "2"), "not between 0 and 1"),
        (("-i", "missing.jsonl", "-o", "out.jsonl"), "missing.jsonl: cannot be read"),
        (("-i", "in.jsonl", "-o", "no/folder/out.jsonl"), "no/folder/out.jsonl: cannot be written"),
    ],
)
def test_what_cannot_run_says_why(arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(SOUND)
    assert run(*arguments) == 2
    assert told in capsys.readouterr().err
    assert not Path("out.jsonl").exists()


def test_an_endless_line_is_passed_over() -> None:
    long = b'{"id": 1, "source": "' + b"x" * (2 * LONGEST_ROW) + b'"}\n'
    Path("in.jsonl").write_bytes(long + json.dumps(SOUND).encode() + b"\n")
    first, second = read_rows("in.jsonl", "jsonl")
    assert (first.id, second.id) == (1, "a")
    assert first.error is not None
    assert "longer than" in first.error


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    for option in ("--input", "--source", "--translation", "--output", "--threshold", "--format", "--model"):
        assert option in shown
