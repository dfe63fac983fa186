"""French statements find the known quote that they render, and only that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.matching import QuoteIndex
from mtcheck.match.runs import Match
from mtcheck.match.similarity import WordComparison
from mtcheck.match.speakers import same_speaker
from mtcheck.patterns.loading import shipped_terms
from mtcheck.records import KnownQuote

Gloss = Callable[[str], tuple[GlossedWord, ...]]
HARBOUR = KnownQuote(
    "harbour",
    "Ana Lopez",
    "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season. "
    "Every crew came home safely. I thank the lighthouse keepers for their patience. "
    "We will buy two new icebreakers next year and train forty more pilots.",
    aliases=("Mme Lopez",),
)
MUSEUM = KnownQuote(
    "museum",
    "Karl Weiss",
    "The stolen paintings have been found in a warehouse. None of them is damaged. "
    "The museum will show them again in the great hall from September.",
)
INDEX = QuoteIndex((HARBOUR, MUSEUM), WordComparison(shipped_table(), shipped_frequencies(), shipped_terms()))


@pytest.fixture
def match(gloss: Gloss) -> Callable[..., Match | None]:
    def run(text: str, **options: object) -> Match | None:
        return INDEX.match(gloss(text), **options)  # type: ignore[arg-type]

    return run


Matcher = Callable[..., Match | None]


@pytest.mark.parametrize(
    ("french", "quote", "sentences"),
    [
        ("Le port restera ouvert pendant tout l'hiver", "harbour", (0, 1)),
        ("Nos pilotes ont guidé 312 navires à travers la glace cette saison", "harbour", (1, 2)),
        ("Je remercie les gardiens de phare pour leur patience", "harbour", (3, 4)),
        ("Les tableaux volés ont été retrouvés dans un entrepôt", "museum", (0, 1)),
        ("Le musée les montrera à nouveau dans la grande salle à partir de septembre", "museum", (2, 3)),
    ],
)
def test_a_sentence_finds_its_source(match: Matcher, french: str, quote: str, sentences: tuple[int, int]) -> None:
    found = match(french, speaker="Lopez" if quote == "harbour" else "Weiss")
    assert found is not None
    assert found.quote.id == quote
    assert (found.first, found.last) == sentences
    assert found.similarity > 0.4


def test_one_french_sentence_may_render_several(match: Matcher) -> None:
    found = match(
        "Nos pilotes ont guidé 312 navires à travers la glace cette saison et tous les équipages sont rentrés sains et saufs",
        speaker="Mme Lopez",
    )
    assert found is not None
    assert (found.first, found.last) == (1, 3)
    assert found.text == ("Our pilots have guided 312 ships through the ice this season. Every crew came home safely.")


def test_part_of_a_sentence_is_enough(match: Matcher) -> None:
    found = match("Nous achèterons deux nouveaux brise-glaces l'an prochain", speaker="Ana Lopez")
    assert found is not None
    assert (found.first, found.last) == (4, 5)


@pytest.mark.parametrize(
    "french",
    [
        "Les vendanges ont commencé avec deux semaines d'avance dans le Jura",
        "Le budget de la culture sera voté par le parlement au printemps",
        "Nous ne céderons jamais devant la menace",
        "",
        "Oui",
        "Il est là",
    ],
)
@pytest.mark.parametrize("speaker", ["Ana Lopez", None, "Jean Martin"])
def test_no_match_is_an_answer(match: Matcher, french: str, speaker: str | None) -> None:
    assert match(french, speaker=speaker) is None


def test_another_speaker_needs_stronger_evidence(match: Matcher) -> None:
    loose = "Le port ouvert cet hiver attire les touristes"
    near = match(loose, speaker="Ana Lopez")
    assert near is not None
    assert match(loose, speaker="Jean Martin") is None
    faithful = match("Le port restera ouvert pendant tout l'hiver", speaker="Jean Martin")
    assert faithful is not None, "who is named may be a mistake of attribution"


def test_a_few_words_match_their_own_speaker_only(match: Matcher) -> None:
    words = "gardiens de phare"
    found = match(words, speaker="Mme Lopez")
    assert found is not None
    assert (found.first, found.last) == (3, 4)
    assert match(words, speaker=None) is None
    assert match(words, speaker="Karl Weiss") is None
    assert match(words, speaker="Mme Lopez", quoted=False) is None


def test_a_single_word_matches_nothing(match: Matcher) -> None:
    assert match("patience", speaker="Ana Lopez") is None


def test_a_few_words_suffice_where_the_statement_is_cited_elsewhere(match: Matcher) -> None:
    words = "une patience exemplaire"
    assert match(words, speaker="Ana Lopez") is None
    assert match("un entrepôt voisin", speaker="Ana Lopez", cited=frozenset({"harbour"})) is None


def test_reported_speech_leaves_out_who_says_it(match: Matcher) -> None:
    found = match("Ana Lopez a déclaré que le port restera ouvert pendant tout l'hiver", quoted=False)
    assert found is not None
    assert found.quote.id == "harbour"
    assert not {"ana", "lopez"} & {word.folded for word in found.french}
    assert "déclarer" not in {word.word.lemma for word in found.french}


def test_a_changed_number_still_finds_its_source(match: Matcher) -> None:
    found = match("Nos pilotes ont guidé 231 navires à travers la glace cette saison", speaker="Ana Lopez")
    assert found is not None
    assert found.first == 1
    number = next(i for i, word in enumerate(found.french) if word.folded == "231")
    assert found.detail.french[number] == 0.0


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("Ana Lopez", True),
        ("Mme Lopez", True),
        ("LOPEZ", True),
        ("Ana López", True),
        ("la ministre Ana Lopez", True),
        ("Jean Martin", False),
        ("Ana Martin", False),
        ("…", False),
    ],
)
def test_same_speaker(said: str, same: bool) -> None:
    assert same_speaker(said, HARBOUR) is same


def test_spellings_of_a_foreign_name_agree() -> None:
    assert same_speaker("Volodymyr Zelensky", KnownQuote("q", "Volodymyr Zelenskyy", "x"))
    assert not same_speaker("Paul Durand", KnownQuote("q", "", "x"))


def test_an_empty_bank_matches_nothing(gloss: Gloss) -> None:
    assert QuoteIndex((), INDEX.comparison).match(gloss("Le port restera ouvert tout l'hiver")) is None


def test_runs_never_cross_from_one_quote_into_the_next(match: Matcher) -> None:
    found = match(
        "Nous formerons quarante pilotes de plus, et les tableaux volés ont été retrouvés dans un entrepôt",
        speaker="Ana Lopez",
    )
    if found is not None:
        assert found.text in " ".join(found.quote.text.split())
