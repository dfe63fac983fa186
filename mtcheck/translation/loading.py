"""From a model's folder to a network on a device: files, weights, device, number format."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import torch

from mtcheck.errors import DeviceError, ModelLoadError
from mtcheck.translation.families import Family, read_json, require

_SAFE = ("model.safetensors", "model.safetensors.index.json")
_PICKLED = ("pytorch_model.bin", "pytorch_model.bin.index.json")
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
_HUB_PATTERNS = ("*.json", "*.safetensors", "*.spm", "*.model")


@contextmanager
def silence() -> Iterator[None]:
    """Keep transformers from writing warnings, log lines and progress bars; all is put back at the end."""
    from transformers.utils import logging as library_logging

    bars, level = library_logging.is_progress_bar_enabled(), library_logging.get_verbosity()
    library_logging.disable_progress_bar()
    library_logging.set_verbosity(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        library_logging.set_verbosity(level)
        if bars:
            library_logging.enable_progress_bar()


def find_folder(model: str | Path, *, revision: str | None, allow_hub: bool) -> Path:
    """Return the folder that holds a model, downloading it only where that is allowed.

    Args:
        model: A folder, or a name on the Hugging Face hub.
        revision: Commit, tag or branch of a model on the hub.
        allow_hub: Whether the network may be used.

    Raises:
        ModelLoadError: No such folder; or a name on the hub that may not, or cannot, be fetched.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    name = str(model)
    if not allow_hub:
        raise ModelLoadError(f"{name}: no such model folder (names on the hub need model.allow_hub = true)")
    if revision is None:
        raise ModelLoadError(f"{name}: a model on the hub needs model.revision, so that results stay the same")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        with silence():
            # The cache first, so that a model once fetched needs no network; PyTorch's own weights only where there
            # are no others.
            for patterns, cached in product((_HUB_PATTERNS, (*_HUB_PATTERNS, "pytorch_model*.bin")), (True, False)):
                try:
                    found = Path(
                        snapshot_download(
                            name, revision=revision, allow_patterns=list(patterns), local_files_only=cached
                        )
                    )
                except LocalEntryNotFoundError:
                    if not cached:
                        raise
                    continue
                if _has_weights(found):
                    return found
    except Exception as error:  # network, name, permission: the library's tree is wide and changes
        raise ModelLoadError(f"{name}: cannot be fetched at revision {revision}: {error}") from error
    raise ModelLoadError(f"{name}: revision {revision} has no weights that are known here")


def _has_weights(folder: Path) -> bool:
    return any((folder / file).is_file() for file in (*_SAFE, *_PICKLED))


def find_device(device: str) -> torch.device:
    """Return the device of that name.

    Args:
        device: ``auto`` (CUDA where there is one), ``cpu``, ``cuda`` or ``cuda:N``.

    Raises:
        DeviceError: The name is none of these, or the device is not on this machine.
    """
    kind, colon, number = device.partition(":")
    if device == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device == "cpu":
        return torch.device("cpu")
    if kind != "cuda" or (colon and not number.isdecimal()):
        raise DeviceError(f"model.device = {device!r}: one of auto, cpu, cuda, cuda:N")
    if not torch.cuda.is_available():
        raise DeviceError(f"model.device = {device!r}: this machine has no CUDA device")
    if number and int(number) >= torch.cuda.device_count():
        raise DeviceError(f"model.device = {device!r}: this machine has {torch.cuda.device_count()} CUDA devices")
    return torch.device(device)


def find_dtype(dtype: str, device: torch.device) -> torch.dtype:
    """Return the number format to compute in.

    Args:
        dtype: ``auto`` (float32 on a CPU; on CUDA bfloat16, or float16 where it lacks that), or a format's name.
        device: Where to compute.

    Raises:
        DeviceError: The name is no format.
    """
    if dtype == "auto":
        if device.type == "cpu":
            return torch.float32
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if dtype not in _DTYPES:
        raise DeviceError(f"model.dtype = {dtype!r}: one of auto, {', '.join(_DTYPES)}")
    return _DTYPES[dtype]


def weight_files(folder: Path) -> tuple[Path, ...]:
    """Return the files that hold a model's weights: safetensors where there are any, else PyTorch's own.

    Raises:
        ModelLoadError: There are none, or a shard is missing.
    """
    require(folder)
    for single, index in (_SAFE, _PICKLED):
        if (folder / single).is_file():
            return (folder / single,)
        if (folder / index).is_file():
            shards = sorted(set(read_json(folder, index).get("weight_map", {}).values()))
            require(folder, *shards)
            return tuple(folder / shard for shard in shards)
    raise ModelLoadError(f"{folder}: missing weights ({_SAFE[0]} or {_PICKLED[0]})")


def digest(files: tuple[Path, ...]) -> str:
    """Return the first 8 hexadecimal digits of the SHA-256 of the files, one after the other."""
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return total.hexdigest()[:8]


def load_network(folder: Path, family: Family, device: torch.device, dtype: torch.dtype) -> Any:
    """Load a model's weights onto a device.

    Nothing is fetched, no code of the model's own is run, and PyTorch's own files are read as weights only.

    Raises:
        ModelLoadError: The weights are malformed, incomplete, or do not fit the configuration or the vocabulary.
        DeviceError: The device has no room for them.
    """
    safe = weight_files(folder)[0].suffix == ".safetensors"
    try:
        with silence():
            import transformers

            network, report = getattr(transformers, family.model_class).from_pretrained(
                str(folder),
                dtype=dtype,
                local_files_only=True,
                use_safetensors=safe,
                weights_only=True,
                output_loading_info=True,
            )
    except Exception as error:  # safetensors, pickle, json, torch and transformers each have their own
        raise ModelLoadError(f"{folder}: the weights cannot be loaded: {error}") from error
    for kind in ("missing_keys", "mismatched_keys"):
        if report.get(kind):
            names = ", ".join(sorted(map(str, report[kind]))[:3])
            raise ModelLoadError(f"{folder}: the weights do not fit config.json ({kind.replace('_', ' ')}: {names} …)")
    rows = network.get_output_embeddings().weight.shape[0]
    if family.size > rows:
        raise ModelLoadError(f"{folder}: the vocabulary has {family.size} tokens, the weights only {rows}")
    try:
        return network.eval().requires_grad_(False).to(device)
    except RuntimeError as error:
        raise DeviceError(f"model.device = {str(device)!r}: the model cannot be moved there: {error}") from error


def position_limit(folder: Path) -> int:
    """Return the most tokens, special ones included, that the model can read or write."""
    config = read_json(folder, "config.json")
    options = read_json(folder, "tokenizer_config.json", required=False)
    limits = [config.get("max_position_embeddings"), options.get("model_max_length")]
    return int(min((limit for limit in limits if isinstance(limit, (int, float)) and limit > 8), default=512))
