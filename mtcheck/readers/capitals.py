"""Quotations printed in capitals, read as they are usually written: no word table and no model knows them else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.french.lemmas import is_known
from mtcheck.records import Edit, Span

_QUOTED = re.compile(r"[«“\"](?P<words>[^«»“”\"a-zà-öø-ÿ]{15,2000})[»”\"]")
_WORD = re.compile(r"[^\W\d_]+")
_ELIDED = frozenset("c d j l m n s t qu".split())
_LEAST_WORDS = 4
_SENTENCE = re.compile(r"(?:^|[.!?…])[\s\u00a0]*$")


def capital_edits(text: str) -> Iterator[Edit]:
    """Say how quotations of at least four words in capitals are read: small letters, but for names and beginnings of sentences.

    Args:
        text: As printed.

    Yields:
        Edits in order, one a word.
    """
    for quotation in _QUOTED.finditer(text):
        if not quotation["words"].isupper():  # small letters of another alphabet
            continue
        words = list(_WORD.finditer(text, *quotation.span("words")))
        if len(words) < _LEAST_WORDS or sum(len(word.group()) > 1 for word in words) < _LEAST_WORDS:
            continue
        for word in words:
            small = word.group().lower()
            begins = _SENTENCE.search(text[quotation.start("words") : word.start()][-4:])
            if begins or not (small in _ELIDED or is_known(small, "fr")):
                small = small.capitalize()
            if small != word.group():
                yield Edit(Span(*word.span()), small)
