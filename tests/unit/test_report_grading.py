"""The verdict on a file in words, and how its bounds are measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.api import Text, check
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evaluation.grades import GradeFigures, as_toml, best_cut, read_sentences
from mtcheck.records import Category, FileReport, Finding, Severity, Span, Suppressed, SuppressionKind
from mtcheck.report.grading import Grade, burden, grade_of, shipped_bounds, verdict_on
from mtcheck.report.html import HtmlReporter
from mtcheck.report.text import TextReporter

BOUNDS = shipped_bounds()


def made(severity: Severity, confidence: float) -> Finding:
    return Finding("MT201", "x.y", Category.WRONG_TERM, severity, confidence, Span(0, 1), "a", "why", 1, 1)


def test_grave_findings_count_as_much_as_they_are_sure() -> None:
    found = [made(Severity.MAJOR, 0.9), made(Severity.CRITICAL, 0.6), made(Severity.MINOR, 1.0)]
    assert burden(found, 300) == pytest.approx(0.5)
    assert burden(found, 20) == burden(found, 100) == pytest.approx(1.5)  # a sentence says nothing of a hundred words


def test_grades_go_from_sound_to_unusable() -> None:
    assert 0 < BOUNDS.needs_editing < BOUNDS.unusable
    grave = made(Severity.MAJOR, 1.0)
    assert grade_of(FileReport("a", words=400)) is Grade.NOTHING_FOUND
    assert grade_of(FileReport("a", findings=(made(Severity.MINOR, 1.0),) * 20, words=400)) is Grade.MINOR_SLIPS
    assert grade_of(FileReport("a", findings=(grave,), words=int(101 / BOUNDS.needs_editing))) is Grade.MINOR_SLIPS
    assert grade_of(FileReport("a", findings=(grave,), words=int(99 / BOUNDS.needs_editing))) is Grade.NEEDS_EDITING
    assert grade_of(FileReport("a", findings=(grave,) * 18, words=int(18 * 99 / BOUNDS.unusable))) is Grade.UNUSABLE
    assert grade_of(FileReport("a", findings=(made(Severity.CRITICAL, 0.5),), words=9000)) is Grade.NEEDS_EDITING
    assert grade_of(FileReport("a", score=None)) is Grade.NOT_CHECKED
    assert grade_of(FileReport("a", error="a: cannot be read")) is Grade.NOT_CHECKED


@pytest.mark.parametrize(
    ("probability", "number", "told"),
    [
        (0.95, 9, "unusable: reads like unedited machine translation (machine translation: 95%)"),
        (0.95, 0, "nothing found, but reads like unedited machine translation (machine translation: 95%)"),
        (0.05, 9, "unusable, though it reads like French by people (machine translation: 5%)"),
        (0.05, 0, "nothing found; reads like French by people (machine translation: 5%)"),
        (0.5, 0, "nothing found"),
        (None, 9, "unusable"),
    ],
)
def test_the_grade_and_the_origin_read_as_one(probability: float | None, number: int, told: str) -> None:
    file = FileReport("a", findings=(made(Severity.MAJOR, 1.0),) * number, words=200, machine_translated=probability)
    assert str(verdict_on(file)[1]) == told


def test_the_verdict_says_what_it_leaves_out() -> None:
    known = Suppressed(made(Severity.MAJOR, 1.0), SuppressionKind.BASELINE)
    file = FileReport("a", suppressed=(known, known), words=200)
    grade, told = verdict_on(file)
    assert (grade, str(told)) == ("grade.nothing-new", "nothing new; 2 known findings left out")


@pytest.mark.parametrize("reporter", [HtmlReporter(), TextReporter()])
def test_what_was_not_checked_is_shown_without_a_score(reporter: HtmlReporter | TextReporter, tmp_path: Path) -> None:
    report = check(Text("The minister said on Monday that talks would go on."), translator=FakeTranslator())
    path = tmp_path / "report"
    with path.open("w", encoding="utf-8") as stream:
        reporter.render(report, stream)
    assert "not checked" in path.read_text(encoding="utf-8")


def test_the_best_cut_leaves_most_on_their_sides() -> None:
    assert best_cut([0.0, 0.0, 0.0, 0.5], [0.4, 1.0, 1.2]) == 0.2
    assert best_cut([0.0], [0.0]) > 0
    with pytest.raises(ValueError, match="no articles"):
        best_cut([], [1.0])


def test_bounds_are_written_as_they_are_read(tmp_path: Path) -> None:
    sentences = tmp_path / "a.jsonl"
    sentences.write_text('{"text": "Un."}\n{"text": "Deux."}\n', encoding="utf-8")
    assert read_sentences(sentences, 1) == ["Un."]
    written = as_toml(GradeFigures(0.4, 1.2, (1, 1), (1, 1), (1, 1)))
    assert "needs_editing = 0.4\nunusable = 1.2\n" in written
