from collections.abc import Sequence

import pytest

from mtcheck.engines.fake import FakeTranslator
from mtcheck.engines.repair import repaired
from mtcheck.engines.repairing import RepairingTranslator
from mtcheck.records import Hypothesis, LogProbs, TokenScores


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        # resembles the source word or its rendering
        (
            "Une stratégie républicaine a été annoncée.",
            "A republicia strategy was announced.",
            "A republican strategy was announced.",
        ),
        (
            "Les avocats républicains ont protesté.",
            "The republicist lawyers protested.",
            "The republican lawyers protested.",
        ),
        # left as it was in the source
        ("Le président ukrainien a parlé.", "The president ukrainien spoke.", "The president Ukrainian spoke."),
        # a name is copied, not translated
        ("Le sénateur Duchesneau a voté.", "The senator Duchsenau voted.", "The senator Duchesneau voted."),
        # a place has a name of its own in English
        ("Les électeurs de Floride ont voté.", "The voters of Floride voted.", "The voters of Florida voted."),
        # the only source word between its neighbours that nothing renders
        ("Le médecin mange un oreiller rouge.", "The doctor eats a krelm red.", "The doctor eats a pillow red."),
    ],
)
def test_made_up_words_give_way(source: str, hypothesis: str, expected: str) -> None:
    assert repaired(source, hypothesis, source_lang="fr", target_lang="en") == expected


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        ("Nous n'occupons pas la Libye.", "We do not occupy Lebanon.", "We do not occupy Libya."),
        ("Le questionnaire a montré cela.", "The honey has shown that.", "The questionnaire has shown that."),
        # as many on either side: in order
        (
            "Le questionnaire et la voiture ont servi.",
            "The honey and the lemon served.",
            "The questionnaire and the car served.",
        ),
        # the English of a French participle
        ("Trump avait averti Moscou.", "Trump had abide Moscow.", "Trump had warned Moscow."),
        ("L'économie a chuté de cinq millions.", "The economy has taken by five million.", None),  # irregular: any form
    ],
)
def test_words_that_render_nothing_give_way_to_what_is_missing(
    source: str, hypothesis: str, expected: str | None
) -> None:
    found = repaired(source, hypothesis, source_lang="fr", target_lang="en")
    assert found != hypothesis
    assert expected is None or found == expected


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        # two words that render nothing, one that is not rendered: no telling which
        ("Le questionnaire a montré cela.", "The honey lemon has shown that."),
        # two source words without a counterpart there
        ("Le questionnaire rouge a montré cela.", "The honey has shown that."),
        # a free rendering, of a word with many
        ("Il a fait un discours.", "He delivered a speech."),
        # the place has another spelling on the other side
        ("Selon Kiev, il viendra.", "According to Kyiv, he will come."),
        ("Il n'a pas mangé de gâteau.", "He didn't eat cake."),
    ],
)
def test_words_that_may_render_something_stay(source: str, hypothesis: str) -> None:
    assert repaired(source, hypothesis, source_lang="fr", target_lang="en") == hypothesis


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Le président a parlé.", "The president spoke."),
        ("", ""),
        ("Le sénateur Rouleau a voté.", "The senator Rouleau voted."),  # a copied name, though “rouleau” is a word
        ("L'OTAN a protesté.", "NATO has protested."),
        ("Le chat dort.", "The cat sleeps qzxv."),  # nothing that it could have been meant for
        ("Il a dit oui.", "He said frobnicated yes."),
    ],
)
def test_sound_words_and_names_stay(source: str, hypothesis: str) -> None:
    assert repaired(source, hypothesis, source_lang="fr", target_lang="en") == hypothesis


def test_a_very_long_text_is_left_alone() -> None:
    source, hypothesis = "Le questionnaire a montré cela. " * 60, "The honey has shown that. " * 60
    assert repaired(source, hypothesis, source_lang="fr", target_lang="en") == hypothesis


def test_french_is_mended_too() -> None:
    mended = repaired("The dictator lied.", "Le dictator a menti.", source_lang="en", target_lang="fr")
    assert mended == "Le dictateur a menti."


def test_other_languages_are_left_alone() -> None:
    assert repaired("Der Hund", "The hundo", source_lang="de", target_lang="en") == "The hundo"


class Engine(FakeTranslator):
    """Writes one made-up word."""

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        return tuple((Hypothesis(text, "A republicia strategy."),) * count for text in texts)


def test_the_engine_is_mended_where_it_writes_and_left_alone_where_it_scores() -> None:
    source = "Une stratégie républicaine."
    engine = FakeTranslator({source: "A republicia strategy."})
    mended = RepairingTranslator("fake:repair=on", engine)
    (one,) = mended.translate([source], source_lang="fr", target_lang="en")
    assert (one.text, one.engine, one.source) == ("A republican strategy.", "fake:repair=on", source)
    pairs = [(source, "A republicia strategy.")]
    (scores,) = mended.score(pairs, source_lang="fr", target_lang="en")
    assert isinstance(scores, TokenScores)
    assert scores == engine.score(pairs, source_lang="fr", target_lang="en")[0]
    (likely,) = mended.log_probs(pairs, source_lang="fr", target_lang="en")
    assert isinstance(likely, LogProbs)
    several = RepairingTranslator("x", Engine())
    (found,) = several.translate_nbest([source], source_lang="fr", target_lang="en", count=2)
    assert [one.text for one in found] == ["A republican strategy."] * 2
