"""Headwords of the dictionary in an English sentence, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from mtcheck.encoder.descriptions import description
from mtcheck.lexicon.dictionary import Dictionary, DictionaryEntry, Sense, shipped_dictionary
from mtcheck.records import Span
from mtcheck.senses.parts_of_speech import PartsOfSpeech, shipped_parts_of_speech
from mtcheck.senses.tokens import SenseToken, english_tokens

_LONGEST = 6  # words of a headword
_BREAK = re.compile(r"[-\s'’.]+")
_OWNER, _SELF = "*'s", "*self"  # whose it is, in set phrases: “bide one's time”, “hand oneself in”
_WHOSE = {"my", "your", "his", "her", "its", "our", "their"}
_ITSELF = {"myself", "yourself", "himself", "herself", "itself", "ourselves", "yourselves", "themselves", "oneself"}
_OWNERS = re.compile(r"\b(?:(?:one|someone) s|my|your|his|her|its|our|their)\b")
_PARTED = 3  # words of an object between a verb and its particle
_PARTICLES = frozenset("up down off out in on over back away aside through along around apart forward together".split())
_OBJECTS = frozenset("him her it them me us you this that these those himself herself itself themselves".split())
_OPENING = _WHOSE | frozenset("the a an this that these those no any some all both each every".split())
_BEHIND = frozenset(
    "and but or to for at by with after before when while as near in on from because if until since during into against about "
    "again yesterday today tomorrow last this next".split()
)
_POSSIBLE = 0.01  # share under which a part of speech is ruled out
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
        return description(self.entry, self.number)


@dataclass(frozen=True)
class Headword:
    """A word or phrase of a sentence that the dictionary knows.

    Attributes:
        english: Dictionary form.
        tokens: Half-open range of the sentence's tokens.
        span: Code points of the sentence.
        meanings: Its senses, of every part of speech that it may be here.
        likely: For every meaning how likely its part of speech is here, 0–1.
        wrong: French that is wrong for every one of them.
    """

    english: str
    tokens: tuple[int, int]
    span: Span
    meanings: tuple[Meaning, ...]
    likely: tuple[float, ...]
    wrong: tuple[str, ...]


class _Parted(NamedTuple):
    """A phrasal verb whose particle stands behind its object: numbers of the tokens, and the headword at the verb's."""

    verb: int
    particle: int
    headword: Headword


