"""Cleaning, noise, templates, subwords, token stores and batches."""

import bz2
import random
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from toy_corpus import toy_pairs

from mtcheck.engines.normalization import normalize
from mtcheck.errors import InputError, ModelLoadError
from mtcheck.training.batches import Batches, Position
from mtcheck.training.cleaning import clean, is_plausible, normalized, weight_of
from mtcheck.training.corpus import DICTIONARY, Directions, Pair, read_pairs
from mtcheck.training.news import news_pairs
from mtcheck.training.noise import Noise, NoisyExample, respelled, without_accents, without_spacing
from mtcheck.training.recipe import CorpusRecipe, NoiseRecipe
from mtcheck.training.recipe_file import parse_recipe, read_recipe
from mtcheck.training.subwords import Subwords, learn_subwords, open_subwords
from mtcheck.training.token_store import TokenStore, open_store, write_store


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Lo", "Co", "Cn")), max_size=40))
def test_training_normalises_as_the_engine_does(text: str) -> None:
    assert normalized(text) == normalize(text).text


@pytest.mark.parametrize(
    ("english", "french", "sound"),
    [
        ("A house.", "Une maison.", True),
        ("Yes.", "Oui, bien sûr que oui.", True),
        ("A house.", "", False),
        ("OK", "OK", False),
        ("One two.", " ".join(["mot"] * 30), False),
        (" ".join(["word"] * 90), " ".join(["mot"] * 90), False),
    ],
)
def test_what_cannot_be_a_translation_is_left_out(english: str, french: str, sound: bool) -> None:
    assert is_plausible(Pair(english, french, ""), most_words=80, most_ratio=3.0) is sound


def test_cleaning_normalises_and_drops_duplicates(tmp_path: Path) -> None:
    part = tmp_path / "part.tsv.bz2"
    lines = ["A  house.\tL’habitation.\tx", "a house.\tl'habitation.\tx", "The cat.\tLe\u00a0chat.\tx"]
    part.write_bytes(bz2.compress("\n".join(lines).encode()))
    found = list(clean(read_pairs([str(part)]), CorpusRecipe()))
    assert [pair[:2] for pair in found] == [("A house.", "L'habitation."), ("The cat.", "Le chat.")]


def test_a_collection_is_thinned_by_its_share() -> None:
    pairs = [Pair(f"Law {number}.", f"Loi {number}.", "laws_ca") for number in range(400)]
    pairs += [Pair(f"Cat {number}.", f"Chat {number}.", "tatoeba") for number in range(50)]
    found = [pair.source for pair in clean(pairs, CorpusRecipe(shares={"laws": 0.25}))]
    assert found.count("tatoeba") == 50
    assert 70 < found.count("laws_ca") < 130


@pytest.mark.parametrize(
    ("noise", "pair", "expected"),
    [
        (
            "accents",
            ("The summer.", "L'été à Noël."),
            NoisyExample("The summer.", "L'ete a Noel.", Directions.TO_ENGLISH),
        ),
        ("capitals", ("A truce.", "Une trêve."), NoisyExample("A TRUCE.", "UNE TRÊVE.")),
        ("spacing", ("Why?", "« Pourquoi ? »"), NoisyExample("Why?", "«Pourquoi?»", Directions.TO_ENGLISH)),
        ("marks", ("“Yes”", "« Oui »"), NoisyExample("“Yes”", '"Oui"', Directions.TO_ENGLISH)),
    ],
)
def test_a_variant_stands_beside_the_sound_pair(noise: str, pair: tuple[str, str], expected: NoisyExample) -> None:
    examples = list(Noise(parse_recipe({"noise": {noise: 1.0}}).noise, seed=1).examples(Pair(*pair, "")))
    assert examples[0] == NoisyExample(*pair)
    assert expected in examples[1:]


def test_quotation_marks_come_in_each_languages_styles() -> None:
    noise = Noise(NoiseRecipe(quoted=1.0), seed=1)
    variants = [list(noise.examples(Pair("Yes.", "Oui.", "")))[1] for _ in range(40)]
    assert {variant.english for variant in variants} == {'"Yes."'}
    assert {variant.french for variant in variants} == {'"Oui."', "« Oui. »", "“Oui.”", "«Oui.»"}


