import json
from pathlib import Path

import numpy as np
import pytest

from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.estimator.annotations import read_marked
from mtcheck.estimator.model import load_estimator
from mtcheck.evidence.pairs import PairAnalyst
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import Severity, Span
from mtcheck.training.__main__ import main
from mtcheck.training.garbling import Garbler

PAIRS = [
    ("The minister announced a strike on Monday.", "Le ministre a annoncé une grève lundi."),
    (
        "We do not accept the 25 amendments of the committee.",
        "Nous n'acceptons pas les 25 amendements de la commission.",
    ),
    ("The European Parliament approved the budget.", "Le Parlement européen a approuvé le budget."),
    ("Two soldiers were killed near the old bridge.", "Deux soldats ont été tués près du vieux pont."),
    ("Our country exports wine and cheese to Canada.", "Notre pays exporte du vin et du fromage au Canada."),
]


@pytest.fixture
def analyst() -> PairAnalyst:
    return PairAnalyst(shipped_table(), shipped_frequencies())


def test_damage_is_where_it_is_said_to_be(analyst: PairAnalyst) -> None:
    garbler = Garbler(analyst, seed=3)
    changed = 0
    for source, french in PAIRS * 40:
        spoilt = garbler.garble(source, french)
        if spoilt is None:
            continue
        assert spoilt.translation != french
        assert spoilt.damages
        rest, start = "", 0
        for damage in spoilt.damages:
            assert 0 <= damage.span.start <= damage.span.end <= len(spoilt.translation)
            rest += spoilt.translation[start : damage.span.start]
            start = damage.span.end
        rest += spoilt.translation[start:]
        # what is not damaged stands in the sound text, in order
        remaining = iter(french)
        assert all(char in remaining for char in rest.replace("  ", " ").strip() if not char.isspace())
        changed += 1
    assert changed > 150


def test_the_same_seed_spoils_the_same_way(analyst: PairAnalyst) -> None:
    first, second = ([Garbler(analyst, seed=5).garble(*pair) for pair in PAIRS] for _ in range(2))
    assert first == second


def test_a_literal_rendering_follows_the_english(analyst: PairAnalyst) -> None:
    spoilt = Garbler(analyst, seed=1).literal(*PAIRS[2])
    assert spoilt is not None
    assert spoilt.translation.lower().startswith("le européen")
    assert all(damage.span.of(spoilt.translation) for damage in spoilt.damages)


def test_marks_are_read_with_their_release(tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    row = {"release": "v2", "src_en": "A.", "fr": "Un deux.", "errors": [{"start": 3, "end": 7, "severity": "Major"}]}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (pair,) = read_marked(file)
    assert (pair.kind, pair.marks[0].span, pair.marks[0].severity) == ("v2", Span(3, 7), Severity.MAJOR)
    assert pair.major
    file.write_text('{"fr": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"m\.jsonl:1: no annotated pair"):
        read_marked(file)


def test_the_command_makes_the_same_estimator_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sklearn")
    from mtcheck.training import estimator_fit

    monkeypatch.setitem(estimator_fit._TREES, "max_iter", 3)
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    corpus, marked = tmp_path / "c.tsv", tmp_path / "m.jsonl"
    corpus.write_text("".join(f"{en} {n}.\t{fr} {n}.\tx\n" for n in range(80) for en, fr in PAIRS), encoding="utf-8")
    rows = [
        {
            "release": "v2",
            "src_en": f"{source} {number}",
            "fr": french.replace("le", "un") + f" {number}",
            "errors": [{"start": 0, "end": 12, "severity": "Major" if number % 2 else "Minor"}] if number % 3 else [],
        }
        for number in range(12)
        for source, french in PAIRS
    ]
    marked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    outputs = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for output in outputs:
        arguments = ["--corpus", str(corpus), "--mqm", str(marked), "--output", str(output), "--pairs", "20"]
        assert main(["estimator", *arguments, "--cache", str(tmp_path / "cache.npz")]) == 0
    one, two = (output.read_bytes() for output in outputs)
    assert one == two
    estimator = load_estimator(one, "one.npz")
    figures = estimator.card["figures"]
    assert isinstance(figures, dict)
    assert 0 <= figures["all"]["f1"] <= 1
    assert np.isfinite(estimator.segment.weights).all()
    assert np.isfinite(estimator.broken.weights).all()
