"""What people expect of a linter: what is left alone, statistics, names for standard input, exit codes, fixes in SARIF."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck import links
from mtcheck.checks.registry import all_rules
from mtcheck.cli import main as command_line
from mtcheck.config.settings import Config, load_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ConfigError
from mtcheck.readers.discovery import discover
from mtcheck.readers.exclusion import Exclusion, PerFile
from mtcheck.report.sarif import SarifReporter

GARBLED = "Les deux camps ont signé un feu cessé hier soir.\n"


def main(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        command_line(["check", "--no-progress", *arguments])
    return int(str(ended.value.code))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    for name in ("a.txt", "news/b.txt", "news/c.en.md", "news/sub/d.txt", "build/e.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(GARBLED, encoding="utf-8")
    return tmp_path


def found(*paths: str, exclusion: Exclusion | None = None, told: list[str] | None = None) -> list[str]:
    skipped = [] if told is None else told
    return [
        s.path
        for s in discover(paths, exclusion=exclusion, skipped=lambda line: skipped.append(str(line)))
        if s.error is None
    ]


def test_patterns_exclude_wherever_files_are_named(tmp_path: Path) -> None:
    exclusion = Exclusion(["sub/", "*.en.md", "/build"])
    told: list[str] = []
    assert found(".", exclusion=exclusion, told=told) == ["./a.txt", "./news/b.txt"]
    assert told == [".: 3 files or folders are excluded, or ignored by git: not read"]
    assert found("news/*.*", "news/c.en.md", "build", exclusion=exclusion) == ["news/b.txt"]
    # seen from the folder of the configuration that names them
    assert found("news", exclusion=Exclusion(["/b.txt"], str(tmp_path / "news"))) == ["news/c.en.md", "news/sub/d.txt"]
    assert found("news", exclusion=Exclusion(["*", "!b.txt"], "news")) == ["news/b.txt"]


def test_what_git_ignores_is_left_alone() -> None:
    Path(".gitignore").write_text("build/\n*.en.md\n", encoding="utf-8")
    Path("news/sub/.gitignore").write_text("!*.en.md\n", encoding="utf-8")
    Path("news/sub/f.en.md").write_text(GARBLED, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], check=True)
    whole = ["./a.txt", "./news/b.txt", "./news/sub/d.txt", "./news/sub/f.en.md"]
    assert found(".") == whole
    # from below the top of the checkout as well; a file that is named is read
    assert found("news", "build/e.txt") == ["news/b.txt", "news/sub/d.txt", "news/sub/f.en.md", "build/e.txt"]
    assert len(found(".", exclusion=Exclusion(gitignore=False))) == 6
    # git has the last word on what it ignores
    listed = subprocess.run(
        ["git", "ls-files", "-oc", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    assert sorted(f"./{name}" for name in listed.stdout.split() if ".git" not in name) == whole


def test_the_command_leaves_alone_what_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtcheck.toml").write_text('[documents]\nexclude = ["sub/"]\n', encoding="utf-8")
    Path(".gitignore").write_text("build/\n", encoding="utf-8")
    assert main(".", "--exclude", "*.md", "--format", "concise") == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["./a.txt", "./news/b.txt"]
    assert main(".", "--exclude", "*.md", "--format", "concise", "--no-gitignore") == 1
    assert "./build/e.txt" in capsys.readouterr().out
    assert main("news", "--exclude", "news") == 0


def test_codes_are_left_out_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtcheck.toml").write_text(
        '[per-file-ignores]\n"news/*.txt" = ["MT2"]\n"*.md" = ["MT201"]\n', encoding="utf-8"
    )
    assert main("a.txt", "news", "--format", "concise") == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["a.txt", "news/sub/d.txt"]
    report = mtcheck.check("news", config="mtcheck.toml", translator=FakeTranslator())
    assert [(len(file.findings), len(file.suppressed), file.score == 100) for file in report.files] == [
        (0, 0, True), (0, 0, True), (1, 0, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('"a" = "MT2"', "per-file-ignores: a: expected a list of strings"),
        ('"a" = ["XY"]', "per-file-ignores: a: 'XY' is no code prefix"),
        ('"a" = ["MT9999"]', "per-file-ignores: no rule's code begins with MT9999"),
    ],
)
def test_a_wrong_table_is_told(table: str, message: str) -> None:
    Path("mtcheck.toml").write_text(f"[per-file-ignores]\n{table}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        mtcheck.check("a.txt", config="mtcheck.toml", translator=FakeTranslator())
    assert message in str(error.value)


def test_the_table_can_be_shown_and_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtcheck.toml").write_text('[per-file-ignores]\n"news/é *.txt" = ["MT2"]\n', encoding="utf-8")
    with pytest.raises(SystemExit):
        command_line(["config", "show"])
    Path("shown.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert load_config("shown.toml").per_file_ignores == (("news/é *.txt", ("MT2",)),)
    assert Config().folder == "."


def test_members_of_archives_are_their_archives() -> None:
    assert PerFile([("news.zip", ("MT2",))]).of("news.zip!/a.txt") == ("MT2",)


def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(GARBLED + "\nUn feu cessé et une offre d'armes. Il est venue.\n", encoding="utf-8")
    assert main("a.txt", "--statistics") == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].split()[1:3] == ["MT201", "term.garbled"]
    assert lines[0].endswith(" with a suggestion")
    assert [int(line.split()[0]) for line in lines] == sorted((int(line.split()[0]) for line in lines), reverse=True)
    assert "Exit code 1" in err
    assert main("a.txt", "--statistics", "--output", "r.json") == 1
    assert capsys.readouterr().out == out
    assert main("a.txt", "--statistics", "--format", "json") == 2
    assert "--statistics: another report goes to stdout" in capsys.readouterr().err


def test_exit_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("a.txt", "--exit-zero", "--quiet") == 0
    assert main("missing.txt", "--exit-zero", "--quiet") == 2
    assert main("a.txt", "--exit-zero", "--fail-on", "minor") == 2
    assert "--exit-zero: cannot stand beside --fail-on minor" in capsys.readouterr().err


def test_standard_input_has_a_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page = "Un mot.\n\n    un feu cessé en exemple\n\nLes camps ont signé un <!-- x -->feu cessé hier.\n"

    def run(*options: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page.encode()), encoding="utf-8"))
        code = main("-", "--format", "concise", *options)
        return code, capsys.readouterr().out

    Path("mtcheck.toml").write_text('[per-file-ignores]\n"drafts/*" = ["MT"]\n', encoding="utf-8")
    code, out = run("--stdin-filename", "news/x.md")
    assert (code, out.count("news/x.md:5:")) == (1, 1)  # read as Markdown: the block of code is none of the text
    assert run()[1].startswith("<stdin>:")
    assert run("--stdin-filename", "drafts/x.md") == (0, "")
    assert run("--stdin-filename", "x.md", "--exclude", "*.md") == (0, "")
    assert main("a.txt", "--stdin-filename", "x.md") == 2


def sarif(*paths: str) -> Any:
    stream = io.StringIO()
    SarifReporter().render(mtcheck.check(paths, translator=FakeTranslator()), stream)
    (run,) = json.loads(stream.getvalue())["runs"]
    return run


def test_fixes_in_sarif_are_the_edits_of_in_place() -> None:
    Path("a.txt").write_text("Il dit « é𝄞 ».\nKiev attend les systèmes patriotes de Paris.\n", encoding="utf-8")
    (result,) = [item for item in sarif("a.txt")["results"] if item["ruleId"] == "MT201"]
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    region, text = replacement["deletedRegion"], Path("a.txt").read_text(encoding="utf-8")
    start, end = region["charOffset"], region["charOffset"] + region["charLength"]
    assert text[start:end] == result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]
    assert main("a.txt", "--in-place", "--quiet") == 1
    fixed = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    assert Path("a.txt").read_text(encoding="utf-8") == fixed
    lines = text.split("\n")
    assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == text[start:end]


def test_what_no_edit_reaches_has_no_fix() -> None:
    Path("a.html").write_text(f"<p>{GARBLED * 3}</p>", encoding="utf-8")
    Path("b.md").write_text("Les camps ont signé un **feu** cessé hier.\n", encoding="utf-8")
    results = [result for result in sarif("a.html", "b.md")["results"] if result["ruleId"] == "MT201"]
    assert len(results) >= 2
    assert not any("fixes" in result for result in results)


def test_rules_link_to_their_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("helpUri" in rule for rule in sarif("a.txt")["tool"]["driver"]["rules"])  # no site yet
    monkeypatch.setattr(links, "documentation", lambda: "https://docs.test/mtcheck/")
    (rule, *_) = sarif("a.txt")["tool"]["driver"]["rules"]
    assert rule["helpUri"] == f"https://docs.test/mtcheck/rules/{rule['id']}/"
    assert rule["id"] in {known.code for known in all_rules()}
