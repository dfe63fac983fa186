"""From statements to doubted renderings: headwords, alignment, candidates, features, judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.encoder.pieces import Pieces
from mtcheck.evidence.analysis import DoubtedRendering, Risk
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import TranslationTable, shipped_table
from mtcheck.records import TokenScores
from mtcheck.senses.alignment import AlignedPair, align
from mtcheck.senses.candidates import Candidate, candidates, span_of
from mtcheck.senses.features import Weighed, Weights, forced
from mtcheck.senses.headwords import HeadwordFinder, shipped_headwords
from mtcheck.senses.judge import SenseJudge, shipped_judge
from mtcheck.senses.suggestions import placed
from mtcheck.senses.tokens import Sentence

_COMPANIONS = 2  # companions of the sense that are named


class KnownPair(NamedTuple):
    """French beside its known English; spans of scores and risks count in the French."""

    english: str
    french: str
    scores: TokenScores | None = None
    risks: tuple[Risk, ...] = ()


class Doubt(NamedTuple):
    """A candidate with its features."""

    pair: int
    aligned: AlignedPair
    candidate: Candidate
    row: list[float]
    best: int


@dataclass(frozen=True)
class SenseReader:
    """Reads pairs for renderings of another sense than is meant.

    Attributes:
        encoder: Asked about what the judge's sieve lets through.
        judge: None judges nothing, to make what a judge is trained on.
    """

    encoder: SentenceEncoder
    headwords: HeadwordFinder
    table: TranslationTable
    weights: Weights
    judge: SenseJudge | None

    def read(self, pairs: Sequence[KnownPair], least: float = 0.0) -> tuple[tuple[DoubtedRendering, ...], ...]:
        """Judge the renderings of pairs.

        Args:
            pairs: What to read.
            least: Confidence from which a doubt is told, 0–1.

        Returns:
            For every pair its doubted renderings by their place, one for each place.
        """
        found: list[list[DoubtedRendering]] = [[] for _ in pairs]
        doubts = self.doubts(pairs)
        if self.judge is not None and doubts:
            confidences = self.judge.confidence(np.array([doubt.row for doubt in doubts]))
            for doubt, confidence in zip(doubts, confidences.tolist(), strict=True):
                if confidence >= least:
                    found[doubt.pair].append(_rendering(doubt, pairs[doubt.pair].french, confidence))
        return tuple(_surest(several) for several in found)

    def doubts(self, pairs: Sequence[KnownPair]) -> list[Doubt]:
        """Return the candidates of pairs that the sieve lets through, with all their features."""
        rows: list[tuple[int, AlignedPair, Candidate, list[float]]] = []
        for number, pair in enumerate(pairs):
            headwords = self.headwords.find(pair.english)
            if headwords:
                aligned = align(pair.english, Sentence(pair.french), headwords, self.table)
                rows += [(number, aligned, one, self.weights.plain(aligned, one)) for one in candidates(aligned)]
        if rows and self.judge is not None:
            kept = self.judge.worth_asking(np.array([row[3] for row in rows]))
            rows = [row for row, worth in zip(rows, kept.tolist(), strict=True) if worth]
        weighed = self._encoded([(aligned, candidate) for _, aligned, candidate, _ in rows])
        return [
            Doubt(
                number,
                aligned,
                candidate,
                [*plain, *more.row, *self._forced(pairs[number], aligned, candidate)],
                more.best,
            )
            for (number, aligned, candidate, plain), more in zip(rows, weighed, strict=True)
        ]

    def _encoded(self, asked: Sequence[tuple[AlignedPair, Candidate]]) -> list[Weighed]:
        cut = self.encoder.tokenizer
        texts: list[list[Pieces]] = []
        for pair, candidate in asked:
            headword = pair.headwords[candidate.headword]
            texts.append(
                [
                    cut.named(headword.english, pair.english, headword.span),
                    cut.masked(pair.french.text, span_of(pair, candidate)),
                    *(cut.description(meaning.description) for meaning in headword.meanings),
                ]
            )
        every = list(dict.fromkeys(text for several in texts for text in several))
        vectors = dict(zip(every, self.encoder.encode(every), strict=True))
        return [
            self.weights.encoded(
                pair, candidate, vectors[several[0]], vectors[several[1]], np.stack([vectors[t] for t in several[2:]])
            )
            for (pair, candidate), several in zip(asked, texts, strict=True)
        ]

    def _forced(self, pair: KnownPair, aligned: AlignedPair, candidate: Candidate) -> list[float]:
        return forced(pair.scores, pair.risks, span_of(aligned, candidate))


def shipped_reader(encoder: SentenceEncoder) -> SenseReader:
    """Return the reader with the dictionary, the tables and the judge that ship with the package."""
    table, dictionary = shipped_table(), shipped_dictionary()
    weights = Weights(table, shipped_frequencies(), dictionary)
    return SenseReader(encoder, shipped_headwords(), table, weights, shipped_judge())


def _surest(several: Sequence[DoubtedRendering]) -> tuple[DoubtedRendering, ...]:
    """Keep the surest of doubts about the same words."""
    kept: list[DoubtedRendering] = []
    for doubt in sorted(several, key=lambda d: (-d.confidence, d.span, d.english)):
        if not any(doubt.span.overlaps(other.span) for other in kept):
            kept.append(doubt)
    return tuple(sorted(kept, key=lambda doubt: doubt.span))


def _rendering(doubt: Doubt, french: str, confidence: float) -> DoubtedRendering:
    pair, candidate = doubt.aligned, doubt.candidate
    headword = pair.headwords[candidate.headword]
    meant, span = headword.meanings[doubt.best], span_of(pair, candidate)
    said = headword.meanings[candidate.printed[0]] if candidate.printed else None
    around = {form for i, t in enumerate(pair.words) if i not in range(*headword.tokens) for form in t.forms}
    companions = [
        cue for cue in meant.sense.cues if any(part in around for part in cue.lower().split() if len(part) > 3)
    ]
    edit = placed(french, span, meant.sense.french)
    return DoubtedRendering(
        span=span if edit is None else edit.span,
        printed=span.of(french),
        position=span.start,
        english=headword.span.of(pair.english),
        headword=headword.english,
        meant=meant.sense.french,
        domain=meant.sense.domain,
        said=said.sense.domain if said is not None else None,
        companions=tuple(companions[:_COMPANIONS]),
        replacement=None if edit is None else edit.text,
        kind=candidate.kind.value,
        phrase=headword.tokens[1] - headword.tokens[0] > 1,
        confidence=round(confidence, 3),
    )
