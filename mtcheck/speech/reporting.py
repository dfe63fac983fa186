"""French verbs of speech and thought in all their forms, and the words that go with them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources


class Tense(Enum):
    """What a form of a verb can be."""

    FINITE = "finite"
    PARTICIPLE = "present participle"
    PAST = "past participle"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class ReportingForm:
    """A form of a reporting verb: "déclarait" is the finite form of "déclarer"."""

    lemma: str
    tense: Tense


@dataclass(frozen=True, slots=True)
class Reporting:
    """Reporting verbs by form, and lists of lemmas and words.

    Attributes:
        forms: Lower-case form → what it can be.
        clause: Lemmas that a clause with "que" follows.
        infinitive: Lemmas that a bare infinitive follows.
        infinitive_de: Lemmas that "de" and an infinitive follow.
        question: Lemmas that an indirect question follows.
        naming: Lemmas whose object may be a few quoted words.
        nouns: Forms that are nouns too.
        weak: Lemmas that report nothing on their own.
        not_reflexive: Lemmas that report nothing with "se".
        no_source: Words behind "selon" that are no speaker.
        no_opinion: Words behind "pour" that are no speaker.
        according: Phrases before a speaker, the longest first.
        back: Such phrases with a pronoun in them.
    """

    forms: dict[str, tuple[ReportingForm, ...]]
    clause: frozenset[str]
    infinitive: frozenset[str]
    infinitive_de: frozenset[str]
    question: frozenset[str]
    naming: frozenset[str]
    nouns: frozenset[str]
    weak: frozenset[str]
    not_reflexive: frozenset[str]
    no_source: frozenset[str]
    no_opinion: frozenset[str]
    according: tuple[str, ...]
    back: tuple[str, ...]


@cache
def reporting() -> Reporting:
    """Return the shipped lists, verbs conjugated."""
    data = tomllib.loads(resources.files("mtcheck.speech").joinpath("data/reporting.toml").read_text(encoding="utf-8"))
    forms: dict[str, dict[ReportingForm, None]] = {}

    def add(words: list[str], lemma: str, tense: Tense) -> None:
        for word in words:
            if word != "-":
                forms.setdefault(word, {})[ReportingForm(lemma, tense)] = None

    for lemma in {*data["clause"].split(), *data["insertion"].split()}:
        for tense, words in (_conjugate_er(lemma) if lemma.endswith("er") else _conjugate_ir(lemma)).items():
            add(words, lemma, tense)
    for line in data["irregular"].strip().splitlines():
        lemma, _, rest = line.partition(": ")
        finite, participle, past = (part.split() for part in rest.split("/"))
        add(finite, lemma, Tense.FINITE)
        add(participle, lemma, Tense.PARTICIPLE)
        add(past, lemma, Tense.PAST)
        add([lemma], lemma, Tense.INFINITIVE)
    classes = {name: frozenset(words.split()) for name, words in data["classes"].items()}
    according = data["according"]
    phrases = sorted(re.split(r"[|\n]", according["phrases"].strip()), key=len, reverse=True)
    return Reporting(
        {word: tuple(found) for word, found in forms.items()},
        classes["clause"] | frozenset(data["clause"].split()),
        classes["infinitive"],
        classes["infinitive_de"],
        classes["question"],
        classes["naming"],
        classes["nouns"],
        classes["weak"],
        classes["not_reflexive"],
        frozenset(according["no_source"].split()),
        frozenset(according["no_opinion"].split()),
        tuple(phrases),
        tuple(according["back"].split("|")),
    )


def _conjugate_er(infinitive: str) -> dict[Tense, list[str]]:
    stem = infinitive[:-2]
    soft = re.sub(r"c$", "ç", re.sub(r"g$", "ge", stem))
    # What bears the accent in the present: espère, rappelle, appuie. Variants that do not exist do no harm.
    strong = {stem, re.sub(r"[eé]([^aeiouyéèê]{1,2})$", r"è\1", stem), re.sub(r"y$", "i", stem)}
    if re.search(r"e[lt]$", stem):
        strong.add(stem + stem[-1])
    present = [form + ending for form in strong for ending in ("e", "ent")]
    future = [form + ending for form in strong for ending in ("era", "eront", "erait", "eraient")]
    past = [stem + ending for ending in ("é", "ée", "és", "ées")]
    finite = [*present, *future, *(soft + ending for ending in ("ait", "aient", "a")), stem + "èrent"]
    return {
        Tense.FINITE: finite,
        Tense.PARTICIPLE: [soft + "ant"],
        Tense.PAST: past,
        Tense.INFINITIVE: [infinitive],
    }


def _conjugate_ir(infinitive: str) -> dict[Tense, list[str]]:
    stem = infinitive[:-1]  # averti-
    endings = ("t", "ssent", "ssait", "ssaient", "ra", "ront", "rait", "rent")
    return {
        Tense.FINITE: [stem + ending for ending in endings],
        Tense.PARTICIPLE: [stem + "ssant"],
        Tense.PAST: [stem + ending for ending in ("", "e", "s", "es")],
        Tense.INFINITIVE: [infinitive],
    }
