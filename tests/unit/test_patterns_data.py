"""Every shipped pattern, and a fixed sample of the dictionary, through the real pipeline."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Callable

import pytest

from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.patterns.forms import compile_form
from mtcheck.patterns.loading import shipped_patterns
from mtcheck.patterns.schema import GLOSSED, Pattern
from mtcheck.patterns.wrong import (
    PackedRenderings,
    WrongRendering,
    keys_of,
    pack_wrong,
    shipped_wrong_renderings,
    sound_phrases,
)
from mtcheck.records import FileReport, Finding, Span

CheckTexts = Callable[..., tuple[FileReport, ...]]
PATTERNS = shipped_patterns()
TOLD = ("MT201", "MT202", "MT203", "MT409", "MT415")  # how the codes begin under which patterns tell
EVERY = 60  # one entry of so many is in the sample


def marked(example: str) -> tuple[str, Span]:
    start, end = example.index("["), example.index("]") - 1
    return example.replace("[", "").replace("]", ""), Span(start, end)


def told(report: FileReport) -> list[Finding]:
    assert report.error is None
    return [finding for finding in report.findings if finding.code.startswith(TOLD)]


def test_there_are_many_of_each_kind() -> None:
    kinds = Counter(str(pattern.kind) for pattern in PATTERNS)
    assert min(kinds["term"], kinds["idiom"], kinds["sense"], kinds["calque"]) >= 20
    assert sum(bool(pattern.forms) for pattern in PATTERNS) >= 300


def test_every_form_can_be_read() -> None:
    for pattern in PATTERNS:
        for form in pattern.forms:
            compile_form(form)


def test_english_is_listed_once_among_what_is_glossed() -> None:
    every = Counter(form.lower() for pattern in PATTERNS if pattern.kind in GLOSSED for form in pattern.english)
    assert [form for form, count in every.items() if count > 1] == []


def test_company_that_clears_comes_with_company_that_accuses() -> None:
    assert [pattern.english for pattern in PATTERNS if pattern.unless and not pattern.near] == []
    assert [pattern.english for pattern in PATTERNS if pattern.near & pattern.unless] == []


def test_examples_are_found(check_texts: CheckTexts) -> None:
    rows: list[tuple[Pattern, str, Span]] = [
        (pattern, *marked(example)) for pattern in PATTERNS for example in pattern.examples
    ]
    reports = check_texts([(str(number), text) for number, (_, text, _) in enumerate(rows)])
    missed = [
        (pattern.english[0], text)
        for (pattern, text, span), report in zip(rows, reports, strict=True)
        if not any(finding.span.overlaps(span) for finding in told(report))
    ]
    assert missed == []


def test_counterexamples_are_left_alone(check_texts: CheckTexts) -> None:
    texts = sorted({text for pattern in PATTERNS for text in pattern.counterexamples})
    reports = check_texts([(str(number), text) for number, text in enumerate(texts)])
    found = [(text, f.code, f.text) for text, report in zip(texts, reports, strict=True) for f in told(report)]
    assert found == []


def test_the_dictionary_leaves_its_own_sound_sentences_alone(check_texts: CheckTexts) -> None:
    sample = list(shipped_dictionary(examples=True))[::EVERY]
    texts = [sense.examples[0].french for entry in sample for sense in entry.senses]
    reports = check_texts([(str(number), text) for number, text in enumerate(texts)])
    mistaken = {wrong.english for wrong in shipped_wrong_renderings().known.values()}
    found = [
        (text, f.text)
        for text, report in zip(texts, reports, strict=True)
        for f in told(report)
        if f.branch == "dictionary" and f.reference in mistaken
    ]
    assert found == []


def test_what_tells_by_itself_is_told(check_texts: CheckTexts) -> None:
    known = shipped_wrong_renderings().known
    entries = [entry for entry in list(shipped_dictionary())[::EVERY] for _ in [0] if entry.wrong]
    phrases = [phrase for entry in entries for phrase in entry.wrong if keys_of(phrase) in known]
    assert len(phrases) >= 200
    reports = check_texts(
        [(str(number), f"Il a été question de {phrase} hier.") for number, phrase in enumerate(phrases)]
    )
    missed = [phrase for phrase, report in zip(phrases, reports, strict=True) if not report.findings]
    assert len(missed) <= len(phrases) // 20, missed


@pytest.mark.parametrize("phrase", sound_phrases())
def test_what_is_sound_does_not_tell(phrase: str) -> None:
    assert keys_of(phrase) not in shipped_wrong_renderings().known


def test_wrong_renderings_come_back_as_they_were_packed() -> None:
    known = {
        ("coup", "de", "pied", "arrêt"): WrongRendering("kick off", ("donner le coup d'envoi", "débuter"), lone=False),
        ("de", "haut", "école"): WrongRendering("high school", ("lycée",), lone=True),
    }
    lines = lzma.decompress(pack_wrong(known)).decode("utf-8").splitlines()
    assert dict(PackedRenderings(lines)) == known
    left = PackedRenderings(lines, without=[("de", "haut", "école"), ("never", "packed")])
    assert dict(left) == {keys: known[keys] for keys in list(known)[:1]}
