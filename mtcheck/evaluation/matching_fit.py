"""Fits the model that tells a French text's English source from chance resemblances, on pairs of a corpus."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from mtcheck.alignment.likelihood import FEATURES, MatchModel, features, fit
from mtcheck.alignment.retrieval import Retriever
from mtcheck.alignment.sentence_index import build_index
from mtcheck.evaluation.pairs import Pair
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.lexicon.terms import shipped_terms
from mtcheck.records import KnownQuote

CANDIDATES = 40
PENALTY = 1.0


def fit_matching(
    pairs: Sequence[Pair], distractors: Sequence[str], *, queries: int, seed: int, card: dict[str, object]
) -> MatchModel:
    """Fit the shipped model anew.

    The candidates of every query are told apart by a logistic model; a second one makes of the likeliest candidate's
    log-odds those of its being right, where half of the queries have no answer in the bank.

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
    rows, right = [], []
    for place in asked:
        query, sentences, _ = retriever.find(glosser.gloss(pairs[place].french), CANDIDATES)
        if len(sentences):
            rows.append(features(query, index, sentences, sentences + 1))
            right.append(np.array([texts[index.quote_of[number]] == texts[place] for number in sentences], bool))
    first = fit(np.concatenate(rows), np.concatenate(right), penalty=PENALTY, card={})
    best, correct = [], []
    for candidates, answers in zip(rows, right, strict=True):
        odds = first.log_odds(candidates)
        best.append(odds.max())
        correct.append(bool(answers[odds.argmax()]))
        if not answers.all():  # the same query in a bank without its answer
            best.append(odds[~answers].max())
            correct.append(False)
    second = fit(np.array(best)[:, None], np.array(correct, bool), penalty=1e-3, card={})
    scale = float(second.weights[0])
    told = {"features": len(FEATURES), "queries": len(asked), "bank": len(texts), "seed": seed}
    return MatchModel(first.bias * scale + second.bias, first.weights * scale, card | told)
