"""The right rendering in the place of a wrong one."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck.french.conjugating import conjugated_like
from mtcheck.french.determiners import determiner_before
from mtcheck.french.fitting import capital_kept, fitted, words_before
from mtcheck.french.forms import PARTICIPLE, VERB, readings
from mtcheck.french.inflection import in_number_of, in_verb_form_of
from mtcheck.french.lemmas import lemma
from mtcheck.french.placing import in_place
from mtcheck.french.substitution import substitute
from mtcheck.records import Span
from mtcheck.text.words import words


class SenseEdit(NamedTuple):
    """What stands in the place of a span.

    Attributes:
        span: What is replaced: the words, with a determiner or an elided word before them where that changes.
        text: What stands there instead.
        sure: Whether every form was found; else the rendering stands as the dictionary has it, in the number of what is printed.
    """

    span: Span
    text: str
    sure: bool


def placed(french: str, span: Span, rendering: str) -> SenseEdit | None:
    """Put an accepted rendering into its place.

    Args:
        french: The sentence.
        span: What is printed, wrongly.
        rendering: What is accepted, in dictionary form.

    Returns:
        The rendering inflected for its place; None where it cannot stand there, or stands there already.
    """
    printed = span.of(french)
    if rendering.lower() == printed.lower():
        return None
    if acts_as_verb(french, span):
        conjugated = conjugated_like(french, span, rendering)
        edit = None if conjugated is None else in_place(french, span, capital_kept(french, span, conjugated))
        if edit is not None:
            return SenseEdit(*edit, sure=True)
    found = fitted(french, span, rendering)
    if found is not None:
        return SenseEdit(*found, sure=True)
    if " " not in rendering and printed.isalpha():
        other = substitute(french, span, lemma(printed, "fr"), rendering)
        if other is not None:
            return SenseEdit(other.span, other.text, sure=True)
    plain = capital_kept(french, span, in_verb_form_of(in_number_of(rendering, printed), printed))
    edit = in_place(french, span, plain)
    return None if edit is None else SenseEdit(*edit, sure=False)


def acts_as_verb(french: str, span: Span) -> bool:
    """Say whether printed words open with a verb: a form of one, with no determiner before it where it can be a noun too."""
    printed = words(span.of(french))
    if not printed:
        return False
    found = readings(printed[0].folded)
    if not any(reading.pos == VERB for reading in found):
        return False
    if all(reading.pos == VERB and reading.mood != PARTICIPLE for reading in found):
        return True
    return determiner_before(words_before(french, span.start), span.start).kind in {"", "bare"}
