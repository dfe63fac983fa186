"""French phrases as patterns over dictionary forms: "tir de [coquille]" finds "des tirs de coquilles".

A form is written in words with spaces between them:

| written | stands for |
| --- | --- |
| ``coquille`` | a word with this dictionary form, or printed so |
| ``de``, ``le``, ``un``, ``à`` | the word and what it becomes: "d'", "du", "des"; "la", "l'", "les"; "une", "des"; "au", "aux" |
| ``=bras`` | the word as printed, in any case; "=Bras" with its capital |
| ``a|b`` | either |
| ``word?`` | the word, or nothing |
| ``,word`` | the word; a comma may stand before it |
| ``…`` | up to eight words, whatever they are |
| ``*``, ``<number>``, ``<infinitive>``, ``<name>`` | any word; a number; an infinitive; a word with a capital |
| ``!a|b`` | in front or at the end: none of these stands there |
| ``&a|b`` | at the end: one of these follows; ``.`` among them for punctuation or the end |
| ``[`` ``]`` | around the words that are wrong, where not all are |

Punctuation between two words ends a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from mtcheck.french.forms import is_infinitive
from mtcheck.french.forms import readings as readings_of
from mtcheck.french.lemmas import lemma
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH

GAP = 8  # words that "…" may stand for
_SLOTS = frozenset({"*", "<number>", "<infinitive>", "<name>"})
# What a function word becomes beside an article or a vowel.
_CLASSES = {
    "de": ("de", "d'", "du", "des"),
    "le": ("le", "la", "l'", "les"),
    "un": ("un", "une", "des"),
    "à": ("à", "au", "aux"),
    "que": ("que", "qu'"),
    "ne": ("ne", "n'"),
    "se": ("se", "s'"),
    "ce": ("ce", "c'", "cet", "cette", "ces"),
    "son": ("son", "sa", "ses"),
    "leur": ("leur", "leurs"),
}
_INFLECTED = frozenset({"avoir", "être", "faire", "point"})  # function words, but looked for in every form
_BREAK = re.compile(r"[^\w\s'’%-]|_")


class WordLike(Protocol):
    """A word as forms look at it: ``GlossedWord`` is one."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def text(self) -> str:
        """As printed."""

    @property
    def folded(self) -> str:
        """Lower case, straight apostrophe."""

    @property
    def lemma(self) -> str:
        """Its dictionary form."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a form.

    Attributes:
        printed_as: Folded forms, one of which a word may be printed as.
        lemmas: Dictionary forms, one of which a word may have.
        spelling: The spelling that it must have, case included; "" for none.
        slot: The slot that it is; "" for words.
        optional: Whether it may be absent.
        gap: Whether it stands for any words, none too.
        wrong: Whether it belongs to the words that are wrong.
        comma: Whether a comma may stand before it.
    """

    printed_as: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    spelling: str = ""
    slot: str = ""
    optional: bool = False
    gap: bool = False
    wrong: bool = True
    comma: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """All that it can be looked up by; empty for a slot."""
        return self.printed_as | self.lemmas

    def fits(self, word: WordLike) -> bool:
        """Say whether a word may stand here."""
        if self.spelling:
            return word.text == self.spelling
        if not self.slot:
            return word.folded in self.printed_as or not self.lemmas.isdisjoint(bases(word.folded, word.lemma))
        if self.slot == "<number>":
            return word.folded[0].isdigit() or word.folded in _NUMERALS
        if self.slot == "<infinitive>":
            return is_infinitive(word.folded)
        return self.slot == "*" or word.text[0].isupper()


@lru_cache(maxsize=50_000)
def bases(folded: str, base: str) -> frozenset[str]:
    """Return what a printed word may be in a form: itself, and the dictionary forms of all its readings."""
    return frozenset({folded, base, *(reading.lemma for reading in readings_of(folded))})


