"""The learned tables: translation probabilities, frequencies, grammar counts, collocations, attested renderings."""

from __future__ import annotations

import random
import string

import pytest

from mtcheck.french.counts import FormCounts, Government, GrammarCounts, shipped_counts
from mtcheck.lexicon.attested import shipped_attested
from mtcheck.lexicon.collocations import Collocations, shipped_collocations
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.table import Rendering, TranslationTable, shipped_table

CERTAIN = [
    ("guerre", "war"),
    ("chien", "dog"),
    ("cessez-le-feu", "ceasefire"),
    ("péage", "toll"),
    ("ouragan", "hurricane"),
]


def test_table_sorts_by_falling_probability() -> None:
    table = TranslationTable.of([("feu", "light", 0.2, 0.1), ("feu", "fire", 0.7, 0.9), ("incendie", "fire", 0.9, 0.4)])
    assert table.to_english["feu"] == (Rendering("fire", 0.7), Rendering("light", 0.2))
    assert table.to_french["fire"] == (Rendering("feu", 0.9), Rendering("incendie", 0.4))
    assert table.english_given_french("feu", "light") == 0.2
    assert table.french_given_english("feu", "light") == 0.1
    assert table.english_given_french("feu", "dog") == 0.0
    assert table.french_given_english("chien", "dog") == 0.0


@pytest.mark.parametrize("table", [
    TranslationTable.of([("feu", "light", 0.2, 0.1), ("feu", "fire", 0.7, 0.9), ("incendie", "fire", 0.9, 0.4)]),
    shipped_table(),
])  # fmt: skip
def test_every_way_to_look_up_a_word_says_the_same(table: TranslationTable) -> None:
    for word in [*list(table.to_english)[:300], "xyzzy"]:
        renderings = table.to_english.get(word, ())
        assert table.likeliest_english(word, 2) == renderings[:2]
        assert table.both_ways(word) == tuple((*r, table.french_given_english(word, r.word)) for r in renderings)
        for rendering in renderings:
            assert table.english_given_french(word, rendering.word) == rendering.probability
            assert table.french_given_english(word, rendering.word) == dict(table.to_french[rendering.word]).get(
                word, 0.0
            )
            assert table.likeliest_french(rendering.word, 3) == table.to_french[rendering.word][:3]


@pytest.mark.parametrize(("french", "english"), CERTAIN)
def test_shipped_table_knows_plain_words(french: str, english: str) -> None:
    table = shipped_table()
    assert table.to_english[french][0].word == english
    assert table.english_given_french(french, english) > 0.4


def test_shipped_probabilities_are_probabilities() -> None:
    table = shipped_table()
    for renderings in (*table.to_english.values(), *table.to_french.values()):
        assert all(0.0 <= rendering.probability <= 1.0 for rendering in renderings)
    assert max(sum(r.probability for r in found) for found in table.to_english.values()) < 1.01


def test_frequency_weights() -> None:
    counts = Frequencies({"fr": {"le": 40_000.0, "pont": 50.0}, "en": {}})
    assert counts.of("pont", "fr") == 50.0
    assert counts.of("pont", "en") == counts.of("pont", "de") == 0.0
    assert counts.weight("le", "fr") == 0.2
    assert counts.weight("zzorglub", "fr") == 1.0
    assert 0.2 < counts.weight("pont", "fr") < 1.0


def test_shipped_frequencies_order_words_as_one_expects() -> None:
    counts = shipped_frequencies()
    assert counts.weight("le", "fr") < counts.weight("guerre", "fr") < counts.weight("péage", "fr")
    assert counts.weight("the", "en") < counts.weight("war", "en") < counts.weight("toll", "en")
    assert counts.of("the", "en") > 20_000
    assert counts.of("the", "fr") < 500


COUNTS = GrammarCounts(
    {
        "table": FormCounts(1, 500, 0, 900),
        "pont": FormCounts(39, 0, 0, 100),
        "poste": FormCounts(300, 250, 0, 700),
        "gouvernement": FormCounts(20_000, 9, 0, 30_000),
        "parle": FormCounts(0, 0, 75, 100),
        "rareté": FormCounts(0, 10, 5, 19),
    },
    {"refuser": Government(100, 2, 0)},
)


def test_gender_is_known_where_the_counts_are_clear() -> None:
    assert COUNTS.gender("table") == "f"
    assert COUNTS.gender("gouvernement") == "m", "nine in twenty thousand are typing errors"
    assert COUNTS.gender("poste") is None, "both genders, two words"
    assert COUNTS.gender("pont") is None, "too rare"
    assert COUNTS.gender("pont", at_least=30) == "m"
    assert COUNTS.gender("zzorglub") is None


def test_verbal_share() -> None:
    assert COUNTS.verbal("parle") == 0.75
    assert COUNTS.verbal("table") == 0.0
    assert COUNTS.verbal("rareté") == 0.0, "too rare to say"
    assert COUNTS.verbal("zzorglub") == 0.0


@pytest.mark.parametrize(
    ("form", "gender"),
    [("situation", "f"), ("réunion", "f"), ("accord", "m"), ("guerre", "f"), ("tour", None), ("livre", None)],
)
def test_shipped_gender(form: str, gender: str | None) -> None:
    assert shipped_counts().gender(form) == gender


@pytest.mark.parametrize(
    ("verb", "link"),
    [("refuser", "de"), ("décider", "de"), ("accepter", "de"), ("espérer", "bare"), ("pouvoir", "bare")],
)
def test_shipped_government(verb: str, link: str) -> None:
    counts = shipped_counts().government[verb]._asdict()
    assert max(counts, key=lambda name: counts[name]) == link


def random_pairs(size: int, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    return [tuple("".join(chance.choices(string.ascii_lowercase, k=8)) for _ in range(2)) for _ in range(size)]  # type: ignore[misc]


def test_bloom_filter_denies_no_pair_that_it_holds() -> None:
    pairs = random_pairs(5_000, seed=1)
    held = Collocations.of(pairs, size=len(pairs))
    assert all(pair in held for pair in pairs)


def test_bloom_filter_rarely_affirms_another() -> None:
    held = Collocations.of(random_pairs(5_000, seed=1), size=5_000)
    others = random_pairs(20_000, seed=2)
    assert sum(pair in held for pair in others) / len(others) < 0.03
    assert not any(pair in Collocations.of([], size=10) for pair in others[:100])


def test_order_matters_in_a_pair() -> None:
    held = Collocations.of([("premier", "ministre")], size=100)
    assert ("premier", "ministre") in held
    assert ("ministre", "premier") not in held


def test_shipped_collocations() -> None:
    held = shipped_collocations()
    assert ("premier", "ministre") in held
    assert ("guerre", "mondial") in held
    assert ("feu", "cesser") not in held or ("fromage", "diplomatique") not in held
    others = random_pairs(20_000, seed=3)
    assert sum(pair in held for pair in others) / len(others) < 0.03


def test_attested_renderings_are_pairs_of_forms() -> None:
    assert all(english.strip() and french.strip() for english, french in shipped_attested())
