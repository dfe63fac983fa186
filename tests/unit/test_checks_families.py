"""The families of findings beside the quotations: confidence, severity and evidence, and what silences them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import FileReport, Finding, Severity, Span
from mtcheck.text.marks import MarkedStretch, quoted

CheckText = Callable[..., FileReport]


def codes(check_text: CheckText, text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.text) for finding in check_text(text).findings]


def only(check_text: CheckText, text: str, code: str) -> Finding:
    (finding,) = (finding for finding in check_text(text).findings if finding.code == code)
    return finding


def test_a_garbled_term_names_its_words_and_its_french(check_text: CheckText) -> None:
    finding = only(check_text, "Trois sapeurs ont été blessés par un feu amical près du fleuve.", "MT201")
    assert finding.text == "feu amical"
    assert finding.reference == "friendly fire"
    assert finding.suggestion == "tir ami"
    kinds = {reason.kind for reason in finding.evidence}
    assert {"gloss", "accepted-renderings"} <= kinds
    assert any("fire" in str(reason.detail) and "friendly" in str(reason.detail) for reason in finding.evidence)
    assert 0.5 <= finding.confidence <= 1.0


@pytest.mark.parametrize("accepted", ["un tir ami", "des tirs amis"])
def test_accepted_terms_are_left_alone(check_text: CheckText, accepted: str) -> None:
    assert codes(check_text, f"Trois sapeurs ont été blessés par {accepted} près du fleuve.") == []


def test_a_term_inside_a_heading_is_found(check_text: CheckText) -> None:
    text = "Deux soldats tués par un feu amical\n\nL'armée a ouvert une enquête mardi matin."
    assert ("MT201", "feu amical") in codes(check_text, text)


def test_spans_stay_right_behind_odd_characters(check_text: CheckText) -> None:
    text = "🙂 e\u0301te\u0301 — Deux\u00a0soldats ont été tués par un\u202ffeu\u00a0amical\u2009!"
    finding = only(check_text, text, "MT201")
    assert finding.text == "feu\u00a0amical" == text[finding.span.start : finding.span.end]


@pytest.mark.parametrize(
    "text", ["Le gouvernement a décidé {}réformer les retraites.", "Elle a refusé {}répondre au juge."]
)
def test_government_suggests_the_missing_word(check_text: CheckText, text: str) -> None:
    finding = only(check_text, text.format(""), "MT402")
    assert finding.suggestion is not None
    assert " de " in finding.suggestion
    assert finding.severity is Severity.MINOR
    assert codes(check_text, text.format("de ")) == []


@pytest.mark.parametrize("noun", ["réunion", "conférence", "élection"])
def test_agreement_rests_on_counts(check_text: CheckText, noun: str) -> None:
    wrong = f"Les ministres ont préparé un {noun} avec soin."
    assert [code for code, _ in codes(check_text, wrong)] == ["MT401"]
    assert codes(check_text, wrong.replace(" un ", " une ")) == []


def test_a_verb_after_a_pronoun_is_no_noun(check_text: CheckText) -> None:
    assert codes(check_text, "Le maire la réunit chaque lundi, et le conseil la vote.") == []


def test_a_foreign_run_is_one_finding(check_text: CheckText) -> None:
    finding = only(check_text, "Le maire a remercié the people of this wonderful city pendant la cérémonie.", "MT301")
    assert finding.text == "the people of this wonderful city"
    assert finding.severity is Severity.MAJOR


@pytest.mark.parametrize(
    "text",
    [
        "Il lit le Financial Times, puis le Washington Post, chaque matin.",
        "Le week-end, elle fait du shopping et du jogging avec des amis.",
        "Selon le think tank, la start-up a levé des millions.",
        "Le Premier ministre a salué le travail des pompiers.",
    ],
)
def test_french_that_uses_english_is_left_alone(check_text: CheckText, text: str) -> None:
    assert [code for code, _ in codes(check_text, text) if code == "MT301"] == []


def test_an_exonym_and_what_french_says(check_text: CheckText) -> None:
    finding = only(check_text, "Les ministres se retrouvent à Londra jeudi matin.", "MT302")
    assert (finding.text, finding.suggestion) == ("Londra", "Londres")


def test_broken_marks_have_no_back_translation(check_text: CheckText) -> None:
    finding = only(check_text, "« Nous partirons demain« , a dit le ministre aux journalistes.", "MT601")
    assert finding.back_translation is None


SLIP = "Un réunion a eu lieu dans trois villages de montagne."  # what a back-translation is shown for
SOUND = "Une réunion a eu lieu dans trois villages de montagne."


@pytest.mark.parametrize("count", [1, 2, 4])
def test_loops_of_any_length(check_text: CheckText, count: int) -> None:
    phrase = " ".join(f"word{number}" for number in range(count))
    engine = FakeTranslator(rule=lambda _: f"It says {(phrase + ' ') * 8}")
    finding = next(found for found in check_text(SLIP, None, engine).findings if found.code == "MT901")
    assert (finding.severity, finding.text) == (Severity.NEUTRAL, SLIP)


def test_a_hypothesis_marked_as_looped_is_reported(check_text: CheckText) -> None:
    engine = FakeTranslator(looping=frozenset({SLIP}))
    assert [finding.code for finding in check_text(SLIP, None, engine).findings] == ["MT401", "MT901"]


def test_only_what_is_shown_is_back_translated(check_text: CheckText) -> None:
    asked: list[str] = []

    def rule(text: str) -> str:
        asked.append(text)
        return "A meeting took place."

    report = check_text(f"{SOUND} {SLIP}", None, FakeTranslator(rule=rule))
    assert [finding.back_translation for finding in report.findings] == ["A meeting took place."]
    assert set(asked) == {SLIP}


def test_a_long_answer_is_no_loop(check_text: CheckText) -> None:
    engine = FakeTranslator(rule=lambda _: "No, no, no: the dam, the dam and the dam again protect the villages.")
    assert [finding.code for finding in check_text(SLIP, None, engine).findings] == ["MT401"]


def test_the_engines_faults_cost_no_score(check_text: CheckText) -> None:
    told = check_text(SLIP, None, FakeTranslator(rule=lambda _: "the dam " * 50))
    assert [finding.code for finding in told.findings] == ["MT401", "MT901"]
    assert told.score == check_text(SLIP, None, FakeTranslator()).score


def test_quotation_marks_are_looked_for_once_a_passage(check_text: CheckText, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(text: str, span: Span) -> tuple[MarkedStretch, ...]:
        asked.append(span)
        return quoted(text, span)

    monkeypatch.setattr("mtcheck.checks.untranslated.quoted", counted)
    found = codes(check_text, "Le maire a dit we agreed on the budget of the city. " * 5)
    assert len([code for code, _ in found if code == "MT301"]) == 5
    assert len(asked) == 1
