"""What is wrong with suggestions: put into their sentence, they are checked by mtcheck itself and by its lexicon of forms."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mtcheck.checks.registry import all_rules
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import is_known
from mtcheck.french.placing import in_place
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.patterns.loading import shipped_patterns
from mtcheck.records import Category, FileReport, Finding, KnownQuote, Span
from mtcheck.replacements import Replacement, replacement_of
from mtcheck.text.words import words
from tests.conftest import quote_by

KNOWN_ERRORS = Path(__file__).parents[1] / "known_errors"
SEEDS = Path(__file__).parents[2] / "seeds"
ENTRIES = 120  # of so many dictionary entries one is tried
SPEAKER = "Anna Keller"
UNLISTED = frozenset({"libéro", "antiémeutes", "antibunker", "pole"})  # sound French that the word list lacks
Check = Callable[..., tuple[FileReport, ...]]


class Case(NamedTuple):
    """A text with something wrong in it."""

    text: str
    speaker: str = ""
    english: str = ""  # what the speaker is known to have said; empty where nothing is

    @property
    def quotes(self) -> tuple[KnownQuote, ...]:
        """The known statement that the text is laid beside."""
        return (KnownQuote("known", self.speaker, self.english),) if self.english else ()


class Applied(NamedTuple):
    """A suggestion in its sentence."""

    finding: Finding
    told: frozenset[tuple[str, str]]  # codes and messages of everything that was found before
    beside: frozenset[str]  # codes of what else was found in the words that are replaced
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


def known_cases() -> tuple[Case, ...]:
    """Return every case there is, sorted: of rules, of patterns, of the dictionary, of the sets of known errors."""
    return tuple(sorted({*_examples(), *_patterns(), *_entries(), *_rows()}))


def _examples() -> Iterator[Case]:
    for rule in all_rules():
        for example in rule.examples:
            if example.flagged is not None and example.quote is None:
                yield Case(example.text)
            elif example.flagged is not None:
                known = quote_by(example.text, example.quote or "")
                yield Case(example.text, known.speaker, known.text)


def _patterns() -> Iterator[Case]:
    for pattern in shipped_patterns():
        for example in pattern.examples:
            yield Case(example.replace("[", "").replace("]", ""))


def _entries() -> Iterator[Case]:
    """Put what careless translation prints for a word into sound sentences that render it, as news and as a quotation.

    Words of one sense alone: what is wrong for another sense is no likely translation of this one.
    """
    for entry in list(shipped_dictionary(examples=True))[::ENTRIES]:
        for example in entry.senses[0].examples if len(entry.senses) == 1 else ():
            for wrong in entry.wrong:
                text = _garbled(example.french, entry.senses[0].french, wrong)
                if text is not None:
                    yield Case(text)
                    yield Case(f"« {text.rstrip('.')} », a déclaré {SPEAKER}.", SPEAKER, example.english)


def _garbled(french: str, right: Sequence[str], wrong: str) -> str | None:
    for rendering in right:
        start = french.find(rendering)
        if start < 0 or not _stands_alone(french, start, len(rendering)):
            continue
        found = in_place(french, Span(start, start + len(rendering)), wrong)
        if found is not None:
            span, put = found
            return french[: span.start] + put + french[span.end :]
    return None


def _stands_alone(text: str, start: int, length: int) -> bool:
    around = (text[start - 1 : start], text[start + length : start + length + 1])
    return not any(letter.isalnum() or letter == "-" for letter in around)


def _rows() -> Iterator[Case]:
    for path in sorted(KNOWN_ERRORS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if path.name == "known-errors.jsonl":  # places in the seeds, of which one case is made
                yield Case((SEEDS / row["file"]).read_text(encoding="utf-8"))
            elif row.get("spans", row.get("errors", row.get("told"))):
                yield Case(row.get("text") or row["french"], row.get("speaker", ""), row.get("english", ""))


def suggestion_faults(cases: Iterable[Case], check: Check) -> tuple[int, tuple[Fault, ...]]:
    """Put every suggestion into its text, one at a time.

    Args:
        cases: French, with what it is laid beside.
        check: Checks named texts beside known quotes.

    Returns:
        How many suggestions there are, and what is wrong with them.
    """
    given = [(case.text, case.quotes) for case in cases]
    found = [
        (item, quotes)
        for report, (_, quotes) in zip(_checked(given, check), given, strict=True)
        for item in _applied(report)
    ]
    applied = [item for item, _ in found]
    again = _checked([(item.after, quotes) for item, quotes in found], check)
    faults = [fault for item, report in zip(applied, again, strict=True) for fault in _faults(item, report)]
    return len(applied), tuple(faults)


def _checked(given: Sequence[tuple[str, tuple[KnownQuote, ...]]], check: Check) -> tuple[FileReport, ...]:
    """Check texts in their order; those with the same quotes in one run, each beside its own alone."""
    places: dict[tuple[KnownQuote, ...], list[int]] = defaultdict(list)
    for place, (_, quotes) in enumerate(given):
        places[quotes].append(place)
    found = {
        place: report
        for quotes, among in places.items()
        for place, report in zip(among, check([(f"{n}.txt", given[n][0]) for n in among], quotes), strict=True)
    }
    return tuple(found[place] for place in range(len(given)))


def _applied(report: FileReport) -> Iterator[Applied]:
    if report.document is None:
        return
    for finding in report.findings:
        edit = replacement_of(report.document, finding)
        # Of letters that were read in a wrong encoding one is mended here: the others stay what they were.
        if edit is not None and finding.category is not Category.ENCODING:
            yield put(report, finding, edit)


def put(report: FileReport, finding: Finding, edit: Replacement) -> Applied:
    """Apply an edit."""
    text = report.document.text if report.document is not None else ""
    after = text[: edit.span.start] + edit.text + text[edit.span.end :]
    told = frozenset((other.code, str(other.message)) for other in report.findings)
    beside = frozenset(f.code for f in report.findings if f is not finding and f.span.overlaps(edit.span))
    return Applied(finding, told, beside, text, after, Span(edit.span.start, edit.span.start + len(edit.text)))


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
    """Say whether a finding is one of words that were printed before, or tells of them what was told before."""
    told = (finding.code, str(finding.message)) in item.told or finding.code in item.beside
    return told or finding.text in item.before


def _is_word(printed: str) -> bool:
    plain = printed.lower().replace("’", "'")
    if not printed[0].isalpha() or printed[0].isupper() or printed.endswith(("'", "’")):
        return True  # names, numbers and elided words
    parts = [part for part in plain.split("-") if part]
    return plain in UNLISTED or any(
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
