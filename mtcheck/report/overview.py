"""What the HTML page says about the run as a whole: findings by kind, how to read it, and the facts to filter by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.fingerprints import finding_key, normalise
from mtcheck.language.messages import gettext, gettext_noop, titled
from mtcheck.records import AcrossFinding, FileReport, Finding, Report, Severity
from mtcheck.report.cards import STATUSES, Card, CardEntry, Quotes, card, entries, speaker_of
from mtcheck.report.grading import Grade, burden, grade_of

_FEW = 3  # files with nothing found that need not be folded
_FIRST = 3  # findings that stand before everything else
MEANINGS = {
    Severity.CRITICAL: gettext_noop("the text says the opposite, or something harmful"),
    Severity.MAJOR: gettext_noop("the meaning is wrong or lost"),
    Severity.MINOR: gettext_noop("a slip that does not mislead"),
    Severity.NEUTRAL: gettext_noop("a note; costs nothing"),
}


@dataclass(frozen=True, slots=True)
class OverviewKind:
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


def kinds(report: Report) -> tuple[OverviewKind, ...]:
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
        found.append(OverviewKind(code, name, summaries.get(code, ""), counts.total(), tuple(parts)))
    return tuple(found)


_GRADES = (
    Grade.NOT_CHECKED,
    Grade.UNUSABLE,
    Grade.NEEDS_EDITING,
    Grade.MINOR_SLIPS,
    Grade.NOTHING_NEW,
    Grade.NOTHING_FOUND,
)


def by_gravity(report: Report) -> tuple[tuple[int, FileReport], ...]:
    """Return the files with their numbers in the report, from 1: failed ones, then the gravest first."""
    rank = {grade: place for place, grade in enumerate(_GRADES)}

    def key(item: tuple[int, FileReport]) -> tuple[int, float, int, int]:
        number, file = item
        return rank[grade_of(file)], -burden(file.findings, file.words), -len(file.findings), number

    return tuple(sorted(enumerate(report.files, start=1), key=key))


def worth_reading(ordered: Sequence[tuple[int, FileReport]]) -> int:
    """Return how many of the files by gravity are shown at once: those with something to say, or all where few have nothing."""
    clean = sum(1 for _, file in ordered if grade_of(file) is Grade.NOTHING_FOUND)
    return len(ordered) - clean if clean > _FEW else len(ordered)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A finding that is worth a look before all others.

    Attributes:
        id: Anchor of its card.
        path: Its file.
    """

    id: str
    path: str
    finding: Finding


def gravest(report: Report) -> tuple[Pointer, ...]:
    """Return the gravest findings of the run, the surest first; the same words once; none where nothing is grave."""
    found: list[Pointer] = []
    seen: set[tuple[str, str]] = set()
    grave = (
        Pointer(f"finding-{number}-{place}", file.path, entry.finding)
        for number, file in enumerate(report.files, start=1)
        for place, entry in enumerate(entries(file), start=1)
        if entry.known is None and entry.finding.severity >= Severity.MAJOR
    )
    for pointer in sorted(grave, key=lambda pointer: (-pointer.finding.severity, -pointer.finding.confidence)):
        told = (pointer.finding.code, normalise(pointer.finding.text))
        if told not in seen:
            seen.add(told)
            found.append(pointer)
        if len(found) == _FIRST:
            break
    return tuple(found)


def across_cards(report: Report, quotes: Quotes) -> tuple[tuple[AcrossFinding, Card, int], ...]:
    """Return what the page shows of the findings across files: each with its card and the number of its speaker."""
    names = speakers(report, quotes)
    found = []
    for place, item in enumerate(report.across, start=1):
        file = FileReport(item.path, document=item.document)
        made = card(f"across-{place}", None, CardEntry(item.local, item.known), file, report, quotes)
        found.append((item, made, names.index(made.speaker) if made.speaker in names else -1))
    return tuple(found)


def _all(report: Report) -> Iterator[CardEntry]:
    for file in report.files:
        yield from entries(file)
    yield from (CardEntry(item.finding, item.known) for item in report.across)


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
            len(entry.finding.text.encode("utf-16-le", "surrogatepass")) // 2,
            finding_key(entry.finding, file.document).digest,
        )
        for number, file in enumerate(report.files, start=1)
        for entry in entries(file)
    ]
    source = json.dumps(rows, separators=(",", ":"))
    # "</script" and "<!--" would end or disturb the element; < never stands outside a JSON string
    return source.replace("<", "\\u003c")
