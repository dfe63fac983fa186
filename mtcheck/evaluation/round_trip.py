"""Whether a round trip tells right findings from wrong ones in French without a known source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from mtcheck.checks.base import Check
from mtcheck.engines.base import Translator
from mtcheck.errors import InputError
from mtcheck.estimator.metrics import roc_auc
from mtcheck.evidence.round_trip import Surprise, force_round_trip, surprise
from mtcheck.readers.plain import document
from mtcheck.records import FileReport, Finding, Hypothesis, Span
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run
from mtcheck.text.sentences import split_sentences

_MARKS = "MT6"  # what marks alone tell has no part in it
_TOLD = "MT303"
_ENGINE = "MT9"


class MarkedFrench(NamedTuple):
    """French with the spans that are wrong in it; sound French has none."""

    text: str
    wrong: tuple[Span, ...] = ()


class Told(NamedTuple):
    """A finding, whether it is right, and how unexpected its words are given the back-translation."""

    finding: Finding
    right: bool
    surprise: Surprise


@dataclass(frozen=True, slots=True)
class RoundTripFigures:
    """How well the round trip tells the findings of one code, or of all.

    Attributes:
        right: Findings that overlap a marked span.
        wrong: The others.
        by_margin: Share of pairs of a right and a wrong finding in which the right one is more of a surprise by its margin
            (the area under the ROC curve), 0–1; 0.5 tells nothing, None where one kind is missing.
        by_loss: The same by the mean negative log-probability.
        confirmed: Share of right findings among those with a margin above the median, 0–1; None where there is none.
        unconfirmed: The same among the others.
    """

    right: int
    wrong: int
    by_margin: float | None
    by_loss: float | None
    confirmed: float | None
    unconfirmed: float | None


def read_marked(path: Path, limit: int | None = None) -> tuple[MarkedFrench, ...]:
    """Read French with marked spans, or sound French.

    Args:
        path: JSON Lines with ``text`` and, where something is wrong, ``spans`` of ``start`` and ``end``; or English TAB
            French, which is taken for sound.
        limit: Lines read at most; None for all.

    Raises:
        InputError: The file cannot be read or a line is malformed.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()[:limit]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    return tuple(_marked(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _marked(path: Path, number: int, line: str) -> MarkedFrench:
    try:
        if path.suffix != ".jsonl":
            return MarkedFrench(line.split("\t")[1])
        row = json.loads(line)
        return MarkedFrench(row["text"], tuple(Span(span["start"], span["end"]) for span in row.get("spans", ())))
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise InputError(str(path), f"expected text with spans, or English TAB French: {error}", line=number) from error


def tell_findings(texts: Sequence[MarkedFrench], checks: Sequence[Check], translator: Translator) -> tuple[Told, ...]:
    """Check texts without any known quote, and force-decode the sentences in which something is found.

    Raises:
        TranslatorError: The engine failed.
    """
    documents = [document(f"text {number}", marked.text) for number, marked in enumerate(texts)]
    reports = plan_run(documents, Means(checks, translator)).report().files
    asked = [
        (marked, finding, sentence)
        for marked, report in zip(texts, reports, strict=True)
        for finding in report.findings
        if not finding.code.startswith((_MARKS, _TOLD, _ENGINE)) and finding.back_translation
        for sentence in _sentence(report, finding)
    ]
    hypotheses = [
        Hypothesis(sentence.of(marked.text), finding.back_translation or "") for marked, finding, sentence in asked
    ]
    found = []
    for (marked, finding, sentence), scores in zip(asked, force_round_trip(hypotheses, translator), strict=True):
        told = surprise(scores, Span(finding.span.start - sentence.start, finding.span.end - sentence.start))
        if told is not None:
            found.append(Told(finding, any(finding.span.overlaps(span) for span in marked.wrong), told))
    return tuple(found)


def _sentence(report: FileReport, finding: Finding) -> Iterable[Span]:
    """Give the sentence that holds most of a finding, nothing where none does."""
    if report.document is None:
        return ()
    text, passages = report.document.text, report.document.passages
    spans = (span for passage in passages for span in split_sentences(passage.span.of(text), passage.span.start))
    holding = [span for span in spans if span.overlaps(finding.span)]
    return sorted(holding, key=lambda span: max(span.start, finding.span.start) - min(span.end, finding.span.end))[:1]


def round_trip_figures(told: Sequence[Told]) -> Mapping[str, RoundTripFigures]:
    """Return the figures by code, all together first."""
    codes = sorted({item.finding.code for item in told})
    groups = {"all": list(told)} | {code: [item for item in told if item.finding.code == code] for code in codes}
    return {name: _figures(items) for name, items in groups.items()}


def _figures(told: Sequence[Told]) -> RoundTripFigures:
    labels = [item.right for item in told]
    both = any(labels) and not all(labels)
    middle = median(item.surprise.margin for item in told) if told else 0.0
    above = [item.right for item in told if item.surprise.margin > middle]
    below = [item.right for item in told if item.surprise.margin <= middle]
    return RoundTripFigures(
        right=sum(labels),
        wrong=len(labels) - sum(labels),
        by_margin=roc_auc(labels, [item.surprise.margin for item in told]) if both else None,
        by_loss=roc_auc(labels, [item.surprise.loss for item in told]) if both else None,
        confirmed=sum(above) / len(above) if above else None,
        unconfirmed=sum(below) / len(below) if below else None,
    )
