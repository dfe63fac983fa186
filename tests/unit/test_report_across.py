"""What only several files together show, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from report_hostile import HOSTILE

from mtcheck.fingerprints import across_fingerprints, finding_key
from mtcheck.readers.plain import document
from mtcheck.records import (
    AcrossFinding,
    Category,
    Evidence,
    FileReport,
    Finding,
    KnownQuote,
    Report,
    Severity,
    Span,
    Suppressed,
    SuppressionKind,
)
from mtcheck.report.base import StreamingReporter
from mtcheck.report.json import report_schema
from mtcheck.report.registry import reporter, reporter_names
from mtcheck.report.tally import Tally
from mtcheck.text.lines import Lines

ROOT = Path(__file__).parents[2]
FIRST = "Un titre\n\nHier encore. « Ce fut une conversation très rentable », a dit M. Durand. Il est parti."
SECOND = "« Ce fut une conversation très fructueuse », a dit M. Durand.\n\nLe ministre Pardes était là."
QUOTE = KnownQuote("durand", "Paul Durand", "It was a very fruitful conversation.")
SEVERITIES = {"rentable": Severity.MINOR, "Pardes": Severity.MAJOR}


def across(number: int, text: str, words: str, code: str, known: SuppressionKind | None = None) -> AcrossFinding:
    start = text.index(words)
    span = Span(start, start + len(words))
    cut = max(text.rfind("\n", 0, start) + 1, 0)
    finding = Finding(
        code,
        "consistency.wording",
        Category.MISTRANSLATION,
        SEVERITIES.get(words, Severity.MINOR),
        0.5,
        span,
        words,
        f"“{words}” stands alone",
        *Lines.of(text).place(start),
        reference=QUOTE.text,
        quote_id=QUOTE.id,
        evidence=(Evidence("agreement", "2 other files say otherwise: b.txt line 1, c.txt line 4.", 2.0),),
    )
    reason = Suppressed(finding, known, "agreed with the desk") if known is not None else None
    return AcrossFinding(number, f"articles/{'ab'[number]}.txt", finding, text[cut:], cut, reason)


def report(*found: AcrossFinding, **changes: Any) -> Report:
    files = tuple(
        FileReport(f"articles/{name}.txt", document=document(f"articles/{name}.txt", text))
        for name, text in (("a", FIRST), ("b", SECOND))
    )
    return replace(Report(files, "signature", (QUOTE,), Severity.MAJOR, across=found), **changes)


ONE = across(0, FIRST, "rentable", "MT501")
TWO = across(1, SECOND, "Pardes", "MT503")
KNOWN = across(1, SECOND, "Pardes", "MT503", SuppressionKind.BASELINE)


def rendered(name: str, shown: Report) -> str:
    stream = io.StringIO()
    reporter(name).render(shown, stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", reporter_names())
def test_every_format_names_the_file_the_place_and_the_rule(name: str) -> None:
    text = rendered(name, report(ONE, TWO))
    for item in (ONE, TWO):
        assert item.path in text.replace("\\", "")
        if name != "gitlab":
            assert item.finding.code in text
        assert "stands alone" in text
    assert text == rendered(name, report(ONE, TWO))


@pytest.mark.parametrize("name", reporter_names())
def test_the_part_comes_last_and_is_left_out_where_there_is_nothing(name: str) -> None:
    without = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", rendered(name, report()), flags=re.S)
    assert "cross files" not in without
    assert "MT50" not in without
    if name not in {"json", "jsonl"}:
        assert "across" not in without


@pytest.mark.parametrize("name", reporter_names())
def test_a_known_one_is_no_finding(name: str) -> None:
    text = rendered(name, report(KNOWN))
    if name in {"text", "concise", "csv", "github", "gitlab", "markdown"}:
        assert "MT503" not in text
        assert "name" not in text or name != "gitlab"
    else:
        assert "MT503" in text


@pytest.mark.parametrize("name", ["html", "junit"])
def test_hostile_words_stay_words(name: str) -> None:
    finding = replace(ONE.finding, span=Span(0, len(HOSTILE)), text=HOSTILE, message=HOSTILE)
    item = replace(ONE, finding=finding, excerpt=HOSTILE, start=0, path=f"articles/{HOSTILE[:20]}")
    assert "<script>alert" in HOSTILE
    assert "<script>alert" not in rendered(name, report(item))


def test_the_report_and_the_tally_count_them() -> None:
    shown = report(ONE, TWO, KNOWN)
    tally = Tally.of(shown.files, shown.across)
    assert shown.counts == tally.by_severity == {"critical": 0, "major": 1, "minor": 1, "neutral": 0}
    assert tally.by_code == {"MT501": 1, "MT503": 1}
    assert tally.suppressed["baseline"] == 1
    assert shown.exit_code == tally.exit_code(shown) == 1
    assert report(ONE).exit_code == 0
    assert report(KNOWN).exit_code == 0
    assert report(ONE, fail_on=Severity.MINOR).exit_code == 1
    assert [finding.text for finding in shown.findings] == ["rentable", "Pardes"]


def test_fingerprints_are_those_of_the_words_in_their_file() -> None:
    whole = document("articles/a.txt", FIRST)
    assert across_fingerprints((ONE,)) == (finding_key(ONE.finding, whole).digest,)
    twice = across_fingerprints((ONE, ONE, TWO))
    assert twice[1] == f"{twice[0]}:2"
    moved = across(0, "Rien de neuf au port.\n\n" + FIRST, "rentable", "MT501")
    assert across_fingerprints((moved,)) == across_fingerprints((ONE,))


def test_json_obeys_its_schema() -> None:
    data = json.loads(rendered("json", report(ONE, KNOWN)))
    validator = Draft202012Validator(report_schema())
    validator.validate(data)
    (found,) = data["across"]["findings"]
    assert (found["path"], found["line"], found["column"]) == ("articles/a.txt", 3, 45)
    assert FIRST[found["start"] : found["end"]] == found["text"] == "rentable"
    assert re.fullmatch("[0-9a-f]{16}", found["fingerprint"])
    (known,) = data["across"]["suppressed"]
    assert (known["kind"], known["reason"], known["finding"]["path"]) == (
        "baseline",
        "agreed with the desk",
        "articles/b.txt",
    )
    assert data["summary"]["findings"]["by_code"] == {"MT501": 1}
    for broken in ({"path": 1}, {"extra": 1}, {"severity": "MINOR"}):
        bad = json.loads(json.dumps(data))
        bad["across"]["findings"][0] |= broken
        assert list(validator.iter_errors(bad))
    del data["across"]["findings"][0]["path"]
    assert list(validator.iter_errors(data))
    assert json.loads(rendered("json", report()))["across"] == {"findings": [], "suppressed": []}


def test_jsonl_has_a_line_before_the_summary() -> None:
    lines = [json.loads(line) for line in rendered("jsonl", report(ONE)).splitlines()]
    assert [line["type"] for line in lines] == ["header", "file", "file", "across", "summary"]
    assert lines[3]["findings"][0]["path"] == "articles/a.txt"
    assert [json.loads(line)["type"] for line in rendered("jsonl", report()).splitlines()] == [
        "header",
        "file",
        "file",
        "summary",
    ]


def test_csv_and_concise() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered("csv", report(ONE, TWO)))))
    assert [(row["path"], row["line"], row["code"]) for row in rows] == [
        ("articles/a.txt", "3", "MT501"),
        ("articles/b.txt", "3", "MT503"),
    ]
    assert rendered("concise", report(ONE)) == "articles/a.txt:3:45: MT501 “rentable” stands alone\n"
    assert rendered("github", report(ONE)).startswith("::warning file=articles/a.txt,line=3,endLine=3,col=45,")


def test_text_has_a_part_and_a_row() -> None:
    text = rendered("text", report(ONE, TWO, KNOWN))
    part = text.index("Across files  1 major, 1 minor")
    assert part < text.index("articles/a.txt:3:45 MT501 minor") < text.rindex("score")
    assert "« Ce fut une conversation très [rentable] »" in text
    assert re.search(r"1 +1 +across files\n", text)
    assert re.search(r"1 +1 +2 files\n", text)
    assert "1 known finding not shown: 1 in the baseline." in text


def test_markdown_has_a_part() -> None:
    text = rendered("markdown", report(ONE))
    assert "## Across files\n\n1 minor\n\n- **MT501** `rentable`, articles/a.txt, line 3, column 45: minor" in text


def test_junit_has_a_suite() -> None:
    suites = etree.fromstring(rendered("junit", report(ONE, TWO, KNOWN)).encode())
    suite = suites.findall("testsuite")[-1]
    assert dict(suite.attrib) == {
        "name": "across files", "tests": "3", "failures": "1", "errors": "0", "skipped": "1",
    }  # fmt: skip
    assert [case.get("classname") for case in suite] == ["articles/a.txt", "articles/b.txt", "articles/b.txt"]
    schema = etree.XMLSchema(etree.parse(str(ROOT / "tests/schemas/junit-10.xsd")))
    schema.assertValid(suites)
    assert suites.get("failures") == "1"


def test_sarif_has_results() -> None:
    log = json.loads(rendered("sarif", report(ONE, KNOWN)))
    Draft202012Validator(json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))).validate(
        log
    )
    one, known = log["runs"][0]["results"]
    place = one["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "articles/a.txt"
    assert (place["region"]["startLine"], place["region"]["charOffset"]) == (3, ONE.finding.span.start)
    assert one["partialFingerprints"]["mtcheckContext/v1"] == across_fingerprints((ONE,))[0]
    assert known["suppressions"][0]["justification"] == "agreed with the desk"
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} == {"MT501", "MT503"}
    compared = json.loads(
        rendered(
            "sarif", report(ONE, across(1, SECOND, "Pardes", "MT503", SuppressionKind.EARLIER), earlier="old.json")
        )
    )
    assert [result["baselineState"] for result in compared["runs"][0]["results"]] == ["new", "unchanged"]


def test_gitlab_has_issues() -> None:
    issues = json.loads(rendered("gitlab", report(ONE, TWO, KNOWN)))
    assert [(issue["location"]["path"], issue["severity"]) for issue in issues] == [
        ("articles/a.txt", "minor"),
        ("articles/b.txt", "major"),
    ]
    assert len({issue["fingerprint"] for issue in issues}) == 2


def test_the_page_links_to_the_file_and_can_be_filtered() -> None:
    page = rendered("html", report(ONE, TWO, KNOWN))
    part = page[page.index('id="across-title"') :]
    assert page.index('id="articles"') < page.index('id="across-title"') < page.index('id="known-title"')
    assert '<a href="#file-1">articles/a.txt</a>, line 3, column 45' in part
    assert '<span class="mark" data-severity="minor">rentable</span>' in part
    assert "2 other files say otherwise" in part
    assert part.count("<li id=") == 3
    assert 'data-code="MT503" data-confidence="0.50" data-speaker="0" data-known="baseline" data-of="2"' in part
    assert 'data-code="MT501"' in page[: page.index('id="articles"')], "the chart of kinds counts them"
    assert "Why it does not count: agreed with the desk" in part


@pytest.mark.parametrize("name", [name for name in reporter_names() if isinstance(reporter(name), StreamingReporter)])
def test_a_stream_is_what_a_whole_report_is(name: str) -> None:
    shown = report(ONE, TWO, KNOWN)
    stream = io.StringIO()
    made = reporter(name)
    assert isinstance(made, StreamingReporter)
    writer, tally = made.writer(stream), Tally()
    writer.begin(replace(shown, files=(), across=()))
    for file in shown.files:
        tally.add(file)
        writer.file(file)
    assert "MT50" not in stream.getvalue()
    tally.add_across(shown.across)
    writer.end(replace(shown, files=()), tally)
    assert stream.getvalue() == rendered(name, shown)


def test_a_report_without_files_can_hold_them() -> None:
    """What a stream has at its end."""
    shown = replace(report(ONE), files=())
    assert all(rendered(name, shown) for name in reporter_names())
