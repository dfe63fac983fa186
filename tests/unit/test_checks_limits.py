"""Checks at their thresholds, through the pipeline: what is told, what is suggested, and how grave it is."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mtcheck.checks.confidence import confidence_of
from mtcheck.checks.exonyms import FOREIGN
from mtcheck.checks.formats.clock import RULE as CLOCK
from mtcheck.checks.formats.figure import RULE as FIGURE
from mtcheck.checks.mojibake import MOJIBAKE
from mtcheck.checks.name_capitals import LOST
from mtcheck.checks.names import TRANSLATED
from mtcheck.checks.out_of_place import ALONE, MISPLACED, SURE, MisplacedCheck
from mtcheck.checks.quote_wording import OMITTED, _estimated
from mtcheck.checks.terms import GARBLED
from mtcheck.checks.untranslated import UNTRANSLATED
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.analysis import MisplacedWord, Risk
from mtcheck.records import FileReport, Severity, Span

CheckText = Callable[..., FileReport]
MAJOR, MINOR = Severity.MAJOR, Severity.MINOR
ZELENSKY = "Volodymyr Zelensky est venu. Le président Zelensky a parlé. "
# The code, a text, and what is told of it: the words, the suggestion, the severity. None for nothing.
LIMITS: list[tuple[str, str, tuple[str, str | None, Severity] | None]] = [
    # Only "pm" without minutes may be a unit, and asks for a preposition.
    (CLOCK.code, "Rendez-vous lundi 3 p.m. au port.", ("3 p.m.", "15 h", MINOR)),
    (CLOCK.code, "Le match, 3:15 pm, est reporté.", ("3:15 pm", "15 h 15", MINOR)),
    (CLOCK.code, "Une précision de 10 pm suffit.", None),
    (FIGURE.code, "Le chômage a baissé de 2.3% en mai.", ("2.3%", "2,3%", MINOR)),
    # The medium's French name counts with its article.
    (TRANSLATED.code, "Selon Le Temps, la Suisse négocie avec Bruxelles.", None),
    (TRANSLATED.code, "Selon Le Gardien, la Suisse négocie avec Bruxelles.", ("Le Gardien", "The Guardian", MINOR)),
    # Before its noun the name alone would mend nothing, right behind the article that opens the text as well.
    (FOREIGN.code, "Le Bosphorus détroit est fermé.", ("Bosphorus", None, MINOR)),
    (FOREIGN.code, "La ville de Mosca est fermée.", ("Mosca", "Moscou", MAJOR)),
    (MOJIBAKE.code, "Le pr\ufffdsident a parlé.", ("pr\ufffdsident", "président", MINOR)),
    (MOJIBAKE.code, "La p\ufffdche a repris.", ("p\ufffdche", None, MINOR)),
    (LOST.code, ZELENSKY + "Le parti de zelensky gagne.", ("zelensky", "Zelensky", MINOR)),
    (LOST.code, ZELENSKY + "Écrivez à zelensky@presse.ua.", None),
    (LOST.code, ZELENSKY + "Le compte zelensky_officiel ment.", None),
    (UNTRANSLATED.code, "Le whistleblower a parlé aux juges.", ("whistleblower", "lanceur d'alerte", MAJOR)),
    (
        UNTRANSLATED.code,
        "La foule a chanté stand with us and fight hier soir.",
        ("stand with us and fight", None, MAJOR),
    ),
]


@pytest.mark.parametrize(("code", "text", "told"), LIMITS)
def test_limits(code: str, text: str, told: tuple[str, str | None, Severity] | None, check_text: CheckText) -> None:
    found = [f for f in check_text(text).findings if f.code == code]
    assert [(f.span.of(text), f.suggestion, f.severity) for f in found] == ([] if told is None else [told])


def test_words_that_the_corpus_never_puts_together_are_said_to_be(check_text: CheckText) -> None:
    (found,) = (
        f for f in check_text("Le marché de taureau continue à Wall Street.").findings if f.code == GARBLED.code
    )
    assert "collocation" in [one.kind for one in found.evidence]


TEN = "Le ministre a annoncé un réunion avec les maires hier."  # its ten words hold a fault, so that they are translated back


@pytest.mark.parametrize(
    ("text", "english", "code"),
    [
        (TEN, "The minister announced", "MT902"),  # three of ten words
        (TEN, "The minister announced it", None),  # four
        (TEN.replace(" hier", ""), "The minister announced", None),  # too short to say
        (TEN, "The minister announced a meeting and so on" + " and so on" * 3, None),  # four times in a row
        (TEN, "The minister announced a meeting and so on" + " and so on" * 9, "MT901"),
        (TEN, "one two three four " * 5, "MT901"),
        (TEN, "one two three four " * 4, None),
        (TEN, "one two three four five " * 5, None),  # a refrain, longer than what an engine is caught in
    ],
)
def test_what_the_engine_left_out_or_repeated(text: str, english: str, code: str | None, check_text: CheckText) -> None:
    report = check_text(text, translator=FakeTranslator(rule=lambda _: english))
    assert [f.code for f in report.findings if f.code.startswith("MT9")] == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("left_out", "told"),
    [("released every political prisoner without condition", True), ("released many prisoners", False)],
)
def test_four_words_in_a_row_are_an_omission(left_out: str, told: bool, check_text: CheckText) -> None:
    text = "« Nous avons signé le traité sur les océans et nous reviendrons au printemps », a déclaré Mme Lopez."
    quote = f"We signed the treaty on the oceans, {left_out} and we will come back in the spring."
    assert any(f.code == OMITTED.code for f in check_text(text, quote).findings) == told


@pytest.mark.parametrize(("major", "told"), [(0.05, False), (0.19, False), (0.2, True), (0.9, True)])
def test_a_risk_of_twice_the_others_is_told_as_such(major: float, told: bool) -> None:
    span = Span(0, 4)
    statement = cast(Any, SimpleNamespace(risks=[Risk(span, 0.1, 0.1)] * 3))
    assert ("times as likely" in str(_estimated(statement, Risk(span, major, major)).detail)) == told


@pytest.mark.parametrize(
    ("confidence", "alone", "severity"),
    [
        (SURE, False, MAJOR),
        (SURE - 0.01, False, Severity.NEUTRAL),
        (0.99, True, Severity.NEUTRAL),
        (0.1, True, Severity.NEUTRAL),
    ],
)
def test_a_place_in_a_short_text_is_a_note(confidence: float, alone: bool, severity: Severity) -> None:
    word = MisplacedWord(
        span=Span(0, 6),
        printed="grèves",
        pivot="strike",
        meant=("frappe",),
        domain="military",
        said=None,
        careless=False,
        companion=None,
        replaced=Span(0, 6),
        replacement=None,
        gain=None,
        confidence=confidence,
        grave=True,
        alone=alone,
    )
    (found,) = MisplacedCheck().check(
        cast(Any, SimpleNamespace(misplaced=(word,), segment_at=lambda _: None, alignments=()))
    )
    assert found.severity is severity
    assert found.branch == (ALONE if alone else "")
    assert found.confidence == (confidence_of(MISPLACED, ALONE) if alone else round(confidence, 2))
