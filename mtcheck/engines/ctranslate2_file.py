"""CTranslate2's file format, written by hand: its own writer imports PyTorch, which costs more than all the rest.

Source:
    CTranslate2, ``python/ctranslate2/specs``: binary version 6, specifications ``TransformerSpec``, revision 7, and
    ``TransformerEncoderSpec``, revision 1.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from mtcheck.engines.architecture import Affine, Architecture, Array, Attention, LayerArrays, Stack

STORED = ("int8", "float16", "float32")
_BINARY_VERSION = 6
_WHOLE, ENCODER = ("TransformerSpec", 7), ("TransformerEncoderSpec", 1)
_TYPES = ("float32", "int8", "int16", "int32", "float16")  # in the order of their numbers
_ACTIVATIONS = {"relu": 0, "swish": 2, "silu": 2, "gelu": 3}
# Seven of the eight bits: a CPU without dot-product instructions (VNNI) adds two products of a weight and an activation of up
# to 255 in 16 bits, and what does not fit is cut off. So every CPU computes the same.
_LARGEST = 63


def write_model(
    model: Architecture,
    folder: Path,
    *,
    stored: str,
    start: int,
    end: int,
    unknown: int,
    written: Sequence[int] | None = None,
) -> None:
    """Write a model into a folder that exists; its vocabulary is the token ids, as decimal numbers.

    Args:
        model: The model.
        folder: Where to.
        stored: One of :data:`STORED`.
        start: Id of the token that the decoder begins with.
        end: Id of the token that ends a text.
        unknown: Id of the unknown token.
        written: Ids that the model can write, in rising order, the three above among them; None for all. Leaving out those
            of another language makes the last product and the search over it as much shorter.
    """
    if written is not None:
        model = _cut(model, written)
    with (folder / "model.bin").open("wb") as stream:
        write_variables(stream, _WHOLE, variables(model), stored)
    config = {
        "add_source_bos": False,  # the ids come with what stands around them
        "add_source_eos": False,
        "bos_token": str(end),
        "decoder_start_token": str(start),
        "eos_token": str(end),
        "layer_norm_epsilon": None,
        "multi_query_attention": False,
        "unk_token": str(unknown),
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    read = range(len(model.encoder.embeddings))
    target = range(len(model.projection.weight)) if written is None else written
    for side, ids in {"shared": read}.items() if read == target else {"source": read, "target": target}.items():
        _write_vocabulary(folder / f"{side}_vocabulary.json", ids)


def _cut(model: Architecture, written: Sequence[int]) -> Architecture:
    """Keep, of what the decoder knows of tokens, the rows of some."""
    rows, output = list(written), model.projection
    embeddings = model.decoder.embeddings[rows]
    tied = output.weight is model.decoder.embeddings
    return replace(
        model,
        decoder=model.decoder._replace(embeddings=embeddings),
        projection=output._replace(weight=embeddings if tied else output.weight[rows], bias=output.bias[rows]),
    )


def write_encoder(model: Architecture, folder: Path, *, stored: str, end: int, unknown: int) -> None:
    """Write the half of a model that reads, by itself, as :func:`write_model` writes the whole."""
    named = {name: value for name, value in variables(model).items() if name.startswith("encoder/")}
    with (folder / "model.bin").open("wb") as stream:
        write_variables(stream, ENCODER, named, stored)
    config = {
        "bos_token": str(end),
        "eos_token": str(end),
        "layer_norm_epsilon": None,
        "multi_query_attention": False,
        "unk_token": str(unknown),
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    _write_vocabulary(folder / "vocabulary.json", range(len(model.encoder.embeddings)))


def _write_vocabulary(file: Path, ids: Sequence[int]) -> None:
    file.write_text(json.dumps(list(map(str, ids))), encoding="utf-8")


def variables(model: Architecture) -> dict[str, Array]:
    """Return a model's weights and settings under CTranslate2's names, weights as float32."""
    named: dict[str, Array] = {}
    for side, stack in (("encoder", model.encoder), ("decoder", model.decoder)):
        named |= dict(_stack(side, stack))
        named |= {
            f"{side}/activation": np.array(_ACTIVATIONS[model.activation], np.int8),
            f"{side}/num_heads": np.array(model.heads, np.int16),
            f"{side}/pre_norm": np.array(model.pre_norm, np.int8),
            f"{side}/scale_embeddings": np.array(model.scale, np.float32),
        }
    named |= {
        "encoder/embeddings_merge": np.array(0, np.int8),
        "encoder/multi_query_attention": np.array(0, np.int8),
        "decoder/alibi": np.array(0, np.int8),
        "decoder/alibi_use_positive_positions": np.array(0, np.int8),
        "decoder/alignment_heads": np.array(1, np.int16),
        "decoder/alignment_layer": np.array(-1, np.int16),
        "decoder/scale_alibi": np.array(0, np.int8),
        "decoder/start_from_zero_embedding": np.array(0, np.int8),
        "decoder/projection/weight": model.projection.weight,
    }
    if model.projection.bias.any():
        named["decoder/projection/bias"] = model.projection.bias
    return named


def _stack(side: str, stack: Stack) -> Iterator[tuple[str, Array]]:
    yield f"{side}/embeddings{'_0' if side == 'encoder' else ''}/weight", stack.embeddings
    yield f"{side}/position_encodings/encodings", stack.positions
    if stack.embedding_norm is not None:
        yield from _norm(f"{side}/layernorm_embedding", stack.embedding_norm)
    if stack.final_norm is not None:
        yield from _norm(f"{side}/layer_norm", stack.final_norm)
    for number, layer in enumerate(stack.layers):
        yield from _layer(f"{side}/layer_{number}", layer)


def _layer(name: str, layer: LayerArrays) -> Iterator[tuple[str, Array]]:
    own, cross = layer.attention, layer.cross
    yield from _attention(f"{name}/self_attention", own, ((own.query, own.key, own.value), (own.output,)))
    if cross is not None:
        yield from _attention(f"{name}/attention", cross, ((cross.query,), (cross.key, cross.value), (cross.output,)))
    yield from _linear(f"{name}/ffn/linear_0", (layer.inner,))
    yield from _linear(f"{name}/ffn/linear_1", (layer.outer,))
    yield from _norm(f"{name}/ffn/layer_norm", layer.norm)


def _attention(name: str, attention: Attention, groups: tuple[tuple[Affine, ...], ...]) -> Iterator[tuple[str, Array]]:
    for number, parts in enumerate(groups):
        yield from _linear(f"{name}/linear_{number}", parts)
    yield from _norm(f"{name}/layer_norm", attention.norm)


def _linear(name: str, parts: tuple[Affine, ...]) -> Iterator[tuple[str, Array]]:
    yield f"{name}/weight", np.concatenate([part.weight for part in parts])
    yield f"{name}/bias", np.concatenate([part.bias for part in parts])


def _norm(name: str, norm: Affine) -> Iterator[tuple[str, Array]]:
    yield f"{name}/gamma", norm.weight
    yield f"{name}/beta", norm.bias


def write_variables(
    stream: BinaryIO, specification: tuple[str, int], named: Mapping[str, Any], stored: str, *, largest: int = _LARGEST
) -> None:
    """Write weights and settings to a file.

    Args:
        stream: Where to.
        specification: Name and revision of what they are.
        named: By CTranslate2's names.
        stored: One of :data:`STORED`.
        largest: Largest integer of a row, where ``stored`` is int8.
    """
    first: dict[int, str] = {}
    aliases: list[tuple[str, str]] = []
    contents: list[tuple[str, Array]] = []
    for name, value in sorted(named.items()):
        if value.ndim == 2 and id(value) in first:  # tied embeddings
            aliases.append((name, first[id(value)]))
        else:
            first[id(value)] = name
            contents.extend(_stored(name, value, stored, largest))
    stream.write(struct.pack("<I", _BINARY_VERSION))
    _write_name(stream, specification[0])
    stream.write(struct.pack("<II", specification[1], len(contents)))
    for name, value in contents:
        _write_name(stream, name)
        stream.write(struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape))
        stream.write(struct.pack("<BI", _TYPES.index(value.dtype.name), value.nbytes))
        stream.write(value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes())
    stream.write(struct.pack("<I", len(aliases)))
    for alias, name in aliases:
        _write_name(stream, alias)
        _write_name(stream, name)


def _stored(name: str, value: Array, stored: str, largest: int) -> Iterator[tuple[str, Array]]:
    """Give a variable as the file holds it: weights of two dimensions as integers with a scale a row."""
    if stored == "int8" and name.endswith("/weight"):
        top = np.abs(value).max(axis=1)
        least = np.float32(largest) / np.finfo(np.float32).max  # below it a scale is infinite
        scale = largest / np.maximum(np.where(top > 0, top, np.float32(largest)), least)
        yield name, np.rint(value * scale[:, None]).astype(np.int8)
        yield f"{name}_scale", scale
    elif stored == "float16" and value.ndim:
        yield name, value.astype(np.float16)
    else:
        yield name, value


def require_finite_variables(file: Path, data: bytes) -> None:
    """Refuse a file of variables that are no numbers: with them a model answers, and its answers mean nothing.

    Args:
        file: Its name, for the error.
        data: What it holds.

    Raises:
        ModelLoadError: A value is infinite, or none, or the file ends before its variables do.
    """
    try:
        for name, kind, values in _read_variables(data):
            if (
                kind.startswith("float")
                and not np.isfinite(np.frombuffer(values, np.dtype(kind).newbyteorder("<"))).all()
            ):
                raise ModelLoadError(
                    Message(
                        "{folder}: the weights are damaged: {name} holds values that are no finite numbers",
                        folder=str(file),
                        name=name,
                    )
                )
    except (struct.error, ValueError, IndexError) as error:
        raise ModelLoadError(
            Message("{name}: the file is damaged ({error})", name=str(file), error=str(error))
        ) from error


def _read_variables(data: bytes) -> Iterator[tuple[str, str, memoryview]]:
    """Give the name, the type and the bytes of each variable."""
    whole, place = memoryview(data), 4

    def take(form: str) -> tuple[int, ...]:
        nonlocal place
        found = struct.unpack_from(form, data, place)
        place += struct.calcsize(form)
        return found

    def take_name() -> str:
        nonlocal place
        (length,) = take("<H")
        place += length
        return bytes(whole[place - length : place - 1]).decode()

    take_name()
    _, count = take("<II")
    for _ in range(count):
        name = take_name()
        (rank,) = take("<B")
        take(f"<{rank}I")
        kind, size = take("<BI")
        if place + size > len(data):
            raise ValueError(name)
        yield name, _TYPES[kind], whole[place : place + size]
        place += size


def _write_name(stream: BinaryIO, name: str) -> None:
    data = name.encode()
    stream.write(struct.pack("<H", len(data) + 1) + data + b"\0")
