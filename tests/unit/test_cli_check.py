"""The command's own work: options to configuration, calls in order, reports, exit codes. Everything below is faked."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import pytest

from mtcheck.cli import main
from mtcheck.config.settings import Config
from mtcheck.errors import QuoteBankError, TranslatorError
from mtcheck.quotes.collection import collect
from mtcheck.readers.discovery import Source
from mtcheck.records import AcrossFinding, Category, FileReport, Finding, KnownQuote, Report, Severity, Span
from mtcheck.run.means import Means
from mtcheck.run.pipeline import PipelineOptions

FINDING = Finding("MT201", "term.garbled", Category.WRONG_TERM, Severity.MAJOR, 0.9, Span(0, 4), "abcd", "garbled")


class SignatureReporter:
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, report: Report, stream: TextIO) -> None:
        stream.write(f"{self.name}: {len(report.findings)} findings\n")


class FakeRun:
    signature = "sig"

    def __init__(self, house: House, quotes: Sequence[KnownQuote]) -> None:
        self.house, self.quotes = house, collect(quotes)

    def reported_quotes(self) -> tuple[KnownQuote, ...]:
        return tuple(self.quotes)

    def across(self) -> tuple[AcrossFinding, ...]:
        return ()

    def files(self) -> Iterator[FileReport]:
        if self.house.error is not None:
            raise self.house.error
        yield from self.house.files


class House:
    """Stands in for everything below the command line and remembers what it was asked."""

    def __init__(self) -> None:
        self.files: tuple[FileReport, ...] = (FileReport("a.txt", findings=(FINDING,)),)
        self.calls: dict[str, Any] = {}
        self.error: Exception | None = None

    def plan_run(self, sources: Sequence[Source], means: Means, options: PipelineOptions, **arguments: Any) -> FakeRun:
        self.calls |= {"sources": sources, "means": means, "options": options, **arguments}
        return FakeRun(self, arguments["quotes"])

    def build_translator(self, config: Config, _: object) -> str:
        self.calls["config"] = config
        return "translator"

    def load_quotes(self, paths: Sequence[str]) -> tuple[KnownQuote, ...]:
        if "bad" in str(paths[0]):
            raise QuoteBankError(str(paths[0]), "is not JSON", line=3)
        return (KnownQuote(Path(paths[0]).stem, "X", "Words."),)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> House:
    fake = House()
    monkeypatch.setattr("mtcheck.run.pipeline.plan_run", fake.plan_run)
    monkeypatch.setattr("mtcheck.config.engines.build_translator", fake.build_translator)
    monkeypatch.setattr("mtcheck.quotes.bank.load_quotes", fake.load_quotes)
    monkeypatch.setattr("mtcheck.report.registry.reporter", SignatureReporter)
    monkeypatch.setattr("mtcheck.report.registry.reporter_names", lambda: ("html", "json", "text"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("abcd", encoding="utf-8")
    return fake


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(["check", *arguments])
    return caught.value.code


def test_the_text_report_goes_to_stdout(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt") == 1
    assert capsys.readouterr() == ("text: 1 findings\n", "")
    assert house.calls["sources"] == (Source("a.txt"),)
    assert house.calls["progress"] is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((), 1), (("--fail-on", "critical"), 0), (("--fail-on", "minor"), 1), (("--fail-on", "never"), 0)],
)
@pytest.mark.usefixtures("house")
def test_the_report_owns_the_exit_code(arguments: tuple[str, ...], code: int) -> None:
    assert run("a.txt", *arguments) == code


def test_a_failed_file_is_named_on_stderr_and_the_report_is_written(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.files += (FileReport("b.txt", error="b.txt:1: is empty"), FileReport("c.txt", error="check MT1 failed"))
    assert run("a.txt", "b.txt", "--fail-on", "never") == 2
    out, err = capsys.readouterr()
    assert out == "text: 1 findings\n"
    assert err == "mtcheck: error: b.txt:1: is empty\nmtcheck: error: c.txt: check MT1 failed\n"


def test_options_reach_the_pipeline(house: House) -> None:
    run("a.txt", "--select", "MT1", "--select", "MT2", "--ignore", "MT1", "--min-severity", "minor")
    options = house.calls["options"]
    assert (options.select, options.ignore, options.min_severity) == (("MT1", "MT2"), ("MT1",), Severity.MINOR)
    run("a.txt", "--min-confidence", "0", "--device", "cpu", "--model", "other/model")
    assert house.calls["options"].min_confidence == 0
    assert (house.calls["config"].model.device, house.calls["config"].model.name) == ("cpu", "other/model")


def test_the_cache_can_be_left_alone(house: House) -> None:
    run("a.txt")
    assert house.calls["config"].cache.enabled
    run("a.txt", "--no-cache")
    assert not house.calls["config"].cache.enabled


def test_the_configuration_found_here_is_used_and_options_win(house: House, tmp_path: Path) -> None:
    text = "quotes = ['own.json']\n[model]\nbeam = 2\ndevice = 'cuda'\n[report]\nfail_on = 'never'\n"
    (tmp_path / "mtcheck.toml").write_text(text, encoding="utf-8")
    for name in ("own.json", "more.json"):
        (tmp_path / name).touch()
    assert run("a.txt", "--device", "cpu", "--quotes", "more.json") == 0
    assert (house.calls["config"].model.beam, house.calls["config"].model.device) == (2, "cpu")
    assert [quote.id for quote in house.calls["quotes"]] == ["own", "more"]


def test_a_malformed_quotes_file_loses_neither_quotes_nor_findings(
    house: House, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("one.json", "bad.json", "two.json"):
        (tmp_path / name).touch()
    assert run("a.txt", "--quotes", "one.json", "--quotes", "bad.json", "--quotes", "two.json") == 2
    assert [quote.id for quote in house.calls["quotes"]] == ["one", "two"]
    assert capsys.readouterr() == ("text: 1 findings\n", "mtcheck: error: bad.json:3: is not JSON\n")


@pytest.mark.usefixtures("house")
def test_several_reports_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt", "--format", "json", "--output", "a.json", "--format", "html", "-o", "-") == 1
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "json: 1 findings\n"
    assert capsys.readouterr() == ("html: 1 findings\n", "mtcheck: wrote a.json\n")


@pytest.mark.usefixtures("house")
def test_output_on_the_command_line_forgets_the_file_s_pairs(tmp_path: Path) -> None:
    text = "[report]\nformats = ['text', 'html']\noutputs = ['x.txt', 'x.html']\n"
    (tmp_path / "mtcheck.toml").write_text(text, encoding="utf-8")
    assert run("a.txt", "-o", "b.json") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.json", "mtcheck.toml"]


@pytest.mark.usefixtures("house")
def test_the_file_s_reports_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mtcheck.toml").write_text("[report]\noutputs = ['x.html', '-']\n", encoding="utf-8")
    assert run("a.txt", "--quiet") == 1
    assert (tmp_path / "x.html").is_file()
    assert capsys.readouterr() == ("text: 1 findings\n", "")


@pytest.mark.usefixtures("house")
def test_quiet_says_nothing_but_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt", "-q") == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--fail-on", "grave"), "--fail-on: unknown severity 'grave'"),
        (("--min-confidence", "7"), "--min-confidence: 7.0 is out of range: 0 to 1"),
        (("--select", "term"), "--select: 'term' is no code prefix"),
        (("--select", "MT8"), "--select: no rule's code begins with MT8"),
        (("--device", "gpu"), "--device: unknown device 'gpu'"),
        (("--config", "none.toml"), "none.toml: no such file"),
        (("--format", "json", "--format", "html"), "--output: 2 formats and 1 output:"),
    ],
)
def test_a_wrong_option_is_one_line_and_2(
    house: House, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    assert run("a.txt", *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"mtcheck: error: {expected}")
    assert err.count("\n") == 1
    assert "sources" not in house.calls


@pytest.mark.parametrize("arguments", [(), ("a.txt", "--no-such-option"), ("a.txt", "--min-confidence", "much")])
def test_wrong_usage_is_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "Usage: mtcheck check" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "expected"),
    [
        (TranslatorError("out of memory"), 2, "mtcheck: error: out of memory\n"),
        (KeyboardInterrupt(), 130, "mtcheck: interrupted\n"),
        (RuntimeError("odd"), 2, "mtcheck: error: RuntimeError: odd (a fault of mtcheck; --debug shows where)\n"),
    ],
)
def test_a_failure_below_is_one_line(
    house: House, capsys: pytest.CaptureFixture[str], error: Exception, code: int, expected: str
) -> None:
    house.error = error
    assert run("a.txt") == code
    assert capsys.readouterr().err == expected


def test_debug_shows_where(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.error = RuntimeError("odd")
    assert run("a.txt", "--debug") == 2
    assert "in check_once" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "shown"), [((), True), (("--no-progress",), False), (("--quiet",), False)])
def test_progress_is_for_terminals(
    house: House, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], shown: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run("a.txt", *arguments)
    assert (house.calls["progress"] is not None) is shown


def test_a_closed_pipe_loses_neither_files_nor_exit_code(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Closed(SignatureReporter):
        def render(self, report: Report, stream: TextIO) -> None:
            if stream is sys.stdout:
                raise BrokenPipeError
            super().render(report, stream)

    monkeypatch.setattr("mtcheck.report.registry.reporter", Closed)
    monkeypatch.setattr("mtcheck.cli.outputs.silence_stdout", lambda: None)
    assert run("a.txt", "-o", "-", "-o", "b.html") == 1
    assert (tmp_path / "b.html").is_file()
    assert house.calls


@pytest.mark.parametrize("in_file", [True, False])
def test_cuda_without_cuda_names_the_key_and_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], in_file: bool
) -> None:
    monkeypatch.setattr("mtcheck.engines.devices.count_cuda", lambda: 0)
    monkeypatch.setattr("mtcheck.report.registry.reporter", SignatureReporter)
    (tmp_path / "a.txt").write_text("Un texte.", encoding="utf-8")
    (tmp_path / "gpu.toml").write_text("[model]\ndevice = 'cuda'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("a.txt", *(("--config", "gpu.toml") if in_file else ("--device", "cuda"))) == 2
    place = "gpu.toml: model.device" if in_file else "--device"
    expected = f"mtcheck: error: {place}: this machine has no CUDA device\n"
    assert capsys.readouterr() == ("", expected)
