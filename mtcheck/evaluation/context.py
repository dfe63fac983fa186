"""What French alone tells: wrong places at a rate of false marks, and whether a document is a machine's."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from mtcheck.context.judgement import Judgement, PlaceJudge, shipped_place_judge
from mtcheck.context.marked import (
    ASKED,
    Judged,
    Marked,
    asks_for,
    places,
    read_marked,
    read_sound,
    read_texts,
    threshold,
)
from mtcheck.context.masked import MaskedPlace
from mtcheck.context.measures import MeasuredSentence
from mtcheck.context.renderings import SenseTable
from mtcheck.context.verdict import DocumentJudge, shipped_document_judge
from mtcheck.estimator.metrics import roc_auc
from mtcheck.evidence.gloss import Glosser, shipped_glosser
from mtcheck.lexicon.dictionary import shipped_dictionary

RATES = (0.5, 1.0, 2.0, 5.0)  # false marks in 1000 words of sound French
_ROUNDS = 1000  # of the bootstrap
_WORDS = 120  # of a text that sound sentences are joined to


@dataclass(frozen=True, slots=True)
class RateFigures:
    """What is found at one rate of false marks.

    Attributes:
        rate: False marks in 1000 words of sound French.
        least: Log-odds from which a place is told.
        found: Share of the sense and term errors that a told place overlaps, 0–1.
        low: Lower bound of its 95 % bootstrap interval, over sentences.
        high: Upper bound.
        right: Share of these whose sense has a rendering that the mark asks for.
        shown: Share of these whose sense is sure enough for a suggestion.
        right_shown: Share of right ones among those.
    """

    rate: float
    least: float
    found: float
    low: float
    high: float
    right: float
    shown: float
    right_shown: float


@dataclass(frozen=True, slots=True)
class ContextFigures:
    """Figures of French alone.

    Attributes:
        errors: Sense and term errors.
        words: Of sound French.
        rates: What is found at each rate of false marks.
        documents: Garbled texts and sound ones of 60 words and more.
        area: Under the ROC curve of the verdict on documents, with its 95 % interval; None where a side has no text.
    """

    errors: int
    words: int
    rates: tuple[RateFigures, ...]
    documents: tuple[int, int]
    area: tuple[float, float, float] | None

    def as_json(self) -> dict[str, object]:
        """Return the figures as JSON data."""
        return asdict(self)


def figures_of(files: Sequence[str], sound: Sequence[str], *, seed: int = 1) -> ContextFigures:
    """Measure on pairs or passages with marked errors, and on sound news.

    Without sound news the sound sides of the pairs give the rate of false marks.

    Args:
        files: JSON objects a line: pairs, or passages that have ``text``.
        sound: Sentences of sound news, one a line, in the order of their texts.
        seed: Of the bootstrap.

    Raises:
        InputError: A file cannot be read.
    """
    judge, glosser = shipped_place_judge(), shipped_glosser()
    news = [text for file in sound for text in read_sound(file)]
    marked = [text for file in files for text in read_marked(file)]
    if news:
        marked = [text for text in marked if text.faults is not None]
    texts = [*marked, *news]
    machine = [_sentences(passage, glosser) for file in files for passage in read_texts(file)]
    people = list(joined(_sentences([text.text for text in news], glosser)))
    counts = len(machine), len(people)
    area = document_figures(machine, people, shipped_document_judge(), seed=seed) if all(counts) else None
    return ContextFigures(
        sum(fault.kind in ASKED for text in texts for fault in text.faults or ()),
        sum(len(text.text.split()) for text in texts if text.faults is None),
        place_figures(texts, judge, glosser, seed=seed),
        counts,
        area,
    )


def lines(found: ContextFigures) -> Iterator[str]:
    """Write the figures as lines of text."""
    yield f"{found.errors} sense and term errors, {found.words} words of sound French"
    yield "false marks in 1000 words   found (95 % interval)       right sense   shown   right of these"
    for one in found.rates:
        interval = f"{one.found:.3f} ({one.low:.3f} to {one.high:.3f})"
        yield f"{one.rate:>23.1f}   {interval}         {one.right:.3f}   {one.shown:.3f}            {one.right_shown:.3f}"
    if found.area is not None:
        area, low, high = found.area
        counts = f"{found.documents[0]} garbled and {found.documents[1]} sound"
        yield f"documents: AUC {area:.3f} ({low:.3f} to {high:.3f}) of {counts}"


def _sentences(texts: Iterable[str], glosser: Glosser) -> list[MeasuredSentence]:
    return [MeasuredSentence(text, glosser.gloss(text)) for text in texts]


def place_figures(
    texts: Sequence[Marked], judge: PlaceJudge, glosser: Glosser, *, seed: int = 1
) -> tuple[RateFigures, ...]:
    """Return what the judge of places finds at every rate.

    Args:
        texts: Spoilt sentences with marked errors, and the sound ones that give the rate.
        judge: The judge.
        glosser: Gives the words around their English.
        seed: Of the bootstrap.
    """
    found = places(texts, judge.measurer, glosser)
    judged = judge.judge([MaskedPlace(texts[one.number].text, one.candidate) for one in found])
    odds = np.array([one.log_odds for one in judged])
    sound = [number for number, text in enumerate(texts) if text.faults is None]
    return tuple(
        _at(texts, found, judged, rate, threshold(texts, found, odds, sound, rate), judge.measurer.senses, seed)
        for rate in RATES
    )


def document_figures(
    machine: Sequence[Sequence[MeasuredSentence]],
    sound: Sequence[Sequence[MeasuredSentence]],
    judge: DocumentJudge,
    *,
    seed: int = 1,
) -> tuple[float, float, float]:
    """Return the area under the ROC curve of the verdict on documents, with the bounds of its 95 % bootstrap interval.

    Args:
        machine: Texts by machines.
        sound: Texts by people.
        judge: The judge.
        seed: Of the bootstrap.
    """
    values = [[p for text in side if (p := judge.probability(text)) is not None] for side in (sound, machine)]
    chance = random.Random(seed)
    drawn = sorted(_area([chance.choices(side, k=len(side)) for side in values]) for _ in range(_ROUNDS))
    return _area(values), drawn[int(0.025 * _ROUNDS)], drawn[int(0.975 * _ROUNDS) - 1]


def joined(sentences: Sequence[MeasuredSentence], words: int = _WORDS) -> Iterator[tuple[MeasuredSentence, ...]]:
    """Join sentences that follow one another to texts of so many words or a few more."""
    text: list[MeasuredSentence] = []
    for sentence in sentences:
        text.append(sentence)
        if sum(len(one.words) for one in text) >= words:
            yield tuple(text)
            text = []


def _area(values: Sequence[Sequence[float]]) -> float:
    sound, machine = values
    return roc_auc([False] * len(sound) + [True] * len(machine), [*sound, *machine])


def _at(
    texts: Sequence[Marked],
    found: Sequence[Judged],
    judged: Sequence[Judgement],
    rate: float,
    least: float,
    table: SenseTable,
    seed: int,
) -> RateFigures:
    told: dict[tuple[int, int], tuple[float, bool, bool]] = {}
    for one, judgement in zip(found, judged, strict=True):
        fault, value = one.fault, judgement.log_odds
        if value >= least and fault is not None and fault.kind in ASKED:
            key = one.number, fault.span.start
            if key not in told or told[key][0] < value:
                right = asks_for(table, shipped_dictionary(), judgement.best, fault.should)
                told[key] = value, right, judgement.sure
    asked = [sum(fault.kind in ASKED for fault in text.faults or ()) for text in texts]
    hits = [0] * len(texts)
    for number, _ in told:
        hits[number] += 1
    spoilt = [number for number, count in enumerate(asked) if count]
    chance = random.Random(seed)
    drawn = (
        sorted(_share(hits, asked, chance.choices(spoilt, k=len(spoilt))) for _ in range(_ROUNDS)) if spoilt else [0.0]
    )
    return RateFigures(
        rate,
        least,
        _share(hits, asked, spoilt),
        drawn[int(0.025 * len(drawn))],
        drawn[max(0, int(0.975 * len(drawn)) - 1)],
        _mean([right for _, right, _ in told.values()]),
        _mean([sure for _, _, sure in told.values()]),
        _mean([right for _, right, sure in told.values() if sure]),
    )


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / max(len(values), 1)


def _share(hits: Sequence[int], asked: Sequence[int], chosen: Sequence[int]) -> float:
    return sum(hits[number] for number in chosen) / max(sum(asked[number] for number in chosen), 1)
