"""Figures on wrong senses: sound French, and the same with a word in another sense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.engines.fake import FakeTranslator
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.pairs import Pair
from mtcheck.evaluation.senses import SenseFigures, evaluate_senses

ENGLISH = "The opposition party won the elections."
FRENCH = "Le parti d'opposition a remporté les élections."
PAIRS = [Pair(ENGLISH, FRENCH), Pair("He slept.", "Il dormait.")]


def test_a_replaced_word_is_told_with_the_word_that_stood_there() -> None:
    figures = evaluate_senses(FakeTranslator({ENGLISH: FRENCH}), PAIRS)
    assert figures.words == 10
    assert figures.false == ()
    assert (figures.replaced, figures.suggested) == (1, 1)
    assert figures.found[0].sense.form == "parti"
    assert figures.recall == 1.0


def test_an_engine_that_expects_nothing_tells_nothing() -> None:
    figures = evaluate_senses(FakeTranslator(), PAIRS)
    assert (figures.found, figures.recall) == ((), 0.0)


def test_figures_of_nothing_are_none_at_all() -> None:
    figures = SenseFigures(0, (), 0, (), 0)
    assert (figures.false_per_1000, figures.grave_per_1000, figures.recall) == (0.0, 0.0, 0.0)


def test_the_command_prints_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("".join(f"{pair.english}\t{pair.french}\n" for pair in PAIRS), encoding="utf-8")
    monkeypatch.setattr("mtcheck.evaluation.__main__._engine", lambda _: FakeTranslator({ENGLISH: FRENCH}))
    assert main(["senses", str(file)]) == 0
    assert "100.0% of 1 told, 1 of these 1 with the word that stood there" in capsys.readouterr().out
    assert main(["senses", str(file), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["count"], figures["recall"], figures["false_per_1000"]) == (2, 1.0, 0.0)
