"""Scores translation pairs: evidence, estimator, and the checks that look at the French alone, in bounded batches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeAlias

import numpy as np

from mtcheck.ahead import ahead
from mtcheck.checks.base import Check
from mtcheck.encoder.encoder import SentenceEncoder, shipped_encoder
from mtcheck.engines.base import Translator
from mtcheck.errors import DeviceError, LanguagePairError, ModelLoadError, TranslatorError
from mtcheck.estimator.model import Estimator, WordJudgement
from mtcheck.estimator.scores import ErrorSpan, OmittedSpan, PairScore
from mtcheck.estimator.spans import error_spans, omitted_spans
from mtcheck.evidence.analysis import DoubtedRendering, FactContrast, FileEvidence, SegmentEvidence
from mtcheck.evidence.contrast import contrast
from mtcheck.evidence.feature_columns import NAMES
from mtcheck.evidence.features import shipped_features
from mtcheck.evidence.gloss import Glosser
from mtcheck.evidence.pairs import Floats, PairAnalyst, PairEvidence, force_pairs
from mtcheck.evidence.polarity import opposed, weigh_suspicions
from mtcheck.language.messages import english
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.paired import align_pairs
from mtcheck.match.similarity import WordComparison
from mtcheck.patterns.loading import shipped_terms
from mtcheck.records import Document, KnownQuote, Passage, PassageKind, Segment, Severity, Span
from mtcheck.senses.reading import KnownPair, SenseReader, shipped_reader
from mtcheck.senses.statements import TOLD
from mtcheck.text.characters import character_edits
from mtcheck.text.offsets import OffsetMap, apply

PAIRS_AT_ONCE = 128  # pairs that share translation batches; bounds memory
LONGEST = 10_000  # code points of one side: a segment, not a document
OWED = 0.0  # log-probability that the French may owe to a part of the English that is called omitted
_LEARNED = frozenset({"MT101", "MT102"})  # rules that look at what the estimator judges better
_MAJOR_COST, _MINOR_COST = 0.5, 0.1  # share of the score that a check's sure verdict takes
# The estimator learned from about as many wrong pairs as sound ones, while of the pairs that people check some one in five is
# wrong (a quarter of the strictly marked ones): the odds are set for that (Saerens et al. 2002). The order stays as it is.
_SOUND_ODDS = 4.0


# Evidence, omissions, how much likelier the opposite of the English is, what else may be said otherwise; a score where
# there is an error.
_Forced: TypeAlias = tuple[PairEvidence, tuple[OmittedSpan, ...], float | None, tuple[FactContrast, ...]] | PairScore


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair with a probability for every word.

    Attributes:
        rows: Features of the French words, one row each.
        judgement: Probabilities of the French words.
        ruled: What the checks say of the French alone, whatever their confidence.
        score: 0–100, higher is better.
        omissions: What of the source is missing.
    """

    evidence: PairEvidence
    rows: Floats
    judgement: WordJudgement
    ruled: tuple[ErrorSpan, ...]
    score: float
    omissions: tuple[OmittedSpan, ...] = ()


