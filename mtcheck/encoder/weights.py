"""The encoder's weights in CTranslate2's format: post-norm BERT blocks, matrices as int8 with a scale a row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from mtcheck.encoder.files import CONFIG, MODEL, SIZE_KEY, VOCABULARY
from mtcheck.encoder.pieces import END, LONGEST, UNKNOWN
from mtcheck.engines.ctranslate2_file import ENCODER, write_variables

Array: TypeAlias = npt.NDArray[np.float32]

HEADS = 12
EPSILON = 1e-12  # of the layer norms
_GELU = 3
# All eight bits: the weights are multiplied out when they are read, no integer is ever added.
_LARGEST = 127
_LINEAR = {"self_attention/linear_0": "qkv", "self_attention/linear_1": "o", "ffn/linear_0": "fi", "ffn/linear_1": "fo"}
_NORMS = {"self_attention/layer_norm": "n1", "ffn/layer_norm": "n2"}


def write_encoder(state: Mapping[str, Array], folder: Path) -> None:
    """Write an encoder's weights.

    Args:
        state: Weights by the names of :class:`mtcheck.training.encoder_network.Network`.
        folder: Where to; it must exist.
    """
    named = dict(_variables(state))
    with (folder / MODEL).open("wb") as stream:
        write_variables(stream, ENCODER, named, "int8", largest=_LARGEST)
    config = {
        "bos_token": str(END),
        "eos_token": str(END),
        "layer_norm_epsilon": EPSILON,
        "multi_query_attention": False,
        "unk_token": str(UNKNOWN),
        SIZE_KEY: len(state["emb.weight"]),
    }
    (folder / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (folder / VOCABULARY).unlink(missing_ok=True)  # of a model that stood here before


def _variables(state: Mapping[str, Array]) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    yield "encoder/activation", np.array(_GELU, np.int8)
    yield "encoder/embeddings_merge", np.array(0, np.int8)
    yield "encoder/multi_query_attention", np.array(0, np.int8)
    yield "encoder/num_heads", np.array(HEADS, np.int16)
    yield "encoder/pre_norm", np.array(0, np.int8)
    yield "encoder/scale_embeddings", np.array(1, np.float32)
    yield "encoder/embeddings_0/weight", state["emb.weight"]
    yield "encoder/position_encodings/encodings", state["pos"][:LONGEST]
    yield "encoder/layernorm_embedding/gamma", state["ln.weight"]
    yield "encoder/layernorm_embedding/beta", state["ln.bias"]
    for number in range(sum(name.endswith(".qkv.weight") for name in state)):
        theirs, ours = f"encoder/layer_{number}", f"layers.{number}"
        for name, own in _LINEAR.items():
            yield f"{theirs}/{name}/weight", state[f"{ours}.{own}.weight"]
            yield f"{theirs}/{name}/bias", state[f"{ours}.{own}.bias"]
        for name, own in _NORMS.items():
            yield f"{theirs}/{name}/gamma", state[f"{ours}.{own}.weight"]
            yield f"{theirs}/{name}/beta", state[f"{ours}.{own}.bias"]
