"""MT4075: what something rises or falls by, behind "par"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import MOVING_VERBS
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity, Span

RULE = Rule(
    "MT4075",
    "grammar.by-amount",
    Category.GRAMMAR,
    Severity.MINOR,
    "What something rises or falls by stands behind “par”.",
    "*rose by 28%* is “a bondi de 28 %”: the measure of a change stands behind “de”.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 1052.",
    (
        Example("Les ventes ont bondi par 28 % en un an.", "par 28 %"),
        Example("Ce plafond est dépassé par 15 % des ménages."),
        Example("L'écart se mesure par 28 % de voix."),
    ),
)
_QUANTITY = re.compile(r"par (?P<amount>\d[\d.,]*[ \u00a0\u202f]?(?:%|points?\b))(?! d(?:es|u|e|['’]))")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "bondi par 28 %"."""
    for place, word in enumerate(sentence.words):
        if word.folded != "par" or not place or not sentence.words[place - 1].is_verb(*MOVING_VERBS):
            continue
        found = _QUANTITY.match(sentence.text, word.span.start)
        if found is not None:
            message = Message("What something rises or falls by stands behind “de”")
            yield Fault(Span(*found.span()), message, f"de {found['amount']}", Message("*by 28%*."))