_NUMERALS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent mille".split()
)


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form.

    Attributes:
        elements: Its places, in order.
        before: What must not stand in front of it.
        after: What must not follow it.
        follows: One of what must follow it.
        may_end: Whether punctuation or the end of the sentence may follow in its place.
    """

    elements: tuple[Element, ...]
    before: Element | None = None
    after: Element | None = None
    follows: Element | None = None
    may_end: bool = False

    @property
    def anchor(self) -> Element:
        """The place that is least usual in text: forms are looked up by its words."""
        sure = [element for element in self.elements if element.keys and not element.optional]
        return max(sure, key=lambda e: (not any(key in FRENCH for key in e.keys), -len(e.keys), max(map(len, e.keys))))

    def matches(self, words: Sequence[WordLike], text: str) -> Iterator[tuple[int, int, Span]]:
        """Find every place where the form stands in a sentence.

        Args:
            words: The sentence's words.
            text: The document, to see what stands between them.

        Yields:
            The first word of the match, the word behind its last, and the span of the wrong words.
        """
        for start in range(len(words)):
            for places in self._from(words, text, start, 0):
                first, last = places[0][1], places[-1][1]
                if self.before and first and self.before.fits(words[first - 1]):
                    continue
                if not self._goes_on(words, text, last + 1):
                    continue
                marked = [place for element, place in places if self.elements[element].wrong]
                yield first, last + 1, Span(words[marked[0]].span.start, words[marked[-1]].span.end)
                break

    @staticmethod
    def _apart(words: Sequence[WordLike], text: str, place: int, element: Element) -> bool:
        if not parted(words, text, place):
            return False
        return not element.comma or text[words[place - 1].span.end : words[place].span.start].strip() != ","

    def _goes_on(self, words: Sequence[WordLike], text: str, place: int) -> bool:
        ends = place >= len(words) or parted(words, text, place)
        if self.after is not None:
            return ends or not self.after.fits(words[place])
        return self.follows is None or (self.may_end if ends else self.follows.fits(words[place]))

    def _from(self, words: Sequence[WordLike], text: str, place: int, index: int) -> Iterator[list[tuple[int, int]]]:
        if index == len(self.elements):
            yield []
            return
        element = self.elements[index]
        if element.gap:
            for skipped in range(GAP + 1):
                if skipped and (place + skipped > len(words) or parted(words, text, place + skipped - 1)):
                    return
                yield from self._from(words, text, place + skipped, index + 1)
            return
        here = (
            place < len(words)
            and element.fits(words[place])
            and not (index and self._apart(words, text, place, element))
        )
        if here:
            for rest in self._from(words, text, place + 1, index + 1):
                yield [(index, place), *rest]
        if element.optional:
            yield from self._from(words, text, place, index + 1)


def parted(words: Sequence[WordLike], text: str, place: int) -> bool:
    """Say whether punctuation stands before a word."""
    return place > 0 and _BREAK.search(text, words[place - 1].span.end, words[place].span.start) is not None


@cache
def compile_form(written: str) -> Form:
    """Compile a form.

    Raises:
        ValueError: It has no word that must stand there, or its brackets are not a pair.
    """
    parts = written.replace("[", " [ ").replace("]", " ] ").split()
    before = _excluded(parts.pop(0)) if parts and parts[0].startswith("!") else None
    after = _excluded(parts.pop()) if parts and parts[-1].startswith("!") else None
    follows = parts.pop()[1:].split("|") if parts and parts[-1].startswith("&") else []
    check_form(written)
    marks = "[" in parts
    elements: list[Element] = []
    wrong = not marks
    for part in parts:
        if part in {"[", "]"}:
            wrong = part == "["
        else:
            elements.append(_element(part, wrong))
    if not any(element.keys and not element.optional and not element.spelling for element in elements):
        raise ValueError(f"{written!r} has no word that must stand there")
    if not any(element.wrong and not element.gap for element in elements):
        raise ValueError(f"the brackets of {written!r} hold no word")
    needed = _element("|".join(part for part in follows if part != "."), wrong=False) if follows else None
    return Form(tuple(elements), before, after, needed, "." in follows)


def check_form(written: str) -> None:
    """Refuse a form whose brackets are not a pair; the rest is seen when it is compiled.

    Raises:
        ValueError: The brackets are not one pair.
    """
    if [mark for mark in written if mark in "[]"] not in ([], ["[", "]"]):
        raise ValueError(f"the brackets of {written!r} are no pair")


def _excluded(part: str) -> Element:
    return _element(part.removeprefix("!"), wrong=False)


def _element(part: str, wrong: bool) -> Element:
    if part == "…":
        return Element(gap=True, wrong=False)
    optional, comma = part.endswith("?"), part.startswith(",")
    part = part.removesuffix("?").removeprefix(",")
    if part in _SLOTS:
        return Element(slot=part, optional=optional, wrong=wrong, comma=comma)
    printed_as: set[str] = set()
    lemmas: set[str] = set()
    for word in part.replace("’", "'").split("|"):
        plain = word.removeprefix("=").lower()
        if word.startswith("=") or (plain in FRENCH and plain not in _INFLECTED):
            printed_as.update((plain,) if word.startswith("=") else _CLASSES.get(plain, (plain,)))
        else:
            lemmas.update((plain, lemma(plain, "fr")))
    exact = part.removeprefix("=")
    spelling = exact if part.startswith("=") and "|" not in part and exact != exact.lower() else ""
    return Element(frozenset(printed_as), frozenset(lemmas), spelling, optional=optional, wrong=wrong, comma=comma)


class FoundForm(NamedTuple):
    """Where a form stands: the words it takes, the span that is wrong, and the number of its owner."""

    owner: int
    first: int
    last: int
    span: Span


class FormIndex:
    """Many forms, looked for at once.

    Args:
        forms: Forms with the number of whoever they belong to.
    """

    def __init__(self, forms: Sequence[tuple[int, Form]]) -> None:
        self._by_key: dict[str, list[tuple[int, Form]]] = {}
        for owner, form in forms:
            for key in form.anchor.keys:
                self._by_key.setdefault(key, []).append((owner, form))

    def find(self, words: Sequence[WordLike], text: str) -> Iterator[FoundForm]:
        """Find every form in a sentence, in the order of their owners."""
        seen: dict[int, tuple[int, Form]] = {}
        for word in words:
            for key in bases(word.folded, word.lemma):
                for owner, form in self._by_key.get(key, ()):
                    seen[id(form)] = owner, form
        for owner, form in sorted(seen.values(), key=lambda item: item[0]):
            for first, last, span in form.matches(words, text):
                yield FoundForm(owner, first, last, span)
