"""MT4072: a verb of giving with two direct objects."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import AMOUNTS, DE, GIVING_VERBS, PREPOSITIONS, is_measure, is_time
from mtcheck.french.forms import NOUN
from mtcheck.french.tokens import covering, run_of
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4072",
    "grammar.two-objects",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb of giving has two direct objects.",
    "*sell it more missiles*: what is given follows the verb, so that the pronoun can only be who gets it, “lui vendre”.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 284–290 (compléments du verbe).",
    (
        Example("Le pays a demandé à son allié de le vendre plus de missiles.", "le vendre plus de missiles"),
        Example("Le pays a demandé aux États-Unis de la fournir des explications.", "la fournir des explications"),
        Example("Le musée refuse de le vendre plus de dix mille euros et de les donner plus de trois jours."),
    ),
)
_TO_PERSON = {"le": "lui", "la": "lui", "les": "leur"}


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "de le vendre plus de missiles"."""
    for place, pronoun in enumerate(sentence.words[:-3]):
        right = _TO_PERSON.get(pronoun.folded)
        if right is None or sentence.lead(place) not in PREPOSITIONS:
            continue
        words = run_of(sentence.words, place, 5)
        if len(words) < 4 or not words[1].infinitive or not words[1].is_verb(*GIVING_VERBS):
            continue
        amount = words[2].folded in AMOUNTS and words[3].folded in DE and len(words) > 4
        if not amount and words[2].folded != "des":  # "la fournir des explications"
            continue
        thing = words[4] if amount else words[3]
        if (
            is_time(thing.folded)
            or is_measure(thing.folded)
            or not thing.reads(NOUN, number="p")
            or thing.folded[-1] not in "sx"
        ):
            continue
        yield Fault(
            covering(pronoun, thing),
            Message(
                "“{word}” has two objects: “{pronoun}” should be “{right}”",
                word=words[1].text,
                pronoun=pronoun.text,
                right=right,
            ),
            f"{right} {sentence.printed(words[1], thing)}",
            Message("What is given follows the verb, so that the pronoun can only be who gets it."),
        )
