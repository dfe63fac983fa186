"""MT205 and MT212: which doubts are told, how gravely, and in what words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mtcheck.checks.base import Verdict
from mtcheck.checks.senses import LITERAL, UNASKED, SenseCheck
from mtcheck.evidence.analysis import DoubtedRendering, FileEvidence
from mtcheck.readers.plain import document
from mtcheck.records import FileReport, Severity, Span

TEXT = "La facture a été adoptée par le Sénat."
DOUBT = DoubtedRendering(
    span=Span(0, 10),
    printed="facture",
    position=3,
    english="bill",
    headword="bill",
    meant=("projet de loi", "proposition de loi"),
    domain="politics",
    said="money",
    companions=("Senate", "pass"),
    replacement="Le projet de loi",
    kind="sense",
    phrase=False,
    confidence=0.8,
    reference="The bill was passed by the Senate.",
    quote_id="q1",
)


def verdicts(*doubted: DoubtedRendering) -> list[Verdict]:
    return list(SenseCheck().check(FileEvidence(document("a", TEXT), (), doubted=doubted)))


def test_the_card_says_what_is_meant_and_why() -> None:
    (verdict,) = verdicts(DOUBT)
    assert verdict.rule is UNASKED
    assert verdict.span.of(TEXT) == "La facture"
    assert verdict.suggestion == "Le projet de loi"
    assert (verdict.reference, verdict.quote_id) == (DOUBT.reference, "q1")
    assert str(verdict.message) == (
        "“bill” beside “Senate” and “pass” is “projet de loi” (politics); “facture” renders it in another sense (money)"
    )
    details = [str(evidence.detail) for evidence in verdict.evidence]
    assert details[0] == "Sound French for “bill” in this sense (politics): projet de loi, proposition de loi."
    assert details[1] == "The sentence speaks of “Senate” and “pass”."


def test_what_renders_no_sense_is_told_so() -> None:
    (verdict,) = verdicts(replace(DOUBT, said=None, companions=()))
    assert str(verdict.message) == "“bill” is “projet de loi” (politics); “facture” does not render it"
    assert len(verdict.evidence) == 1
    (verdict,) = verdicts(replace(DOUBT, said="politics"))
    assert str(verdict.message).endswith("“facture” renders another sense of it")


def test_a_phrase_has_a_code_of_its_own() -> None:
    (verdict,) = verdicts(replace(DOUBT, phrase=True))
    assert verdict.rule is LITERAL


def test_what_is_hardly_doubted_is_minor_or_not_told() -> None:
    assert verdicts(DOUBT)[0].severity is None
    assert verdicts(replace(DOUBT, confidence=0.7))[0].severity is Severity.MINOR
    assert verdicts(replace(DOUBT, confidence=0.64)) == []


def test_accepted_renderings_cover_what_they_hold_with_what_links_them() -> None:
    accepted = (Span(3, 10), Span(14, 20), Span(30, 34))
    evidence = FileEvidence(document("a", TEXT), (), accepted=accepted)
    assert evidence.is_accepted(Span(3, 10))
    assert evidence.is_accepted(Span(4, 20))
    assert not evidence.is_accepted(Span(4, 34))
    assert not evidence.is_accepted(Span(0, 2))
    assert not evidence.is_accepted(Span(21, 24))
    assert not FileEvidence(document("a", TEXT), ()).is_accepted(Span(3, 10))


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("The two soldiers were killed by friendly fire last night near the border.", True),
        ("The two soldiers were killed by a kindly blaze last night near the border.", False),
    ],
)
def test_a_term_that_was_not_said_is_not_told(check_text: Callable[..., FileReport], english: str, told: bool) -> None:
    text = "« Les deux soldats ont été tués par un feu amical hier soir près de la frontière », a déclaré M. Durand."
    codes = {finding.code for finding in check_text(text, english).findings if "feu amical" in finding.span.of(text)}
    assert bool(codes & {"MT201", "MT212"}) is told
