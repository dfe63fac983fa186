"""Runs the golden cases: readable files, an article and what is to be found in it (see :mod:`mtcheck.review.cases`).

``MTCHECK_UPDATE_GOLDEN=1`` rewrites what is expected; read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.engines.base import Translator
from mtcheck.records import FileReport
from mtcheck.review.cases import failures, found_lines, read_case

CASES = Path(__file__).parents[1] / "golden" / "cases"
FILES = sorted(CASES.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_case(path: Path, check_texts: Callable[..., tuple[FileReport, ...]], embedded: Translator) -> None:
    case = read_case(path)
    (report,) = check_texts([(path.name, case.article)], case.quotes, embedded)
    if os.environ.get("MTCHECK_UPDATE_GOLDEN") == "1":
        kept = path.read_text(encoding="utf-8").partition("--- expected\n")[0]
        path.write_text(kept + "\n".join(["--- expected", *found_lines(report)]) + "\n", encoding="utf-8")
        return
    assert failures(case, report) == ()
    assert tuple(found_lines(report)) == case.expected


def test_there_are_cases() -> None:
    assert len(FILES) >= 12
    assert any(not read_case(path).expected for path in FILES), "sound articles too"
