"""Learns the verdict on documents, ``context/data/verdict.npz``, from texts by people and by machines.

``python -m mtcheck.training document texts.jsonl … --output verdict.npz``
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from mtcheck.context.measures import NAMES, MeasuredSentence, Measurer
from mtcheck.context.style import SIZE, habits
from mtcheck.context.verdict import LEAST_WORDS, Weights, scaled
from mtcheck.errors import InputError
from mtcheck.estimator.metrics import roc_auc
from mtcheck.evidence.gloss import Glosser

FOLDS = 5  # cut by source
_STYLE_STRENGTH = 0.1  # inverse of the penalty on habits: what one source has of its own must not weigh
_STRENGTH = 0.03
_FURTHEST = 4.0
_WHOLE = 127.0

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class AuthoredText:
    """A text of which it is known who wrote it.

    Attributes:
        source: Where it comes from; texts of one source are never on both sides of a fold.
        kind: How the machine made it, or ``people``.
        machine: Whether a machine did.
        sentences: French.
    """

    source: str
    kind: str
    machine: bool
    sentences: tuple[MeasuredSentence, ...]


@dataclass(frozen=True)
class MeasuredText:
    """Texts as numbers.

    Attributes:
        measures: One row a text.
        styles: Likewise, hashed.
        machine: Who wrote it.
        kinds: How.
        folds: By source.
    """

    measures: Floats
    styles: csr_matrix
    machine: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.str_]
    folds: npt.NDArray[np.int64]


def build(files: Sequence[str], output: Path, *, measurer: Measurer, glosser: Glosser) -> Iterator[str]:
    """Fit the weights and write them.

    Yields:
        Figures, a line each: area under the ROC curve by kind, on sources that were not learnt from, with the kind learnt
        from and without.

    Raises:
        InputError: A file cannot be read.
    """
    measured = measure([text for file in files for text in read_texts(file, glosser)], measurer)
    machines = sorted(set(measured.kinds[measured.machine].tolist()))
    told = held_out(measured, None)
    for kind in machines:
        blind = held_out(measured, kind)
        rows = np.flatnonzero((measured.machine & (measured.kinds == kind)) | ~measured.machine)
        labels = measured.machine[rows].tolist()
        known, unknown = (roc_auc(labels, values[rows].tolist()) for values in (told, blind))
        yield f"{kind:<12} {sum(labels):>5} texts  {known:.3f}  held out {unknown:.3f}"
    weights = fit(measured, np.arange(len(measured.machine)), told)
    with output.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.array(NAMES),
            style=weights.style,
            unit=np.array(weights.unit),
            mean=weights.mean,
            deviation=weights.deviation,
            coefficients=weights.coefficients,
            intercept=np.array(weights.intercept),
        )


def read_texts(file: str, glosser: Glosser) -> Iterator[AuthoredText]:
    """Read texts, JSON objects a line with ``source``, ``kind``, ``machine`` and ``sentences``.

    Raises:
        InputError: The file cannot be read, or a line is no such object.
    """
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, f"cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            sentences = tuple(MeasuredSentence(text, glosser.gloss(text)) for text in row["sentences"])
            text = AuthoredText(str(row["source"]), str(row["kind"]), bool(row["machine"]), sentences)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(file, f"no text with source, kind, machine and sentences: {error}", line=number) from error
        if sum(len(sentence.words) for sentence in sentences) >= LEAST_WORDS:
            yield text


def measure(texts: Iterable[AuthoredText], measurer: Measurer) -> MeasuredText:
    """Turn texts into numbers."""
    found = list(texts)
    measures = np.array([measurer.measure(text.sentences) for text in found])
    rows, places, values = [], [], []
    for number, text in enumerate(found):
        for place, value in scaled(habits(sentence.text for sentence in text.sentences)).items():
            rows.append(number)
            places.append(place)
            values.append(value)
    return MeasuredText(
        measures,
        csr_matrix((values, (rows, places)), shape=(len(found), SIZE)),
        np.array([text.machine for text in found]),
        np.array([text.kind for text in found]),
        np.array([crc32(text.source.encode()) % FOLDS for text in found]),
    )


def held_out(texts: MeasuredText, kind: str | None) -> Floats:
    """Return the log-odds of every text by weights that its source had no part in.

    Args:
        texts: All texts.
        kind: Of machine texts that no weights are learnt from.
    """
    found = np.zeros(len(texts.machine))
    learnt = ~(texts.machine & (texts.kinds == kind))
    for fold in range(FOLDS):
        rows = np.flatnonzero(texts.folds == fold)
        if len(rows):
            weights = fit(texts, np.flatnonzero((texts.folds != fold) & learnt))
            style = np.asarray(texts.styles[rows] @ (weights.style * weights.unit))
            measures = np.column_stack([texts.measures[rows], style])
            found[rows] = [weights.log_odds(row) for row in measures]
    return found


def fit(texts: MeasuredText, rows: Rows, told: Floats | None = None) -> Weights:
    """Fit weights on some of the texts.

    Args:
        texts: All texts.
        rows: Those to learn from.
        told: Log-odds of all texts by weights that their sources had no part in, to calibrate on; None leaves them as they are.
    """
    machine, folds = texts.machine[rows], texts.folds[rows]
    share = _shares(texts, rows)
    styles = texts.styles[rows]
    sums = np.zeros(len(rows))
    for fold in np.unique(folds):  # the sum that the last step learns from must not know the text
        learnt, other = folds != fold, folds == fold
        if len(np.unique(machine[learnt])) == 2:
            sums[other] = styles[other] @ _habits(styles[learnt], machine[learnt], share[learnt])
    habitual = _habits(styles, machine, share)
    unit = float(np.abs(habitual).max()) / _WHOLE or 1.0
    measures = np.column_stack([texts.measures[rows], sums])
    mean, deviation = measures.mean(axis=0), measures.std(axis=0) + 1e-9
    spread = np.clip((measures - mean) / deviation, -_FURTHEST, _FURTHEST)
    last = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(spread, machine, sample_weight=share)
    slope, shift = 1.0, 0.0
    if told is not None:
        curve = LogisticRegression(C=1e6).fit(told[rows][:, None], machine, sample_weight=share)
        slope, shift = float(curve.coef_[0, 0]), float(curve.intercept_[0])
    return Weights(
        np.rint(habitual / unit).astype(np.int8),
        unit,
        mean,
        deviation,
        last.coef_[0] * slope,
        float(last.intercept_[0]) * slope + shift,
    )


def _habits(styles: csr_matrix, machine: npt.NDArray[np.bool_], share: Floats) -> Floats:
    fitted = LogisticRegression(C=_STYLE_STRENGTH, max_iter=300).fit(styles, machine, sample_weight=share)
    return np.asarray(fitted.coef_[0], dtype=np.float64)


def _shares(texts: MeasuredText, rows: Rows) -> Floats:
    """Weigh the texts so that people and machines count the same."""
    machine = texts.machine[rows]
    counts = np.array([max((~machine).sum(), 1), max(machine.sum(), 1)])
    return np.asarray(len(rows) / 2 / counts[machine.astype(int)], dtype=np.float64)
