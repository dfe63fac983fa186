"""What is asked of every report format, and the formats for servers: JUnit, GitHub, GitLab, CSV, Markdown, JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from markdown_it import MarkdownIt
from report_hostile import EMPTY, REPORTS, clean, hostile, hostile_finding, rendered, triaged
from report_sample import sample
from test_report_properties import reports

from mtcheck.errors import InputError
from mtcheck.language.messages import Message, Text, speaking
from mtcheck.records import FileReport, Report, Severity
from mtcheck.report.base import StreamingReporter
from mtcheck.report.concise import ConciseReporter
from mtcheck.report.csv import COLUMNS, CsvReporter
from mtcheck.report.github import GithubReporter
from mtcheck.report.gitlab import GitlabReporter
from mtcheck.report.json import JsonReporter
from mtcheck.report.jsonl import JsonLinesReporter
from mtcheck.report.junit import JunitReporter
from mtcheck.report.markdown import MarkdownReporter
from mtcheck.report.registry import reporter, reporter_names
from mtcheck.report.sarif import SarifReporter
from mtcheck.report.tally import Tally
from mtcheck.report.wording import failure_of

SCHEMAS = Path(__file__).parents[1] / "schemas"
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
GITLAB = Draft202012Validator(json.loads((SCHEMAS / "gitlab-code-quality.json").read_text(encoding="utf-8")))
NAMES = ("concise", "csv", "github", "gitlab", "html", "json", "jsonl", "junit", "markdown", "sarif", "text")


def test_every_format_is_registered() -> None:
    assert set(NAMES) <= set(reporter_names())
    assert {name for name in NAMES if isinstance(reporter(name), StreamingReporter)} == {
        "concise",
        "csv",
        "github",
        "jsonl",
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("report", REPORTS)
def test_every_format_renders_every_report_the_same_way_twice(name: str, report: Callable[[], Report]) -> None:
    once = rendered(reporter(name), report())
    assert once == rendered(reporter(name), report())
    assert not once or once.endswith("\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", NAMES)
def test_no_character_makes_a_stream_fail(name: str, encoding: str) -> None:
    assert rendered(reporter(name), hostile(), encoding)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("json", "jsonl", "html", "text")])
def test_findings_stand_in_the_order_of_the_report(name: str) -> None:
    patterns = {"sarif": r'"ruleId": "(MT\d{3,4})"', "junit": r'name="(MT\d{3,4}) '}
    found = re.findall(patterns.get(name, r"(MT\d{3,4})"), rendered(reporter(name), sample()))
    assert found == [finding.code for finding in sample().findings]


# concise


def test_concise_is_one_line_a_finding() -> None:
    lines = rendered(ConciseReporter(), sample()).splitlines()
    assert len(lines) == len(sample().findings) + 1
    line = next(line for line in lines if "feu cessé" in line or "ceasefire" in line)
    assert re.fullmatch(r"seeds/000_\w+\.txt:33:\d+: MT201 The words of .* \(suggestion: cessez-le-feu\)", line)
    assert lines[-1].startswith("seeds/latin-1.txt:3: not checked: not UTF-8 text")
    assert rendered(ConciseReporter(), clean()) == ""
    assert len(rendered(ConciseReporter(), hostile()).splitlines()) == len(hostile().findings) + 2


FAILED = FileReport("d4/x.txt", error=InputError("d4/x.txt", Message("is empty"), line=3).said)


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize(
    "error",
    [FAILED.error, "d4/x.txt:3: is empty", InputError("d4/x.txt", Message("is empty")).said],
    ids=["with a line", "plain words", "without a line"],
)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"json", "jsonl"}])
def test_a_failed_file_is_named_once_where_it_is_told(name: str, error: Text, code: str) -> None:
    report = replace(clean(), files=(replace(FAILED, error=error),))
    with speaking(code):
        told = rendered(reporter(name), report)
        fault = str(failure_of(report.files[0]).message) if name != "csv" else "is empty"  # a table stays English
    assert re.search(rf"d4/x\.txt(?::\d+)?\s?: {re.escape(fault)}", told) is None
    if name == "concise":
        assert re.match(r"d4/x\.txt(?::3)?: ", told)
    else:
        assert fault in told
        assert "d4/x.txt:3" not in told


def test_an_error_that_names_another_place_stays_whole() -> None:
    assert str(failure_of(replace(FAILED, error="d4/y.txt:3: is empty"))) == "d4/y.txt:3: is empty"
    assert str(failure_of(replace(FAILED, error="is d4/x.txt: empty"))) == "is d4/x.txt: empty"
    assert str(failure_of(FAILED)) == "line 3: is empty"
    inner = Message("{place}: {message}", place="d4/x.txt!b.txt", message="is empty")
    assert str(failure_of(replace(FAILED, error=inner))) == "d4/x.txt!b.txt: is empty"


def test_formats_with_lines_place_a_failed_file_there() -> None:
    report = replace(clean(), files=(FAILED,))
    assert "::error file=d4/x.txt,line=3,title=not checked::is empty" in rendered(reporter("github"), report)
    assert json.loads(rendered(reporter("gitlab"), report))[0]["location"]["lines"] == {"begin": 3, "end": 3}
    told = json.loads(rendered(reporter("sarif"), report))["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert rows(report)[0]["line"] == "3"


# JSON Lines


def test_jsonl_holds_the_json_report() -> None:
    for report in (sample(), triaged(), hostile(), EMPTY):
        text = rendered(JsonLinesReporter(), report)
        head, *files, tail = [json.loads(line) for line in text.splitlines()]
        whole = json.loads(rendered(JsonReporter(), report))
        assert head == {"type": "header", "schema_version": 1, "signature": whole["signature"]}
        assert files == [{"type": "file"} | file for file in whole["files"]]
        assert tail == {"type": "summary"} | whole["summary"]


def test_the_tally_is_what_the_report_says() -> None:
    for report in (sample(), triaged(), clean(), replace(sample(), fail_on=Severity.MINOR, files=sample().files[:1])):
        tally = Tally.of(report.files)
        assert (tally.findings, tally.by_severity) == (len(report.findings), report.counts)
        assert tally.exit_code(report) == report.exit_code


# CSV


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered(CsvReporter(), report), newline="")))


def test_csv_has_a_row_a_finding() -> None:
    found = rows(sample())
    assert tuple(found[0]) == COLUMNS
    assert [row["text"] for row in found[:-1]] == [finding.text for finding in sample().findings]
    assert (found[-1]["status"], found[-1]["path"]) == ("failed", "seeds/latin-1.txt")
    assert rows(clean()) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    report = Report((FileReport(start + "a", findings=(hostile_finding(start + "1+1"),)),), "s")
    (row,) = rows(report)
    assert row["text"] == f"'{start}1+1"
    assert not any(value.startswith(start) for value in row.values())


# JUnit


@pytest.mark.parametrize("report", REPORTS)
def test_junit_obeys_the_schema_of_jenkins(report: Callable[[], Report]) -> None:
    tree = etree.fromstring(rendered(JunitReporter(), report()).encode("utf-8"))
    JUNIT.assertValid(tree)
    for element in (tree, *tree.iter("testsuite")):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if name in element.attrib:
                assert int(element.get(name)) == len(list(element.iter(tag)))


def test_junit_fails_from_the_severity_that_fails_the_run() -> None:
    for bar, failures in ((Severity.MAJOR, 8), (Severity.CRITICAL, 2), (None, 0)):
        tree = etree.fromstring(rendered(JunitReporter(), replace(sample(), fail_on=bar)).encode())
        assert int(tree.get("failures")) == failures == len(list(tree.iter("failure")))
    assert [
        case.get("name") for case in etree.fromstring(rendered(JunitReporter(), clean()).encode()).iter("testcase")
    ] == ["nothing found"]


def test_junit_gives_back_what_xml_can_hold() -> None:
    tree = etree.fromstring(rendered(JunitReporter(), hostile()).encode("utf-8"))
    told = next(tree.iter("failure")).get("message")
    assert "<script>alert('1')</script>" in told
    assert "🇫🇷👩🏽" in told
    assert "\n::error::x%0A" in told
    assert not set("\x00\x08\x1b\ufffe") & set(told)


# GitHub


def unescape(text: str) -> str:
    for sign, code in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize("report", REPORTS)
def test_github_has_one_command_a_line(report: Callable[[], Report]) -> None:
    shown = rendered(GithubReporter(), report())
    lines = shown.splitlines()
    assert len(lines) == shown.count("\n")
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)", line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}


def test_github_escapes_can_be_undone() -> None:
    line = rendered(GithubReporter(), hostile()).splitlines()[2]
    match = re.fullmatch(r"::error file=([^,]*),.*?::(.*)", line)
    assert match
    assert unescape(match[1]) == "dir:x/,y\n::error::.txt"
    assert unescape(match[2]).startswith('=HYPERLINK("http://evil")\n::error::x%0A, a:b')


def test_github_places_and_levels() -> None:
    lines = rendered(GithubReporter(), sample()).splitlines()
    assert lines[0].startswith("::error file=seeds/000_444083393d605a4c.txt,line=5,endLine=5,col=")
    assert {line.split(" ")[0] for line in lines} == {"::error", "::warning", "::notice"}
    over_lines = hostile_finding("deux\nlignes")
    (line,) = rendered(GithubReporter(), Report((FileReport("a", findings=(over_lines,)),), "s")).splitlines()
    assert ",line=1,endLine=2,title=" in line


# GitLab


@pytest.mark.parametrize("report", REPORTS)
def test_gitlab_obeys_the_documented_format(report: Callable[[], Report]) -> None:
    issues = json.loads(rendered(GitlabReporter(), report()))
    GITLAB.validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_fingerprints_are_unique_and_stay() -> None:
    finding = hostile_finding("feu")
    twice: Any = [json.loads(rendered(GitlabReporter(), Report((FileReport("a", findings=(finding,) * 3),), "s")))] * 2
    assert twice[0] == twice[1]
    assert len({issue["fingerprint"] for issue in twice[0]}) == 3
    lower = replace(finding, line=9)
    moved = json.loads(rendered(GitlabReporter(), Report((FileReport("./a", findings=(lower,)),), "s")))
    assert moved[0]["fingerprint"] == twice[0][0]["fingerprint"]
    assert moved[0]["location"] == {"path": "a", "lines": {"begin": 9, "end": 9}}


# Markdown


def html_of(report: Report) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(rendered(MarkdownReporter(), report)))


def test_markdown_shows_what_the_report_says() -> None:
    page = html_of(triaged())
    assert "<h1>mtcheck report</h1>" in page
    assert (
        "4 known findings not shown: 1 ignored by a comment, 1 marked [sic], 1 in the ignore list, 1 in the baseline."
        in page
    )
    assert "Compared with old.json: 6 new, 1 fixed, 1 the same." in page
    assert "<code>cessez-le-feu</code>" in page
    assert page.count("<tr>") == 4
    assert "<h2>Fixed</h2>" in page
    assert "<li>mtcheck-ignore.toml:3: unused entry</li>" in page


def test_nothing_in_an_article_is_markup_link_or_mention() -> None:
    page = html_of(hostile())
    assert "<script" not in page
    assert "<strong>b</strong>" not in page
    assert "<a " not in page
    outside = re.sub(r"<code>.*?</code>|<!-- -->", "\0", page, flags=re.S)
    assert "@POTUS" not in outside
    assert "http://" not in outside


@settings(max_examples=25)
@given(st.text(st.sampled_from("a`*_[]<>&|\\#-+=~$!^(){}1.:@\n \t é")))
def test_markdown_gives_any_text_back(text: str) -> None:
    finding = replace(hostile_finding("x"), message=text, text=text)
    page = html_of(Report((FileReport("a", findings=(finding,)),), "s"))
    shown = " ".join(re.sub(r"&(lt|gt|amp|quot);", lambda m: {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[m[1]],
        re.sub(r"<(?!!--)[^>]*>|<!-- -->", "", page)).split())  # fmt: skip
    assert " ".join(text.split()) in shown


@settings(max_examples=15)
@given(reports())
def test_formats_for_machines_hold_for_every_report(report: Report) -> None:
    JUNIT.assertValid(etree.fromstring(rendered(JunitReporter(), report).encode("utf-8")))
    GITLAB.validate(json.loads(rendered(GitlabReporter(), report)))
    assert len(rows(report)) == len(report.findings) + len(report.errors) + sum(
        f.error is not None for f in report.files
    )
    github = rendered(GithubReporter(), report)
    assert len(github.splitlines()) == github.count("\n")
    assert len(rendered(ConciseReporter(), report).splitlines()) == len(rows(report))
    assert len(json.loads(rendered(SarifReporter(), report))["runs"][0]["results"]) == len(report.findings)
    assert rendered(MarkdownReporter(), report).startswith("# mtcheck report\n")


@pytest.mark.parametrize("name", ["concise", "text", "markdown", "github", "gitlab", "html", "junit", "sarif"])
def test_the_error_of_a_file_that_is_named_does_not_name_it_again(name: str) -> None:
    error = Message("{place}: {message}", place="news/a.docx", message=Message("is no ZIP file"))
    told = rendered(reporter(name), Report((FileReport("news/a.docx", error),), signature="s"))
    assert "is no ZIP file" in told
    assert "news/a.docx: is no ZIP file" not in told.replace("news/a.docx: not checked: ", "")
