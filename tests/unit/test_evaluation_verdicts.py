"""Precision by code and calibrated thresholds."""

import json
import tomllib
from pathlib import Path

import pytest

from mtcheck.config.settings import parse_config
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.verdicts import configuration, figures_by_code, needed, wilson
from mtcheck.review.verdicts import ReviewJudgement, ReviewVerdict, append_verdicts


def verdicts(code: str, *groups: tuple[int, float, ReviewJudgement]) -> list[ReviewVerdict]:
    return [
        ReviewVerdict(f"{code}-{place}-{number}", code, "x", judgement, confidence)
        for place, (count, confidence, judgement) in enumerate(groups)
        for number in range(count)
    ]


JUDGED = [
    *verdicts(
        "MT201", (40, 0.9, ReviewJudgement.RIGHT), (10, 0.6, ReviewJudgement.WRONG), (4, 0.8, ReviewJudgement.UNSURE)
    ),
    *verdicts("MT401", (3, 0.75, ReviewJudgement.RIGHT), (1, 0.75, ReviewJudgement.WRONG)),
]


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (0, 0, 0, 1)],
)
def test_wilson_intervals(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=5e-5)


def test_thresholds_are_the_lowest_that_reach_the_precision() -> None:
    terms, grammar = figures_by_code(JUDGED, 0.9)
    assert (terms.right, terms.wrong, terms.unsure, terms.precision) == (40, 10, 4, 0.8)
    assert (terms.threshold, terms.kept) == (0.9, (40, 0))
    assert grammar.threshold is None
    assert figures_by_code(JUDGED, 0.6)[0].threshold == 0.6


def test_how_many_it_takes() -> None:
    for wanted in (0.5, 0.8, 0.9, 0.95):
        assert wilson(needed(wanted), needed(wanted))[0] >= wanted - 1e-9
        assert wilson(needed(wanted) - 1, needed(wanted) - 1)[0] < wanted


def test_newer_confidences_count() -> None:
    newer = {verdict.key: 0.3 for verdict in JUDGED if verdict.judgement is ReviewJudgement.WRONG}
    newer |= {verdict.key: 0.7 for verdict in JUDGED if verdict.judgement is ReviewJudgement.RIGHT}
    assert figures_by_code(JUDGED, 0.9, newer)[0].threshold == 0.7


def test_the_snippet_is_a_configuration() -> None:
    text = "\n".join(configuration(figures_by_code(JUDGED, 0.9), 0.9))
    assert parse_config(tomllib.loads(text)).checks.confidence == (("MT201", 0.9),)
    assert "# MT401: no threshold reaches it (3 of 4 right; it takes at least 35 judged)" in text


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append_verdicts(tmp_path / "v.jsonl", JUDGED)
    assert main(["verdicts", str(tmp_path / "v.jsonl")]) == 0
    out = capsys.readouterr().out
    assert "MT201       40    10      4  0.80 (0.67 to 0.89)   0.90 (keeps 40 right, 0 wrong)" in out
    assert "[checks.confidence]\nMT201 = 0.90\n" in out
    assert main(["verdicts", str(tmp_path / "v.jsonl"), "--json", "--precision", "0.6"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["confidence"] == {"MT201": 0.6}
    assert [one["code"] for one in data["codes"]] == ["MT201", "MT401"]


def test_a_missing_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verdicts", str(tmp_path / "none.jsonl")]) == 2
    assert "no such file" in capsys.readouterr().err
