"""The lexicon of French forms: every reading that a form can have, and the form of a word for given features.

A form is a stem with an ending of one of the stem's paradigms, so that one table answers both questions. Two ship, for the
licences: ``data/verbs.txt.xz`` (Lefff, LGPL-LR: verbs, and the genders of nouns) and ``data/nominals.txt.xz`` (Dicollecte,
MPL-2.0: nouns, adjectives, adverbs). ``docs/french.md`` says why these, and what they cover.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from mtcheck.french import classes
from mtcheck.shipped import shipped_unpacked
from mtcheck.text.words import fold_case

NOUN, ADJECTIVE, ADVERB, VERB = "noun", "adjective", "adverb", "verb"
DETERMINER, PRONOUN, PREPOSITION, CONJUNCTION = "determiner", "pronoun", "preposition", "conjunction"
INDICATIVE, SUBJUNCTIVE, IMPERATIVE, CONDITIONAL = "indicative", "subjunctive", "imperative", "conditional"
INFINITIVE, PARTICIPLE = "infinitive", "participle"
PRESENT, IMPERFECT, PAST, FUTURE = "present", "imperfect", "past", "future"

FINITE = frozenset({INDICATIVE, SUBJUNCTIVE, CONDITIONAL})
"""Moods that have a subject."""

# Lefff's letters for mood and tense.
_TENSES = {
    "P": (INDICATIVE, PRESENT),
    "I": (INDICATIVE, IMPERFECT),
    "J": (INDICATIVE, PAST),
    "F": (INDICATIVE, FUTURE),
    "C": (CONDITIONAL, PRESENT),
    "S": (SUBJUNCTIVE, PRESENT),
    "T": (SUBJUNCTIVE, IMPERFECT),
    "Y": (IMPERATIVE, PRESENT),
    "W": (INFINITIVE, PRESENT),
    "G": (PARTICIPLE, PRESENT),
    "K": (PARTICIPLE, PAST),
}
_LETTERS = {value: letter for letter, value in _TENSES.items()}
_PARTICIPLES = (("m", "s"), ("m", "p"), ("f", "s"), ("f", "p"))
_CLASSES = {"n": NOUN, "a": ADJECTIVE, "r": ADVERB}


class Reading(NamedTuple):
    """One way to read a form; a feature that the form leaves open, or does not have, is the empty string.

    Attributes:
        pos: ``noun``, ``adjective``, ``adverb``, ``verb``, ``determiner``, ``pronoun``, ``preposition`` or ``conjunction``.
        lemma: Dictionary form.
        gender: ``m`` or ``f``; empty for both.
        number: ``s`` or ``p``; empty for both.
        person: 1–3, 0 for none.
        mood: Of a verb: ``indicative``, …, ``infinitive``, ``participle``.
        tense: ``present``, ``imperfect``, ``past`` or ``future``; of a participle ``present`` or ``past``.
    """

    pos: str
    lemma: str
    gender: str = ""
    number: str = ""
    person: int = 0
    mood: str = ""
    tense: str = ""

    def matches(self, **features: str | int) -> bool:
        """Say whether every feature is as given; a gender or number that the form leaves open is as given."""
        for name, wanted in features.items():
            value = getattr(self, name)
            if value != wanted and not (name in {"gender", "number"} and value == ""):
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Paradigm:
    """Endings of the words that are inflected alike."""

    lemma: str
    endings: dict[str, tuple[str, ...]]

    def ending(self, tag: str) -> str | None:
        return next((ending for ending, tags in self.endings.items() if tag in tags), None)


@dataclass(frozen=True, slots=True)
class _Table:
    """Stems with the numbers of their paradigms; a letter behind a number is a part of speech."""

    paradigms: tuple[_Paradigm, ...]
    stems: dict[str, str]

    def analyses(self, form: str) -> Iterator[tuple[str, str, str]]:
        """Give lemma, part of speech letters and tag of every stem and ending that make the form."""
        for cut in range(len(form) + 1):
            entries = self.stems.get(form[:cut])
            if entries is None:
                continue
            for number, letters in map(_entry, entries.split()):
                paradigm = self.paradigms[number]
                for tag in paradigm.endings.get(form[cut:], ()):
                    yield form[:cut] + paradigm.lemma, letters, tag

    def inflected(self, lemma: str) -> Iterator[tuple[str, _Paradigm, str]]:
        """Give stem, paradigm and part of speech letters of every entry of a dictionary form."""
        for cut in range(len(lemma), -1, -1):
            for number, letters in map(_entry, self.stems.get(lemma[:cut], "").split()):
                if self.paradigms[number].lemma == lemma[cut:]:
                    yield lemma[:cut], self.paradigms[number], letters


@cache
def _entry(entry: str) -> tuple[int, str]:
    number = entry.rstrip("nar")
    return int(number), entry[len(number) :]


@cache
def _verbs() -> tuple[_Table, dict[str, str]]:
    table, columns = _sections("verbs.txt.xz")
    return table, _mapped(*columns)


@cache
def _nominals() -> _Table:
    return _sections("nominals.txt.xz")[0]


def _sections(name: str) -> tuple[_Table, list[str]]:
    """Read a table and the columns that stand behind it."""
    paradigms, stems, entries, *rest = shipped_unpacked("mtcheck.french", f"data/{name}").decode("utf-8").split("\n\n")
    found = []
    for line in paradigms.splitlines()[1:]:
        lemma, *tagged = line.split("\t")
        endings: dict[str, list[str]] = {}
        for item in tagged:
            tag, _, ending = item.partition(" ")
            endings.setdefault(ending, []).append(tag)
        found.append(_Paradigm(lemma[1:], {ending: tuple(tags) for ending, tags in endings.items()}))
    return _Table(tuple(found), _mapped(stems, entries)), rest


def _mapped(keys: str, values: str) -> dict[str, str]:
    """Return two columns as a mapping; columns are read faster than rows are cut."""
    return dict(zip(keys.split("\n"), values.rstrip("\n").split("\n"), strict=True))


@lru_cache(maxsize=100_000)
def readings(form: str) -> tuple[Reading, ...]:
    """Return every reading of a form that the lexicon knows; none where it is unknown.

    Args:
        form: A word as printed. What is capitalised is looked up in lower case.
    """
    plain = fold_case(form)
    found = list(_closed(plain))
    found += [_verbal(lemma, tag) for lemma, _, tag in _verbs()[0].analyses(plain)]
    for lemma, letters, tag in _nominals().analyses(plain):
        found += (_nominal(plain, lemma, letter, tag) for letter in letters)
    found += _missing().get(plain, ())
    return tuple(dict.fromkeys(found))


@cache
def _missing() -> dict[str, tuple[Reading, ...]]:
    """Return readings of common words that the tables lack."""
    text = resources.files("mtcheck.french").joinpath("data", "missing.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    found: dict[str, tuple[Reading, ...]] = {
        form: (Reading(NOUN, form, *told.split()),) for form, told in data["nouns"].items()
    }
    for verb, participle in data["participles"].items():
        for ending, (gender, number) in zip(("", "s", "e", "es"), _PARTICIPLES, strict=True):
            found[participle + ending] = (Reading(VERB, verb, gender, number, mood=PARTICIPLE, tense=PAST),)
    return found


_PRONOUNS = (
    classes.SUBJECTS | classes.CLITICS | classes.DEMONSTRATIVE_PRONOUNS | classes.RELATIVES | classes.NEGATIVE_PRONOUNS
)


def _closed(form: str) -> Iterator[Reading]:
    """Give the readings of a form as a word of a closed class."""
    if (features := classes.DETERMINERS.get(form)) is not None:
        yield Reading(DETERMINER, form, features[0].strip(), features[1].strip())
    if form in _PRONOUNS:
        yield Reading(PRONOUN, form)
    if form in classes.PREPOSITIONS:
        yield Reading(PREPOSITION, form)
    if form in classes.COORDINATORS or form in classes.SUBORDINATORS:
        yield Reading(CONJUNCTION, form)


def _verbal(lemma: str, tag: str) -> Reading:
    mood, tense = _TENSES[tag[0]]
    if mood == PARTICIPLE and len(tag) > 1:
        gender, number = _PARTICIPLES[int(tag[1])]
        return Reading(VERB, lemma, gender, number, 0, mood, tense)
    if len(tag) == 1:
        return Reading(VERB, lemma, mood=mood, tense=tense)
    person = int(tag[1])
    return Reading(VERB, lemma, "", "s" if person < 3 else "p", person % 3 + 1, mood, tense)


def _nominal(form: str, lemma: str, letter: str, tag: str) -> Reading:
    gender, number = (tag[0], tag[1]) if len(tag) == 2 else ("", tag)
    number = "" if number == "i" else number
    if letter == "n" and not gender:
        known = _verbs()[1].get(lemma) or _verbs()[1].get(form, "")
        gender = known if known in {"m", "f"} else ""
    return Reading(_CLASSES[letter], lemma, gender, "" if letter == "r" else number)


def can_be(form: str, pos: str, **features: str | int) -> bool:
    """Say whether a form has a reading with these features; see :meth:`Reading.matches`."""
    return any(reading.pos == pos and reading.matches(**features) for reading in readings(form))


def is_only(form: str, pos: str, **features: str | int) -> bool:
    """Say whether a form is known, and every reading of it has these features."""
    found = readings(form)
    return bool(found) and all(reading.pos == pos and reading.matches(**features) for reading in found)


def is_finite(form: str) -> bool:
    """Say whether a form can be a verb with a subject."""
    return any(reading.mood in FINITE for reading in readings(form))


def is_infinitive(form: str) -> bool:
    """Say whether a form is the infinitive of a verb."""
    return any(reading.mood == INFINITIVE for reading in readings(form))


def infinitives(form: str) -> frozenset[str]:
    """Return the infinitives of the verbs that a form can belong to; none where it is no verb."""
    return frozenset(reading.lemma for reading in readings(form) if reading.pos == VERB)


def past_participle_of(form: str) -> frozenset[str]:
    """Return the infinitives of the verbs whose past participle a form can be."""
    return frozenset(r.lemma for r in readings(form) if r.mood == PARTICIPLE and r.tense == PAST)


def present_participle_of(form: str) -> frozenset[str]:
    """Return the infinitives of the verbs whose present participle a form can be."""
    return frozenset(r.lemma for r in readings(form) if r.mood == PARTICIPLE and r.tense == PRESENT)


@lru_cache(maxsize=20_000)
def conjugated(infinitive: str, mood: str, tense: str, *, person: int = 3, number: str = "s") -> str | None:
    """Return a form of a verb; None where the verb is unknown or has no such form.

    Args:
        infinitive: Dictionary form.
        mood: ``indicative``, ``subjunctive``, ``imperative`` or ``conditional``.
        tense: ``present``, ``imperfect``, ``past`` or ``future``.
        person: 1–3.
        number: ``s`` or ``p``.
    """
    return _formed(infinitive, f"{_LETTERS[mood, tense]}{person - 1 + 3 * (number == 'p')}")


@lru_cache(maxsize=20_000)
def past_participle(infinitive: str, gender: str = "m", number: str = "s") -> str | None:
    """Return the past participle of a verb in a gender and number; None where the verb is unknown or has no such form."""
    return _formed(infinitive, f"K{_PARTICIPLES.index((gender, number))}")


@lru_cache(maxsize=20_000)
def present_participle(infinitive: str) -> str | None:
    """Return the present participle of a verb; None where the verb is unknown or has none."""
    return _formed(infinitive, "G")


def _formed(infinitive: str, tag: str) -> str | None:
    for stem, paradigm, _ in _verbs()[0].inflected(infinitive):
        ending = paradigm.ending(tag)
        if ending is not None:
            return stem + ending
    return None


@lru_cache(maxsize=50_000)
def inflected(lemma: str, pos: str, gender: str = "", number: str = "") -> str | None:
    """Return a noun or an adjective in a gender and number.

    Args:
        lemma: Dictionary form.
        pos: ``noun`` or ``adjective``.
        gender: ``m``, ``f``, or empty for whatever there is.
        number: ``s``, ``p``, or empty for the singular.

    Returns:
        The form, the usual one where there are several; None where the word is unknown or has no such form.
    """
    entries = [(stem, paradigm) for stem, paradigm, letters in _nominals().inflected(lemma) if pos[0] in letters]
    own = f"{gender or 'm'}{number or 's'}"
    # One entry of "massif" has one form for both genders: what tells them apart comes first.
    wanted = [(entry, own) for entry in entries] + [(entry, tag) for entry in entries for tag in (number or "s", "i")]
    for (stem, paradigm), tag in wanted:
        ending = paradigm.ending(tag)
        if ending is not None:
            return stem + ending
    return None


def is_verb_form(word: str) -> bool:
    """Say whether a dictionary form is a verb, or a participle that a dictionary lists as a word of its own."""
    return is_infinitive(word) or bool(past_participle_of(word))
