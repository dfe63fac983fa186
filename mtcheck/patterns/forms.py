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
| ``*``, ``<name>``, ``<proper>`` | any word; a word with a capital; one that is a name and no Roman numeral |
| ``<number>``, ``<year>``, ``<month>``, ``<weekday>``, ``<time>`` | a number; a year; a month, a day; any noun of time |
| ``<infinitive>``, ``<verb>``, ``<content>`` | an infinitive; a form of a verb that is no noun; no function word, nor “fois” |
| ``<figures>`` | a number in figures |
| ``!a|b`` | in front or at the end: none of these stands there |
| ``&a|b`` | at the end: one of these follows; ``.`` among them for punctuation or the end |
| ``[`` ``]`` | around the words that are wrong, where not all are |

Punctuation between two words ends a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple, Protocol

from mtcheck.french.classes import MONTHS, NUMERALS, WEEKDAYS, YEARS_AS_TITLES, is_time
from mtcheck.french.forms import NOUN, VERB, is_infinitive
from mtcheck.french.forms import readings as readings_of
from mtcheck.french.lemmas import lemma
from mtcheck.language.messages import gettext
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH

GAP = 8  # words that "…" may stand for
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


_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVXL]+er?")


def _is_proper(text: str) -> bool:
    return text[0].isupper() and any(letter.islower() for letter in text[1:]) and not _ROMAN.fullmatch(text)


def _is_verb(folded: str) -> bool:
    kinds = {reading.pos for reading in readings_of(folded)}
    return VERB in kinds and NOUN not in kinds


_SLOTS: Mapping[str, Callable[[WordLike], bool]] = MappingProxyType(
    {
        "*": lambda word: True,
        "<name>": lambda word: word.text[0].isupper(),
        "<proper>": lambda word: _is_proper(word.text),
        "<number>": lambda word: word.folded[0].isdigit() or word.folded in NUMERALS,
        "<year>": lambda word: bool(_YEAR.fullmatch(word.text)) and word.text not in YEARS_AS_TITLES,
        "<month>": lambda word: word.text in MONTHS,
        "<weekday>": lambda word: word.text in WEEKDAYS,
        "<time>": lambda word: is_time(word.folded),
        "<infinitive>": lambda word: is_infinitive(word.folded),
        "<verb>": lambda word: _is_verb(word.folded),
        "<content>": lambda word: word.folded not in FRENCH and word.folded != "fois",
        "<figures>": lambda word: word.folded[0].isdigit(),
    }
)


@dataclass(frozen=True, slots=True)
class FormElement:
    """One place of a form.

    Attributes:
        printed_as: Folded forms, one of which a word may be printed as.
        lemmas: Dictionary forms, one of which a word may have.
        spelling: The spelling that it must have, case included; "" for none.
        slots: The slots that it may be as well.
        optional: Whether it may be absent.
        gap: Whether it stands for any words, none too.
        wrong: Whether it belongs to the words that are wrong.
        comma: Whether a comma may stand before it.
    """

    printed_as: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    spelling: str = ""
    slots: tuple[str, ...] = ()
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
        if word.folded in self.printed_as or any(_SLOTS[slot](word) for slot in self.slots):
            return True
        return bool(self.lemmas) and not self.lemmas.isdisjoint(bases(word.folded, word.lemma))