@dataclass(frozen=True)
class PairScorer:
    """Scores pairs; a pair's answer depends on the pair alone.

    Attributes:
        translator: Force-decodes in both directions.
        estimator: What was learned.
        checks: Verdicts on the French alone join the estimator's spans.
        threshold: Probability from which a span is reported, 0–1; None for the estimator's own.
        encoder: Tells senses apart; None for the one that ships with the package, on the CPU.
    """

    translator: Translator
    estimator: Estimator
    checks: Sequence[Check] = ()
    threshold: float | None = None
    encoder: SentenceEncoder | None = None

    @cached_property
    def _analyst(self) -> PairAnalyst:
        return PairAnalyst(shipped_table(), shipped_frequencies())

    @cached_property
    def _asked(self) -> tuple[Check, ...]:
        """The checks that have more to say than the estimator."""
        return tuple(check for check in self.checks if any(rule.code not in _LEARNED for rule in check.rules))

    @cached_property
    def _glosser(self) -> Glosser:
        return Glosser(shipped_table(), shipped_frequencies(), shipped_terms())

    @cached_property
    def _comparison(self) -> WordComparison:
        return WordComparison(shipped_table(), shipped_frequencies(), shipped_terms())

    @cached_property
    def _reader(self) -> SenseReader:
        return shipped_reader(self.encoder or shipped_encoder())

    def score(self, pairs: Iterable[tuple[str, str]]) -> Iterator[PairScore]:
        """Score pairs as they come.

        Args:
            pairs: ``(English source, French translation)``.

        Yields:
            One score a pair, in the same order; a pair that cannot be scored has its ``error``.
        """
        printed: deque[tuple[_Side, _Side]] = deque()  # of the pairs that are being judged

        def read() -> Iterator[tuple[str, str]]:
            for source, translation in pairs:
                printed.append((_Side.of(source), _Side.of(translation)))
                yield printed[-1][0].read, printed[-1][1].read

        for judged in self.judge(read()):
            score = judged if isinstance(judged, PairScore) else self.report(judged)
            yield _placed(score, *printed.popleft())

    def judge(self, pairs: Iterable[tuple[str, str]]) -> Iterator[JudgedPair | PairScore]:
        """Judge every word of every pair, before any threshold.

        Args:
            pairs: ``(English source, French translation)``.

        Yields:
            One judgement a pair, in the same order; a score with its ``error`` for a pair that cannot be judged.

        Raises:
            TranslatorError: The engine cannot be loaded, or does not know both directions.
        """
        # The engine leaves the interpreter free: it decodes the next pairs while the last ones are judged.
        for found in ahead(_batches(pairs), self._begin):
            rows = [
                np.zeros((0, len(NAMES))) if isinstance(i, PairScore) else shipped_features().rows(i[0]) for i in found
            ]
            together = self.estimator.judge(np.concatenate(rows))
            cuts = np.cumsum([len(own) for own in rows])[:-1]
            judged = map(WordJudgement, *(np.split(part, cuts) for part in together))
            doubted = iter(self._doubted(found))
            for item, own, judgement in zip(found, rows, judged, strict=True):
                yield item if isinstance(item, PairScore) else self._judge(*item, own, judgement, next(doubted))

    def _doubted(self, found: Sequence[_Forced]) -> tuple[tuple[DoubtedRendering, ...], ...]:
        """Read the pairs that are judged for words in another sense."""
        known = [KnownPair(item[0].source, item[0].translation) for item in found if not isinstance(item, PairScore)]
        return tuple(one.doubted for one in self._reader.read(known, TOLD)) if self._asked else tuple(() for _ in known)

    def report(self, judged: JudgedPair, threshold: float | None = None) -> PairScore:
        """Turn a judgement into spans.

        Args:
            judged: What :meth:`judge` gave.
            threshold: Probability from which a span is reported, 0–1; None for the scorer's own.
        """
        own = self.estimator.threshold if self.threshold is None else self.threshold
        at = own if threshold is None else threshold
        evidence = judged.evidence
        learned = error_spans(
            evidence, judged.rows, judged.judgement, threshold=at, major_threshold=self.estimator.major_threshold
        )
        ruled = [span for span in judged.ruled if span.confidence >= at]
        spans = _merged(learned, ruled, evidence.translation)
        return PairScore(judged.score, spans, judged.omissions)

    def _begin(self, batch: Sequence[tuple[str, str]]) -> list[_Forced]:
        """Analyse and force-decode one batch."""
        faults = [_fault(source, translation) for source, translation in batch]
        sound = [self._analyst.analyse(*pair) for pair, fault in zip(batch, faults, strict=True) if fault is None]
        forced = iter(self._forced(sound))
        return [next(forced) if fault is None else PairScore(None, error=fault) for fault in faults]

    def _forced(self, evidence: Sequence[PairEvidence]) -> Sequence[_Forced]:
        """Force-decode a batch; where the engine fails, pair by pair, so that one pair spoils no other."""
        try:
            forced = force_pairs(evidence, self.translator)
            parts = [[part.span for part in omitted_spans(item)] for item in forced]
            contrasts = contrast(forced, parts, self.translator)
            texts = [(item.source, item.translation) for item in forced]
            polarity = opposed(texts, self.translator)
            suspected = weigh_suspicions(texts, self.translator)
        except (ModelLoadError, DeviceError, LanguagePairError):
            raise  # no pair can be scored
        except TranslatorError as error:
            if len(evidence) == 1:
                return (PairScore(None, error=english(error.said)),)
            return [found for item in evidence for found in self._forced((item,))]
        return [
            (
                item,
                tuple(OmittedSpan(c.span, c.span.of(item.source)) for c in found if c.gain <= OWED),
                opposite,
                otherwise,
            )
            for item, found, opposite, otherwise in zip(forced, contrasts, polarity, suspected, strict=True)
        ]

    def _judge(
        self,
        evidence: PairEvidence,
        omissions: tuple[OmittedSpan, ...],
        opposite: float | None,
        otherwise: tuple[FactContrast, ...],
        rows: Floats,
        judgement: WordJudgement,
        doubted: tuple[DoubtedRendering, ...],
    ) -> JudgedPair:
        ruled = tuple(self._ruled(evidence.source, evidence.translation, opposite, otherwise, doubted))
        sound = 1 - self.estimator.major_error(rows, judgement)
        for span in ruled:
            sound *= 1 - (_MAJOR_COST if span.severity >= Severity.MAJOR else _MINOR_COST) * span.confidence
        return JudgedPair(evidence, rows, judgement, ruled, round(100 * _expected(sound), 2), omissions)

    def _ruled(
        self,
        source: str,
        translation: str,
        opposite: float | None,
        otherwise: tuple[FactContrast, ...],
        doubted: tuple[DoubtedRendering, ...],
    ) -> Iterator[ErrorSpan]:
        """Ask the checks about the French, and about what must agree with the English to the letter."""
        if not self._asked:
            return
        whole = Span(0, len(translation))
        passage = Passage(whole, PassageKind.BODY, "fr")
        segment = SegmentEvidence(Segment(whole, translation), passage, self._glosser.gloss(translation))
        pair = Document("<pair>", translation, (passage,), pairs=((whole, KnownQuote("<pair>", "", source)),))
        aligned = align_pairs(FileEvidence(pair, (segment,)), self._comparison)
        statements = tuple(
            replace(statement, opposed=opposite, contrasts=otherwise) for statement in aligned.statements
        )
        evidence = replace(aligned, statements=statements, doubted=doubted)
        for check in self._asked:
            for verdict in check.check(evidence):
                if verdict.gravity > Severity.NEUTRAL and verdict.rule.code not in _LEARNED:
                    yield ErrorSpan(
                        verdict.span,
                        verdict.span.of(translation),
                        verdict.gravity,
                        verdict.rule.category,
                        round(verdict.confidence, 3),
                    )


