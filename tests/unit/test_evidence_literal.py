"""Literal renderings of terms, on term lists made for each question; words are glossed by a table made here."""

from __future__ import annotations

import pytest

from mtcheck.evidence.gloss import Glosser
from mtcheck.evidence.literal import LiteralRendering, TermFinder
from mtcheck.french.counts import FormCounts, GrammarCounts
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.patterns.loading import pattern_of
from mtcheck.patterns.schema import Pattern
from mtcheck.patterns.wrong import WrongRendering, WrongRenderings

TABLE = TranslationTable.of(
    [
        ("sifflet", "whistle", 0.9, 0.9),
        ("souffleur", "blower", 0.5, 0.5),
        ("marché", "market", 0.9, 0.9),
        ("taureau", "bull", 0.9, 0.9),
        ("prison", "prison", 0.9, 0.9),
        ("garder", "guard", 0.4, 0.4),
        ("garde", "guard", 0.6, 0.5),
        ("terme", "term", 0.6, 0.6),
        ("phrase", "sentence", 0.8, 0.5),
        ("juge", "judge", 0.9, 0.9),
        ("grammaire", "grammar", 0.9, 0.9),
        ("long", "long", 0.9, 0.9),
        ("souple", "soft", 0.4, 0.3),
        ("atterrissage", "landing", 0.9, 0.9),
        ("cible", "target", 0.9, 0.9),
        ("frapper", "strike", 0.5, 0.5),
        ("frappé", "strike", 0.5, 0.5),
        ("cibler", "target", 0.8, 0.8),
        ("faible", "blower", 0.03, 0.03),
    ]
)
WHISTLEBLOWER = Pattern(("whistleblower",), ("lanceur d'alerte",))
GRAMMAR = GrammarCounts({"garde": FormCounts(50, 50, 40, 200)}, {})
GLOSSER = Glosser(TABLE, Frequencies({"en": {}, "fr": {}}))


def find(
    text: str, *terms: Pattern, attested: frozenset[tuple[str, str]] = frozenset()
) -> tuple[LiteralRendering, ...]:
    return TermFinder(terms, GRAMMAR, attested).find(GLOSSER.gloss(text), text)


def spans(text: str, *terms: Pattern) -> list[str]:
    return [found.span.of(text) for found in find(text, *terms)]


def test_the_words_of_the_term_in_any_order() -> None:
    text = "Le souffleur de sifflet a été entendu."
    (found,) = find(text, WHISTLEBLOWER)
    assert found.span.of(text) == "souffleur de sifflet"
    assert found.term is WHISTLEBLOWER
    assert sorted(found.english) == ["blower", "whistle"]
    assert {french: english for french, english, _ in found.glosses} == {"souffleur": "blower", "sifflet": "whistle"}
    assert spans("Le sifflet souffleur a été entendu.", WHISTLEBLOWER) == ["sifflet souffleur"]
    assert spans("Le sifflet du juge a été entendu.", WHISTLEBLOWER) == []


def test_strength_grows_with_the_glosses() -> None:
    strong, weak = (find(f"Le {word} de sifflet.", WHISTLEBLOWER) for word in ("souffleur", "faible"))
    assert strong[0].strength == 1.0
    assert not weak, "a gloss of three in a hundred is noise"
    assert not find("Le sifflet faible.", WHISTLEBLOWER), "in any place"
    soft = find("Un atterrissage souple est prévu.", Pattern(("soft landing",), ("atterrissage en douceur",)))
    assert soft[0].strength == pytest.approx(0.8**0.5)


def test_an_accepted_rendering_blocks() -> None:
    market = Pattern(("bull market",), ("marché haussier",))
    assert spans("Un marché de taureau s'installe.", market) == ["marché de taureau"]
    accepted = Pattern(("bull market",), ("marché haussier", "marché de taureau"))
    assert spans("Un marché de taureau s'installe.", accepted) == []
    assert spans("Des marchés de taureaux s'installent.", accepted) == [], "in every form"


def test_a_name_is_accepted_as_spelt_only() -> None:
    battery = Pattern(("guard prison",), ("Garde Prison",))
    assert spans("La garde de prison recule.", battery) == ["garde de prison"]
    assert spans("La Garde Prison recule.", battery) == []


def test_a_wrong_rendering_is_found_without_glosses() -> None:
    term = Pattern(("input",), ("avec",), forms=("entrée de dépêche",))
    (found,) = find("Avec entrées de dépêche hier.", term)
    assert found.glosses == ()
    assert found.strength == 1.0
    assert spans("Une entrée tardive de la dépêche.", term) == []


def test_a_lone_word_needs_its_company() -> None:
    sentence = Pattern(("sentence",), ("peine",), literal=("sentence",), near=frozenset({"judge", "prison"}))
    text = "Le juge a lu une phrase trop longue."
    (found,) = find(text, sentence)
    assert found.span.of(text) == "phrase"
    assert found.context == "judge"
    assert find("Une phrase trop longue lasse.", sentence) == ()


