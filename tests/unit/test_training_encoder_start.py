"""A translation network that begins as a sentence encoder: it reads as that does, learns, goes on after a stop, is exported."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from toy_corpus import ENCODER_SIZES, encoder_start, toy_encoder, toy_recipe

from mtcheck.encoder.encoder import SentenceEncoder, shipped_folder
from mtcheck.engines.ctranslate2_engine import CTranslate2Translator
from mtcheck.engines.loading import silence
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.transformers_engine import TransformersTranslator
from mtcheck.errors import ConfigError
from mtcheck.training import stages
from mtcheck.training.checkpoints import average, list_checkpoints
from mtcheck.training.encoder_start import is_encoder, spread, weights_of_encoder
from mtcheck.training.log import read_log
from mtcheck.training.network import NetworkShape, TranslationNetwork
from mtcheck.training.recipe import Recipe
from mtcheck.training.weights import read_weights

SIZE, INNER, LAYERS = ENCODER_SIZES


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Any:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toy_encoder(tmp_path_factory.mktemp("encoder"))


def recipe_of(folder: Path, encoder: Path, **train: object) -> Recipe:
    return toy_recipe(folder, encoder_start(encoder, **train))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Recipe:
    recipe = recipe_of(tmp_path_factory.mktemp("trained"), encoder, steps=120, batch_tokens=512, bleu_pairs=3)
    recipe = replace(recipe, train=replace(recipe.train, validate_every=120))
    stages.prepare(recipe)
    stages.train(recipe, show=False)
    stages.export(recipe)
    return recipe


def losses(recipe: Recipe) -> list[float]:
    return [float(entry["loss"]) for entry in read_log(Path(recipe.folder) / "log.jsonl") if "loss" in entry]


def test_before_training_the_network_reads_as_the_shipped_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", lambda _: {"float32"})  # as the network computes
    wanted = NetworkShape(32_002, 384, 1536, 12, 12, 2, 128, bart=True)
    weights, shape = weights_of_encoder(shipped_folder(), wanted)
    assert shape == wanted
    network = TranslationNetwork(shape).eval()
    network.load_state_dict(weights)
    encoder = SentenceEncoder.load(device="cpu")
    french = "Le projet de loi a été adopté hier soir par le Sénat, malgré l'abstention des centristes."
    ids = encoder.tokenizer.text(french)
    for tag in (32_000, 32_001):
        with torch.no_grad():
            states, _, _ = network.read(torch.tensor([[tag, *ids[1:], shape.padding, shape.padding]]))
        mean = states.numpy().mean(axis=0)
        assert float(mean @ encoder.encode([ids])[0]) / float(np.linalg.norm(mean)) > 0.999


def test_a_decoder_layer_begins_as_an_encoder_layer(encoder: Path) -> None:
    pieces = NetworkShape(0, SIZE, INNER, 12, LAYERS, 2, 64, bart=True)
    weights, _ = weights_of_encoder(encoder, pieces)
    for number, copied in enumerate(spread(2, LAYERS)):
        for part in ("attention.query_key_value.weight", "widen.bias", "final_norm.weight"):
            assert torch.equal(weights[f"decoder.{number}.{part}"], weights[f"encoder.{copied}.{part}"])
        joined = weights[f"encoder.{copied}.attention.query_key_value.weight"]
        assert torch.equal(weights[f"decoder.{number}.cross_attention.query.weight"], joined[:SIZE])
        assert torch.equal(weights[f"decoder.{number}.cross_attention.key_value.weight"], joined[SIZE:])
    assert (spread(2, 12), spread(1, 12), spread(3, 12)) == ((0, 11), (11,), (0, 6, 11))


def test_training_lowers_the_loss(trained: Recipe) -> None:
    found = losses(trained)
    assert found[-1] < found[0] - 1.5
    (validation,) = (entry for entry in read_log(Path(trained.folder) / "log.jsonl") if "validation" in entry)
    assert float(validation["validation"]) < 3
    assert "bleu_fr_en" in validation


def test_a_resumed_run_equals_one_that_never_stopped(tmp_path: Path, encoder: Path) -> None:
    whole = recipe_of(tmp_path, encoder, steps=8, optimiser="muon")
    parted = replace(whole, folder=str(tmp_path / "parted"))
    stages.prepare(whole)
    shutil.copytree(whole.folder, parted.folder)
    stages.train(whole, show=False)
    stages.train(parted, until=3, show=False)
    stages.train(parted, show=False)
    assert losses(parted) == losses(whole)
    assert stages.export(parted).read_bytes() == stages.export(whole).read_bytes()


def test_the_export_translates_with_every_engine_alike(trained: Recipe, tmp_path: Path) -> None:
    folder = Path(trained.folder) / "model"
    pair = ("Le maire trouve la lettre.", "The mayor finds the letter.")
    text = "Le ministre lit le rapport."
    plain = TransformersTranslator.load(EngineOptions(folder, device="cpu", beam=2))
    fast = CTranslate2Translator.load(EngineOptions(folder, device="cpu", dtype="float32", beam=2, models=tmp_path))
    languages: dict[str, str] = {"source_lang": "fr", "target_lang": "en"}
    (by_plain,), (by_fast,) = (engine.translate([text], **languages) for engine in (plain, fast))
    assert by_plain.text == by_fast.text
    assert by_plain.text.endswith(".")
    # CTranslate2 takes what may never be written out of the sum, and of so small a vocabulary that is a few hundredths.
    assert by_plain.log_prob == pytest.approx(by_fast.log_prob, abs=0.05)
    scores = [engine.score([pair], **languages)[0].tokens for engine in (plain, fast)]
    assert [one.log_prob for one in scores[0]] == pytest.approx([one.log_prob for one in scores[1]], abs=2e-3)
    (packed,) = CTranslate2Translator.load(EngineOptions(folder, device="cpu", models=tmp_path)).translate(
        [text], **languages
    )
    assert packed.text.endswith(".")


def test_the_network_and_transformers_agree_on_the_export(trained: Recipe) -> None:
    from transformers import AutoTokenizer, BartForConditionalGeneration

    folder = Path(trained.folder) / "model"
    with silence():
        model = BartForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
    weights, shape = average(list_checkpoints(Path(trained.folder) / "checkpoints")[-1:])
    network = TranslationNetwork(NetworkShape(**shape)).eval()
    network.load_state_dict(weights)
    source = torch.tensor(tokenizer([">>eng<< Le maire lit."])["input_ids"])
    target = torch.tensor([[7, 9, 12, network.shape.end]])
    begun = torch.cat([torch.full((1, 1), network.shape.start), target[:, :-1]], dim=1)
    with torch.no_grad():
        ours = network.logits(network(source, target))
        theirs = model(input_ids=source, decoder_input_ids=begun).logits
    torch.testing.assert_close(ours, theirs, atol=0.03, rtol=0.02)  # float16 rounding of the weights


def test_training_goes_on_from_the_export(trained: Recipe, tmp_path: Path, encoder: Path) -> None:
    model = Path(trained.folder) / "model"
    weights, shape = average(list_checkpoints(Path(trained.folder) / "checkpoints")[-1:])
    back, found = read_weights(model)
    assert found == NetworkShape(**shape)
    assert all(torch.equal(back[name], tensor.half().float()) for name, tensor in weights.items())
    again = recipe_of(tmp_path, encoder, steps=1, warm_up=100)
    again = replace(again, model=replace(again.model, start=str(model)))
    again = replace(again, vocabulary=replace(again.vocabulary, existing=str(model)))
    stages.prepare(again)
    stages.train(again, show=False)
    assert losses(again)[0] < losses(trained)[0] - 1


def test_what_does_not_fit_is_refused(tmp_path: Path, encoder: Path) -> None:
    assert is_encoder(shipped_folder())
    assert not is_encoder(tmp_path)
    recipe = recipe_of(tmp_path, encoder)
    stages.prepare(recipe)
    marian = replace(recipe, model=replace(recipe.model, kind="marian"))
    with pytest.raises(ConfigError, match="bart"):
        stages.train(marian, show=False)
    with pytest.raises(ConfigError, match="the encoder has 128"):
        weights_of_encoder(encoder, NetworkShape(0, SIZE, INNER, 12, LAYERS, 2, 256, bart=True))
    with pytest.raises(ConfigError, match=r"vocabulary\.existing: kind bart needs"):
        toy_recipe(tmp_path, {"model": {"kind": "bart"}})
