"""From statements to doubted renderings: headwords, alignment, candidates, features, judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from mtcheck.encoder.descriptions import DescriptionVectors, shipped_descriptions
from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.encoder.pieces import Pieces
from mtcheck.evidence.analysis import DoubtedRendering
from mtcheck.lexicon.collocations import shipped_collocations
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.sequences import shipped_sequences
from mtcheck.lexicon.table import TranslationTable, shipped_table
from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair, align
from mtcheck.senses.candidates import SenseCandidate, candidates, span_of
from mtcheck.senses.features import Weighed, Weights
from mtcheck.senses.headwords import HeadwordFinder, shipped_headwords
from mtcheck.senses.judge import SenseJudge, shipped_judge
from mtcheck.senses.options import Option, OptionFinder
from mtcheck.senses.suggestions import SenseEdit
from mtcheck.senses.tokens import Sentence

_COMPANIONS = 2  # companions of the sense that are named
# Log-odds of the sieve under which a rendering is accepted: 1 in 100 errors is, by folds of minimal pairs.
SETTLED = -3.0
# Log-odds of the sieve from which the encoder is asked where faint doubts do not count: of 239 doubts that were told (0.65) in
# 1,512 quotations three lay below, of the questions three in ten.
_WORTH_ASKING = -2.0
_FAINT = 0.3  # confidence of a faint doubt
SUGGESTED = 0.8  # how likely a rendering must be right to be suggested


class SenseReading(NamedTuple):
    """What was read in a pair.

    Attributes:
        doubted: Renderings that are likely wrong, by their place, one for each place.
        accepted: Code points of the French where a listed rendering stands that nothing speaks against.
        undoubted: Code points of what was weighed, listed or not, and is less likely wrong than what is told.
    """

    doubted: tuple[DoubtedRendering, ...]
    accepted: tuple[Span, ...]
    undoubted: tuple[Span, ...] = ()


class KnownPair(NamedTuple):
    """French beside its known English."""

    english: str
    french: str


@dataclass(frozen=True)
class Found:
    """A candidate of a pair with its plain features."""

    aligned: AlignedPair
    candidate: SenseCandidate
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
        descriptions: Of the senses.
        judge: None judges nothing, to make what a judge is trained on.
    """

    encoder: SentenceEncoder
    descriptions: DescriptionVectors
    headwords: HeadwordFinder
    table: TranslationTable
    weights: Weights
    judge: SenseJudge | None

    def read(self, pairs: Sequence[KnownPair], least: float = 0.0) -> tuple[SenseReading, ...]:
        """Judge the renderings of pairs.

        Args:
            pairs: What to read.
            least: Confidence from which a doubt is told, 0–1.
        """
        if self.judge is None:
            return tuple(SenseReading((), ()) for _ in pairs)
        aligned = [self.aligned(*pair) for pair in pairs]
        found = [(number, one) for number, own in enumerate(aligned) if own is not None for one in self.found(own)]
        odds = self.judge.sieve_odds(np.array([one.row for _, one in found])).tolist() if found else []
        open_ = {
            (number, one.candidate.headword) for (number, one), odd in zip(found, odds, strict=True) if odd > SETTLED
        }
        asked = self.judge.least if least < _FAINT else max(self.judge.least, _WORTH_ASKING)
        kept = [item for item, odd in zip(found, odds, strict=True) if odd >= asked]
        weighed = self.weighed([one for _, one in kept])
        doubted: list[list[DoubtedRendering]] = [[] for _ in pairs]
        sound: list[set[Span]] = [set() for _ in pairs]
        for (number, one), odd in zip(found, odds, strict=True):
            if self.judge.least <= odd < asked:
                sound[number].add(one.span)
        if kept:
            rows = np.array([[*one.row, *more.row] for (_, one), more in zip(kept, weighed, strict=True)])
            for (number, one), more, sure in zip(kept, weighed, self.judge.confidence(rows).tolist(), strict=True):
                if sure >= least:
                    doubted[number].append(self._rendering(one, more, sure))
                else:
                    sound[number].add(one.span)
        return tuple(
            SenseReading(
                _surest(doubts),
                _accepted(own, {headword for pair, headword in open_ if pair == number}),
                tuple(sorted(span for span in spans if not any(span.overlaps(doubt.span) for doubt in doubts))),
            )
            for number, (own, doubts, spans) in enumerate(zip(aligned, doubted, sound, strict=True))
        )

    def options(self, found: Found, weighed: Weighed) -> list[Option]:
        """Return what could stand in the place of a candidate."""
        return OptionFinder(self.weights).options(found.aligned, found.candidate, weighed)

    def _rendering(self, found: Found, weighed: Weighed, confidence: float) -> DoubtedRendering:
        """Say what is doubted, and what is right where that is sure enough."""
        assert self.judge is not None
        several = self.options(found, weighed)
        number, right = self.judge.best_option(np.array([one.row for one in several]))
        chosen = several[number]
        shown = chosen.edit if right >= SUGGESTED else None
        return _rendering(found, chosen, shown, confidence)

    def aligned(self, english: str, french: str) -> AlignedPair | None:
        """Align a pair; None where the dictionary has no word of its English."""
        headwords = self.headwords.find(english)
        return align(english, Sentence(french), headwords, self.table) if headwords else None

    def found(self, aligned: AlignedPair) -> list[Found]:
        """Return what may be wrong in a pair, with the features that cost no network."""
        return [Found(aligned, one, self.weights.plain(aligned, one)) for one in candidates(aligned)]

    def weighed(self, found: Sequence[Found]) -> list[Weighed]:
        """Ask the encoder about candidates; they share batches."""
        cut = self.encoder.tokenizer
        texts: list[tuple[Pieces, Pieces]] = []
        for one in found:
            headword = one.aligned.headwords[one.candidate.headword]
            texts.append(
                (
                    cut.named(headword.english, one.aligned.english, headword.span),
                    cut.masked(one.aligned.french.text, one.span),
                )
            )
        every = list(dict.fromkeys(text for several in texts for text in several))
        vectors = dict(zip(every, self.encoder.encode(every), strict=True))
        meanings = [one.aligned.headwords[one.candidate.headword].meanings for one in found]
        described = list(dict.fromkeys(meaning.description for own in meanings for meaning in own))
        senses = dict(zip(described, self.descriptions.vectors(described), strict=True))
        return [
            self.weights.encoded(
                one.aligned,
                one.candidate,
                vectors[named],
                vectors[masked],
                np.stack([senses[meaning.description] for meaning in own]),
            )
            for one, (named, masked), own in zip(found, texts, meanings, strict=True)
        ]


