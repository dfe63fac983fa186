"""MT4144: a past participle in the singular beside a noun in the plural."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, in_a_row
from mtcheck.french.classes import (
    COORDINATORS,
    JOINERS,
    NUMERALS,
    OWN_DETERMINERS,
    PLURAL_DETERMINERS,
    PREPOSITIONS,
    is_time,
)
from mtcheck.french.forms import NOUN
from mtcheck.french.nouns import is_noun_like
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4144",
    "grammar.participle-noun",
    Category.GRAMMAR,
    Severity.MINOR,
    "A past participle in the singular stands beside a noun in the plural.",
    "A participle beside its noun has the noun's number.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 438.",
    (
        Example("Les otages libéré dans la nuit vont bien.", "otages libéré"),
        Example("Les otages libérés vont bien."),
        Example("L'institut pour les enfants situé à Lyon, accord entre ces pays signé hier."),
        Example("Les services santé et les mots liberté, égalité ; les textes qu'a signé le maire sont datés."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "les otages libéré"."""
    words = sentence.words
    for place in range(len(words) - 2):
        determiner, noun, participle = words[place : place + 3]
        start = place - (determiner.folded in NUMERALS)
        if start < 0 or words[start].folded not in (PLURAL_DETERMINERS & OWN_DETERMINERS) | {"plusieurs"} - {"des"}:
            continue
        if not in_a_row(words[start : place + 3]) or not _plural_noun(noun) or not is_singular_participle(participle):
            continue
        if sentence.lead(start) in PREPOSITIONS | COORDINATORS or sentence.after(place + 2) in JOINERS | {"comme"}:
            continue  # "l'institut pour les enfants situé à"
        yield Fault(
            covering(noun, participle),
            Message("“{noun}” is plural; “{participle}” is not", noun=noun.text, participle=participle.text),
            f"{noun.text} {participle.text}s",
            Message("A participle beside its noun has the noun's number."),
        )


def _plural_noun(word: Token) -> bool:
    return (
        word.lower
        and not is_time(word.folded)
        and word.reads(NOUN)
        and word.folded[-1] in "sx"
        and not word.reads(NOUN, number="s")
    )


def is_singular_participle(word: Token) -> bool:
    """Say whether a word is a past participle in "-é", masculine singular, and nothing else."""
    participle = word.lower and word.folded.endswith("é") and bool(word.past_participles)
    return participle and not is_noun_like(word.folded) and not word.is_verb("passer", "excepter", "âger")
