"""Builders of tiny translation models with random weights: the real file formats without the real size."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import sentencepiece

from mtcheck.engines.loading import silence

SENTENCES = (
    "Le chat de la voisine dort sur le vieux tapis du salon.",
    "The neighbour's cat sleeps on the old carpet in the living room.",
    "Un accord de principe a été trouvé dans la nuit, selon plusieurs témoins.",
    "An agreement in principle was reached overnight, several witnesses said.",
    "« Nous n'avons pas encore décidé », a répondu le maire de la ville.",
    '"We have not decided yet," the mayor of the town answered.',
    "Les pompiers sont arrivés à 18 h 30 ; personne n'a été blessé.",
    "Firefighters arrived at 6.30 pm; nobody was hurt.",
    "Pourquoi cette réunion, prévue lundi, a-t-elle été annulée ?",
    "Why was this meeting, planned for Monday, cancelled?",
)
_SIZES: dict[str, Any] = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "dropout": 0.0,
    "attention_dropout": 0.0,
    "activation_dropout": 0.0,
    "init_std": 0.5,  # wide, so that different inputs get different answers
}


def train_pieces(kind: str = "unigram", size: int = 120) -> bytes:
    """Train a SentencePiece model on :data:`SENTENCES`.

    Args:
        kind: ``unigram`` or ``bpe``.
        size: Number of pieces wished for.

    Returns:
        The serialised model; unknown, start and end tokens are pieces 0, 1 and 2.
    """
    written = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 4),
        model_writer=written,
        model_type=kind,
        vocab_size=size,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
    )
    return written.getvalue()


def piece_list(model: bytes) -> list[str]:
    """Return the pieces of a serialised model in their order."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def make_marian(
    folder: Path,
    *,
    tags: Sequence[str] = (),
    source_lang: str | None = "fra",
    target_lang: str | None = "eng",
    positions: int = 64,
    options: Mapping[str, Any] | None = None,
) -> Path:
    """Write a tiny MarianMT model, with language tags in its vocabulary or for one pair."""
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces()
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(pieces)
    tokens = ["</s>", "<unk>", *piece_list(pieces)[3:], *tags, "<pad>"]
    _write_json(folder / "vocab.json", {token: number for number, token in enumerate(tokens)})
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    _write_json(
        folder / "tokenizer_config.json",
        {key: value for key, value in languages.items() if value} | dict(options or {}),
    )
    pad = len(tokens) - 1
    config = MarianConfig(
        vocab_size=len(tokens),
        decoder_vocab_size=len(tokens),
        max_position_embeddings=positions,
        pad_token_id=pad,
        eos_token_id=0,
        bos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=pad,
        **_SIZES,
    )
    return _save(MarianMTModel, config, folder)


def make_m2m100(folder: Path, *, positions: int = 64) -> Path:
    """Write a tiny M2M100 model: SentencePiece, a table of ids, language tokens after the table."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces()
    (folder / "sentencepiece.bpe.model").write_bytes(pieces)
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *piece_list(pieces)[3:]]
    _write_json(folder / "vocab.json", {token: number for number, token in enumerate(tokens)})
    _write_json(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    size = len(tokens) + len(FAIRSEQ_LANGUAGE_CODES["m2m100"]) + 8
    config = M2M100Config(vocab_size=size, max_position_embeddings=positions, **_FAIRSEQ_IDS, **_SIZES)
    return _save(M2M100ForConditionalGeneration, config, folder)


def make_nllb(folder: Path, *, positions: int = 64, as_json: bool = False, legacy: bool = False) -> Path:
    """Write a tiny NLLB model, with its vocabulary as a SentencePiece model or as ``tokenizer.json``."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    folder.mkdir(parents=True, exist_ok=True)
    size = _write_fairseq_vocabulary(folder, tuple(FAIRSEQ_LANGUAGE_CODES), as_json=as_json)
    _write_json(folder / "tokenizer_config.json", {"tokenizer_class": "NllbTokenizer", "legacy_behaviour": legacy})
    config = M2M100Config(vocab_size=size, max_position_embeddings=positions, **_FAIRSEQ_IDS, **_SIZES)
    return _save(M2M100ForConditionalGeneration, config, folder)


def make_mbart50(folder: Path, *, positions: int = 64, tokenizer_class: str = "MBart50Tokenizer") -> Path:
    """Write a tiny mBART-50 model."""
    from transformers import MBartConfig, MBartForConditionalGeneration
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES

    folder.mkdir(parents=True, exist_ok=True)
    size = _write_fairseq_vocabulary(folder, tuple(FAIRSEQ_LANGUAGE_CODES))
    _write_json(folder / "tokenizer_config.json", {"tokenizer_class": tokenizer_class})
    config = MBartConfig(vocab_size=size, max_position_embeddings=positions, **_FAIRSEQ_IDS, **_SIZES)
    return _save(MBartForConditionalGeneration, config, folder)


_FAIRSEQ_IDS: dict[str, Any] = {
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 2,
}


def _write_fairseq_vocabulary(folder: Path, codes: tuple[str, ...], *, as_json: bool = False) -> int:
    pieces = train_pieces()
    if not as_json:
        (folder / "sentencepiece.bpe.model").write_bytes(pieces)
        return len(piece_list(pieces)) + 1 + len(codes) + 1
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    special = ("<s>", "<pad>", "</s>", "<unk>")
    scores = [(token, 0.0) for token in special]
    scores += [(piece, processor.get_score(number)) for number, piece in enumerate(piece_list(pieces)) if number > 2]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens([*special, *codes])
    tokenizer.save(str(folder / "tokenizer.json"))
    return int(tokenizer.get_vocab_size())


def _save(model_class: Any, config: Any, folder: Path) -> Path:
    import torch

    torch.manual_seed(7)
    with silence():
        model_class(config).save_pretrained(folder)
    return folder


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
