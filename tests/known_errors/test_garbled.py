"""Garbled and sound sentences on many topics: recall and false alarms may not get worse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from mtcheck.engines.base import Translator
from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.records import FileReport, Finding, KnownQuote, Severity, Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
UNSHARED = 40  # garbled sentences without a word of the seeds that must be found

Row = dict[str, Any]
CheckTexts = Callable[..., tuple[FileReport, ...]]


class Ratchet(Protocol):
    """The fixture of the same name."""

    def at_least(self, key: str, value: float, told: object = "") -> None: ...
    def at_most(self, key: str, value: float, told: object = "") -> None: ...


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


GARBLED, SOUND, QUOTES = rows("garbled.jsonl"), rows("sound.jsonl"), rows("quotes.jsonl")


def marked(row: Row) -> list[tuple[Span, str]]:
    return [(Span(span["start"], span["end"]), span["kind"]) for span in row["spans"]]


def hits(report: FileReport, span: Span) -> bool:
    return any(finding.span.overlaps(span) for finding in report.findings)


def strays(report: FileReport, row: Row) -> list[Finding]:
    """Findings that overlap no marked span."""
    spans = [span for span, _ in marked(row)] if "spans" in row else []
    return [finding for finding in report.findings if not any(finding.span.overlaps(span) for span in spans)]


def described(row: Row, finding: Finding) -> str:
    text = f"{row['id']} {finding.code} {finding.severity.label} {finding.confidence} {finding.text!r}"
    return f"{text} in {row.get('text', row.get('french'))!r}"


@pytest.fixture(scope="module")
def garbled(check_texts: CheckTexts) -> tuple[FileReport, ...]:
    return check_texts([(row["id"], row["text"]) for row in GARBLED])


@pytest.fixture(scope="module")
def sound(check_texts: CheckTexts) -> tuple[FileReport, ...]:
    return check_texts([(row["id"], row["text"]) for row in SOUND])


@pytest.fixture(scope="module")
def quoted(check_texts: CheckTexts, embedded: Translator) -> tuple[FileReport, ...]:
    """Each row against its own statement alone, with the embedded model: forced decoding has its part in the verdicts."""
    reports: list[FileReport] = []
    for row in QUOTES:
        known = KnownQuote(row["id"], row["speaker"], row["english"])
        reports.extend(check_texts([(row["id"], row["french"])], (known,), embedded))
    return tuple(reports)


@pytest.mark.parametrize("row", [*GARBLED, *QUOTES], ids=lambda row: row["id"])
def test_marked_spans_stand_in_the_text(row: Row) -> None:
    text = row.get("text") or row["french"]
    for span in row["spans"]:
        assert text[span["start"] : span["end"]] == span["text"]


def test_every_sentence_is_checked(garbled: tuple[FileReport, ...], sound: tuple[FileReport, ...]) -> None:
    assert [report.error for report in (*garbled, *sound) if report.error] == []


def test_findings_stand_where_they_say(
    garbled: tuple[FileReport, ...], sound: tuple[FileReport, ...], quoted: tuple[FileReport, ...]
) -> None:
    for report in (*garbled, *sound, *quoted):
        assert report.document is not None
        assert all(finding.text == finding.span.of(report.document.text) for finding in report.findings)
        assert all(item.quotation.text == item.quotation.span.of(report.document.text) for item in report.quotations)


@pytest.mark.parametrize("kind", sorted({kind for row in GARBLED for _, kind in marked(row)}))
def test_recall_by_kind(kind: str, garbled: tuple[FileReport, ...], ratchet: Ratchet) -> None:
    spans = [
        (hits(report, span), span.of(row["text"]))
        for report, row in zip(garbled, GARBLED, strict=True)
        for span, found in marked(row)
        if found == kind
    ]
    missed = [text for hit, text in spans if not hit]
    ratchet.at_least(f"garbled.found.{kind}", len(spans) - len(missed), f"missed {missed}")


def test_findings_beside_the_marked_spans(garbled: tuple[FileReport, ...], ratchet: Ratchet) -> None:
    found = [(row, f) for report, row in zip(garbled, GARBLED, strict=True) for f in strays(report, row)]
    for severity in (Severity.MINOR, Severity.MAJOR):
        these = [described(row, finding) for row, finding in found if finding.severity == severity]
        ratchet.at_most(f"garbled.beside.{severity.label}", len(these), these)


def test_false_alarms_on_sound_french(sound: tuple[FileReport, ...], ratchet: Ratchet) -> None:
    found = [(row, f) for report, row in zip(sound, SOUND, strict=True) for f in report.findings]
    assert not [described(row, finding) for row, finding in found if finding.severity == Severity.CRITICAL]
    for severity in (Severity.MINOR, Severity.MAJOR):
        these = [described(row, finding) for row, finding in found if finding.severity == severity]
        ratchet.at_most(f"sound.{severity.label}", len(these), these)


def content(text: str) -> set[str]:
    """Dictionary forms of the words that carry meaning, without accents."""
    return {
        fold(lemma(word.folded, "fr"))
        for word in words(text)
        if word.folded not in FRENCH and len(word.folded) > 1 and not word.text[0].isdigit()
    }


def test_the_mechanism_does_not_know_the_seeds(garbled: tuple[FileReport, ...]) -> None:
    """At least forty garbled renderings whose words do not occur in the seeds are found where they stand."""
    seeds = content("\n".join(path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))))
    forms = {fold(form) for form in seeds}
    found = [
        (row["id"], span.of(row["text"]))
        for report, row in zip(garbled, GARBLED, strict=True)
        for span, _ in marked(row)
        if content(span.of(row["text"])) and not content(span.of(row["text"])) & forms and hits(report, span)
    ]
    assert len({name for name, _ in found}) >= UNSHARED, found


def test_matching(quoted: tuple[FileReport, ...], ratchet: Ratchet) -> None:
    """A French text that renders its statement is matched; one by somebody else is not."""
    said = [bool([a for item in report.quotations for a in item.alignments]) for report in quoted]
    wanted = [bool(row["matched"]) for row in QUOTES]
    right = sum(a and b for a, b in zip(said, wanted, strict=True))
    missed = [row["id"] for row, a, b in zip(QUOTES, said, wanted, strict=True) if b and not a]
    wrong = [row["id"] for row, a, b in zip(QUOTES, said, wanted, strict=True) if a and not b]
    ratchet.at_least("quotes.matching.recall", round(right / sum(wanted), 3), f"missed {missed}")
    ratchet.at_least("quotes.matching.precision", round(right / sum(said), 3), f"wrong {wrong}")


@pytest.mark.parametrize("kind", sorted({kind for row in QUOTES for _, kind in marked(row)}))
def test_quote_recall_by_kind(kind: str, quoted: tuple[FileReport, ...], ratchet: Ratchet) -> None:
    found = [
        hits(report, span)
        for report, row in zip(quoted, QUOTES, strict=True)
        for span, marked_kind in marked(row)
        if marked_kind == kind
    ]
    ratchet.at_least(f"quotes.found.{kind}", sum(found))


def test_quote_false_alarms(quoted: tuple[FileReport, ...], ratchet: Ratchet) -> None:
    found = [(row, f) for report, row in zip(quoted, QUOTES, strict=True) for f in strays(report, row)]
    for level, severities in (("minor", {Severity.MINOR}), ("major", {Severity.MAJOR, Severity.CRITICAL})):
        these = [described(row, finding) for row, finding in found if finding.severity in severities]
        ratchet.at_most(f"quotes.false-alarms.{level}", len(these), these)
