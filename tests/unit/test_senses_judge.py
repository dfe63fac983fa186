"""The judge of renderings: its file, what it lets through, and what is told of pairs."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from mtcheck.encoder.encoder import shipped_encoder
from mtcheck.errors import InputError, ModelLoadError
from mtcheck.evaluation.senses import Caught, SenseFigures, Suggested
from mtcheck.senses.features import ENCODED, NAMES, PLAIN
from mtcheck.senses.judge import load_judge, shipped_judge
from mtcheck.senses.minimal_pairs import read_minimal_pairs
from mtcheck.senses.reading import KnownPair, SenseReading, shipped_reader


def test_names_are_distinct_and_plain_ones_stand_first() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(PLAIN) + len(ENCODED)
    assert NAMES[: len(PLAIN)] == tuple(PLAIN)


def test_a_judge_is_read_back_byte_for_byte(tmp_path: Path) -> None:
    judge = shipped_judge()
    judge.save(tmp_path / "one.npz")
    again = load_judge((tmp_path / "one.npz").read_bytes(), "one.npz")
    again.save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    rows = np.random.default_rng(1).normal(size=(40, len(NAMES)))
    found = judge.confidence(rows)
    assert (again.confidence(rows) == found).all()
    assert ((found >= 0) & (found <= 1)).all()


def test_a_file_that_is_no_judge_is_refused() -> None:
    with pytest.raises(ModelLoadError, match=r"broken\.npz: the file is damaged"):
        load_judge(b"nothing", "broken.npz")
    buffer = io.BytesIO()
    np.savez(buffer, names=np.array("other"))
    with pytest.raises(ModelLoadError, match="other features"):
        load_judge(buffer.getvalue(), "old.npz")


def test_what_is_told_of_a_pair_does_not_depend_on_the_pairs_beside_it() -> None:
    pairs = [
        KnownPair("The bill was passed by the Senate.", "La facture a été adoptée par le Sénat."),
        KnownPair("We paid the bill at the restaurant.", "Nous avons payé la facture au restaurant."),
        KnownPair("...", "…"),
    ]
    reader = shipped_reader(shipped_encoder())
    together = reader.read(pairs)
    assert together == tuple(reader.read([pair])[0] for pair in pairs)
    wrong = {one.printed: one for one in together[0].doubted}["facture"]
    right = {one.printed: one.confidence for one in together[1].doubted}
    assert wrong.headword == "bill"
    assert "projet de loi" in wrong.meant
    assert wrong.confidence > right.get("facture", 0.0) + 0.2
    assert together[2] == SenseReading((), ())


def test_minimal_pairs_name_the_line_that_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    good = '{"en": "A bill.", "fr": "Un projet.", "bad": "Une note.", "errors": [{"text": "note", "kind": "sense"}]}'
    file.write_text(good + "\n" + good.replace('"text": "note"', '"text": "absent"') + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(read_minimal_pairs(file))
    assert "2" in str(caught.value)
    file.write_text(good + '\n{"fr": "Sans anglais."}\n', encoding="utf-8")
    (pair,) = read_minimal_pairs(file)
    assert pair.wrong is not None
    assert pair.errors[0].span.of(pair.wrong) == "note"


def test_recall_is_counted_at_a_number_of_false_marks() -> None:
    errors = tuple(
        Caught(
            row,
            "sense",
            confidence,
            suggested=row < 2,
            right=row < 2,
            same=row == 0,
            domain="sport" if row == 2 else "",
        )
        for row, confidence in enumerate((0.9, 0.6, 0.3, 0.0))
    )
    figures = SenseFigures((500, 500, 500, 500), ((0, 0.8), (1, 0.5), (3, 0.2)), errors)
    assert figures.recall(0.5) == 0.5  # one of the three false marks is allowed: what is above 0.5 counts
    assert figures.recall(1.0) == 0.75
    assert figures.recall(5.0) == 0.75
    assert figures.suggestions(0.5) == Suggested(1.0, 1.0, 0.5)
    assert figures.suggestions(1.0).shown == pytest.approx(2 / 3)
    assert figures.domains == ("sport",)
    assert (figures.recall(0.5, domain="sport"), figures.recall(1.0, domain="sport")) == (0.0, 1.0)
    assert figures.recall(0.5, "sense") == 0.5
    assert np.isnan(figures.recall(0.5, "term"))
    low, high = figures.interval(0.5)
    assert 0 <= low <= 0.5 <= high <= 1
