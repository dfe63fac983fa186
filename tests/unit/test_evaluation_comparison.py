"""Two reports compared finding by finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mtcheck.errors import InputError
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.comparison import compare, lines, read_report


def finding(code: str, start: int, **told: Any) -> dict[str, Any]:
    plain = {"severity": "minor", "confidence": 0.7, "message": "m", "suggestion": None, "reference": None}
    return {"code": code, "start": start, "end": start + 3, "text": "mot", "quote_id": None} | plain | told


def report(*findings: dict[str, Any], path: str = "a.txt") -> dict[str, Any]:
    return {"files": [{"path": path, "findings": list(findings)}]}


def test_changes_are_told_apart() -> None:
    old = report(finding("MT401", 0), finding("MT402", 5), finding("MT403", 9))
    new = report(finding("MT401", 0), finding("MT402", 5, confidence=0.5), finding("MT404", 9))
    found = compare(old, new)
    assert found.same == 1
    assert [(change.kind, change.code) for change in found.changes] == [
        ("changed", "MT402"),
        ("gone", "MT403"),
        ("new", "MT404"),
    ]
    assert found.changes[0].told == {"confidence": (0.7, 0.5)}
    assert list(lines(found))[-1] == "1 the same, 1 new, 1 gone, 1 changed"


def test_a_split_code_is_the_same_finding() -> None:
    found = compare(report(finding("MT415", 0)), report(finding("MT4151", 0)))
    assert (found.same, found.changes) == (1, ())


def test_reports_on_other_files_are_refused() -> None:
    with pytest.raises(InputError, match=r"a\.txt"):
        compare(report(), report(path="b.txt"))


@pytest.mark.parametrize("content", ["[]", "{", '{"files": 1}'])
def test_what_is_no_report_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"report\.json"):
        read_report(path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(report(finding("MT401", 0))), encoding="utf-8")
    new.write_text(json.dumps(report(finding("MT401", 0), finding("MT402", 7))), encoding="utf-8")
    assert main(["compare", str(old), str(new)]) == 0
    assert capsys.readouterr().out == "+ a.txt:7 MT402 “mot”: m\n1 the same, 1 new, 0 gone, 0 changed\n"
    assert main(["compare", str(old), str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 1
    assert main(["compare", str(old), str(tmp_path / "none.json")]) == 2
