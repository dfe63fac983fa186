"""A model's weights: which files hold them, their digest, and the numbers themselves without PyTorch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.engines.families import read_json, require
from mtcheck.errors import ModelLoadError
from mtcheck.files import replace_bytes
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAFE = ("model.safetensors", "model.safetensors.index.json")
QUANTISED = "model.int8.safetensors"
PICKLED = ("pytorch_model.bin", "pytorch_model.bin.index.json")
_SCALE = ".scale"  # of a row of int8 numbers
# What else decides on the answers: sizes, languages, vocabularies.
_SIDE_FILES = ("config.json", "*tokenizer*.json", "*vocab.json", "*.spm", "*.bpe.model", "target_pieces.json")


def weight_files(folder: Path) -> tuple[Path, ...]:
    """Return the files that hold a model's weights: safetensors where there are any, else PyTorch's own.

    Raises:
        ModelLoadError: There are none, or a shard is missing.
    """
    require(folder)
    for single, index in (SAFE, PICKLED):
        if (folder / single).is_file():
            return (folder / single,)
        if (folder / index).is_file():
            shards = sorted(set(read_json(folder, index).get("weight_map", {}).values()))
            require(folder, *shards)
            return tuple(folder / shard for shard in shards)
        if single == SAFE[0] and (folder / QUANTISED).is_file():
            return (folder / QUANTISED,)
    raise ModelLoadError(
        Message("{folder}: missing weights ({safe} or {pickled})", folder=str(folder), safe=SAFE[0], pickled=PICKLED[0])
    )


def model_files(folder: Path) -> tuple[Path, ...]:
    """Return every file of a model that its answers depend on: the weights first, then the others by name.

    Raises:
        ModelLoadError: There are no weights, or a shard is missing.
    """
    side = {path for pattern in _SIDE_FILES for path in folder.glob(pattern) if path.is_file()}
    return (*weight_files(folder), *sorted(side))


def digest(files: tuple[Path, ...]) -> str:
    """Return the first 8 hexadecimal digits of the SHA-256 of the files, one after the other."""
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return total.hexdigest()[:8]


def read_weights(folder: Path) -> dict[str, NDArray[Any]]:
    """Read all weights as float32.

    Raises:
        ModelLoadError: A file is missing or malformed.
    """
    files = weight_files(folder)
    try:
        read = _safe_tensors if files[0].suffix == ".safetensors" else _pickled_tensors
        weights = {name: (file, values) for file in files for name, values in read(file)}
    except Exception as error:  # safetensors, pickle, json and torch each have their own
        raise ModelLoadError(
            Message("{folder}: the weights cannot be loaded: {error}", folder=str(folder), error=str(error))
        ) from error
    for name, (file, values) in weights.items():
        require_finite(file, name, values)
    return {name: values for name, (_, values) in weights.items()}


def require_finite(file: Path, name: str, values: NDArray[Any]) -> None:
    """Refuse weights that are no numbers: with them a model answers, and its answers mean nothing.

    Raises:
        ModelLoadError: A value is infinite, or none.
    """
    import numpy as np

    if not np.isfinite(values).all():
        raise ModelLoadError(
            Message(
                "{folder}: the weights are damaged: {name} holds values that are no finite numbers",
                folder=str(file),
                name=name,
            )
        )


def _safe_tensors(file: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    import numpy as np
    from safetensors import deserialize

    formats = {"F32": "<f4", "F16": "<f2", "F64": "<f8", "I8": "<i1"}

    def values_of(tensor: Mapping[str, Any]) -> NDArray[Any]:
        data, kind = tensor["data"], tensor["dtype"]
        if kind == "BF16":  # the upper half of a float32
            values = (np.frombuffer(data, "<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            values = np.frombuffer(data, formats[kind]).astype(np.float32)
        return values.reshape(tensor["shape"])

    content: list[tuple[str, dict[str, Any]]] = deserialize(file.read_bytes())  # type: ignore[no-untyped-call]
    tensors = {name: tensor for name, tensor in content if tensor["dtype"] in (*formats, "BF16")}
    for name, tensor in tensors.items():
        if name.endswith(_SCALE) and name.removesuffix(_SCALE) in tensors:
            continue
        values = values_of(tensor)
        yield name, values * values_of(tensors[name + _SCALE])[:, None] if tensor["dtype"] == "I8" else values


def _pickled_tensors(file: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    import torch

    for name, tensor in torch.load(file, map_location="cpu", weights_only=True).items():
        if tensor.is_floating_point():
            yield name, tensor.float().numpy()


def known_digest(folder: Path, record: Path | None) -> str:
    """Return the digest of a model's files, taken from ``record`` where none of them has changed since.

    Args:
        folder: The model's folder.
        record: A JSON file to remember digests in; None to compute anew.

    Raises:
        ModelLoadError: There are no weights, or a shard is missing.
    """
    files = model_files(folder)
    if record is None:
        return digest(files)
    key = str(folder.resolve())
    state = [[file.name, file.stat().st_size, file.stat().st_mtime_ns] for file in files]
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        if known[key]["files"] == state:
            return str(known[key]["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        known = {}
    found = digest(files)
    if isinstance(known, dict):
        _remember(record, known | {key: {"files": state, "digest": found}})
    return found


def _remember(record: Path, known: dict[str, object]) -> None:
    with suppress(OSError):  # nothing is lost but the time to hash again
        record.parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(record, json.dumps(known).encode())  # at once, so that no other process reads half of it
