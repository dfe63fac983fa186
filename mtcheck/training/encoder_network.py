"""The sentence encoder as a PyTorch module, to tune it: post-norm BERT blocks, the type vector folded into the positions."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from mtcheck.encoder.encoder import SIZE
from mtcheck.encoder.pieces import LONGEST, PADDING
from mtcheck.encoder.weights import EPSILON, HEADS
from mtcheck.errors import ModelLoadError

INNER = 1536


class EncoderBlock(nn.Module):
    """One layer: attention, then a feed-forward network, each added to what came in and normalised."""

    def __init__(self, size: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.n1, self.n2 = nn.LayerNorm(size, eps=EPSILON), nn.LayerNorm(size, eps=EPSILON)
        self.fi, self.fo = nn.Linear(size, inner), nn.Linear(inner, size)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the states of the next layer; ``mask`` is false at padding."""
        texts, length, size = states.shape
        query, key, value = self.qkv(states).view(texts, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        states = self.n1(states + self.o(mixed.transpose(1, 2).reshape(texts, length, size)))
        return self.n2(states + self.fo(functional.gelu(self.fi(states))))  # type: ignore[no-any-return]


class EncoderNetwork(nn.Module):
    """The encoder; its weights have the names that :func:`mtcheck.encoder.weights.write_encoder` reads."""

    def __init__(self, pieces: int, layers: int = 12, size: int = SIZE, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.emb = nn.Embedding(pieces, size)
        self.pos = nn.Parameter(torch.zeros(LONGEST, size))
        self.ln = nn.LayerNorm(size, eps=EPSILON)
        self.layers = nn.ModuleList([EncoderBlock(size, inner, heads) for _ in range(layers)])

    def forward(self, ids: Tensor) -> Tensor:
        """Return a unit vector for each text.

        Args:
            ids: Shape (texts, length), :data:`PADDING` behind the shorter ones.
        """
        known = ids != PADDING
        states = self.ln(self.emb(ids) + self.pos[: ids.shape[1]])
        for layer in self.layers:
            states = layer(states, known[:, None, None])
        weights = known.to(states.dtype)[..., None]
        return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def padded(texts: list[tuple[int, ...]]) -> Tensor:
    """Return texts of token ids as one matrix."""
    ids = torch.full((len(texts), max(map(len, texts))), PADDING, dtype=torch.long)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
    return ids


def read_encoder(folder: Path) -> EncoderNetwork:
    """Read an encoder that :func:`mtcheck.encoder.weights.write_encoder` wrote, to tune it further.

    Raises:
        ModelLoadError: It is missing or malformed.
    """
    try:
        named = _variables((folder / "model.bin").read_bytes())
        state = {
            "emb.weight": named["encoder/embeddings_0/weight"],
            "pos": named["encoder/position_encodings/encodings"],
            "ln.weight": named["encoder/layernorm_embedding/gamma"],
            "ln.bias": named["encoder/layernorm_embedding/beta"],
        }
        layers = sum(name.endswith("self_attention/linear_0/weight") for name in named)
        for number in range(layers):
            theirs, ours = f"encoder/layer_{number}", f"layers.{number}"
            pairs = {"self_attention/linear_0": "qkv", "self_attention/linear_1": "o"}
            for name, own in (pairs | {"ffn/linear_0": "fi", "ffn/linear_1": "fo"}).items():
                state[f"{ours}.{own}.weight"] = named[f"{theirs}/{name}/weight"]
                state[f"{ours}.{own}.bias"] = named[f"{theirs}/{name}/bias"]
            for name, own in {"self_attention/layer_norm": "n1", "ffn/layer_norm": "n2"}.items():
                state[f"{ours}.{own}.weight"] = named[f"{theirs}/{name}/gamma"]
                state[f"{ours}.{own}.bias"] = named[f"{theirs}/{name}/beta"]
        size, inner = state["emb.weight"].shape[1], state["layers.0.fi.weight"].shape[0]
        heads = int(named["encoder/num_heads"])
        network = EncoderNetwork(len(state["emb.weight"]), layers, size, inner, heads)
        network.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
    except (OSError, KeyError, IndexError, ValueError, RuntimeError, struct.error) as error:
        raise ModelLoadError(f"{folder}: no sentence encoder ({error})") from error
    return network


def _variables(data: bytes) -> dict[str, np.ndarray]:
    """Read CTranslate2's file; integers are multiplied out."""
    place = 4

    def take(layout: str) -> tuple[int, ...]:
        nonlocal place
        found = struct.unpack_from(layout, data, place)
        place += struct.calcsize(layout)
        return found

    def name() -> str:
        nonlocal place
        (length,) = take("<H")
        place += length
        return data[place - length : place - 1].decode()

    name()
    _, count = take("<II")
    named: dict[str, np.ndarray] = {}
    for _ in range(count):
        key = name()
        (rank,) = take("<B")
        shape = take(f"<{rank}I")
        kind, size = take("<BI")
        kinds = (np.float32, np.int8, np.int16, np.int32, np.float16)
        named[key] = np.frombuffer(data[place : place + size], kinds[kind]).reshape(shape)
        place += size
    for key in [key for key in named if f"{key}_scale" in named]:
        named[key] = named[key].astype(np.float32) / named[f"{key}_scale"][:, None]
    return named
