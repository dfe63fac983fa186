"""Garbled passages, and quotations in articles, with their errors marked: material for ``python -m mtcheck.evaluation context``.

They were written by people who write no rules, and used once for a figure at first sight (README).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mtcheck.records import FileReport, Severity

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("passages.jsonl", "text"),
        ("unedited.jsonl", "text"),
        ("articles.jsonl", "french"),
        ("statements.jsonl", "french"),
        ("changed_facts.jsonl", "french"),
    ],
)
def test_every_mark_stands_where_it_says(name: str, key: str) -> None:
    found = rows(name)
    assert len({row["id"] for row in found}) == len(found)
    for row in found:
        for error in row["errors"]:
            assert row[key][error["start"] : error["end"]] == error["text"]
            assert error["should"] != error["text"]


def test_garbled_passages_are_told(check_text: Callable[[str], FileReport]) -> None:
    grave = told = 0
    for row in rows("passages.jsonl"):
        findings = [f for f in check_text(row["text"]).findings if f.severity >= Severity.MINOR]
        for error in (error for error in row["errors"] if error["severity"] == "major"):
            grave += 1
            told += any(f.span.start < error["end"] and f.span.end > error["start"] for f in findings)
    assert grave == 429
    assert told >= 90  # 95 when this was written
