"""Every rule proves itself on its own sentences, through the real pipeline and lexicon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.registry import all_checks, all_rules
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import Category, FileReport, Report, Severity, Span

CheckText = Callable[..., FileReport]
RULES = all_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}-{'flag' if example.flagged else 'leave'}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
]


def found_by(rule: Rule, example: Example, check_text: CheckText) -> list[Span]:
    answer = example.back_translation
    translator = FakeTranslator() if answer is None else FakeTranslator(rule=lambda _: answer)
    report = check_text(example.text, example.quote, translator, example.glossary)
    assert report.status == "checked", report.error
    return [finding.span for finding in report.findings if finding.code == rule.code]


def found_among(rule: Rule, example: Example, check_among: Callable[..., Report]) -> list[Span]:
    report = check_among(example.text, example.others, example.quote)
    assert all(file.error is None for file in report.files)
    assert {item.path for item in report.across} <= {"text.txt"}, "the others agree"
    return [item.finding.span for item in report.across if item.finding.code == rule.code]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example, check_text: CheckText, check_among: Callable[..., Report]) -> None:
    found = found_among(rule, example, check_among) if example.others else found_by(rule, example, check_text)
    if example.flagged is None:
        assert not found, [span.of(example.text) for span in found]
        return
    assert example.text.count(example.flagged) >= 1, "the flagged words stand in the text"
    starts = [match.start() for match in re.finditer(re.escape(example.flagged), example.text)]
    marked = [Span(start, start + len(example.flagged)) for start in starts]
    assert any(span.overlaps(mark) for span in found for mark in marked), [span.of(example.text) for span in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_well_formed(rule: Rule) -> None:
    assert re.fullmatch(r"MT[1-9]\d{2,3}", rule.code)
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)+", rule.name), rule.name
    assert isinstance(rule.category, Category)
    assert isinstance(rule.severity, Severity)
    assert rule.summary.strip() == rule.summary
    assert "\n" not in rule.summary
    assert rule.summary.endswith(".")
    assert len(rule.rationale.split()) >= 5
    assert len(rule.authority.split()) >= 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_both_kinds_of_example(rule: Rule) -> None:
    assert any(example.flagged for example in rule.examples), "a sentence that it must flag"
    assert any(example.flagged is None for example in rule.examples), "a sentence that it must leave alone"


def test_codes_and_names_are_unique() -> None:
    assert max(Counter(rule.code for rule in RULES).values()) == 1
    assert max(Counter(rule.name for rule in RULES).values()) == 1


def test_every_check_gives_verdicts_of_its_own_rules_only(check_text: CheckText) -> None:
    known = {rule.code for rule in RULES}
    assert known == {rule.code for check in all_checks() for rule in check.rules}
    flagging = [
        example
        for rule in RULES
        for example in rule.examples
        if example.flagged and not (example.quote or example.glossary)
    ]
    report = check_text("\n\n".join(example.text for example in flagging))
    assert report.findings
    assert {finding.code for finding in report.findings} <= known


def test_engine_faults_are_neutral_and_alone_so() -> None:
    assert {rule.code for rule in RULES if rule.category is Category.ENGINE} == {
        rule.code for rule in RULES if rule.code.startswith("MT9")
    }
    # What is in a third language is told, and is no fault.
    assert all(
        (rule.severity is Severity.NEUTRAL) == (rule.code[:3] == "MT9" or rule.code == "MT303") for rule in RULES
    )