def test_unless_clears_the_suspicion() -> None:
    term = pattern_of(
        {
            "kind": "term",
            "english": ["sentence"],
            "french": ["peine"],
            "literal": ["sentence"],
            "near": ["judge"],
            "unless": ["grammar"],
        }
    )
    assert spans("Le juge a lu la phrase.", term) == ["phrase"]
    assert spans("Le juge de grammaire a lu la phrase.", term) == []


@pytest.mark.parametrize("gap", [", ", " : ", " (", ". ", " « ", " aujourd'hui "])
def test_only_linking_words_stand_inside(gap: str) -> None:
    assert spans(f"Le souffleur{gap}sifflet a été entendu.", WHISTLEBLOWER) == []


@pytest.mark.parametrize("gap", [" de ", " du ", " d'un ", " à ", " en ", " ", " de la "])
def test_linking_words_may_stand_inside(gap: str) -> None:
    assert spans(f"Le souffleur{gap}sifflet a été entendu.", WHISTLEBLOWER) == [f"souffleur{gap}sifflet"]


def test_the_participle_of_a_compound_tense_is_no_part_of_a_term() -> None:
    strike = Pattern(("target strike",), ("tir au but",))
    assert spans("Ils ont frappé la cible hier.", strike) == []
    assert spans("Une cible frappée hier.", strike) == ["cible frappée"]


def test_a_conjugated_verb_is_no_part_of_a_term() -> None:
    guard = Pattern(("prison guard",), ("surveillant pénitentiaire",))
    assert spans("Un garde de prison témoigne.", guard) == ["garde de prison"]
    assert spans("Il garde la prison.", guard) == []


def test_of_overlapping_renderings_the_longest_is_kept() -> None:
    short = Pattern(("bull market",), ("marché haussier",))
    long = Pattern(("long bull market",), ("marché longtemps haussier",))
    text = "Un marché de taureau long s'installe."
    assert spans(text, short, long) == ["marché de taureau long"]
    assert spans(text, long, short) == ["marché de taureau long"]


def test_each_window_is_reported_once() -> None:
    term = Pattern(("bull market", "bulls market"), ("marché haussier",), literal=("market of bulls",))
    text = "Un marché de taureau, puis un marché de taureau."
    assert spans(text, term, term) == ["marché de taureau", "marché de taureau"]
    starts = [found.span.start for found in find(text, term)]
    assert starts == sorted(set(starts))


def test_what_sound_text_uses_is_left_alone() -> None:
    text = "Un marché de taureau s'installe."
    term = Pattern(("bull market",), ("marché haussier",))
    assert find(text, term)
    assert not find(text, term, attested=frozenset({("bull market", "marché taureau")}))
    assert find(text, term, attested=frozenset({("bear market", "marché taureau")}))


def test_sentences_without_words_or_terms() -> None:
    assert find("…", WHISTLEBLOWER) == ()
    assert find("Le souffleur de sifflet a été entendu.") == ()


def test_what_stands_inside_an_accepted_rendering_of_another_term_is_left_alone() -> None:
    """ "Souffleur de sifflet" would be literal, were it not what another thing is called."""
    text = "Le souffleur de sifflet a été entendu."
    soloist = Pattern(("whistle soloist",), ("souffleur de sifflet",))
    assert spans(text, WHISTLEBLOWER, soloist) == []
    assert spans("Le souffleur du sifflet, le juge et le sifflet souffleur.", WHISTLEBLOWER, soloist) == [
        "sifflet souffleur"
    ]


def test_small_words_tell_a_wrong_rendering_from_a_sound_one() -> None:
    wrong = Pattern(("no term limit",), ("sans terme",), forms=("terme sans juge",))
    assert spans("Le terme du juge est long.", wrong) == []
    assert spans("Des termes sans juges sont longs.", wrong) == ["termes sans juges"]


def test_a_form_marks_the_wrong_word_of_a_turn() -> None:
    term = Pattern(("six-year sentence",), ("peine",), forms=("[phrase] de <number> an",))
    assert spans("Il a reçu une phrase de six ans.", term) == ["phrase"]
    assert spans("Une phrase de six mots.", term) == []


def test_a_form_of_one_word_is_wrong_only_in_company() -> None:
    term = Pattern(("shelling",), ("pilonnage",), forms=("décorticage",), near=frozenset({"prison"}))
    assert spans("Le décorticage a visé la prison.", term) == ["décorticage"]
    assert spans("Le décorticage du riz.", term) == []


def test_a_wrong_rendering_of_the_dictionary_says_whether_its_meaning_is_sure() -> None:
    known: dict[tuple[str, ...], WrongRendering] = {
        ("terme", "de", "souple"): WrongRendering("soft term", ("mandat", "durée"), lone=False)
    }
    finder = TermFinder((), GRAMMAR, wrong=WrongRenderings(known))
    text = "Le terme du souple, long de termes souples."
    (found,) = finder.find(GLOSSER.gloss(text), text)
    assert found.span.of(text) == "terme du souple"
    assert (found.term.english, found.sure_meaning, found.listed) == (("soft term",), False, False)
    name = "Le Terme de Souple est ouvert."
    assert finder.find(GLOSSER.gloss(name), name) == (), "a name"
