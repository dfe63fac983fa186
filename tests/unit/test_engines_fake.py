"""The public fake: it must be predictable, since other tests stand on it."""

from __future__ import annotations

import doctest

import pytest

import mtcheck.engines.fake
from mtcheck.engines.fake import KNOWN_WORD, UNKNOWN_WORD, FakeTranslator
from mtcheck.errors import LanguagePairError


def test_answers_then_rule() -> None:
    fake = FakeTranslator({"Bonjour.": "Hello."}, rule=str.upper, looping=frozenset({"oui"}))
    hypotheses = fake.translate(["Bonjour.", "oui", ""], source_lang="fr", target_lang="en")
    assert [(one.text, one.looped) for one in hypotheses] == [("Hello.", False), ("OUI", True), ("", False)]
    assert FakeTranslator().translate(["Oui."], source_lang="fr", target_lang="en")[0].text == "Oui."


def test_scores_by_shared_words() -> None:
    fake = FakeTranslator({"a fruitful talk": "un entretien fructueux"})
    scores = fake.score([("a fruitful talk", "un entretien rentable")], source_lang="en", target_lang="fr")[0]
    assert [token.log_prob for token in scores.tokens] == [KNOWN_WORD, KNOWN_WORD, UNKNOWN_WORD]
    assert scores.tokens[2].best == "fructueux"
    assert scores.tokens[2].span.of("un entretien rentable") == "rentable"


def test_empty_source_supports_nothing() -> None:
    scores = FakeTranslator().score([("", "un mot")], source_lang="en", target_lang="fr")[0]
    assert [token.log_prob for token in scores.tokens] == [UNKNOWN_WORD, UNKNOWN_WORD]


def test_pairs_can_be_chosen() -> None:
    fake = FakeTranslator(pairs=frozenset({("de", "en")}))
    assert fake.translate(["Ja"], source_lang="de", target_lang="en")
    with pytest.raises(LanguagePairError):
        fake.score([("a", "b")], source_lang="fr", target_lang="en")


def test_docstring_example() -> None:
    assert doctest.testmod(mtcheck.engines.fake).failed == 0


def test_one_translation_however_many_are_asked_for() -> None:
    fake = FakeTranslator({"Bonjour.": "Hello."})
    (hypotheses,) = fake.translate_nbest(["Bonjour."], source_lang="fr", target_lang="en", count=3)
    assert [one.text for one in hypotheses] == ["Hello."]
    with pytest.raises(ValueError, match="0 hypotheses"):
        fake.translate_nbest(["Bonjour."], source_lang="fr", target_lang="en", count=0)
