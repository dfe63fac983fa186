"""MT4092: a record "pour" a time."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, in_a_row
from mtcheck.french.classes import DE, OWN_DETERMINERS, is_time
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4092",
    "style.record-since",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    "A record is told with “pour” and a time.",
    "*its highest in ten years* is “le plus haut depuis dix ans”.",
    "MQM Fluency/Unidiomatic; Grevisse, Le Bon Usage, § 1058.",
    (
        Example("Le taux est à son plus haut niveau pour dix ans.", "pour dix ans"),
        Example("Le taux est à son plus haut niveau depuis dix ans."),
        Example("Le prix est le plus bas pour douze mois d'engagement."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "à son plus haut niveau pour dix ans"."""
    words = sentence.words
    for place in range(3, len(words) - 2):
        if words[place].folded != "pour":
            continue
        at = place - 2 if words[place - 1].folded.startswith("niveau") else place - 1
        if not any(words[at].reads(lemma=end) for end in ("haut", "bas")) or words[at - 1].folded != "plus":
            continue
        rest = words[place + 1 : place + 5]
        unit = next((number for number, word in enumerate(rest) if number and is_time(word.folded)), 0)
        if not unit or rest[0].folded in OWN_DETERMINERS or sentence.after(place + 1 + unit) in DE | {"encore"}:
            continue  # "le plus élevé pour les moins de vingt ans", "le plus bas pour douze mois d'engagement"
        if in_a_row(words[at : place + 2 + unit]):
            right = f"depuis {sentence.printed(rest[0], rest[unit])}"
            yield Fault(
                covering(words[place], rest[unit]),
                Message("A record is the first “depuis” a time"),
                right,
                Message("*the highest in ten years*."),
            )
