"""Headwords of the dictionary in an English sentence, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from mtcheck.lexicon.dictionary import Dictionary, DictionaryEntry, Sense, shipped_dictionary
from mtcheck.records import Span
from mtcheck.senses.tokens import PAST, Token, english_tokens

_LONGEST = 6  # words of a headword
_BREAK = re.compile(r"[-\s'’.]+")
_VERBAL, _NOMINAL = frozenset({"verb", "adj", "adv", "phrase"}), frozenset({"noun", "adj", "adv", "phrase"})
_MODALS = frozenset("will would can could may might must should shall i we they he she who".split())
_DETERMINERS = frozenset("the a an this these those his their its my our your".split())
_CLAUSE = re.compile(r"[,;:.!?()\"“”«»]")


@dataclass(frozen=True)
class Meaning:
    """One sense of a headword, as one part of speech."""

    entry: DictionaryEntry
    sense: Sense
    number: int

    @cached_property
    def description(self) -> str:
        """What the encoder reads of it."""
        renderings = ", ".join(self.sense.french)
        return f"{self.entry.english} ({self.sense.domain}): {', '.join(self.sense.cues[:6])}. {renderings}"


@dataclass(frozen=True)
class Headword:
    """A word or phrase of a sentence that the dictionary knows.

    Attributes:
        english: Dictionary form.
        tokens: Half-open range of the sentence's tokens.
        span: Code points of the sentence.
        meanings: Its senses, of every part of speech that it may be here.
        wrong: French that is wrong for every one of them.
    """

    english: str
    tokens: tuple[int, int]
    span: Span
    meanings: tuple[Meaning, ...]
    wrong: tuple[str, ...]


class HeadwordFinder:
    """Finds headwords in English sentences."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._keys: dict[str, list[str]] = {}
        self._opening: set[str] = set()
        for headword in dictionary.headwords:
            key = " ".join(_BREAK.sub(" ", headword.lower()).split())
            words = key.split()
            self._keys.setdefault(key, []).append(headword)
            for count in range(1, len(words)):
                self._opening.add(" ".join(words[:count]))

    def find(self, sentence: str) -> tuple[Headword, ...]:
        """Return the headwords of an English sentence that are part of no longer one, in order."""
        tokens = english_tokens(sentence)
        found: list[Headword] = []
        taken: set[int] = set()
        ranges = [
            (start, end, keys) for start in range(len(tokens)) for end, keys in self._from(sentence, tokens, start)
        ]
        for start, end, keys in sorted(ranges, key=lambda r: (r[0] - r[1], r[0])):
            if taken & set(range(start, end)) or not any(t.content for t in tokens[start:end]):
                continue
            headword = self._headword(sentence, tokens, (start, end), keys)
            if headword is not None:
                found.append(headword)
                taken |= set(range(start, end))
        return tuple(sorted(found, key=lambda headword: headword.span))

    def _from(self, sentence: str, tokens: tuple[Token, ...], start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give the ends of the headwords that begin at a token, and their keys."""
        open_: set[str] = {""}
        for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
            if end - 1 > start and _CLAUSE.search(sentence, tokens[end - 2].span.end, tokens[end - 1].span.start):
                return
            grown = {f"{lead} {form}".strip() for lead in open_ for form in tokens[end - 1].forms}
            keys = tuple(sorted(key for key in grown if key in self._keys))
            if keys:
                yield end, keys
            open_ = {key for key in grown if key in self._opening}
            if not open_:
                return

    def _headword(
        self, sentence: str, tokens: tuple[Token, ...], place: tuple[int, int], keys: Iterable[str]
    ) -> Headword | None:
        span = Span(tokens[place[0]].span.start, tokens[place[1] - 1].span.end)
        printed = span.of(sentence)
        opens = not sentence[: span.start].strip(" \"“«'(")
        entries = [
            entry
            for key in keys
            for headword in self._keys[key]
            for entry in self._dictionary.look_up(headword)
            if entry.spelled_as(printed)
        ]
        if not entries:
            return None
        if place[1] - place[0] == 1:
            allowed = _parts_of_speech(tokens, place[0])
            entries = [
                entry for entry in entries if allowed is None or entry.pos in allowed or entry.english == printed
            ]
            if not entries:
                return None
        name = printed[0].isupper() and not opens and not any(e.english[0].isupper() for e in entries)
        if name and place[1] - place[0] == 1:
            return None  # part of a name: "the Nets", "Bill Clinton"
        entries = list({entry.id: entry for entry in entries}.values())
        meanings = tuple(
            Meaning(entry, sense, number) for entry in entries for number, sense in enumerate(entry.senses)
        )
        wrong = tuple(dict.fromkeys(w for entry in entries for w in entry.wrong))
        return Headword(entries[0].english, place, span, meanings, wrong)


def _parts_of_speech(tokens: tuple[Token, ...], place: int) -> frozenset[str] | None:
    """Return what parts of speech a token can be, by its form and the word before it; None where neither tells."""
    token = tokens[place]
    before = tokens[place - 1].folded if place else ""
    if token.folded in PAST or (token.folded.endswith("ed") and token.lemma != token.folded):
        return _VERBAL
    if token.folded.endswith("ing") and token.lemma != token.folded:
        return _VERBAL
    if before in _MODALS:
        return _VERBAL
    return _NOMINAL if before in _DETERMINERS else None


@cache
def shipped_headwords() -> HeadwordFinder:
    """Return the finder of the dictionary that ships with the package."""
    return HeadwordFinder(shipped_dictionary())
