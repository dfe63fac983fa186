"""Export to a MarianMT or BART folder, which transformers, CTranslate2's converter and this package's engine load."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from mtcheck.engines.quantisation import FILE_NAME, write_quantised
from mtcheck.errors import ModelLoadError
from mtcheck.training.marian import to_marian
from mtcheck.training.network import NetworkShape
from mtcheck.training.subwords import copy_subwords, open_subwords


def export_model(
    weights: Mapping[str, Tensor], shape: NetworkShape, vocabulary: Path, folder: Path, *, int8: bool = False
) -> Path:
    """Write a model's folder.

    Args:
        weights: By this project's names.
        shape: The network's shape.
        vocabulary: Folder of the subwords.
        folder: Where to write; weights of the other number format that stand there are removed.
        int8: Whether matrices are stored as int8; such a folder needs this package's loader.

    Returns:
        The file that holds the weights.

    Raises:
        ModelLoadError: The vocabulary does not fit the shape.
    """
    subwords = open_subwords(vocabulary)
    if subwords.size != shape.vocabulary:
        raise ModelLoadError(f"{vocabulary}: {subwords.size} subwords, but the weights have {shape.vocabulary} rows")
    if (subwords.end, subwords.padding) != (shape.end, shape.padding):
        raise ModelLoadError(
            f"{vocabulary}: the special tokens are numbered otherwise than a model of this shape has them"
        )
    copy_subwords(vocabulary, folder)
    _write_json(folder / "config.json", _configuration(shape))
    _write_json(folder / "generation_config.json", _generation(shape))
    renamed = to_marian(weights, shape)
    whole, packed = folder / "model.safetensors", folder / FILE_NAME
    (whole if int8 else packed).unlink(missing_ok=True)
    if int8:
        write_quantised(renamed, packed)
        return packed
    save_file({name: tensor.to(torch.float16) for name, tensor in renamed.items()}, whole, metadata={"format": "pt"})
    whole.chmod(0o644)  # safetensors leaves it to the owner alone, and package data is for all
    return whole


def _configuration(shape: NetworkShape) -> dict[str, Any]:
    sides = {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (("ffn_dim", shape.feed_forward), ("attention_heads", shape.heads), ("layerdrop", 0.0))
    }
    of_kind: dict[str, Any] = {
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "activation_function": "relu",
    }
    of_kind |= {"decoder_vocab_size": shape.vocabulary, "static_position_embeddings": True, "scale_embedding": True}
    of_kind |= {"share_encoder_decoder_embeddings": True}
    if shape.bart:
        of_kind = {
            "architectures": ["BartForConditionalGeneration"],
            "model_type": "bart",
            "activation_function": "gelu",
        }
        of_kind |= {"scale_embedding": False}
    return {
        **of_kind,
        "dtype": "float16",
        "vocab_size": shape.vocabulary,
        "d_model": shape.dimension,
        "encoder_layers": shape.encoder_layers,
        "decoder_layers": shape.decoder_layers,
        **sides,
        "dropout": 0.1,
        "attention_dropout": 0.0,
        "activation_dropout": 0.0,
        "max_position_embeddings": shape.positions,
        "tie_word_embeddings": True,
        "is_encoder_decoder": True,
        "pad_token_id": shape.padding,
        "decoder_start_token_id": shape.start,
        "bos_token_id": shape.end,
        "eos_token_id": shape.end,
        "forced_eos_token_id": shape.end,
        "use_cache": True,
    }


def _generation(shape: NetworkShape) -> dict[str, Any]:
    return {
        "bad_words_ids": [[shape.padding]],
        "bos_token_id": shape.end,
        "decoder_start_token_id": shape.start,
        "eos_token_id": shape.end,
        "forced_eos_token_id": shape.end,
        "max_length": shape.positions,
        "pad_token_id": shape.padding,
    }


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")
