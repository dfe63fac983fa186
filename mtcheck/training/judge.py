"""Fits the judge of printed renderings on minimal pairs: sound French, and the same with errors whose kinds are marked."""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.estimator.forest import Floats, Forest
from mtcheck.estimator.model import Curve
from mtcheck.senses.features import Weighed
from mtcheck.senses.judge import SenseJudge
from mtcheck.senses.minimal_pairs import COUNTED, WRONG_WORDS, MinimalPair, PairMark, read_minimal_pairs
from mtcheck.senses.reading import SUGGESTED, Found, SenseReader, bare_reader
from mtcheck.senses.tokens import Sentence
from mtcheck.training.folds import FOLDS, Integers, Size, calibrated, fitted, held_out

_SIEVE, _CHOOSER = Size(120, 4), Size(80, 3)
# deep trees over few features each: 3 in 100 errors more are found on folds than by shallow ones over all
_FOREST = Size(200, 6, leaf=6, features=0.2, penalty=3.0)
_KEPT = 0.93  # share of the errors that the sieve lets through: with more of them no more are found
_LEVELS = (0.5, 1.0, 2.0, 5.0)  # false marks in 1000 words of sound French


@dataclass(frozen=True)
class Sides:
    """Every candidate of the rows, with what is known of it.

    Attributes:
        found: The candidates with their plain features.
        row: Number of each one's row.
        label: 1 for a marked wrong word, 0 on the sound side, -1 for what nobody marked beside an error.
        fold: Cut by the English headword.
        mark: The error that it is; None elsewhere.
    """

    found: list[Found]
    row: Integers
    label: Integers
    fold: Integers
    mark: list[PairMark | None]

    def part(self, places: Integers) -> Sides:
        """Return some of the candidates."""
        found, mark = [self.found[p] for p in places], [self.mark[p] for p in places]
        return Sides(found, self.row[places], self.label[places], self.fold[places], mark)


def build(
    files: Sequence[Path], output: Path, encoder: SentenceEncoder, *, rows: int | None = None, seed: int = 1
) -> None:
    """Fit the judge and write it.

    Args:
        files: Minimal pairs, JSON Lines.
        output: The file to write.
        encoder: Its answers may be kept between runs.
        rows: Rows whose candidates the encoder is asked about, drawn at random; None for all.
        seed: Of the draw.

    Raises:
        InputError: A file is malformed.
    """
    pairs = [pair for file in files for pair in read_minimal_pairs(file)]
    random.Random(seed).shuffle(pairs)
    reader = bare_reader(encoder)
    told = {"files": [file.name for file in files], "seed": seed}
    judge = fit(sides_of(pairs, reader), pairs, reader, range(len(pairs))[:rows], told)
    judge.save(output)
    sys.stderr.write(f"{output}: {dict(judge.card)}\n")


def fit(
    sides: Sides, pairs: Sequence[MinimalPair], reader: SenseReader, rows: Sequence[int], told: Mapping[str, object]
) -> SenseJudge:
    """Fit the sieve on every candidate, and the forests on what it lets through of some rows.

    Args:
        sides: The candidates.
        pairs: The rows.
        reader: Asks the encoder.
        rows: Numbers of the rows whose candidates the encoder is asked about.
        told: Goes into the card.
    """
    plain = np.array([one.row for one in sides.found])
    sieved = held_out(plain, sides.label, sides.fold, _SIEVE)
    least = float(np.quantile(sieved[sides.label == 1], 1 - _KEPT))
    places = np.flatnonzero(np.isin(sides.row, rows) & (sieved >= least))
    part = sides.part(places)
    weighed = reader.weighed(part.found)
    full = np.array([[*plain[place], *more.row, sieved[place]] for place, more in zip(places, weighed, strict=True)])
    scores = held_out(full, part.label, part.fold, _FOREST)
    chooser, right, suggestions = _suggesting(part, weighed, reader)
    card = {
        "rows": len(pairs),
        "rows_encoded": len(rows),
        "candidates": len(sides.found),
        "candidates_encoded": len(places),
        "wrong": int((sides.label == 1).sum()),
        "encoder": reader.encoder.signature,
        "found_by_false_in_1000": _found(scores, part, [pairs[row] for row in rows]),
        "suggestions": suggestions,
    }
    return SenseJudge(
        fitted(plain, sides.label, _SIEVE),
        least,
        fitted(full, part.label, _FOREST),
        calibrated(
            scores, np.maximum(part.label, 0)
        ),  # in articles errors are rarer: what nobody marked counts as sound
        chooser,
        right,
        card | dict(told),
    )


