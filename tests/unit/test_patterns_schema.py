"""Patterns: which English words a literal rendering passes through, and how a file of them is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.patterns.loading import pattern_of, read_patterns
from mtcheck.patterns.schema import Pattern, PatternKind, compound_parts, english_lemmas, kin


def test_patterns_are_dictionary_forms_without_repeats() -> None:
    term = Pattern(("drone strikes", "drone strike"), ("frappe de drone",), literal=("strikes of the drones",))
    assert term.glosses == (("drone", "strike"), ("strike", "drone"))


def test_a_closed_compound_is_its_parts() -> None:
    assert Pattern(("ceasefire", "cease-fire"), ("cessez-le-feu",)).glosses == (("cease", "fire"),)


def test_a_lone_word_needs_company() -> None:
    assert Pattern(("toll",), ("bilan",), literal=("balance",)).glosses == ()
    assert Pattern(("toll",), ("bilan",), literal=("balance",), near=frozenset({"dead"})).glosses == (("balance",),)
    assert Pattern(("toll",), ("bilan",), near=frozenset({"dead"})).glosses == (), "only a listed literal counts"


def test_light_verbs_make_no_pattern() -> None:
    assert Pattern(("hold talks",), ("s'entretenir",)).glosses == ()
    assert Pattern(("hold peace talks",), ("négocier",)).glosses == (("hold", "peace", "talk"),)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("whistleblower", ("whistle", "blower")),
        ("airstrike", ("air", "strike")),
        ("roadside", ("road", "side")),
        ("government", ()),
        ("hostage", ()),
        ("important", ()),
        ("Whistleblower", ()),
        ("air-strike", ()),
        ("bag", ()),
    ],
)
def test_compound_parts(word: str, parts: tuple[str, ...]) -> None:
    assert compound_parts(word) == parts


@pytest.mark.parametrize(
    ("phrase", "bases"),
    [
        ("on the sidelines of", ("sideline",)),
        ("with input from Reuters", ("input", "reuters")),
        ("rules of engagement", ("rule", "engagement")),
        ("", ()),
    ],
)
def test_english_lemmas(phrase: str, bases: tuple[str, ...]) -> None:
    assert english_lemmas(phrase) == bases


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("landing", "land"),
        ("running", "run"),
        ("funding", "fund"),
        ("king", "king"),
        ("thing", "thing"),
        ("war", "war"),
    ],
)
def test_kin(word: str, verb: str) -> None:
    assert kin(word) == verb


ENTRY = {
    "kind": "sense",
    "english": ["artillery shells"],
    "french": ["obus"],
    "forms": ["tir de [coquille]"],
    "examples": ["Des tirs de [coquilles] ont repris."],
    "counterexamples": ["Il ramasse des coquilles sur la plage."],
    "near": ["guns"],
}


def test_pattern_of_reads_an_entry() -> None:
    pattern = pattern_of(ENTRY)
    assert (pattern.kind, pattern.forms, pattern.near) == (
        PatternKind.SENSE,
        ("tir de [coquille]",),
        frozenset({"gun"}),
    )
    assert pattern.glosses == (), "its words may be meant as they stand"
    assert pattern_of({"kind": "term", "english": ["soft landing"], "french": ["atterrissage"]}).glosses


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"examples": []}, "has no example"),
        ({"counterexamples": []}, "has no counter-example"),
        ({"kind": "idioms"}, "kind is one of term, idiom, sense, calque, name, acronym"),
        ({"wrong": ["coquille"]}, "no key 'wrong'"),
        ({"french": []}, "in French"),
        ({"forms": "tir"}, "forms is a list"),
        ({"forms": ["tir de [coquille"]}, "no pair"),
        ({"examples": ["Des tirs de coquilles ont repris."]}, "square brackets"),
    ],
)
def test_a_broken_pattern_is_refused_with_file_and_line(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(f"{json.dumps(ENTRY)}\n\n{json.dumps({**ENTRY, **change})}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"own\.jsonl:3: .*{said}"):
        list(read_patterns(path))
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.jsonl:1: "):
        list(read_patterns(path))
