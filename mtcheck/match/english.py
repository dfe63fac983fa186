"""Known quotes cut into sentences and words, ready to be compared with French."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.records import KnownQuote, Span
from mtcheck.text.sentences import split_english
from mtcheck.text.stopwords import ENGLISH

_WORD = re.compile(r"@?[^\W\d_](?:\.[^\W\d_])+\.?|@?[^\W\d_]\w*(?:['’]\w+)?|\d+(?:[.,]\d+)*")
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """A content word of a known quote.

    Attributes:
        span: In the quote's text.
        lemma: Dictionary form, lower case.
        folded: Lower case without accents, to compare names.
        weight: 0.2–1, how much it tells.
        name: Whether it is capitalised inside a sentence (or an @handle).
    """

    span: Span
    text: str
    lemma: str
    folded: str
    weight: float
    name: bool


@dataclass(frozen=True, slots=True)
class EnglishSentence:
    """One sentence of a known quote; ``index`` counts from 0 in the quote."""

    quote: KnownQuote
    index: int
    span: Span
    text: str
    words: tuple[EnglishWord, ...]


def sentences_of(quote: KnownQuote, frequencies: Frequencies) -> tuple[EnglishSentence, ...]:
    """Cut a known quote into sentences with their content words."""
    found = []
    for index, span in enumerate(split_english(quote.text)):
        text = span.of(quote.text)
        found.append(EnglishSentence(quote, index, span, text, _content(text, span.start, frequencies)))
    return tuple(found)


def _content(text: str, offset: int, frequencies: Frequencies) -> tuple[EnglishWord, ...]:
    words = []
    links = [match.span() for match in _LINK.finditer(text)]
    for match in _WORD.finditer(text):
        word = match.group()
        folded = fold(word).lstrip("@").replace(".", "") if not word[0].isdigit() else word
        plain = folded.removesuffix("'s")
        named = "." in word or (word[0].isupper() and match.start() > 0 and word != "I")  # "U.S.", "May"
        if (plain in ENGLISH and not named) or (len(plain) < 2 and not plain.isdigit()):
            continue
        if any(start <= match.start() < end for start, end in links):
            continue
        name = word[0] == "@" or (word[0].isupper() and match.start() > 0)
        span = Span(match.start() + offset, match.end() + offset)
        words.append(EnglishWord(span, word, lemma(plain, "en"), plain, frequencies.weight(plain, "en"), name))
    return tuple(words)
