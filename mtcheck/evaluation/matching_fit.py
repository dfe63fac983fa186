"""Fits the model that tells a French text's English source from chance resemblances, on pairs of a corpus."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtcheck.evaluation.pairs import EvaluationPair
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.likelihood import ALL, FEATURES, MatchModel, features, fit, fit_order
from mtcheck.match.retrieval import Retriever
from mtcheck.match.sentence_index import build_index
from mtcheck.match.wording import spelling_features, wording_features
from mtcheck.patterns.loading import shipped_terms
from mtcheck.records import KnownQuote

RETRIEVED = 60  # candidates of each text that the first order is fitted on
SHORTLIST = 30  # likewise the second
PENALTY = 1.0


def fit_matching(
    pairs: Sequence[EvaluationPair], distractors: Sequence[str], *, queries: int, seed: int, card: dict[str, object]
) -> MatchModel:
    """Fit the shipped model anew.

    What puts the right candidate of a query before the others is fitted first, without and with the wording; then what
    tells whether the best candidate is right, where every query is asked once more of a bank without its answer.

    Args:
        pairs: Pairs of a corpus, no evaluation set; their English joins the bank.
        distractors: Other English sentences of the bank; with the pairs about 100,000.
        queries: Pairs asked for, drawn at random.
        seed: Of the draw.
        card: Kept with the model.
    """
    table, frequencies, terms = shipped_table(), shipped_frequencies(), shipped_terms()
    glosser = Glosser(table, frequencies, terms)
    texts = [*(pair.english for pair in pairs), *distractors]
    index = build_index((KnownQuote(str(place), "", text) for place, text in enumerate(texts)), frequencies)
    retriever = Retriever(index, table, frequencies)
    asked = random.Random(seed).sample(range(len(pairs)), min(queries, len(pairs)))
    found = []
    for place in asked:
        query, sentences, _ = retriever.find(glosser.gloss(pairs[place].french), RETRIEVED)
        if len(sentences):
            right = np.array([texts[index.quote_of[number]] == texts[place] for number in sentences], bool)
            found.append((place, query, sentences, features(query, index, sentences, sentences + 1), right))
    first = fit_order([_group(rows, right) for *_, rows, right in found if right.any()], penalty=PENALTY)
    listed: list[tuple[NDArray[np.float64], NDArray[np.bool_]]] = []
    for place, query, sentences, rows, right in found:
        kept = np.argsort(-(rows @ first), kind="stable")[:SHORTLIST]
        english = [texts[index.quote_of[number]] for number in sentences[kept]]
        french = pairs[place].french
        wording = wording_features(query, index, french, english, spelling_features(french, english))
        listed.append((np.concatenate([rows[kept], wording], axis=1), right[kept]))
    second = fit_order([_group(rows, right) for rows, right in listed if right.any()], penalty=PENALTY)
    best, correct = [], []
    for rows, right in listed:
        order = rows @ second
        best.append(rows[order.argmax()])
        correct.append(bool(right[order.argmax()]))
        if right.any() and not right.all():  # the same query in a bank without its answer
            best.append(rows[~right][order[~right].argmax()])
            correct.append(False)
    accepts = fit(np.array(best), np.array(correct, bool), penalty=PENALTY)
    told = {"features": [len(FEATURES), len(ALL)], "queries": len(asked), "bank": len(texts), "seed": seed}
    return MatchModel(first, second, accepts, card | told)


def _group(rows: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[NDArray[np.float64], int]:
    """Return the candidates with one right one: the same sentence may stand in a bank twice."""
    place = int(right.argmax())
    kept = ~right
    kept[place] = True
    return rows[kept], int(kept[:place].sum())
