"""Golden cases: readable files, an article and what is to be found in it.

A case is::

    French article
    --- quote
    Speaker, Alias
    English statement
    --- expected
    MT201 major "feu amical" → tir ami
    = "quoted words" ~ "English that they render"

``expected`` lists everything that is found, in order. A case that is about one finding says so instead with ``found``
(these are among the findings; severity and suggestion may be left out) and ``not found`` (these are not, and words that
overlap them neither). Lines that begin with ``#`` are for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.records import FileReport, Finding, KnownQuote

SUFFIX = ".txt"
_PARTS = re.compile(r"^--- (quote|expected|found|not found)\n", re.MULTILINE)
_WANTED = re.compile(
    r'(?P<code>MT\d{3,4})(?: (?P<severity>neutral|minor|major|critical))? "(?P<text>.*?)"(?: → (?P<suggestion>.+))?'
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Attributes:
        expected: Every line that is to be found; None where the case is about single findings.
        found: Findings that must be among them.
        absent: Findings that must not be.
    """

    name: str
    article: str
    quotes: tuple[KnownQuote, ...] = ()
    expected: tuple[str, ...] | None = None
    found: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def read_case(path: Path) -> Case:
    """Read a case.

    Raises:
        InputError: The file cannot be read, or expects nothing, or a line of it is no finding.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), Message("is not UTF-8 (byte at offset {start})", start=error.start)) from error
    return parse_case(str(path), text)


def parse_case(name: str, text: str) -> Case:
    """Cut the text of a case into its article, its quotes and what is expected.

    Raises:
        InputError: It expects nothing, or a line is no finding.
    """
    article, *rest = _PARTS.split(text)
    quotes: list[KnownQuote] = []
    lines: dict[str, tuple[str, ...]] = {}
    for kind, body in zip(rest[::2], rest[1::2], strict=True):
        if kind == "quote":
            names, _, english = body.strip().partition("\n")
            speaker, *aliases = (part.strip() for part in names.split(","))
            quotes.append(KnownQuote(f"quote-{len(quotes) + 1}", speaker, english, aliases=tuple(aliases)))
        else:
            told = (line for line in body.splitlines() if line.strip() and not line.startswith("#"))
            lines[kind] = (*lines.get(kind, ()), *told)
    if not lines:
        raise InputError(
            name, Message("is no case: nothing is expected (`--- expected`, `--- found` or `--- not found`)")
        )
    for line in (*lines.get("found", ()), *lines.get("not found", ())):
        if not _WANTED.fullmatch(line):
            raise InputError(name, Message('is no case: {line!r} is no finding, such as MT201 "feu cessé"', line=line))
    found, absent = lines.get("found", ()), lines.get("not found", ())
    return Case(name, article, tuple(quotes), lines.get("expected"), found, absent)


def found_lines(report: FileReport) -> Iterator[str]:
    """Write findings, then matched quotations, one a line, as cases expect them."""
    for finding in report.findings:
        suggestion = f" → {finding.suggestion}" if finding.suggestion else ""
        yield f'{finding.code} {finding.severity.label} "{one_line(finding.text)}"{suggestion}'
    for item in report.quotations:
        for alignment in item.alignments:
            yield f'= "{one_line(item.quotation.text)}" ~ "{one_line(alignment.text)}"'


def failures(case: Case, report: FileReport) -> tuple[str, ...]:
    """Compare what a run found with what a case expects.

    Returns:
        One line for each difference; none where the case passes.
    """
    if report.error is not None:
        return (f"could not be checked: {report.error}",)
    failed: list[str] = []
    if case.expected is not None:
        said = tuple(found_lines(report))
        failed += [f"not found: {line}" for line in case.expected if line not in said]
        failed += [f"not expected: {line}" for line in said if line not in case.expected]
        if not failed and said != case.expected:
            failed.append("found in another order or number: " + "; ".join(said))
    failed += [f"not found: {line}" for line in case.found if not any(_fits(line, f) for f in report.findings)]
    for line in case.absent:
        text = report.document.text if report.document else ""
        failed += [f"found: {_line(f)}" for f in report.findings if _overlaps(line, f, text)]
    return tuple(failed)


def run_cases(cases: Iterable[Case], check: Callable[[Case], FileReport]) -> Iterator[tuple[Case, tuple[str, ...]]]:
    """Run cases one by one, each with its own quotes alone.

    Args:
        cases: What to run.
        check: Checks the article of a case against its quotes.

    Yields:
        Each case with its failures.
    """
    for case in cases:
        yield case, failures(case, check(case))


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def _line(finding: Finding) -> str:
    return f'{finding.code} {finding.severity.label} "{one_line(finding.text)}"'


def _fits(line: str, finding: Finding) -> bool:
    wanted = _WANTED.fullmatch(line)
    assert wanted is not None, line  # parse_case lets no other line pass
    return (
        finding.code == wanted["code"]
        and one_line(finding.text) == wanted["text"]
        and wanted["severity"] in {None, finding.severity.label}
        and wanted["suggestion"] in {None, finding.suggestion}
    )


def _overlaps(line: str, finding: Finding, text: str) -> bool:
    """Say whether a finding of the code lies on the words, wherever they stand."""
    wanted = _WANTED.fullmatch(line)
    assert wanted is not None, line
    if finding.code != wanted["code"]:
        return False
    pattern = r"\s+".join(map(re.escape, wanted["text"].split()))
    return any(
        match.start() < finding.span.end and finding.span.start < match.end() for match in re.finditer(pattern, text)
    )
