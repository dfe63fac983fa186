"""The words and figures that every report for people shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mtcheck.language.messages import Message, Text, gettext, gettext_noop, ngettext, number
from mtcheck.records import Evidence, FileReport, Finding, Report, Severity, count_by_severity

# least confidence, and the words for it
CONFIDENCE = (
    (0.95, gettext_noop("almost certain")),
    (0.8, gettext_noop("very likely")),
    (0.6, gettext_noop("likely")),
    (0.4, gettext_noop("possible")),
    (0.0, gettext_noop("doubtful")),
)
SEVERITIES = {
    Severity.CRITICAL: gettext_noop("critical"),
    Severity.MAJOR: gettext_noop("major"),
    Severity.MINOR: gettext_noop("minor"),
    Severity.NEUTRAL: gettext_noop("neutral"),
}
# What was measured, as readers call it; a kind of a plug-in is shown as it is.
KINDS = frozenset(
    {
        gettext_noop("accepted-renderings"),
        gettext_noop("agreement"),
        gettext_noop("capital"),
        gettext_noop("character"),
        gettext_noop("collocation"),
        gettext_noop("company"),
        gettext_noop("context"),
        gettext_noop("contrast"),
        gettext_noop("coordination"),
        gettext_noop("coverage"),
        gettext_noop("estimator"),
        gettext_noop("facts"),
        gettext_noop("forced"),
        gettext_noop("forced-decoding"),
        gettext_noop("format"),
        gettext_noop("frequency"),
        gettext_noop("gazetteer"),
        gettext_noop("gender"),
        gettext_noop("gloss"),
        gettext_noop("glossary"),
        gettext_noop("government"),
        gettext_noop("language"),
        gettext_noop("length"),
        gettext_noop("lexicon"),
        gettext_noop("loop"),
        gettext_noop("names"),
        gettext_noop("negation"),
        gettext_noop("number"),
        gettext_noop("numbers"),
        gettext_noop("opposite"),
        gettext_noop("pivot"),
        gettext_noop("punctuation"),
        gettext_noop("quote"),
        gettext_noop("repetition"),
        gettext_noop("speaker"),
        gettext_noop("spelling"),
        gettext_noop("support"),
        gettext_noop("syntax"),
    }
)


def confidence_in_words(confidence: float) -> str:
    """Say a confidence of 0–1 in words."""
    return gettext(next((words for least, words in CONFIDENCE if confidence >= least), CONFIDENCE[-1][1]))


def severity_in_words(severity: Severity) -> str:
    """Say a severity in the language that is spoken; its label stays English, for machines."""
    return gettext(SEVERITIES[severity])


# least probability, identifier of the message, and the words for it
ORIGIN = (
    (0.9, "document.machine-translated", gettext_noop("reads like unedited machine translation")),
    (0.7, "document.perhaps-machine-translated", gettext_noop("may be unedited machine translation")),
    (0.4, "document.undecided", gettext_noop("cannot be told from machine translation")),
    (0.0, "document.human", gettext_noop("reads like French by people")),
)


def origin_in_words(file: FileReport) -> tuple[str, Message] | None:
    """Say how far a file reads like unedited machine translation.

    Returns:
        The message's identifier, and its words with the probability; None where the file is too short or failed.
    """
    probability = file.machine_translated
    if probability is None:
        return None
    name, words = next((name, words) for least, name, words in ORIGIN if probability >= least)
    return name, Message(
        "{words} (machine translation: {percent}%)", words=Message(words), percent=round(100 * probability)
    )


def reads_like_machine(file: FileReport) -> bool:
    """Say whether a file is likelier than not unedited machine translation, so that a high score says little."""
    return file.machine_translated is not None and file.machine_translated >= ORIGIN[1][0]


def counted_severity(n: int, severity: Severity) -> str:
    """Return "3 minor"; in French the word has a plural."""
    match severity:
        case Severity.CRITICAL:
            return ngettext("{n} critical", "{n} critical", n)
        case Severity.MAJOR:
            return ngettext("{n} major", "{n} major", n)
        case Severity.MINOR:
            return ngettext("{n} minor", "{n} minor", n)
        case Severity.NEUTRAL:
            return ngettext("{n} neutral", "{n} neutral", n)


def counts_in_words(findings: Iterable[Finding]) -> str:
    """Return "1 critical, 3 minor", the gravest first; "nothing found" for no findings."""
    counts = count_by_severity(findings)
    parts = [counted_severity(n, Severity.parse(label)) for label, n in counts.items() if n]
    return ", ".join(parts) or gettext("nothing found")


def matched_count(file: FileReport) -> int:
    """Return how many of the file's quotations were aligned with a known quote."""
    return sum(1 for matched in file.quotations if matched.alignments)


