from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from report_hostile import NAMES, REPORTS, clean, hostile, rendered, triaged
from report_sample import PATH, TEXT, sample

from mtcheck.checks.registry import all_rules
from mtcheck.records import FileReport, Report
from mtcheck.report.locations import uri_of
from mtcheck.report.sarif import SarifReporter

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def run_of(report: Report) -> Any:
    (run,) = json.loads(rendered(SarifReporter(), report))["runs"]
    return run


@pytest.mark.parametrize("report", REPORTS)
def test_the_log_obeys_the_published_schema(report: Callable[[], Report]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(rendered(SarifReporter(), report())))


def test_the_schema_refuses_a_log_that_is_wrong() -> None:
    log = json.loads(rendered(SarifReporter(), sample()))
    log["runs"][0]["results"][0]["level"] = "major"
    assert not VALIDATOR.is_valid(log)


def test_every_finding_is_a_result_in_the_order_of_the_report() -> None:
    report = sample()
    results = run_of(report)["results"]
    assert [result["ruleId"] for result in results] == [finding.code for finding in report.findings]
    for result, finding in zip(results, report.findings, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (finding.line, finding.column)
        assert TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == finding.text
        lines = TEXT.split("\n")
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(finding.text.split("\n")[-1])
        assert finding.suggestion is None or finding.suggestion in result["message"]["text"]


def test_what_code_scanning_wants_is_there() -> None:
    run = run_of(sample())
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({finding.code for finding in sample().findings})
    known = {rule.code: rule for rule in all_rules()}
    for rule in rules:
        assert rule["help"]["markdown"].startswith(f"**{known[rule['id']].summary}**")
        assert known[rule["id"]].authority in rule["help"]["text"]
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


def test_fingerprints_follow_the_words_not_the_lines() -> None:
    file = sample().files[0]
    assert file.document is not None
    shift = "Une ligne nouvelle.\n\n"
    moved = replace(
        file,
        document=replace(file.document, text=shift + TEXT, passages=tuple(
            replace(p, span=type(p.span)(p.span.start + len(shift), p.span.end + len(shift)))
            for p in file.document.passages
        )),
        findings=tuple(
            replace(f, line=f.line + 2, span=type(f.span)(f.span.start + len(shift), f.span.end + len(shift)))
            for f in file.findings
        ),
    )  # fmt: skip
    before, after = (run_of(Report((item,), "s"))["results"] for item in (file, moved))
    assert [r["partialFingerprints"] for r in before] == [r["partialFingerprints"] for r in after]
    assert before[0]["locations"] != after[0]["locations"]


def test_known_findings_are_suppressed_and_a_comparison_tells_states() -> None:
    report = triaged()
    results = run_of(report)["results"]
    kinds = [suppression["kind"] for result in results for suppression in result.get("suppressions", ())]
    assert sorted(kinds) == ["external", "external", "inSource", "inSource"]
    states = [result.get("baselineState") for result in results]
    assert states.count("new") == len(report.findings)
    assert (states.count("unchanged"), states.count("absent"), states.count(None)) == (1, 1, 4)
    assert all(s["justification"] == "why" for r in results for s in r.get("suppressions", ()))
    assert "baselineState" not in rendered(SarifReporter(), sample())


def test_an_error_and_a_warning_are_notifications() -> None:
    invocation = run_of(replace(triaged(), errors=("no quotes",)))["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    told = [(item["level"], item["message"]["text"][:12]) for item in invocation["toolExecutionNotifications"]]
    assert told == [("error", "not UTF-8 te"), ("error", "no quotes"), ("warning", "mtcheck-igno")]
    assert run_of(clean())["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize("name", [name for name in NAMES if "\udce9" not in name])
def test_uris_are_relative_and_give_the_path_back(name: str) -> None:
    uri = uri_of(name)
    assert uri.isascii()
    assert not set(uri) & set(" :?#<>\"'\n\\^`{|}")
    assert unquote(uri) == name.removeprefix("./")


def test_a_path_below_here_is_relative_and_one_elsewhere_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert uri_of(str(tmp_path / "here" / "é.txt")) == "%C3%A9.txt"
    assert uri_of(str(tmp_path / "b.txt")) == f"file://{tmp_path}/b.txt"
    assert uri_of("latin-\udce9.txt") == "latin-%E9.txt"


def test_a_place_in_another_format_is_a_logical_location() -> None:
    finding = replace(sample().findings[0], place="page 3")
    result = run_of(Report((FileReport("a.pdf", findings=(finding,)),), "s"))["results"][0]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "page 3"}]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-16"])
def test_every_encoding_gives_the_same_log(encoding: str) -> None:
    assert json.loads(rendered(SarifReporter(), hostile(), encoding)) == json.loads(
        rendered(SarifReporter(), hostile())
    )


def test_a_rule_that_nobody_knows_is_named_at_least() -> None:
    finding = replace(sample().findings[0], code="MT999")
    (rule,) = run_of(Report((FileReport(PATH, findings=(finding,)),), "s"))["tool"]["driver"]["rules"]
    assert rule == {"id": "MT999", "shortDescription": {"text": "MT999"}}
