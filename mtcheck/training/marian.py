"""The names of the network's tensors here, in MarianMT's and BART's files, and in the first prototype's checkpoints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from mtcheck.training.network import NetworkShape

EMBEDDING = "embedding.weight"
SHARED = "model.shared.weight"
# Here → MarianMT; several parts are rows of one matrix here, in this order.
_BOTH = (
    ("attention.query_key_value", ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")),
    ("attention.output", ("self_attn.out_proj",)),
    ("attention_norm", ("self_attn_layer_norm",)),
    ("widen", ("fc1",)),
    ("narrow", ("fc2",)),
    ("final_norm", ("final_layer_norm",)),
)
_CROSS = (
    ("cross_attention.query", ("encoder_attn.q_proj",)),
    ("cross_attention.key_value", ("encoder_attn.k_proj", "encoder_attn.v_proj")),
    ("cross_attention.output", ("encoder_attn.out_proj",)),
    ("cross_norm", ("encoder_attn_layer_norm",)),
)
_PROTOTYPE = {
    "a.qkv": "attention.query_key_value",
    "a.o": "attention.output",
    "n1": "attention_norm",
    "c.q": "cross_attention.query",
    "c.kv": "cross_attention.key_value",
    "c.o": "cross_attention.output",
    "f1": "widen",
    "f2": "narrow",
    "n3": "final_norm",
}
_PROTOTYPE_SHAPE = {
    "V": "vocabulary",
    "d": "dimension",
    "f": "feed_forward",
    "h": "heads",
    "ne": "encoder_layers",
    "nd": "decoder_layers",
}


_POSITIONS = {"encoder_lead.positions": "model.encoder.embed_positions.weight"} | {
    "decoder_lead.positions": "model.decoder.embed_positions.weight"
}
_OFFSET = 2  # BART's table of positions begins with two rows that nothing uses


def _names(shape: NetworkShape) -> list[tuple[str, tuple[str, ...]]]:
    """Return every tensor but the embedding: its name here and the names of its parts in MarianMT."""
    found = []
    for side, layers, table in (
        ("encoder", shape.encoder_layers, _BOTH),
        ("decoder", shape.decoder_layers, _BOTH + _CROSS),
    ):
        for layer in range(layers):
            for own, parts in table:
                for kind in ("weight", "bias"):
                    prefix = f"{side}.{layer}."
                    there = tuple(f"model.{side}.layers.{layer}.{part}.{kind}" for part in parts)
                    found.append((f"{prefix}{own}.{kind}", there))
        if shape.bart:
            norm = f"model.{side}.layernorm_embedding"
            found += [(f"{side}_lead.norm.{kind}", (f"{norm}.{kind}",)) for kind in ("weight", "bias")]
    return found


def to_marian(weights: Mapping[str, Tensor], shape: NetworkShape) -> dict[str, Tensor]:
    """Rename weights as MarianMT's files, or BART's, have them; the padding row of the embedding is zero.

    Args:
        weights: Weights by name here.
        shape: The network's shape.

    Returns:
        Float32 weights; the embedding once, as ``model.shared.weight``.
    """
    embedding = weights[EMBEDDING].detach().float().clone()
    embedding[shape.padding] = 0
    renamed = {SHARED: embedding, "final_logits_bias": torch.zeros(1, shape.vocabulary)}
    for own, there in _names(shape):
        for name, part in zip(there, weights[own].detach().float().chunk(len(there)), strict=True):
            renamed[name] = part.contiguous()
    for own, name in _POSITIONS.items() if shape.bart else ():
        table = weights[own].detach().float()
        renamed[name] = torch.cat([table.new_zeros(_OFFSET, shape.dimension), table])
    return renamed


def from_marian(weights: Mapping[str, Tensor], shape: NetworkShape) -> dict[str, Tensor]:
    """Rename weights of a MarianMT or BART file as they are called here: the inverse of :func:`to_marian`.

    Raises:
        KeyError: A tensor is missing.
    """
    renamed = {own: torch.cat([weights[name].float() for name in there]) for own, there in _names(shape)}
    for own, name in _POSITIONS.items() if shape.bart else ():
        renamed[own] = weights[name].float()[_OFFSET:].clone()
    return {EMBEDDING: weights[SHARED].float()} | renamed


def from_prototype(weights: Mapping[str, Tensor], sizes: Mapping[str, int]) -> tuple[dict[str, Tensor], NetworkShape]:
    """Rename weights of a prototype's checkpoint, and read its shape.

    Raises:
        KeyError: A tensor or a size is missing or unknown.
    """
    named: dict[str, Any] = {name: sizes[short] for short, name in _PROTOTYPE_SHAPE.items()}
    shape = NetworkShape(**named)
    renamed = {}
    for name, tensor in weights.items():
        match = re.fullmatch(r"(enc|dec)\.(\d+)\.(.+)\.(weight|bias)", name)
        if not match:
            continue
        side, layer, part, kind = match.groups()
        # The second norm closes an encoder layer, but follows the cross-attention of a decoder layer.
        own = {"enc": "final_norm", "dec": "cross_norm"}[side] if part == "n2" else _PROTOTYPE[part]
        renamed[f"{side}oder.{layer}.{own}.{kind}"] = tensor.float()
    return {EMBEDDING: weights["emb.weight"].float()} | renamed, shape
