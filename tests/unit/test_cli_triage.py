"""The habits of daily use, through the command line with the fake engine: baseline, ignores, diff, since, streams."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mtcheck.cli import main
from mtcheck.cli.checking import CheckRequest, watched_paths
from mtcheck.cli.since import changed_since
from mtcheck.cli.watching import watch
from mtcheck.config.settings import Config, ReportConfig
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ConfigError, InputError
from mtcheck.quotes.collection import collect
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.readers.plain import document
from mtcheck.records import AcrossFinding, FileReport, KnownQuote
from mtcheck.report.json import report_schema

ONE = "Les deux camps ont signé un feu cessé hier soir.\n"
TWO = "# Titre\n\nOn attend un feu cessé demain.\n"
IGNORE = "[[ignore]]\nreason = 'agreed with the desk'\ncode = 'MT201'\nfile = 'articles/one.txt'\n"


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "articles" / "two.md").write_text(TWO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(["check", "articles", "--no-cache", *arguments])
    return caught.value.code


def checked_json(*arguments: str) -> tuple[object, Any]:
    code = check(*arguments, "--format", "json", "--output", "report.json")
    data = json.loads(Path("report.json").read_text(encoding="utf-8"))
    Draft202012Validator(report_schema()).validate(data)
    return code, data


def test_the_backlog_is_accepted_and_only_new_findings_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--quiet") == 1
    assert check("--quiet", "--write-baseline", "base.json") == 0
    capsys.readouterr()
    assert check("--baseline", "base.json") == 0
    assert "2 known findings not shown: 2 in the baseline." in capsys.readouterr().out
    Path("articles/one.txt").write_text(
        "Du neuf.\n\n" + ONE + "\nIls veulent des missiles patriotes.\n", encoding="utf-8"
    )
    assert check("--baseline", "base.json", "--format", "concise") == 1
    out, err = capsys.readouterr()
    assert out.startswith("articles/one.txt:5:17: MT201")
    assert out.count("\n") == 1
    assert err == (
        "mtcheck: 2 known findings not shown: 2 in the baseline.\n"
        "mtcheck: Fails: 1 finding major or above. Exit code 1.\n"
    )


def test_a_stale_entry_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    check("--quiet", "--write-baseline", "base.json")
    Path("articles/one.txt").write_text("Un cessez-le-feu.\n", encoding="utf-8")
    code, data = checked_json("--baseline", "base.json")
    told = "base.json: stale entry: articles/one.txt: MT201 “feu cessé” is no longer found"
    assert (code, data["summary"]["warnings"]) == (0, [told])
    assert f"mtcheck: warning: {told}\n" in capsys.readouterr().err
    assert checked_json("--baseline", "base.json", "--select", "MT1")[1]["summary"]["warnings"] == []


def test_writing_a_baseline_tells_how_many_and_overwrites_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--write-baseline", "base.json", "-o", "report.html") == 0
    assert capsys.readouterr().err == (
        "mtcheck: 2 known findings not shown: 2 in the baseline.\n"
        "mtcheck: wrote report.html\n"
        "mtcheck: wrote base.json: 2 findings accepted\n"
        "mtcheck: Passes: no finding major or above. Exit code 0.\n"
    )
    Path("other.json").write_text('{"mine": 1}', encoding="utf-8")
    assert check("--write-baseline", "other.json") == 2
    assert Path("other.json").read_text(encoding="utf-8") == '{"mine": 1}'
    assert check("--write-baseline", "none/base.json") == 2
    assert check("--write-baseline", "b.json", "--diff", "report.json") == 2


def test_the_ignore_list_beside_the_configuration_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("mtcheck-ignore.toml").write_text(IGNORE, encoding="utf-8")
    code, data = checked_json()
    assert code == 1
    assert [len(file["findings"]) for file in data["files"]] == [0, 1]
    (known,) = data["files"][0]["suppressed"]
    assert (known["kind"], known["reason"], known["finding"]["text"]) == ("ignore", "agreed with the desk", "feu cessé")
    assert data["summary"]["suppressed"]["ignore"] == 1
    Path("mtcheck.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "articles")
    with pytest.raises(SystemExit) as caught:
        main(["check", "one.txt", "--quiet", "--no-cache"])
    assert caught.value.code == 0


def test_the_configuration_may_name_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check("--quiet", "--write-baseline", "base.json")
    Path("list.toml").write_text(IGNORE, encoding="utf-8")
    text = "[report]\nbaseline = 'base.json'\nignore_file = 'list.toml'\n"
    Path("mtcheck.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "articles")
    with pytest.raises(SystemExit) as caught:
        main(["check", ".", "--no-cache", "--format", "json", "--output", "../report.json"])
    data = json.loads(Path("../report.json").read_text(encoding="utf-8"))
    assert caught.value.code == 0
    assert data["summary"]["suppressed"] | {"inline": 0} == {
        "inline": 0, "sic": 0, "ignore": 1, "baseline": 1, "earlier": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("option", "content", "expected"),
    [
        ("--ignore-file", "[[ignore]]\ncode = 'MT2'\n", "given:1: reason: is missing"),
        ("--baseline", "{", "given:1:2: not valid JSON"),
        ("--diff", "{}", "given: not a JSON report of mtcheck"),
    ],
)
def test_a_malformed_file_is_2_and_named(
    option: str, content: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("given").write_text(content, encoding="utf-8")
    assert check(option, "given") == 2
    assert capsys.readouterr().err.startswith(f"mtcheck: error: {expected}")
    Path("given").unlink()
    assert check(option, "given") == 2
    assert capsys.readouterr().err.startswith("mtcheck: error: given: no such file")


def test_comments_and_sic(capsys: pytest.CaptureFixture[str]) -> None:
    Path("articles/one.txt").write_text(ONE.replace("cessé", "cessé [sic]"), encoding="utf-8")
    text = (
        TWO.replace("\n\nOn", "\n\n<!-- mtcheck: ignore[MT201] traduit ainsi -->\nOn")
        + "\n<!-- mtcheck: ignore[MT6] -->\n"
    )
    Path("articles/two.md").write_text(text, encoding="utf-8")
    code, data = checked_json()
    assert code == 0
    kinds = [item["kind"] for file in data["files"] for item in file["suppressed"]]
    assert kinds == ["sic", "inline"]
    assert "articles/two.md:6: unused mtcheck comment: nothing to ignore for MT6" in capsys.readouterr().err


def test_comments_of_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    paragraphs = [
        "<p>Le ministre a longuement parlé devant la presse réunie à Genève pour cette longue conférence.</p>",
        "<!-- mtcheck: ignore[MT201] traduit ainsi -->",
        "<p>Les deux camps ont signé un feu cessé hier soir, après des mois de négociations difficiles.</p>",
        "",
        "<p>Un autre feu cessé suivra dans quelques jours, selon les délégués présents à la table.</p>",
    ]
    page = "<html><body><article>\n" + "\n".join(paragraphs) + "\n</article></body></html>\n"
    Path("articles/one.txt").unlink()
    Path("articles/two.md").unlink()
    Path("articles/page.html").write_text(page, encoding="utf-8")
    code, data = checked_json()
    (file,) = data["files"]
    assert (code, [item["reason"] for item in file["suppressed"]]) == (1, ["traduit ainsi"])
    assert ["line 6" in item["place"] for item in file["findings"]] == [True]
    assert "warning" not in capsys.readouterr().err


def test_two_runs_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    checked_json()
    Path("report.json").rename("old.json")
    Path("articles/one.txt").write_text("Un cessez-le-feu. Ils veulent des missiles patriotes.\n", encoding="utf-8")
    code, data = checked_json("--diff", "old.json")
    assert code == 1
    assert [finding["text"] for file in data["files"] for finding in file["findings"]] == ["missiles patriotes"]
    assert [(item["path"], item["text"]) for item in data["summary"]["fixed"]] == [("articles/one.txt", "feu cessé")]
    assert data["summary"]["suppressed"]["earlier"] == 1
    capsys.readouterr()
    check("--diff", "old.json")
    assert "Compared with old.json: 1 new, 1 fixed, 1 the same." in capsys.readouterr().out
    checked_json("--quiet")
    Path("report.json").rename("new.json")
    assert check("--diff", "new.json", "--quiet") == 0


# --since


def git(*arguments: str) -> None:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True, env=environment)


@pytest.fixture
def repository() -> None:
    git("init")
    git("add", ".")
    git("commit", "-m", "one")


@pytest.mark.usefixtures("repository")
def test_since_checks_what_changed_on_this_branch_and_what_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--since", "HEAD") == 0
    assert capsys.readouterr().err == "mtcheck: nothing to check: no file changed since HEAD\n"
    git("checkout", "-b", "work")
    Path("articles/é à.txt").write_text(ONE, encoding="utf-8")
    Path("articles/two.md").write_text(TWO + "\nSuite.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "two")
    git("checkout", "main")
    Path("articles/one.txt").write_text(ONE + "\nSuite.\n", encoding="utf-8")
    git("commit", "-am", "three")
    git("checkout", "work")
    Path("articles/new.txt").write_text(ONE, encoding="utf-8")
    assert check("--since", "main", "--format", "concise") == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "articles/new.txt", "articles/two.md", "articles/é à.txt",
    ]  # fmt: skip


@pytest.mark.usefixtures("repository")
def test_since_keeps_what_is_no_file_and_refuses_what_is_outside(tmp_path_factory: pytest.TempPathFactory) -> None:
    failed = Source("gone", error=InputError("gone", "no such file"))
    stdin = Source("<stdin>", SourceKind.STDIN)
    assert changed_since("HEAD", [Source("articles/one.txt"), stdin, failed]) == (stdin, failed)
    outside = tmp_path_factory.mktemp("outside") / "a.txt"
    outside.write_text(ONE, encoding="utf-8")
    with pytest.raises(ConfigError, match="lies outside the git checkout"):
        changed_since("HEAD", [Source(str(outside))])


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        ("nowhere", "--since: git knows no revision 'nowhere'; a shallow clone may lack it"),
        ("--output=x", "--since: git knows no revision '--output=x'"),
        ("", "--since: git knows no revision ''"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_an_unknown_revision_is_named(revision: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(f"--since={revision}") == 2
    assert capsys.readouterr().err.startswith(f"mtcheck: error: {expected}")


def test_since_outside_a_checkout_or_without_git(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert check("--since", "main") == 2
    assert "mtcheck: error: --since: git: not a git repository" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert check("--since", "main") == 2
    assert capsys.readouterr().err == "mtcheck: error: --since: git is not installed\n"


# --watch


def test_watch_checks_again_after_each_change_until_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    codes, naps = iter((1, ConfigError("half a file"), 0)), itertools.count()

    def once() -> int:
        code = next(codes)
        if isinstance(code, Exception):
            raise code
        return code

    def sleep(_: float) -> None:
        match next(naps):
            case 1:
                Path("articles/new.txt").write_text(ONE, encoding="utf-8")
            case 2:
                Path("articles/one.txt").unlink()
            case 3:
                raise KeyboardInterrupt

    assert watch(once, lambda: ("articles", "mtcheck.toml"), sleep) == 0
    assert capsys.readouterr().err.splitlines() == [
        "mtcheck: exit code 1; watching 2 files, Ctrl-C ends",
        "mtcheck: error: half a file",
        "mtcheck: exit code 2; watching 3 files, Ctrl-C ends",
        "mtcheck: exit code 0; watching 2 files, Ctrl-C ends",
        "mtcheck: no longer watching",
    ]


def test_watch_through_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def sleep(_: float) -> None:
        if Path("mtcheck.toml").exists():
            raise KeyboardInterrupt
        Path("mtcheck.toml").write_text("[report]\nfail_on = 'never'\n", encoding="utf-8")
        os.utime("articles/one.txt", (1, 1))

    monkeypatch.setattr("mtcheck.cli.watching.watch.__defaults__", (sleep,))
    assert check("--watch", "--quiet") == 0
    assert capsys.readouterr().err.count("watching") == 3
    assert check("--watch", "-") == 2


def test_a_report_among_the_articles_is_not_watched() -> None:
    request = CheckRequest(Config(report=ReportConfig(outputs=("articles/two.md",))), ("articles",), ("q.json",))
    assert watched_paths(request) == ("articles/one.txt", "q.json")


# streams


class EndlessRun:
    """Reports of many files, each made when it is asked for."""

    signature, quotes = "sig", collect(())

    def __init__(self, count: int) -> None:
        self.count = count

    def reported_quotes(self) -> tuple[KnownQuote, ...]:
        return ()

    def across(self) -> tuple[AcrossFinding, ...]:
        return ()

    def files(self) -> Iterator[FileReport]:
        for number in range(self.count):
            yield FileReport(f"{number}.txt", document=document(f"{number}.txt", ONE * 500))


def peak_of(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("mtcheck.run.pipeline.plan_run", lambda *_, **__: EndlessRun(count))
    tracemalloc.start()
    assert check("--quiet", "--format", "jsonl", "--output", "big.jsonl") == 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert Path("big.jsonl").read_bytes().count(b"\n") == count + 2
    return peak


def test_memory_does_not_grow_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.readers.plain.cut_passages", lambda text: ())
    peak_of(5, monkeypatch)  # what is loaded once
    few, many = peak_of(20, monkeypatch), peak_of(400, monkeypatch)
    assert many < few + 1_000_000  # 400 documents are 10 MB


def test_output_is_the_same_whatever_the_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        Path(f"articles/{number}.txt").write_text(ONE * (number + 1), encoding="utf-8")
    formats = ("concise", "csv", "github", "gitlab", "html", "json", "jsonl", "junit", "markdown", "sarif", "text")
    seen = []
    for size in (1, 3, 64):
        monkeypatch.setattr("mtcheck.run.pipeline.FILES_AT_ONCE", size)
        wanted = [word for name in formats for word in ("--format", name, "--output", f"out.{name}")]
        assert check("--quiet", *wanted) == 1
        seen.append([Path(f"out.{name}").read_bytes() for name in formats])
    assert seen[0] == seen[1] == seen[2]
