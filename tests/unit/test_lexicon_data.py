"""The curated data files hold to their schema and do not contradict themselves."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

DATA = files("mtcheck.lexicon") / "data"
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


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_enough_is_covered() -> None:
    assert len(PLACES) >= 170
    assert len(PEOPLE) >= 120
    assert len(ORGANISATIONS) >= 170
    assert sum(entry["english_ok"] for entry in ORGANISATIONS) >= 80


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
