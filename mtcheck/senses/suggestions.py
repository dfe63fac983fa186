"""The right rendering in the place of a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mtcheck.french.fitting import capital_kept, fitted
from mtcheck.french.inflection import in_number_of, in_verb_form_of
from mtcheck.french.lemmas import lemma
from mtcheck.french.substitution import substitute
from mtcheck.records import Span


class Edit(NamedTuple):
    """What stands in the place of a span."""

    span: Span
    text: str


def placed(french: str, span: Span, renderings: Sequence[str]) -> Edit | None:
    """Put the first accepted rendering into its place.

    Args:
        french: The sentence.
        span: What is printed, wrongly.
        renderings: What is accepted, best first.

    Returns:
        The rendering inflected for its place, with the determiner before it where that changes; in dictionary form where no
        form is sure; None where there is nothing to put.
    """
    printed = span.of(french)
    options = [rendering for rendering in renderings if rendering.lower() != printed.lower()]
    if not options:
        return None
    first = options[0]
    found = fitted(french, span, first)
    if found is not None:
        return Edit(*found)
    if " " not in first and printed.isalpha():
        other = substitute(french, span, lemma(printed, "fr"), first)
        if other is not None:
            return Edit(other.span, other.text)
    return Edit(span, capital_kept(french, span, in_verb_form_of(in_number_of(first, printed), printed)))
