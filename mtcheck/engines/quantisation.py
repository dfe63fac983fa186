"""Weights as int8 with a scale a row: half the size of float16, so that a bigger model fits into the package.

A matrix ``name`` is stored as the int8 tensor ``name`` and the float16 tensor ``name.scale``, one number a row; vectors stay
float16. Loading multiplies them out, so that nothing else knows about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

FILE_NAME = "model.int8.safetensors"
_SCALE = ".scale"
_FORMAT = {"format": "pt", "quantisation": "int8-rows"}
_LARGEST = 127


def quantised(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """Round a matrix to int8, symmetrically, row by row.

    Args:
        matrix: (rows, columns), finite.

    Returns:
        int8 numbers (rows, columns) from -127 to 127, and float16 scales (rows,); their product is the matrix.
    """
    largest = matrix.detach().float().abs().amax(dim=1)
    scale = (largest / _LARGEST).half()
    # Rounded up to what float16 can hold, so that the largest number of a row never overflows int8.
    low = scale.float() * _LARGEST < largest
    scale = torch.where(low, torch.nextafter(scale, torch.full_like(scale, torch.inf)), scale)
    divisor = torch.where(scale > 0, scale.float(), 1.0)
    numbers = (matrix.detach().float() / divisor[:, None]).round().clamp(-_LARGEST, _LARGEST)
    return numbers.to(torch.int8), scale


def write_quantised(state: Mapping[str, Tensor], path: Path) -> None:
    """Write weights as int8 and float16.

    Args:
        state: Weights by name; tensors of two dimensions with more than one row become int8.
        path: The file to write.
    """
    packed: dict[str, Tensor] = {}
    for name, tensor in state.items():
        if tensor.ndim == 2 and tensor.shape[0] > 1:
            packed[name], packed[name + _SCALE] = (part.contiguous() for part in quantised(tensor))
        else:
            packed[name] = tensor.detach().half().contiguous()
    save_file(packed, path, metadata=_FORMAT)
    path.chmod(0o644)  # safetensors leaves it to the owner alone, and package data is for all


def is_quantised(path: Path) -> bool:
    """Say whether a safetensors file holds weights of this format; False for any file that cannot be read."""
    try:
        with safe_open(path, "pt") as stream:
            metadata = stream.metadata() or {}
    except (OSError, SafetensorError):
        return False
    return metadata.get("quantisation") == _FORMAT["quantisation"]


def dequantised_state(path: Path) -> dict[str, Tensor]:
    """Read weights of this format.

    Args:
        path: A file that :func:`write_quantised` wrote.

    Returns:
        Float32 weights by name.

    Raises:
        ModelLoadError: The file is missing, malformed, or of another format.
    """
    if not path.is_file():
        raise ModelLoadError(Message("{path}: no such file", path=str(path)))
    if not is_quantised(path):
        raise ModelLoadError(Message("{path}: no int8 weights of this format", path=str(path)))
    state: dict[str, Tensor] = {}
    with safe_open(path, "pt") as stream:
        names = set(stream.keys())
        for name in names:
            tensor: Tensor = stream.get_tensor(name)
            if tensor.dtype == torch.int8:
                if name + _SCALE not in names:
                    raise ModelLoadError(Message("{path}: {name} has no scale", path=str(path), name=name))
                state[name] = tensor.float() * stream.get_tensor(name + _SCALE).float()[:, None]
            elif not (name.endswith(_SCALE) and name.removesuffix(_SCALE) in names):
                state[name] = tensor.float()
    return state
