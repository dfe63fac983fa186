"""The parts of the text report: finding blocks, matched quotations, summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from mtcheck.records import FileReport, Finding, MatchedQuotation, Report, Severity, Span, count_by_severity
from mtcheck.report.excerpt import Excerpt, excerpt, printable, rows, shortened
from mtcheck.report.wording import counted, counts_in_words, evidence_in_words, matched_count, verdict
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
        heading.append(f"  score {file.score:.1f}")
        heading.append(f"  {counts_in_words(file.findings)}", style="not bold dim")
        console.print(heading, soft_wrap=True)
    else:
        heading.append("  not checked", style="red")
        console.print(heading, soft_wrap=True)
        for row in _wrapped(file.error, console.width - len(_INDENT)):
            console.print(Text(_INDENT + row), soft_wrap=True)
    console.print()


def print_finding(console: Console, file: FileReport, finding: Finding) -> None:
    """Print one finding: where and what, the French with the span underlined, then what speaks for it."""
    style = STYLES[finding.severity]
    heading = Text(printable(f"{file.path}:{finding.line}:{finding.column}"))
    heading.append(f" {printable(finding.code)}", style="bold")
    heading.append(" ").append(finding.severity.label, style=style)
    heading.append(f" {finding.confidence:.2f}")
    heading.append(f" {printable(finding.name)}", style="dim")
    console.print(heading, soft_wrap=True)  # never broken: editors make a link of path:line:column
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
    console.print()


def print_quotations(console: Console, report: Report) -> None:
    """Print, file by file, which known quote each quotation renders."""
    for file in (file for file in report.files if file.quotations):
        heading = Text("Quotations in ", style="bold").append(printable(file.path))
        heading.append(f"  {matched_count(file)} of {len(file.quotations)} matched", style="not bold dim")
        console.print(heading, soft_wrap=True)
        lines = None if file.document is None else Lines.of(file.document.text)
        for matched in file.quotations:
            _print_quotation(console, matched, lines)
        console.print()


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
    console.print(table)
    for error in report.errors:
        for row in _wrapped(f"error: {error}", console.width):
            console.print(Text(row, style="red"), soft_wrap=True)
    style = ("bold green", "bold red", "bold red")[report.exit_code]
    console.print(
        Text(verdict(report), style=style).append(f" Exit code {report.exit_code}.", style="not bold default")
    )
    for row in _wrapped(f"signature: {report.signature}", console.width):
        console.print(Text(row, style="dim"), soft_wrap=True)


def _cells(file: FileReport) -> list[Text]:
    if file.error is not None:
        return [Text("failed", style="bold red"), *(Text("-", style="dim") for _ in range(len(Severity) + 1))]
    counts = count_by_severity(file.findings)
    numbers = [
        Text(str(number), style=STYLES[Severity.parse(label)] if number else "dim") for label, number in counts.items()
    ]
    return [Text(f"{file.score:.1f}"), *numbers, Text(f"{matched_count(file)}/{len(file.quotations)}")]


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
        console.print(line, soft_wrap=True)
        empty_here = shown.span.start == shown.span.end and row.start <= shown.span.start <= row.end
        if start < end or empty_here:
            carets = "^" * max(cell_len(text[start:end]), 1)
            margin = " " * (len(_INDENT) + cell_len(text[:start]))
            console.print(Text(margin).append(carets, style=style), soft_wrap=True)


def _print_labelled(console: Console, label: str, text: str | None, style: str = "not dim", bullet: str = "") -> None:
    if text is None:
        return
    margin = len(_INDENT) + _LABEL + 2 + len(bullet)
    for number, row in enumerate(_wrapped(text, console.width - margin)):
        lead = f"{label:<{_LABEL}}  {bullet}" if number == 0 else " " * (margin - len(_INDENT))
        console.print(Text(_INDENT + lead, style="dim").append(row, style=style), soft_wrap=True)


def _print_quotation(console: Console, matched: MatchedQuotation, lines: Lines | None) -> None:
    quotation = matched.quotation
    line, column = (0, 0) if lines is None else lines.place(quotation.span.start)
    lead = f"{_INDENT}{f'{line}:{column}' if lines else '':<8}"
    answers = [f"{alignment.quote_id} {alignment.similarity:.2f}" for alignment in matched.alignments] or ["no match"]
    longest = max(cell_len(answer) for answer in answers)
    room = max(console.width - len(lead) - longest - len("«  » -> "), 12)
    words = shortened(quotation.text, room)
    for number, answer in enumerate(answers):
        start = f"{lead}« {words} » " if number == 0 else " " * (len(lead) + cell_len(words) + len("«  » "))
        row = Text(f"{start}→ ")
        console.print(row.append(printable(answer), style="bold" if matched.alignments else "dim"), soft_wrap=True)


def _wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in printable rows of at most ``width`` cells."""
    shown = printable(text)
    return [row.of(shown) for row in rows(shown, width, cell_len)]
