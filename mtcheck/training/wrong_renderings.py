"""Which wrong renderings of the dictionary tell by themselves that French is garbled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from mtcheck.french.forms import is_infinitive
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.dictionary import DictionaryEntry
from mtcheck.lexicon.sequences import Sequences
from mtcheck.patterns.wrong import ARTICLES, WrongRendering, keys_of
from mtcheck.text.stopwords import FRENCH

Keys = tuple[str, ...]
# Adjectives that stand before any noun: "grand final", "deuxième femme", "jeune soignant" are what they say.
_COMMON = frozenset(
    "premier second deuxième troisième dernier grand petit nouveau vieux jeune bon mauvais beau long haut".split()
)


def telling(
    entries: Iterable[DictionaryEntry], collocations: Collocations, sequences: Sequences, sound: Iterable[str] = ()
) -> dict[Keys, WrongRendering]:
    """Pick the wrong renderings that no sound French uses.

    Args:
        entries: With their examples.
        collocations: Neighbouring dictionary forms of sound text.
        sequences: Neighbouring forms of sound text.
        sound: Phrases that are sound although nothing else here shows it.

    Returns:
        The renderings by the keys of their words. Of several headwords that list one, the longest stands, then the one with
        the fewest senses.
    """
    entries = list(entries)
    found: dict[Keys, tuple[DictionaryEntry, str]] = {}
    for entry in entries:
        for phrase in entry.wrong:
            keys = keys_of(phrase)
            content = [key for key in keys if key not in FRENCH and key not in ARTICLES]
            if len(content) >= 2:
                other = found.get(keys)
                if other is None or _rank(entry) < _rank(other[0]):
                    found[keys] = entry, phrase
    for keys in list(_occurring(found, _sound_french(entries, sound))):
        found.pop(keys, None)
    return {
        keys: WrongRendering(entry.english, _firsts(entry), len(entry.senses) == 1)
        for keys, (entry, phrase) in found.items()
        if not _loose(keys) and not _attested(keys, collocations) and _novel(phrase, sequences)
    }


def _rank(entry: DictionaryEntry) -> tuple[int, int, str]:
    return -len(entry.english.split()), len(entry.senses), entry.id


def _firsts(entry: DictionaryEntry) -> tuple[str, ...]:
    if len(entry.senses) == 1:
        return entry.senses[0].french[:4]
    return tuple(dict.fromkeys(sense.french[0] for sense in entry.senses))[:4]


def _sound_french(entries: Iterable[DictionaryEntry], sound: Iterable[str]) -> Iterator[str]:
    yield from sound
    for entry in entries:
        for sense in entry.senses:
            yield from sense.french
            yield from (pair.french for pair in sense.examples)


def _occurring(phrases: Iterable[Keys], texts: Iterable[str]) -> Iterator[Keys]:
    """Give the phrases that stand in the texts."""
    known = set(phrases)
    lengths = sorted({len(keys) for keys in known})
    firsts = {keys[0] for keys in known}
    for text in texts:
        keys = keys_of(text)
        for place, key in enumerate(keys):
            if key in firsts:
                yield from known.intersection(keys[place : place + length] for length in lengths)


def _loose(keys: Keys) -> bool:
    """Say whether a phrase is put together anew every day: a verb with what goes with it, or a common adjective."""
    first = next(key for key in keys if key not in FRENCH and key not in ARTICLES)
    return first in _COMMON or is_infinitive(first)


def _attested(keys: Keys, collocations: Collocations) -> bool:
    content = [key for key in keys if key not in FRENCH]
    return all(pair in collocations for pair in pairwise(content))


def _novel(phrase: str, sequences: Sequences) -> bool:
    """Say whether sound text never has the forms in this order; the edge before the first word tells nothing."""
    return any(level for _, level in sequences.novelty(phrase)[1:])
