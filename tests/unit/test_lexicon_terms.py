"""Curated terms and names: which English words a literal rendering passes through, and how the files are read."""

from __future__ import annotations

import pytest

from mtcheck.lexicon.names import shipped_organisations, shipped_people, shipped_places
from mtcheck.lexicon.terms import Term, compound_parts, english_lemmas, kin, shipped_terms, term_of


def test_term_of_reads_an_entry() -> None:
    term = term_of(
        {"english": ["toll"], "french": ["bilan"], "literal": ["balance"], "near": ["deaths"], "unless": ["roads"]},
        "society",
    )
    assert term == Term(("toll",), ("bilan",), ("balance",), (), frozenset({"death"}), frozenset({"road"}), "society")


def test_patterns_are_dictionary_forms_without_repeats() -> None:
    term = Term(("drone strikes", "drone strike"), ("frappe de drone",), literal=("strikes of the drones",))
    assert term.patterns == (("drone", "strike"), ("strike", "drone"))


def test_a_closed_compound_is_its_parts() -> None:
    assert Term(("ceasefire", "cease-fire"), ("cessez-le-feu",)).patterns == (("cease", "fire"),)


def test_a_lone_word_needs_company() -> None:
    assert Term(("toll",), ("bilan",), literal=("balance",)).patterns == ()
    assert Term(("toll",), ("bilan",), literal=("balance",), near=frozenset({"dead"})).patterns == (("balance",),)
    assert Term(("toll",), ("bilan",), near=frozenset({"dead"})).patterns == (), "only a listed literal counts"


def test_light_verbs_make_no_pattern() -> None:
    assert Term(("hold talks",), ("s'entretenir",)).patterns == ()
    assert Term(("hold peace talks",), ("négocier",)).patterns == (("hold", "peace", "talk"),)


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


def test_shipped_terms_are_many_and_can_be_looked_for() -> None:
    terms = shipped_terms()
    assert len(terms) >= 300
    assert len({term.domain for term in terms}) >= 5
    assert sum(bool(term.patterns or term.wrong) for term in terms) >= 250
    usual = {term.english[0]: term.french for term in terms}
    assert "cessez-le-feu" in usual["ceasefire"]


def test_places() -> None:
    places = {place.french[0]: place for place in shipped_places()}
    assert "Londra" in places["Londres"].foreign["it"]
    assert all(place.kind for place in places.values())
    assert all(len(place.demonym) in {0, 2} or place.kind == "country" for place in places.values())


def test_people_and_organisations() -> None:
    assert all(person.name for person in shipped_people())
    guardian = next(one for one in shipped_organisations() if "Guardian" in one.name)
    assert guardian.kind == "media"
    assert "guardian" in " ".join(guardian.literal).lower()
