"""From statements to doubted renderings: headwords, alignment, candidates, features, judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.encoder.pieces import Pieces
from mtcheck.evidence.analysis import DoubtedRendering
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import TranslationTable, shipped_table
from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair, align
from mtcheck.senses.candidates import Candidate, candidates, span_of
from mtcheck.senses.features import Weighed, Weights
from mtcheck.senses.headwords import HeadwordFinder, shipped_headwords
from mtcheck.senses.judge import SenseJudge, shipped_judge
from mtcheck.senses.suggestions import placed
from mtcheck.senses.tokens import Sentence

_COMPANIONS = 2  # companions of the sense that are named


class KnownPair(NamedTuple):
    """French beside its known English."""

    english: str
    french: str


@dataclass(frozen=True)
class Found:
    """A candidate of a pair with its plain features."""

    aligned: AlignedPair
    candidate: Candidate
    row: list[float]

    @property
    def headword(self) -> str:
        """Dictionary form of the English."""
        return self.aligned.headwords[self.candidate.headword].english

    @property
    def span(self) -> Span:
        """Code points of what is printed."""
        return span_of(self.aligned, self.candidate)


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
        doubted: list[list[DoubtedRendering]] = [[] for _ in pairs]
        found = [(number, one) for number, pair in enumerate(pairs) for one in self.candidates(*pair)]
        if self.judge is None or not found:
            return tuple(() for _ in pairs)
        worth = self.judge.worth_asking(np.array([one.row for _, one in found])).tolist()
        kept = [item for item, asked in zip(found, worth, strict=True) if asked]
        weighed = self.weighed([one for _, one in kept])
        if kept:
            rows = np.array([[*one.row, *more.row] for (_, one), more in zip(kept, weighed, strict=True)])
            for (number, one), more, sure in zip(kept, weighed, self.judge.confidence(rows).tolist(), strict=True):
                if sure >= least:
                    doubted[number].append(_rendering(one, more.best, sure))
        return tuple(map(_surest, doubted))

    def candidates(self, english: str, french: str) -> list[Found]:
        """Return what may be wrong in a pair, with the features that cost no network."""
        headwords = self.headwords.find(english)
        if not headwords:
            return []
        aligned = align(english, Sentence(french), headwords, self.table)
        return [Found(aligned, one, self.weights.plain(aligned, one)) for one in candidates(aligned)]

    def weighed(self, found: Sequence[Found]) -> list[Weighed]:
        """Ask the encoder about candidates; they share batches."""
        cut = self.encoder.tokenizer
        texts: list[list[Pieces]] = []
        for one in found:
            headword = one.aligned.headwords[one.candidate.headword]
            texts.append(
                [
                    cut.named(headword.english, one.aligned.english, headword.span),
                    cut.masked(one.aligned.french.text, one.span),
                    *(cut.description(meaning.description) for meaning in headword.meanings),
                ]
            )
        every = list(dict.fromkeys(text for several in texts for text in several))
        vectors = dict(zip(every, self.encoder.encode(every), strict=True))
        return [
            self.weights.encoded(
                one.aligned,
                one.candidate,
                vectors[several[0]],
                vectors[several[1]],
                np.stack([vectors[text] for text in several[2:]]),
            )
            for one, several in zip(found, texts, strict=True)
        ]


def bare_reader(encoder: SentenceEncoder) -> SenseReader:
    """Return the reader with the dictionary and the tables that ship with the package, without a judge."""
    table, dictionary = shipped_table(), shipped_dictionary()
    weights = Weights(table, shipped_frequencies(), dictionary)
    return SenseReader(encoder, shipped_headwords(), table, weights, None)


def shipped_reader(encoder: SentenceEncoder) -> SenseReader:
    """Return the reader with the dictionary, the tables and the judge that ship with the package."""
    return replace(bare_reader(encoder), judge=shipped_judge())


def _surest(several: Sequence[DoubtedRendering]) -> tuple[DoubtedRendering, ...]:
    """Keep the surest of doubts about the same words."""
    kept: list[DoubtedRendering] = []
    for doubt in sorted(several, key=lambda d: (-d.confidence, d.span, d.english)):
        if not any(doubt.span.overlaps(other.span) for other in kept):
            kept.append(doubt)
    return tuple(sorted(kept, key=lambda doubt: doubt.span))


def _rendering(found: Found, best: int, confidence: float) -> DoubtedRendering:
    pair, candidate = found.aligned, found.candidate
    french = pair.french.text
    headword = pair.headwords[candidate.headword]
    meant, span = headword.meanings[best], found.span
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
