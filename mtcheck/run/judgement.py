"""From one document's evidence to its report: verdicts, without repeats, placed in the text, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from mtcheck.checks.base import Check, Rule, RuleFaultsError, Verdict
from mtcheck.context.listed import CODES, shipped_list_judge
from mtcheck.errors import InputError, ModelLoadError, MtcheckError
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.faults import contained
from mtcheck.french.placing import in_place
from mtcheck.language.messages import Message, Text
from mtcheck.records import Alignment, Category, FileReport, Finding, MatchedQuotation, Quotation, Span
from mtcheck.run.placing import placed, placed_quotation
from mtcheck.scoring import quality_score
from mtcheck.text.lines import Lines

_WORDING = ("MT2", "MT3", "MT4")
_STRETCH = 1000  # code points
# What says more exactly what is wrong than others do of the same words: a fact that differs, letters that were decoded wrongly.
_FIRST = frozenset({"MT103", "MT104", "MT105", "MT603"})
# What calls a word wrong; what belongs to a fact is the facts' own to judge.
_OF_WORDS = frozenset({"MT101", "MT205", "MT210"})
# What gives way to whatever says more of the same words: the judge of the French alone, and a sentence that merely ends early.
_LAST = frozenset({"MT210", "MT4031"})
_PHRASES = frozenset({"MT4090", "MT4150"})  # tell a phrase that is put as English puts it, each of its words with it
_GROUP = len("MT2")  # codes that begin alike are about the same thing: a term, a quotation, a language


class Asked(NamedTuple):
    """What checks say of a document, and which of them failed on it and how, one line each."""

    verdicts: tuple[Verdict, ...]
    faults: tuple[Text, ...] = ()

    def joined(self, more: Asked) -> Asked:
        """Return both together."""
        return Asked((*self.verdicts, *more.verdicts), (*self.faults, *more.faults))


def ask(evidence: FileEvidence, checks: Sequence[Check]) -> Asked:
    """Return every verdict of some checks; one that fails is told of, and silences no other."""
    verdicts: list[Verdict] = []
    faults: list[Text] = []
    for check in checks:
        try:
            verdicts.extend(check.check(evidence))  # what a generator gave before it fails is kept
        except ModelLoadError:
            raise  # of no document: the installation or a model is damaged
        except RuleFaultsError as error:
            faults += (_fault(code, cause, evidence) for code, cause in error.faults.items())
        except MtcheckError as error:
            faults.append(error.message if isinstance(error, InputError) else error.said)
        except Exception as error:
            faults.append(_fault(", ".join(rule.code for rule in check.rules), error, evidence))
    told = (
        verdict
        for verdict in verdicts
        if not _is_mentioned(verdict, evidence)
        and not _is_told(verdict, evidence)
        and not _is_sound_here(verdict, evidence)
    )
    return Asked(tuple(told), tuple(faults))


def report_on(evidence: FileEvidence, asked: Asked, wants: Callable[[Verdict], bool]) -> FileReport:
    """Place the verdicts that are wanted in the text, without repeats, in order; say which checks failed."""
    verdicts = asked.verdicts
    document = evidence.printed or evidence.document
    lines = Lines.of(document.text)
    findings = tuple(sorted((_finding(verdict, evidence, lines) for verdict in wanted(verdicts, wants)), key=_order))
    quotations = _matched(evidence)
    if evidence.offsets is not None:
        findings = tuple(
            sorted((placed(finding, document, lines, evidence.offsets) for finding in findings), key=_order)
        )
        quotations = tuple(placed_quotation(item, document.text, evidence.offsets) for item in quotations)
    words = sum(len(item.words) for item in evidence.segments)
    return FileReport(
        document.path,
        _in_part(document.path, asked.faults),
        quality_score(findings, words),
        findings,
        quotations,
        document,
        machine_translated=evidence.machine_translated,
        words=words,
    )


def _in_part(path: str, faults: Sequence[Text]) -> Message | None:
    if not faults:
        return None
    told: Text = faults[0]
    for fault in faults[1:]:
        told = Message("{first}; {second}", first=told, second=fault)
    return Message("{place}: {message}", place=path, message=told)


def wanted(verdicts: Sequence[Verdict], wants: Callable[[Verdict], bool]) -> list[Verdict]:
    """Return the verdicts that are reported: without repeats, and of what is wanted."""
    return [verdict for verdict in _without_repeats(verdicts) if wants(verdict)]


def shows_back_translation(verdict: Verdict) -> bool:
    """Say whether a finding is shown with its sentence's back-translation: what marks tell, the meaning has no part in."""
    return verdict.rule.category is not Category.PUNCTUATION


def _is_mentioned(verdict: Verdict, evidence: FileEvidence) -> bool:
    """Say whether a verdict is about the wording of words that the text only speaks of."""
    return verdict.rule.code.startswith(_WORDING) and any(span.contains(verdict.span) for span in evidence.mentioned)


def _is_told(verdict: Verdict, evidence: FileEvidence) -> bool:
    """Say whether a word is called wrong that belongs to a fact which the known English tells as well."""
    return verdict.rule.code in _OF_WORDS and any(
        told.contains(verdict.span) for statement in evidence.statements for told in statement.told
    )


