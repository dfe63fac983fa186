"""The parts of the text report: finding blocks, matched quotations, summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from mtcheck.language.messages import Message, gettext, gettext_noop, ngettext, number
from mtcheck.records import FileReport, Finding, MatchedQuotation, Report, Severity, Span
from mtcheck.report.back_translation import POOR, lost_of, trust_in_words
from mtcheck.report.excerpt import ELLIPSIS, Excerpt, excerpt, printable, rows, shortened
from mtcheck.report.grading import Grade, grade_of, verdict_on
from mtcheck.report.linking import gloss_words
from mtcheck.report.tally import Tally
from mtcheck.report.wording import (
    counts_in_words,
    evidence_in_words,
    failure_in_words,
    failure_of,
    matched_count,
    reads_like_machine,
    score_in_words,
    severity_in_words,
    verdict,
)
from mtcheck.text.lines import Lines

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.MAJOR: "bold red",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "cyan",
}
_INDENT = "    "
_HEADS = (
    gettext_noop("verdict"),
    gettext_noop("grave"),
    gettext_noop("minor"),
    gettext_noop("score"),
    gettext_noop("file"),
)
_LONGEST_DETAIL = 300
_LONGEST_SUGGESTION = 120
_LEAST = 24  # cells for the words at fault, however long the path before them


def print_heading(console: Console, file: FileReport) -> None:
    """Print the line that opens a file's findings, or says why there are none."""
    heading = Text(printable(file.path), style="bold")
    if file.error is None:
        grave = reads_like_machine(file) or grade_of(file) is Grade.UNUSABLE
        verdict, style = verdict_on(file)[1], "bold red" if grave else "bold"
        counts = f"  {counts_in_words(file.findings)}" if file.findings else ""
        if len(f"{heading.plain}  {verdict}{counts}") > console.width:  # the verdict on lines of its own
            _print(console, heading)
            for row in _wrapped(f"{verdict}{counts}", console.width - len(_INDENT)):
                _print(console, Text(_INDENT + row, style=style))
        else:
            _print(console, heading.append(f"  {verdict}", style=style).append(counts, style="not bold dim"))
    else:
        _print(console, heading.append(f"  {failure_in_words(file)}", style="red"))
        for row in _wrapped(str(failure_of(file)), console.width - len(_INDENT)):
            _print(console, Text(_INDENT + row))
    for note in file.document.notes if file.document is not None else ():
        for row in _wrapped(gettext("note: {note}", note=note), console.width - len(_INDENT)):
            _print(console, Text(_INDENT + row, style="dim"))


def print_briefly(console: Console, file: FileReport, findings: Sequence[Finding]) -> None:
    """Print what is the same of several findings in three lines: place and fault, the sentence, why.

    Args:
        console: Where to.
        file: The file they stand in.
        findings: One, or several of one code that say the same of the same words; the first is shown in its sentence.
    """
    finding, style = findings[0], STYLES[findings[0].severity]
    heading = _place(file, finding)
    heading.append(f" {printable(finding.code)}", style="bold")
    heading.append(" ").append(severity_in_words(finding.severity), style=style).append(" ")
    more = gettext("; also {places}", places=tuple(_where(item) for item in findings[1:])) if findings[1:] else ""
    room = max(console.width - cell_len(heading.plain) - len(more) - 1, _LEAST)
    fault = finding.text or gettext("(missing words)")
    if finding.suggestion:
        right = shortened(finding.suggestion, _LONGEST_SUGGESTION)  # whole, to be pasted, even beyond the row
        heading.append(f" {shortened(fault, max(room - cell_len(right) - 3, _LEAST))}")
        heading.append(f" → {right}", style="bold green")
    else:
        heading.append(f" {shortened(fault, room)}")
    _print(console, heading.append(more, style="dim"))
    _print(console, _bracketed(file, finding, console.width - len(_INDENT)))
    _print(console, Text(_INDENT + _wrapped_once(str(finding.message), console.width - len(_INDENT)), style="dim"))


