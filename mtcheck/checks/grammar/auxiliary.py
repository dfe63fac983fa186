"""MT4121: "avoir" where a verb forms its past with "être"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import DEFINITE_ARTICLES, MIDDLE_ADVERBS, PAST_WITH_BE
from mtcheck.french.forms import conjugated, past_participle
from mtcheck.french.nouns import gender_of
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4121",
    "grammar.auxiliary",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb of movement or change has “avoir” for its auxiliary.",
    "*have arrived* is “sont arrivés”: verbs of movement and of change form their past with “être”.",
    "MQM Fluency/Grammar (tense/mood/aspect); Grevisse, Le Bon Usage, § 812 (auxiliaire).",
    (
        Example("Les premiers renforts ont arrivés dans la soirée.", "ont arrivés"),
        Example("Elle a tombé à la sixième place du classement.", "a tombé"),
        Example("Le prix a devenu un problème.", "a devenu"),
        Example("Trois enfants ont déjà nés.", "ont déjà nés"),
        Example("Les renforts sont arrivés, ont convenu d'un plan et ont prévenu la ville."),
        Example("Elle a tombé la veste."),
    ),
)
_PRONOUNS = {"il": "m", "ils": "m", "elle": "f", "elles": "f"}


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "ont arrivés"."""
    words = sentence.words
    for place, have in enumerate(words[:-1]):
        right = _be(have)
        if right is None:
            continue
        at = place + 1
        while at < len(words) - 1 and words[at].folded in MIDDLE_ADVERBS and words[at].joined:
            at += 1
        participle = words[at]
        verbs = {reading.lemma for reading in participle.past_participles}
        if not (participle.joined and participle.lower and verbs & PAST_WITH_BE):
            continue
        if "tomber" in verbs and sentence.after(at) in DEFINITE_ARTICLES:  # "a tombé la veste"
            continue
        span = covering(have, participle)
        yield Fault(
            span,
            Message("“{participle}” takes “être”", participle=participle.text),
            _with_subject(right + sentence.text[have.span.end : span.end], words[:place], have, participle),
            Message("Verbs of movement and of change form their past with “être”."),
        )


def _be(have: Token) -> str | None:
    """Return the form of "être" with the tense and number of a form of "avoir", third person; None where it is none."""
    reading = next((r for r in have.finite if r.lemma == "avoir" and r.person == 3), None)
    if reading is None or not have.lower:
        return None
    return conjugated("être", reading.mood, reading.tense, number=reading.number)


def _with_subject(right: str, before: Sequence[Token], have: Token, participle: Token) -> str | None:
    """Give the participle the gender and number of the subject; None where the gender is not sure and would show."""
    plural = any(reading.number == "p" for reading in have.finite)
    subject = before[-1].folded if before else ""
    gender = _PRONOUNS.get(subject) or gender_of(subject)
    lemma = min(reading.lemma for reading in participle.past_participles if reading.lemma in PAST_WITH_BE)
    printed = {(reading.gender, reading.number) for reading in participle.past_participles}
    if gender is None:
        # What is printed stays where it has the number: its gender may be right.
        return right if any(number in {"", "p" if plural else "s"} for _, number in printed) and plural else None
    form = past_participle(lemma, gender, "p" if plural else "s")
    return None if form is None else right.removesuffix(participle.text) + form
