from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pytest

from mtcheck.estimator.model import WordJudgement
from mtcheck.estimator.scores import ErrorSpan
from mtcheck.estimator.spans import error_spans, omitted_spans
from mtcheck.evidence.feature_columns import NAMES
from mtcheck.evidence.pairs import PairAnalyst, PairEvidence
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.records import Category, Severity

TABLE = TranslationTable.of(
    [
        ("chat", "cat", 0.9, 0.9),
        ("dormir", "sleep", 0.9, 0.9),
        ("maison", "house", 0.8, 0.8),
        ("soldat", "soldier", 0.9, 0.9),
    ]
)


def pair(source: str, translation: str) -> PairEvidence:
    return PairAnalyst(TABLE, Frequencies({})).analyse(source, translation)


def spans(
    evidence: PairEvidence,
    error: Sequence[float],
    major: Sequence[float] = (),
    features: Mapping[str, float] = MappingProxyType({}),
) -> tuple[ErrorSpan, ...]:
    rows = np.zeros((len(evidence.french), len(NAMES)))
    for name, value in ({"content": 1.0, "share_of_best": 1.0, "support": 1.0} | dict(features)).items():
        rows[:, NAMES.index(name)] = value
    judgement = WordJudgement(np.array(error), np.array(major or [0.0] * len(error)))
    return error_spans(evidence, rows, judgement, threshold=0.5, major_threshold=0.4)


def test_neighbouring_words_become_one_span() -> None:
    evidence = pair("The cat sleeps.", "Le chat dort bien.")
    (found,) = spans(evidence, [0.1, 0.6, 0.9, 0.2])
    assert (found.text, found.confidence) == ("chat dort", 0.9)
    assert found.span.of(evidence.translation) == "chat dort"
    assert found.severity is Severity.MINOR


def test_punctuation_parts_spans() -> None:
    assert [s.text for s in spans(pair("Cat, house.", "Chat, maison."), [0.6, 0.6])] == ["Chat", "maison"]


@pytest.mark.parametrize(("major", "severity"), [(0.3, "MINOR"), (0.4, "MAJOR"), (0.9, "CRITICAL")])
def test_severity_follows_the_probability_of_a_major_error(major: float, severity: str) -> None:
    (found,) = spans(pair("Cat.", "Chat."), [0.95], [major])
    assert found.severity is Severity[severity]


@pytest.mark.parametrize(
    ("features", "category"),
    [
        ({"number_absent": 1.0}, Category.NUMBER),
        ({"case_lost": 1.0}, Category.PUNCTUATION),
        ({"copied": 1.0, "known_en": 1.0}, Category.UNTRANSLATED),
        ({"gender_clash": 1.0}, Category.GRAMMAR),
        ({"support": 0.0}, Category.ADDITION),
        ({"support": 0.0, "missing_near": 0.8}, Category.MISTRANSLATION),
        ({"share_of_best": 0.1}, Category.WRONG_TERM),
        ({}, Category.UNIDIOMATIC),
    ],
)
def test_the_category_is_that_of_the_dominating_evidence(features: dict[str, float], category: Category) -> None:
    (found,) = spans(pair("Cat.", "Chat."), [0.9], features=features)
    assert found.category is category


def test_english_without_french_is_an_omission() -> None:
    evidence = pair("The cat sleeps while wounded soldiers leave the house.", "Le chat dort.")
    (found,) = omitted_spans(evidence)
    assert found.text == found.span.of(evidence.source) == "wounded soldiers leave the house"


def test_what_is_said_is_no_omission() -> None:
    assert omitted_spans(pair("The cat sleeps.", "Le chat dort.")) == ()


def test_a_free_rendering_is_no_omission() -> None:
    assert omitted_spans(pair("The cat kicked the bucket.", "Le chat passa l'arme à gauche.")) == ()


def test_nothing_to_compare_is_no_omission() -> None:
    assert omitted_spans(pair("", "Le chat.")) == ()
    assert omitted_spans(pair("The cat sleeps soundly.", "…")) == ()
