"""The parts of the text report: finding blocks, matched quotations, summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from mtcheck.records import FileReport, Finding, MatchedQuotation, Report, Severity, Span, count_by_severity
from mtcheck.report.excerpt import Excerpt, excerpt, printable, rows, shortened
from mtcheck.report.tally import Tally
from mtcheck.report.wording import (
    counted,
    counts_in_words,
    evidence_in_words,
    matched_count,
    origin_in_words,
    reads_like_machine,
    score_in_words,
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
_LABEL = len("back-translation")
_LONGEST_DETAIL = 300


def print_heading(console: Console, file: FileReport) -> None:
    """Print the line that opens a file's findings, or says why there are none."""
    heading = Text(printable(file.path), style="bold")
    if file.error is None:
        if (origin := origin_in_words(file)) is not None:
            heading.append(f"  {origin[1]}", style="bold yellow" if reads_like_machine(file) else "not bold")
        heading.append("  nothing was checked" if file.score is None else f"  score {file.score:.1f}")
        known = f", {len(file.suppressed)} known" if file.suppressed else ""
        heading.append(f"  {counts_in_words(file.findings)}{known}", style="not bold dim")
        _print(console, heading)
    else:
        heading.append("  not checked", style="red")
        _print(console, heading)
        for row in _wrapped(file.error, console.width - len(_INDENT)):
            _print(console, Text(_INDENT + row))
    for note in file.document.notes if file.document is not None else ():
        for row in _wrapped(f"note: {note}", console.width - len(_INDENT)):
            _print(console, Text(_INDENT + row, style="dim"))
    _print(console, Text())


def print_finding(console: Console, file: FileReport, finding: Finding) -> None:
    """Print one finding: where and what, the French with the span underlined, then what speaks for it."""
    style = STYLES[finding.severity]
    # Where the file is no text, its lines cannot be counted by an editor: the place says where to look.
    place = f"{finding.line}:{finding.column}" if finding.place is None else f" {finding.place}:"
    heading = Text(printable(f"{file.path}:{place}"))
    heading.append(f" {printable(finding.code)}", style="bold")
    heading.append(" ").append(finding.severity.label, style=style)
    heading.append(f" {finding.confidence:.2f}")
    heading.append(f" {printable(finding.name)}", style="dim")
    _print(console, heading)  # never broken: editors make a link of path:line:column
    width = console.width - len(_INDENT)
    _print_underlined(console, _shown(file, finding, width), width, style)
    _print_labelled(console, "English", finding.reference, style="not dim bold")
    _print_labelled(console, "suggestion", finding.suggestion, style="not dim bold green")
    text = None if file.document is None else file.document.text
    reasons = [shortened(evidence_in_words(evidence, text), _LONGEST_DETAIL) for evidence in finding.evidence]
    _print_labelled(console, "why", finding.message)
    for reason in reasons:
        _print_labelled(console, "", reason, style="dim", bullet="- ")
    _print_labelled(console, "back-translation", finding.back_translation, style="dim")
    _print(console, Text())


def print_quotations(console: Console, report: Report) -> None:
    """Print, file by file, which known quote each quotation renders."""
    for file in (file for file in report.files if file.quotations):
        heading = Text("Quotations in ", style="bold").append(printable(file.path))
        heading.append(f"  {matched_count(file)} of {len(file.quotations)} matched", style="not bold dim")
        _print(console, heading)
        lines = None if file.document is None else Lines.of(file.document.text)
        for matched in file.quotations:
            place = None if file.document is None else file.document.place_at(matched.quotation.span.start)
            _print_quotation(console, matched, lines, place)
        _print(console, Text())


def print_across(console: Console, report: Report) -> None:
    """Print the findings that only several files together show; nothing where there are none."""
    if not report.across:
        return
    counting = [item for item in report.across if item.known is None]
    known = len(report.across) - len(counting)
    heading = Text("Across files", style="bold")
    told = counts_in_words(item.finding for item in counting) + (f", {known} known" if known else "")
    _print(console, heading.append(f"  {told}", style="not bold dim"))
    _print(console, Text())
    for item in counting:
        print_finding(console, FileReport(item.path, document=item.document), item.local)


