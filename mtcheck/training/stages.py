"""The stages of a run: prepare, train, export. Each leaves its work in the run's folder, where the next one finds it."""

from __future__ import annotations

import glob
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

import torch

from mtcheck.engines.loading import find_device
from mtcheck.errors import ConfigError, DeviceError, InputError
from mtcheck.training.batches import Batches
from mtcheck.training.checkpoints import (
    Checkpoint,
    average,
    checkpoint_path,
    drop_old,
    list_checkpoints,
    load_checkpoint,
    save_checkpoint,
)
from mtcheck.training.cleaning import clean, normalized, weight_of
from mtcheck.training.corpus import DICTIONARY, Pair, read_pairs
from mtcheck.training.encoder_start import is_encoder, weights_of_encoder
from mtcheck.training.exporting import export_model
from mtcheck.training.log import Log
from mtcheck.training.loss import mean_loss
from mtcheck.training.network import NetworkShape
from mtcheck.training.news import news_pairs
from mtcheck.training.noise import Noise, NoisyExample
from mtcheck.training.recipe import Recipe
from mtcheck.training.subwords import Subwords, copy_subwords, learn_subwords, open_subwords, take_encoder_subwords
from mtcheck.training.throughput import suited_precision
from mtcheck.training.token_store import open_store, write_store
from mtcheck.training.trainer import Trainer
from mtcheck.training.validation import held_out_bleu, read_held_out
from mtcheck.training.weights import read_weights

_VALIDATION_SENTENCES = 1000


def prepare(recipe: Recipe) -> None:
    """Clean the corpus, learn or copy the subwords, and write token ids.

    Raises:
        ConfigError: A pattern of ``corpus.parts`` fits no file, or the subwords cannot be learned.
        InputError: A part cannot be read, or holds too few pairs.
        ModelLoadError: The existing vocabulary is malformed.
    """
    folder, wanted = Path(recipe.folder), _preparation(recipe)
    marker = folder / "prepared.json"
    if marker.is_file() and json.loads(marker.read_text(encoding="utf-8")) == wanted:
        return
    marker.unlink(missing_ok=True)
    parts = _parts(recipe)
    vocabulary = folder / "vocabulary"
    if recipe.vocabulary.existing:
        existing = Path(recipe.vocabulary.existing)
        if is_encoder(existing):
            take_encoder_subwords(existing, vocabulary, positions=recipe.model.positions)
        else:
            copy_subwords(existing, vocabulary)
    else:
        learn_subwords(
            islice(_sentences(_cleaned(recipe, parts)), recipe.vocabulary.sentences),
            vocabulary,
            size=recipe.vocabulary.size,
            coverage=recipe.vocabulary.coverage,
            positions=recipe.model.positions,
        )
    subwords = open_subwords(vocabulary)
    pairs = _cleaned(recipe, parts)
    held_out = list(islice(pairs, recipe.corpus.held_out))
    (folder / "validation.tsv").write_text(
        "".join(f"{pair.english}\t{pair.french}\n" for pair in held_out), encoding="utf-8"
    )
    longest = recipe.train.longest
    write_store((NoisyExample(*pair[:2]) for pair in held_out), subwords, folder / "validation", longest=longest)
    written = write_store(
        _examples(recipe, pairs),
        subwords,
        folder / "train",
        longest=longest,
        sampled=recipe.vocabulary.sampled,
        alpha=recipe.vocabulary.alpha,
    )
    if not written:
        raise InputError(parts[0], f"no pairs are left beside the {recipe.corpus.held_out} held out")
    marker.write_text(json.dumps(wanted), encoding="utf-8")


