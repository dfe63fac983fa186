"""A verb put into the place of another, in the form of the one that is printed."""

from __future__ import annotations

from mtcheck.french.classes import CLITICS, HAVE, PAST_WITH_BE, REFLEXIVES
from mtcheck.french.elision import before as fused
from mtcheck.french.fitting import words_before
from mtcheck.french.forms import (
    FINITE,
    IMPERFECT,
    INDICATIVE,
    INFINITIVE,
    PARTICIPLE,
    PAST,
    PRESENT,
    VERB,
    Reading,
    conjugated,
    is_infinitive,
    past_participle,
    present_participle,
    readings,
)
from mtcheck.records import Span
from mtcheck.text.words import words

# Of the readings that one form has, the one that news uses most: « finit » is a present, « dise » a subjunctive.
_TENSES = ((INDICATIVE, PRESENT), (INDICATIVE, IMPERFECT))


def conjugated_like(text: str, span: Span, rendering: str) -> str | None:
    """Put a verb into the form of the printed one.

    Args:
        text: French.
        span: The printed words, the verb first.
        rendering: A verb in dictionary form, with whatever belongs to it: “faire sauter”, “s'imposer”.

    Returns:
        What stands in the place of the span; the elided word before it is left to
        :func:`mtcheck.french.placing.in_place`. None where the printed word is no verb here, or where other words (an
        auxiliary, a pronoun) would have to change.
    """
    head, reflexive, rest = _parts(rendering)
    printed = words(span.of(text))
    reading = _reading(printed[0].folded) if printed else None
    if not head or reading is None:
        return None
    before = [word.folded for word in words_before(text, span.start)]
    last = before[-1] if before else ""
    itself = last in REFLEXIVES
    if (reflexive and not itself and (last in CLITICS or reading.mood == PARTICIPLE)) or (itself and not reflexive):
        return None
    auxiliaries = {word for word in before[-4:] if word in HAVE}
    if reading.mood == PARTICIPLE and reading.tense == PAST and auxiliaries and head in PAST_WITH_BE:
        return None
    form = _formed(head, reading)
    if form is None:
        return None
    whole = f"{form} {rest}".rstrip()
    if not reflexive or itself:
        return whole
    return fused("se", whole)


def _parts(rendering: str) -> tuple[str, bool, str]:
    """Return the verb of a rendering, whether it is reflexive, and what follows; no verb where it opens with none."""
    found = words(rendering)
    reflexive = bool(found) and found[0].folded in REFLEXIVES
    if reflexive:
        found = found[1:]
    if not found or not is_infinitive(found[0].folded):
        return "", reflexive, ""
    return found[0].folded, reflexive, rendering[found[0].span.end :].strip()


def _reading(form: str) -> Reading | None:
    verbal = [reading for reading in readings(form) if reading.pos == VERB]
    third = [r for r in verbal if r.mood in FINITE and r.person == 3]
    for mood, tense in _TENSES:
        for reading in third:
            if (reading.mood, reading.tense) == (mood, tense):
                return reading
    others = [r for r in verbal if r.mood in {INFINITIVE, PARTICIPLE}]
    return next(iter((*others, *third)), None)


def _formed(head: str, like: Reading) -> str | None:
    if like.mood == INFINITIVE:
        return head
    if like.mood == PARTICIPLE:
        return (
            present_participle(head)
            if like.tense == PRESENT
            else past_participle(head, like.gender or "m", like.number or "s")
        )
    return conjugated(head, like.mood, like.tense, number=like.number or "s")
