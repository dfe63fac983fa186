"""Which sense is meant and what was printed: headwords, places, alignment, candidates."""

from __future__ import annotations

import pytest

from mtcheck.lexicon.table import shipped_table
from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair, align
from mtcheck.senses.candidates import CandidateKind, candidates, span_of
from mtcheck.senses.headwords import shipped_headwords
from mtcheck.senses.spellings import other_spelling
from mtcheck.senses.suggestions import placed
from mtcheck.senses.tokens import Sentence, french_forms


def aligned(english: str, french: str) -> AlignedPair:
    return align(english, Sentence(french), shipped_headwords().find(english), shipped_table())


def printed(english: str, french: str, headword: str) -> str | None:
    pair = aligned(english, french)
    for word, rendering in zip(pair.headwords, pair.printed, strict=True):
        if word.english == headword and rendering is not None:
            return pair.french.span(rendering.place).of(french)
    return None


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("ouvertes", "ouvrir"),
        ("jetée", "jeter"),
        ("journaux", "journal"),
        ("policières", "policier"),
        ("vend", "vendre"),
    ],
)
def test_a_form_leads_to_all_its_dictionary_forms(form: str, base: str) -> None:
    assert base in french_forms(form)


def test_the_longest_headword_counts() -> None:
    found = [word.english for word in shipped_headwords().find("First responders arrived within ten minutes.")]
    assert "first responder" in found
    assert "first" not in found


@pytest.mark.parametrize(
    ("english", "found"),
    [
        ("They sold a heavy handed robot.", True),
        ("They sold a heavy-handed robot.", True),
        ("The barn, built in 1871, went up in flames.", False),
        ("They answered before the school year ends.", False),
    ],
)
def test_words_side_by_side_are_no_hyphenated_headword(english: str, found: bool) -> None:
    assert any("-" in word.english for word in shipped_headwords().find(english)) is found


@pytest.mark.parametrize(
    ("english", "headword"),
    [
        ("He runs a call center.", "call centre"),
        ("He runs a call centre.", "call centre"),
        ("Police fought organised crime.", "organized crime"),
        ("Two armored vehicles burned.", "armoured vehicle"),
    ],
)
def test_a_headword_is_found_in_either_spelling(english: str, headword: str) -> None:
    assert headword in [word.english for word in shipped_headwords().find(english)]


@pytest.mark.parametrize("word", ["prize", "rise", "union", "check", "story", "size", "laboured"])
def test_words_that_only_look_like_a_spelling_have_no_other(word: str) -> None:
    assert other_spelling(word) == {"laboured": "labored"}.get(word)


@pytest.mark.parametrize(
    ("english", "headword"),
    [
        ("They kept their heads above water.", "keep one's head above water"),
        ("She handed in her notice.", "hand in one's notice"),
        ("We are washing our hands of it.", "wash one's hands of"),
        ("They turned themselves in on Monday.", "turn oneself in"),
    ],
)
def test_a_set_phrase_is_said_of_anybody(english: str, headword: str) -> None:
    assert headword in [word.english for word in shipped_headwords().find(english)]


@pytest.mark.parametrize(
    ("english", "found"),
    [
        ("The union called the strike off on Monday.", "call off"),
        ("They turned the offer down.", "turn down"),
        ("The guards brought him down near the gate.", "bring down"),
        ("The judge let her off with a caution.", "let off"),
        ("They took the dog down the hill.", None),
        ("He put the money in the bank.", None),
        ("The army brought the bridge that crosses the river down.", None),
    ],
)
def test_a_phrasal_verb_is_found_around_its_object(english: str, found: str | None) -> None:
    several = shipped_headwords().find(english)
    parted = [one for one in several if " " in one.english and one.tokens[1] - one.tokens[0] == 1]
    assert [one.english for one in parted] == ([found] if found else [])
    if found == "call off":
        assert "strike" in [one.english for one in several]  # and no “strike off”


def test_a_part_of_a_word_with_hyphens_is_no_rendering() -> None:
    assert Sentence("Un en-tête a été ajouté.").accepted("tête") == []
    assert Sentence("Une tête a été ajoutée.").accepted("tête") == [(1, 2)]
    assert Sentence("Le bateau Marie-Tête est là.").accepted("tête") == [(3, 4)]


def test_inflected_headwords_are_found_and_parts_of_names_are_not() -> None:
    assert "deputy" in [w.english for w in shipped_headwords().find("The deputies found the truck.")]
    assert "bill" not in [w.english.lower() for w in shipped_headwords().find("He met Bill Gates.")]


def test_accepted_renderings_may_be_inflected_and_parted() -> None:
    sentence = Sentence("Ils ont finalement jeté hier l'éponge.")
    assert [sentence.span(p).of(sentence.text) for p in sentence.accepted("jeter l'éponge")] == ["jeté hier l'éponge"]
    assert sentence.accepted("éponge jetée") == []


