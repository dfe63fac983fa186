"""The encoder's files as CTranslate2 reads them; its tokens are the numbers from 0 on, which no file needs to list."""

from __future__ import annotations

import json
from pathlib import Path

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

MODEL = "model.bin"
CONFIG = "config.json"
VOCABULARY = "vocabulary.json"
SIZE_KEY = "vocabulary_size"
"""Key of the configuration: rows of the embedding."""


def model_files(folder: Path) -> dict[str, bytes]:
    """Return the files of an encoder by name.

    Args:
        folder: The model; one that was written with a list of its tokens may still have it.

    Raises:
        OSError: A file is missing.
        ValueError: The configuration is no JSON.
        ModelLoadError: It does not say how many tokens there are.
    """
    found = {name: (folder / name).read_bytes() for name in (MODEL, CONFIG)}
    if (folder / VOCABULARY).is_file():
        return found | {VOCABULARY: (folder / VOCABULARY).read_bytes()}
    config = json.loads(found[CONFIG])
    size = config.get(SIZE_KEY) if isinstance(config, dict) else None
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size < 1 << 24:
        raise ModelLoadError(
            Message(
                "{path}: {key} is {size}, expected the number of tokens",
                path=str(folder / CONFIG),
                key=SIZE_KEY,
                size=repr(size),
            )
        )
    return found | {VOCABULARY: json.dumps([str(number) for number in range(size)]).encode()}