def evidence_in_words(evidence: Evidence, text: str | None) -> str:
    """Return one reason as a line: kind, detail, and where it was seen if elsewhere; figures are for machines.

    Args:
        evidence: The reason.
        text: The document's text, from which a span elsewhere is quoted; None where it is not at hand.
    """
    parts = [gettext("{kind}: {detail}", kind=kind_in_words(evidence.kind), detail=str(evidence.detail))]
    if evidence.span is not None and text is not None:
        parts.append(f"«\u00a0{evidence.span.of(text)}\u00a0»")
    return " ".join(parts)


def kind_in_words(kind: str) -> str:
    """Say what was measured; what no list here has is said as it is."""
    return gettext(kind) if kind in KINDS else kind


def failure_in_words(file: FileReport) -> str:
    """Say of a file with an error whether nothing was checked, or what stands beside its error."""
    return gettext("checked in part") if file.in_part else gettext("not checked")


class Failure(NamedTuple):
    """Why a file failed, without its path: that stands once in a report.

    Attributes:
        line: The line at fault, None where the error names none.
        message: The error without the place.
    """

    line: int | None
    message: Text

    def __str__(self) -> str:
        """Say it where the path stands above or before."""
        if self.line is None:
            return str(self.message)
        return gettext("line {line}: {error}", line=self.line, error=self.message)


def failure_of(file: FileReport) -> Failure:
    """Take the path, and the line where one is named, from a file's error; one that begins with another place stays whole."""
    error = file.error or ""
    message: object = None
    if isinstance(error, Message):
        params = dict(error.params)
        place, message = str(params.get("place", "")), params.get("message")
    if isinstance(message, Message | str):
        found = re.fullmatch(rf"{re.escape(file.path)}(?::(\d+))?", place)
    else:  # plain words, for instance of a plug-in
        told = str(error)
        found = re.match(rf"{re.escape(file.path)}(?::(\d+))?: ", told)
        message = told[found.end() :] if found else error
    if found is None or not isinstance(message, Message | str):
        return Failure(None, error)
    return Failure(int(found[1]) if found[1] else None, message)


def error_in_words(file: FileReport, error: Text, *, capital: bool = False) -> str:
    """Say the same with the error, as it is to be printed."""
    if capital:
        told = (
            gettext("Checked in part: {error}", error=error)
            if file.in_part
            else gettext("Not checked: {error}", error=error)
        )
    elif file.in_part:
        told = gettext("checked in part: {error}", error=error)
    else:
        told = gettext("not checked: {error}", error=error)
    return told


def score_in_words(file: FileReport) -> str:
    """Return a file's score as it is printed; a dash where nothing was checked."""
    return "–" if file.score is None else number(file.score, ".1f")


def verdict(report: Report) -> str:
    """Say in one sentence how the run ended and why."""
    failed = sum(1 for file in report.files if file.error is not None)
    if report.exit_code == 0 and report.files and all(file.score is None for file in report.files):
        return gettext("Nothing was checked: there is no French text in the input.")
    told = verdict_of(report.counts, failed + len(report.errors), report.fail_on)
    machine = sum(map(reads_like_machine, report.files))
    if not machine:
        return told
    may_be = ngettext(
        "{n} file may be unedited machine translation.", "{n} files may be unedited machine translation.", machine
    )
    return f"{told} {may_be}"


def verdict_of(counts: Mapping[str, int], errors: int, fail_on: Severity | None) -> str:
    """Say the same of a run whose files are only counted.

    Args:
        counts: Findings by severity label.
        errors: How many files and other things could not be checked.
        fail_on: Severity from which a finding makes the run fail, None for never.
    """
    if errors:
        return ngettext(
            "Not everything could be checked: {n} error.", "Not everything could be checked: {n} errors.", errors
        )
    if fail_on is None:
        return ngettext("{n} finding; none fails this run.", "{n} findings; none fails this run.", sum(counts.values()))
    grave = sum(counts[severity.label] for severity in Severity if severity >= fail_on)
    bar = severity_in_words(fail_on)
    if fail_on is Severity.CRITICAL:
        if grave:
            return ngettext("Fails: {n} finding {bar}.", "Fails: {n} findings {bar}.", grave, bar=bar)
        return gettext("Passes: no finding {bar}.", bar=bar)
    if grave:
        return ngettext("Fails: {n} finding {bar} or above.", "Fails: {n} findings {bar} or above.", grave, bar=bar)
    return gettext("Passes: no finding {bar} or above.", bar=bar)
