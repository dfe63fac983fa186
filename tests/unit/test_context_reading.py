"""Words out of place in a document: what the encoder says of a place, what is put there, and lists that are told wrong."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from mtcheck.checks.out_of_place import MisplacedCheck
from mtcheck.context.descriptions import SenseDescriptions, sense_of
from mtcheck.context.listed import NAMES as LISTED
from mtcheck.context.listed import measures, shipped_list_judge
from mtcheck.context.masked import NAMES, FitMeasurer, MaskedPlace
from mtcheck.context.model import Contested
from mtcheck.context.reading import PlaceReader, shipped_place_reader
from mtcheck.context.renderings import cut, shipped_senses
from mtcheck.context.suggestions import edits, most_usual
from mtcheck.encoder.descriptions import description, shipped_descriptions
from mtcheck.encoder.encoder import shipped_encoder
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, SegmentEvidence
from mtcheck.evidence.gloss import shipped_glosser
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.sequences import shipped_sequences
from mtcheck.records import Alignment, Document, FileReport, Passage, PassageKind, Segment, Severity, Span
from mtcheck.text.sentences import split_sentences

GARBLED = (
    "Un grand jury a inculpé trois députés du shérif. Les premiers répondeurs sont arrivés trop tard, selon les pompiers. "
    "La famille de la victime a rempli un costume civil contre l'hôpital. Le péage de mort est monté à onze, a dit la police, "
    "et le tireur a été chargé avec meurtre de premier degré. Ses avocats ont plaidé pas coupable à toutes les charges, "
    "et la cour a mis le procès pour le mois de mai prochain."
)


def evidence_of(text: str) -> FileEvidence:
    passage = Passage(Span(0, len(text)), PassageKind.BODY, "fr")
    segments = tuple(
        SegmentEvidence(Segment(span, span.of(text)), passage, shipped_glosser().gloss(span.of(text), span.start))
        for span in split_sentences(text, 0)
    )
    return FileEvidence(Document("a.txt", text, (passage,)), segments)


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return shipped_place_reader(shipped_encoder())


def test_words_out_of_place_are_read_with_their_pivot(reader: PlaceReader) -> None:
    found = reader.read(evidence_of(GARBLED))
    told = {word.printed: word for word in found.misplaced}
    assert "premiers répondeurs" in told
    assert told["premiers répondeurs"].pivot.startswith("first responder")
    assert told["premiers répondeurs"].careless
    assert all(word.span.of(GARBLED) == word.printed for word in found.misplaced)
    assert {place.span for place in found.weighed} >= {word.span for word in found.misplaced}


def test_the_card_names_pivot_and_why(reader: PlaceReader) -> None:
    verdicts = list(MisplacedCheck().check(reader.read(evidence_of(GARBLED))))
    assert verdicts
    for verdict in verdicts:
        assert str(verdict.message).startswith("“")
        assert str(verdict.message).endswith(".")
        assert next(item.kind for item in verdict.evidence) == "pivot"


class Likes:
    """Finds sentences with one word far likelier."""

    signature = "likes"

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[Contested] = []

    def gain(self, places: Sequence[Contested]) -> tuple[tuple[float, ...], ...]:
        self.asked.extend(places)
        return tuple(tuple(3.0 if self.word in one else -1.0 for one in place.competitors) for place in places)


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("A grand jury has indicted three deputies. First responders came too late, firefighters said.", True),
        ("A grand jury has indicted three deputies. Those who were first to answer came too late.", False),
    ],
)
def test_what_the_known_english_says_otherwise_is_left_alone(reader: PlaceReader, english: str, told: bool) -> None:
    statement = AlignedStatement(Alignment(Span(0, len(GARBLED)), "q", (0, 2), english, 0.5), (), (), ())
    found = reader.read(replace(evidence_of(GARBLED), statements=(statement,)))
    assert "premiers répondeurs" in {word.printed for word in found.misplaced}
    verdicts = [verdict.span.of(GARBLED) for verdict in MisplacedCheck().check(found)]
    assert ("premiers répondeurs" in verdicts) == told


def test_a_language_model_chooses_what_is_put_there(reader: PlaceReader) -> None:
    plain = {word.printed: word for word in reader.read(evidence_of(GARBLED)).misplaced}
    assert all(word.gain is None for word in plain.values())
    model = Likes("secours")
    chosen = replace(reader, model=model).read(evidence_of(GARBLED)).misplaced
    assert all(place.span.start < place.span.end for place in model.asked)
    put = {word.printed: word for word in chosen}["premiers répondeurs"]
    assert put.replacement is not None
    assert "secours" in put.replacement
    assert put.gain == 3.0
    refused = replace(reader, model=Likes("nowhere")).read(evidence_of(GARBLED)).misplaced
    assert all(word.replacement is None for word in refused)


def test_a_text_too_short_to_tell_whose_it_is_gets_notes(reader: PlaceReader) -> None:
    text = "Les premiers répondeurs sont arrivés trop tard, selon les pompiers."
    verdicts = list(MisplacedCheck().check(reader.read(evidence_of(text))))
    assert [verdict.severity for verdict in verdicts] == [Severity.NEUTRAL]


def test_edits_fit_their_place_and_the_usual_one_is_chosen() -> None:
    text = "Les députés du shérif ont retrouvé la voiture."
    found = edits(text, Span(4, 11), ("adjoint", "député"))
    assert [edit.text for edit in found] == ["adjoints"]
    assert most_usual(text, found, shipped_sequences()) == found[0]
    assert most_usual(text, (), shipped_sequences()) is None


def test_kept_descriptions_are_near_the_encoder_s() -> None:
    kept = shipped_descriptions(shipped_encoder())
    assert kept.quantised is not None
    entries = list(shipped_dictionary())
    several = [description(entry, 0) for entry in entries[:: len(entries) // 8]]
    own = replace(kept, quantised=None).vectors(several)
    near = (kept.vectors(several) * own).sum(axis=1)
    assert near.min() < 0.9999, "none is kept"
    assert near.mean() > 0.9
    missing = ["no such word (nothing): none. rien"]
    assert np.allclose(kept.vectors(missing), replace(kept, quantised=None).vectors(missing))
    assert kept.vectors([]).shape == (0, 384)
    # Of another encoder they are not used.
    other = replace(kept, quantised=replace(kept.quantised, signature="encoder:other"))
    assert np.allclose(other.vectors(several[:2]), own[:2])


def test_the_description_of_a_sense() -> None:
    table, dictionary = shipped_senses(), shipped_dictionary()
    entry = dictionary.look_up("deputy")[0]
    row = table.senses_of(table.entries.index(entry.id))[0]
    assert sense_of(table, dictionary, row) == (entry, 0)
    assert description(entry, 0).startswith(f"deputy ({entry.senses[0].domain}): ")


def test_the_encoder_s_measures_are_finite_and_of_the_contenders() -> None:
    judge = shipped_place_reader(shipped_encoder()).judge
    text = "La facture a été adoptée par le Sénat après six heures de débat."
    candidates = judge.measurer.candidates(text, shipped_glosser().gloss(text))
    places = [MaskedPlace(text, one) for one in candidates][:3]
    fitter = FitMeasurer(judge.measurer.senses, shipped_encoder(), judge.fitter.descriptions)
    fits = fitter.measure(places)
    assert all(len(fit.measures) == len(NAMES) and np.isfinite(fit.measures).all() for fit in fits)
    assert all(fit.best in place.candidate.contenders for fit, place in zip(fits, places, strict=True))
    assert fitter.measure(places[:1]) == fits[:1]
    assert fitter.measure([]) == []
    assert cut(text)


def test_lists_are_judged_by_their_sentence(reader: PlaceReader) -> None:
    judge = shipped_list_judge()
    text = "Les hautes écoles et les universités suisses accueillent davantage d'étudiants étrangers."
    sound = reader.read(evidence_of(text))
    assert len(measures(sound, Span(4, 17), "MT201", 0.6, judge.sequences)) == len(LISTED)
    assert judge.is_against(sound, Span(4, 17), "MT201", 0.6)
    assert not judge.is_against(sound, Span(4, 17), "MT101", 0.6)
    wrong = "Deux soldats ont été tués par un feu amical."
    assert not judge.is_against(reader.read(evidence_of(wrong)), Span(33, 43), "MT201", 0.9)


def test_what_a_list_tells_wrongly_falls_silent(check_text: Callable[[str], FileReport]) -> None:
    report = check_text("Les hautes écoles et les universités suisses accueillent davantage d'étudiants étrangers.")
    assert [finding.text for finding in report.findings if finding.code == "MT201"] == []


def test_descriptions_of_another_dictionary_are_named_by_their_headword() -> None:
    other = replace(shipped_senses(), entries=tuple(f"no_such_{n}.noun" for n in range(len(shipped_senses().entries))))
    of_other = SenseDescriptions(other, shipped_dictionary(), shipped_descriptions(shipped_encoder()))
    assert of_other.text(0) == "no such 0"
