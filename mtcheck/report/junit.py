"""The report as JUnit XML, which Jenkins, GitLab and most other servers show as test results."""

from __future__ import annotations

import re
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from mtcheck.language.messages import gettext, number
from mtcheck.records import FileReport, Finding, Report, Suppressed
from mtcheck.report.locations import message_of, relative_path
from mtcheck.report.output import write
from mtcheck.report.wording import evidence_in_words, failure_in_words, failure_of, severity_in_words

# What XML 1.0 cannot hold, even as a reference.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReporter:
    """Renders a report as a test suite for each file, and one for all of them together, with a test case for each finding.

    A finding from the report's ``fail_on`` on is a failure, a milder one a passed case that tells it as its output, a
    known one a skipped case; a file without findings is one passed case, a file that failed one in error.

    Source:
        The XML Schema of the Jenkins xUnit plug-in, ``junit-10.xsd``.
    """

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``."""
        suites = [_suite(file, report) for file in report.files]
        if report.across:
            suites.append(_across(report))
        if report.errors:
            suites.append(_errors(report))
        totals = [sum(numbers) for numbers in zip(*(suite[0] for suite in suites), strict=True)] or [0, 0, 0, 0]
        tests, failures, errors, _ = totals
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="mtcheck" tests="{tests}" failures="{failures}" errors="{errors}">',
            *(line for _, suite in suites for line in suite),
            "</testsuites>",
        ]
        write(stream, "\n".join(lines) + "\n", errors="xmlcharrefreplace")


def _suite(file: FileReport, report: Report) -> tuple[tuple[int, int, int, int], list[str]]:
    """Return the numbers of tests, failures, errors and skipped, and the lines."""
    name = relative_path(file.path)
    cases = [_failed(name, failure_in_words(file), str(failure_of(file)))] if file.error is not None else []
    cases += [_judged(name, finding, report) for finding in file.findings]
    failures = sum(_fails(finding, report) for finding in file.findings)
    cases += [_case(name, item.finding, _skipped(item)) for item in file.suppressed]
    cases = cases or [f"    <testcase classname={_attribute(name)} name={_attribute('nothing found')}/>"]
    numbers = (len(cases), failures, int(file.error is not None), len(file.suppressed))
    return numbers, _wrapped(name, numbers, cases)


def _across(report: Report) -> tuple[tuple[int, int, int, int], list[str]]:
    """Return the same of the findings across files; each case names its file."""
    counting = [item for item in report.across if item.known is None]
    known = [(item, item.known) for item in report.across if item.known is not None]
    cases = [_judged(relative_path(item.path), item.finding, report) for item in counting]
    cases += [_case(relative_path(item.path), item.finding, _skipped(why)) for item, why in known]
    failures = sum(_fails(item.finding, report) for item in counting)
    numbers = (len(cases), failures, 0, len(known))
    return numbers, _wrapped("across files", numbers, cases)


def _fails(finding: Finding, report: Report) -> bool:
    return report.fail_on is not None and finding.severity >= report.fail_on


def _judged(name: str, finding: Finding, report: Report) -> str:
    return _case(name, finding, _body("failure", finding) if _fails(finding, report) else _output(finding))


def _errors(report: Report) -> tuple[tuple[int, int, int, int], list[str]]:
    cases = [_failed("mtcheck", gettext("not checked"), str(error)) for error in report.errors]
    numbers = (len(cases), 0, len(cases), 0)
    return numbers, _wrapped("mtcheck", numbers, cases)


def _wrapped(name: str, numbers: tuple[int, int, int, int], cases: list[str]) -> list[str]:
    tests, failures, errors, skipped = numbers
    head = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    return [f"  <testsuite name={_attribute(name)} {head}>", *cases, "  </testsuite>"]


def _case(name: str, finding: Finding, body: str) -> str:
    told = f"{finding.code} {finding.line}:{finding.column} {finding.text}"
    return f"    <testcase classname={_attribute(name)} name={_attribute(told)}>{body}</testcase>"


def _failed(name: str, what: str, error: str) -> str:
    body = f"<error type={_attribute(what)} message={_attribute(error)}>{_text(error)}</error>"
    return f"    <testcase classname={_attribute(name)} name={_attribute(what)}>{body}</testcase>"


def _body(element: str, finding: Finding) -> str:
    message = _attribute(message_of(finding))
    return (
        f"<{element} type={_attribute(finding.code)} message={message}>{_text(_finding_in_words(finding))}</{element}>"
    )


def _output(finding: Finding) -> str:
    return f"<system-out>{_text(_finding_in_words(finding))}</system-out>"


def _skipped(item: Suppressed) -> str:
    reason = f"{item.kind.value}: {item.reason}" if item.reason else item.kind.value
    return f"<skipped message={_attribute(reason)}/>"


def _finding_in_words(finding: Finding) -> str:
    sure = number(finding.confidence, ".2f")
    lines = [f"{severity_in_words(finding.severity)} {sure} {finding.name}", str(finding.message)]
    for label, value in (
        (gettext("French"), finding.text),
        (gettext("English"), finding.reference),
        (gettext("suggestion"), finding.suggestion),
        (gettext("back-translation"), finding.back_translation),
    ):
        if value is not None:
            lines.append(gettext("{label}: {value}", label=label, value=value))
    return "\n".join([*lines, *(f"- {evidence_in_words(evidence, None)}" for evidence in finding.evidence)])


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
