from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.quotations import (
    MarkedArticle,
    MarkedQuotation,
    evaluate,
    overlap,
    pair,
    read_cases,
    same_speaker,
)
from mtcheck.records import Span

TEXT = "« Nous partons demain », a déclaré Jeanne Martin. Le film « La Marée » plaît."


def marked(start: int, end: int, speaker: str | None = None) -> MarkedQuotation:
    return MarkedQuotation(Span(start, end), speaker, None, "direct")


def row(**changes: object) -> dict[str, object]:
    start = TEXT.index("Nous")
    words = {
        "start": start,
        "end": start + 20,
        "text": "Nous partons demain ",
        "speaker": "Jeanne Martin",
        "kind": "direct",
    }
    return {
        "id": "a",
        "text": TEXT,
        "quotations": [words | {"end": start + 19, "text": "Nous partons demain"} | changes],
    }


def write(folder: Path, *rows: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in rows), encoding="utf-8")
    return path


def test_overlap_is_over_the_longer_span() -> None:
    assert overlap(Span(0, 10), Span(5, 25)) == pytest.approx(5 / 20)
    assert overlap(Span(0, 10), Span(10, 20)) == 0


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    gold = [marked(0, 10), marked(20, 30)]
    found = [marked(0, 6), marked(0, 10), marked(21, 30)]
    assert [(one.span, other.span) for one, other in pair(gold, found, 0.3)] == [
        (Span(0, 10), Span(0, 10)),
        (Span(20, 30), Span(21, 30)),
    ]
    assert len(pair(gold, found, 0.95)) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jeanne Martin", "la ministre Jeanne Martin", True),
        ("le porte-parole", "Porte-parole", True),
        ("Jeanne Martin", "Paul Martin", False),
        ("Jeanne Martin", None, False),
        (None, None, True),
    ],
)
def test_speakers_agree(one: str | None, other: str | None, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


def test_figures_of_a_right_answer(tmp_path: Path) -> None:
    figures = evaluate(read_cases(write(tmp_path, row())), 0.8)
    assert (figures.precision, figures.recall, figures.f1, figures.speaker) == (1, 1, 1, 1)


def test_figures_of_a_missed_and_a_wrong_one() -> None:
    case = MarkedArticle("a", TEXT, (marked(TEXT.index("Le film"), TEXT.index("plaît")),))
    figures = evaluate([case], 0.3)
    assert (figures.found, figures.matched, figures.f1) == (1, 0, 0)


@pytest.mark.parametrize("changes", [{"end": 10_000}, {"text": "autre"}, {"kind": "sung"}, {"start": "1"}])
def test_a_wrong_row_is_named(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="is no article"):
        read_cases(write(tmp_path, row(**changes)))


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_cases(tmp_path / "none.jsonl")


def test_the_command_prints_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quotations", str(write(tmp_path, row())), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["0.3"]["f1"] == 1
    assert main(["quotations", str(tmp_path / "none.jsonl")]) == 2
