"""Words of a glossary as forms that are found in text, and the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.french.lemmas import lemma
from mtcheck.glossary.entries import GlossaryEntry
from mtcheck.language.messages import gettext
from mtcheck.patterns.forms import Form, FormIndex, WordLike, compile_form
from mtcheck.records import Span
from mtcheck.text.words import fold_case, words

_SIGNS = re.compile(r"[\[\]|…*<>!&=?]")
_FULL = {"l'": "le", "d'": "de", "qu'": "que", "n'": "ne", "s'": "se", "c'": "ce"}
_ELIDED = re.compile(r"\b((?:[cdjlmnst]|qu|lorsqu|puisqu|quoiqu|jusqu|presqu|quelqu)['’])(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"\w")


@lru_cache(maxsize=20_000)
def plain_form(written: str) -> Form:
    """Compile words that stand for all their forms: "livraison d'arme" finds "les livraisons d'armes".

    Raises:
        ValueError: No word stands in it.
    """
    found = words(written)
    if not found:
        raise ValueError(gettext("{phrase!r} holds no word", phrase=written))
    return compile_form(" ".join(_FULL.get(word.folded, word.folded) for word in found))


@lru_cache(maxsize=20_000)
def forbidden_form(written: str) -> Form:
    """Compile what a glossary forbids: plain words, or a form with the signs of ``mtcheck.patterns.forms``.

    Raises:
        ValueError: No word stands in it, or its signs cannot be read.
    """
    if not _SIGNS.search(written):
        return plain_form(written)
    spaced = _ELIDED.sub(r"\1 ", written)
    parts = [_FULL.get(fold_case(part), part) for part in spaced.split()]
    for part in parts:
        if not _WORD.search(part) and part not in {"…", "*", "&."} and part.strip("[]"):
            raise ValueError(gettext("{phrase!r}: the sign {sign!r} stands at no word", phrase=written, sign=part))
    return compile_form(" ".join(parts))


class PrintedWord(NamedTuple):
    """A word as forms look at it."""

    span: Span
    text: str
    folded: str
    lemma: str


def printed_words(text: str, start: int, end: int) -> tuple[PrintedWord, ...]:
    """Return the words of a part of a text with their dictionary forms; spans count in the whole text."""
    return tuple(
        PrintedWord(word.span, word.text, word.folded, lemma(word.folded, "fr"))
        for word in words(text[start:end], start)
    )


class FoundPhrase(NamedTuple):
    """Words of a glossary in a text."""

    entry: GlossaryEntry
    span: Span


class PhraseIndex:
    """Looks for all accepted, or all forbidden French of a glossary at once.

    Args:
        entries: The glossary.
        forbidden: Which of the two.
    """

    def __init__(self, entries: Iterable[GlossaryEntry], *, forbidden: bool) -> None:
        compiled = forbidden_form if forbidden else plain_form
        self._phrases = tuple(
            (entry, phrase) for entry in entries for phrase in (entry.forbidden if forbidden else entry.french)
        )
        self._index = FormIndex([(number, compiled(phrase)) for number, (_, phrase) in enumerate(self._phrases)])

    def __bool__(self) -> bool:
        """Say whether it holds anything."""
        return bool(self._phrases)

    def find(self, words: Sequence[WordLike], text: str) -> Iterator[FoundPhrase]:
        """Find every phrase in a sentence.

        Args:
            words: The sentence's words.
            text: The text that their spans count in.
        """
        for item in self._index.find(words, text):
            entry, phrase = self._phrases[item.owner]
            if not entry.exact or _SIGNS.search(phrase) or _is_same(phrase, item.span.of(text)):
                yield FoundPhrase(entry, item.span)


def _is_same(one: str, other: str) -> bool:
    """Say whether two printed texts differ in nothing but spaces and the shape of apostrophes."""
    plain = [" ".join(text.replace("’", "'").split()) for text in (one, other)]
    return plain[0] == plain[1]


def english_places(term: str, text: str, *, exact: bool = False) -> Iterator[Span]:
    """Find an English term, in any of its forms, in an English text.

    Args:
        term: As the glossary has it.
        text: English.
        exact: Whether it must be printed so.
    """
    wanted, printed = words(term), words(text)
    bases = [_base(word.folded) for word in wanted]
    for first in range(len(printed) - len(wanted) + 1):
        window = printed[first : first + len(wanted)]
        span = Span(window[0].span.start, window[-1].span.end) if window else Span(0, 0)
        same = _is_same(term, span.of(text)) if exact else [_base(word.folded) for word in window] == bases
        if window and same:
            yield span


def _base(folded: str) -> str:
    return lemma(folded, "en")
