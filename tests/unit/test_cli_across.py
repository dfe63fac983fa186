"""Agreement across files through the command line and the Python API: exit code, known findings, comparison, streams."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from across_sample import ARTICLES, ODD, QUOTES, SOUND
from jsonschema import Draft202012Validator

import mtcheck
from mtcheck.cli import main
from mtcheck.config.settings import load_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.readers.plain import document
from mtcheck.records import Document, Report, SuppressionKind
from mtcheck.report.json import report_schema

FOUND = [("articles/odd.txt", "MT501", "rentable")]


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES:
        (tmp_path / "articles" / name).write_text(text + "\n", encoding="utf-8")
    (quote,) = QUOTES
    entry = {"id": quote.id, "speaker": quote.speaker, "text": quote.text, "aliases": list(quote.aliases), "lang": "en"}
    (tmp_path / "quotes.json").write_text(json.dumps(entry), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(["check", "articles", "--quotes", "quotes.json", "--select", "MT5", "--no-cache", *arguments])
    return caught.value.code


def checked(*arguments: str) -> tuple[object, Any]:
    code = check(*arguments, "--format", "json", "--output", "report.json")
    data = json.loads(Path("report.json").read_text(encoding="utf-8"))
    Draft202012Validator(report_schema()).validate(data)
    return code, data


def found(data: Any) -> list[tuple[str, str, str]]:
    return [(item["path"], item["code"], item["text"]) for item in data["across"]["findings"]]


def known(data: Any) -> list[tuple[str, str]]:
    return [(item["kind"], item["finding"]["path"]) for item in data["across"]["suppressed"]]


def test_a_finding_across_files_is_reported_and_fails_the_run() -> None:
    code, data = checked()
    assert (code, found(data)) == (0, FOUND)
    code, data = checked("--fail-on", "minor")
    assert (code, data["summary"]["exit_code"]) == (1, 1)
    assert data["summary"]["findings"]["by_severity"]["minor"] == 1


def test_thresholds_and_selections() -> None:
    for arguments in (["--ignore", "MT501"], ["--min-confidence", "0.9"], ["--min-severity", "major"]):
        code, data = checked("--fail-on", "minor", *arguments)
        assert (code, found(data)) == (0, [])


def test_the_configuration_switches_it_off() -> None:
    Path("mtcheck.toml").write_text("[checks]\nacross = false\n", encoding="utf-8")
    assert load_config().checks.across is False
    assert found(checked()[1]) == []
    Path("mtcheck.toml").write_text("[checks]\nacross = true\n", encoding="utf-8")
    assert found(checked()[1]) == FOUND


def test_a_baseline_accepts_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--fail-on", "minor", "--write-baseline", "base.json", "--quiet") == 0
    (entry,) = json.loads(Path("base.json").read_text(encoding="utf-8"))["entries"]
    assert (entry["path"], entry["code"], entry["text"]) == ("articles/odd.txt", "MT501", "rentable")
    code, data = checked("--fail-on", "minor", "--baseline", "base.json")
    assert (code, found(data), known(data)) == (0, [], [("baseline", "articles/odd.txt")])
    # the words are known wherever they move
    moved = "Du neuf au port.\n\n" + ODD + "\n"
    Path("articles/odd.txt").write_text(moved, encoding="utf-8")
    assert known(checked("--baseline", "base.json")[1]) == [("baseline", "articles/odd.txt")]
    capsys.readouterr()
    Path("articles/odd.txt").write_text(ODD.replace("rentable", "fructueuse"), encoding="utf-8")
    assert found(checked("--baseline", "base.json")[1]) == []
    assert "base.json: stale entry: articles/odd.txt: MT501 “rentable” is no longer found" in capsys.readouterr().err


def test_the_ignore_list_leaves_it_out(capsys: pytest.CaptureFixture[str]) -> None:
    entry = "[[ignore]]\nreason = 'agreed'\ncode = 'MT501'\nspeaker = 'Durand'\nfile = 'articles/odd.txt'\n"
    Path("mtcheck-ignore.toml").write_text(entry, encoding="utf-8")
    code, data = checked("--fail-on", "minor")
    assert (code, found(data), known(data)) == (0, [], [("ignore", "articles/odd.txt")])
    assert data["across"]["suppressed"][0]["reason"] == "agreed"
    assert data["summary"]["suppressed"]["ignore"] == 1
    assert "unused" not in capsys.readouterr().err


def test_a_comment_leaves_it_out(capsys: pytest.CaptureFixture[str]) -> None:
    Path("articles/odd.txt").unlink()
    article = f"# Titre\n\n{ODD} <!-- mtcheck: ignore[MT501] said so on air -->\n"
    Path("articles/odd.md").write_text(article, encoding="utf-8")
    _, data = checked()
    assert (found(data), known(data)) == ([], [("inline", "articles/odd.md")])
    assert data["across"]["suppressed"][0]["reason"] == "said so on air"
    assert data["summary"]["warnings"] == []
    Path("articles/odd.md").write_text(article.replace("MT501", "MT502"), encoding="utf-8")
    _, data = checked()
    assert found(data) == [("articles/odd.md", "MT501", "rentable")]
    assert [warning for warning in data["summary"]["warnings"] if "unused" in warning]
    capsys.readouterr()


def test_sic_leaves_it_out() -> None:
    for name, text in ARTICLES:
        spelt = "Friedrich Mertz [sic]" if name == "odd.txt" else "Friedrich Merz"
        Path("articles", name).write_text(f"{text} {spelt} l'a salué.", encoding="utf-8")
    _, data = checked()
    assert (found(data), known(data)) == (FOUND, [("sic", "articles/odd.txt")])


def test_a_comparison_tells_new_same_and_fixed() -> None:
    checked()
    Path("report.json").rename("old.json")
    code, data = checked("--fail-on", "minor", "--diff", "old.json")
    assert (code, found(data), known(data)) == (0, [], [("earlier", "articles/odd.txt")])
    Path("articles/odd.txt").write_text(ODD.replace("rentable", "fructueuse"), encoding="utf-8")
    _, data = checked("--diff", "old.json")
    assert [(fixed["path"], fixed["code"], fixed["text"]) for fixed in data["summary"]["fixed"]] == FOUND
    Path("mtcheck.toml").write_text("[checks]\nacross = false\n", encoding="utf-8")
    assert checked("--diff", "old.json")[1]["summary"]["fixed"] == [], "what is not looked for is not fixed"
    Path("mtcheck.toml").unlink()
    Path("report.json").rename("sound.json")
    Path("articles/odd.txt").write_text(ODD, encoding="utf-8")
    code, data = checked("--fail-on", "minor", "--diff", "sound.json")
    assert (code, found(data)) == (1, FOUND)


def test_a_report_of_an_older_version_has_no_such_part() -> None:
    checked()
    old = json.loads(Path("report.json").read_text(encoding="utf-8"))
    del old["across"]
    Path("old.json").write_text(json.dumps(old), encoding="utf-8")
    assert found(checked("--diff", "old.json")[1]) == FOUND


def test_a_part_of_the_articles_is_not_judged(capsys: pytest.CaptureFixture[str]) -> None:
    """Only changed files are checked: that nothing stands alone among them says nothing of what is known."""
    for command in (
        ["init", "-q"],
        ["add", "articles"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], check=True)
    assert check("--write-baseline", "base.json", "--quiet") == 0
    Path("articles/odd.txt").write_text("Du neuf.\n\n" + ODD, encoding="utf-8")
    capsys.readouterr()
    assert check("--baseline", "base.json", "--since", "HEAD") == 0
    assert "stale" not in capsys.readouterr().err


def test_streams_tell_it_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--format", "jsonl") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["type"] for line in lines] == ["header", *["file"] * 4, "across", "summary"]
    assert check("--format", "concise", "--fail-on", "minor") == 1
    out, err = capsys.readouterr()
    assert out.startswith("articles/odd.txt:1:32: MT501 “rentable” stands alone")
    assert "1 finding" in err


def api(*inputs: Document) -> Report:
    return mtcheck.check(inputs, quotes="quotes.json", translator=FakeTranslator())


def test_the_api_gives_it() -> None:
    documents = [document(name, text) for name, text in ARTICLES]
    report = api(*documents)
    assert [item.finding.text for item in report.across] == ["rentable"]
    named = [document(one.path, f"{one.text} Friedrich Merz l'a salué.") for one in documents[1:]]
    marked = document("odd.txt", f"{SOUND[0]} Friedrich Mertz [sic] l'a salué.")
    (item,) = api(marked, *named).across
    assert item.known is not None
    assert item.known.kind is SuppressionKind.SIC
    assert item.known.finding == item.finding
    assert api(documents[0]).across == ()
    assert api(*(document(f"{n}.txt", text) for n, text in enumerate(SOUND))).across == ()
