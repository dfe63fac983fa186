"""The shape that MarianMT, BART, M2M100, NLLB and mBART share, and the weights in their places."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.engines.families import read_json, shape_fault
from mtcheck.engines.weights import read_weights
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

Array = NDArray[Any]
_POST_NORM = ("marian", "bart")


class Affine(NamedTuple):
    """A linear layer (weight: outputs × inputs) or a layer normalisation (weight: width)."""

    weight: Array
    bias: Array


class Attention(NamedTuple):
    """Projections of one attention."""

    query: Affine
    key: Affine
    value: Affine
    output: Affine
    norm: Affine


class LayerArrays(NamedTuple):
    """One layer. ``cross`` attends to the encoder; None in the encoder itself."""

    attention: Attention
    cross: Attention | None
    inner: Affine
    outer: Affine
    norm: Affine


class Stack(NamedTuple):
    """Encoder or decoder.

    Attributes:
        embeddings: Tokens × width.
        positions: Positions × width.
        embedding_norm: Applied to the embeddings; None for none.
        layers: First to last.
        final_norm: Applied after the last layer; None for none.
    """

    embeddings: Array
    positions: Array
    embedding_norm: Affine | None
    layers: tuple[LayerArrays, ...]
    final_norm: Affine | None


@dataclass(frozen=True, slots=True)
class Architecture:
    """An encoder–decoder Transformer with its weights, float32.

    Attributes:
        heads: Attention heads of each stack.
        pre_norm: Whether a block is normalised before it (M2M100, mBART) and not after (Marian, BART).
        activation: Name of the feed-forward activation, as in transformers.
        scale: Factor on the token embeddings.
        projection: From the last state to scores over the target vocabulary.
    """

    encoder: Stack
    decoder: Stack
    projection: Affine
    heads: int
    pre_norm: bool
    activation: str
    scale: float


def read_architecture(folder: Path) -> Architecture:
    """Read a model's weights into their places.

    Args:
        folder: A MarianMT, BART, M2M100, NLLB or mBART model.

    Raises:
        ModelLoadError: A file or a weight is missing or malformed, or the model has a shape that is not known here.
    """
    config = read_json(folder, "config.json")
    weights = _Weights(folder, read_weights(folder))
    try:
        return _build(folder, config, weights)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelLoadError(
            Message("{folder}: the weights do not fit config.json: {error}", folder=str(folder), error=repr(error))
        ) from error


def _build(folder: Path, config: Mapping[str, Any], weights: _Weights) -> Architecture:
    family = config["model_type"]
    fault = shape_fault(config)
    if fault is not None:
        raise ModelLoadError(
            Message(
                "{folder}: only the transformers engine can run this model: {fault}", folder=str(folder), fault=fault
            )
        )
    encoder, decoder = (_stack(side, family, config, weights) for side in ("encoder", "decoder"))
    tied = config.get("tie_word_embeddings", True) or "lm_head.weight" not in weights.values
    output = decoder.embeddings if tied else weights.take("lm_head.weight")
    bias = weights.values.get("final_logits_bias", np.zeros(len(output), np.float32)).reshape(-1)
    return Architecture(
        encoder=encoder,
        decoder=decoder,
        projection=Affine(output, bias),
        heads=int(config["encoder_attention_heads"]),
        pre_norm=family not in _POST_NORM,
        activation=str(config.get("activation_function", "gelu")),
        scale=math.sqrt(config["d_model"]) if config.get("scale_embedding") else 1.0,
    )


class _Weights:
    """Weights by name, their shapes checked when they are taken."""

    def __init__(self, folder: Path, values: Mapping[str, Array]) -> None:
        self.folder, self.values = folder, values

    def take(self, *names: str) -> Array:
        for name in names:
            if name in self.values:
                return self.values[name]
        raise ModelLoadError(
            Message(
                "{folder}: the weights do not fit config.json (missing keys: {names} …)",
                folder=str(self.folder),
                names=names[-1],
            )
        )

    def affine(self, name: str, *shape: int) -> Affine:
        weight, bias = self.take(f"{name}.weight"), self.take(f"{name}.bias")
        if weight.shape != shape or bias.shape != shape[:1]:
            raise ModelLoadError(
                Message(
                    "{folder}: the weights do not fit config.json (mismatched keys: {name} is {shape}, not {wanted})",
                    folder=str(self.folder),
                    name=name,
                    shape=weight.shape,
                    wanted=shape,
                )
            )
        return Affine(weight, bias)

    def attention(self, layer: str, name: str, width: int) -> Attention:
        query, key, value, output = (
            self.affine(f"{layer}.{name}.{part}_proj", width, width) for part in ("q", "k", "v", "out")
        )
        return Attention(query, key, value, output, norm=self.affine(f"{layer}.{name}_layer_norm", width))


def _stack(side: str, family: str, config: Mapping[str, Any], weights: _Weights) -> Stack:
    width, inner = int(config["d_model"]), int(config[f"{side}_ffn_dim"])
    name = f"model.{side}"
    layers = []
    for number in range(int(config[f"{side}_layers"])):
        layer = f"{name}.layers.{number}"
        layers.append(
            LayerArrays(
                attention=weights.attention(layer, "self_attn", width),
                cross=weights.attention(layer, "encoder_attn", width) if side == "decoder" else None,
                inner=weights.affine(f"{layer}.fc1", inner, width),
                outer=weights.affine(f"{layer}.fc2", width, inner),
                norm=weights.affine(f"{layer}.final_layer_norm", width),
            )
        )
    return Stack(
        embeddings=weights.take("model.shared.weight", f"{name}.embed_tokens.weight"),
        positions=_positions(side, family, config, weights),
        embedding_norm=weights.affine(f"{name}.layernorm_embedding", width) if family in ("mbart", "bart") else None,
        layers=tuple(layers),
        final_norm=weights.affine(f"{name}.layer_norm", width) if family not in _POST_NORM else None,
    )


def _positions(side: str, family: str, config: Mapping[str, Any], weights: _Weights) -> Array:
    """Return the table of positions.

    Source:
        Vaswani et al. (2017), section 3.5, with sines before cosines as transformers orders them; M2M100 spaces its
        wavelengths as fairseq does, and begins at position 2, as the learned tables of mBART and BART do.
    """
    count, width = int(config["max_position_embeddings"]), int(config["d_model"])
    if family in ("mbart", "bart"):
        return weights.take(f"model.{side}.embed_positions.weight")[2:]
    half = width // 2
    if family == "marian":
        rates = 1 / np.power(10000.0, 2 * np.arange(width - half) / width)
        angles = np.arange(count)[:, None] * rates
        return np.concatenate([np.sin(angles), np.cos(angles[:, :half])], axis=1).astype(np.float32)
    rates = np.exp(np.arange(half) * -(math.log(10000.0) / (half - 1)))
    angles = np.arange(2, count + 2)[:, None] * rates
    table = np.zeros((count, width), np.float32)
    table[:, : 2 * half] = np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
    return table