def print_summary(console: Console, report: Report) -> None:
    """Print the table of files, the verdict and the signature."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=len(report.files) > 1)
    table.add_column("file", footer=counted(len(report.files), "file"), overflow="fold")
    table.add_column("score", justify="right", no_wrap=True)
    for severity in reversed(Severity):
        table.add_column(severity.label, footer=str(report.counts[severity.label]), justify="right", no_wrap=True)
    matched = sum(matched_count(file) for file in report.files)
    known = f"{matched}/{sum(len(file.quotations) for file in report.files)}"
    table.add_column("quotes", footer=known, justify="right", no_wrap=True)
    for file in report.files:
        table.add_row(Text(printable(file.path)), *_cells(file))
    if report.across:
        counts = count_by_severity(item.finding for item in report.across if item.known is None)
        table.add_row(Text("across files", style="dim"), Text(), *_numbers(counts), Text())
    console.print(table)
    for error in report.errors:
        for row in _wrapped(f"error: {error}", console.width):
            _print(console, Text(row, style="red"))
    for fixed in report.fixed:
        told = f"fixed: {fixed.path}:{fixed.line}:{fixed.column} {fixed.code} {fixed.text}"
        _print(console, Text(shortened(told, _LONGEST_DETAIL), style="green"))
    for line in Tally.of(report.files, report.across).known_in_words(report):
        _print(console, Text(printable(line)))
    style = ("bold green", "bold red", "bold red")[report.exit_code]
    console.print(
        Text(verdict(report), style=style).append(f" Exit code {report.exit_code}.", style="not bold default")
    )
    for row in _wrapped(f"signature: {report.signature}", console.width):
        _print(console, Text(row, style="dim"))


def _print(console: Console, line: Text) -> None:
    """Print one line as it is; without colour there is nothing that rich need do, and it does it a hundred times slower."""
    if console.color_system is None:
        console.file.write(f"{line.plain}\n")
    else:
        console.print(line, soft_wrap=True)


def _cells(file: FileReport) -> list[Text]:
    if file.error is not None:
        return [Text("failed", style="bold red"), *(Text("-", style="dim") for _ in range(len(Severity) + 1))]
    numbers = _numbers(count_by_severity(file.findings))
    return [Text(score_in_words(file)), *numbers, Text(f"{matched_count(file)}/{len(file.quotations)}")]


def _numbers(counts: Mapping[str, int]) -> list[Text]:
    return [
        Text(str(number), style=STYLES[Severity.parse(label)] if number else "dim") for label, number in counts.items()
    ]


def _shown(file: FileReport, finding: Finding, width: int) -> Excerpt:
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
    margin = len(_INDENT) + _LABEL + 2 + len(bullet)
    for number, row in enumerate(_wrapped(text, console.width - margin)):
        lead = f"{label:<{_LABEL}}  {bullet}" if number == 0 else " " * (margin - len(_INDENT))
        _print(console, Text(_INDENT + lead, style="dim").append(row, style=style))


def _print_quotation(
    console: Console, matched: MatchedQuotation, lines: Lines | None, place: str | None = None
) -> None:
    quotation = matched.quotation
    line, column = (0, 0) if lines is None else lines.place(quotation.span.start)
    lead = f"{_INDENT}{place or (f'{line}:{column}' if lines else ''):<8}" + (" " if place else "")
    answers = [f"{alignment.quote_id} {alignment.similarity:.2f}" for alignment in matched.alignments] or ["no match"]
    longest = max(cell_len(answer) for answer in answers)
    room = max(console.width - len(lead) - longest - len("«  » -> "), 12)
    words = shortened(quotation.text, room)
    for number, answer in enumerate(answers):
        start = f"{lead}« {words} » " if number == 0 else " " * (len(lead) + cell_len(words) + len("«  » "))
        row = Text(f"{start}→ ")
        _print(console, row.append(printable(answer), style="bold" if matched.alignments else "dim"))


def _wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in printable rows of at most ``width`` cells."""
    shown = printable(text)
    return [row.of(shown) for row in rows(shown, width, cell_len)]
