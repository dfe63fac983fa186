"""What reproduces an engine's answers, in one word; known without loading the model."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from mtcheck.engines.engine import model_label


def transformers_signature(
    model: str | Path, folder: Path, checksum: str, *, beam: int, dtype: str, device: str
) -> str:
    """Return the signature of the transformers engine.

    Args:
        model: As it was asked for, a folder or a name on the hub.
        folder: Where it is.
        checksum: Of its files.
        beam: Beam width.
        dtype: ``float32``, ``bfloat16`` or ``float16``.
        device: ``cpu`` or ``cuda``.
    """
    return f"transformers:{model_label(model, folder)}:{checksum}:beam={beam}:dtype={dtype}:device={device}"


def ctranslate2_signature(
    model: str | Path, folder: Path, checksum: str, *, beam: int, compute: str, device: str
) -> str:
    """Return the signature of the CTranslate2 engine.

    Args:
        model: As it was asked for, a folder or a name on the hub.
        folder: Where it is.
        checksum: Of its files.
        beam: Beam width.
        compute: ``int8``, ``int8_float16``, ``float16``, ``bfloat16`` or ``float32``.
        device: ``cpu`` or ``cuda``.
    """
    engine = f"ctranslate2-{version('ctranslate2')}"
    # Weights have seven of the eight bits since ctranslate2_file.py writes them so; answers of before are others.
    numbers = compute.replace("int8", "int8w7")
    return f"{engine}:{model_label(model, folder)}:{checksum}:beam={beam}:dtype={numbers}:device={device}"
