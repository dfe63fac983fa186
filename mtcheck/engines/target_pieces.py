"""The pieces that a model writes in each language: a vocabulary that two languages share has many for the other alone.

A search over the others costs time and can end in nothing but a word of the wrong language.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from mtcheck.engines.families import Family, read_json
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

FILE_NAME = "target_pieces.json"
_BITS = "pieces"  # a bit for each token id, the first id in the highest bit of the first byte, in base64


def packed_pieces(pieces: Mapping[str, Sequence[int]], size: int) -> dict[str, object]:
    """Return the content of a model's file.

    Args:
        pieces: ISO 639-1 code to token ids.
        size: Of the vocabulary.
    """
    bits = {}
    for language, ids in pieces.items():
        marked = np.zeros(size, bool)
        marked[list(ids)] = True
        bits[language] = base64.b64encode(np.packbits(marked).tobytes()).decode()
    return {"vocabulary": size, _BITS: bits}


def read_target_pieces(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return the token ids that a model may write, by ISO 639-1 code; none where its folder has no such file.

    Raises:
        ModelLoadError: The file is malformed.
    """
    content = read_json(folder, FILE_NAME, required=False)
    if not content:
        return {}
    try:
        size, bits = int(content["vocabulary"]), dict(content[_BITS])
        found = {}
        for language, text in bits.items():
            marked = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
            if len(marked) != -(-size // 8):
                raise ValueError(f"{len(marked)} bytes for {size} pieces")
            found[language] = tuple(np.flatnonzero(np.unpackbits(marked)[:size]).tolist())
        return found
    except (KeyError, TypeError, ValueError) as error:
        raise ModelLoadError(
            Message("{folder}: malformed configuration or vocabulary: {error}", folder=str(folder), error=repr(error))
        ) from error


def written_ids(folder: Path, family: Family, language: str) -> tuple[int, ...]:
    """Return the token ids that a search into a language needs, in rising order: its pieces, and what is no piece.

    Args:
        folder: The model's folder.
        family: What was read of it.
        language: ISO 639-1 code, one of the folder's file.

    Raises:
        ModelLoadError: The file is malformed, lacks the language, or is another vocabulary's.
    """
    pieces = read_target_pieces(folder).get(language, ())
    if not pieces or pieces[-1] >= family.size:
        raise ModelLoadError(
            Message(
                "{folder}: malformed configuration or vocabulary: {error}",
                folder=str(folder),
                error=f"{FILE_NAME}: {len(pieces)} pieces of {language}",
            )
        )
    # CTranslate2 wants to know what it is told never to write.
    return tuple(sorted({*pieces, family.start, family.end, family.unknown, *family.forbidden}))
