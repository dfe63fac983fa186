"""Words of both sides as the dictionary compares them: cut at apostrophes and hyphens, with every form that they may be of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.french.forms import VERB, readings
from mtcheck.french.lemmas import lemma
from mtcheck.records import Span
from mtcheck.senses.spellings import other_spelling
from mtcheck.text.stopwords import STOPWORDS

_WORD = re.compile(r"\w+")
# what a rendering in dictionary form says without: articles, pronouns, prepositions
FUNCTION = frozenset(
    "le la les l un une des du de d à au aux en dans sur pour par avec sans et ou se s ne n que qu qui ce c cet cette ces son sa "
    "ses leur leurs il elle on y".split()
)
_ARTICLES = frozenset("le la les l un une".split())
_CONTRACTED = {"du": "de", "des": "de", "d": "de", "au": "à", "aux": "à", "s": "se", "qu": "que", "n": "ne", "c": "ce"}
# past forms that are words of their own as well: a list of forms knows only the other
PAST = {
    "left": "leave", "found": "find", "felt": "feel", "saw": "see", "ground": "grind", "bore": "bear", "wound": "wind",
    "fell": "fall", "lay": "lie", "rose": "rise", "shot": "shoot", "spoke": "speak", "drove": "drive", "bound": "bind",
    "struck": "strike", "born": "bear", "lit": "light", "lost": "lose", "met": "meet", "read": "read", "led": "lead",
    "was": "be", "were": "be", "is": "be", "are": "be", "am": "be", "been": "be", "dove": "dive", "shed": "shed",
}  # fmt: skip


class SenseToken(NamedTuple):
    """A word of one side.

    Attributes:
        span: Code points of its side's text.
        folded: Lower case.
        lemma: Dictionary form, the likeliest.
        forms: What it may be a form of, itself included.
        content: Whether it carries meaning.
    """

    span: Span
    folded: str
    lemma: str
    forms: frozenset[str]
    content: bool


@lru_cache(maxsize=100_000)
def french_forms(folded: str) -> frozenset[str]:
    """Return what a French word may be a form of: itself, and the dictionary form of every reading."""
    known = {reading.lemma for reading in readings(folded)}
    return frozenset((folded, *known, *(() if known else (lemma(folded, "fr"),))))


@lru_cache(maxsize=100_000)
def english_forms(folded: str) -> frozenset[str]:
    """Return what an English word may be a form of: itself and its dictionary forms, in British and in American spelling."""
    found = {folded, lemma(folded, "en"), PAST.get(folded, folded)}
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss"):
        found.add(folded[:-1])
    return frozenset(found.union(filter(None, map(other_spelling, found))))


@lru_cache(maxsize=2_048)
def french_tokens(text: str) -> tuple[SenseToken, ...]:
    """Cut French into tokens."""
    stop = STOPWORDS["fr"]
    found = []
    for match in _WORD.finditer(text):
        folded = match.group().lower()
        content = folded not in FUNCTION and folded not in stop and len(folded) > 1 and not folded.isdigit()
        found.append(SenseToken(Span(*match.span()), folded, lemma(folded, "fr"), french_forms(folded), content))
    return tuple(found)


@lru_cache(maxsize=2_048)
def english_tokens(text: str) -> tuple[SenseToken, ...]:
    """Cut English into tokens; the s of a possessive is one of its own."""
    stop = STOPWORDS["en"]
    found = []
    for match in _WORD.finditer(text):
        folded = match.group().lower()
        content = folded not in stop and len(folded) > 1 and not folded.isdigit()
        forms = english_forms(folded)
        found.append(SenseToken(Span(*match.span()), folded, lemma(folded, "en"), forms, content))
    return tuple(found)


@lru_cache(maxsize=100_000)
def _verbs(folded: str) -> frozenset[str]:
    """Return the infinitives that a French word may be a form of."""
    return frozenset(reading.lemma for reading in readings(folded) if reading.pos == VERB)


class Item(NamedTuple):
    """A word of a rendering in the dictionary: what it may be a form of, strictly and without number and gender."""

    strict: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=100_000)
def _item(folded: str) -> Item:
    return Item(frozenset((folded, lemma(folded, "fr"))), french_forms(folded))


@lru_cache(maxsize=60_000)
def content_items(rendering: str) -> tuple[Item, ...]:
    """Return the words of a rendering that carry meaning; all where none does."""
    words = [match.group().lower() for match in _WORD.finditer(rendering)]
    kept = [word for word in words if word not in FUNCTION]
    return tuple(map(_item, kept or words))


@lru_cache(maxsize=60_000)
def whole_items(rendering: str) -> tuple[Item, ...]:
    """Return the words of a rendering in their order, articles left out, contractions undone."""
    words = [match.group().lower() for match in _WORD.finditer(rendering)]
    kept = [_CONTRACTED.get(word, word) for word in words if word not in _ARTICLES]
    return tuple(map(_item, kept or words))


class Sentence:
    """The tokens of a French sentence, to look renderings up in."""

    _REACH = 3  # tokens that may stand between two words of an accepted rendering

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = french_tokens(text)
        self._by_form: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            for form in token.forms:
                self._by_form.setdefault(form, []).append(place)
        self._plain = [
            (place, _item(_CONTRACTED.get(token.folded, token.folded)).strict | _verbs(token.folded))
            for place, token in enumerate(self.tokens)
            if token.folded not in _ARTICLES
        ]
        self._first: dict[str, list[int]] = {}
        for number, (_, strict) in enumerate(self._plain):
            for form in strict:
                self._first.setdefault(form, []).append(number)

    def accepted(self, rendering: str) -> list[tuple[int, int]]:
        """Return where an accepted rendering stands, in any form, other words between its own: ranges of tokens."""
        items = content_items(rendering)
        found = []
        for start in sorted({place for form in items[0].forms for place in self._by_form.get(form, ())}):
            end = self._follow(items[1:], start + 1)
            if end is not None and not (len(items) == 1 and self._in_compound(start)):
                found.append((start, end))
        return found

    def printed(self, rendering: str) -> list[tuple[int, int]]:
        """Return where a wrong rendering stands as a sequence of words, function words included: ranges of tokens."""
        items = whole_items(rendering)
        found = []
        for number in sorted({n for form in items[0].strict for n in self._first.get(form, ())}):
            part = self._plain[number : number + len(items)]
            if len(part) == len(items) and all(
                item.strict & strict for item, (_, strict) in zip(items, part, strict=True)
            ):
                found.append((part[0][0], part[-1][0] + 1))
        return found

    def span(self, place: tuple[int, int]) -> Span:
        """Return the code points of a range of tokens."""
        return Span(self.tokens[place[0]].span.start, self.tokens[place[1] - 1].span.end)

    def _in_compound(self, place: int) -> bool:
        """Say whether a token is part of a word with hyphens that the lexicon knows as a whole: “tête” in “en-tête”."""
        start, end = self.tokens[place].span
        while start > 0 and (self.text[start - 1] == "-" or self.text[start - 1].isalnum()):
            start -= 1
        while end < len(self.text) and (self.text[end] == "-" or self.text[end].isalnum()):
            end += 1
        whole = self.text[start:end].lower()
        return len(whole) > len(self.tokens[place].folded) and bool(readings(whole))

    def _follow(self, items: Sequence[Item], start: int) -> int | None:
        for item in items:
            ahead = range(start, min(start + self._REACH + 1, len(self.tokens)))
            place = next((i for i in ahead if self.tokens[i].forms & item.forms), None)
            if place is None:
                return None
            start = place + 1
        return start
