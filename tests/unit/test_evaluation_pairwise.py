"""Preference between two renderings of the same English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from mtcheck.errors import InputError
from mtcheck.estimator.scores import PairScore
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.pairwise import Choice, evaluate_pairwise, read_choices


class ByLength:
    """Scores the longer French higher."""

    def score(self, pairs: Iterable[tuple[str, str]]) -> Iterator[PairScore]:
        return (PairScore(float(len(french))) for _, french in pairs)


def test_what_scores_higher_wins_and_a_tie_is_no_win() -> None:
    choices = [Choice("A.", "bbb", "b"), Choice("A.", "bb", "bbb"), Choice("A.", "bb", "cc"), Choice("A.", "cccc", "c")]
    figures = evaluate_pairwise(cast(Any, ByLength()), choices)
    assert (figures.choices, figures.won, figures.tied) == (4, 0.5, 0.25)
    assert figures.lost == (choices[1], choices[2])
    assert 0 <= figures.low <= figures.won <= figures.high <= 1


def test_equal_renderings_are_no_choice(tmp_path: Path) -> None:
    file = tmp_path / "c.tsv"
    file.write_text("A.\tUn chat.\tUn  chat.\nB.\tDeux.\tTrois.\n", encoding="utf-8")
    assert read_choices(file) == (Choice("B.", "Deux.", "Trois."),)
    with pytest.raises(InputError, match="no two renderings"):
        read_choices(file, limit=1)


@pytest.mark.parametrize("line", ["A.\tUn.", "A.\tUn.\t ", "A.\tUn.\tDeux.\tTrois."])
def test_what_is_no_choice_is_an_error_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "c.tsv"
    file.write_text(f"B.\tDeux.\tTrois.\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"c\.tsv:2: expected English"):
        read_choices(file)


@pytest.mark.slow
def test_the_command_prefers_french_to_words_in_disorder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.tsv"
    rows = [
        ("The minister announced new measures on Monday.", "Le ministre a annoncé de nouvelles mesures lundi."),
        ("The committee has not yet approved the report.", "La commission n'a pas encore approuvé le rapport."),
    ]
    lines = [f"{english}\t{french}\t{' '.join(reversed(french.split()))}\n" for english, french in rows]
    file.write_text("".join(lines), encoding="utf-8")
    assert main(["pairwise", str(file), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["count"], figures["won"]) == (2, 1.0)
