"""The word-for-word gloss, on tables small enough to check by hand."""

from __future__ import annotations

from collections.abc import Callable

from mtcheck.evidence.analysis import Gloss, GlossedWord
from mtcheck.evidence.gloss import Glosser
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.patterns.schema import Pattern

TABLE = TranslationTable.of(
    [
        ("pont", "bridge", 0.8, 0.9),
        ("pont", "deck", 0.1, 0.4),
        ("pont", "noise", 0.001, 0.001),
        ("pont", "viaduct", 0.001, 0.6),
        ("pont", "zeugma", 0.001, 0.9),
        ("fermer", "close", 0.7, 0.5),
    ]
)
COMMON = Frequencies({"en": {"bridge": 60.0, "deck": 10.0, "noise": 20.0, "viaduct": 4.0, "zeugma": 0.1}, "fr": {}})


def test_glosses_come_likeliest_first_and_without_noise() -> None:
    glosses = Glosser(TABLE, COMMON).of_lemma("pont")
    assert [gloss.english for gloss in glosses] == ["bridge", "viaduct", "deck"]
    assert glosses[0].probability == 0.8
    assert glosses[1].probability == 0.3, "half of what the other direction says"


def test_a_rare_english_word_is_not_trusted_backwards() -> None:
    assert "zeugma" not in [gloss.english for gloss in Glosser(TABLE, COMMON).of_lemma("pont")]


def test_curated_single_words_are_glosses() -> None:
    glosser = Glosser(
        TABLE, COMMON, (Pattern(("toll",), ("péage", "bilan humain")), Pattern(("stay order",), ("lockdown",)))
    )
    assert glosser.of_lemma("péage") == (Gloss("toll", 0.3),)
    assert glosser.of_lemma("bilan") == ()
    assert glosser.of_lemma("lockdown") == (Gloss("lockdown", 0.5),), "an English word means itself, not half a term"


def test_every_word_stands_where_it_says() -> None:
    text = "On fermait les ponts de Zorgville, 12 en tout."
    words = Glosser(TABLE, COMMON).gloss(text, 100)
    assert all(word.text == text[word.span.start - 100 : word.span.end - 100] for word in words)
    told = {word.folded: word for word in words}
    assert [gloss.english for gloss in told["ponts"].glosses] == ["bridge", "viaduct", "deck"]
    assert told["fermait"].lemma == "fermer"
    assert told["les"].glosses == told["12"].glosses == ()
    assert told["zorgville"].glosses == (Gloss("zorgville", 0.5),), "a name means itself"
    assert told["ponts"].content
    assert not told["les"].content


def test_the_shipped_gloss_exposes_what_a_translation_forgives(gloss: Callable[[str], tuple[GlossedWord, ...]]) -> None:
    fire, ceased = (word for word in gloss("un feu cessé") if word.content)
    assert "fire" in [one.english for one in fire.glosses]
    assert "cease" in [one.english for one in ceased.glosses]
