"""What a document quotes and reports, aligned through the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from mtcheck.engines.base import Translator
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, GlossedWord, SegmentEvidence
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.gain import Gain, forced_gain
from mtcheck.match.matching import QuoteIndex
from mtcheck.match.similarity import WordComparison
from mtcheck.match.statements import align_document
from mtcheck.patterns.loading import shipped_terms
from mtcheck.readers.plain import document
from mtcheck.records import KnownQuote, Segment
from mtcheck.speech.quotations import find_quotations
from mtcheck.text.sentences import split_sentences

HARBOUR = KnownQuote(
    "harbour",
    "Ana Lopez",
    "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season. "
    "Every crew came home safely to the island in December.",
    aliases=("Mme Lopez",),
)
COMPARISON = WordComparison(shipped_table(), shipped_frequencies(), shipped_terms())
Align = Callable[..., tuple[str, tuple[AlignedStatement, ...]]]


@pytest.fixture
def align(glosser: object) -> Align:
    from mtcheck.evidence.gloss import Glosser

    assert isinstance(glosser, Glosser)

    def words(text: str, start: int) -> tuple[GlossedWord, ...]:
        return glosser.gloss(text, start)

    def run(text: str, *quotes: KnownQuote, gain: Gain | None = None) -> tuple[str, tuple[AlignedStatement, ...]]:
        found = document("a.txt", text)
        segments = tuple(
            SegmentEvidence(Segment(span, span.of(text)), passage, words(span.of(text), span.start))
            for passage in found.passages
            for span in split_sentences(passage.span.of(text), passage.span.start)
        )
        evidence = FileEvidence(found, segments, find_quotations(found))
        index = QuoteIndex(quotes or (HARBOUR,), COMPARISON, gain=gain)
        return text, align_document(evidence, index).statements

    return run


def told(aligned: tuple[str, tuple[AlignedStatement, ...]]) -> list[tuple[str, tuple[int, int], bool]]:
    text, statements = aligned
    return [(s.alignment.span.of(text), s.alignment.sentences, s.alignment.quotation is not None) for s in statements]


def test_a_quotation_is_aligned_without_its_marks(align: Align) -> None:
    text = "« Le port restera ouvert pendant tout l'hiver », a promis Mme Lopez aux armateurs."
    assert told(align(text)) == [("Le port restera ouvert pendant tout l'hiver", (0, 1), True)]


def test_every_sentence_of_a_quotation_stands_alone(align: Align) -> None:
    text = (
        "« Le port restera ouvert pendant tout l'hiver. Tous les équipages sont rentrés sur l'île en décembre, sains et saufs », "
        "a déclaré Mme Lopez."
    )
    assert [sentences for _, sentences, _ in told(align(text))] == [(0, 1), (2, 3)]


def test_reported_speech_without_marks(align: Align) -> None:
    text = "Selon Mme Lopez, les pilotes ont guidé 312 navires à travers la glace cette saison."
    (found,) = told(align(text))
    assert "les pilotes ont guidé 312 navires à travers la glace cette saison" in found[0]
    assert found[1] == (1, 2)


def test_a_matched_quotation_speaks_for_its_sentence(align: Align) -> None:
    text = "Mme Lopez a répété : « Le port restera ouvert pendant tout l'hiver. »"
    found = told(align(text))
    assert [quoted for _, _, quoted in found] == [True]


def test_what_renders_nothing_is_left_alone(align: Align) -> None:
    text = "« Les vendanges ont commencé tôt cette année dans le Jura », a déclaré Mme Lopez. Il pleut sur la ville."
    assert told(align(text)) == []


def test_links_and_supports_point_into_the_texts(align: Align) -> None:
    text = "« Nos pilotes ont guidé 312 navires à travers la glace cette saison », a déclaré Mme Lopez."
    _, (statement,) = align(text)
    assert all(word.span.of(text) == word.text for word in statement.french)
    assert all(word.span.of(statement.alignment.text) == word.text for word in statement.english)
    assert len(statement.links) == len(statement.french)
    linked = {
        word.text: statement.english[link].text
        for word, link in zip(statement.french, statement.links, strict=True)
        if link >= 0
    }
    assert linked["pilotes"] == "pilots"
    assert linked["312"] == "312"
    assert linked["glace"] == "ice"


def test_a_word_that_nothing_supports_has_no_link(align: Align) -> None:
    text = "« Nos pilotes ont guidé 312 fromages à travers la glace cette saison », a déclaré Mme Lopez."
    _, (statement,) = align(text)
    links = dict(zip((word.text for word in statement.french), statement.links, strict=True))
    assert links["fromages"] == -1


def test_no_quotes_no_statements(align: Align) -> None:
    empty = QuoteIndex((), COMPARISON)
    evidence = FileEvidence(document("a", "« Le port restera ouvert. »"), ())
    assert align_document(evidence, empty) is evidence


def test_statements_come_in_the_order_of_the_text(align: Align) -> None:
    text = (
        "« Tous les équipages sont rentrés sur l'île en décembre, sains et saufs », a dit Mme Lopez.\n\n"
        "« Le port restera ouvert pendant tout l'hiver », a-t-elle ajouté."
    )
    found = align(text)[1]
    assert [s.alignment.sentences for s in found] == [(2, 3), (0, 1)]
    assert [s.alignment.span for s in found] == sorted(s.alignment.span for s in found)


def likes(word: str, *, by: float = 2.0) -> Gain:
    """Make French likelier by the sentences that hold a word."""

    def gain(french: str, english: Sequence[str]) -> list[float]:
        return [by if word in text else -0.5 for text in english]

    return gain


OBSCURE = "« Ça ira pour nos gars des glaces », a dit Mme Lopez."


def test_quoted_words_that_the_tables_do_not_know_are_matched_by_gain(align: Align) -> None:
    assert told(align(OBSCURE)) == []
    assert told(align(OBSCURE, gain=likes("pilots"))) == [("Ça ira pour nos gars des glaces", (1, 2), True)]


def test_a_small_gain_matches_nothing(align: Align) -> None:
    assert told(align(OBSCURE, gain=likes("pilots", by=1.0))) == []


def test_other_speakers_quotes_are_left_out_of_it(align: Align) -> None:
    assert told(align(OBSCURE.replace("Mme Lopez", "Victor Hamel"), gain=likes("pilots"))) == []


def test_an_unknown_speaker_must_be_cited_elsewhere(align: Align) -> None:
    text = "« Ça ira pour nos gars des glaces. »"
    assert told(align(text, gain=likes("pilots"))) == []


def test_what_a_sentence_says_beside_its_quotation_is_matched_on_its_own(align: Align) -> None:
    text = (
        "« Ça ira pour nos gars des glaces », a dit Mme Lopez, ajoutant que tous les équipages étaient rentrés sains et saufs "
        "sur l'île en décembre."
    )
    (one, two) = told(align(text, gain=likes("pilots")))
    assert one == ("Ça ira pour nos gars des glaces", (1, 2), True)
    assert two[1:] == ((2, 3), False)
    assert two[0].startswith("a dit Mme Lopez")


def test_no_quotation_is_matched_twice(align: Align) -> None:
    text = "« Le port restera ouvert », a dit Mme Lopez. « Nos pilotes ont guidé 312 navires », a-t-elle dit."
    spans = [span for span, _, _ in told(align(text, gain=likes("pilots")))]
    assert len(spans) == len(set(spans))


def test_gain_is_what_the_english_adds_to_the_french(embedded: Translator) -> None:
    right, wrong = forced_gain(embedded)(
        "Le port restera ouvert.", ["The harbour will stay open.", "Every crew came home safely."]
    )
    assert right > 1.5
    assert wrong < 0.5
