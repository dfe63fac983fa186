"""What is wrong with suggestions: put into their sentence, they are checked by mtcheck itself and by its lexicon of forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mtcheck.checks.registry import all_rules
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.records import Category, FileReport, Finding, Span
from mtcheck.replacements import Replacement, replacement_of
from mtcheck.text.words import words

KNOWN_ERRORS = Path(__file__).parents[1] / "known_errors"
Check = Callable[[Sequence[tuple[str, str]]], tuple[FileReport, ...]]


class Applied(NamedTuple):
    """A suggestion in its sentence."""

    finding: Finding
    before: str
    after: str
    span: Span  # of the new words in ``after``


class Fault(NamedTuple):
    """What a suggestion brought that was not there."""

    applied: Applied
    what: str

    def __str__(self) -> str:
        item = self.applied
        edit = f"{item.finding.text!r} → {item.finding.suggestion!r}"
        return f"{item.finding.code} {edit}: {self.what}\n    {item.after.strip()}"


def known_texts() -> tuple[str, ...]:
    """Return every text that a rule must flag, and every text of the sets of known errors, sorted."""
    found = {example.text for rule in all_rules() for example in rule.examples if example.flagged is not None}
    for name, keys in (("garbled.jsonl", ("text", "french")), ("passages.jsonl", ("text", "french"))):
        for line in (KNOWN_ERRORS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.update(row[key] for key in keys if isinstance(row.get(key), str))
    return tuple(sorted(found))


def suggestion_faults(texts: Iterable[str], check: Check) -> tuple[int, tuple[Fault, ...]]:
    """Put every suggestion into its text, one at a time.

    Args:
        texts: French.
        check: Checks named texts.

    Returns:
        How many suggestions there are, and what is wrong with them.
    """
    given = [(f"{number}.txt", text) for number, text in enumerate(texts)]
    reports = check(given)
    applied = [item for report in reports for item in _applied(report)]
    again = check([(f"{number}.txt", item.after) for number, item in enumerate(applied)])
    faults = [fault for item, report in zip(applied, again, strict=True) for fault in _faults(item, report)]
    return len(applied), tuple(faults)


def _applied(report: FileReport) -> Iterator[Applied]:
    if report.document is None:
        return
    text = report.document.text
    for finding in report.findings:
        edit = replacement_of(report.document, finding)
        # Of letters that were read in a wrong encoding one is mended here: the others stay what they were.
        if edit is not None and finding.category is not Category.ENCODING:
            yield put(text, finding, edit)


def put(text: str, finding: Finding, edit: Replacement) -> Applied:
    """Apply an edit."""
    after = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return Applied(finding, text, after, Span(edit.span.start, edit.span.start + len(edit.text)))


def _faults(item: Applied, report: FileReport) -> Iterator[Fault]:
    if report.error is not None:
        yield Fault(item, f"cannot be checked: {report.error}")
    near = Span(max(0, item.span.start - 1), item.span.end + 1)
    for finding in report.findings:
        if finding.span.overlaps(near) and not _was_there(item, finding):
            yield Fault(item, f"{finding.code} on {finding.text!r}: {finding.message}")
    for word in words(item.span.of(item.after), item.span.start):
        if not _is_word(word.text) and word.text not in item.before:
            yield Fault(item, f"{word.text!r} is no word")
    around = item.after[max(0, item.span.start - 1) : item.span.end + 1]
    if "  " in around or _glued(item):
        yield Fault(item, "spaces")
    if (
        _opens(item.before, item.finding.span.start)
        and item.finding.text[:1].isupper()
        and item.span.of(item.after)[:1].islower()
    ):
        yield Fault(item, "no capital at the beginning of a sentence")


def _was_there(item: Applied, finding: Finding) -> bool:
    """Say whether a finding is one of words that were printed before, and were another finding's until now."""
    return finding.text in item.before


def _is_word(printed: str) -> bool:
    plain = printed.lower().replace("’", "'")
    if not printed[0].isalpha() or printed[0].isupper() or printed.endswith(("'", "’")):
        return True  # names, numbers and elided words
    parts = [part for part in plain.split("-") if part]
    return any(
        readings(form) or is_known(form, "fr") or shipped_frequencies().of(form, "fr") > 0 for form in (plain, *parts)
    )


def _glued(item: Applied) -> bool:
    before, after = item.after[: item.span.start], item.after[item.span.end :]
    inside = item.span.of(item.after)
    joins = (before[-1:] + inside[:1], inside[-1:] + after[:1])
    was = (item.before[: item.finding.span.start][-1:] + item.finding.text[:1], item.finding.text[-1:] + after[:1])
    return any(pair.isalpha() and len(pair) == 2 and not old.isalpha() for pair, old in zip(joins, was, strict=True))


def _opens(text: str, start: int) -> bool:
    lead = text[:start].rstrip(' \u00a0\u202f«“"(–—-')
    return not lead or lead[-1] in ".!?…\n"