class _Side(NamedTuple):
    """One side of a pair: as printed, as it is read (letters composed, signs that nobody sees left out), and the way back."""

    printed: str
    read: str
    offsets: OffsetMap | None

    @classmethod
    def of(cls, text: str) -> _Side:
        edits = character_edits(text)
        return cls(text, apply(text, edits), OffsetMap.of(edits)) if edits else cls(text, text, None)

    def back(self, span: Span) -> Span:
        return self.offsets.to_printed(span) if self.offsets is not None else span


def _placed(score: PairScore, source: _Side, translation: _Side) -> PairScore:
    """Return a score whose spans count in the texts as they were given."""
    if source.offsets is None and translation.offsets is None:
        return score
    errors = [(error, translation.back(error.span)) for error in score.spans]
    omitted = [source.back(part.span) for part in score.omissions]
    return replace(
        score,
        spans=tuple(replace(error, span=span, text=span.of(translation.printed)) for error, span in errors),
        omissions=tuple(OmittedSpan(span, span.of(source.printed)) for span in omitted),
    )


def _expected(sound: float) -> float:
    """Return the probability of a sound pair where so many are sound as among pairs that people check, 0–1."""
    return _SOUND_ODDS * sound / (_SOUND_ODDS * sound + 1 - sound)


def _batches(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    iterator = iter(pairs)
    while batch := list(islice(iterator, PAIRS_AT_ONCE)):
        yield batch


def _fault(source: str, translation: str) -> str | None:
    for name, text in (("source", source), ("translation", translation)):
        if not any(char.isalnum() for char in text):
            return f"the {name} holds no word"
        if len(text) > LONGEST:
            return f"the {name} is longer than {LONGEST} characters: cut it into sentences"
    return None


def _merged(learned: Sequence[ErrorSpan], ruled: Sequence[ErrorSpan], text: str) -> tuple[ErrorSpan, ...]:
    """Join overlapping spans: the gravest severity, the surest confidence, a rule's category before a learned one."""
    found: list[ErrorSpan] = []
    for span in sorted((*ruled, *learned), key=lambda item: item.span):
        if not found or not found[-1].span.overlaps(span.span):
            found.append(span)
            continue
        other = found[-1]
        joined = Span(other.span.start, max(other.span.end, span.span.end))
        category = span.category if span in ruled and other not in ruled else other.category
        found[-1] = replace(
            other,
            span=joined,
            text=joined.of(text),
            severity=max(other.severity, span.severity),
            category=category,
            confidence=max(other.confidence, span.confidence),
        )
    return tuple(found)
