"""The one place where a run is laid out: read, cut, translate, align, check, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib.metadata import version
from itertools import islice
from typing import BinaryIO, Protocol

from rapidfuzz import fuzz

from mtcheck.alignment.matching import QuoteIndex
from mtcheck.alignment.similarity import Comparison
from mtcheck.alignment.statements import align_document
from mtcheck.checks.base import Check, Verdict
from mtcheck.documents.discovery import Source
from mtcheck.documents.embedded import found_quotes
from mtcheck.documents.plain import read
from mtcheck.documents.quotations import find_quotations
from mtcheck.errors import CheckError, InputError, MtcheckError
from mtcheck.evidence.analysis import FileEvidence, SegmentEvidence
from mtcheck.evidence.forced import force_alignments
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.lexicon.terms import shipped_terms
from mtcheck.records import (
    Category,
    Document,
    FileReport,
    Finding,
    Hypothesis,
    KnownQuote,
    MatchedQuotation,
    PassageKind,
    Quotation,
    Report,
    Segment,
    Severity,
)
from mtcheck.scoring import quality_score
from mtcheck.text.lines import Lines
from mtcheck.text.sentences import split_sentences
from mtcheck.translation.base import Translator

SAME_TEXT = 90.0  # partial ratio (0–100) from which a found quote is taken for part of a supplied one
FILES_AT_ONCE = 64  # files whose sentences share translation batches; bounds memory on long runs


class Progress(Protocol):
    """Told how far a run has come."""

    def start(self, stage: str, total: int) -> None:
        """Begin a stage of ``total`` steps."""
        ...

    def advance(self, amount: int = 1) -> None:
        """Count steps done."""
        ...

    def finish(self) -> None:
        """End the stage."""
        ...


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """What of the findings is reported, and which of them fail the run.

    Attributes:
        fail_on: Severity from which a finding makes the exit code 1; None for never.
        min_severity: Findings below it are dropped.
        min_confidence: 0–1; findings below it are dropped.
        select: Code prefixes that are reported; empty for all.
        ignore: Code prefixes that are not.
    """

    fail_on: Severity | None = Severity.MAJOR
    min_severity: Severity = Severity.NEUTRAL
    min_confidence: float = 0.0
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, verdict: Verdict) -> bool:
        """Say whether a verdict is reported."""
        code = verdict.rule.code
        severity = verdict.rule.severity if verdict.severity is None else verdict.severity
        chosen = not self.select or code.startswith(self.select)
        return (
            chosen
            and not (self.ignore and code.startswith(self.ignore))
            and severity >= self.min_severity
            and verdict.confidence >= self.min_confidence
        )


def check_documents(
    sources: Sequence[Source | Document],
    *,
    quotes: tuple[KnownQuote, ...],
    checks: Sequence[Check],
    translator: Translator,
    options: PipelineOptions,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Report:
    """Check documents against known quotes.

    Args:
        sources: Files to read, or documents already read; the report keeps their order.
        quotes: Known quotes; English passages embedded in the documents join them.
        checks: What gives the verdicts.
        translator: The engine that back-translates and force-decodes.
        options: What is reported.
        progress: Told how far the run has come.
        stdin: Read for a source that is standard input.

    Returns:
        The report. A source that cannot be read or checked is a failed file in it; the others are kept.

    Raises:
        TranslatorError: The engine failed; nothing can be checked without it.
    """
    read_ones = [_read(source, stdin) for source in sources]
    found = [quote for item in read_ones if isinstance(item, Document) for quote in found_quotes(item)]
    bank = _unique((*quotes, *found))
    glosser = Glosser(shipped_table(), shipped_frequencies(), shipped_terms())
    index = QuoteIndex(_distinct(bank), Comparison(shipped_table(), shipped_frequencies(), shipped_terms()))
    documents = (item for item in read_ones if isinstance(item, Document))
    if progress:
        progress.start("checking", sum(isinstance(item, Document) for item in read_ones))
    reports: list[FileReport] = []
    for batch in _batches(documents, FILES_AT_ONCE):
        for evidence in _analyse(batch, index, bank, glosser, translator):
            reports.append(_judge(evidence, checks, options))
            if progress:
                progress.advance()
    if progress:
        progress.finish()
    checked = iter(reports)
    files = tuple(item if isinstance(item, FileReport) else next(checked) for item in read_ones)
    return Report(files, _signature(translator, checks, bank), bank, options.fail_on)


def _signature(translator: Translator, checks: Sequence[Check], bank: tuple[KnownQuote, ...]) -> str:
    codes = ",".join(sorted(rule.code for check in checks for rule in check.rules))
    digest = blake2b(codes.encode(), digest_size=4).hexdigest()
    return f"mtcheck:{version('mtcheck')}|model:{translator.signature}|rules:{digest}|quotes:{len(bank)}"


def _read(source: Source | Document, stdin: BinaryIO | None) -> Document | FileReport:
    if isinstance(source, Document):
        return source
    try:
        if source.error is not None:
            raise source.error
        return read(source, stdin=stdin)
    except InputError as error:
        return FileReport(source.path, error=str(error))


def _unique(quotes: Iterable[KnownQuote]) -> tuple[KnownQuote, ...]:
    """Keep the first of quotes with the same text; a found quote must not double a supplied one."""
    kept: dict[str, KnownQuote] = {}
    for quote in quotes:
        kept.setdefault(" ".join(quote.text.split()).casefold(), quote)
    return tuple(kept.values())


def _distinct(quotes: tuple[KnownQuote, ...]) -> tuple[KnownQuote, ...]:
    """Leave out found quotes that are a cut of a supplied one: matching both would say the same twice."""
    supplied = [quote.text.casefold() for quote in quotes if not quote.found]
    return tuple(
        quote
        for quote in quotes
        if not quote.found or not any(fuzz.partial_ratio(quote.text.casefold(), text) >= SAME_TEXT for text in supplied)
    )


def _batches(documents: Iterator[Document], size: int) -> Iterator[list[Document]]:
    while batch := list(islice(documents, size)):
        yield batch


def _analyse(
    documents: Sequence[Document],
    index: QuoteIndex,
    quotes: tuple[KnownQuote, ...],
    glosser: Glosser,
    translator: Translator,
) -> Iterator[FileEvidence]:
    """Cut, gloss and translate the documents of one batch, then align each with the known quotes."""
    cut = [_segments(document, glosser) for document in documents]
    unique = list(dict.fromkeys(item.segment.text for segments in cut for item in segments))
    hypotheses = translator.translate(unique, source_lang="fr", target_lang="en")
    translated: dict[str, Hypothesis] = dict(zip(unique, hypotheses, strict=True))
    for document, segments in zip(documents, cut, strict=True):
        known = tuple(replace(item, hypothesis=translated[item.segment.text]) for item in segments)
        quotations = find_quotations(document)
        evidence = FileEvidence(document, known, quotations, quotes=quotes)
        evidence = align_document(evidence, index)
        yield force_alignments(evidence, translator)


def _segments(document: Document, glosser: Glosser) -> tuple[SegmentEvidence, ...]:
    found = []
    for passage in document.passages:
        if passage.kind not in {PassageKind.BODY, PassageKind.HEADING} or passage.language not in {"fr", "und"}:
            continue
        for span in split_sentences(passage.span.of(document.text), passage.span.start):
            text = span.of(document.text)
            found.append(SegmentEvidence(Segment(span, text), passage, glosser.gloss(text, span.start)))
    return tuple(found)


def _judge(evidence: FileEvidence, checks: Sequence[Check], options: PipelineOptions) -> FileReport:
    document = evidence.document
    try:
        verdicts = [verdict for check in checks for verdict in _ask(check, evidence)]
    except MtcheckError as error:
        return FileReport(document.path, error=str(error), document=document)
    lines = Lines.of(document.text)
    wanted = [verdict for verdict in _without_repeats(verdicts) if options.wants(verdict)]
    findings = tuple(sorted((_finding(verdict, evidence, lines) for verdict in wanted), key=_order))
    quotations = _matched(evidence)
    words = sum(len(item.words) for item in evidence.segments)
    return FileReport(document.path, None, quality_score(findings, words), findings, quotations, document)


def _matched(evidence: FileEvidence) -> tuple[MatchedQuotation, ...]:
    """Return every quotation with its matches, and the reported speech without marks that matched."""
    quoted = [
        MatchedQuotation(quotation, tuple(a for a in evidence.alignments if a.quotation == quotation))
        for quotation in evidence.quotations
    ]
    reported = [
        MatchedQuotation(Quotation(a.span, a.span.of(evidence.document.text), marked=False), (a,))
        for a in evidence.alignments
        if a.quotation is None
    ]
    return tuple(sorted([*quoted, *reported], key=lambda item: item.quotation.span))


def _ask(check: Check, evidence: FileEvidence) -> tuple[Verdict, ...]:
    try:
        return tuple(check.check(evidence))
    except MtcheckError:
        raise
    except Exception as error:
        codes = ", ".join(rule.code for rule in check.rules)
        raise CheckError(f"{evidence.document.path}: check {codes} failed: {type(error).__name__}: {error}") from error


def _without_repeats(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Drop a verdict that says no more than a surer one of the same MQM category on an overlapping span."""
    kept: list[Verdict] = []
    for verdict in sorted(verdicts, key=lambda v: (-v.confidence, v.span, v.rule.code)):
        family = verdict.rule.category.value.split("/")[0]
        if not any(verdict.span.overlaps(o.span) and o.rule.category.value.startswith(family) for o in kept):
            kept.append(verdict)
    return kept


def _finding(verdict: Verdict, evidence: FileEvidence, lines: Lines) -> Finding:
    segment = evidence.segment_at(verdict.span)
    line, column = lines.place(verdict.span.start)
    rule = verdict.rule
    told_by_marks = rule.category is Category.PUNCTUATION  # what the sentence means has no part in it
    return Finding(
        code=rule.code,
        name=rule.name,
        category=rule.category,
        severity=rule.severity if verdict.severity is None else verdict.severity,
        confidence=verdict.confidence,
        span=verdict.span,
        text=verdict.span.of(evidence.document.text),
        message=verdict.message,
        line=line,
        column=column,
        back_translation=None if told_by_marks else segment.hypothesis.text if segment and segment.hypothesis else None,
        reference=verdict.reference,
        quote_id=verdict.quote_id,
        suggestion=verdict.suggestion,
        evidence=verdict.evidence,
    )


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.code
