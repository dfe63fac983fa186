"""Which word of a hypothesis renders which word of its source, by the word tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from mtcheck.french.lemmas import is_known, lemma
from mtcheck.french.spelling import fold
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.names import shipped_places
from mtcheck.lexicon.table import Pairs, shipped_table
from mtcheck.text.stopwords import STOPWORDS
from mtcheck.text.words import Word, fold_case

RENDERED = 0.02  # probability from which one word counts as a rendering of another
_NOWHERE: frozenset[int] = frozenset()


@lru_cache(maxsize=50_000)
def exists(form: str, language: str) -> bool:
    """Whether the dictionary of a language or the reference corpus has a form (lower case)."""
    return is_known(form, language) or shipped_frequencies().of(form, language) > 0


@lru_cache(maxsize=50_000)
def renderings(form: str, language: str) -> Pairs:
    """Return the likeliest renderings of a form, with their probabilities."""
    table = shipped_table()
    likeliest = table.likeliest_english if language == "fr" else table.likeliest_french
    return likeliest(lemma(form, language), 12)


def support(word: Word, candidate: Word, language: str) -> float:
    """Return how likely one word is rendered by the other, 0–1; 1 for a copy and for another name of the same place.

    Args:
        word: Of the source.
        candidate: Of the hypothesis.
        language: Of the source, ``fr`` or ``en``.
    """
    return _shared(_looked_up(word.text, language), _looked_up(candidate.text, other_than(language)))


class _Counterpart(NamedTuple):
    """What the tables know of a word: its dictionary form, itself without accents, the places it can name, renderings."""

    form: str
    plain: str
    named: frozenset[int]
    shares: Mapping[str, float]


@lru_cache(maxsize=8_192)  # a word meets each of the other side's words several times
def _looked_up(text: str, language: str) -> _Counterpart:
    table, form = shipped_table(), lemma(fold_case(text), language)
    shares = table.english_shares(form) if language == "fr" else table.french_shares(form)
    return _Counterpart(form, fold(text), _named().get(text, _NOWHERE), shares)


def _shared(one: _Counterpart, other: _Counterpart) -> float:
    if one.plain == other.plain or (one.named and not one.named.isdisjoint(other.named)):
        return 1.0
    return max(one.shares.get(other.form, 0.0), other.shares.get(one.form, 0.0))


def likeness(one: str, other: str) -> float:
    """Return how alike two words look, case and accents aside: Jaro-Winkler similarity, 0–1."""
    return JaroWinkler.similarity(fold(one), fold(other))


def is_content(word: Word, language: str) -> bool:
    """Whether a word is long enough, and not among the commonest, to be looked for on the other side."""
    return len(word.text) > 2 and word.text.isalpha() and word.folded not in STOPWORDS[language]


def counterpart(word: Word, candidates: Sequence[Word], language: str) -> int | None:
    """Return the place, among words of the hypothesis, of the one that most likely renders a source word."""
    return counterparts((word,), candidates, language)[0]


def counterparts(read: Sequence[Word], candidates: Sequence[Word], language: str) -> list[int | None]:
    """Return, for each source word, what :func:`counterpart` does."""
    common = STOPWORDS[other_than(language)]
    left = [
        (place, _looked_up(one.text, other_than(language)))
        for place, one in enumerate(candidates)
        if one.folded not in common
    ]
    links: list[int | None] = []
    for word in read:
        best, found, own = RENDERED, None, _looked_up(word.text, language)
        for place, candidate in left:
            share = _shared(own, candidate)
            if share >= best:
                best, found = share, place
        links.append(found)
    return links


def between(place: int, target: Sequence[Word], sound: Sequence[Word], links: Sequence[int | None]) -> range:
    """Return the source places between the counterparts of the nearest words on either side.

    Args:
        place: In ``target``.
        target: The words of the hypothesis.
        sound: Those of them that are trusted.
        links: For each source word, the place of its counterpart in ``sound``.
    """
    source_of = {sound[link].span: k for k, link in enumerate(links) if link is not None}
    before = next((source_of[w.span] for w in reversed(target[:place]) if w.span in source_of), -1)
    after = next((source_of[w.span] for w in target[place + 1 :] if w.span in source_of), len(links))
    return range(min(before, after) + 1, max(before, after)) if before != after else range(0)


@cache
def places(language: str) -> Mapping[str, str]:
    """Return the other language's form of places whose forms differ."""
    found: dict[str, str] = {}
    for place in shipped_places():
        for english in place.foreign.get("en", ())[:1]:
            names = dict.fromkeys(place.french, english) if language == "fr" else {english: place.french[0]}
            found |= {name: other for name, other in names.items() if name.isalpha() and other != name}
    return found


@cache
def _named() -> Mapping[str, frozenset[int]]:
    """Return the numbers of the places that a name can stand for, whatever its language."""
    found: dict[str, set[int]] = {}
    for number, place in enumerate(shipped_places()):
        for name in (*place.french, *place.foreign.get("en", ())):
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def other_than(language: str) -> str:
    """Return the other of the two languages."""
    return "en" if language == "fr" else "fr"
