"""The words and figures that every report for people shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mtcheck.records import Evidence, FileReport, Finding, Report, Severity, count_by_severity

# least confidence, and the words for it
CONFIDENCE = ((0.95, "almost certain"), (0.8, "very likely"), (0.6, "likely"), (0.4, "possible"), (0.0, "doubtful"))


def confidence_in_words(confidence: float) -> str:
    """Say a confidence of 0–1 in words."""
    return next((words for least, words in CONFIDENCE if confidence >= least), "doubtful")


# least probability, identifier of the message, and the words for it
ORIGIN = (
    (0.9, "document.machine-translated", "reads like unedited machine translation"),
    (0.7, "document.perhaps-machine-translated", "may be unedited machine translation"),
    (0.4, "document.undecided", "cannot be told from machine translation"),
    (0.0, "document.human", "reads like French by people"),
)


def origin_in_words(file: FileReport) -> tuple[str, str] | None:
    """Say how far a file reads like unedited machine translation.

    Returns:
        The message's identifier, and its words with the probability; None where the file is too short or failed.
    """
    probability = file.machine_translated
    if probability is None:
        return None
    name, words = next((name, words) for least, name, words in ORIGIN if probability >= least)
    return name, f"{words} (probability {probability:.2f})"


def reads_like_machine(file: FileReport) -> bool:
    """Say whether a file is likelier than not unedited machine translation, so that a high score says little."""
    return file.machine_translated is not None and file.machine_translated >= ORIGIN[1][0]


def counted(number: int, noun: str) -> str:
    """Return "1 file", "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def counts_in_words(findings: Iterable[Finding]) -> str:
    """Return "1 critical, 3 minor", the gravest first; "nothing found" for no findings."""
    counts = count_by_severity(findings)
    return ", ".join(f"{number} {label}" for label, number in counts.items() if number) or "nothing found"


def matched_count(file: FileReport) -> int:
    """Return how many of the file's quotations were aligned with a known quote."""
    return sum(1 for matched in file.quotations if matched.alignments)


def evidence_in_words(evidence: Evidence, text: str | None) -> str:
    """Return one reason as a line: kind, detail, and where it was seen if elsewhere; figures are for machines.

    Args:
        evidence: The reason.
        text: The document's text, from which a span elsewhere is quoted; None where it is not at hand.
    """
    parts = [f"{evidence.kind}: {evidence.detail}"]
    if evidence.span is not None and text is not None:
        parts.append(f"«\u00a0{evidence.span.of(text)}\u00a0»")
    return " ".join(parts)


def score_in_words(file: FileReport) -> str:
    """Return a file's score as it is printed; a dash where nothing was checked."""
    return "–" if file.score is None else f"{file.score:.1f}"


def verdict(report: Report) -> str:
    """Say in one sentence how the run ended and why."""
    failed = sum(1 for file in report.files if file.error is not None)
    if report.exit_code == 0 and report.files and all(file.score is None for file in report.files):
        return "Nothing was checked: there is no French text in the input."
    told = verdict_of(report.counts, failed + len(report.errors), report.fail_on)
    machine = sum(map(reads_like_machine, report.files))
    return f"{told} {counted(machine, 'file')} may be unedited machine translation." if machine else told


def verdict_of(counts: Mapping[str, int], errors: int, fail_on: Severity | None) -> str:
    """Say the same of a run whose files are only counted.

    Args:
        counts: Findings by severity label.
        errors: How many files and other things could not be checked.
        fail_on: Severity from which a finding makes the run fail, None for never.
    """
    if errors:
        return f"Not everything could be checked: {counted(errors, 'error')}."
    if fail_on is None:
        return f"{counted(sum(counts.values()), 'finding')}; none fails this run."
    grave = sum(counts[severity.label] for severity in Severity if severity >= fail_on)
    bar = fail_on.label if fail_on is Severity.CRITICAL else f"{fail_on.label} or above"
    return f"Fails: {counted(grave, 'finding')} {bar}." if grave else f"Passes: no finding {bar}."
