"""What is shown, copied, offered to editors, put into SARIF and written into files is one and the same edit."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from suggestion_faults import KNOWN_ERRORS

from mtcheck.lsp.diagnostics import shown_findings
from mtcheck.lsp.positions import Positions
from mtcheck.quotes.bank import load_quotes
from mtcheck.records import Finding, Report
from mtcheck.replacements import Replacement, replacement_of
from mtcheck.report.html import HtmlReporter
from mtcheck.report.sarif import SarifReporter
from mtcheck.report.text import TextReporter, TextStyle
from mtcheck.serve.view import view
from mtcheck.suggestions.edits import apply
from mtcheck.suggestions.safe import safe_edits

SEEDS = Path(__file__).parents[2] / "seeds"
SAMPLED = 20  # of so many known errors one is tried


class Buttons(HTMLParser):
    """Collects what the page's copy buttons put on the clipboard, by the card they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.copied: dict[str, str] = {}
        self._card = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "card" in (named.get("class") or "").split():
            self._card = named.get("id") or ""
        if named.get("data-copy") is not None and self._card:
            self.copied.setdefault(self._card, named["data-copy"] or "")


@pytest.fixture(scope="module")
def report(check_run: Callable[..., Report]) -> Report:
    seeds = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    rows = (KNOWN_ERRORS / "garbled.jsonl").read_text(encoding="utf-8").splitlines()[::SAMPLED]
    texts = [(f"{number}.txt", json.loads(row)["text"]) for number, row in enumerate(rows)]
    return check_run([*seeds, *texts], load_quotes([str(SEEDS / "quotes")]))


@pytest.fixture(scope="module")
def edits(report: Report) -> list[tuple[Finding, Replacement]]:
    """Every edit of the run; what each replaces, and by what, is the finding itself."""
    found = [
        (finding, edit)
        for file in report.files
        for finding in file.findings
        if (edit := replacement_of(file.document, finding)) is not None
    ]
    assert len(found) > 40
    assert all(edit == (finding.span, finding.suggestion) for finding, edit in found)
    return found


def test_every_suggestion_of_plain_text_is_an_edit(report: Report, edits: list[tuple[Finding, Replacement]]) -> None:
    suggested = [finding for file in report.files for finding in file.findings if finding.suggestion is not None]
    assert suggested == [finding for finding, _ in edits]


@pytest.mark.parametrize("verbose", [False, True])
def test_the_text_report_prints_it_whole(
    report: Report, edits: list[tuple[Finding, Replacement]], verbose: bool
) -> None:
    stream = io.StringIO()
    TextReporter(100, TextStyle(verbose=verbose)).render(report, stream)
    printed = " ".join(stream.getvalue().split())
    for _, edit in edits:
        assert (" ".join(edit.text.split()) if verbose else f"→ {edit.text}") in printed


def test_the_page_copies_it(report: Report, edits: list[tuple[Finding, Replacement]]) -> None:
    copied: list[str] = []
    for file in report.files:  # of a report with many findings the page unpacks files when they are opened
        stream = io.StringIO()
        HtmlReporter().render(replace(report, files=(file,), across=()), stream)
        buttons = Buttons()
        buttons.feed(stream.getvalue())
        copied += buttons.copied.values()
    assert sorted(copied) == sorted(edit.text for _, edit in edits)


def test_sarif_and_the_served_page_hold_it(report: Report, edits: list[tuple[Finding, Replacement]]) -> None:
    stream = io.StringIO()
    SarifReporter().render(report, stream)
    results = json.loads(stream.getvalue())["runs"][0]["results"]
    changes = [
        change["replacements"][0]
        for result in results
        for fix in result.get("fixes", ())
        for change in fix["artifactChanges"]
    ]
    held = [(change["deletedRegion"]["charOffset"], change["insertedContent"]["text"]) for change in changes]
    assert held == [(edit.span.start, edit.text) for _, edit in edits]
    served = [item for file in view(report)["files"] for item in file["findings"] if item["suggestion"] is not None]
    assert [(item["start"], item["end"], item["suggestion"]) for item in served] == [
        (*edit.span, edit.text) for _, edit in edits
    ]


def test_an_editor_and_in_place_write_it(report: Report) -> None:
    offered = written = 0
    for file in report.files:
        assert file.document is not None
        text = file.document.text
        positions = Positions(text, "utf-32")
        shown = shown_findings(file, text, positions)
        for finding, item in zip(file.findings, shown, strict=True):
            edit = replacement_of(file.document, finding)
            assert (item.fix is None) == (edit is None)
            if edit is not None and item.fix is not None:
                assert (item.fix.range, item.fix.new_text) == (positions.range(edit.span), edit.text)
                offered += 1
        for safe in safe_edits(text, file.findings):
            right = safe.finding.suggestion or ""
            assert apply(text, [safe]) == text[: safe.finding.span.start] + right + text[safe.finding.span.end :]
            written += 1
    assert offered > 40
    assert written > 5
