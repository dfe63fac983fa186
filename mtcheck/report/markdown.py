"""The report as Markdown, for a comment on a pull request, a wiki or a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from mtcheck.language.messages import gettext, gettext_noop, number
from mtcheck.records import FileReport, Finding, Report
from mtcheck.report.excerpt import printable
from mtcheck.report.grading import grade_of, verdict_on
from mtcheck.report.output import write
from mtcheck.report.tally import Tally
from mtcheck.report.wording import (
    confidence_in_words,
    counts_in_words,
    error_in_words,
    evidence_in_words,
    failure_in_words,
    failure_of,
    score_in_words,
    severity_in_words,
    verdict,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|~$^]|^[-+=])")
_HEADS = (
    gettext_noop("file"),
    gettext_noop("verdict"),
    gettext_noop("score"),
    gettext_noop("critical"),
    gettext_noop("major"),
    gettext_noop("minor"),
    gettext_noop("neutral"),
)
_BACKTICKS = re.compile(r"`+")


class MarkdownReporter:
    """Renders a report as GitHub-flavoured Markdown.

    Words of the article and of statements stand in code spans, so that nothing in them is markup, a link or a mention.
    """

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        write(stream, "\n".join(_lines(report)) + "\n", errors="replace")


def _lines(report: Report) -> Iterator[str]:
    tally = Tally.of(report.files, report.across)
    yield f"# {gettext('mtcheck report')}"
    yield ""
    yield f"**{_plain(verdict(report))}**"
    for line in tally.known_in_words(report):
        yield ""
        yield _plain(line)
    if report.files:
        yield ""
        yield f"| {' | '.join(gettext(head) for head in _HEADS)} |"
        yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
        yield from (_row(file) for file in report.files)
    for file in report.files:
        if file.findings or file.error is not None:
            yield ""
            yield from _file(file)
    across = [item for item in report.across if item.known is None]
    if across:
        yield ""
        yield f"## {gettext('Across files')}"
        yield ""
        yield counts_in_words(item.finding for item in across)
        for item in across:
            yield ""
            yield from _finding(item.finding, f"{_plain(item.path)}, ")
    for title, messages in ((gettext("Errors"), report.errors), (gettext("Warnings"), report.warnings)):
        if messages:
            yield ""
            yield f"## {title}"
            yield ""
            yield from (f"- {_plain(str(message))}" for message in messages)
    if report.fixed:
        yield ""
        yield f"## {gettext('Fixed')}"
        yield ""
        for fixed in report.fixed:
            yield f"- {_plain(fixed.path)}: {_plain(fixed.code)} {_code(fixed.text)}"
    yield ""
    yield gettext("Signature: {signature}", signature=_code(report.signature))


def _row(file: FileReport) -> str:
    if file.error is not None:
        return f"| {_plain(file.path)} | {failure_in_words(file)} | | | | | |"
    counts = Tally.of((file,)).by_severity.values()
    return f"| {_plain(file.path)} | {grade_of(file).words} | {score_in_words(file)} | {' | '.join(map(str, counts))} |"


def _file(file: FileReport) -> Iterator[str]:
    yield f"## {_plain(file.path)}"
    yield ""
    if file.error is not None:
        yield error_in_words(file, _plain(str(failure_of(file))), capital=True)
    else:
        yield gettext(
            "{verdict}; {counts}, score {score}",
            verdict=verdict_on(file)[1],
            counts=counts_in_words(file.findings),
            score=score_in_words(file),
        )
    for finding in file.findings:
        yield ""
        yield from _finding(finding)


def _finding(finding: Finding, file: str = "") -> Iterator[str]:
    place = (
        _plain(str(finding.place))
        if finding.place is not None
        else gettext("line {line}, column {column}", line=finding.line, column=finding.column)
    )
    sure = f"{severity_in_words(finding.severity)}, {confidence_in_words(finding.confidence)}"
    where = f"**{_plain(finding.code)}** {_code(finding.text)}, {file}{place}"
    told = f"{sure} ({number(finding.confidence, '.2f')})"
    yield f"- {gettext('{label}: {value}', label=where, value=told)}"
    yield f"  - {_plain(str(finding.message))}"
    for label, value in (
        (gettext("English"), finding.reference),
        (gettext("suggestion"), finding.suggestion),
        (gettext("back-translation"), finding.back_translation),
    ):
        if value is not None:
            yield f"  - {gettext('{label}: {value}', label=label, value=_code(value))}"
    for evidence in finding.evidence:
        yield f"  - {_plain(evidence_in_words(evidence, None))}"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line, without links, mentions or HTML."""
    escaped = _SPECIAL.sub(r"\\\1", printable(text).strip())
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # An empty comment keeps a mention or a bare address from being read as one.
    for sign, apart in (("@", "@<!-- -->"), ("://", ":<!-- -->//"), ("www.", "www<!-- -->.")):
        escaped = escaped.replace(sign, apart)
    return re.sub(r"^(\d+)\.", r"\1\\.", escaped)


def _code(text: str) -> str:
    """Return a code span that holds the text, whatever stands in it."""
    shown = printable(text)
    if not shown.strip():
        return "(empty)"
    fence = "`" * (max((len(run) for run in _BACKTICKS.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
