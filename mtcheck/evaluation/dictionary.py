"""Which headwords of the dictionary are most often rendered by none of their listed renderings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.evaluation.pairs import EvaluationPair
from mtcheck.french.lemmas import lemma
from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.lexicon.table import TranslationTable
from mtcheck.patterns.wrong import keys_of
from mtcheck.text.stopwords import ENGLISH, FRENCH
from mtcheck.text.words import words

LONGEST = 6  # words of a headword


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A headword and how its sentences render it.

    Attributes:
        headword: As the dictionary has it.
        seen: Sentences that have it.
        unlisted: Those whose French has none of its renderings.
        printed: French words that these have instead, by the word tables, the commonest first; empty for headwords of
            several words.
    """

    headword: str
    seen: int
    unlisted: int
    printed: tuple[str, ...]


def unlisted_renderings(
    pairs: Iterable[EvaluationPair], dictionary: Dictionary, table: TranslationTable, least: int = 3
) -> tuple[Unlisted, ...]:
    """Look every headword of sound pairs up and say how often none of its renderings is printed.

    Args:
        pairs: English with sound French.
        dictionary: The dictionary.
        table: Tells what is printed instead.
        least: Sentences without a listed rendering from which a headword is given.

    Returns:
        Headwords, those with most such sentences first; of as many, those with the greater share.
    """
    renderings = _Renderings(dictionary)
    seen: Counter[str] = Counter()
    unlisted: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    for pair in pairs:
        french = keys_of(pair.french)
        text = f" {' '.join(french)} "
        for headword in set(_headwords(pair.english, dictionary)):
            seen[headword] += 1
            if not any(f" {keys} " in text for keys in renderings.of(headword)):
                unlisted[headword] += 1
                shares = table.french_shares(headword)
                likely = max((word for word in french if word in shares), key=lambda word: shares[word], default=None)
                if likely is not None and likely not in FRENCH:
                    printed.setdefault(headword, Counter())[likely] += 1
    found = [
        Unlisted(word, seen[word], count, tuple(other for other, _ in printed.get(word, Counter[str]()).most_common(4)))
        for word, count in unlisted.items()
        if count >= least
    ]
    return tuple(sorted(found, key=lambda item: (-item.unlisted, item.seen, item.headword)))


class _Renderings:
    """Accepted renderings of headwords, as keys in one string."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, headword: str) -> tuple[str, ...]:
        known = self._known.get(headword)
        if known is None:
            entries = self._dictionary.look_up(headword)
            every = {" ".join(keys_of(item)) for entry in entries for sense in entry.senses for item in sense.french}
            known = self._known[headword] = tuple(sorted(every))
        return known


def _headwords(english: str, dictionary: Dictionary) -> Iterator[str]:
    """Give the headwords of a sentence, the longest at each place; none begins inside another."""
    printed = [word.folded for word in words(english)]
    bases = [lemma(word, "en") for word in printed]
    place = 0
    while place < len(printed):
        size = _longest(printed, bases, place, dictionary)
        if size:
            yield _spelled(printed, bases, place, size, dictionary)
        place += max(size, 1)


def _longest(printed: Sequence[str], bases: Sequence[str], place: int, dictionary: Dictionary) -> int:
    for size in range(min(LONGEST, len(printed) - place), 0, -1):
        if size == 1 and (printed[place] in ENGLISH or len(printed[place]) < 3):
            return 0
        if _spelled(printed, bases, place, size, dictionary):
            return size
    return 0


def _spelled(printed: Sequence[str], bases: Sequence[str], place: int, size: int, dictionary: Dictionary) -> str:
    """Return the spelling under which the dictionary has a run of words, "" for none."""
    end = place + size
    last = " ".join((*printed[place : end - 1], bases[end - 1]))
    first = " ".join((bases[place], *printed[place + 1 : end]))
    return next((run for run in (" ".join(printed[place:end]), last, first) if run in dictionary), "")