def print_finding(console: Console, file: FileReport, finding: Finding, *, again: bool = False) -> None:
    """Print one finding: where and what, the French with the span underlined, then what speaks for it.

    Args:
        console: Where to.
        file: The file it stands in.
        finding: What was found.
        again: Whether its sentence's back-translation was printed already.
    """
    style = STYLES[finding.severity]
    heading = _place(file, finding)
    heading.append(f" {printable(finding.code)}", style="bold")
    heading.append(" ").append(severity_in_words(finding.severity), style=style)
    heading.append(f" {number(finding.confidence, '.2f')}")
    heading.append(f" {printable(finding.name)}", style="dim")
    _print(console, heading)  # never broken: editors make a link of path:line:column
    width = console.width - len(_INDENT)
    _print_underlined(console, _excerpt_of(file, finding, width), width, style)
    _print_labelled(console, gettext("English"), finding.reference, style="not dim bold")
    _print_labelled(console, gettext("suggestion"), finding.suggestion, style="not dim bold green")
    text = None if file.document is None else file.document.text
    reasons = [shortened(evidence_in_words(evidence, text), _LONGEST_DETAIL) for evidence in finding.evidence]
    _print_labelled(console, gettext("why"), str(finding.message))
    for reason in reasons:
        _print_labelled(console, "", reason, style="dim", bullet="- ")
    if finding.back_translation is not None and not again:
        _print_back_translation(console, file, finding)
    _print(console, Text())


def _print_back_translation(console: Console, file: FileReport, finding: Finding) -> None:
    """Print what the engine makes of the sentence, and how far to trust it; where that is not far, the words one by one first."""
    trust = trust_in_words(finding.back_translation_log_prob)
    if trust == POOR:
        _print_labelled(
            console, gettext("word for word"), shortened(gloss_words(finding.text), _LONGEST_DETAIL) or None
        )
    _print_labelled(console, gettext("back-translation"), finding.back_translation, style="dim")
    lost = lost_of(finding, file)
    told = gettext("{trust}; lost in it: {lost}", trust=gettext(trust), lost=lost) if lost else gettext(trust)
    _print_labelled(console, "", told, style="dim", bullet="- ")


def print_quotations(console: Console, report: Report) -> None:
    """Print, file by file, which known quote each quotation renders."""
    for file in (file for file in report.files if file.quotations):
        heading = Text(gettext("Quotations in {path}", path=printable(file.path)), style="bold")
        share = ngettext(
            "{matched} of {n} matched", "{matched} of {n} matched", len(file.quotations), matched=matched_count(file)
        )
        heading.append(f"  {share}", style="not bold dim")
        _print(console, heading)
        lines = None if file.document is None else Lines.of(file.document.text)
        for matched in file.quotations:
            place = None if file.document is None else file.document.place_at(matched.quotation.span.start)
            _print_quotation(console, matched, lines, place)
        _print(console, Text())


def print_across(console: Console, report: Report, *, verbose: bool) -> None:
    """Print the findings that only several files together show; nothing where there are none that count."""
    counting = [item for item in report.across if item.known is None]
    if not counting:
        return
    told = counts_in_words(item.finding for item in counting)
    _print(console, Text(gettext("Across files"), style="bold").append(f"  {told}", style="not bold dim"))
    if verbose:
        _print(console, Text())
    for item in counting:
        file = FileReport(item.path, document=item.document)
        if verbose:
            print_finding(console, file, item.local)
        else:
            print_briefly(console, file, (item.local,))
    if not verbose:
        _print(console, Text())


