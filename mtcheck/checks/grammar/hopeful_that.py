"""MT4078: "optimiste que"."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import QUE
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4078",
    "grammar.hopeful-that",
    Category.GRAMMAR,
    Severity.MINOR,
    "“optimiste” has a clause with “que” behind it.",
    "*optimistic that* has no match in French: one is “optimiste” about something, “quant à”.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 363 (proposition complément d'adjectif).",
    (
        Example("Une source se dit optimiste que les livraisons reprendront.", "optimiste que"),
        Example("L'optimiste que j'ai connu : pour optimiste que soit le scénario, il inquiète."),
        Example("Elle est plus optimiste que lui."),
    ),
)
_BEING = ("être", "rester", "dire", "déclarer", "montrer")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "se dit optimiste que"."""
    for place, (head, link) in windows(sentence.words, 2):
        hopeful = head.folded.removesuffix("s") in {"optimiste", "pessimiste"}
        if hopeful and link.folded in QUE and place and sentence.words[place - 1].is_verb(*_BEING):
            message = Message("“{head}” takes no “que”: one is so about something", head=head.text)
            yield Fault(covering(head, link), message, None, Message("*optimistic that*."))
