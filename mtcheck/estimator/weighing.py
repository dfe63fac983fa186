"""What the estimator says of a document's statements whose English is known: risks of their words, parts left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mtcheck.engines.base import Translator
from mtcheck.estimator.model import shipped_estimator
from mtcheck.estimator.spans import omitted_spans
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, Risk
from mtcheck.evidence.contrast import contrast
from mtcheck.evidence.features import shipped_features
from mtcheck.evidence.forced import moved
from mtcheck.evidence.pairs import PairAnalyst, PairEvidence, unconditioned
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import Span

OWED = 1.0  # log-probability that the French may owe to a part of the English that is called left out
_AT_ONCE = 64  # statements that share translation batches


@dataclass(frozen=True)
class Weigher:
    """Judges statements as the pair scorer judges pairs.

    What ships with the package is loaded when the first statement is weighed.

    Attributes:
        translator: Force-decodes in both directions.
    """

    translator: Translator

    @cached_property
    def _analyst(self) -> PairAnalyst:
        return PairAnalyst(shipped_table(), shipped_frequencies())

    def weigh(self, evidence: FileEvidence) -> FileEvidence:
        """Add risks and omissions to the statements that were force-decoded.

        Only what is quoted, or paired with its English, is weighed: reported speech is too free to be judged by its words.

        Returns:
            The evidence; spans of scores and risks count in the document, those of omissions in the alignment's English.

        Raises:
            TranslatorError: The engine failed.
        """
        text = evidence.document.text
        found = {}
        quoted = [s for s in evidence.statements if s.alignment.quotation is not None and s.scores is not None]
        for first in range(0, len(quoted), _AT_ONCE):
            batch = quoted[first : first + _AT_ONCE]
            forced = self._forced(batch, text)
            parts = [[part.span for part in omitted_spans(pair)] for pair in forced]
            contrasts = contrast(forced, parts, self.translator)
            for statement, pair, gains in zip(batch, forced, contrasts, strict=True):
                left_out = tuple(gain.span for gain in gains if gain.gain <= OWED)
                found[id(statement)] = self._weighed(statement, pair, left_out)
        return replace(evidence, statements=tuple(found.get(id(s), s) for s in evidence.statements))

    def _forced(self, statements: Sequence[AlignedStatement], text: str) -> tuple[PairEvidence, ...]:
        """Complete the forced decoding of the statements: the French alone, and the English given the French."""
        pairs = [(s.alignment.text, s.alignment.span.of(text)) for s in statements]
        alone, backward = unconditioned(pairs, self.translator)
        return tuple(
            replace(
                self._analyst.analyse(*pair),
                given_source=moved(s.scores, -s.alignment.span.start) if s.scores is not None else None,
                alone=one,
                backward=two,
            )
            for s, pair, one, two in zip(statements, pairs, alone, backward, strict=True)
        )

    def _weighed(self, statement: AlignedStatement, pair: PairEvidence, omissions: Sequence[Span]) -> AlignedStatement:
        start = statement.alignment.span.start
        judgement = shipped_estimator().judge(shipped_features().rows(pair))
        risks = tuple(
            Risk(Span(word.span.start + start, word.span.end + start), round(error, 3), round(major, 3))
            for word, error, major in zip(pair.french, judgement.error.tolist(), judgement.major.tolist(), strict=True)
        )
        return replace(statement, risks=risks, omissions=tuple(omissions))
