"""MT4146: "qualifié", "taxé" that do not agree with what "que" stands for."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import DE, OWN_DETERMINERS, QUE
from mtcheck.french.forms import ADJECTIVE
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4146",
    "grammar.participle-object",
    Category.GRAMMAR,
    Severity.MINOR,
    "A participle does not agree with the plural object that stands before it.",
    "Behind “que” the participle agrees with what it stands for, and the adjective behind “de” shows that it is several.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 942.",
    (
        Example("Il parle de drones, qu'il a qualifié d'essentiels pour le pays.", "qualifié"),
        Example("Il a qualifié d'essentiels les drones."),
        Example("Les drones que le ministre a qualifiés d'utiles."),
        Example("Le juge dit qu'il a qualifié de graves les faits."),
    ),
)
_CALLING = ("qualifier", "taxer", "traiter", "accuser")
_REACH = 7  # words before the participle in which "que" stands


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "qu'il a qualifié d'essentiels"."""
    for place, (participle, link, adjective) in windows(sentence.words, 3):
        if link.folded not in DE or not participle.lower or not participle.is_verb(*_CALLING) or not adjective.lower:
            continue
        before = sentence.before(place, _REACH)
        if not before or not before[-1].is_finite_of("avoir") or not any(word.folded in QUE for word in before):
            continue
        plural = adjective.reads(ADJECTIVE, number="p") and not adjective.reads(ADJECTIVE, number="s")
        if (
            participle.reads("verb", number="s", gender="m")
            and plural
            and sentence.after(place + 2) not in OWN_DETERMINERS
        ):
            yield Fault(
                covering(participle, participle),
                Message(
                    "“{adjective}” is plural; “{participle}” is not",
                    adjective=adjective.text,
                    participle=participle.text,
                ),
                participle.text + "s",
                Message("Behind “que” the participle agrees with what it stands for."),
            )