def sides_of(pairs: Sequence[MinimalPair], reader: SenseReader) -> Sides:
    """Return every candidate of the rows."""
    found: list[Found] = []
    row: list[int] = []
    label: list[int] = []
    mark: list[PairMark | None] = []
    for number, pair in enumerate(pairs):
        for text, errors in ((pair.sound, ()), (pair.wrong, pair.errors)):
            if text is None:
                continue
            aligned = reader.aligned(pair.english, text)
            for one in reader.found(aligned) if aligned is not None else ():
                marks = [error for error in errors if error.span.overlaps(one.span)]
                found.append(one)
                row.append(number)
                mark.append(next((error for error in marks if error.kind in WRONG_WORDS), None))
                if text is pair.sound:
                    label.append(0)
                else:
                    label.append(int(mark[-1] is not None) if marks else -1)
    fold = [crc32(one.headword.encode()) % FOLDS for one in found]
    return Sides(found, np.array(row), np.array(label), np.array(fold), mark)


def _found(scores: Floats, part: Sides, pairs: Sequence[MinimalPair]) -> dict[str, float]:
    """Return which share of the wrong words and terms is found at so many false marks, by scores of folds."""
    false: dict[tuple[int, int], float] = {}
    told: dict[tuple[int, PairMark], float] = {}
    for one, row, label, mark, score in zip(part.found, part.row, part.label, part.mark, scores, strict=True):
        if label == 0 and one.aligned.french.text == pairs[row].sound:
            place = (int(row), one.span.start)
            false[place] = max(false.get(place, -np.inf), float(score))
        elif mark is not None and mark.kind in COUNTED:
            told[int(row), mark] = max(told.get((int(row), mark), -np.inf), float(score))
    words = sum(len(pair.sound.split()) for pair in pairs)
    errors = sum(mark.kind in COUNTED for pair in pairs for mark in pair.errors)
    surest = sorted(false.values(), reverse=True)
    shares = {}
    for level in _LEVELS:
        most = int(level * words / 1000)
        least = surest[most] if most < len(surest) else -np.inf
        shares[f"{level:g}"] = round(sum(score > least for score in told.values()) / max(1, errors), 3)
    return shares


def _suggesting(part: Sides, weighed: Sequence[Weighed], reader: SenseReader) -> tuple[Forest, Curve, dict[str, float]]:
    """Fit what chooses the right rendering of marked errors.

    Returns:
        The trees, how likely the best rendering renders the sense that the correction does, and figures from folds: the
        share of the errors for which a rendering is suggested, and how many of these are of the correction's sense, or
        stand in the correction.
    """
    rows: list[list[float]] = []
    fits: list[int] = []  # the rendering stands in the correction
    means: list[int] = []  # one of its sense does
    owner: list[int] = []
    for number, (one, more, mark) in enumerate(zip(part.found, weighed, part.mark, strict=True)):
        if mark is None or not mark.should:
            continue
        should = Sentence(mark.should)
        meanings = one.aligned.headwords[one.candidate.headword].meanings
        listed = [any(map(should.accepted, meaning.sense.french)) for meaning in meanings]
        for option in reader.options(one, more):
            rows.append(option.row)
            fits.append(int(bool(should.accepted(option.rendering))))
            means.append(int(listed[option.meaning]))
            owner.append(number)
    features, label = np.array(rows), np.array(fits)
    fold, owners = part.fold[owner], np.array(owner)
    scores = held_out(features, label, fold, _CHOOSER)
    order = np.lexsort((-scores, owners))
    best = order[np.unique(owners[order], return_index=True)[1]]
    curve = calibrated(scores[best], np.array(means)[best])
    shown = best[curve(scores[best]) >= SUGGESTED]
    figures = {
        "shown": round(len(shown) / max(1, len(best)), 3),
        "of_the_sense": round(float(np.array(means)[shown].mean()), 3) if len(shown) else 0.0,
        "in_the_correction": round(float(label[shown].mean()), 3) if len(shown) else 0.0,
    }
    return fitted(features, label, _CHOOSER), curve, figures
