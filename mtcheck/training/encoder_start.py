"""A translation network that begins as a sentence encoder: it reads with the encoder's blocks, and writes with copies of some.

Source:
    Rothe, Narayan and Severyn (2020), *Leveraging Pre-trained Checkpoints for Sequence Generation Tasks*; Shleifer and Rush
    (2020), *Pre-trained Summarization Distillation*: layers copied at even distances, the first and the last among them.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from mtcheck.encoder.files import MODEL
from mtcheck.encoder.pieces import FILE_NAME, START
from mtcheck.errors import ConfigError
from mtcheck.training.encoder_network import read_encoder
from mtcheck.training.network import NetworkShape

_TAGS = 2  # tokens behind the encoder's pieces: which language is asked for
# Here → of a block of the encoder.
_BLOCK = (
    ("attention.query_key_value", "qkv"),
    ("attention.output", "o"),
    ("attention_norm", "n1"),
    ("widen", "fi"),
    ("narrow", "fo"),
    ("final_norm", "n2"),
)


def is_encoder(folder: Path) -> bool:
    """Say whether a folder holds a sentence encoder."""
    return (folder / MODEL).is_file() and (folder / FILE_NAME).is_file()


def weights_of_encoder(folder: Path, wanted: NetworkShape) -> tuple[dict[str, Tensor], NetworkShape]:
    """Make the weights of a BART-shaped network from those of a sentence encoder.

    The encoder's blocks fit: post-norm, learned positions into which its type vector is folded, a norm behind the embedding.
    A decoder layer begins as a copy of one of them, its cross-attention as that layer's self-attention; a tag that asks for a
    language begins as what opens every text, so that before training the network reads as the encoder does.

    Args:
        folder: The encoder.
        wanted: Gives the numbers of decoder layers and of positions.

    Returns:
        Float32 weights by this project's names, and their shape.

    Raises:
        ModelLoadError: The folder holds no encoder.
        ConfigError: More positions are asked for than the encoder has.
    """
    encoder = read_encoder(folder)
    state = {name: value.detach().float() for name, value in encoder.state_dict().items()}
    layers, positions = len(encoder.layers), len(state["pos"])
    if wanted.positions > positions:
        raise ConfigError(f"the encoder has {positions}", path=str(folder), key="model.positions")
    embedding = torch.cat([state["emb.weight"], state["emb.weight"][START].repeat(_TAGS, 1)])
    weights = {"embedding.weight": embedding}
    for side in ("encoder", "decoder"):
        weights[f"{side}_lead.positions"] = state["pos"][: wanted.positions].clone()
        for kind in ("weight", "bias"):
            weights[f"{side}_lead.norm.{kind}"] = state[f"ln.{kind}"].clone()
    for number in range(layers):
        weights |= _block(state, number, f"encoder.{number}")
    for number, copied in enumerate(spread(wanted.decoder_layers, layers)):
        weights |= _block(state, copied, f"decoder.{number}") | _cross(state, copied, f"decoder.{number}")
    shape = NetworkShape(
        vocabulary=len(embedding),
        dimension=embedding.shape[1],
        feed_forward=len(state["layers.0.fi.weight"]),
        heads=encoder.heads,
        encoder_layers=layers,
        decoder_layers=wanted.decoder_layers,
        positions=wanted.positions,
        bart=True,
    )
    return weights, shape


def spread(count: int, layers: int) -> tuple[int, ...]:
    """Return the numbers of layers at even distances, the first and the last among them; of one the last."""
    if count == 1:
        return (layers - 1,)
    return tuple(round(place * (layers - 1) / (count - 1)) for place in range(count))


def _block(state: dict[str, Tensor], number: int, prefix: str) -> dict[str, Tensor]:
    return {
        f"{prefix}.{own}.{kind}": state[f"layers.{number}.{theirs}.{kind}"].clone()
        for own, theirs in _BLOCK
        for kind in ("weight", "bias")
    }


def _cross(state: dict[str, Tensor], number: int, prefix: str) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    for kind in ("weight", "bias"):
        query, key, value = state[f"layers.{number}.qkv.{kind}"].chunk(3)
        found[f"{prefix}.cross_attention.query.{kind}"] = query.clone()
        found[f"{prefix}.cross_attention.key_value.{kind}"] = torch.cat([key, value])
        found[f"{prefix}.cross_attention.output.{kind}"] = state[f"layers.{number}.o.{kind}"].clone()
        found[f"{prefix}.cross_norm.{kind}"] = state[f"layers.{number}.n1.{kind}"].clone()
    return found