class HeadwordFinder:
    """Finds headwords in English sentences.

    Args:
        dictionary: Whose headwords.
        parts: Says what parts of speech a word can be where it stands.
    """

    def __init__(self, dictionary: Dictionary, parts: PartsOfSpeech) -> None:
        self._dictionary, self._parts = dictionary, parts
        self._keys: dict[str, list[str]] = {}
        self._opening: set[str] = set()
        for headword in dictionary.headwords:
            literal = " ".join(_BREAK.sub(" ", headword.lower()).split())
            for key in {literal, _open_to_anyone(literal)}:
                words = key.split()
                self._keys.setdefault(key, []).append(headword)
                for count in range(1, len(words)):
                    self._opening.add(" ".join(words[:count]))

    def find(self, sentence: str) -> tuple[Headword, ...]:
        """Return the headwords of an English sentence that are part of no longer one, in order."""
        tokens = english_tokens(sentence)
        parted = [one for start in range(len(tokens)) if (one := self._parted(sentence, tokens, start)) is not None]
        ranges = [
            (start, end, keys)
            for start in range(len(tokens))
            for end, keys in self._from(sentence, tokens, start)
            if not any(
                one.verb < start <= one.particle < end for one in parted
            )  # no “strike off” in “call the strike off”
        ]
        found: list[Headword] = []
        taken: set[int] = set()
        for start, end, keys in sorted(ranges, key=lambda r: (r[0] - r[1], r[0])):
            if taken & set(range(start, end)) or not any(t.content for t in tokens[start:end]):
                continue
            headword = self._headword(sentence, tokens, (start, end), keys)
            if headword is not None:
                found.append(headword)
                taken |= set(range(start, end))
        whole = {start for one in found if one.tokens[1] - one.tokens[0] > 1 for start in range(*one.tokens)}
        apart = {one.verb: one.headword for one in parted if not {one.verb, one.particle} & whole}
        kept = [one for one in found if one.tokens[0] not in apart]
        return tuple(sorted([*kept, *apart.values()], key=lambda headword: headword.span))

    def _parted(self, sentence: str, tokens: tuple[SenseToken, ...], start: int) -> _Parted | None:
        """Return the phrasal verb that a token begins, its particle behind the object: “called the strike off”."""
        for end in range(start + 2, min(start + _PARTED + 2, len(tokens))):
            if _CLAUSE.search(sentence, tokens[end - 2].span.end, tokens[end - 1].span.start):
                return None
            if (
                tokens[end].folded in _PARTICLES
                and _is_object(tokens[start + 1 : end])
                and _ends(sentence, tokens, end)
            ):
                keys = sorted(
                    key for form in tokens[start].forms if (key := f"{form} {tokens[end].folded}") in self._keys
                )
                found = {e.id: e for key in keys for name in self._keys[key] for e in self._dictionary.look_up(name)}
                entries = [
                    entry for entry in found.values() if entry.pos == "phrase" and entry.spelled_as(entry.english)
                ]
                if entries:
                    return _Parted(start, end, _whole(entries, (start, start + 1), tokens[start].span))
        return None

    def _from(self, sentence: str, tokens: tuple[SenseToken, ...], start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give the ends of the headwords that begin at a token, and their keys."""
        open_: set[str] = {""}
        for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
            if end - 1 > start and _CLAUSE.search(sentence, tokens[end - 2].span.end, tokens[end - 1].span.start):
                return
            grown = {f"{lead} {form}".strip() for lead in open_ for form in _forms(tokens[end - 1])}
            keys = tuple(sorted(key for key in grown if key in self._keys))
            if keys:
                yield end, keys
            open_ = {key for key in grown if key in self._opening}
            if not open_:
                return

    def _headword(
        self, sentence: str, tokens: tuple[SenseToken, ...], place: tuple[int, int], keys: Iterable[str]
    ) -> Headword | None:
        span = Span(tokens[place[0]].span.start, tokens[place[1] - 1].span.end)
        printed = span.of(sentence)
        opens = not sentence[: span.start].strip(" \"“«'(")
        entries = [
            entry
            for key in keys
            for headword in self._keys[key]
            for entry in self._dictionary.look_up(headword)
            if entry.spelled_as(printed) and _joined_as(entry.english, printed)
        ]
        if not entries:
            return None
        listed = {entry.pos for entry in entries}
        shares: Mapping[str, float] = dict.fromkeys(listed, 1.0)
        if place[1] - place[0] == 1 and len(listed) > 1:
            shares = self._parts.shares(sentence, tokens, place[0], listed)
            entries = [entry for entry in entries if shares[entry.pos] >= _POSSIBLE]
        name = printed[0].isupper() and not opens and not any(e.english[0].isupper() for e in entries)
        if name and place[1] - place[0] == 1:
            return None  # part of a name: "the Nets", "Bill Clinton"
        return _whole(list({entry.id: entry for entry in entries}.values()), place, span, shares)


def _whole(
    entries: list[DictionaryEntry], place: tuple[int, int], span: Span, shares: Mapping[str, float] | None = None
) -> Headword:
    """Put the entries of a headword together."""
    meanings = tuple(Meaning(entry, sense, number) for entry in entries for number, sense in enumerate(entry.senses))
    wrong = tuple(dict.fromkeys(w for entry in entries for w in entry.wrong))
    likely = tuple(1.0 if shares is None else shares[meaning.entry.pos] for meaning in meanings)
    return Headword(entries[0].english, place, span, meanings, likely, wrong)


def _is_object(between: tuple[SenseToken, ...]) -> bool:
    """Say whether words can be the object between a verb and its particle: a pronoun, or a determiner and two words at most."""
    if len(between) == 1:
        return between[0].folded in _OBJECTS
    return between[0].folded in _OPENING and not any(t.folded in _PARTICLES | _BEHIND for t in between)


def _ends(sentence: str, tokens: tuple[SenseToken, ...], number: int) -> bool:
    """Say whether no object can follow a particle, so that it is no preposition: “down near the stage”, not “down the hill”."""
    if number + 1 == len(tokens):
        return True
    return tokens[number + 1].folded in _BEHIND or bool(
        _CLAUSE.search(sentence, tokens[number].span.end, tokens[number + 1].span.start)
    )


def _open_to_anyone(key: str) -> str:
    """Return the key of a set phrase with a mark for whose it is: “bide one's time”, “bide your time” are said of anybody."""
    if " " not in key:
        return key
    return _OWNERS.sub(_OWNER, key).replace("oneself", _SELF)


def _forms(token: SenseToken) -> Iterator[str]:
    yield from token.forms
    if token.folded in _WHOSE:
        yield _OWNER
    elif token.folded in _ITSELF:
        yield _SELF


def _joined_as(headword: str, printed: str) -> bool:
    """Say whether printed words may be a headword: “built in” and “year ends” are not “built-in” and “year-end”."""
    if "-" not in headword or "-" in printed or " " not in printed:
        return True
    return printed.lower() == headword.lower().replace("-", " ") and english_tokens(printed)[-1].content


@cache
def shipped_headwords() -> HeadwordFinder:
    """Return the finder of the dictionary that ships with the package."""
    dictionary = shipped_dictionary()
    return HeadwordFinder(dictionary, shipped_parts_of_speech(dictionary))
