"""Runs the golden cases: readable files, an article and what is to be found in it.

``MTCHECK_UPDATE_GOLDEN=1`` rewrites what is expected; read the difference before you keep it. A case is::

    French article
    --- quote
    Speaker, Alias
    English statement
    --- expected
    MT201 major "feu amical" → tir ami
    = "quoted words" ~ "English that they render"
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mtcheck.records import FileReport, KnownQuote

CASES = Path(__file__).parents[1] / "golden" / "cases"
FILES = sorted(CASES.glob("*.txt"))
PARTS = re.compile(r"^--- (quote|expected)\n", re.MULTILINE)


def parts(text: str) -> tuple[str, tuple[KnownQuote, ...], list[str]]:
    """Cut a case into its article, its quotes and the lines that are expected."""
    article, *rest = PARTS.split(text)
    quotes: list[KnownQuote] = []
    expected: list[str] = []
    for kind, body in zip(rest[::2], rest[1::2], strict=True):
        if kind == "quote":
            names, _, english = body.strip().partition("\n")
            speaker, *aliases = (name.strip() for name in names.split(","))
            quotes.append(KnownQuote(f"quote-{len(quotes) + 1}", speaker, english, aliases=tuple(aliases)))
        else:
            expected = body.splitlines()
    return article, tuple(quotes), expected


def found(report: FileReport) -> Iterator[str]:
    """Write findings, then matched quotations, one a line."""
    assert report.error is None
    for finding in report.findings:
        suggestion = f" → {finding.suggestion}" if finding.suggestion else ""
        yield f'{finding.code} {finding.severity.label} "{" ".join(finding.text.split())}"{suggestion}'
    for item in report.quotations:
        for alignment in item.alignments:
            yield f'= "{" ".join(item.quotation.text.split())}" ~ "{" ".join(alignment.text.split())}"'


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_case(path: Path, check_texts: Callable[..., tuple[FileReport, ...]]) -> None:
    text = path.read_text(encoding="utf-8")
    article, quotes, expected = parts(text)
    (report,) = check_texts([(path.name, article)], quotes)
    lines = list(found(report))
    if os.environ.get("MTCHECK_UPDATE_GOLDEN") == "1":
        kept = text.partition("--- expected\n")[0]
        path.write_text(kept + "\n".join(["--- expected", *lines]) + "\n", encoding="utf-8")
        return
    assert lines == expected


def test_there_are_cases() -> None:
    assert len(FILES) >= 12
    assert any(not parts(path.read_text(encoding="utf-8"))[2] for path in FILES), "sound articles too"
