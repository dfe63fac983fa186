"""MT4127: a negation around an infinitive."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Found, Sentence, windows
from mtcheck.french.classes import MODALS
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4127",
    "grammar.negated-infinitive",
    Category.GRAMMAR,
    Severity.MINOR,
    "“ne” and “pas” stand around an infinitive.",
    "*do not leave*: both halves of a negation stand before an infinitive, “ne pas laisser”.",
    "MQM Fluency/Grammar (word order); Grevisse, Le Bon Usage, § 1016.",
    (
        Example("Ne laisser pas vos enfants sans surveillance.", "Ne laisser pas"),
        Example("Il dit ne pas pouvoir et n'être pas prêt."),
        Example("Il parle pour ne rien dire."),
    ),
)


def find(sentence: Sentence) -> Iterator[Found]:
    """Find "ne laisser pas"."""
    for _, (ne, verb, no) in windows(sentence.words, 3):
        if ne.folded != "ne" or no.folded != "pas" or not verb.infinitive or verb.is_verb("être", "avoir", *MODALS):
            continue
        before = "NE PAS" if ne.text.isupper() else ne.text[0] + "e pas"
        message = Message("The negation stands before an infinitive")
        yield Found(covering(ne, no), message, 0.7, f"{before} {verb.text}", Message("*do not leave*."))
