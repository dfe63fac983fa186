"""A tiny parallel corpus in a made-up corner of the language, for tests of training."""

from __future__ import annotations

from itertools import product
from pathlib import Path

SUBJECTS = (("The mayor", "Le maire"), ("The minister", "Le ministre"), ("A witness", "Un témoin"), ("My neighbour", "Mon voisin"))
VERBS = (("reads", "lit"), ("finds", "trouve"), ("forgets", "oublie"), ("brings", "apporte"), ("hides", "cache"))
OBJECTS = (
    ("the letter", "la lettre"), ("the old map", "la vieille carte"), ("two keys", "deux clés"), ("a red hat", "un chapeau rouge"),
    ("the report", "le rapport"), ("his watch", "sa montre"), ("the answer", "la réponse"), ("a long story", "une longue histoire"),
    ("the bread", "le pain"), ("three books", "trois livres"),
)  # fmt: skip


def toy_pairs() -> list[tuple[str, str]]:
    """Return 200 English–French pairs, always the same."""
    return [
        (f"{subject[0]} {verb[0]} {thing[0]}.", f"{subject[1]} {verb[1]} {thing[1]}.")
        for thing, verb, subject in product(OBJECTS, VERBS, SUBJECTS)
    ]


def write_toy_corpus(path: Path) -> Path:
    """Write the pairs as a corpus part."""
    path.write_text("".join(f"{english}\t{french}\ttoy\n" for english, french in toy_pairs()), encoding="utf-8")
    return path