def bare_reader(encoder: SentenceEncoder) -> SenseReader:
    """Return the reader with the dictionary and the tables that ship with the package, without a judge."""
    table, dictionary = shipped_table(), shipped_dictionary()
    weights = Weights(table, shipped_frequencies(), dictionary, shipped_sequences(), shipped_collocations())
    return SenseReader(encoder, shipped_descriptions(encoder), shipped_headwords(), table, weights, None)


def shipped_reader(encoder: SentenceEncoder) -> SenseReader:
    """Return the reader with the dictionary, the tables and the judge that ship with the package."""
    return replace(bare_reader(encoder), judge=shipped_judge())


def _accepted(aligned: AlignedPair | None, doubtful: set[int]) -> tuple[Span, ...]:
    if aligned is None:
        return ()
    places = {
        printed.place
        for number, printed in enumerate(aligned.printed)
        if printed is not None and printed.meanings and number not in doubtful
    }
    return tuple(sorted(aligned.french.span(place) for place in places))


def _surest(several: Sequence[DoubtedRendering]) -> tuple[DoubtedRendering, ...]:
    """Keep the surest of doubts about the same words."""
    kept: list[DoubtedRendering] = []
    for doubt in sorted(several, key=lambda d: (-d.confidence, d.span, d.english)):
        if not any(doubt.span.overlaps(other.span) for other in kept):
            kept.append(doubt)
    return tuple(sorted(kept, key=lambda doubt: doubt.span))


def _rendering(found: Found, chosen: Option, shown: SenseEdit | None, confidence: float) -> DoubtedRendering:
    pair, candidate = found.aligned, found.candidate
    french = pair.french.text
    headword = pair.headwords[candidate.headword]
    meant, span = headword.meanings[chosen.meaning], found.span
    said = headword.meanings[candidate.printed[0]] if candidate.printed else None
    around = {form for i, t in enumerate(pair.words) if i not in range(*headword.tokens) for form in t.forms}
    companions = [
        cue for cue in meant.sense.cues if any(part in around for part in cue.lower().split() if len(part) > 3)
    ]
    others = tuple(rendering for rendering in meant.sense.french if rendering != chosen.rendering)
    return DoubtedRendering(
        span=span if shown is None else shown.span,
        printed=span.of(french),
        position=span.start,
        english=headword.span.of(pair.english),
        headword=headword.english,
        meant=(chosen.rendering, *others),
        domain=meant.sense.domain,
        said=said.sense.domain if said is not None else None,
        companions=tuple(companions[:_COMPANIONS]),
        replacement=None if shown is None else shown.text,
        kind=candidate.kind.value,
        phrase=headword.tokens[1] - headword.tokens[0] > 1,
        confidence=round(confidence, 3),
    )
