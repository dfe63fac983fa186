"""Whether forced decoding tells a right French sentence from the same one with a word replaced."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mtcheck.engines.base import Translator
from mtcheck.evaluation.pairs import EvaluationPair
from mtcheck.evidence.backed import backed_score
from mtcheck.evidence.pairs import PairAnalyst
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import TokenScores
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word, words

UNPROMPTED = 0.5  # share of the log-probability without a source that is taken off, chosen on newstest2012


@dataclass(frozen=True, slots=True)
class SentenceTwins:
    """A right sentence and its twin with one content word replaced."""

    english: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class ForcedFigures:
    """The shares of cases in which the right sentence wins, English to French.

    Attributes:
        cases: Cases scored.
        by_backed: Share won by the mean log-probability a token, each word backed by the word tables, and by how much of the
            English is rendered, 0–1: what the score of a pair rests on.
        by_mean: Share won by the mean log-probability a token alone, 0–1.
        by_total: Share won by the log-probability of the whole sentence, 0–1; a rare right word, which is many tokens,
            pays for its length there.
        by_contrast: The same, less half of the log-probability of the French given nothing: a word that is rare
            everywhere is then not held against the sentence.
        lost: Cases that the backed score lost.
    """

    cases: int
    by_backed: float
    by_mean: float
    by_total: float
    by_contrast: float
    lost: tuple[SentenceTwins, ...]


def make_cases(pairs: Sequence[EvaluationPair], count: int, seed: int) -> tuple[SentenceTwins, ...]:
    """Replace one content word in each of the first sentences that have one.

    The replacement is drawn among all content words of the set as often as they occur there; it keeps the capital of
    the word that it replaces.

    Args:
        pairs: The evaluation set.
        count: Cases at most.
        seed: Seed of the draws.
    """
    chance = random.Random(seed)
    content = [_content(pair.french) for pair in pairs]
    pool = [word.text for found in content for word in found]
    cases: list[SentenceTwins] = []
    for pair, found in zip(pairs, content, strict=True):
        if len(cases) == count:
            break
        if not found:
            continue
        word = chance.choice(found)
        others = (chance.choice(pool) for _ in range(100))
        other = next((text for text in others if text.lower() != word.folded), None)
        if other is not None:
            other = other[0].upper() + other[1:] if word.text[0].isupper() else other[0].lower() + other[1:]
            wrong = pair.french[: word.span.start] + other + pair.french[word.span.end :]
            cases.append(SentenceTwins(pair.english, pair.french, wrong))
    return tuple(cases)


def evaluate_forced(translator: Translator, cases: Sequence[SentenceTwins]) -> ForcedFigures:
    """Score both sentences of every case given the English.

    Args:
        translator: The engine.
        cases: At least one.

    Returns:
        The shares; a tie is a loss.

    Raises:
        LanguagePairError: The engine does not know English to French.
        TranslatorError: The engine failed.

    Source:
        Thompson and Post (2020), Prism, for the mean log-probability of a given translation; Vamvas and Sennrich
        (2022) for the contrast with an empty source; :mod:`mtcheck.evidence.backed` for the word tables.
    """
    texts = [(case.english, text) for case in cases for text in (case.right, case.wrong)]
    scored = translator.score(texts, source_lang="en", target_lang="fr")
    alone = translator.score([("", text) for _, text in texts], source_lang="en", target_lang="fr")
    owed = [_total(given) - UNPROMPTED * _total(free) for given, free in zip(scored, alone, strict=True)]
    contrast = [good > bad for good, bad in zip(owed[::2], owed[1::2], strict=True)]
    right, wrong = scored[::2], scored[1::2]
    total = [_total(good) > _total(bad) for good, bad in zip(right, wrong, strict=True)]
    mean = [good.mean > bad.mean for good, bad in zip(right, wrong, strict=True)]
    analyst = PairAnalyst(shipped_table(), shipped_frequencies())
    worth = [
        backed_score(replace(analyst.analyse(*pair), given_source=given))
        for pair, given in zip(texts, scored, strict=True)
    ]
    backed = [good > bad for good, bad in zip(worth[::2], worth[1::2], strict=True)]
    return ForcedFigures(
        cases=len(cases),
        by_backed=sum(backed) / len(cases),
        by_mean=sum(mean) / len(cases),
        by_total=sum(total) / len(cases),
        by_contrast=sum(contrast) / len(cases),
        lost=tuple(case for case, won in zip(cases, backed, strict=True) if not won),
    )


def _content(french: str) -> list[Word]:
    """Return the words that carry meaning: letters only, at least three, none of the function words."""
    return [
        word
        for word in words(french)
        if len(word.text) > 2 and word.text.replace("-", "").isalpha() and word.folded not in FRENCH
    ]


def _total(scores: TokenScores) -> float:
    return sum(token.log_prob for token in scores.tokens)