def test_a_shared_name_is_respelled_alike_on_both_sides() -> None:
    noise = Noise(NoiseRecipe(names=1.0), seed=1)
    _, variant = noise.examples(Pair("Yesterday, Karimov met nobody.", "Hier, Karimov n'a vu personne.", ""))
    name = variant.english.split()[1]
    assert name != "Karimov"
    assert variant == NoisyExample(f"Yesterday, {name} met nobody.", f"Hier, {name} n'a vu personne.")


def test_either_side_is_written_without_a_source() -> None:
    noise = Noise(NoiseRecipe(alone=1.0), seed=1)
    assert list(noise.examples(Pair("A truce.", "Une trêve.", "")))[1:] == [
        NoisyExample("", "Une trêve.", Directions.TO_FRENCH),
        NoisyExample("A truce.", "", Directions.TO_ENGLISH),
    ]


def test_a_name_that_only_one_side_has_is_kept() -> None:
    noise = Noise(NoiseRecipe(names=1.0), seed=1)
    assert len(list(noise.examples(Pair("He saw Vienna.", "Il a vu Vienne.", "")))) == 1


def test_without_noise_there_is_the_pair_alone() -> None:
    assert list(Noise(NoiseRecipe(), seed=1).examples(Pair("A", "Été", ""))) == [NoisyExample("A", "Été")]


def test_accents_and_ligatures_are_lost() -> None:
    assert without_accents("Œuvre déçue, cœur naïf") == "Oeuvre decue, coeur naif"
    assert without_spacing("Oui : « non » !") == "Oui: «non»!"


@given(st.text("abcdefgh", min_size=5, max_size=9), st.integers(0, 999))
def test_a_respelled_name_keeps_its_first_letter_and_differs(name: str, seed: int) -> None:
    other = respelled(name, random.Random(seed))
    assert other[0] == name[0]
    assert other != name
    assert abs(len(other) - len(name)) <= 1


def test_news_sentences_are_filled_repeatable_and_elided() -> None:
    pairs = list(news_pairs(500, seed=4))
    assert pairs == list(news_pairs(500, seed=4))
    assert pairs != list(news_pairs(500, seed=5))
    assert not [pair for pair in pairs if "{" in pair.english + pair.french]
    assert len(set(pairs)) > 400
    french = " ".join(pair.french for pair in pairs)
    assert " l'aide militaire" in french
    assert " la aide" not in french
    assert " le accord" not in french


@pytest.fixture(scope="module")
def subwords(tmp_path_factory: pytest.TempPathFactory) -> Subwords:
    folder = tmp_path_factory.mktemp("subwords")
    sentences = [text for pair in toy_pairs() for text in pair]
    learn_subwords(sentences, folder, size=220, coverage=1.0, positions=64)
    return open_subwords(folder)


@pytest.fixture(scope="module")
def store(subwords: Subwords, tmp_path_factory: pytest.TempPathFactory) -> TokenStore:
    folder = tmp_path_factory.mktemp("store")
    examples = [NoisyExample(english, french) for english, french in toy_pairs()]
    examples.append(NoisyExample("two keys", "deux cles", Directions.TO_ENGLISH))
    assert write_store(examples, subwords, folder, longest=64, sampled=2) == 201
    return open_store(folder)


def test_special_tokens_stand_where_marian_has_them(subwords: Subwords) -> None:
    assert subwords.size == 220
    assert subwords.padding == 219
    assert subwords.to_english + 1 == subwords.to_french
    (ids,) = subwords.encode(["Le maire lit la lettre."])
    assert subwords.processor.decode(ids.tolist()) == "Le maire lit la lettre."


