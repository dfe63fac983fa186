"""MT4063: "en" before a country that takes "au" or "aux"."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.countries import preposition_in
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4063",
    "grammar.in-country",
    Category.GRAMMAR,
    Severity.MINOR,
    "“en” stands before a country that takes “au” or “aux”.",
    "“en” stands before feminine countries and before a vowel; a masculine one takes “au”, a plural one “aux”.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 1051.",
    (
        Example("Deux Casques bleus ont été tués en Liban.", "en Liban"),
        Example("Elle vit en Pays-Bas depuis dix ans.", "en Pays-Bas"),
        Example("Deux Casques bleus ont été tués au Liban, en Israël et en Syrie."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "en Liban"."""
    for _, (first, country) in windows(sentence.words, 2):
        right = preposition_in(country.text) if first.folded == "en" else None
        if right is not None:
            yield Fault(
                covering(first, country),
                Message("French says “{right}” before “{country}”", right=right, country=country.text),
                f"{right.capitalize() if first.capitalised else right} {country.text}",
                Message("“en” stands before feminine countries and before a vowel."),
            )
