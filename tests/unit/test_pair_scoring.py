from collections.abc import Iterator, Sequence
from unicodedata import normalize

import pytest

import mtcheck
from mtcheck.config.resources import Resources
from mtcheck.config.settings import Config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import TranslatorError
from mtcheck.pair_scoring import PAIRS_AT_ONCE
from mtcheck.records import TokenScores

GOOD = ("The council adopted the budget.", "Le conseil a adopté le budget.")


class Fragile(FakeTranslator):
    """Fails on a batch that holds a certain word."""

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        if any("explode" in text for pair in pairs for text in pair):
            raise TranslatorError("it exploded")
        return super().score(pairs, source_lang=source_lang, target_lang=target_lang)


def test_the_api_scores_lazily_and_in_order() -> None:
    taken: list[int] = []

    def pairs() -> Iterator[tuple[str, str]]:
        for number in range(200):
            taken.append(number)
            yield GOOD

    scores = mtcheck.score(pairs(), translator=FakeTranslator())
    assert taken == []
    first = next(scores)
    assert len(taken) <= 2 * PAIRS_AT_ONCE
    assert first.error is None
    assert first.score is not None


def test_a_pair_that_breaks_the_engine_breaks_no_other() -> None:
    scores = list(mtcheck.score([GOOD, ("Please explode.", "Explosez."), GOOD], translator=Fragile()))
    assert [score.error for score in scores] == [None, "it exploded", None]
    assert scores[0] == scores[2]


def test_an_engine_without_the_direction_ends_the_run() -> None:
    with pytest.raises(mtcheck.LanguagePairError):
        list(mtcheck.score([GOOD], translator=FakeTranslator(pairs=frozenset({("fr", "en")}))))


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (("", "Bonjour."), "the source holds no word"),
        (("Hello.", "…"), "the translation holds no word"),
        (("Hello.", "mot " * 5000), "the translation is longer than"),
    ],
)
def test_what_is_no_pair_has_an_error(pair: tuple[str, str], told: str) -> None:
    (score,) = mtcheck.score([pair], translator=FakeTranslator())
    assert score.score is None
    assert score.error is not None
    assert score.error.startswith(told)


def test_rules_on_the_french_alone_join_the_spans() -> None:
    pair = ("They agreed on a ceasefire last night.", "Ils ont accepté un feu cessé hier soir.")
    (ruled,) = mtcheck.score([pair], threshold=0.5, translator=FakeTranslator())
    assert any("feu cessé" in span.text for span in ruled.spans)


def test_spans_are_ordered_and_do_not_overlap() -> None:
    pair = ("Friendly fire killed two soldiers near Paris.", "Un feu amical a tuer deux soldat a coté paris.")
    (score,) = mtcheck.score([pair], threshold=0.0, translator=FakeTranslator())
    ends = [0, *(span.span.end for span in score.spans)]
    assert all(span.span.start >= end for span, end in zip(score.spans, ends, strict=False))


def test_a_threshold_out_of_range_is_refused() -> None:
    with pytest.raises(mtcheck.ConfigError, match="not between 0 and 1"):
        mtcheck.score([GOOD], threshold=1.5, translator=FakeTranslator())


def test_a_report_at_another_threshold_needs_no_second_judgement() -> None:
    scorer = Resources().pair_scorer(Config(), translator=FakeTranslator())
    (judged,) = scorer.judge([GOOD])
    assert not isinstance(judged, mtcheck.PairScore)
    assert len(scorer.report(judged, 0.0).spans) >= len(scorer.report(judged, 1.0).spans) == 0


def test_how_letters_are_stored_makes_no_difference() -> None:
    source, translation = "We agreed on a ceasefire.", "Nous avons décidé d'un feu cessé."
    pairs = [(source, translation), ("We agreed on a cease\u00adfire.", _hidden(translation))]
    plain, hidden = mtcheck.score(pairs, threshold=0.5, translator=FakeTranslator())
    assert plain.spans
    assert hidden.score == plain.score
    for one, other in zip(plain.spans, hidden.spans, strict=True):
        assert one.severity == other.severity
        assert one.text != other.text
        assert other.span.of(_hidden(translation)) == other.text
        assert normalize("NFC", other.text).replace("\u200b", "") == one.text


def _hidden(text: str) -> str:
    return normalize("NFD", text).replace("feu c", "fe\u200bu c")