def test_sampled_segmentations_differ_and_say_the_same(subwords: Subwords) -> None:
    best = subwords.encode(["The minister forgets a long story."])[0].tolist()
    drawn = [subwords.encode(["The minister forgets a long story."], sampled=True)[0].tolist() for _ in range(20)]
    assert any(ids != best for ids in drawn)
    assert {subwords.processor.decode(ids) for ids in drawn} == {"The minister forgets a long story."}


def test_a_folder_without_a_vocabulary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match="no vocabulary"):
        open_subwords(tmp_path)
    with pytest.raises(InputError, match="no token store"):
        open_store(tmp_path)


def test_long_sentences_are_left_out(subwords: Subwords, tmp_path: Path) -> None:
    examples = [NoisyExample("two keys", "deux clés"), NoisyExample("two keys " * 20, "deux clés " * 20)]
    assert write_store(examples, subwords, tmp_path, longest=16) == 1


def test_every_example_comes_once_an_epoch_in_each_direction(subwords: Subwords, store: TokenStore) -> None:
    batches = Batches(store, subwords, batch_tokens=256, seed=3)
    rows = {subwords.to_english: 0, subwords.to_french: 0}
    seen = set()
    for _ in range(batches.in_epoch):
        batch = batches.next()
        assert batch.target.numel() <= 256
        assert batch.target_tokens == int((batch.target != subwords.padding).sum())
        for source, target in zip(batch.source.tolist(), batch.target.tolist(), strict=True):
            rows[source[0]] += 1
            ids = target[: target.index(0)]
            seen.add((source[0], subwords.processor.decode(ids)))
            assert set(target[len(ids) + 1 :]) <= {subwords.padding}
    assert rows == {subwords.to_english: 201, subwords.to_french: 200}
    assert (subwords.to_english, "two keys") in seen
    assert len(seen) == 401
    assert batches.position == Position(0, batches.in_epoch)


def test_source_and_target_belong_together(subwords: Subwords, store: TokenStore) -> None:
    translations = dict(toy_pairs())
    batch = next(
        batch
        for batch in Batches(store, subwords, batch_tokens=128, seed=1).first(40)
        if batch.source[0, 0] == subwords.to_french
    )
    for source, target in zip(batch.source.tolist(), batch.target.tolist(), strict=True):
        english = subwords.processor.decode(source[1 : source.index(0)])
        assert subwords.processor.decode(target[: target.index(0)]) == translations[english]


def test_the_order_hangs_on_seed_and_epoch_alone(subwords: Subwords, store: TokenStore) -> None:
    first, again, other = (Batches(store, subwords, batch_tokens=256, seed=seed) for seed in (3, 3, 4))
    for _ in range(first.in_epoch):
        first.next()
    again.position = other.position = Position(1, 0)
    second = [first.next() for _ in range(first.in_epoch)]
    for batch, repeated in zip(second, (again.next() for _ in second), strict=True):
        assert torch.equal(batch.source, repeated.source)
        assert torch.equal(batch.target, repeated.target)
    # Only whole epochs are compared: a long sentence is a batch by itself, and may come at one place in both.
    unlike = [other.next() for _ in second]
    assert not all(torch.equal(mine.source, its.source) for mine, its in zip(second, unlike, strict=True))


def test_the_dictionary_is_a_part_of_the_corpus(tmp_path: Path) -> None:
    part = tmp_path / "a.tsv"
    part.write_text("The house stands on the hill.\tLa maison est sur la colline.\tx\n", encoding="utf-8")
    pairs = list(read_pairs([str(part), DICTIONARY]))
    examples = pairs[1:]
    assert pairs[0].source == "x"
    assert 35_000 < len(examples) < 60_000
    assert {pair.source for pair in examples} == {DICTIONARY}
    assert len(set(examples)) == len(examples)
    assert not any("’" in pair.french for pair in examples[:5000])
    kept = list(clean(iter(examples[:500]), CorpusRecipe()))
    assert len(kept) > 450
    for name in ("gpu-base", "gpu-teacher"):
        recipe = read_recipe(Path(__file__).parents[2] / "configs" / "training" / f"{name}.toml").corpus
        assert DICTIONARY in recipe.parts
        assert weight_of(DICTIONARY, recipe) == 5.0
