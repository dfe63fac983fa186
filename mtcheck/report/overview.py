"""What the HTML page says about the run as a whole: findings by kind, how to read it, and the facts to filter by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.language.messages import gettext, gettext_noop, titled
from mtcheck.records import AcrossFinding, FileReport, Report, Severity
from mtcheck.report.cards import STATUSES, Card, Entry, Quotes, card, entries, speaker_of

MEANINGS = {
    Severity.CRITICAL: gettext_noop("the text says the opposite, or something harmful"),
    Severity.MAJOR: gettext_noop("the meaning is wrong or lost"),
    Severity.MINOR: gettext_noop("a slip that does not mislead"),
    Severity.NEUTRAL: gettext_noop("a note; costs nothing"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One bar of the chart.

    Attributes:
        summary: What the rule reports, empty where the rule is not installed here.
        number: Findings of that code.
        parts: Severity label, where the part starts and how long it is, in hundredths of the longest bar.
    """

    code: str
    name: str
    summary: str
    number: int
    parts: tuple[tuple[str, float, float], ...]

    @property
    def title(self) -> str:
        """The dotted name as words, in the language that is spoken."""
        return gettext(titled(self.name))


def kinds(report: Report) -> tuple[Kind, ...]:
    """Count the findings by code, the gravest severities first in each bar; known ones are listed and not counted."""
    numbers: dict[tuple[str, str], Counter[Severity]] = {}
    for entry in _all(report):
        counts = numbers.setdefault((entry.finding.code, entry.finding.name), Counter())
        counts[entry.finding.severity] += entry.known is None
    longest = max((counts.total() for counts in numbers.values()), default=0) or 1
    summaries = _summaries() if numbers else {}
    found = []
    for (code, name), counts in sorted(numbers.items()):
        parts, start = [], 0.0
        for severity in reversed(Severity):
            if counts[severity]:
                width = 100 * counts[severity] / longest
                parts.append((severity.label, round(start, 2), round(width, 2)))
                start += width
        found.append(Kind(code, name, summaries.get(code, ""), counts.total(), tuple(parts)))
    return tuple(found)


def across_cards(report: Report, quotes: Quotes) -> tuple[tuple[AcrossFinding, Card, int], ...]:
    """Return what the page shows of the findings across files: each with its card and the number of its speaker."""
    names = speakers(report, quotes)
    found = []
    for place, item in enumerate(report.across, start=1):
        file = FileReport(item.path, document=item.document)
        made = card(f"across-{place}", None, Entry(item.local, item.known), file, report, quotes)
        found.append((item, made, names.index(made.speaker) if made.speaker in names else -1))
    return tuple(found)


def _all(report: Report) -> Iterator[Entry]:
    for file in report.files:
        yield from entries(file)
    yield from (Entry(item.finding, item.known) for item in report.across)


def _summaries() -> dict[str, str]:
    """Return what every installed rule reports; a report may hold codes of a plug-in that is not there."""
    from mtcheck.checks.registry import all_rules
    from mtcheck.errors import ConfigError

    try:
        return {rule.code: gettext(rule.summary) for rule in all_rules()}
    except ConfigError:
        return {}


def speakers(report: Report, quotes: Quotes) -> tuple[str, ...]:
    """Return who is quoted in the French at fault, by name."""
    found = {speaker_of(entry.finding, file, quotes) for file in report.files for entry in entries(file)}
    found |= {speaker_of(item.local, FileReport(item.path), quotes) for item in report.across}
    return tuple(sorted(name for name in found if name is not None))


def severities(report: Report) -> tuple[Severity, ...]:
    """Return the severities that findings of the report have, the gravest first."""
    present = {entry.finding.severity for entry in _all(report)}
    return tuple(sorted(present, reverse=True))


def statuses(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the ways in which findings of the report are known and do not count: value and words."""
    present = {entry.known.kind for entry in _all(report) if entry.known is not None}
    return tuple((kind.value, gettext(words)) for kind, words in STATUSES.items() if kind in present)


def facts(report: Report, quotes: Quotes) -> str:
    """Return what the filters ask of every finding, as JSON that may stand inside a ``script`` element.

    A long report builds an article only when it is opened, so the filters cannot ask the page itself.
    """
    names = speakers(report, quotes)
    place_of = {name: place for place, name in enumerate(names)}
    rows = [
        (
            number,
            entry.finding.severity.label,
            entry.finding.code,
            place_of.get(speaker_of(entry.finding, file, quotes) or "", -1),
            round(entry.finding.confidence, 2),
            entry.known.kind.value if entry.known is not None else "",
            " ".join(filter(None, (entry.finding.text, entry.finding.suggestion, str(entry.finding.message)))),
        )
        for number, file in enumerate(report.files, start=1)
        for entry in entries(file)
    ]
    source = json.dumps(rows, separators=(",", ":"))
    # "</script" and "<!--" would end or disturb the element; < never stands outside a JSON string
    return source.replace("<", "\\u003c")
