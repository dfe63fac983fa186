"""What words can mean, and whether that spells a term, at the borders of the probabilities."""

import pytest

from mtcheck.evidence.analysis import Gloss, GlossedWord
from mtcheck.evidence.term_glosses import (
    SURE,
    USUAL,
    WEAKEST,
    GlossReader,
    Meanings,
    assign,
    in_common,
    is_curated,
    strength_of,
)
from mtcheck.records import Span

READER = GlossReader((("cease", "fire"), ("fire",), ("air", "raid", "siren"), ("fire", "brigade")))


def gloss(english: str, probability: float, back: float = 0.0) -> Gloss:
    return Gloss(english, probability, back)


def meaning(*glosses: Gloss) -> Meanings:
    return READER.meanings(glosses)


def word(text: str, *glosses: Gloss) -> GlossedWord:
    return GlossedWord(Span(0, len(text)), text, text, text, glosses)


@pytest.mark.parametrize(
    ("probability", "back", "known"),
    [
        (SURE, 0.0, True),
        (SURE - 0.001, 0.0, False),
        (WEAKEST, USUAL, True),  # weak, but an engine would write the word for it
        (WEAKEST, USUAL - 0.001, False),
        (WEAKEST - 0.001, USUAL, False),
        (WEAKEST - 0.001, 1.0, False),
    ],
)
def test_from_which_probability_a_gloss_is_a_meaning(probability: float, back: float, known: bool) -> None:
    assert bool(meaning(gloss("fire", probability, back)).english) == known


def test_of_glosses_that_are_kin_the_first_counts() -> None:
    assert meaning(gloss("land", 0.5), gloss("landing", 0.3)).english == {"land": 0.5}


def test_words_have_a_bit_for_every_pattern_by_length() -> None:
    fire, cease, brigade = (meaning(gloss(english, 0.5)) for english in ("fire", "cease", "brigade"))
    assert fire.patterns == {1: 0b1, 2: 0b11}
    assert cease.patterns == {2: 0b1}
    assert brigade.patterns == {2: 0b10}
    assert meaning(gloss("fire", 0.5), gloss("siren", 0.5)).patterns == {1: 0b1, 2: 0b11, 3: 0b1}
    assert meaning(gloss("cat", 0.9)).patterns == {}


def test_a_pattern_needs_a_word_for_each_neighbour() -> None:
    fire, cease, brigade, cat = (meaning(gloss(english, 0.5)) for english in ("fire", "cease", "brigade", "cat"))
    assert in_common((fire, cease), 0, 2)
    assert in_common((fire, brigade), 0, 2)
    assert not in_common((cease, brigade), 0, 2)  # words of two patterns
    assert not in_common((fire, cat), 0, 2)
    assert in_common((cat, cease, fire), 1, 2)
    assert not in_common((cat, cease, fire), 2, 2)  # past the end
    assert in_common((cat, fire), 1, 1)
    assert not in_common((cat, fire), 0, 1)


def test_words_are_given_to_the_pattern_so_that_it_is_likeliest() -> None:
    window = (word("feu"), word("tir"))
    meanings = ({"fire": 0.5, "cease": 0.2}, {"fire": 0.4, "cease": 0.1})
    assert assign(window, meanings, ("cease", "fire")) == (("feu", "cease", 0.2), ("tir", "fire", 0.4))
    assert assign(window, ({"fire": 0.5}, {"cease": 0.1}), ("cease", "fire")) == (
        ("feu", "fire", 0.5),
        ("tir", "cease", 0.1),
    )
    assert assign(window, ({"fire": 0.5}, {"fire": 0.5}), ("cease", "fire")) is None
    assert assign((word("feu"),), ({"land": 0.3},), ("landing",)) == (("feu", "landing", 0.3),)  # by kin


def test_strength_is_the_mean_of_capped_glosses() -> None:
    assert strength_of([("a", "b", 0.5)]) == 1.0
    assert strength_of([("a", "b", 0.9)]) == 1.0
    assert strength_of([("a", "b", 0.25)]) == pytest.approx(0.5)
    assert strength_of([("a", "b", 0.25), ("c", "d", 0.9)]) == pytest.approx(0.5**0.5)
    assert strength_of([("a", "b", 0.25), ("c", "d", 0.125)]) == pytest.approx((0.5 * 0.25) ** 0.5)
    assert strength_of([]) == 1.0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (gloss("toll", 0.3, 1.0), True),
        (gloss("toll", 0.1, 1.0), True),
        (gloss("toll", 0.31, 1.0), False),
        (gloss("toll", 0.3, 0.99), False),
        (gloss("death", 0.3, 1.0), False),
    ],
)
def test_an_accepted_rendering_of_a_word_is_known_by_its_numbers(given: Gloss, expected: bool) -> None:
    assert is_curated(word("victimes", gloss("war", 0.9), given), "toll") == expected


def test_meanings_are_held_for_the_same_glosses_alone() -> None:
    glosses = (gloss("fire", 0.5),)
    assert READER.meanings(glosses) is READER.meanings(glosses)
    assert READER.meanings((gloss("cease", 0.5),)).english == {"cease": 0.5}
