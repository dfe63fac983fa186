"""MT205: which contrasts are told, how gravely, and in what words."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.checks.base import Verdict
from mtcheck.checks.senses import SenseCheck, wrong_senses
from mtcheck.evidence.analysis import FileEvidence, SenseContrast
from mtcheck.readers.plain import document
from mtcheck.records import Severity, Span

TEXT = "Les grèves contre la raffinerie."
SENSE = SenseContrast(
    Span(4, 10), "grèves", 4, "strikes", "frappes", "frappes", gain=3.69, alone=0.1, bare=-1.0, reference="The strikes."
)


def verdicts(*senses: SenseContrast) -> list[Verdict]:
    return list(SenseCheck().check(FileEvidence(document("a", TEXT), (), senses=senses)))


def test_the_card_says_it_in_words() -> None:
    (verdict,) = verdicts(SENSE)
    assert verdict.span.of(TEXT) == "grèves"
    assert verdict.suggestion == "frappes"
    assert verdict.reference == "The strikes."
    details = [evidence.detail for evidence in verdict.evidence]
    assert details[0] == "Given the English, the model finds “frappes” 40 times likelier than “grèves”."
    assert details[1] == (
        "“frappes” beside “grèves” without the English: as likely; for “strikes” outside a sentence: 3 times less likely."
    )
    assert details[2] == "The reference corpus puts “frappes” beside more of the words around it than “grèves”."


def test_grave_is_what_is_owed_much() -> None:
    (slight,), (grave,) = verdicts(SENSE), verdicts(replace(SENSE, gain=9.0))
    assert (slight.severity, grave.severity) == (Severity.MINOR, None)
    assert slight.confidence < grave.confidence
    assert "more than 1000 times" in grave.evidence[0].detail


def test_one_other_rendering_a_place_the_likeliest() -> None:
    other = replace(SENSE, span=Span(0, 10), form="attaques", replacement="Les attaques", gain=5.0)
    elsewhere = replace(SENSE, span=Span(20, 30), position=20)
    assert wrong_senses((SENSE, other, elsewhere)) == (other, elsewhere)


def test_what_the_english_hardly_asks_for_is_not_told() -> None:
    assert verdicts(replace(SENSE, gain=1.9)) == []
    assert verdicts(replace(SENSE, alone=6.0)) == []
    assert verdicts(replace(SENSE, bare=5.0)) == []
