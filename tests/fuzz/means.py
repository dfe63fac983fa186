"""What stands in while fuzzing: guesses for what libraries and models say, which take most of the time of an input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mtcheck.encoder.encoder import SIZE, SentenceEncoder, shipped_folder
from mtcheck.encoder.pieces import Pieces
from mtcheck.text.language import identify


class DrawnEncoder(SentenceEncoder):
    """Draws the vector of a text from its pieces."""

    def __init__(self) -> None:
        super().__init__(shipped_folder(), "cpu", 1, None)

    def _rounded(self, missing: Sequence[Pieces]) -> dict[Pieces, npt.NDArray[np.int16]]:
        return {pieces: _drawn(pieces) for pieces in missing}


def _drawn(pieces: Pieces) -> npt.NDArray[np.int16]:
    digest = blake2b(np.asarray(pieces, dtype="<u2").tobytes(), digest_size=64).digest()
    row = np.frombuffer(digest * (SIZE // 64), np.int8).astype(np.float64)
    return np.asarray(np.rint(row / max(1.0, float(np.linalg.norm(row))) * 8192), dtype=np.int16)


@contextmanager
def languages_by_lot() -> Iterator[None]:
    """Draw the language of a text from its letters: the library that tells it takes most of a reader's time.

    All that rests on the answer is tried as before, with answers that no text would bring about.
    """
    drawn = (("fr", 0.9), ("en", 0.9), ("fr", 0.5), ("it", 0.8), ("und", 0.0), ("en", 0.4))
    patched = [
        (module, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("mtcheck.")
        for name, value in list(vars(module).items())
        if value is identify
    ]
    try:
        for module, name in patched:
            setattr(module, name, lambda text: drawn[crc32(text.encode("utf-8", "replace")) % len(drawn)])
        yield
    finally:
        for module, name in patched:
            setattr(module, name, identify)
