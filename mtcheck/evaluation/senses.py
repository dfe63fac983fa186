"""How often a wrong sense is told, and a right one taken for wrong: sound pairs, and the same with a word replaced."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.checks.senses import GRAVE, wrong_senses
from mtcheck.engines.base import Translator
from mtcheck.evaluation.pairs import Pair
from mtcheck.evidence.analysis import SenseContrast
from mtcheck.evidence.pairs import PairAnalyst
from mtcheck.evidence.renderings import OtherSense, SenseFinder
from mtcheck.evidence.senses import contrast_senses
from mtcheck.lexicon.collocations import shipped_collocations
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.sequences import shipped_sequences
from mtcheck.lexicon.table import shipped_table
from mtcheck.text.words import words

_AT_ONCE = 128  # pairs whose sentences share batches


class Told(NamedTuple):
    """A word that the check would report: the pair's number, and what was weighed."""

    pair: int
    sense: SenseContrast


@dataclass(frozen=True, slots=True)
class SenseFigures:
    """What is told of sound French, and of the same with another dictionary sense in the place of one word.

    Attributes:
        words: Words of the sound French.
        false: What is told of it.
        replaced: Pairs in which a word was replaced; renderings that could stand there are drawn alike.
        found: Of those, the pairs in which that word is told.
        suggested: Of those, the pairs in which the word that stood there before is suggested.
    """

    words: int
    false: tuple[Told, ...]
    replaced: int
    found: tuple[Told, ...]
    suggested: int

    @property
    def false_per_1000(self) -> float:
        """Words told in 1000 words of sound French."""
        return 1000 * len(self.false) / self.words if self.words else 0.0

    @property
    def grave_per_1000(self) -> float:
        """The same, major ones alone."""
        return 1000 * sum(told.sense.owed >= GRAVE for told in self.false) / self.words if self.words else 0.0

    @property
    def recall(self) -> float:
        """Share of the replaced words that are told, 0–1."""
        return len(self.found) / self.replaced if self.replaced else 0.0


class _Replaced(NamedTuple):
    pair: Pair
    other: OtherSense
    printed: str


def shipped_finder() -> SenseFinder:
    """Return the finder over what ships with the package."""
    analyst = PairAnalyst(shipped_table(), shipped_frequencies())
    return SenseFinder(shipped_table(), shipped_collocations(), shipped_sequences(), analyst)


def evaluate_senses(translator: Translator, pairs: Sequence[Pair], *, seed: int = 1) -> SenseFigures:
    """Look for wrong senses in sound pairs, and in the same with one word replaced.

    Args:
        translator: The engine; it must know English→French.
        pairs: English with French by people.
        seed: Seed of the draw.

    Raises:
        TranslatorError: The engine failed.
    """
    finder, chance = shipped_finder(), random.Random(seed)
    cases = [case for pair in pairs if (case := _replace(pair, finder, chance)) is not None]
    told = _tell(translator, [case.pair for case in cases], finder)
    found = tuple(one for one in told if _covers(one.sense, cases[one.pair]))
    return SenseFigures(
        words=sum(len(words(pair.french)) for pair in pairs),
        false=_tell(translator, pairs, finder),
        replaced=len(cases),
        found=found,
        suggested=sum(one.sense.form == cases[one.pair].printed for one in found),
    )


def _replace(pair: Pair, finder: SenseFinder, chance: random.Random) -> _Replaced | None:
    """Put another sense in the place of a word, drawn among all that fit; None where none does."""
    others = [other for other, _ in finder.renderings(finder.analyst.analyse(*pair))]
    if not others:
        return None
    other = chance.choice(others)
    changed = Pair(pair.english, other.substitution.applied(pair.french))
    return _Replaced(changed, other, other.printed.of(pair.french))


def _covers(sense: SenseContrast, case: _Replaced) -> bool:
    put = case.other.substitution
    return put.span.start <= sense.position < put.span.start + len(put.text)


def _tell(translator: Translator, pairs: Sequence[Pair], finder: SenseFinder) -> tuple[Told, ...]:
    found: list[Told] = []
    for first in range(0, len(pairs), _AT_ONCE):
        others = {number: finder.find(*pairs[number]) for number in range(first, min(first + _AT_ONCE, len(pairs)))}
        numbers = [number for number, some in others.items() if some]
        batch = [pairs[number] for number in numbers]
        scores = translator.score(batch, source_lang="en", target_lang="fr")
        contrasts = contrast_senses(batch, [others[number] for number in numbers], scores, translator)
        for number, several in zip(numbers, contrasts, strict=True):
            found.extend(Told(number, sense) for sense in wrong_senses(several))
    return tuple(found)
