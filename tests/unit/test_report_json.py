from __future__ import annotations

import io
import json
import math
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from report_golden import assert_golden
from report_sample import TEXT, sample

from mtcheck.records import FileReport, Report, Severity
from mtcheck.report.json import SCHEMA_VERSION, JsonReporter, report_schema


def rendered(report: Report) -> str:
    stream = io.StringIO()
    JsonReporter().render(report, stream)
    return stream.getvalue()


def parsed(report: Report) -> Any:
    return json.loads(rendered(report))


def test_golden() -> None:
    assert_golden("sample.json", rendered(sample()))


def test_schema_is_a_schema_and_the_report_obeys_it() -> None:
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema_version"] == {"const": SCHEMA_VERSION} | {
        "description": schema["properties"]["schema_version"]["description"]
    }
    Draft202012Validator(schema).validate(parsed(sample()))
    Draft202012Validator(schema).validate(parsed(Report((), "", fail_on=None, errors=("no input",))))


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("schema_version",), 2),
        (("files", 0, "score"), 101),
        (("files", 0, "error"), "but it was checked"),
        (("files", 2, "error"), None),
        (("files", 0, "findings", 0, "severity"), "MAJOR"),
        (("files", 0, "findings", 0, "confidence"), 1.2),
        (("files", 0, "findings", 0, "code"), "T201"),
        (("files", 0, "findings", 0, "extra"), 1),
        (("summary", "exit_code"), 3),
        (("summary", "quotes", 0, "found"), "yes"),
    ],
)
def test_schema_refuses_what_the_contract_forbids(keys: tuple[Any, ...], value: object) -> None:
    document = parsed(sample())
    place = document
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(report_schema()).validate(document)


def test_keys_stand_as_the_contract_names_them() -> None:
    document = parsed(sample())
    assert list(document) == ["schema_version", "signature", "files", "across", "summary"]
    file = document["files"][0]
    keys = ["path", "status", "error", "verdict", "score", "machine_translated", "findings", "quotations", "suppressed"]
    assert list(file) == keys
    assert list(file["findings"][0]) == [
        "code", "name", "category", "severity", "confidence", "start", "end", "line", "column", "text", "message",
        "message_id", "params", "back_translation", "reference", "quote_id", "suggestion", "evidence", "place", "fingerprint",
    ]  # fmt: skip
    assert list(file["quotations"][0]) == ["start", "end", "text", "speaker", "matches"]
    assert list(file["quotations"][0]["matches"][0]) == ["quote_id", "text", "similarity"]


def test_text_equals_the_article_at_start_end() -> None:
    file = parsed(sample())["files"][0]
    assert len(file["findings"]) == 11
    for item in [*file["findings"], *file["quotations"]]:
        assert item["text"] == TEXT[item["start"] : item["end"]]


def test_category_is_the_mqm_path_and_figures_are_rounded() -> None:
    file = parsed(sample())["files"][0]
    critical = next(item for item in file["findings"] if item["text"] == "très rentable")
    assert (critical["category"], critical["severity"], critical["confidence"]) == (
        "Accuracy/Mistranslation", "critical", 0.88,
    )  # fmt: skip
    assert critical["evidence"][0]["value"] == -7.4213
    assert critical["evidence"][1] == {
        "kind": "gloss", "detail": "“rentable” read word for word is “profitable”", "detail_id": None, "params": {},
        "value": 0.8, "start": None,
        "end": None,
    }  # fmt: skip
    assert [match["similarity"] for match in file["quotations"][1]["matches"]] == [0.812, 0.926]
    assert parsed(Report((FileReport("a", score=99.96),), ""))["files"][0]["score"] == 100.0


def test_summary() -> None:
    summary = parsed(sample())["summary"]
    assert summary["files"] == {"checked": 2, "failed": 1}
    assert summary["findings"]["total"] == 11
    assert summary["findings"]["by_severity"] == {"critical": 2, "major": 6, "minor": 2, "neutral": 1}
    assert summary["findings"]["by_code"]["MT201"] == 3
    assert (summary["quotations"], summary["matched_quotations"]) == (3, 2)
    assert (summary["exit_code"], summary["fail_on"]) == (2, "major")
    assert summary["quotes"] == [
        {"id": "zelensky-x-2025-07-04", "speaker": "Volodymyr Zelenskyy", "date": "2025-07-04", "found": False},
        {"id": "001-found-1", "speaker": "Volodymyr Zelensky", "date": None, "found": True},
    ]
    assert parsed(Report((), "", fail_on=Severity.MINOR))["summary"]["fail_on"] == "minor"


def test_output_is_readable_deterministic_and_ends_with_a_newline() -> None:
    assert rendered(sample()) == rendered(sample())
    assert rendered(sample()).endswith("}\n")
    assert "très rentable" in rendered(sample())


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_object(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    report = Report((FileReport("a\udce9.txt", "not \udce9 UTF-8"), *sample().files), "signature")
    JsonReporter().render(report, stream)
    stream.flush()
    assert json.loads(raw.getvalue().decode(encoding)) == parsed(report)
    assert parsed(report)["files"][0]["path"] == "a\udce9.txt"


def test_a_figure_that_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        rendered(Report((FileReport("a", score=math.nan),), ""))
