"""A tiny parallel corpus in a made-up corner of the language, and recipes of seconds, for tests of training."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
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


ENCODER_SIZES = (48, 64, 3)
"""Width, inner width and layers of the toy encoder."""


def toy_encoder(folder: Path) -> Path:
    """Write a sentence encoder with random weights, and pieces of the toy corpus numbered as the shipped one's."""
    import sentencepiece
    import torch

    from mtcheck.encoder.weights import write_encoder
    from mtcheck.training.encoder_network import EncoderNetwork

    written = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in toy_pairs() for text in pair),
        model_writer=written,
        vocab_size=150,
        hard_vocab_limit=False,
        bos_id=0,
        pad_id=1,
        eos_id=2,
        unk_id=3,
        minloglevel=2,
    )
    (folder / "pieces.spm").write_bytes(written.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "pieces.spm")).get_piece_size()
    size, inner, layers = ENCODER_SIZES
    torch.manual_seed(1)
    network = EncoderNetwork(pieces, layers, size, inner)
    torch.nn.init.normal_(network.emb.weight, std=0.05)  # as large as the shipped encoder's
    write_encoder({name: value.detach().numpy() for name, value in network.state_dict().items()}, folder)
    return folder


def encoder_start(encoder: Path, **train: object) -> dict[str, dict[str, Any]]:
    """Return what a toy recipe says otherwise that begins as that encoder."""
    size, inner, layers = ENCODER_SIZES
    model = {
        "kind": "bart",
        "start": str(encoder),
        "dimension": size,
        "feed_forward": inner,
        "heads": 12,
        "encoder_layers": layers,
        "decoder_layers": 2,
        "positions": 64,
        "dropout": 0.1,
    }
    return {
        "model": model,
        "vocabulary": {"existing": str(encoder)},
        "train": {"learning_rate": 0.003} | dict(train),
    }
