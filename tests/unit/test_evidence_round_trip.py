"""Round trip: French given its own back-translation, and whether that tells right findings from wrong ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.checks.registry import all_checks
from mtcheck.engines.fake import KNOWN_WORD, UNKNOWN_WORD, FakeTranslator
from mtcheck.errors import InputError
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.round_trip import MarkedFrench, read_marked, round_trip_figures, tell_findings
from mtcheck.evidence.round_trip import Surprise, force_round_trip, surprise
from mtcheck.records import Hypothesis, Span, TokenScore, TokenScores

GARBLED = "Les belligérants ont signé un feu cessé hier soir."
SCORES = TokenScores(
    (
        TokenScore(Span(0, 3), -1.0, "Les", -1.0),
        TokenScore(Span(4, 8), -6.0, "x", -2.0),
        TokenScore(Span(8, 9), -2.0, "", -2.0),
    )
)


def test_the_french_is_the_target_and_its_back_translation_the_source() -> None:
    fake = FakeTranslator({"A cat sleeps.": "Un chat dort."})
    (scores,) = force_round_trip([Hypothesis("Un chien dort.", "A cat sleeps.")], fake)
    assert [token.log_prob for token in scores.tokens] == [KNOWN_WORD, UNKNOWN_WORD, KNOWN_WORD]
    assert force_round_trip([], fake) == ()


def test_surprise_is_that_of_its_words() -> None:
    assert surprise(SCORES, Span(0, 3)) == Surprise(0.0, 1.0)
    assert surprise(SCORES, Span(5, 9)) == Surprise(4.0, 4.0)
    assert surprise(SCORES, Span(20, 30)) is None


def test_findings_are_right_where_they_overlap_a_mark() -> None:
    start = GARBLED.index("feu cessé")
    texts = [MarkedFrench(GARBLED, (Span(start, start + 9),)), MarkedFrench(GARBLED), MarkedFrench("Un chat dort.")]
    told = tell_findings(texts, all_checks(), FakeTranslator())
    assert [(item.finding.code, item.right) for item in told] == [("MT201", True), ("MT201", False)]
    figures = round_trip_figures(told)
    assert list(figures) == ["all", "MT201"]
    assert (figures["MT201"].right, figures["MT201"].wrong, figures["MT201"].by_margin) == (1, 1, 0.5)
    assert round_trip_figures(())["all"].by_margin is None


def test_files_are_read(tmp_path: Path) -> None:
    marked = tmp_path / "marked.jsonl"
    marked.write_text(
        '{"text": "Un feu cessé.", "spans": [{"start": 3, "end": 12}]}\n{"text": "Bien."}\n', encoding="utf-8"
    )
    assert read_marked(marked) == (MarkedFrench("Un feu cessé.", (Span(3, 12),)), MarkedFrench("Bien."))
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("A cat.\tUn chat.\n", encoding="utf-8")
    assert read_marked(pairs) == (MarkedFrench("Un chat."),)
    pairs.write_text("A cat.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pairs\.tsv:1"):
        read_marked(pairs)
    with pytest.raises(InputError, match="cannot be read"):
        read_marked(tmp_path / "absent.tsv")


def test_the_command_prints_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sound.tsv"
    file.write_text(f"x\t{GARBLED}\n", encoding="utf-8")
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    assert main(["round-trip", str(file)]) == 0
    assert "MT201  right    0  wrong    1  AUC of margin    -" in capsys.readouterr().out
    assert main(["round-trip", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["codes"]["MT201"]["wrong"] == 1
