"""Validation: the loss on held-out pairs, and BLEU by the engine that the product translates with."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from torch import Tensor

from mtcheck.engines.base import Translator
from mtcheck.engines.options import EngineOptions
from mtcheck.training.exporting import export_model
from mtcheck.training.network import NetworkShape


def read_held_out(path: Path, most: int | None) -> list[tuple[str, str]]:
    """Read pairs, ``English TAB French``, ``most`` at most; what stands behind a second tab is left out."""
    with path.open(encoding="utf-8") as stream:
        lines = [line.rstrip("\n").split("\t") for line in islice(stream, most)]
    return [(english, french) for english, french, *_ in lines]


def held_out_bleu(
    weights: Mapping[str, Tensor],
    shape: NetworkShape,
    vocabulary: Path,
    pairs: Sequence[tuple[str, str]],
    *,
    device: str,
) -> dict[str, float]:
    """Export the weights, translate held-out pairs greedily in both directions, and score them.

    Args:
        weights: By this project's names.
        shape: The network's shape.
        vocabulary: Folder of the subwords.
        pairs: English and French sentences.
        device: Where the engine runs, as in the recipe.

    Returns:
        BLEU, 0–100, as ``bleu_fr_en`` and ``bleu_en_fr``.
    """
    from mtcheck.engines.transformers_engine import TransformersTranslator

    with tempfile.TemporaryDirectory() as folder:
        export_model(weights, shape, vocabulary, Path(folder))
        engine = TransformersTranslator.load(EngineOptions(folder, device=device))
    return bleu_of(engine, pairs)


def bleu_of(engine: Translator, pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Translate pairs in both directions, and return BLEU, 0–100, as ``bleu_fr_en`` and ``bleu_en_fr``."""
    english, french = ([pair[side] for pair in pairs] for side in (0, 1))
    scores: dict[str, float] = {}
    for name, source, reference in (("fr_en", french, english), ("en_fr", english, french)):
        source_lang, target_lang = name.split("_")
        found = engine.translate(source, source_lang=source_lang, target_lang=target_lang)
        scores[f"bleu_{name}"] = BLEU().corpus_score([each.text for each in found], [reference]).score
    return scores
