"""Counts which pieces of a model's vocabulary each language has: what it may write, see :mod:`mtcheck.engines.target_pieces`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from mtcheck.engines.families import read_family
from mtcheck.engines.target_pieces import FILE_NAME, packed_pieces
from mtcheck.files import replace_bytes
from mtcheck.training.corpus import read_pairs

LEAST = 1.0  # times that a piece is seen among a million of its language
_AT_ONCE = 4096  # pairs


def learn_pieces(parts: Sequence[str], folder: Path, *, most: int, least: float = LEAST) -> dict[str, int]:
    """Count the pieces of both languages in a corpus, and write those of each into a model's folder.

    Args:
        parts: Corpus parts.
        folder: A MarianMT model that knows both languages; the file is written into it.
        most: Pairs that are read of each part.
        least: Times among a million pieces of a language from which a piece is one of it.

    Returns:
        How many pieces each language has.

    Raises:
        InputError: A part cannot be read.
        ModelLoadError: The model is malformed.
    """
    family = read_family(folder)
    counts: dict[str, Counter[int]] = {"en": Counter(), "fr": Counter()}
    for part in parts:
        pairs = islice(read_pairs([part]), most)
        while batch := list(islice(pairs, _AT_ONCE)):
            for language, texts in (("en", [pair.english for pair in batch]), ("fr", [pair.french for pair in batch])):
                for ids in family.vocabulary.source_ids(texts):
                    counts[language].update(ids)
    written = {
        language: sorted(piece for piece, times in seen.items() if times * 1e6 >= least * seen.total())
        for language, seen in counts.items()
    }
    content = packed_pieces(written, family.size)
    replace_bytes(folder / FILE_NAME, (json.dumps(content, indent=1) + "\n").encode())
    return {language: len(ids) for language, ids in written.items()}
