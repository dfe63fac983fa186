"""Borders of what the evidence takes for a gloss, a cognate, a foreign word, one term: a step to either side."""

from __future__ import annotations

import pytest

from mtcheck.checks.grammar.sentence import gender_counts
from mtcheck.evidence.english import EnglishRuns
from mtcheck.evidence.gloss import Glosser
from mtcheck.evidence.glossed_sentence import GlossedSentence
from mtcheck.evidence.literal import TermFinder
from mtcheck.evidence.pairs import PairAnalyst
from mtcheck.french.counts import GrammarCounts
from mtcheck.french.tokens import tokens
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.patterns.schema import Pattern, PatternKind

NOTHING = TranslationTable.of([("zut", "heck", 0.5, 0.5)])
UNKNOWN = Frequencies({"en": {}, "fr": {}})


@pytest.mark.parametrize(("word", "glossed"), [("wolf", True), ("ship", True), ("owl", False), ("dog", False)])
def test_english_of_four_letters_is_its_own_gloss(word: str, glossed: bool) -> None:
    assert bool(Glosser(NOTHING, UNKNOWN).of_lemma(word)) == glossed


@pytest.mark.parametrize(("learned", "support"), [(0.05, 0.6), (0.3, 0.3), (0.8, 0.8)])
def test_words_that_look_alike_count_where_the_table_knows_next_to_nothing(learned: float, support: float) -> None:
    table = TranslationTable.of([("rituximabe", "rituximab", learned, learned)])
    evidence = PairAnalyst(table, Frequencies({})).analyse("rituximab", "rituximabe")
    assert evidence.support[0, 0] == pytest.approx(support, abs=0.01)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Ils ont vu the zzorglub of the war hier.", [["of", "the", "war"]]),
        ("Ils ont vu the end of the war hier.", [["the", "end", "of", "the", "war"]]),
    ],
)
def test_a_word_that_no_language_knows_is_no_english(text: str, runs: list[list[str]], glosser: Glosser) -> None:
    found = EnglishRuns().find(glosser.gloss(text), text, frozenset())
    assert [[word.text for word in run] for run in found] == runs


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("chef de la police", True),
        ("cabinet par le député", False),
        ("cabinet, député", False),
        ("moulin à vent", True),
    ],
)
def test_who_did_it_is_no_part_of_a_term(text: str, joined: bool, glosser: Glosser) -> None:
    assert GlossedSentence.of(glosser.gloss(text), text).joined(1) == joined


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Selon les Affaires rouges, le prix monte.", ["Affaires rouges"]),
        ("Il parle des affaires rouges du pays.", []),
        ("Affaires rouges du pays.", []),
    ],
)
def test_a_name_bears_a_capital_that_does_not_open_the_sentence(text: str, found: list[str]) -> None:
    table = TranslationTable.of([("affaire", "affair", 0.9, 0.9), ("rouge", "red", 0.9, 0.9)])
    finder = TermFinder((Pattern(("Red Affairs",), ("Revue écarlate",), kind=PatternKind.NAME),), GrammarCounts({}, {}))
    assert [one.span.of(text) for one in finder.find(Glosser(table, UNKNOWN).gloss(text), text)] == found


def test_an_accepted_rendering_of_one_word_is_no_accusation() -> None:
    terms = (Pattern(("toll",), ("bilan",)), Pattern(("toll",), ("victime",)))
    text = "Les victimes sont nombreuses."
    finder = TermFinder(terms[:1], GrammarCounts({}, {}))
    assert not finder.find(Glosser(NOTHING, UNKNOWN, terms).gloss(text), text)


@pytest.mark.parametrize("noun", ["fois", "cours", "attaque"])
def test_counts_are_those_of_the_printed_form_where_it_has_any(noun: str) -> None:
    assert f"“{noun}”" in str(gender_counts(tokens(noun)[0]).detail)
