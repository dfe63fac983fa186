"""Whatever one document holds or does, it is one failed file: named, with the kind of fault; the others keep their results."""

from __future__ import annotations

import io
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mtcheck import Text
from mtcheck.checks.base import BackTranslated, Check, Rule, Verdict
from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.discovery import discover
from mtcheck.readers.plain import PlainReader, document
from mtcheck.readers.reading import read_documents
from mtcheck.records import Category, Document, Report, Severity, Span
from mtcheck.report.registry import reporter
from mtcheck.run import reading as run_reading
from mtcheck.run.analysis import Analyst
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

RULE = Rule("MT201", "test.word", Category.GRAMMAR, Severity.MAJOR, "A test.", "For the test only.", "The test.", ())
BAD = "poison"


@dataclass(frozen=True)
class WordCheck:
    rules = (RULE,)
    back_translated: BackTranslated = BackTranslated.NONE

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        start = evidence.document.text.find("mot")
        if start >= 0:
            yield Verdict(RULE, Span(start, start + 3), "mot!", 0.9)


@dataclass(frozen=True)
class EndlessCheck(WordCheck):
    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        while BAD in evidence.document.text:
            time.sleep(0.01)
        yield from WordCheck.check(self, evidence)


def checked(*texts: str, translator: Any = None, check: Check | None = None, limit: float = 300.0) -> Report:
    return plan_run(
        [document(f"{number}.txt", text) for number, text in enumerate(texts)],
        Means([check or WordCheck()], translator or FakeTranslator()),
        reading=ReadingOptions(time_limit=limit),
    ).report()


def poisoned(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, text_of: Any) -> None:
    """Let a step of the run fail for documents that hold the word."""
    sound = getattr(owner, name)

    def step(*arguments: Any, **options: Any) -> Any:
        if BAD in text_of(arguments):
            raise KeyError("no such thing")
        return sound(*arguments, **options)

    monkeypatch.setattr(owner, name, step)


@pytest.mark.parametrize(
    ("owner", "name", "text_of"),
    [
        (Analyst, "cut", lambda arguments: "".join(item.text for item in arguments[1])),
        (Analyst, "complete", lambda arguments: arguments[1].document.text),
        (Analyst, "translate", lambda arguments: "".join(item.document.text for item in arguments[1])),
        (run_reading, "found_quotes", lambda arguments: arguments[0].text),
    ],
)
@pytest.mark.parametrize("back_translated", list(BackTranslated))
def test_a_fault_in_any_step_is_one_failed_file(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, text_of: Any, back_translated: BackTranslated
) -> None:
    poisoned(monkeypatch, owner, name, text_of)
    report = checked("Un mot de lui.", f"Un {BAD} de lui.", "Un mot de vous.", check=WordCheck(back_translated))
    told = [None if file.error is None else str(file.error) for file in report.files]
    if name == "translate" and back_translated is not BackTranslated.ALL:
        poisoned_text = "Un mot, un poison."
        report = checked("Un mot de lui.", poisoned_text, "Un mot de vous.", check=WordCheck(back_translated))
        told = [None if file.error is None else str(file.error) for file in report.files]
    assert told[0] is None
    assert told[2] is None
    assert [len(file.findings) for file in report.files] == [1, 0, 1]
    assert told[1] is not None
    assert told[1].startswith("1.txt: ")
    assert "KeyError: 'no such thing'" in told[1]
    assert "--debug" in told[1]
    assert report.exit_code == 2


def test_a_rule_that_fails_silences_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from mtcheck.checks.grammar import check as grammar

    def find(sentence: Any) -> Iterator[Any]:
        yield from ()
        raise KeyError("no such thing")

    text = "Le juge a ordonné la libération de le suspect. La cinéaste, qui est présidant le jury, a promis des débats."
    rules = tuple(replace(one, find=find) if one.rule.code == "MT4124" else one for one in grammar.sentence_rules())
    sound = checked(text, check=grammar.GrammarCheck())
    assert {finding.code for finding in sound.findings} >= {"MT4061", "MT4124"}
    monkeypatch.setattr(grammar, "sentence_rules", lambda: rules)
    report = checked(text, check=grammar.GrammarCheck())
    assert {finding.code for finding in report.findings} == {finding.code for finding in sound.findings} - {"MT4124"}
    (file,) = report.files
    assert file.error is not None
    assert str(file.error).startswith("0.txt: check MT4124 failed: KeyError: 'no such thing'")
    assert "--debug" in str(file.error)
    assert file.in_part
    assert report.exit_code == 2


@pytest.mark.parametrize(
    "form", ["text", "concise", "json", "html", "markdown", "github", "gitlab", "csv", "sarif", "junit"]
)
def test_what_other_checks_found_is_in_every_report(form: str) -> None:
    @dataclass(frozen=True)
    class FailingCheck(WordCheck):
        def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
            yield from WordCheck.check(self, evidence)
            raise KeyError("no such thing")

    report = checked("Un mot de lui.", check=FailingCheck())
    assert [finding.text for finding in report.findings] == ["mot"]
    stream = io.StringIO()
    reporter(form).render(report, stream)
    assert "mot!" in stream.getvalue().replace("\\", "")
    assert "check MT201 failed" in " ".join(stream.getvalue().split())
    assert "ot checked:" not in stream.getvalue()