@lru_cache(maxsize=50_000)
def bases(folded: str, base: str) -> frozenset[str]:
    """Return what a printed word may be in a form: itself, and the dictionary forms of all its readings."""
    return frozenset({folded, base, *(reading.lemma for reading in readings_of(folded))})


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

    elements: tuple[FormElement, ...]
    before: FormElement | None = None
    after: FormElement | None = None
    follows: FormElement | None = None
    may_end: bool = False

    @property
    def anchor(self) -> FormElement:
        """The place that is least usual in text: forms are looked up by its words."""
        sure = [element for element in self.elements if element.keys and not element.optional and not element.slots]
        return max(sure, key=lambda e: (not any(key in FRENCH for key in e.keys), -len(e.keys), max(map(len, e.keys))))

    def matches(self, words: Sequence[WordLike], text: str) -> Iterator[tuple[int, int, Span, Mapping[int, Span]]]:
        """Find every place where the form stands in a sentence.

        Args:
            words: The sentence's words.
            text: The document, to see what stands between them.

        Yields:
            The first word of the match, the word behind its last, the span of the wrong words, and where each place stands.
        """
        for start in range(len(words)):
            for places in self._from(words, text, start, 0):
                first, last = places[0][1], places[-1][1]
                if self.before and first and self.before.fits(words[first - 1]):
                    continue
                if not self._goes_on(words, text, last + 1):
                    continue
                marked = [place for element, place in places if self.elements[element].wrong]
                stands = {element: words[place].span for element, place in places}
                yield first, last + 1, Span(words[marked[0]].span.start, words[marked[-1]].span.end), stands
                break

    @staticmethod
    def _apart(words: Sequence[WordLike], text: str, place: int, element: FormElement) -> bool:
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
    elements: list[FormElement] = []
    wrong = not marks
    for part in parts:
        if part in {"[", "]"}:
            wrong = part == "["
        else:
            elements.append(_element(part, wrong))
    if not any(
        element.keys and not element.optional and not element.slots and not element.spelling for element in elements
    ):
        raise ValueError(gettext("{form!r} has no word that must stand there", form=written))
    if not any(element.wrong and not element.gap for element in elements):
        raise ValueError(gettext("the brackets of {form!r} hold no word", form=written))
    needed = _element("|".join(part for part in follows if part != "."), wrong=False) if follows else None
    return Form(tuple(elements), before, after, needed, "." in follows)


def check_form(written: str) -> None:
    """Refuse a form whose brackets are not a pair; the rest is seen when it is compiled.

    Raises:
        ValueError: The brackets are not one pair.
    """
    if [mark for mark in written if mark in "[]"] not in ([], ["[", "]"]):
        raise ValueError(gettext("the brackets of {form!r} are no pair", form=written))


def _excluded(part: str) -> FormElement:
    return _element(part.removeprefix("!"), wrong=False)


def _element(part: str, wrong: bool) -> FormElement:
    if part == "…":
        return FormElement(gap=True, wrong=False)
    optional, comma = part.endswith("?"), part.startswith(",")
    part = part.removesuffix("?").removeprefix(",")
    printed_as: set[str] = set()
    lemmas: set[str] = set()
    slots = tuple(word for word in part.split("|") if word in _SLOTS)
    for word in part.replace("’", "'").split("|"):
        if word in slots:
            continue
        plain = word.removeprefix("=").lower()
        if word.startswith("=") or (plain in FRENCH and plain not in _INFLECTED):
            printed_as.update((plain,) if word.startswith("=") else _CLASSES.get(plain, (plain,)))
        else:
            lemmas.update((plain, lemma(plain, "fr")))
    exact = part.removeprefix("=")
    spelling = exact if part.startswith("=") and "|" not in part and exact != exact.lower() else ""
    return FormElement(
        frozenset(printed_as), frozenset(lemmas), spelling, slots, optional=optional, wrong=wrong, comma=comma
    )


def compile_words(written: str) -> FormElement:
    """Compile what may stand at one place: "reporter|<weekday>"."""
    return _element(written, wrong=False)


class FoundForm(NamedTuple):
    """Where a form stands.

    Attributes:
        owner: The number of its owner.
        first: The first word that it takes.
        last: The word behind its last.
        span: What is wrong.
        places: Where each of its places stands, by number from 0; gaps, and places that are left out, are absent.
    """

    owner: int
    first: int
    last: int
    span: Span
    places: Mapping[int, Span]

    def filled(self, rendering: str, text: str) -> str | None:
        """Return a rendering with the words that stand at the places it names: "en {2}"; None where it only hints, by "…"."""
        if "…" in rendering:
            return None
        filled = _PLACE.sub(lambda named: self._printed(int(named[1]) - 1, text), rendering)
        return " ".join(filled.split())

    def _printed(self, place: int, text: str) -> str:
        return self.places[place].of(text) if place in self.places else ""


_PLACE = re.compile(r"\{(\d)\}")


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
            for first, last, span, places in form.matches(words, text):
                yield FoundForm(owner, first, last, span, places)