def print_summary(console: Console, report: Report, *, listed: bool) -> None:
    """Print what holds for the whole run, the verdict, and the table of files.

    Args:
        console: Where to.
        report: The report.
        listed: Whether the quotations are listed above.
    """
    for error in report.errors:
        for row in _wrapped(gettext("error: {error}", error=error), console.width):
            _print(console, Text(row, style="red"))
    for fixed in report.fixed:
        told = gettext("fixed: {what}", what=f"{fixed.path}:{fixed.line}:{fixed.column} {fixed.code} {fixed.text}")
        _print(console, Text(shortened(told, _LONGEST_DETAIL), style="green"))
    tally = Tally.of(report.files, report.across)
    for line in tally.known_in_words(report):
        _print(console, Text(printable(line)))
    if tally.quotations:
        figures = {"matched": tally.matched, "all": tally.quotations}
        told = gettext("Quotations matched: {matched} of {all} (--quotations lists them).", **figures)
        _print(console, Text(gettext("Quotations matched: {matched} of {all}.", **figures) if listed else told))
    for row in _wrapped(gettext("signature: {signature}", signature=report.signature), console.width):
        _print(console, Text(row, style="dim"))
    style = ("bold green", "bold red", "bold red")[report.exit_code]
    closing = Text(verdict(report), style=style).append(
        f" {gettext('Exit code {n}.', n=report.exit_code)}", style="not bold default"
    )
    _print(console, closing)
    print_table(console, report)


def _counts_of_failed(file: FileReport) -> tuple[object, ...]:
    if file.in_part:
        return gettext("in part"), *_gravity(file.findings)
    return Grade.NOT_CHECKED.words, "-", "-"


def print_table(console: Console, report: Report) -> None:
    """Print one line a file: grade, grave and minor findings, score, name; a long name loses its beginning."""
    if not report.files:
        return
    heads = [gettext(head) for head in _HEADS]
    grades = max(len(heads[0]), *(len(grade.words) for grade in Grade))
    columns = [f"{{:<{grades}}}", *(f"{{:>{max(len(head), 5)}}}" for head in heads[1:-1]), "{}"]
    row = "  ".join(columns).format
    room = console.width - len(row("", "", "", "", ""))
    _print(console, Text())
    _print(console, Text(row(*heads), style="bold"))
    for file in report.files:
        if file.error is not None:
            _print(
                console,
                Text(row(*_counts_of_failed(file), "-", _tail_of(file.path, room)), style="red"),
            )
            continue
        grave, minor = _gravity(file.findings)
        told = row(grade_of(file).words, grave, minor, score_in_words(file), _tail_of(file.path, room))
        _print(console, Text(told, style=STYLES[Severity.MAJOR] if grave else "" if minor else "dim"))
    across = [item.finding for item in report.across if item.known is None]
    if across:
        _print(console, Text(row("", *_gravity(across), "", gettext("across files")), style="dim"))
    if len(report.files) > 1:
        total = _gravity((*report.findings,))
        files = ngettext("{n} file", "{n} files", len(report.files))
        _print(console, Text(row("", *total, "", files), style="bold"))


def _gravity(findings: Iterable[Finding]) -> tuple[int, int]:
    """Count findings that change the meaning, and the others."""
    severities = [finding.severity for finding in findings]
    grave = sum(severity >= Severity.MAJOR for severity in severities)
    return grave, len(severities) - grave


def _tail_of(path: str, room: int) -> str:
    shown = printable(path)
    while cell_len(shown) > room:
        shown = ELLIPSIS + shown[2 if shown.startswith(ELLIPSIS) else 1 :]
    return shown


def _print(console: Console, line: Text) -> None:
    """Print one line as it is; without colour there is nothing that rich need do, and it does it a hundred times slower."""
    if console.color_system is None:
        console.file.write(f"{line.plain}\n")
    else:
        console.print(line, soft_wrap=True)


def _place(file: FileReport, finding: Finding) -> Text:
    """Return where a finding stands; never broken: editors make a link of path:line:column."""
    return Text(printable(f"{file.path}:{_where(finding) if finding.place is None else f' {finding.place}:'}"))


def _where(finding: Finding) -> str:
    # Where the file is no text, its lines cannot be counted by an editor: the place says where to look.
    return f"{finding.line}:{finding.column}" if finding.place is None else str(finding.place)


