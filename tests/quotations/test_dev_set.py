"""Holds what the extractor reaches on the marked articles: the figures may rise, not drop."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mtcheck.evaluation.quotations import MarkedArticle, evaluate, read_cases

HERE = Path(__file__).parent
DEVELOPMENT, HELD_OUT = "dev.jsonl", "heldout.jsonl"


@cache
def cases(name: str) -> tuple[MarkedArticle, ...]:
    return read_cases(HERE / name)


@pytest.mark.parametrize(
    ("name", "threshold", "precision", "recall", "speaker"),
    [
        (DEVELOPMENT, 0.3, 0.98, 0.985, 0.93),
        (DEVELOPMENT, 0.8, 0.96, 0.965, 0.93),
        (HELD_OUT, 0.3, 0.95, 0.97, 0.9),
        (HELD_OUT, 0.8, 0.94, 0.96, 0.9),
    ],
)
def test_figures_do_not_drop(name: str, threshold: float, precision: float, recall: float, speaker: float) -> None:
    figures = evaluate(cases(name), threshold)
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.speaker >= speaker


def test_the_sets_are_large_enough_and_mostly_not_seeds() -> None:
    development = cases(DEVELOPMENT)
    total = sum(len(case.quotations) for case in development)
    seeds = sum(len(case.quotations) for case in development if case.id.startswith("seed-"))
    assert total >= 150
    assert seeds * 3 <= total
    assert sum(len(case.quotations) for case in cases(HELD_OUT)) >= 50


def test_no_article_is_in_both() -> None:
    assert not {case.text for case in cases(DEVELOPMENT)} & {case.text for case in cases(HELD_OUT)}
