"""Learns the judge of places, ``context/data/places.npz``, from pairs with marked errors and from sound French.

``python -m mtcheck.training places pairs.jsonl … --sound sentences.txt --cache vectors/ --output places.npz``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from mtcheck.context.judgement import joined
from mtcheck.context.marked import ASKED, Judged, Marked, asks_for, places, read_pairs, read_sound, recall, threshold
from mtcheck.context.masked import NAMES as FIT_NAMES
from mtcheck.context.masked import Fit, FitMeasurer, MaskedPlace
from mtcheck.context.places import NAMES, PlaceMeasurer
from mtcheck.context.renderings import SenseTable
from mtcheck.estimator.forest import Forest
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.records import Span
from mtcheck.training.estimator_fit import forest_of_model

FOLDS = 5  # cut by headword
TOLD, GRAVE = 2.0, 0.25  # false marks in 1000 words: of sound French of the pairs, of sound news
KEPT = 0.65  # share of the errors that the sieve lets through: with more of them the encoder reads far more sound words
KINDS = frozenset({"sense", "term", "idiom"})
_SIEVE = {"max_depth": 4, "learning_rate": 0.08, "max_iter": 150, "min_samples_leaf": 30, "l2_regularization": 1.0}
_FOREST = {"max_depth": 4, "learning_rate": 0.06, "max_iter": 160, "min_samples_leaf": 25, "l2_regularization": 1.0}
_CHOOSER = {"max_depth": 3, "learning_rate": 0.06, "max_iter": 60, "min_samples_leaf": 30, "l2_regularization": 2.0}
RIGHT = 0.85  # share of the suggestions shown whose sense is right: a part of their renderings is not the word that is meant

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Examples:
    """Places of marked and of sound sentences.

    Attributes:
        found: The places.
        wrong: Whether each is part of an error of words.
        learnt: Whether it is learnt from: what of a spoilt sentence no mark touches is as sound as in its pair, and there.
        folds: By the headword that the company favours.
    """

    found: Sequence[Judged]
    wrong: Flags
    learnt: Flags
    folds: npt.NDArray[np.int64]


def build(
    files: Iterable[str],
    sound: Iterable[str],
    output: Path,
    *,
    measurer: PlaceMeasurer,
    fitter: FitMeasurer,
    glosser: Glosser,
    share: float = 1.0,
) -> Iterator[str]:
    """Fit the judge and write it.

    Args:
        files: Pairs with marked errors.
        sound: Sound news.
        output: The file to write.
        measurer: Finds places.
        fitter: Asks the encoder about them.
        glosser: Gives the words around their English.
        share: Of the sentences whose places the encoder is asked about, 0–1.

    Yields:
        Figures, a line each, with folds by headword.

    Raises:
        InputError: A file cannot be read.
    """
    texts = [text for file in files for text in read_pairs(file)] + [
        text for file in sound for text in read_sound(file)
    ]
    examples = examples_of(texts, places(texts, measurer, glosser), measurer.senses)
    yield from fit(texts, examples, fitter, output, share)


def examples_of(texts: Sequence[Marked], found: Sequence[Judged], table: SenseTable) -> Examples:
    """Say of every place what it teaches."""
    heads = [table.entries[int(table.owner[judged.candidate.best])].rpartition(".")[0] for judged in found]
    return Examples(
        found,
        np.array([judged.fault is not None and judged.fault.kind in KINDS for judged in found]),
        np.array([judged.fault is not None or texts[judged.number].faults is None for judged in found]),
        np.array([crc32(head.encode()) % FOLDS for head in heads]),
    )


def fit(
    texts: Sequence[Marked], examples: Examples, fitter: FitMeasurer, output: Path, share: float = 1.0
) -> Iterator[str]:
    """Fit the sieve on every place, and the forest on what it lets through of some sentences; figures are told a line each."""
    found = examples.found
    drawn = drawn_from(texts, share)
    here = np.array([drawn[judged.number] for judged in found])
    plain = np.array([judged.candidate.measures for judged in found])
    sieved = _held_out(plain, examples, np.ones(len(found), bool), _SIEVE)
    yield from _figures("without the encoder", texts, found, sieved, drawn)
    strongest: dict[tuple[int, Span], float] = {}
    for judged, value in zip(found, sieved.tolist(), strict=True):
        if judged.fault is not None and judged.fault.kind in ASKED:
            key = judged.number, judged.fault.span
            strongest[key] = max(value, strongest.get(key, value))
    least = float(np.quantile(list(strongest.values()), 1 - KEPT))
    passed = here & examples.learnt & (sieved >= least)
    asked = np.flatnonzero(passed)
    yield f"{len(found)} places, {len(asked)} of which the encoder is asked"
    fits = fitter.measure(
        [MaskedPlace(texts[found[number].number].text, found[number].candidate) for number in asked.tolist()]
    )
    rows = np.full((len(found), plain.shape[1] + 1 + len(FIT_NAMES)), np.nan)
    rows[asked] = joined(plain[asked], sieved[asked], fits)
    odds = np.full(len(found), -np.inf)
    odds[passed] = _held_out(rows, examples, passed, _FOREST)[passed]
    yield from _figures("with the encoder", texts, found, odds, drawn)
    pairs = [
        number for number in np.flatnonzero(drawn).tolist() if texts[number].faults is None and not texts[number].news
    ]
    news = [number for number in np.flatnonzero(drawn).tolist() if texts[number].news]
    told, grave = threshold(texts, found, odds, pairs, TOLD), threshold(texts, found, odds, news, GRAVE)
    known = passed
    curve = IsotonicRegression(out_of_bounds="clip").fit(odds[known], examples.wrong[known].astype(float))
    chooser, shown, note = _chooser(rows, examples, passed, odds, told, fits, asked, fitter.senses)
    yield note
    arrays: dict[str, Any] = {
        "names": np.array((*NAMES, *FIT_NAMES)),
        "knots": np.asarray(curve.X_thresholds_, dtype=np.float64),
        "probabilities": np.asarray(curve.y_thresholds_, dtype=np.float64),
        "told": np.array(told),
        "grave": np.array(max(told, grave)),
        "least": np.array(least),
        "shown": np.array(shown),
        **chooser.arrays("chooser"),
        **forest_of_model(_classifier(_SIEVE, plain[examples.learnt], examples.wrong[examples.learnt])).arrays("sieve"),
        **forest_of_model(_classifier(_FOREST, rows[known], examples.wrong[known])).arrays("forest"),
    }
    with output.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _chooser(
    rows: Floats,
    examples: Examples,
    passed: Flags,
    odds: Floats,
    told: float,
    fits: Sequence[Fit],
    asked: npt.NDArray[np.intp],
    table: SenseTable,
) -> tuple[Forest, float, str]:
    """Learn where the sense that fits best is the one that the mark asks for, and from which log-odds four in five are."""
    dictionary, right = shipped_dictionary(), np.zeros(len(rows), bool)
    for number, fit in zip(asked.tolist(), fits, strict=True):
        fault = examples.found[number].fault
        right[number] = fault is not None and bool(fault.should) and asks_for(table, dictionary, fit.best, fault.should)
    faulty = np.array(
        [one.fault is not None and one.fault.kind in ASKED and bool(one.fault.should) for one in examples.found]
    )
    chosen = passed & faulty
    own = replace(examples, wrong=right, learnt=chosen)
    sure = _held_out(rows, own, chosen, _CHOOSER)
    seen = np.flatnonzero(chosen & (odds >= told))
    order = seen[np.argsort(-sure[seen], kind="stable")]
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= RIGHT)
    shown = float(sure[order[good[-1]]]) if len(good) else float("inf")
    note = (
        f"{len(seen)} told places: the sense is right at {right[seen].mean():.3f}; "
        f"of {(sure[seen] >= shown).mean():.3f} shown {right[seen][sure[seen] >= shown].mean():.3f} are right"
    )
    return forest_of_model(_classifier(_CHOOSER, rows[chosen], right[chosen])), shown, note


def _held_out(rows: Floats, examples: Examples, asked: Flags, trees: Mapping[str, float]) -> Floats:
    """Return the log-odds of every place by trees that saw none of its headword."""
    odds = np.zeros(len(rows))
    for fold in range(FOLDS):
        chosen, other = examples.learnt & asked & (examples.folds != fold), asked & (examples.folds == fold)
        if other.any():
            odds[other] = _classifier(trees, rows[chosen], examples.wrong[chosen]).decision_function(rows[other])
    return odds


def drawn_from(texts: Sequence[Marked], share: float) -> Flags:
    """Draw a share of the texts by the checksum of their sound side, so that a pair is drawn whole."""
    drawn, inside = [], False
    for text in texts:
        if text.faults is None:
            inside = crc32(text.text.encode()) % 1000 < 1000 * share
        drawn.append(inside)
    return np.array(drawn)


def _figures(name: str, texts: Sequence[Marked], found: Sequence[Judged], odds: Floats, drawn: Flags) -> Iterator[str]:
    faulty = [text for text, inside in zip(texts, drawn, strict=True) if inside]
    chosen = [(judged, value) for judged, value in zip(found, odds.tolist(), strict=True) if drawn[judged.number]]
    own, values = [judged for judged, _ in chosen], np.array([value for _, value in chosen])
    for kind, news in (("pairs", False), ("news", True)):
        numbers = [
            number for number, text in enumerate(texts) if drawn[number] and text.faults is None and text.news is news
        ]
        for rate in (0.5, 1.0, 2.0, 5.0):
            found_share = recall(faulty, own, values, threshold(texts, own, values, numbers, rate))
            yield f"{name}: {rate} false marks in 1000 words of sound {kind}: {found_share:.3f} of the errors"


def _classifier(trees: Mapping[str, float], rows: Floats, wrong: Flags) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(**trees, random_state=0).fit(rows, wrong)
