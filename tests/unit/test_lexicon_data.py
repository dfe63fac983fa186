"""The curated data files hold to their schema and do not contradict themselves."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from mtcheck.lexicon.terms import UNPATTERNED

DATA = files("mtcheck.lexicon") / "data"
TERM_FILES = sorted(path.name for path in (DATA / "terms").iterdir() if path.name.endswith(".toml"))
ENGLISH_FUNCTION_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "in", "is", "of", "on", "the", "to", "with"])
FRENCH_FUNCTION_WORDS = frozenset(
    [
        "à",
        "au",
        "aux",
        "avec",
        "ce",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "sur",
        "un",
        "une",
    ]
)
LANGUAGES = {"de", "en", "es", "it"}
PLACE_KINDS = {"building", "city", "country", "region", "river"}
ORGANISATION_KINDS = {"agency", "army", "body", "company", "institution", "media", "party"}

Entry = dict[str, Any]


def load(name: str, table: str) -> list[Entry]:
    document = tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    assert set(document) == {table}, f"{name}: only [[{table}]] entries are read"
    entries: list[Entry] = document[table]
    return entries


TERMS = [(name, term) for name in TERM_FILES for term in load(f"terms/{name}", "term")]
PLACES = load("places.toml", "place")
PEOPLE = load("people.toml", "person")
ORGANISATIONS = load("organisations.toml", "organisation")


def assert_strings(entry: Entry, key: str, *, required: bool) -> None:
    """``entry[key]`` is a list of distinct trimmed strings (not empty; absent only where not required)."""
    if not required and key not in entry:
        return
    values = entry[key]
    assert isinstance(values, list), (key, entry)
    assert values, (key, entry)
    assert all(isinstance(value, str) and value and value == value.strip() for value in values), (key, entry)
    assert len(set(values)) == len(values), f"{key} repeats itself: {entry}"


def english_content(phrase: str) -> list[str]:
    return [word for word in re.findall(r"[\w-]+", phrase.lower()) if word not in ENGLISH_FUNCTION_WORDS]


def french_content(phrase: str) -> tuple[str, ...]:
    """The words of a French phrase that carry meaning, in order, without plural marks."""
    found = re.findall(r"[^\W_][\w-]*", phrase.lower().replace("’", "'"))
    return tuple(word.rstrip("sx") for word in found if word not in FRENCH_FUNCTION_WORDS)


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_enough_is_covered() -> None:
    assert len(TERMS) >= 380
    assert len(PLACES) >= 170
    assert len(PEOPLE) >= 120
    assert len(ORGANISATIONS) >= 170
    assert sum(entry["english_ok"] for entry in ORGANISATIONS) >= 80


@pytest.mark.parametrize("name", TERM_FILES)
def test_terms_keep_to_the_schema(name: str) -> None:
    for term in load(f"terms/{name}", "term"):
        assert set(term) <= {"english", "french", "literal", "wrong", "turns", "sound", "near", "unless"}, term
        assert_strings(term, "english", required=True)
        assert_strings(term, "french", required=True)
        for key in ("literal", "wrong", "turns", "sound", "near", "unless"):
            assert_strings(term, key, required=False)
        assert all("wrong" in turn.groupindex or not turn.groups for turn in map(re.compile, term.get("turns", ()))), (
            term
        )


def domain(file: str) -> str:
    return file.removesuffix(".toml")


def test_english_forms_are_listed_once() -> None:
    """Once among the files whose English makes patterns, and once in each of the others, which add turns to them."""
    patterned = [form.lower() for name, term in TERMS if domain(name) not in UNPATTERNED for form in term["english"]]
    assert repeated(patterned) == []
    for own in UNPATTERNED:
        assert repeated([form.lower() for name, term in TERMS if domain(name) == own for form in term["english"]]) == []


def test_context_words_are_single_lower_case_words() -> None:
    for name, term in TERMS:
        for word in (*term.get("near", ()), *term.get("unless", ())):
            assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word), (name, term["english"][0], word)
        assert not set(term.get("near", ())) & set(term.get("unless", ())), (name, term["english"][0])


def test_unless_comes_with_near() -> None:
    for name, term in TERMS:
        assert "unless" not in term or "near" in term, (name, term["english"][0])


def test_literals_are_lower_case_english() -> None:
    for name, term in TERMS:
        for phrase in term.get("literal", ()):
            assert re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", phrase), (name, term["english"][0], phrase)


def test_one_word_literals_need_context() -> None:
    for name, term in TERMS:
        if any(len(english_content(phrase)) < 2 for phrase in term.get("literal", ())):
            assert term.get("near"), (name, term["english"][0])


def test_wrong_renderings_are_phrases_and_never_accepted_ones() -> None:
    for name, term in TERMS:
        accepted = {french_content(phrase) for phrase in term["french"]}
        for phrase in term.get("wrong", ()):
            content = french_content(phrase)
            assert len(content) >= 2 or "near" in term, (name, term["english"][0], phrase)
            assert content not in accepted, (name, term["english"][0], phrase)


def test_no_wrong_rendering_is_the_sound_one_of_another_term() -> None:
    accepted = {french_content(phrase): term["english"][0] for _, term in TERMS for phrase in term["french"]}
    clashes = {
        phrase: accepted[french_content(phrase)]
        for _, term in TERMS
        for phrase in term.get("wrong", ())
        if french_content(phrase) in accepted
    }
    assert clashes == {}


def test_places_keep_to_the_schema() -> None:
    for place in PLACES:
        assert set(place) <= {"french", "foreign", "kind", "demonym", "english_demonym"}, place
        assert_strings(place, "french", required=True)
        assert place["kind"] in PLACE_KINDS, place
        assert set(place["foreign"]) <= LANGUAGES, place
        for language in place["foreign"]:
            assert_strings(place["foreign"], language, required=True)
        assert ("demonym" in place) == ("english_demonym" in place), place
        if "demonym" in place:
            assert place["kind"] == "country", place
            assert_strings(place, "demonym", required=True)
            assert_strings(place, "english_demonym", required=True)
            assert len(place["demonym"]) <= 2, place


def test_foreign_place_names_are_nowhere_accepted_french() -> None:
    accepted = {form for place in PLACES for form in place["french"]}
    demonyms = {form for place in PLACES for form in place.get("demonym", ())}
    kept = {form for entry in ORGANISATIONS if entry["english_ok"] for form in (entry["name"], *entry["variants"])}
    for place in PLACES:
        for forms in place["foreign"].values():
            assert not set(forms) & (accepted | demonyms | kept), place


def test_places_are_listed_once() -> None:
    assert repeated([form for place in PLACES for form in place["french"]]) == []


def test_people_keep_to_the_schema_and_are_listed_once() -> None:
    for person in PEOPLE:
        assert {"name", "variants"} <= set(person) <= {"name", "variants", "foreign"}, person
        every = [person["name"], *person["variants"], *person.get("foreign", ())]
        assert_strings({"names": every}, "names", required=True)
    forms = ("variants", "foreign")
    assert repeated([p["name"] for p in PEOPLE] + [n for p in PEOPLE for key in forms for n in p.get(key, ())]) == []


def test_organisations_keep_to_the_schema_and_are_listed_once() -> None:
    for entry in ORGANISATIONS:
        assert set(entry) <= {"name", "variants", "kind", "literal", "foreign", "english_ok"}, entry
        assert_strings({"names": [entry["name"], *entry["variants"]]}, "names", required=True)
        assert entry["kind"] in ORGANISATION_KINDS, entry
        assert isinstance(entry["english_ok"], bool), entry
        assert_strings(entry, "literal", required=False)
        assert_strings(entry, "foreign", required=False)
    assert repeated([name for entry in ORGANISATIONS for name in (entry["name"], *entry["variants"])]) == []


def test_foreign_organisation_names_are_nowhere_accepted() -> None:
    accepted = {name for entry in ORGANISATIONS for name in (entry["name"], *entry["variants"])}
    for entry in ORGANISATIONS:
        assert not set(entry.get("foreign", ())) & accepted, entry