def _is_sound_here(verdict: Verdict, evidence: FileEvidence) -> bool:
    """Say whether the words that a list tells of are clearly right in their sentence, its English unknown."""
    if verdict.rule.code not in CODES or verdict.quote_id is not None:
        return False
    return shipped_list_judge().is_against(evidence, verdict.span, verdict.rule.code, verdict.confidence)


def _matched(evidence: FileEvidence) -> tuple[MatchedQuotation, ...]:
    """Return every quotation with its matches, and the reported speech without marks that matched."""
    units = {quote.id for _, quote in evidence.document.pairs}
    whole = [a.span for a in evidence.alignments if a.quotation is None]  # reported speech, told as its whole sentence
    quoted = [
        MatchedQuotation(quotation, tuple(a for a in evidence.alignments if _renders(a, quotation, units)))
        for quotation in evidence.quotations
        if not (not quotation.marked and any(span.overlaps(quotation.span) for span in whole))
    ]
    reported = [
        MatchedQuotation(Quotation(a.span, a.span.of(evidence.document.text), marked=False), (a,))
        for a in evidence.alignments
        if a.quotation is None
    ]
    return tuple(sorted([*quoted, *reported], key=lambda item: item.quotation.span))


def _renders(alignment: Alignment, quotation: Quotation, units: Set[str]) -> bool:
    """Say whether an alignment is the quotation's own, or that of the unit of a translation memory around it."""
    own = alignment.quotation
    return own == quotation or (alignment.quote_id in units and alignment.span.contains(quotation.span))


def _fault(codes: str, error: Exception, evidence: FileEvidence) -> Message:
    return contained(error, Message("check {codes} failed", codes=codes), evidence.document.path)


def _without_repeats(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Drop a verdict that says no more than a surer one on an overlapping span, of the same MQM category or group of codes.

    A word of a term that is told is not told for itself as well, however sure that is.
    """
    kept: list[Verdict] = []
    by_place: dict[int, list[Verdict]] = {}  # of a stretch of text, so that not all are compared with all
    for verdict in sorted(verdicts, key=_rank):
        stretches = range(verdict.span.start // _STRETCH, max(verdict.span.end - 1, verdict.span.start) // _STRETCH + 1)
        near = (other for stretch in stretches for other in by_place.get(stretch, ()))
        if not any(verdict.span.overlaps(other.span) and _says_the_same(verdict, other) for other in near):
            kept.append(verdict)
            for stretch in stretches:
                by_place.setdefault(stretch, []).append(verdict)
    terms = [verdict.span for verdict in kept if verdict.rule.code.startswith("MT2")]
    return [v for v in kept if v.rule.code != "MT101" or not any(term.contains(v.span) for term in terms)]


def _rank(verdict: Verdict) -> tuple[bool, bool, float, Span, str]:
    """Order verdicts by who is heard first where several say the same of one place."""
    code = verdict.rule.code
    return code in _LAST, code not in _FIRST, -verdict.confidence, verdict.span, code


def _says_the_same(verdict: Verdict, surer: Verdict) -> bool:
    """Say whether a verdict adds nothing to a surer one: a word inside a garbled term renders nothing else either."""
    in_term = verdict.rule.code == "MT101" and surer.rule.code.startswith("MT2") and surer.span.contains(verdict.span)
    in_phrase = verdict.rule.code == "MT210" and surer.rule.code in _PHRASES
    return in_term or in_phrase or _alike(verdict.rule, surer.rule)


def _alike(one: Rule, other: Rule) -> bool:
    families = {rule.category.value.split("/")[0] for rule in (one, other)}
    return len(families) == 1 or one.code[:_GROUP] == other.code[:_GROUP]


def _finding(verdict: Verdict, evidence: FileEvidence, lines: Lines) -> Finding:
    segment = evidence.segment_at(verdict.span)
    span, suggestion = _fitted(verdict, evidence.document.text)
    line, column = lines.place(span.start)
    rule = verdict.rule
    hypothesis = segment.hypothesis if segment and shows_back_translation(verdict) else None
    return Finding(
        code=rule.code,
        name=rule.name,
        category=rule.category,
        severity=verdict.gravity,
        confidence=verdict.confidence,
        span=span,
        text=span.of(evidence.document.text),
        message=verdict.message,
        line=line,
        column=column,
        place=evidence.document.place_at(span.start),
        back_translation=hypothesis.text if hypothesis else None,
        back_translation_log_prob=hypothesis.log_prob if hypothesis else None,
        reference=verdict.reference,
        quote_id=verdict.quote_id,
        suggestion=suggestion,
        evidence=verdict.evidence,
        branch=verdict.branch,
    )


def _fitted(verdict: Verdict, text: str) -> tuple[Span, str | None]:
    """Return what is replaced and by what: with an article or elided word that changes; no suggestion where none fits."""
    if not verdict.suggestion or verdict.rule.category is Category.ENCODING:  # letters, not words that agree
        return verdict.span, verdict.suggestion
    return in_place(text, verdict.span, verdict.suggestion) or (verdict.span, None)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.code
