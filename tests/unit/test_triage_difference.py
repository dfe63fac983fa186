"""An earlier report: new, fixed and the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from test_triage_baseline import TEXT, reported

from mtcheck.errors import ConfigError
from mtcheck.records import FileReport, Report, Suppressed, SuppressionKind
from mtcheck.report.json import JsonReporter
from mtcheck.triage.difference import load_report
from mtcheck.triage.triage import Triage


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")


def write_earlier(*files: FileReport) -> None:
    stream = io.StringIO()
    JsonReporter().render(Report(files, "sig"), stream)
    Path("old.json").write_text(stream.getvalue(), encoding="utf-8")


def compared(*files: FileReport) -> tuple[int, int, list[tuple[str, int, str]]]:
    """Return the numbers of new and of same findings, and what is fixed."""
    triage = Triage(earlier=load_report("old.json"))
    parted = [triage.part(file) for file in files]
    same = [item for file in parted for item in file.suppressed if item.kind is SuppressionKind.EARLIER]
    fixed = [(item.path, item.line, item.text) for item in triage.fixed()]
    return sum(len(file.findings) for file in parted), len(same), fixed


def test_new_fixed_and_same() -> None:
    write_earlier(reported("a.txt", TEXT), reported("b.txt", "On parle d'un feu cessé.\n\nPuis d'un autre feu cessé."))
    again = "Ligne nouvelle.\n\n" + TEXT + " Tout neuf : le feu cessé."
    assert compared(reported("a.txt", again), reported("b.txt", "On parle d'un feu cessé.")) == (
        1, 3, [("b.txt", 3, "feu cessé")],
    )  # fmt: skip


def test_a_file_that_is_not_checked_is_not_fixed() -> None:
    write_earlier(reported("a.txt", TEXT), reported("b.txt", TEXT), reported("gone.txt", "Hier, un feu cessé."))
    assert compared(reported("./a.txt", TEXT), FileReport("b.txt", "cannot be read")) == (
        0, 2, [("gone.txt", 1, "feu cessé")],
    )  # fmt: skip


def test_what_was_suppressed_before_is_the_same_and_what_is_suppressed_now_is_not_fixed() -> None:
    file = reported("a.txt", TEXT)
    known = tuple(Suppressed(finding, SuppressionKind.BASELINE) for finding in file.findings)
    write_earlier(FileReport("a.txt", document=file.document, suppressed=known))
    assert compared(file) == (0, 2, [])
    write_earlier(file)
    now = reported("a.txt", TEXT.replace("feu cessé hier", "feu cessé [sic] hier"))
    assert compared(now)[2] == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "old.json:1:2: not valid JSON"),
        ("[]", "old.json: not a JSON report of mtcheck"),
        ('{"schema_version": 1, "files": [{"path": "a"}]}', "old.json: not a JSON report of this version of mtcheck"),
        ('{"schema_version": 1, "files": 3}', "old.json: not a JSON report of mtcheck"),
    ],
)
def test_what_is_no_report_is_refused(content: str, expected: str) -> None:
    Path("old.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_report("old.json")
    assert str(caught.value).startswith(expected)


def test_a_missing_report_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^none\.json: no such file"):
        load_report("none.json")
