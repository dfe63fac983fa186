"""The model inside the package: French↔English, so that the first run needs no download."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import ModelLoadError

if TYPE_CHECKING:
    from mtcheck.engines.transformers_engine import TransformersTranslator

NAME = "embedded"


def embedded_folder() -> Path:
    """Return the folder of the embedded model.

    Raises:
        ModelLoadError: The package was installed without it, or inside an archive.
    """
    folder = files("mtcheck") / "weights" / "default"
    if not isinstance(folder, Path) or not folder.is_dir():
        raise ModelLoadError(f"{folder}: the embedded model is not in this installation")
    return folder


def load_embedded(
    *, device: str = "auto", dtype: str = "auto", batch_tokens: int = 4096, beam: int = 1, threads: int | None = None
) -> TransformersTranslator:
    """Load the embedded model.

    Its weights are stored in half precision; on a CPU they are computed with in float32.

    Args:
        device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
        dtype: ``auto``, ``float32``, ``bfloat16`` or ``float16``.
        batch_tokens: Most tokens in a batch.
        beam: Beam width, 1 for greedy search.
        threads: CPU threads, None to leave PyTorch's choice.

    Returns:
        The engine.

    Raises:
        ModelLoadError: The model is not in this installation.
        DeviceError: The device is not on this machine.
    """
    from mtcheck.engines.transformers_engine import TransformersTranslator

    return TransformersTranslator.load(
        embedded_folder(), device=device, dtype=dtype, batch_tokens=batch_tokens, beam=beam, threads=threads
    )