def _bracketed(file: FileReport, finding: Finding, width: int) -> Text:
    """Return one row of the sentence with the span in brackets, which need neither colour nor a row of carets."""
    text, span = finding.text, Span(0, len(finding.text))
    if file.document is not None:
        text, span = file.document.text, finding.span
    limit = width - 2
    shown = excerpt(text, span, limit)
    while cell_len(shown.text) > width - 2 and limit > _LEAST // 2:
        limit -= 1
        shown = excerpt(text, span, limit)
    start, end = shown.span
    line = Text(f"{_INDENT}{shown.text[:start]}")
    return line.append(f"[{shown.text[start:end]}]", style="bold").append(shown.text[end:])


def _wrapped_once(text: str, width: int) -> str:
    """Return what fits on one row."""
    limit = width
    while cell_len(shown := shortened(text, limit)) > width:
        limit -= 1
    return shown


def _excerpt_of(file: FileReport, finding: Finding, width: int) -> Excerpt:
    """Return two rows of French around the span; more only where the span itself needs them."""
    if file.document is None:
        return excerpt(finding.text, Span(0, len(finding.text)), 4 * width)
    limit = min(max(2 * width, len(finding.text) + width), 4 * width) - width // 8  # rows end ragged
    return excerpt(file.document.text, finding.span, limit)


def _print_underlined(console: Console, shown: Excerpt, width: int, style: str) -> None:
    """Print the excerpt with carets below the span: colour and fonts that lack underlining lose nothing."""
    for row in rows(shown.text, width, cell_len):
        text = row.of(shown.text)
        start = min(max(shown.span.start - row.start, 0), len(text))
        end = min(max(shown.span.end - row.start, 0), len(text))
        line = Text(_INDENT + text)
        line.stylize("bold", len(_INDENT) + start, len(_INDENT) + end)
        _print(console, line)
        empty_here = shown.span.start == shown.span.end and row.start <= shown.span.start <= row.end
        if start < end or empty_here:
            carets = "^" * max(cell_len(text[start:end]), 1)
            margin = " " * (len(_INDENT) + cell_len(text[:start]))
            _print(console, Text(margin).append(carets, style=style))


def _print_labelled(console: Console, label: str, text: str | None, style: str = "not dim", bullet: str = "") -> None:
    if text is None:
        return
    labels = (gettext("English"), gettext("suggestion"), gettext("word for word"), gettext("back-translation"))
    indent = max(map(len, labels))
    margin = len(_INDENT) + indent + 2 + len(bullet)
    for place, row in enumerate(_wrapped(text, console.width - margin)):
        lead = f"{label:<{indent}}  {bullet}" if place == 0 else " " * (margin - len(_INDENT))
        _print(console, Text(_INDENT + lead, style="dim").append(row, style=style))


def _print_quotation(
    console: Console, matched: MatchedQuotation, lines: Lines | None, place: Message | str | None = None
) -> None:
    quotation = matched.quotation
    line, column = (0, 0) if lines is None else lines.place(quotation.span.start)
    lead = f"{_INDENT}{str(place or '') or (f'{line}:{column}' if lines else ''):<8}" + (" " if place else "")
    answers = [f"{alignment.quote_id} {number(alignment.similarity, '.2f')}" for alignment in matched.alignments] or [
        gettext("no match")
    ]
    longest = max(cell_len(answer) for answer in answers)
    room = max(console.width - len(lead) - longest - len("«  » -> "), 12)
    words = shortened(quotation.text, room)
    for nth, answer in enumerate(answers):
        start = f"{lead}« {words} » " if nth == 0 else " " * (len(lead) + cell_len(words) + len("«  » "))
        row = Text(f"{start}→ ")
        _print(console, row.append(printable(answer), style="bold" if matched.alignments else "dim"))


def _wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in printable rows of at most ``width`` cells."""
    shown = printable(text)
    return [row.of(shown) for row in rows(shown, width, cell_len)]
