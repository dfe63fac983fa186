"""Text as it really comes: small files of every shape, with what must be told of them and nothing else that is grave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck.engines.base import Translator
from mtcheck.records import KnownQuote, Severity

CASES = Path(__file__).parent / "inputs.jsonl"
ANA, PAUL = "Ana Durand", "Paul Martin"
BULLETIN = "Last night, the enemy launched {} drones. Our air defence shot down {}. {} people were injured."
STATEMENTS = {
    "talks": (
        (ANA, None, "We had a very fruitful conversation with the German delegation and we agreed on a ceasefire."),
        (ANA, None, "We agreed on a ceasefire and on a new meeting next week. We will not give up our territory."),
    ),
    "schools": ((ANA, None, "We will not close the schools of the region before the summer."),),
    "calls": (
        (ANA, None, "Kyiv was attacked again last night."),
        (ANA, None, "Mohammed bin Salman called me this morning."),
    ),
    "bulletins": (
        (PAUL, "2025-05-05", BULLETIN.format(102, 91, 4)),
        (PAUL, "2025-05-06", BULLETIN.format(539, 476, 26)),
        (PAUL, "2025-05-07", BULLETIN.format(61, 55, 12)),
    ),
    "requests": (
        (PAUL, "2025-05-05", "On Monday we received 48 requests for help from the northern region. Five ships are at sea."),
        (PAUL, "2025-05-06", "On Tuesday we received 12 requests for help from the southern region. Seven ships are at sea."),
    ),
}  # fmt: skip


def quotes(name: str) -> Iterator[KnownQuote]:
    for number, (speaker, date, text) in enumerate(STATEMENTS[name]):
        title = "Mme Durand" if speaker == ANA else "M. Martin"
        yield KnownQuote(f"{name}-{number}", speaker, text, aliases=(title,), date=date)


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_is_told_of_files(name: str, embedded: Translator, tmp_path: Path) -> None:
    given = {case["file"]: case for case in cases() if case["statements"] == name}
    for file, case in given.items():
        (tmp_path / file).write_text(case["text"], encoding="utf-8")
    report = mtcheck.check([tmp_path / file for file in given], quotes=tuple(quotes(name)), translator=embedded)
    wrong = []
    for file in report.files:
        case = next(case for name, case in given.items() if name in file.path)
        wanted = [tuple(pair) for pair in case["told"]]
        found = [(item.code, item.text) for item in file.findings]
        grave = [(item.code, item.text) for item in file.findings if item.severity >= Severity.MAJOR]
        missed = [pair for pair in wanted if pair not in found]
        more = [pair for pair in grave if pair not in wanted]
        if missed or more or file.error:
            wrong.append((file.path, missed, more, file.error))
    assert wrong == []
