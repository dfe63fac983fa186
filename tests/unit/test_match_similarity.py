"""English sentences cut into words, and how far a French text supports them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.english import EnglishSentence, sentences_of
from mtcheck.match.similarity import Similarity, WordComparison
from mtcheck.patterns.loading import shipped_terms
from mtcheck.records import KnownQuote

Gloss = Callable[[str], tuple[GlossedWord, ...]]
COMPARISON = WordComparison(shipped_table(), shipped_frequencies(), shipped_terms())


def cut(text: str) -> tuple[EnglishSentence, ...]:
    return sentences_of(KnownQuote("q", "Ana Lopez", text), shipped_frequencies())


def compare(gloss: Gloss, french: str, english: str) -> Similarity:
    words = tuple(word for sentence in cut(english) for word in sentence.words)
    return COMPARISON.compare(COMPARISON.french_words(gloss(french)), words)


def test_sentences_are_exact_slices_in_order() -> None:
    text = "The U.S. dam holds. It's 3,000 years old!\n\nSee https://example.org/dam. We trust @DamBoard."
    sentences = cut(text)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    assert all(sentence.text == sentence.span.of(text) for sentence in sentences)
    assert [s.text for s in sentences][:2] == ["The U.S. dam holds.", "It's 3,000 years old!"]
    for word in (word for sentence in sentences for word in sentence.words):
        assert word.text == word.span.of(text)


def test_content_words() -> None:
    text = (
        "The old dam holds. It's 3,000 years old! See https://example.org/dam now. We trust @DamBoard and Ana’s crew."
    )
    words = {word.text: word for sentence in cut(text) for word in sentence.words}
    assert not {"The", "It's", "We", "and"} & set(words)
    assert "https" not in words
    assert not any("example" in text for text in words)
    assert words["3,000"].folded == "3,000"
    assert words["holds"].lemma == "hold"
    assert words["@DamBoard"].name
    assert words["@DamBoard"].folded == "damboard"
    assert words["Ana’s"].folded == "ana"
    assert words["Ana’s"].name
    assert not words["dam"].name
    assert all(0.2 <= word.weight <= 1.0 for word in words.values())


@pytest.mark.parametrize(("text", "folded"), [("We thank the U.S. government.", "us"), ("It opens on 3 May.", "may")])
def test_names_spelt_like_function_words_are_content(text: str, folded: str) -> None:
    assert folded in [word.folded for sentence in cut(text) for word in sentence.words]


def test_a_capital_at_the_start_of_a_sentence_is_no_name() -> None:
    first, second = cut("Dams hold. Bridges fall.")
    assert not first.words[0].name
    assert [word.text for word in second.words] == ["Bridges", "fall"]
    assert not second.words[0].name


def test_a_quote_without_words_has_no_words() -> None:
    assert [word for sentence in cut("…") for word in sentence.words] == []


def test_a_translation_is_supported_whole(gloss: Gloss) -> None:
    found = compare(
        gloss, "Le barrage protège trois villages de montagne.", "The dam protects three mountain villages."
    )
    assert found.value > 0.9
    assert found.french_coverage > 0.9
    assert found.english_coverage > 0.9
    assert min(found.french) > 0.5


def test_order_does_not_matter(gloss: Gloss) -> None:
    english = "The dam protects three mountain villages."
    one = compare(gloss, "Le barrage protège trois villages de montagne.", english)
    other = compare(gloss, "Trois villages de montagne protège le barrage.", english)
    assert one.value == pytest.approx(other.value)


def test_another_text_is_not_supported(gloss: Gloss) -> None:
    found = compare(gloss, "Les vendanges ont commencé en avance.", "The dam protects three mountain villages.")
    assert found.value < 0.2


def test_a_part_covers_the_french_but_not_the_english(gloss: Gloss) -> None:
    found = compare(
        gloss, "Le barrage protège les villages.", "The dam protects the villages and feeds four power stations."
    )
    assert found.french_coverage > 0.9
    assert found.english_coverage < 0.7
    assert found.value > 0.6, "the French counts twice"


def test_a_literal_rendering_supports_as_well(gloss: Gloss) -> None:
    found = compare(gloss, "Un feu cessé a été signé.", "A ceasefire was signed.")
    sound = compare(gloss, "Un cessez-le-feu a été signé.", "A ceasefire was signed.")
    assert sound.value > 0.9
    assert sound.value >= found.value


def test_an_accepted_rendering_supports_the_whole_term(gloss: Gloss) -> None:
    found = compare(gloss, "Les frappes aériennes ont repris.", "The airstrikes have resumed.")
    assert found.french[:2] == (1.0, 1.0)


@pytest.mark.parametrize(
    ("french", "english", "support"),
    [
        ("1\u202f200 maisons", "1,200 homes", 1.0),
        ("54 maisons", "54 homes", 1.0),
        ("45 maisons", "54 homes", 0.0),
        ("4,8 maisons", "4.8 homes", 1.0),
    ],
)
def test_numbers_are_compared_digit_by_digit(gloss: Gloss, french: str, english: str, support: float) -> None:
    assert compare(gloss, french, english).french[0] == support


def test_names_support_themselves_and_their_spellings(gloss: Gloss) -> None:
    assert compare(gloss, "avec Odile Zorgbaum", "with Odile Zorgbaum").french == (1.0, 1.0)
    assert compare(gloss, "avec Volodymir", "with Volodymyr").french == (0.9,)
    assert compare(gloss, "avec Callao", "with Bernardo").french == (0.0,)


def test_nothing_is_similar_to_nothing(gloss: Gloss) -> None:
    assert compare(gloss, "", "").value == 0.0
    assert compare(gloss, "", "The dam holds.").value == 0.0
    assert compare(gloss, "Le barrage tient.", "").value == 0.0


def test_function_words_carry_nothing(gloss: Gloss) -> None:
    assert [word.folded for word in COMPARISON.french_words(gloss("Il y a 7 ponts dans la ville et à côté."))][:3] == [
        "7",
        "ponts",
        "ville",
    ]
