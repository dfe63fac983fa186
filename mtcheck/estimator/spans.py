"""From probabilities of words to spans that a reader can act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mtcheck.estimator.forest import Floats
from mtcheck.estimator.model import WordJudgement
from mtcheck.estimator.scores import ErrorSpan, OmittedSpan
from mtcheck.evidence.feature_columns import NAMES
from mtcheck.evidence.pairs import PairEvidence
from mtcheck.records import Category, Severity, Span

CRITICAL = 0.85  # probability of a major error from which a span is critical
UNSUPPORTED = 0.02  # dictionary support under which a word counts as having no counterpart
_GAPS = frozenset({"", " ", "\u00a0", "\u202f"})


def error_spans(
    evidence: PairEvidence, rows: Floats, judgement: WordJudgement, *, threshold: float, major_threshold: float
) -> tuple[ErrorSpan, ...]:
    """Join neighbouring words whose probability reaches the threshold.

    Args:
        evidence: The pair.
        rows: Its features.
        judgement: Its words' probabilities.
        threshold: Probability from which a word is reported, 0–1.
        major_threshold: Probability of a major error from which a span is major, 0–1.

    Returns:
        Spans by start; they do not overlap.
    """
    found = []
    for first, last in _runs(evidence, judgement.error, threshold):
        worst = max(range(first, last + 1), key=lambda i: (judgement.error[i], -i))
        span = Span(evidence.french[first].span.start, evidence.french[last].span.end)
        major = float(judgement.major[first : last + 1].max())
        severity = Severity.MINOR
        if major >= major_threshold:
            severity = Severity.CRITICAL if major >= CRITICAL else Severity.MAJOR
        values = dict(zip(NAMES, rows[worst].tolist(), strict=True))
        confidence = round(float(judgement.error[worst]), 3)
        found.append(ErrorSpan(span, span.of(evidence.translation), severity, _category(values), confidence))
    return tuple(found)


def omitted_spans(evidence: PairEvidence) -> tuple[OmittedSpan, ...]:
    """Return runs of two or more English content words that the French neither supports nor replaces.

    French words without a counterpart of their own, between the counterparts of the run's neighbours, may be a free
    rendering of the run: where they are more than half as many, nothing is reported.
    """
    support = evidence.support
    if not evidence.english or not evidence.french:
        return ()
    of_english, of_french = support.max(axis=0), support.max(axis=1)
    content = [j for j, word in enumerate(evidence.english) if word.content]
    found = []
    for first, last in _unsupported(content, of_english):
        run = content[first : last + 1]
        if len(run) < 2 or sum(evidence.english[j].weight for j in run) < 1.0:
            continue
        before = int(support[:, content[first - 1]].argmax()) if first else -1
        after = int(support[:, content[last + 1]].argmax()) if last + 1 < len(content) else len(evidence.french)
        low, high = (before, after) if before < after else (-1, len(evidence.french))
        free = sum(evidence.french[i].content and of_french[i] < UNSUPPORTED for i in range(low + 1, high))
        if free * 2 > len(run):
            continue
        span = Span(evidence.english[run[0]].span.start, evidence.english[run[-1]].span.end)
        found.append(OmittedSpan(span, span.of(evidence.source)))
    return tuple(found)


def _runs(evidence: PairEvidence, probabilities: Floats, threshold: float) -> Iterator[tuple[int, int]]:
    first: int | None = None
    words = evidence.french
    for i, word in enumerate(words):
        if probabilities[i] < threshold:
            if first is not None:
                yield first, i - 1
                first = None
            continue
        if first is not None and evidence.translation[words[i - 1].span.end : word.span.start] not in _GAPS:
            yield first, i - 1
            first = None
        first = i if first is None else first
    if first is not None:
        yield first, len(words) - 1


def _unsupported(content: Sequence[int], of_english: Floats) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for place, j in enumerate(content):
        missing = of_english[j] < UNSUPPORTED
        if missing and first is None:
            first = place
        if not missing and first is not None:
            yield first, place - 1
            first = None
    if first is not None:
        yield first, len(content) - 1


def _category(values: Mapping[str, float]) -> Category:
    """Name the kind of error by the evidence that dominates at the worst word."""
    tests = (
        (values["number_absent"], Category.NUMBER),
        (values["case_lost"] or values["case_gained"] or values["unspaced_mark"], Category.PUNCTUATION),
        (values["copied"] and values["known_en"] and not values["known_fr"], Category.UNTRANSLATED),
        (values["acronym_absent"], Category.NAME),
        (values["gender_clash"] or values["number_clash"] > 0 or not values["content"], Category.GRAMMAR),
        (values["support"] < UNSUPPORTED and not values["missing_near"], Category.ADDITION),
        (values["support"] < UNSUPPORTED, Category.MISTRANSLATION),
        (values["share_of_best"] < 0.2, Category.WRONG_TERM),
        (values["share_of_best"] < 0.5, Category.MISTRANSLATION),
    )
    return next((category for true, category in tests if true), Category.UNIDIOMATIC)
