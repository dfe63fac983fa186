"""Reports kept between runs: found again for the same text under the same conditions, and never otherwise."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pytest

import mtcheck
from mtcheck.checks.base import Rule, Verdict
from mtcheck.context.model import CachedContextModel, ContextModel
from mtcheck.engines.cache import FILE_NAME, AnswerCache
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.readers.plain import document
from mtcheck.records import (
    Alignment,
    Category,
    Document,
    Evidence,
    FileReport,
    Finding,
    KnownQuote,
    MatchedQuotation,
    Quotation,
    Report,
    Severity,
    Span,
)
from mtcheck.run.means import Means
from mtcheck.run.pipeline import PipelineOptions, plan_run
from mtcheck.run.results import installation
from mtcheck.serialization import from_plain, to_plain

RULE = Rule("MT401", "test.word", Category.GRAMMAR, Severity.MAJOR, "A test.", "For the test.", "The test.", ())
QUOTE = KnownQuote("q", "Ana Lopez", "The bridge will stay open throughout the long winter.")
TEXT = "Le grand pont tient encore. « Le pont restera ouvert tout l'hiver », a dit Ana Lopez."


@dataclass
class CountingCheck:
    """Flags a word, and counts how often it is asked."""

    word: str = "pont"
    asked: list[str] = field(default_factory=list, repr=False)
    rules: tuple[Rule, ...] = (RULE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        self.asked.append(evidence.document.path)
        if "faute" in evidence.document.text:
            raise ValueError("the check is broken")
        start = evidence.document.text.index(self.word)
        yield Verdict(RULE, Span(start, start + len(self.word)), "A word.", 0.9)


@pytest.fixture
def answers(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path, max_bytes=10_000_000)


def run(check: CountingCheck, answers: AnswerCache, *documents: Document, **changed: Any) -> Report:
    given: dict[str, Any] = {"quotes": (QUOTE,), "translator": FakeTranslator(), "options": PipelineOptions()} | changed
    models = {"translator": given["translator"], "context_model": given.get("context_model")}
    means = Means((check,), answers=answers, **models)
    return plan_run(documents, means, given["options"], quotes=given["quotes"]).report()


def test_an_unchanged_document_is_not_checked_again(answers: AnswerCache) -> None:
    check = CountingCheck()
    first = run(check, answers, document("a.txt", TEXT))
    assert first.findings
    assert first.files[0].quotations[0].alignments
    assert run(check, answers, document("a.txt", TEXT)) == first
    assert check.asked == ["a.txt"]


def test_only_the_new_one_of_several_documents_is_checked(answers: AnswerCache) -> None:
    check = CountingCheck()
    run(check, answers, document("a.txt", TEXT))
    report = run(check, answers, document("b.txt", f"Encore. {TEXT}"), document("moved.txt", TEXT))
    assert check.asked == ["a.txt", "b.txt"]
    assert [file.path for file in report.files] == ["b.txt", "moved.txt"]
    assert [file.document.path for file in report.files if file.document] == ["b.txt", "moved.txt"]
    assert [finding.span.start for finding in report.findings] == [TEXT.index("pont") + 8, TEXT.index("pont")]


def never_loaded() -> ContextModel:
    raise AssertionError("what is kept asks no model")


@pytest.mark.parametrize(
    "changed",
    [
        {"quotes": ()},
        {"quotes": (replace(QUOTE, speaker="Bo Lopez"),)},
        {"options": PipelineOptions(min_confidence=0.95)},
        {"options": PipelineOptions(ignore=("MT4",))},
        {"translator": FakeTranslator({"x": "y"}, signature="another")},
        {"context_model": CachedContextModel("a model", never_loaded, None)},
    ],
    ids=["no quotes", "another speaker", "confidence", "codes", "engine", "language model"],
)
def test_whatever_the_report_depends_on_makes_it_new(answers: AnswerCache, changed: dict[str, Any]) -> None:
    check = CountingCheck()
    run(check, answers, document("a.txt", TEXT))
    run(check, answers, document("a.txt", TEXT), **changed)
    assert len(check.asked) == 2


def test_failing_from_another_severity_on_needs_no_new_check(answers: AnswerCache) -> None:
    check = CountingCheck()
    assert run(check, answers, document("a.txt", TEXT)).exit_code == 1
    report = run(check, answers, document("a.txt", TEXT), options=PipelineOptions(fail_on=None))
    assert (len(check.asked), report.exit_code) == (1, 0)


def test_a_failed_file_is_tried_again(answers: AnswerCache) -> None:
    check = CountingCheck()
    for _ in range(2):
        assert run(check, answers, document("a.txt", f"{TEXT} Une faute.")).exit_code == 2
    assert len(check.asked) == 2


def test_a_damaged_report_is_made_again(answers: AnswerCache, tmp_path: Path) -> None:
    check = CountingCheck()
    first = run(check, answers, document("a.txt", TEXT))
    answers.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE answers SET answer = x'00'")
    connection.close()
    assert run(check, answers, document("a.txt", TEXT)) == first
    assert len(check.asked) == 2


def test_a_changed_module_of_a_check_is_another_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = tmp_path / "plugin_of_ours.py"
    plugin.write_text("class Odd:\n    rules = ()\n    def check(self, evidence): return ()\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    from importlib import import_module

    checks: Sequence[Any] = (import_module("plugin_of_ours").Odd(),)
    before = installation(checks)
    assert installation(checks) == before
    plugin.write_text("# changed\n", encoding="utf-8")
    assert installation(checks) != before


def test_an_installation_is_told_by_the_whole_package() -> None:
    files = {Path(str(name)) for name, *_ in cast("list[tuple[object, ...]]", installation(())["files"])}
    package = Path(mtcheck.__file__).parent
    assert package / "records" / "findings.py" in files
    assert {file.relative_to(package).parts[0] for file in files} >= {"checks", "run", "lexicon", "weights"}


def test_records_come_back_as_they_were() -> None:
    quotation = Quotation(Span(0, 4), "abcd", speaker="Ana", cue=Span(6, 9))
    evidence = (Evidence("gloss", "why", 0.25, Span(2, 3)), Evidence("gloss", "why"))
    finding = Finding(
        "MT1", "n", Category.NAME, Severity.MAJOR, 0.5, Span(1, 2), "x", "m", suggestion="y", evidence=evidence
    )
    alignment = Alignment(Span(0, 4), "q", (0, 2), "t", 0.4, quotation)
    report = FileReport("a", None, 90.5, (finding,), (MatchedQuotation(quotation, (alignment,)),))
    assert from_plain(FileReport, json.loads(json.dumps(to_plain(report)))) == report


@pytest.mark.parametrize("data", [None, [], ["a"], {"path": "a"}, 3, ["a", None, 1.0, [[1]], [], None, []]])
def test_what_is_no_report_is_refused(data: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_plain(FileReport, data)


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no plain form"):
        to_plain((1, {2}))


def test_nothing_is_loaded_where_all_reports_are_kept(answers: AnswerCache, monkeypatch: pytest.MonkeyPatch) -> None:
    check = CountingCheck()
    first = run(check, answers, document("a.txt", "Les ponts tiennent."))
    monkeypatch.setattr("mtcheck.run.analysis.Analyst", None)
    assert run(check, answers, document("a.txt", "Les ponts tiennent.")).files == first.files
