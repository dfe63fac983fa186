"""Checkpoints: all that a run needs to go on as if it had never stopped."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

import torch
from torch import Tensor

from mtcheck.errors import InputError

_FORMAT = 1
_NAME = re.compile(r"step-(\d{8})\.pt")


class Checkpoint(TypedDict, total=False):
    """What a checkpoint holds; a file of weights alone has ``format``, ``shape`` and ``weights`` only.

    Attributes:
        weights: Float32 masters by name.
        optimisers: The optimisers' states.
        epoch: Passes over the data that are done.
        batch: Batches of the current pass that are done.
        random: States of the random generators, the CPU's first, then each CUDA device's.
        minutes: Time trained so far.
        tokens: Target tokens seen so far.
    """

    format: int
    shape: dict[str, Any]
    weights: dict[str, Tensor]
    optimisers: list[dict[str, Any]]
    step: int
    epoch: int
    batch: int
    random: list[Tensor]
    minutes: float
    tokens: int


def save_checkpoint(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    torch.save({**checkpoint, "format": _FORMAT}, unfinished)
    os.replace(unfinished, path)


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint; nothing but tensors and plain values is unpickled.

    Raises:
        InputError: It is missing, damaged, or of another format.
    """
    content = load_tensors(path)
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise InputError(str(path), "no checkpoint of this format")
    return Checkpoint(**content)  # type: ignore[typeddict-item]


def load_tensors(path: Path) -> Any:
    """Read a file of tensors and plain values.

    Raises:
        InputError: It is missing or damaged, or holds anything else.
    """
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise InputError(str(path), "no such file") from error
    except Exception as error:  # zip, pickle and torch each have their own
        raise InputError(str(path), f"no checkpoint: {error}") from error


def checkpoint_path(folder: Path, step: int) -> Path:
    """Return where the checkpoint of a step is kept."""
    return folder / f"step-{step:08d}.pt"


def list_checkpoints(folder: Path) -> tuple[Path, ...]:
    """Return a run's checkpoints, the oldest first."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name)))


def drop_old(folder: Path, keep: int) -> None:
    """Delete all but the last ``keep`` checkpoints."""
    for path in list_checkpoints(folder)[:-keep]:
        path.unlink()


def average(paths: Sequence[Path]) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Average the weights of checkpoints.

    Args:
        paths: At least one; all of one shape.

    Returns:
        The weights and the shape.

    Raises:
        InputError: There is none, or one cannot be read or has another shape.
    """
    if not paths:
        raise InputError("checkpoints", "none there; the stage `train` writes them")
    first = load_checkpoint(paths[0])
    total = {name: tensor.double() for name, tensor in first["weights"].items()}
    for path in paths[1:]:
        other = load_checkpoint(path)
        if other["shape"] != first["shape"]:
            raise InputError(str(path), "another shape than the first checkpoint's")
        _add(total, other["weights"])
    return {name: (tensor / len(paths)).float() for name, tensor in total.items()}, first["shape"]


def _add(total: dict[str, Tensor], weights: Mapping[str, Tensor]) -> None:
    for name, tensor in total.items():
        tensor.add_(weights[name])