def test_wrong_renderings_are_sequences_of_words() -> None:
    assert Sentence("Une conférence de presse a eu lieu.").printed("presse conférence") == []
    assert Sentence("Une presse conférence a eu lieu.").printed("presse conférence") == [(1, 3)]
    assert Sentence("Les usines de puissance ferment.").printed("usine de puissance") == [(1, 4)]
    assert Sentence("L'usine et la puissance.").printed("usine de puissance") == []
    assert Sentence("Les chiens ont été posés.").printed("poser") == [(4, 5)]


@pytest.mark.parametrize(
    ("english", "french", "headword", "rendering"),
    [
        (
            "The bill was passed by the Senate, and the electricity bill was paid.",
            "Le projet de loi a été adopté par le Sénat, et la facture d'électricité a été payée.",
            "bill",
            "projet de loi",
        ),
        ("Deputies arrested him on Monday.", "Les députés l'ont arrêté lundi.", "deputy", "députés"),
        (
            "The heavy rain fell on a big town.",
            "Une forte pluie est tombée sur une grosse ville.",
            "heavy rain",
            "forte pluie",
        ),
    ],
)
def test_a_rendering_belongs_to_its_word(english: str, french: str, headword: str, rendering: str) -> None:
    assert printed(english, french, headword) == rendering


@pytest.mark.parametrize(
    ("english", "word", "part"),
    [
        ("The man who met them has left.", "man", "noun"),
        ("Volunteers man the post day and night.", "man", "verb"),
        ("He announced his return on Monday.", "return", "noun"),
        ("They will return on Monday.", "return", "verb"),
    ],
)
def test_the_sentence_tells_a_word_s_part_of_speech(english: str, word: str, part: str) -> None:
    (found,) = [headword for headword in shipped_headwords().find(english) if headword.english == word]
    likely = {meaning.entry.pos: share for meaning, share in zip(found.meanings, found.likely, strict=True)}
    assert max(likely, key=likely.__getitem__) == part


def kinds(english: str, french: str) -> set[tuple[CandidateKind, str]]:
    pair = aligned(english, french)
    return {(one.kind, span_of(pair, one).of(french)) for one in candidates(pair)}


def test_another_sense_is_a_candidate_and_so_is_a_listed_wrong_rendering() -> None:
    assert (CandidateKind.SENSE, "facture") in kinds(
        "The bill was passed by the Senate.", "La facture a été adoptée par le Sénat."
    )
    found = kinds("First responders arrived quickly.", "Les premiers répondeurs sont arrivés rapidement.")
    assert (CandidateKind.WRONG, "premiers répondeurs") in found


def test_an_unexplained_word_is_a_candidate_where_the_right_one_is_absent() -> None:
    french = "Il a été condamné pour massacre d'homme à dix ans de prison."
    found = kinds("He was convicted of manslaughter and sentenced to ten years in prison.", french)
    assert any("massacre" in text for _, text in found)


@pytest.mark.parametrize(
    ("english", "french", "headword", "words"),
    [
        (
            "Rogue waves are no longer dismissed as a tale.",
            "Les vagues voyous ne sont plus prises pour une légende.",
            "rogue wave",
            "vagues voyous",
        ),
        ("The governor laid a wreath.", "Le gouverneur a pondu une couronne.", "lay a wreath", "pondu une couronne"),
    ],
)
def test_the_words_beside_a_short_rendering_belong_to_a_phrase(
    english: str, french: str, headword: str, words: str
) -> None:
    pair = aligned(english, french)
    told = {(pair.headwords[one.headword].english, span_of(pair, one).of(french)) for one in candidates(pair)}
    assert (headword, words) in told


def test_a_short_rendering_by_itself_is_no_part() -> None:
    pair = aligned("Rogue waves are no longer dismissed as a tale.", "Ces vagues ne sont plus prises pour une légende.")
    assert CandidateKind.PART not in [one.kind for one in candidates(pair)]


def test_what_says_all_senses_is_no_candidate() -> None:
    found = kinds("They rescued the hiker.", "Ils ont secouru le randonneur.")
    assert not any("randonneur" in text for _, text in found)


@pytest.mark.parametrize(
    ("french", "wrong", "rendering", "whole"),
    [
        ("La facture a été déposée hier.", "facture", "projet de loi", "projet de loi"),
        ("Il a vu les députés.", "députés", "adjoint du shérif", "adjoints du shérif"),
        ("Une fête politique se crée.", "fête", "parti", "parti"),
        ("Le Sénat a passé la loi.", "passé", "adopter", "a adopté la loi"),
        ("Ils n'installent rien.", "installent", "planter", "ne plantent rien"),
        ("Les indices bordent la baisse.", "bordent", "s'effriter", "s'effritent"),
    ],
)
def test_a_suggestion_is_put_into_its_place(french: str, wrong: str, rendering: str, whole: str) -> None:
    start = french.index(wrong)
    edit = placed(french, Span(start, start + len(wrong)), rendering)
    assert edit is not None
    assert whole in french[: edit.span.start] + edit.text + french[edit.span.end :]
