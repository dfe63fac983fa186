"""Places, their people, and bodies by what they are: one key for all their names in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from mtcheck.facts.values import Fact, Kind, Named
from mtcheck.lexicon.names import shipped_places
from mtcheck.records import Span

_WORD = re.compile(r"[^\W\d_]+|\d+")
_LANGUAGES = ("en", "fr")
_OFFICES = frozenset({"PM", "DEFMIN", "FORMIN", "INTMIN", "FINMIN", "JUSMIN", "HEAMIN", "EDUMIN"})
# Other courts, chambers and ministries are what one of these is mistaken for; a lower-case name may be another country's.
_DIRECTIONS = {
    "en": re.compile(
        r"\b(?P<d>(?:north|south)[ -]?(?:east|west)|north|south|east|west)(?:ern(?:most|ers?)?|erly|wards?"
            r"|bound)?\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?P<d>(?:nord|sud)[ -](?:est|ouest)|nord|sud|ouest|(?<=[lLd]['’])est|(?-i:(?<=\w )Est))\b"
        r"|\b(?P<north>septentrion\w+)|\b(?P<south>méridiona\w+)|\b(?P<west>occident(?:al|ale|ales|aux)?)\b"
            r"|\b(?P<east>orient(?:al|ale|ales|aux)?)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
_LETTERS = {"north": "N", "south": "S", "east": "E", "west": "W", "nord": "N", "sud": "S", "est": "E", "ouest": "W"}


class _Name(NamedTuple):
    """A name as a sequence of words; ``exact`` where capitals count."""

    words: tuple[str, ...]
    exact: bool
    named: Named


def read_names(text: str, language: str) -> Iterator[Fact]:
    """Find the places, peoples, bodies and directions that a text names.

    Args:
        text: Any text.
        language: ``fr`` or ``en``.

    Yields:
        Facts by start; a name that means several places ("Congo") has several values.
    """
    known = _names(language)
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [_plain(text[start:end]) for start, end in spans]
    place = 0
    taken: list[Span] = []
    while place < len(words):
        found: list[_Name] = []
        for name in known.get(words[place].lower(), ()):
            size = len(name.words)
            printed = words[place : place + size]
            if len(printed) == size and (not found or size >= len(found[0].words)) and _alike(name, printed):
                if found and size > len(found[0].words):
                    found = []
                found.append(name)
        if not found:
            place += 1
            continue
        span = Span(spans[place][0], spans[place + len(found[0].words) - 1][1])
        if _together(text, spans[place : place + len(found[0].words)]):
            taken.append(span)
            values = tuple(dict.fromkeys(name.named for name in found))
            yield Fact(span, span.of(text), Kind.NAME, values, words=True)
            place += len(found[0].words)
        else:
            place += 1
    for match in _DIRECTIONS[language].finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(other) for other in taken):
            continue
        if match["d"]:
            parts = re.findall(
                "north|south|east|west" if language == "en" else "nord|sud|ouest|est", match["d"].lower()
            )
            key = "".join(_LETTERS[part] for part in parts)
        else:
            key = _LETTERS[match.lastgroup or ""]
        yield Fact(span, span.of(text), Kind.NAME, (Named(key, "direction"),), words=True)


def _alike(name: _Name, printed: Sequence[str]) -> bool:
    if not name.exact:
        return all(one.lower() == two.lower() for one, two in zip(name.words, printed, strict=True))
    return name.words[0] == printed[0] and all(
        one == two or (one.lower() == two.lower() and len(one) > 2)
        for one, two in zip(name.words[1:], printed[1:], strict=True)
    )


def _together(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether words stand side by side, whatever joins them: "U.S.", "États-Unis"."""
    return all(two[0] - one[1] <= 2 and "," not in text[one[1] : two[0]] for one, two in pairwise(spans))


