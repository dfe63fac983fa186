"""MT4153: a noun behind "dont" without its article."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import VERBAL, Fault, SentenceView, verbal, windows
from mtcheck.french.classes import PRENOMINAL, QUANTITIES
from mtcheck.french.counts import shipped_counts
from mtcheck.french.elision import before
from mtcheck.french.forms import NOUN
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4153",
    "grammar.bare-possession",
    Category.GRAMMAR,
    Severity.MINOR,
    "A noun behind “dont” lacks the article that French needs.",
    "*whose left engine* has no article, “dont le moteur gauche” needs it.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 593 (article), § 723 (dont).",
    (
        Example("L'appareil, dont moteur gauche fumait, a été évacué.", "dont moteur"),
        Example("Cinq hommes, dont bon nombre sont armés ; dont acte."),
        Example("Le projet dont rêve tout le pays."),
        Example("L'appareil, dont le moteur gauche fumait, a été évacué."),
    ),
)
_SET = frozenset({"acte", "quittance", "lecture", "copie", "mention", "preuve"})  # "dont acte"
_NOMINAL = 0.3  # share of uses behind a determiner from which a form is a noun


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "dont moteur gauche"."""
    counts = shipped_counts()
    for _, (whose, noun, after) in windows(sentence.words, 3):
        form = counts.forms.get(noun.folded)
        if whose.folded != "dont" or form is None or not noun.lower or not after.lower or not noun.reads(NOUN):
            continue
        if noun.folded in PRENOMINAL or noun.folded in QUANTITIES or noun.folded in _SET or noun.reads("determiner"):
            continue
        gender = counts.gender(noun.folded)
        seldom = form.masculine + form.feminine < _NOMINAL * form.total
        if gender is None or seldom or verbal(noun) > VERBAL or after.reads("determiner"):  # "dont rêve tout le pays"
            continue
        phrase = before("la" if gender == "f" else "le", noun.text)
        right = f"dont {phrase}" if phrase else None
        yield Fault(
            covering(whose, noun),
            Message("“{noun}” lacks its article", noun=noun.text),
            right,
            Message("*whose engine*."),
        )
