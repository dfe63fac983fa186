"""Learns which findings that rest on lists are right, ``context/data/listed.npz``, from marked and from sound French.

``python -m mtcheck.training listed marked.jsonl … --sound sentences.txt --output listed.npz``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from mtcheck.checks.calques import CalqueCheck
from mtcheck.checks.terms import TermCheck
from mtcheck.context.judgement import PlaceJudge
from mtcheck.context.listed import CODES, NAMES, measures
from mtcheck.context.marked import Marked, read_marked, read_sound
from mtcheck.context.measures import MeasuredSentence
from mtcheck.evidence.analysis import FileEvidence, SegmentEvidence
from mtcheck.evidence.gloss import Glosser
from mtcheck.records import Document, Passage, PassageKind, Segment, Span
from mtcheck.training.estimator_fit import forest_of_model

FOLDS = 5  # cut by the words that are told
LOST = 0.005  # share of the right findings that may fall silent
_FALSE = 4.0  # what a false finding weighs: sound French is far more common than in the pairs
_TREES = {"max_depth": 3, "max_iter": 60, "learning_rate": 0.08, "min_samples_leaf": 15}


def build(
    files: Iterable[str], sound: Iterable[str], output: Path, *, judge: PlaceJudge, glosser: Glosser
) -> Iterator[str]:
    """Fit the judge and write it.

    Args:
        files: Pairs or passages with marked errors.
        sound: Sound news.
        output: The file to write.
        judge: Its sieve weighs the places.
        glosser: Gives words their English.

    Yields:
        Figures, with folds by what is told.

    Raises:
        InputError: A file cannot be read.
    """
    texts = [text for file in files for text in read_marked(file)]
    texts += [text for file in sound for text in read_sound(file)]
    found = [one for text in texts for one in _told(text, judge, glosser)]
    rows = np.array([row for row, _, _ in found])
    right = np.array([one for _, one, _ in found])
    folds = np.array([crc32(words.lower().encode()) % FOLDS for _, _, words in found])
    weights = np.where(right, 1.0, _FALSE)
    odds = np.zeros(len(found))
    for fold in range(FOLDS):
        learnt = folds != fold
        model = HistGradientBoostingClassifier(**_TREES, random_state=0)
        odds[~learnt] = model.fit(rows[learnt], right[learnt], sample_weight=weights[learnt]).decision_function(
            rows[~learnt]
        )
    least = float(np.quantile(odds[right], LOST))
    silent = odds < least
    yield f"{right.sum()} right findings, {(~right).sum()} false ones"
    yield f"silent: {silent[right].mean():.3f} of the right ones, {silent[~right].mean():.3f} of the false ones"
    forest = forest_of_model(
        HistGradientBoostingClassifier(**_TREES, random_state=0).fit(rows, right, sample_weight=weights)
    )
    arrays: dict[str, Any] = {"names": np.array(NAMES), "least": np.array(least), **forest.arrays("forest")}
    with output.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _told(text: Marked, judge: PlaceJudge, glosser: Glosser) -> Iterator[tuple[tuple[float, ...], bool, str]]:
    """Give the measures of what the lists tell of a sentence, whether that is an error, and its words."""
    whole = Span(0, len(text.text))
    passage = Passage(whole, PassageKind.BODY, "fr")
    words = glosser.gloss(text.text)
    segment = SegmentEvidence(Segment(whole, text.text), passage, words)
    evidence = FileEvidence(Document("text", text.text, (passage,)), (segment,))
    places = [place for _, place in judge.places([MeasuredSentence(text.text, words)])]
    evidence = replace(evidence, weighed=judge.weighed(places, [0] * len(places)))
    for check in (TermCheck(), CalqueCheck()):
        for verdict in check.check(evidence):
            if verdict.rule.code in CODES:
                row = measures(evidence, verdict.span, verdict.rule.code, verdict.confidence, judge.measurer.sequences)
                wrong = any(fault.span.overlaps(verdict.span) for fault in text.faults or ())
                yield row, wrong, verdict.span.of(text.text)
