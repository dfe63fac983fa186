"""The matching figures: known on a bank so small that they can be counted by hand."""

from __future__ import annotations

import bz2
import json
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.matching import evaluate_matching, read_columns
from mtcheck.evaluation.pairs import EvaluationPair

PAIRS = (
    EvaluationPair(
        "The stolen paintings have been found in a warehouse.", "Les tableaux volés ont été retrouvés dans un entrepôt."
    ),
    EvaluationPair(
        "The central bank raised its interest rates again.",
        "La banque centrale a de nouveau relevé ses taux d'intérêt.",
    ),
    EvaluationPair(
        "Heavy snow closed the mountain road for two days.",
        "De fortes neiges ont fermé la route de montagne deux jours.",
    ),
    EvaluationPair(
        "The minister resigned after the report was published.",
        "Le ministre a démissionné après la publication du rapport.",
    ),
)
OTHERS = [f"The committee adopted amendment {number} to the regulation on fishing." for number in range(60)]


def test_figures() -> None:
    figures = evaluate_matching(PAIRS, OTHERS, seed=3)
    assert (figures.queries, figures.bank) == (4, 64)
    assert figures.recall_at_1 == 1.0
    assert (figures.precision, figures.recall, figures.f1, figures.matched) == (1.0, 1.0, 1.0, 1.0)
    assert figures.query_ms > 0
    assert figures.cpu_ms > 0


def test_fewer_queries() -> None:
    assert evaluate_matching(PAIRS, OTHERS, queries=2).queries == 2


@pytest.mark.parametrize("name", ["a.tsv", "a.tsv.bz2"])
def test_columns(tmp_path: Path, name: str) -> None:
    data = "".join(f"{english}\t{french}\tsource\n" for english, french in PAIRS).encode()
    path = tmp_path / name
    path.write_bytes(bz2.compress(data) if name.endswith("bz2") else data)
    assert read_columns(path, 2) == [tuple(pair) for pair in PAIRS[:2]]
    with pytest.raises(InputError, match="fewer than 5"):
        read_columns(path, 5)
    with pytest.raises(InputError, match="cannot be read"):
        read_columns(tmp_path / "none.tsv", 1)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, others = tmp_path / "pairs.tsv", tmp_path / "others.tsv"
    pairs.write_text("".join(f"{english}\t{french}\n" for english, french in PAIRS), encoding="utf-8")
    others.write_text("".join(f"{text}\tx\n" for text in OTHERS), encoding="utf-8")
    given = ["matching", str(pairs), "--distractors", str(others), "--count", "60", "--no-forced"]
    assert main([*given, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["recall_at_1"] == 1.0
    assert "|set:pairs.tsv|distractors:others.tsv|bank:64|queries:4|seed:1|" in answer["signature"]
    assert main(given) == 0
    told = capsys.readouterr().out
    assert "recall@1 1.0000" in told
    assert answer["signature"] in told
