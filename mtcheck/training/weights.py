"""Weights from wherever they are kept: a model's folder, a checkpoint of this trainer or of the prototype."""

from __future__ import annotations

from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

from mtcheck.engines.families import read_json, require
from mtcheck.engines.quantisation import FILE_NAME, dequantised_state
from mtcheck.errors import InputError, ModelLoadError
from mtcheck.training.checkpoints import load_checkpoint, load_tensors
from mtcheck.training.marian import from_marian, from_prototype
from mtcheck.training.network import NetworkShape


def read_weights(source: Path) -> tuple[dict[str, Tensor], NetworkShape]:
    """Read weights and shape.

    Args:
        source: A folder that :func:`mtcheck.training.exporting.export_model` wrote (float or int8), another of MarianMT's, or a
            checkpoint file.

    Returns:
        Float32 weights by this project's names, and the network's shape.

    Raises:
        ModelLoadError: The folder holds no such model.
        InputError: The file is no checkpoint.
    """
    if source.is_dir():
        return _from_folder(source)
    content = load_tensors(source)
    if isinstance(content, dict) and {"cfg", "sd"} <= content.keys():
        try:
            return from_prototype(content["sd"], content["cfg"])
        except (KeyError, TypeError) as error:
            raise InputError(str(source), f"no checkpoint of the prototype: {error!r}") from error
    checkpoint = load_checkpoint(source)
    return checkpoint["weights"], NetworkShape(**checkpoint["shape"])


def _from_folder(folder: Path) -> tuple[dict[str, Tensor], NetworkShape]:
    config = read_json(folder, "config.json")
    packed = folder / FILE_NAME
    if not packed.is_file():
        require(folder, "model.safetensors")
    stored = dequantised_state(packed) if packed.is_file() else load_file(folder / "model.safetensors")
    try:
        shape = NetworkShape(
            vocabulary=config["vocab_size"],
            dimension=config["d_model"],
            feed_forward=config["encoder_ffn_dim"],
            heads=config["encoder_attention_heads"],
            encoder_layers=config["encoder_layers"],
            decoder_layers=config["decoder_layers"],
            positions=config["max_position_embeddings"],
            bart=config.get("model_type") == "bart",
        )
        return from_marian(stored, shape), shape
    except KeyError as error:
        raise ModelLoadError(f"{folder}: no MarianMT or BART model with one embedding: {error!r} is missing") from error
