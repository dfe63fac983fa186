"""The model inside the package: French↔English, so that the first run needs no download."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

EMBEDDED = "embedded"
"""What a configuration calls it."""


def embedded_folder() -> Path:
    """Return the folder of the embedded model.

    Raises:
        ModelLoadError: The package was installed without it, or inside an archive.
    """
    folder = files("mtcheck") / "weights" / "default"
    if not isinstance(folder, Path) or not folder.is_dir():
        raise ModelLoadError(Message("{folder}: the embedded model is not in this installation", folder=str(folder)))
    return folder
