from __future__ import annotations

import pytest

from mtcheck.report.linking import gloss_words, link_words


def linked(french: str, english: str) -> dict[str, str]:
    return {link.french.of(french): link.english.of(english) for link in link_words(french, english)}


def test_words_are_linked_with_what_renders_them() -> None:
    assert linked(
        "Nous avons accepté de travailler ensemble pour renforcer la protection de notre ciel",
        "We agreed that we will work together to strengthen protection of our skies.",
    ) == {
        "accepté": "agreed",
        "travailler": "work",
        "ensemble": "together",
        "renforcer": "strengthen",
        "protection": "protection",
        "ciel": "skies",
    }


def test_names_and_numbers_are_linked_by_spelling() -> None:
    assert linked("M. Ndiayé a reçu 1 500 lettres", "Mr Ndiaye's office got 1,500 letters")["Ndiayé"] == "Ndiaye"
    assert linked("près de 1 500 lettres", "some 1,500 letters")["1 500"] == "1,500"
    assert "17" not in linked("le 17 mai", "on 18 May")


def test_a_wrong_rendering_has_no_counterpart() -> None:
    assert linked("une conversation très rentable", "a very important and fruitful conversation") == {
        "conversation": "conversation"
    }


def test_repeated_words_are_linked_in_their_order() -> None:
    french, english = "La paix, oui, la paix", "Peace, yes, peace"
    links = link_words(french, english, offset=100)
    ours = [link.french.start - 100 for link in links]
    theirs = [link.english.start for link in links]
    assert ours == sorted(ours)
    assert theirs == sorted(theirs)
    assert len(set(theirs)) == len(theirs)


@pytest.mark.parametrize(("french", "gloss"), [("feu cessé", "feu = fire, cessé = stop"), ("«", ""), ("de la", "")])
def test_a_gloss_says_what_each_word_means(french: str, gloss: str) -> None:
    assert gloss_words(french) == gloss
