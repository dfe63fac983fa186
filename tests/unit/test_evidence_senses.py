"""Wrong sense: which renderings are weighed, how, and where in the document they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mtcheck.evaluation.senses import shipped_finder
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, SenseContrast
from mtcheck.evidence.forced import force_alignments
from mtcheck.evidence.renderings import SenseFinder
from mtcheck.evidence.senses import contrast_senses, weigh_senses
from mtcheck.readers.plain import document
from mtcheck.records import Alignment, Hypothesis, Span, TokenScore, TokenScores

ENGLISH = "The opposition party won the elections."
WRONG = "La fête d'opposition a remporté les élections."
RIGHT = "Le parti d'opposition a remporté les élections."
TEXT = f"Il a dit : « {WRONG} » Puis il est parti."


@pytest.fixture(scope="module")
def finder() -> SenseFinder:
    return shipped_finder()


class Opinion:
    """Scores a text as a whole, by a table; what is not in it is very unlikely."""

    signature = "opinion"

    def __init__(self, sums: dict[tuple[str, str], float]) -> None:
        self.sums, self.asked = sums, list[tuple[str, str]]()

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        raise NotImplementedError

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        assert (source_lang, target_lang) == ("en", "fr")
        self.asked.extend(pairs)
        return tuple(
            TokenScores((TokenScore(Span(0, len(text)), self.sums.get((source, text), -50.0), "", -1.0),))
            for source, text in pairs
        )


OPINION = {
    (ENGLISH, WRONG): -30.0,
    (ENGLISH, RIGHT): -20.0,
    ("", WRONG): -40.0,
    ("", RIGHT): -38.0,
    ("party", "fête"): -5.0,
    ("party", "parti"): -1.0,
}


def test_a_rendering_that_the_corpus_knows_here_is_found(finder: SenseFinder) -> None:
    (found,) = [other for other in finder.find(ENGLISH, WRONG) if other.rendering == "parti"]
    assert found.printed.of(WRONG) == "fête"
    assert found.english == "party"
    assert found.substitution.applied(WRONG) == RIGHT


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (ENGLISH, RIGHT),
        ("The birthday party lasted all night.", "La fête d'anniversaire a duré toute la nuit."),
        ("The company was sold.", "La firme a été vendue."),  # another word of the same sense
        (ENGLISH, "Hier."),
        ("", WRONG),
        (ENGLISH, ""),
    ],
)
def test_what_stands_well_is_left_alone(finder: SenseFinder, english: str, french: str) -> None:
    assert finder.find(english, french) == ()


def test_gains_are_those_of_the_other_rendering(finder: SenseFinder) -> None:
    engine = Opinion(OPINION)
    scores = engine.score([(ENGLISH, WRONG)], source_lang="en", target_lang="fr")
    ((found, *_),) = contrast_senses([(ENGLISH, WRONG)], [finder.find(ENGLISH, WRONG)[:1]], scores, engine)
    assert (found.gain, found.alone, found.bare) == (10.0, 2.0, 4.0)
    assert found.owed == 7.0
    assert (found.printed, found.form, found.replacement) == ("fête", "parti", "Le parti")


def test_what_is_likelier_anyway_is_owed_to_nothing() -> None:
    sense = SenseContrast(Span(0, 4), "fête", 0, "party", "parti", "parti", gain=3.0, alone=6.0, bare=2.0)
    assert sense.owed == -1.0
    assert replace(sense, alone=-6.0, bare=-2.0).owed == 3.0  # never more than what the English gives


def test_nothing_is_asked_where_no_other_rendering_fits(finder: SenseFinder) -> None:
    engine = Opinion({})
    assert contrast_senses([(ENGLISH, RIGHT)], [finder.find(ENGLISH, RIGHT)], [TokenScores(())], engine) == ((),)
    assert engine.asked == []


def test_places_count_in_the_document(finder: SenseFinder) -> None:
    start = TEXT.index(WRONG)
    alignment = Alignment(Span(start, start + len(WRONG)), "q7", (0, 1), ENGLISH, 0.9)
    evidence = FileEvidence(document("a", TEXT), (), statements=(AlignedStatement(alignment, (), (), ()),))
    engine = Opinion(OPINION)
    weighed = weigh_senses(force_alignments(evidence, engine), finder, engine)
    found = next(sense for sense in weighed.senses if sense.form == "parti")
    assert found.span.of(TEXT) == "La fête"
    assert TEXT[found.position :].startswith("fête")
    assert (found.reference, found.quote_id) == (ENGLISH, "q7")


def test_free_renderings_are_not_compared(finder: SenseFinder) -> None:
    start = TEXT.index(WRONG)
    alignment = Alignment(Span(start, start + len(WRONG)), "q7", (0, 1), ENGLISH, 0.3)
    evidence = FileEvidence(document("a", TEXT), (), statements=(AlignedStatement(alignment, (), (), ()),))
    engine = Opinion(OPINION)
    assert weigh_senses(force_alignments(evidence, engine), finder, engine).senses == ()
