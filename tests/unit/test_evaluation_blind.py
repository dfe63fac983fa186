"""Figures at first sight: what is counted, and that the folder of blind rows is empty between two measurements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.checks.grammar.check import GrammarCheck
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.blind import Share, lines, measure_blind
from mtcheck.evaluation.precision import Labelled, digest, named
from mtcheck.records import KnownQuote, Span

BLIND = Path(__file__).parents[1] / "known_errors" / "blind"


def test_errors_findings_and_sound_rows_are_counted() -> None:
    statement = KnownQuote("a", "Ana Durand", "We spoke of the situation.")
    rows = [
        Labelled("Ils ont parlé du situation du pays.", (Span(14, 26), Span(27, 34)), "a"),
        Labelled("Elle a subi un attaque hier.", (), "a"),
        Labelled("Elle a subi une attaque hier.", (), "a"),
        Labelled("« Nous avons parlé du situation », a dit Ana Durand.", (Span(19, 31),), "a", None, statement),
    ]
    found = measure_blind(rows, (GrammarCheck(),), FakeTranslator())
    assert set(found) == {"alone", "known"}
    alone = found["alone"]
    assert (alone.rows, alone.words) == (3, 19)
    assert (alone.found.right, alone.found.n) == (1, 2)
    assert (alone.right.right, alone.right.n) == (1, 2)
    assert alone.beside == pytest.approx(1000 / 19)
    assert (alone.sound.right, alone.sound.n) == (1, 2)
    assert (found["known"].found.right, found["known"].sound.n) == (1, 0)
    written = list(lines(found))
    assert written[0] == "French alone: 3 rows, 19 words"
    assert "  errors found         1 of 2, 50% (9% to 91%)" in written
    assert written[-1].endswith("none")


def test_a_share_has_its_interval() -> None:
    share = Share.of([True] * 8 + [False] * 2)
    assert (share.right, share.n, round(share.low, 2), round(share.high, 2)) == (8, 10, 0.49, 0.94)


def test_the_command_names_its_material(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "text": "Ils ont subi un attaque.", "spans": []}\n', encoding="utf-8")
    assert main(["blind", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["material"] == {named(file): digest(file)}
    assert told["alone"]["rows"] == 1
    assert main(["blind", str(tmp_path / "none.jsonl")]) == 2


def test_no_row_stays_blind_once_it_was_measured() -> None:
    """Rows move to the open sets with their figure, so that the folder holds its README alone."""
    assert [file.name for file in BLIND.iterdir()] == ["README.md"]
