"""A tiny parallel corpus in a made-up corner of the language, and recipes of seconds, for tests of training."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

from mtcheck.training.recipe import Recipe
from mtcheck.training.recipe_file import parse_recipe

SUBJECTS = (
    ("The mayor", "Le maire"),
    ("The minister", "Le ministre"),
    ("A witness", "Un témoin"),
    ("My neighbour", "Mon voisin"),
)
VERBS = (("reads", "lit"), ("finds", "trouve"), ("forgets", "oublie"), ("brings", "apporte"), ("hides", "cache"))
OBJECTS = (
    ("the letter", "la lettre"),
    ("the old map", "la vieille carte"),
    ("two keys", "deux clés"),
    ("a red hat", "un chapeau rouge"),
    ("the report", "le rapport"),
    ("his watch", "sa montre"),
    ("the answer", "la réponse"),
    ("a long story", "une longue histoire"),
    ("the bread", "le pain"),
    ("three books", "trois livres"),
)


def toy_pairs() -> list[tuple[str, str]]:
    """Return 200 English–French pairs, always the same."""
    return [
        (f"{subject[0]} {verb[0]} {thing[0]}.", f"{subject[1]} {verb[1]} {thing[1]}.")
        for thing, verb, subject in product(OBJECTS, VERBS, SUBJECTS)
    ]


def toy_recipe(folder: Path, changes: Mapping[str, Mapping[str, Any]] | None = None) -> Recipe:
    """Write the corpus into ``folder`` and return a recipe of a few seconds whose run is kept there.

    Args:
        folder: Where.
        changes: Section to keys that differ.
    """
    part = folder / "toy.tsv"
    if not part.exists():
        part.write_text("".join(f"{english}\t{french}\ttoy\n" for english, french in toy_pairs()), encoding="utf-8")
    table: dict[str, dict[str, Any]] = {
        "corpus": {"parts": [str(part)], "held_out": 20},
        "noise": {"capitals": 0.05, "news": 5},
        "vocabulary": {"size": 200, "sampled": 1},
        "model": {
            "dimension": 32,
            "feed_forward": 48,
            "heads": 2,
            "encoder_layers": 1,
            "decoder_layers": 1,
            "positions": 64,
            "dropout": 0.1,
        },
        "train": {
            "steps": 12,
            "longest": 64,
            "batch_tokens": 256,
            "learning_rate": 0.01,
            "muon_learning_rate": 0.02,
            "warm_up": 4,
            "precision": "float32",
            "device": "cpu",
            "log_every": 1,
            "validate_every": 100,
            "bleu_pairs": 0,
            "checkpoint_every": 100,
        },
    }
    merged = {name: keys | dict((changes or {}).get(name, {})) for name, keys in table.items()}
    merged |= {name: dict(keys) for name, keys in (changes or {}).items() if name not in table}
    return parse_recipe({"folder": str(folder / "run"), **merged})