def _plain(word: str) -> str:
    """Return a word without accents, its capitals kept."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@cache
def _names(language: str) -> dict[str, tuple[_Name, ...]]:
    """Return the names of a language by their first word, lower case."""
    found: dict[str, list[_Name]] = {}
    for form, exact, named in _all_forms(language):
        words = tuple(_plain(word) for word in _WORD.findall(form))
        if words:
            found.setdefault(words[0].lower(), []).append(_Name(words, exact, named))
    return {first: tuple(sorted(names, key=lambda n: -len(n.words))) for first, names in found.items()}


def _all_forms(language: str) -> Iterator[tuple[str, bool, Named]]:
    english = language == "en"
    territories = _territories(language)
    capitals: dict[str, str] = {}
    regions: set[str] = set()
    for cells in _rows("places.tsv"):
        code, en_people, fr_people, capital, en_names, fr_names = (*cells, "", "", "", "", "")[:6]
        key, _, parent = code.partition("=")
        named = Named(key, "place", parent or None)
        for name in filter(None, capital.split("|")):
            capitals[name] = parent or key
        regions.update(filter(None, en_names.split("|")))
        for form in filter(None, [*(en_names if english else fr_names).split("|"), territories.get(key, "")]):
            yield form, True, named
            if not english and form[0].islower():
                yield form[0].upper() + form[1:], True, named
        people = filter(None, (en_people if english else fr_people).split("|"))
        for form in people:
            yield from (
                (inflected, english, named) for inflected in (_in_number(form) if english else _inflected(form))
            )
    for key, name in territories.items():
        if len(key) == 2:
            yield name, True, Named(key, "place")
    yield from _cities(language, capitals, regions)
    for cells in _rows("bodies.tsv"):
        key, en_names, fr_names, parent = (*cells, "", "")[:4]
        named = Named(f"body {key}", "office" if key in _OFFICES else "body", parent or None)
        for form in (en_names if english else fr_names).split("|"):
            yield form, True, named


def _cities(language: str, capitals: dict[str, str], regions: set[str]) -> Iterator[tuple[str, bool, Named]]:
    english = language == "en"
    seen: set[str] = set(regions)
    rows = [tuple(cells[:2]) for cells in _rows("cities.tsv")]
    for place in shipped_places():
        if place.kind in {"city", "region", "river"}:
            foreign = place.foreign.get("en") or place.french
            rows.append(("|".join(foreign), "|".join(place.french)))
    rows.extend((name, name) for name in capitals)
    for en_names, fr_names in rows:
        first = en_names.split("|")[0]
        if seen.intersection(en_names.split("|")):
            continue
        seen.update(en_names.split("|"))
        parent = next((capitals[name] for name in en_names.split("|") if name in capitals), None)
        named = Named(f"city {first}", "place", parent)
        for form in (en_names if english else fr_names).split("|"):
            yield form, True, named
            if not english and form.startswith(("Le ", "La ")):
                yield form[3:], True, named


def _in_number(people: str) -> tuple[str, ...]:
    """Give the English singular and plural of inhabitants: "the Germans", "the French"."""
    return (people,) if people.endswith(("s", "sh", "ese", "ch")) else (people, people + "s")


def _inflected(people: str) -> Iterator[str]:
    """Give the forms of French inhabitants: masculine, feminine, and their plurals."""
    masculine, _, feminine = people.partition(",")
    if not feminine:
        feminine = masculine if masculine.endswith("e") else masculine + ("ne" if masculine.endswith("en") else "e")
    for form in (masculine, feminine):
        yield form
        if not form.endswith("s"):
            yield form + "s"


def _rows(file: str) -> Iterator[list[str]]:
    text = resources.files("mtcheck.facts").joinpath(f"data/{file}").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _territories(language: str) -> dict[str, str]:
    """Return the names of countries by code, as CLDR has them."""
    from babel import Locale

    names = Locale(language).territories
    return {code: name.replace("’", "'") for code, name in names.items() if len(code) == 2 and code.isalpha()}


def french_name(named: Named, like: str) -> str | None:
    """Return the French name of a country or body; None for inhabitants and what has no one name here."""
    if named.family in {"body", "office"}:
        key = named.key.removeprefix("body ")
        names = next((cells[2] for cells in _rows("bodies.tsv") if cells[0] == key), None)
        return names.split("|")[0] if names else None
    if named.key.startswith("city "):
        first = named.key.removeprefix("city ")
        for cells in _rows("cities.tsv"):
            if cells[0].split("|")[0] == first:
                return cells[1].split("|")[0]
        places = (p for p in shipped_places() if first in (p.foreign.get("en") or p.french))
        return next((place.french[0] for place in places), None)
    for cells in _rows("places.tsv"):
        if cells[0].partition("=")[0] == named.key:
            if like and like[0].islower() and len(cells) > 2 and cells[2]:
                return _as_inflected(cells[2].split("|")[0], like)
            names = cells[5].split("|")[0] if len(cells) > 5 and cells[5] else ""
            return names or _territories("fr").get(named.key)
    return _territories("fr").get(named.key)


def _as_inflected(people: str, like: str) -> str | None:
    """Return inhabitants in the gender and number of the printed ones; None where the printed ones do not tell the gender."""
    plain = like.removesuffix("s") if not like.endswith(("ais", "ois")) else like
    plural = plain != like
    masculine, feminine = _genders(people)
    if masculine != feminine:
        printed = [_genders(cells[2].split("|")[place]) for cells in _rows("places.tsv") if len(cells) > 2 and cells[2]
                   for place in range(len(cells[2].split("|")))]  # fmt: skip
        own = next((pair for pair in printed if plain in pair), (plain, plain))
        if own[0] == own[1]:  # "suisse", "russe"
            return None
        form = masculine if plain == own[0] else feminine
    else:
        form = masculine
    return form + "s" if plural and not form.endswith("s") else form


def _genders(people: str) -> tuple[str, str]:
    forms = [form for form in _inflected(people) if not form.endswith("s") or form == people]
    return forms[0], forms[1] if len(forms) > 1 else forms[0]
