"""MT4125: "par" with an infinitive."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import BEGINNING_VERBS
from mtcheck.french.forms import present_participle
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4125",
    "grammar.par-infinitive",
    Category.GRAMMAR,
    Severity.MINOR,
    "“par” stands before an infinitive.",
    "*by borrowing* is “en empruntant”: only verbs of beginning and ending have “par” with an infinitive behind them.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 926 (gérondif).",
    (
        Example("La ville veut racheter des immeubles par emprunter sur les marchés.", "par emprunter"),
        Example("Tout passe par apprendre à lire."),
        Example("Il a fini par céder."),
        Example("Il agit par devoir."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "racheter des immeubles par emprunter"."""
    for place, (by, verb) in windows(sentence.words, 2):
        if by.folded != "par" or not verb.infinitive or not verb.lower or verb.reads("noun"):
            continue
        if any(word.is_verb(*BEGINNING_VERBS) or word.folded.startswith("début") for word in sentence.words[:place]):
            continue
        participle = present_participle(verb.folded)
        yield Fault(
            covering(by, verb),
            Message("“par” takes no infinitive here: “en” and a participle do"),
            f"en {participle}" if participle else None,
            Message("*by doing*: “en {participle}”.", participle=participle or "…"),
        )
