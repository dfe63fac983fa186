"""MT4142: "se" before a verb that has none."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import NEVER_REFLEXIVE, REFLEXIVES
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4142",
    "grammar.reflexive",
    Category.GRAMMAR,
    Severity.MINOR,
    "“se” stands before a verb that never has it.",
    "The verb has no object, itself neither: “ils étaient convenus de”, “elle a démissionné”.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 779 (verbes pronominaux).",
    (
        Example("Les deux pays s'étaient convenus d'un calendrier.", "s'étaient convenus"),
        Example("La ministre s'est démissionnée lundi de son poste.", "s'est démissionnée"),
        Example("Des doutes se persistent sur son avenir.", "se persistent"),
        Example("Le maire refuse de se démissionner.", "se démissionner"),
        Example("Ils étaient convenus d'un prix."),
        Example("Ces deux métiers se conviennent."),
        Example("Ils se sont lavé les mains."),
    ),
)


_RECIPROCAL = frozenset({"convenir"})  # "ils se conviennent": outside compound tenses it may have one


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "s'étaient convenus", "s'est démissionné", "des doutes se persistent" and "se démissionner"."""
    words = sentence.words
    for place, (clitic, verb) in windows(words, 2):
        if clitic.folded not in REFLEXIVES:
            continue
        last, verbs = verb, set[str]()
        if verb.is_finite_of("être") and place + 2 < len(words) and words[place + 2].joined:
            last = words[place + 2]
            verbs = {reading.lemma for reading in last.past_participles}
        elif verb.finite or verb.infinitive:
            verbs = {reading.lemma for reading in verb.readings if reading.pos == "verb"} - _RECIPROCAL
        if not verbs & NEVER_REFLEXIVE:
            continue
        plain = last is verb or "convenir" in verbs  # "avoir" takes the place of "être" behind the others
        yield Fault(
            covering(clitic, last),
            Message("“{participle}” takes no “se”", participle=last.text),
            sentence.printed(verb, last) if plain else None,
            Message("The verb has no object, itself neither: “ils étaient convenus de”, “elle a démissionné”."),
        )