def test_a_fault_of_a_reader_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(self: PlainReader, content: Content) -> Iterator[Document]:
        if BAD.encode() in content.data:
            raise ZeroDivisionError("by zero")
        yield document(content.path, content.data.decode())

    monkeypatch.setattr(PlainReader, "read", read)
    (tmp_path / "a.txt").write_text("Un mot.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(BAD, encoding="utf-8")
    items = [item for source in discover([str(tmp_path)]) for item in read_documents(source)]
    assert isinstance(items[0], Document)
    assert str(items[1]).startswith(f"{tmp_path}/b.txt: cannot be read: ZeroDivisionError: by zero")
    assert "--debug" in str(items[1])


def test_work_that_does_not_end_is_given_up() -> None:
    report = checked("Un mot de lui.", f"Un {BAD}.", "Un mot de vous.", check=EndlessCheck(), limit=1.0)
    assert [len(file.findings) for file in report.files] == [1, 0, 1]
    assert str(report.files[1].error) == "1.txt: was not checked within 1 seconds: given up (documents.time_limit)"
    assert report.exit_code == 2


def test_reading_that_does_not_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(self: PlainReader, content: Content) -> Iterator[Document]:
        while content.data:
            time.sleep(0.01)
        yield document("", "")

    monkeypatch.setattr(PlainReader, "read", read)
    (tmp_path / "a.txt").write_text("Un mot.", encoding="utf-8")
    (source,) = discover([str(tmp_path / "a.txt")])
    (item,) = read_documents(source, ReadingOptions(time_limit=0.2))
    assert str(item) == f"{tmp_path}/a.txt: was not read within 0.2 seconds: given up (documents.time_limit)"


def slowed(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    sound = getattr(owner, name)

    def step(*arguments: Any, **options: Any) -> Any:
        time.sleep(0.4)
        return sound(*arguments, **options)

    monkeypatch.setattr(owner, name, step)


def test_the_limit_holds_for_all_steps_together(monkeypatch: pytest.MonkeyPatch) -> None:
    checked("Un mot de lui.")  # what is loaded once counts for no document
    for owner, name in ((Analyst, "cut"), (Analyst, "complete"), (run_reading, "found_quotes"), (Analyst, "translate")):
        slowed(monkeypatch, owner, name)
    assert checked("Un mot de lui.", limit=30.0).exit_code == 1
    report = checked("Un mot de lui.", limit=1.0)  # no step alone takes so long
    assert str(report.files[0].error) == "0.txt: was not checked within 1 seconds: given up (documents.time_limit)"


def test_reading_runs_on_the_same_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed(monkeypatch, run_reading, "found_quotes")
    sound = PlainReader.read

    def read(self: PlainReader, content: Content) -> Iterator[Any]:
        time.sleep(0.4)
        yield from sound(self, content)

    monkeypatch.setattr(PlainReader, "read", read)
    (tmp_path / "a.txt").write_text("Un mot.", encoding="utf-8")
    reading = run_reading.DocumentReading(discover([str(tmp_path / "a.txt")]), ReadingOptions(time_limit=30.0))
    reading.survey()
    (item,) = reading
    assert isinstance(item, Document)
    assert reading.clocks.of(item).left < 29.3
    again = run_reading.DocumentReading(discover([str(tmp_path / "a.txt")]), ReadingOptions(time_limit=30.0), kept=0)
    monkeypatch.setattr(run_reading, "_SLOW", 0.1)
    again.survey()
    (item,) = again  # read a second time, it has the time of both readings behind it
    assert isinstance(item, Document)
    assert again.clocks.of(item).left < 28.9


def test_debug_shows_where_a_contained_fault_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.setattr("mtcheck.config.rules.build_checks", lambda *_: (WordCheck(),))
    poisoned(monkeypatch, Analyst, "complete", lambda arguments: arguments[1].document.text)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(f"Un {BAD}.", encoding="utf-8")
    for options in ([], ["--debug"]):
        with pytest.raises(SystemExit) as caught:
            main(["check", "a.txt", "-q", "--no-cache", *options])
        assert caught.value.code == 2
        assert ("Traceback" in capsys.readouterr().err) is bool(options)


def test_what_is_no_file_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un mot.", encoding="utf-8")
    for name in ("b.txt", "c.jsonl"):
        os.mkfifo(tmp_path / name)
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(tmp_path)  # a socket's name is short
        listener.bind("d.txt")
        notes: list[str] = []
        sources = discover([str(tmp_path)], skipped=lambda line: notes.append(str(line)))
    assert [Path(source.path).name for source in sources] == ["a.txt"]
    assert sorted(note.removeprefix(f"{tmp_path}/") for note in notes) == [
        "b.txt is a pipe, not a file: passed over",
        "c.jsonl is a pipe, not a file: passed over",
        "d.txt is a socket, not a file: passed over",
    ]


def test_the_note_on_a_pipe_is_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.chdir(tmp_path)
    Path("d").mkdir()
    Path("d/a.txt").write_text("La séance est levée.", encoding="utf-8")
    os.mkfifo("d/x.txt")
    with pytest.raises(SystemExit) as caught:
        main(["check", "d", "--no-cache", "--format", "json"])
    assert caught.value.code == 0
    assert "d/x.txt is a pipe, not a file: passed over" in capsys.readouterr().out


def test_half_a_character_is_told_with_its_place() -> None:
    from mtcheck import check

    report = check([Text("Un mot.\nUn \ud800 mot.", "x"), Text("Un mot.", "y")], translator=FakeTranslator())
    assert str(report.files[0].error) == "x:2: holds half a character (a lone surrogate) at offset 11 (column 4)"
    assert report.files[1].error is None
    assert report.exit_code == 2


def test_the_limit_can_be_configured() -> None:
    from mtcheck.config.documents import build_reading
    from mtcheck.config.settings import parse_config

    assert build_reading(parse_config({"documents": {"time_limit": 7}})).time_limit == 7
    assert ReadingOptions().time_limit == build_reading(parse_config({})).time_limit
