import gc
import io
import os
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import pytest
from report_sample import sample

from mtcheck.cli.outputs import Delivery, Target, plan_targets
from mtcheck.config.settings import Config
from mtcheck.errors import ConfigError
from mtcheck.files import replacing_text
from mtcheck.records import FileReport, Report
from mtcheck.report.base import StreamingReporter
from mtcheck.report.concise import ConciseReporter
from mtcheck.report.csv import CsvReporter
from mtcheck.report.github import GithubReporter
from mtcheck.report.jsonl import JsonLinesReporter
from mtcheck.report.tally import Tally

REPORT = Report(files=(), signature="sig")


@dataclass(frozen=True)
class Held(FileReport):
    """A file report whose end can be seen: slots alone take no weak reference."""


class NamedReporter:
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, report: Report, stream: TextIO) -> None:
        stream.write(f"{self.name} «{report.signature}»\n")


class BrokenReporter:
    def render(self, report: Report, stream: TextIO) -> None:
        stream.write("half")
        raise RuntimeError("no more")


@pytest.fixture(autouse=True)
def known_formats(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def reporter(name: str) -> NamedReporter:
        if name not in {"html", "json", "sarif", "text"}:
            raise ConfigError(f"unknown report format {name!r}")
        return NamedReporter(name)

    monkeypatch.setattr("mtcheck.report.registry.reporter", reporter)
    monkeypatch.setattr("mtcheck.report.registry.reporter_names", lambda: ("html", "json", "sarif", "text"))
    monkeypatch.chdir(tmp_path)


def asked(formats: list[str], outputs: list[str]) -> Config:
    return Config().override({"report.formats": ("--format", formats), "report.outputs": ("--output", outputs)})


def plan(formats: list[str], outputs: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for target in plan_targets(asked(formats, outputs)):
        assert isinstance(target.reporter, NamedReporter)
        pairs.append((target.reporter.name, target.output))
    return pairs


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ([], [], []),
        (["json"], [], [("json", "-")]),
        ([], ["-"], [("text", "-")]),
        ([], ["a.json", "b.HTM", "c.txt"], [("json", "a.json"), ("html", "b.HTM"), ("text", "c.txt")]),
        ([], ["d.sarif"], [("sarif", "d.sarif")]),
        (["json", "html"], ["a", "b"], [("json", "a"), ("html", "b")]),
        (["json", "text"], ["a.json", "-"], [("json", "a.json"), ("text", "-")]),
    ],
)
def test_formats_and_outputs_pair_by_position(
    formats: list[str], outputs: list[str], expected: list[tuple[str, str]]
) -> None:
    assert plan(formats, outputs) == expected


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        (["json", "html"], [], "--output: 2 formats and 1 output:"),
        (["json", "html"], ["a.json"], "--output: 2 formats and 1 output:"),
        (["json"], ["a", "b"], "--output: 1 format and 2 outputs"),
        (["json", "text"], ["-", "-"], "--output: two reports would go to stdout"),
        (["json", "text"], ["a", "./a"], "--output: two reports would go to a"),
        (["jsn"], [], "--format: unknown report format 'jsn'"),
        ([], ["a.xyz"], "--output: a.xyz: no format has this suffix"),
        ([], ["a"], "--output: a: no format has this suffix"),
        ([], ["none/a.json"], "--output: none/a.json: there is no folder none"),
        (["json"], ["."], "--output: . is a folder"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_work(
    formats: list[str], outputs: list[str], expected: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        plan(formats, outputs)
    assert str(caught.value).startswith(expected)


def deliver(report: Report, targets: Sequence[Target]) -> tuple[str, ...]:
    with Delivery(targets) as delivery:
        delivery.begin(replace(report, files=()))
        for file in report.files:
            delivery.file(file)
        return delivery.end(replace(report, files=()), Tally.of(report.files))


def test_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets = plan_targets(asked(["text", "json"], ["-", "a.json"]))
    assert deliver(REPORT, targets) == ("a.json",)
    assert (tmp_path / "a.json").read_bytes() == "json «sig»\n".encode()
    assert capsys.readouterr().out == "text «sig»\n"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError, match="no more"):
        deliver(REPORT, [Target(BrokenReporter(), "a.json")])
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_the_folder_vanished_meanwhile(tmp_path: Path) -> None:
    for reporter in (NamedReporter("json"), ConciseReporter(), JsonLinesReporter()):
        with pytest.raises(ConfigError, match=r"^gone/a\.json: cannot be written: No such file or directory"):
            deliver(REPORT, [Target(reporter, "gone/a.json")])


@pytest.mark.parametrize("reporter", [ConciseReporter(), CsvReporter(), GithubReporter(), JsonLinesReporter()])
def test_a_streamed_report_is_the_report_that_is_rendered(reporter: StreamingReporter, tmp_path: Path) -> None:
    whole = io.StringIO()
    reporter.render(sample(), whole)
    deliver(sample(), [Target(reporter, "streamed"), Target(NamedReporter("text"), "collected")])
    assert (tmp_path / "streamed").read_bytes() == whole.getvalue().encode()


def test_a_streamed_line_is_there_before_the_next_file(tmp_path: Path) -> None:
    with Delivery([Target(JsonLinesReporter(), "a.jsonl")]) as delivery:
        delivery.begin(REPORT)
        for number, file in enumerate(sample().files):
            delivery.file(file)
            assert (tmp_path / "a.jsonl").read_bytes().count(b"\n") == number + 2


def test_files_are_collected_only_for_reporters_that_need_them_all() -> None:
    reports: list[weakref.ref[Held]] = []
    with Delivery([Target(JsonLinesReporter(), os.devnull)]) as delivery:
        delivery.begin(REPORT)
        for name in "ab":
            file = Held(name)
            reports.append(weakref.ref(file))
            delivery.file(file)
            del file
        gc.collect()
        assert [report() for report in reports] == [None] * 2


def test_a_cut_short_table_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    delivery = Delivery([Target(CsvReporter(), "a.csv")])
    delivery.begin(REPORT)
    delivery.file(sample().files[0])
    error = RuntimeError("the engine failed")
    delivery.__exit__(RuntimeError, error, None)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"


def test_a_link_keeps_pointing_and_the_mode_stays(tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "link.json").symlink_to(real)
    with replacing_text("link.json") as stream:
        stream.write("new")
    assert (tmp_path / "link.json").is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_straight() -> None:
    with replacing_text(os.devnull) as stream:
        stream.write("nothing")
    assert not Path(os.devnull).is_file()
