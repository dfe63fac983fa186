"""The shipped words and letters that tell other languages from French."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.lexicon.foreign import STRONG, shipped_foreign_words
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.letters import LANGUAGES, Letters, read_letters, shipped_letters, trigrams
from mtcheck.lexicon.shared_forms import read_shared_forms, shipped_shared_forms
from mtcheck.text.words import words
from mtcheck.training import letters as learning
from mtcheck.training import shared_forms as sharing


def test_no_strong_word_is_common_in_french() -> None:
    weights = shipped_foreign_words().weights
    french = shipped_frequencies()
    common = {
        word
        for words in weights.values()
        for word, weight in words.items()
        if weight == STRONG and french.of(word, "fr") > 20
    }
    assert common == set()


def test_every_language_has_a_name_and_words() -> None:
    words = shipped_foreign_words()
    assert set(words.names) == set(words.weights) == set(LANGUAGES)
    assert all(len(listed) > 60 for listed in words.weights.values())
    assert words.loans["fake"] == (("fake", "news"),)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("próximo", "es"),
        ("attenzione", "it"),
        ("zwischen", "de"),
        ("trabalhadores", "pt"),
        ("uitleg", "nl"),
        ("ready", "en"),
    ],
)
def test_letters_know_their_language(word: str, language: str) -> None:
    assert shipped_letters().score(word, language) > 5


@pytest.mark.parametrize("word", ["gréviste", "télétravail", "ministère", "cryptomonnaie"])
def test_french_letters_speak_against_every_language(word: str) -> None:
    assert max(shipped_letters().score(word, language) for language in LANGUAGES) < 0


def test_a_score_adds_up_the_trigrams_that_are_known() -> None:
    letters = Letters({"^ab": (10, 0, 0, 0, 0, 0), "ab$": (-4, 0, 0, 0, 0, 20)})
    assert list(trigrams("ab")) == ["^ab", "ab$"]
    assert letters.score("ab", "en") == pytest.approx(0.6)
    assert letters.score("ab", "nl") == pytest.approx(2.0)
    assert letters.score("xyz", "en") == 0.0


def test_the_table_is_learnt_from_lists_offorms_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = {"fr": {"chat", "chien", "maison"}, "de": {"straße", "schwein", "zwischen"}}
    monkeypatch.setattr(learning, "forms_of", lambda language: forms.get(language, {"maison"}))
    output = tmp_path / "letters.tsv.xz"
    learning.build(output)
    learnt = read_letters(output.read_bytes())
    assert learnt.score("schwein", "de") > 1
    assert learnt.score("chien", "de") < 0


def test_borrowed_expressions_are_cut_as_texts_are() -> None:
    for phrases in shipped_foreign_words().loans.values():
        for phrase in phrases:
            assert tuple(word.folded for word in words(" ".join(phrase))) == phrase


def test_shared_forms_are_french_words_that_the_other_language_has_too() -> None:
    shared = shipped_shared_forms()
    assert "it" in shared["ultime"]
    assert "nl" not in shared["ultime"]
    assert "maison" not in shared  # French uses it all the time
    assert set().union(*shared.values()) <= set(LANGUAGES) - {"en"}


def test_shared_forms_are_taken_from_lists_of_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = {"fr": ["ultime", "crayon"], "it": ["ultime", "Crayon"], "nl": ["boek"]}
    monkeypatch.setattr(sharing, "listed_forms", lambda language: forms.get(language, []))
    output = tmp_path / "shared_forms.tsv.xz"
    sharing.build(output)
    assert read_shared_forms(output.read_bytes()) == {"ultime": {"it"}, "crayon": {"it"}}
