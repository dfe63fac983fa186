"""MT4126: a past tense for what still lasts, with "depuis"."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, in_a_row
from mtcheck.french.classes import DETERMINERS
from mtcheck.french.forms import INDICATIVE, PRESENT, conjugated
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4126",
    "grammar.lasting",
    Category.GRAMMAR,
    Severity.MINOR,
    "What still lasts stands in the past with “depuis”.",
    "*has been in prison since* is “est en prison depuis”: with “depuis”, what still lasts stands in the present.",
    "MQM Fluency/Grammar (tense/mood/aspect); Grevisse, Le Bon Usage, § 881.",
    (
        Example("L'opposant a été en prison depuis 2020, selon ses proches.", "a été en prison depuis"),
        Example("Il a récidivé et a été en prison."),
        Example("Il a été en poste à Rome, depuis il enseigne."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "a été en prison depuis 2020" and "a été dans le coma depuis mardi"."""
    words = sentence.words
    for place in range(len(words) - 5):
        have, been, link = words[place : place + 3]
        if been.text != "été" or not have.is_finite_of("avoir") or link.folded not in {"en", "dans"}:
            continue
        told = next((r for r in have.finite if r.person == 3 and (r.mood, r.tense) == (INDICATIVE, PRESENT)), None)
        at = place + 4 + (link.folded == "dans" and words[place + 3].folded in DETERMINERS)
        if told is None or at + 1 >= len(words) or words[at].folded != "depuis" or not in_a_row(words[place : at + 2]):
            continue
        span = covering(have, words[at])
        right = (
            f"{conjugated('être', INDICATIVE, PRESENT, number=told.number)}{sentence.text[been.span.end : span.end]}"
        )
        yield Fault(
            span,
            Message("With “depuis”, what still lasts stands in the present"),
            right,
            Message("*has been … since*."),
        )
