"""A toy model through all stages: trained, resumed, averaged, exported, loaded by others, imported again."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from toy_corpus import toy_recipe

from mtcheck.engines.loading import silence
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.quantisation import FILE_NAME, dequantised_state
from mtcheck.errors import ConfigError, InputError, ModelLoadError
from mtcheck.training import stages
from mtcheck.training.checkpoints import average, list_checkpoints, load_checkpoint, save_checkpoint
from mtcheck.training.exporting import export_model
from mtcheck.training.log import read_log
from mtcheck.training.marian import from_marian, to_marian
from mtcheck.training.network import NetworkShape, TranslationNetwork
from mtcheck.training.recipe import Recipe
from mtcheck.training.weights import read_weights


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Any:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """A finished run of 150 updates."""
    folder = tmp_path_factory.mktemp("trained")
    train = {
        "steps": 150,
        "validate_every": 75,
        "checkpoint_every": 50,
        "bleu_pairs": 5,
        "keep": 2,
        "batch_tokens": 512,
    }
    recipe = toy_recipe(folder, {"train": train, "model": {"dropout": 0.0}, "export": {"average": 2}})
    stages.prepare(recipe)
    stages.train(recipe, show=False)
    stages.export(recipe)
    return recipe


def folder_of(recipe: Recipe, name: str) -> Path:
    return Path(recipe.folder) / name


def losses(recipe: Recipe) -> list[float]:
    return [float(entry["loss"]) for entry in read_log(folder_of(recipe, "log.jsonl")) if "loss" in entry]


def test_training_lowers_the_loss_and_logs_what_it_should(trained: Recipe) -> None:
    entries = read_log(folder_of(trained, "log.jsonl"))
    steps = [entry for entry in entries if "loss" in entry]
    validations = [entry for entry in entries if "validation" in entry]
    assert [entry["step"] for entry in validations] == [75, 150]
    assert float(steps[0]["loss"]) > 4.5  # ln 200 = 5.3
    assert float(validations[-1]["validation"]) < 1.8
    assert all(0 <= float(entry[name]) <= 100 for entry in validations for name in ("bleu_fr_en", "bleu_en_fr"))
    assert all(int(entry["tokens_per_second"]) > 0 and 0 < float(entry["peak_share"]) < 1 for entry in steps)


def test_old_checkpoints_are_dropped(trained: Recipe) -> None:
    names = [path.name for path in list_checkpoints(folder_of(trained, "checkpoints"))]
    assert names == ["step-00000100.pt", "step-00000150.pt"]


@pytest.mark.parametrize(
    ("optimiser", "precision"), [("adamw", "float32"), ("muon", "bfloat16"), ("muon", "auto"), ("adamw", "autocast")]
)
def test_a_resumed_run_equals_one_that_never_stopped(tmp_path: Path, optimiser: str, precision: str) -> None:
    whole = toy_recipe(tmp_path, {"train": {"optimiser": optimiser, "precision": precision}})
    parted = replace(whole, folder=str(tmp_path / "parted"))
    stages.prepare(whole)
    shutil.copytree(whole.folder, parted.folder)
    stages.train(whole, show=False)
    stages.train(parted, until=5, show=False)
    assert len(losses(parted)) == 5
    stages.train(parted, show=False)
    assert losses(parted) == losses(whole)
    last = [load_checkpoint(list_checkpoints(folder_of(recipe, "checkpoints"))[-1]) for recipe in (whole, parted)]
    assert all(torch.equal(tensor, last[1]["weights"][name]) for name, tensor in last[0]["weights"].items())
    assert last[0]["tokens"] == last[1]["tokens"]


def test_a_finished_run_is_not_trained_further(tmp_path: Path) -> None:
    recipe = toy_recipe(tmp_path, {"train": {"steps": 2}})
    stages.prepare(recipe)
    stages.train(recipe, show=False)
    before = losses(recipe)
    stages.train(recipe, show=False)
    assert losses(recipe) == before


def test_the_padding_row_stays_zero(trained: Recipe) -> None:
    checkpoint = load_checkpoint(list_checkpoints(folder_of(trained, "checkpoints"))[-1])
    assert not checkpoint["weights"]["embedding.weight"][-1].any()


def test_the_average_of_checkpoints_is_their_mean(trained: Recipe) -> None:
    paths = list_checkpoints(folder_of(trained, "checkpoints"))
    mean, _ = average(paths)
    first, second = (load_checkpoint(path)["weights"]["encoder.0.widen.weight"] for path in paths)
    assert not torch.equal(first, second)
    torch.testing.assert_close(mean["encoder.0.widen.weight"], (first + second) / 2)


def test_transformers_loads_the_export_and_agrees(trained: Recipe) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    folder = folder_of(trained, "model")
    with silence():
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
    weights, shape = average(list_checkpoints(folder_of(trained, "checkpoints")))
    network = TranslationNetwork(shape=NetworkShape(**shape)).eval()
    network.load_state_dict(weights)
    with silence():
        batch = tokenizer([">>eng<< Le maire lit la lettre.", ">>fra<< My neighbour hides two keys."], padding=True)
    source = torch.tensor(batch["input_ids"])
    assert source[0, 0] == tokenizer.convert_tokens_to_ids(">>eng<<")
    assert tokenizer.pad_token_id == shape["vocabulary"] - 1
    target = torch.tensor([[5, 9, 12, 0], [7, 8, 0, network.padding]])
    decoder_input = torch.cat([torch.full((2, 1), network.padding), target[:, :-1]], dim=1)
    with torch.no_grad():
        ours = network.logits(network(source, target))
        theirs = model(
            input_ids=source, attention_mask=source != network.padding, decoder_input_ids=decoder_input
        ).logits
    real = target != network.padding
    torch.testing.assert_close(ours[real], theirs[real], atol=0.02, rtol=0.01)  # float16 rounding of the weights
    assert ours[real].std() > 0.5


def test_the_engine_translates_with_the_export(trained: Recipe) -> None:
    from mtcheck.engines.transformers_engine import TransformersTranslator

    engine = TransformersTranslator.load(EngineOptions(folder_of(trained, "model"), device="cpu"))
    (found,) = engine.translate(["Le maire trouve la lettre."], source_lang="fr", target_lang="en")
    # 150 updates teach what sentences look like, hardly which words they hold; weights lost on the way would know neither.
    assert found.text.endswith(".")
    assert found.log_prob is not None
    assert found.log_prob > -1.5  # at random it is about -5


def test_ctranslate2_converts_the_export(trained: Recipe, tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    code = "import sys, ctranslate2; ctranslate2.converters.TransformersConverter(sys.argv[1]).convert(sys.argv[2])"
    command = [sys.executable, "-c", code, str(folder_of(trained, "model")), str(tmp_path / "converted")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (tmp_path / "converted" / "model.bin").is_file(), done.stderr


def test_import_is_the_inverse_of_export(trained: Recipe) -> None:
    weights, shape = average(list_checkpoints(folder_of(trained, "checkpoints")))
    back, found = read_weights(folder_of(trained, "model"))
    assert found == NetworkShape(**shape)
    assert back.keys() == weights.keys()
    for name, tensor in weights.items():
        assert torch.equal(back[name], tensor.half().float())


def test_renaming_loses_nothing() -> None:
    shape = NetworkShape(50, 16, 24, 2, 2, 3, 32)
    weights = dict(TranslationNetwork(shape).state_dict())
    back = from_marian(to_marian(weights, shape), shape)
    assert back.keys() == weights.keys()
    assert all(torch.equal(back[name], tensor) for name, tensor in weights.items())


def test_the_prototypes_checkpoint_is_read(tmp_path: Path) -> None:
    shape = NetworkShape(50, 16, 24, 2, 1, 1)
    weights = TranslationNetwork(shape).state_dict()
    short = {
        "attention.query_key_value": "a.qkv",
        "attention.output": "a.o",
        "cross_attention.query": "c.q",
        "cross_attention.key_value": "c.kv",
        "cross_attention.output": "c.o",
        "attention_norm": "n1",
        "cross_norm": "n2",
        "widen": "f1",
        "narrow": "f2",
    }
    stored = {}
    for name, tensor in weights.items():
        renamed = name.replace("embedding", "emb").replace("oder.", ".", 1)
        renamed = renamed.replace("final_norm", "n3" if name.startswith("dec") else "n2")
        for own, there in short.items():
            renamed = renamed.replace(f".{own}.", f".{there}.")
        stored[renamed] = tensor
    assert "dec.0.c.kv.weight" in stored
    torch.save({"cfg": {"V": 50, "d": 16, "h": 2, "f": 24, "ne": 1, "nd": 1}, "sd": stored}, tmp_path / "old.pt")
    found, found_shape = read_weights(tmp_path / "old.pt")
    assert found_shape == shape
    assert found.keys() == weights.keys()
    assert all(torch.equal(found[name], tensor) for name, tensor in weights.items())


def test_training_goes_on_from_an_exported_model(trained: Recipe, tmp_path: Path) -> None:
    model = Path(shutil.copytree(folder_of(trained, "model"), tmp_path / "start"))
    (model / "target.spm").unlink()  # as in the shipped folder
    changes: dict[str, dict[str, Any]] = {
        "model": {"start": str(model)},
        "vocabulary": {"existing": str(model)},
        "train": {"steps": 1, "warm_up": 100},
    }
    recipe = toy_recipe(tmp_path, changes)
    stages.prepare(recipe)
    stages.train(recipe, show=False)
    assert losses(recipe)[0] < losses(trained)[0] - 1
    exported = stages.export(recipe).parent
    assert (exported / "target.spm").read_bytes() == (model / "source.spm").read_bytes()


def test_a_start_of_another_shape_is_refused(trained: Recipe, tmp_path: Path) -> None:
    model = folder_of(trained, "model")
    changes: dict[str, dict[str, Any]] = {
        "model": {"start": str(model), "decoder_layers": 2},
        "vocabulary": {"existing": str(model)},
    }
    recipe = toy_recipe(tmp_path, changes)
    stages.prepare(recipe)
    with pytest.raises(ConfigError, match="decoder_layers is 1, the recipe's 2"):
        stages.train(recipe, show=False)


def test_int8_export_stays_close_and_can_be_started_from(trained: Recipe, tmp_path: Path) -> None:
    recipe = replace(trained, export=replace(trained.export, int8=True))
    written = stages.export(recipe, tmp_path / "small")
    assert written.name == FILE_NAME
    whole = folder_of(trained, "model") / "model.safetensors"
    assert written.stat().st_size < 0.7 * whole.stat().st_size
    exact, _ = read_weights(folder_of(trained, "model"))
    rounded, _ = read_weights(tmp_path / "small")
    for name, tensor in exact.items():
        if tensor.ndim == 2:
            assert torch.cosine_similarity(tensor.flatten(), rounded[name].flatten(), dim=0) > 0.999
    assert dequantised_state(written)["final_logits_bias"].shape == (1, 200)


def test_an_export_replaces_the_weights_of_the_other_format(trained: Recipe, tmp_path: Path) -> None:
    weights, shape = average(list_checkpoints(folder_of(trained, "checkpoints")))
    vocabulary = folder_of(trained, "vocabulary")
    export_model(weights, NetworkShape(**shape), vocabulary, tmp_path, int8=True)
    export_model(weights, NetworkShape(**shape), vocabulary, tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_an_export_refuses_a_vocabulary_of_another_size(trained: Recipe, tmp_path: Path) -> None:
    shape = NetworkShape(300, 16, 24, 2, 1, 1)
    weights = dict(TranslationNetwork(shape).state_dict())
    with pytest.raises(ModelLoadError, match="200 subwords, but the weights have 300 rows"):
        export_model(weights, shape, folder_of(trained, "vocabulary"), tmp_path)


def test_preparation_is_done_once_and_again_after_a_change(tmp_path: Path) -> None:
    recipe = toy_recipe(tmp_path)
    stages.prepare(recipe)
    tokens = folder_of(recipe, "train") / "english.0.bin"
    first = tokens.stat().st_mtime_ns
    stages.prepare(recipe)
    assert tokens.stat().st_mtime_ns == first
    stages.prepare(replace(recipe, noise=replace(recipe.noise, news=0)))
    assert tokens.stat().st_mtime_ns > first


def test_a_missing_corpus_and_a_missing_preparation_are_named(tmp_path: Path) -> None:
    recipe = toy_recipe(tmp_path, {"corpus": {"parts": [str(tmp_path / "none-*.tsv")]}})
    with pytest.raises(ConfigError, match=r"corpus\.parts: no file fits"):
        stages.prepare(recipe)
    with pytest.raises(InputError, match="`prepare`"):
        stages.train(recipe, show=False)


def test_a_run_can_be_ended_by_time(tmp_path: Path) -> None:
    recipe = toy_recipe(tmp_path, {"train": {"steps": 100_000, "minutes": 0.003}})
    stages.prepare(recipe)
    stages.train(recipe, show=False)
    entries = read_log(folder_of(recipe, "log.jsonl"))
    assert 0 < int(entries[-1]["step"]) < 100_000
    assert "validation" in entries[-1]
    last = load_checkpoint(list_checkpoints(folder_of(recipe, "checkpoints"))[-1])
    assert last["minutes"] >= 0.003


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(InputError, match="no checkpoint"):
        load_checkpoint(tmp_path / "bad.pt")
    torch.save({"format": 99}, tmp_path / "other.pt")
    with pytest.raises(InputError, match="of this format"):
        read_weights(tmp_path / "other.pt")
    save_checkpoint({"shape": NetworkShape(9, 4, 4, 1, 1, 1).as_dict(), "weights": {}}, tmp_path / "sound.pt")
    assert read_weights(tmp_path / "sound.pt") == ({}, NetworkShape(9, 4, 4, 1, 1, 1))


def test_the_learning_curve_is_drawn(trained: Recipe, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from mtcheck.training.plotting import plot_curve

    plot_curve(folder_of(trained, "log.jsonl"), tmp_path / "curve.svg")
    assert "<svg" in (tmp_path / "curve.svg").read_text(encoding="utf-8")


def test_a_plot_without_matplotlib_says_what_to_install(
    trained: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mtcheck.training.plotting import plot_curve

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ConfigError, match=r"mtcheck\[training\]"):
        plot_curve(folder_of(trained, "log.jsonl"), tmp_path / "curve.svg")


def test_a_log_holds_the_resumed_run_only(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    lines = [
        '{"step": 1, "loss": 3}',
        '{"step": 2, "loss": 9}',
        '{"event": "resumed", "step": 1}',
        '{"step": 2, "loss": 2}',
    ]
    path.write_text("\n".join([*lines, '{"step": 3, "lo']), encoding="utf-8")
    assert [entry["loss"] for entry in read_log(path) if "loss" in entry] == [3, 2]


def test_the_command_line_exports_weights_of_any_source(trained: Recipe, tmp_path: Path) -> None:
    from mtcheck.training.__main__ import main

    model = folder_of(trained, "model")
    assert main(["import", str(model), "--output", str(tmp_path / "start.pt")]) == 0
    arguments = ["--vocabulary", str(model), "--output", str(tmp_path / "again")]
    assert main(["export", "--weights", str(tmp_path / "start.pt"), *arguments]) == 0
    assert (tmp_path / "again" / "model.safetensors").read_bytes() == (model / "model.safetensors").read_bytes()
    assert main(["export", "--weights", str(tmp_path / "none.pt"), *arguments]) == 2
    assert main(["export"]) == 2