def train(recipe: Recipe, *, until: int | None = None, show: bool = True) -> None:
    """Train, from the last checkpoint in the run's folder where there is one.

    Args:
        recipe: The recipe.
        until: Update after which to stop; None for the end.
        show: Whether the log is shown as well.

    Raises:
        ConfigError: The start or the last checkpoint has another shape than the recipe, or the device is not on this machine.
        InputError: The stage ``prepare`` has not been run, or a checkpoint cannot be read.
    """
    device = _device(recipe)
    folder = Path(recipe.folder)
    vocabulary, checkpoints = folder / "vocabulary", folder / "checkpoints"
    store, held_out = open_store(folder / "train"), open_store(folder / "validation")
    subwords = open_subwords(vocabulary)
    shape = _shape(recipe, subwords)
    if recipe.train.threads:
        torch.set_num_threads(recipe.train.threads)
    wanted = recipe.train
    if wanted.precision == "auto":
        wanted = replace(wanted, precision=suited_precision(device))
    tokens, seed = wanted.batch_tokens, wanted.seed
    validation = Batches(held_out, subwords, batch_tokens=tokens, seed=seed).first(_VALIDATION_SENTENCES)
    pairs = read_held_out(folder / "validation.tsv", recipe.train.bleu_pairs)

    def validate(trainer: Trainer) -> dict[str, float]:
        with trainer.arithmetic():
            figures = {"validation": mean_loss(trainer.network, validation, device)}
        if pairs:
            weights = {name: master.cpu() for name, master in trainer.updater.masters.items()}
            figures |= held_out_bleu(weights, shape, vocabulary, pairs, device=recipe.train.device)
        return figures

    def save(checkpoint: Checkpoint) -> None:
        save_checkpoint(checkpoint, checkpoint_path(checkpoints, checkpoint["step"]))
        drop_old(checkpoints, recipe.train.keep)

    trainer = Trainer(
        shape,
        recipe.model.dropout,
        wanted,
        Batches(store, subwords, batch_tokens=tokens, seed=seed),
        device=device,
        log=Log(folder / "log.jsonl", show=show),
        validate=validate,
        save=save,
    )
    earlier = list_checkpoints(checkpoints)
    if earlier:
        checkpoint = load_checkpoint(earlier[-1])
        _require_shape(shape, NetworkShape(**checkpoint["shape"]), str(earlier[-1]))
        trainer.resume(checkpoint)
    elif recipe.model.start:
        start = Path(recipe.model.start)
        weights, found = weights_of_encoder(start, shape) if is_encoder(start) else read_weights(start)
        _require_shape(shape, found, recipe.model.start)
        trainer.start_from(weights)
    trainer.run(until=until)


def export(recipe: Recipe, output: Path | None = None) -> Path:
    """Average the last checkpoints and write the model's folder.

    Args:
        recipe: The recipe.
        output: Where to write, None for ``model`` in the run's folder.

    Returns:
        The file that holds the weights.

    Raises:
        InputError: There is no checkpoint.
    """
    folder = Path(recipe.folder)
    weights, shape = average(list_checkpoints(folder / "checkpoints")[-recipe.export.average :])
    destination = output or folder / "model"
    return export_model(weights, NetworkShape(**shape), folder / "vocabulary", destination, int8=recipe.export.int8)


def _preparation(recipe: Recipe) -> dict[str, object]:
    """Return the keys on which the stage ``prepare`` hangs, as JSON has them."""
    sections = {name: asdict(getattr(recipe, name)) for name in ("corpus", "noise", "vocabulary")}
    limits = {"longest": recipe.train.longest, "positions": recipe.model.positions}
    found: dict[str, object] = json.loads(json.dumps(sections | limits))
    return found


def _device(recipe: Recipe) -> torch.device:
    try:
        return find_device(recipe.train.device)
    except DeviceError as error:
        raise ConfigError(error.message, path=recipe.path, key="train.device") from error


def _parts(recipe: Recipe) -> list[str]:
    parts = []
    for pattern in recipe.corpus.parts:
        if pattern == DICTIONARY:
            parts.append(pattern)
            continue
        found = sorted(glob.glob(str(Path(pattern).expanduser())))
        if not found:
            raise ConfigError(f"no file fits {pattern!r}", path=recipe.path, key="corpus.parts")
        parts += found
    if not parts:
        raise ConfigError("names no corpus", path=recipe.path, key="corpus.parts")
    return parts


def _cleaned(recipe: Recipe, parts: list[str]) -> Iterator[Pair]:
    return clean(read_pairs(parts), recipe.corpus)


def _sentences(pairs: Iterable[Pair]) -> Iterator[str]:
    for pair in pairs:
        yield pair.english
        yield pair.french


def _examples(recipe: Recipe, pairs: Iterable[Pair]) -> Iterator[NoisyExample]:
    noise, chance = Noise(recipe.noise, recipe.corpus.seed), random.Random(recipe.corpus.seed)
    for pair in pairs:
        # Repeated here, behind the held-out pairs: a pair that is held out must not be trained on as well.
        weight = max(1.0, weight_of(pair.source, recipe.corpus))
        for _ in range(int(weight) + (chance.random() < weight % 1)):
            yield from noise.examples(pair)
    for pair in news_pairs(recipe.noise.news, recipe.corpus.seed):
        yield NoisyExample(normalized(pair.english), normalized(pair.french))


def _shape(recipe: Recipe, subwords: Subwords) -> NetworkShape:
    model = recipe.model
    return NetworkShape(
        vocabulary=subwords.size,
        dimension=model.dimension,
        feed_forward=model.feed_forward,
        heads=model.heads,
        encoder_layers=model.encoder_layers,
        decoder_layers=model.decoder_layers,
        positions=model.positions,
        bart=model.kind == "bart",
    )


def _require_shape(wanted: NetworkShape, found: NetworkShape, place: str) -> None:
    wrong = [
        f"{name} is {found.as_dict()[name]}, the recipe's {value}"
        for name, value in wanted.as_dict().items()
        if found.as_dict()[name] != value
    ]
    if wrong:
        raise ConfigError(f"another shape: {'; '.join(wrong)}", path=place, key="model")
