"""Negation weighed by contrast: the English as it is, and its opposite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mtcheck.checks.quote_facts import QuoteFactCheck
from mtcheck.checks.quote_polarity import POLARITY
from mtcheck.engines.base import Translator
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.evidence.polarity import differ, opposed, weigh_polarity
from mtcheck.readers.plain import document
from mtcheck.records import Alignment, Hypothesis, Quotation, Span, TokenScore, TokenScores


class Agreeing:
    """Finds French likelier by 3 nats where it denies as its source does."""

    signature = "agreeing"

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        raise NotImplementedError

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        assert (source_lang, target_lang) == ("en", "fr")
        return tuple(
            TokenScores(
                (TokenScore(Span(0, len(text)), -4.0 + 3 * ((" not " in source) == (" pas " in text)), "", -1.0),)
            )
            for source, text in pairs
        )


@pytest.fixture
def engine() -> Translator:
    return Agreeing()


def statement(french: str, english: str, **changes: object) -> FileEvidence:
    found = document("a.txt", french)
    span = Span(0, len(french))
    alignment = Alignment(span, "q", (0, 1), english, 0.4, Quotation(span, french))
    evidence = FileEvidence(found, (), ())
    return replace(evidence, statements=(replace(AlignedStatement(alignment, (), (), ()), **changes),))  # type: ignore[arg-type]


def codes(evidence: FileEvidence) -> list[tuple[str, str]]:
    return [(v.rule.code, v.branch) for v in QuoteFactCheck().check(evidence) if v.rule is POLARITY]


def test_sides_differ_where_one_denies() -> None:
    assert differ("Nous baisserons les taux.", "We will not cut rates.")
    assert differ("Nous ne baisserons pas les taux.", "We will cut rates.")
    assert not differ("Nous ne baisserons pas les taux.", "We will not cut rates.")
    assert not differ("Peut-être pas les taux.", "We will not cut rates.")


def test_only_what_differs_and_has_an_opposite_is_weighed(engine: Translator) -> None:
    pairs = [
        ("We will not cut rates.", "Nous baisserons les taux."),
        ("We will not cut rates.", "Nous ne baisserons pas les taux."),
        ("He cut rates.", "Il ne baisse pas les taux."),
    ]
    assert opposed(pairs, engine) == (3.0, None, None)
    assert opposed([], engine) == ()


def test_a_lost_denial_is_found_though_the_words_are_not_known(engine: Translator) -> None:
    evidence = weigh_polarity(
        statement("Nous baisserons les taux avant l'été", "We will not cut rates before summer."), engine
    )
    assert evidence.statements[0].opposed == 3.0
    assert codes(evidence) == [("MT105", "model")]


def test_without_the_engine_few_known_words_prove_nothing() -> None:
    assert codes(statement("Nous baisserons les taux avant l'été", "We will not cut rates before summer.")) == []


@pytest.mark.parametrize(("opposite", "found"), [(1.0, []), (2.0, [("MT105", "model")])])
def test_a_faint_contrast_proves_nothing(opposite: float, found: list[tuple[str, str]]) -> None:
    assert (
        codes(statement("Il signera l'accord demain", "He will not sign the deal tomorrow.", opposed=opposite)) == found
    )


@pytest.mark.parametrize(("opposite", "found"), [(2.0, []), (3.5, [("MT105", "guarded")])])
def test_words_that_deny_otherwise_ask_for_more(opposite: float, found: list[tuple[str, str]]) -> None:
    french, english = "Il signera l'accord sans délai", "He will not sign the deal at once."
    assert codes(statement(french, english, opposed=opposite)) == found


def test_a_denial_put_in_beside_such_words_is_left_alone() -> None:
    assert codes(statement("Il n'est pas incapable de signer", "He is able to sign.", opposed=9.0)) == []


def test_several_sentences_are_not_weighed(engine: Translator) -> None:
    evidence = statement("Nous baisserons les taux", "We will not cut rates. That is sure.")
    one = evidence.statements[0]
    several = replace(one, alignment=replace(one.alignment, sentences=(0, 2)))
    assert weigh_polarity(replace(evidence, statements=(several,)), engine).statements[0].opposed is None
