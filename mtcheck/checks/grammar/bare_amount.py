"""MT4154: "avec dizaines de"."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import A_FORMS, DE, DE_FORMS, PREPOSITIONS, ROUND_NUMBERS
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4154",
    "grammar.bare-amount",
    Category.GRAMMAR,
    Severity.MINOR,
    "“dizaines”, “milliers” lack the article that French needs.",
    "*with dozens of people* is “avec des dizaines de personnes”.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 593 (article).",
    (
        Example("Les recherches continuent, avec dizaines de personnes disparues.", "avec dizaines"),
        Example("Les recherches continuent, avec des dizaines de personnes disparues."),
        Example("Ils ont fui par dizaines, il y a des milliers de morts et trois millions de réfugiés."),
    ),
)
_LEADING = PREPOSITIONS - DE_FORMS - A_FORMS - {"par", "en"}  # "par dizaines", "des centaines de milliers de"


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "avec dizaines de personnes", "tuant centaines de personnes"."""
    for _, (lead, amount, of) in windows(sentence.words, 3):
        leads = lead.folded in _LEADING or bool(lead.present_participles)
        if leads and amount.folded.endswith("s") and amount.folded[:-1] in ROUND_NUMBERS and of.folded in DE:
            yield Fault(
                covering(lead, amount),
                Message("“{amount}” lacks its article", amount=amount.text),
                f"{lead.text} des {amount.text}",
                Message("*with dozens of*: “avec des dizaines de”."),
            )
