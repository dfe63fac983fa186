"""The model's subwords: SentencePiece pieces, language tags and padding, numbered as MarianMT or a sentence encoder has them."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.encoder import pieces as encoder_pieces
from mtcheck.encoder.pieces import FILE_NAME
from mtcheck.errors import ConfigError, ModelLoadError

END, UNKNOWN = 0, 1
_OF_ENCODER = (encoder_pieces.END, encoder_pieces.UNKNOWN, encoder_pieces.PADDING)
TO_ENGLISH, TO_FRENCH = ">>eng<<", ">>fra<<"
_PIECES = "source.spm"  # of both languages
_SECOND = "target.spm"  # the same again: other programs want a MarianMT folder to have it
FILES = (_PIECES, "vocab.json", "tokenizer_config.json")
_OPTIONS = {
    "source_lang": "fra",
    "target_lang": "eng",
    "unk_token": "<unk>",
    "eos_token": "</s>",
    "pad_token": "<pad>",
    "separate_vocabs": False,
    "separate_pieces": False,  # mtcheck then reads source.spm alone, and target.spm may be left out
    "tokenizer_class": "MarianTokenizer",
}


@dataclass(frozen=True, slots=True)
class Subwords:
    """A vocabulary that both languages share.

    Attributes:
        processor: ``sentencepiece.SentencePieceProcessor``.
        size: Rows of the embedding; padding is the last.
        to_english: Id of the tag that asks for English.
        to_french: Id of the tag that asks for French.
        end: Id of the end token.
        padding: Id of the padding token.
    """

    processor: Any
    size: int
    to_english: int
    to_french: int
    end: int
    padding: int

    def encode(self, texts: Sequence[str], *, sampled: bool = False, alpha: float = 0.2) -> list[NDArray[np.uint16]]:
        """Cut normalised texts into ids, without tag and end.

        Args:
            texts: Texts.
            sampled: Whether to draw a segmentation instead of taking the best one. SentencePiece seeds its draws anew in
                every process, so that two preparations draw differently.
            alpha: Sharpness of that draw.

        Source:
            Kudo (2018), Subword Regularization.
        """
        options = {"enable_sampling": True, "nbest_size": -1, "alpha": alpha} if sampled else {}
        # A lone surrogate (from a badly decoded file) has no UTF-8 form.
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [np.array(ids, np.uint16) for ids in self.processor.encode(readable, **options)]


def learn_subwords(sentences: Iterable[str], folder: Path, *, size: int, coverage: float, positions: int) -> None:
    """Learn subwords and write the vocabulary's files.

    Args:
        sentences: Normalised sentences of both languages.
        folder: Where to write.
        size: Rows of the embedding, special tokens included.
        coverage: Share of the characters that get a piece of their own.
        positions: Longest text of the model, in tokens.

    Raises:
        ConfigError: The sentences do not yield a vocabulary of that size.
    """
    written = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SWIG's deprecation notices on import
        from sentencepiece import SentencePieceTrainer
    try:
        SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=written,
            model_type="unigram",
            vocab_size=size - 3,
            character_coverage=coverage,
            normalization_rule_name="nmt_nfkc",
            hard_vocab_limit=False,
            bos_id=-1,
            pad_id=-1,
            eos_id=END,
            unk_id=UNKNOWN,
            minloglevel=2,
        )
    except RuntimeError as error:
        raise ConfigError(f"SentencePiece cannot learn {size} subwords: {error}", key="vocabulary.size") from error
    table = _write_pieces(written.getvalue(), folder)
    # Padding stands last and the rows are as many as asked for, so that shapes do not hang on the corpus.
    for number in range(len(table), size - 1):
        table[f"<unused{number}>"] = number
    table["<pad>"] = len(table)
    _write_table(table, folder, positions)


def take_encoder_subwords(source: Path, folder: Path, *, positions: int) -> None:
    """Write the vocabulary of a sentence encoder, with the language tags behind its pieces.

    Args:
        source: The encoder's folder.
        folder: Where to write.
        positions: Longest text of the model, in tokens.

    Raises:
        ModelLoadError: The folder holds no pieces.
    """
    try:
        content = (source / FILE_NAME).read_bytes()
        table = _write_pieces(content, folder)
    except (OSError, RuntimeError) as error:
        raise ModelLoadError(f"{source}: no sentence encoder ({error})") from error
    _write_table(table, folder, positions)


def _write_pieces(content: bytes, folder: Path) -> dict[str, int]:
    """Write a SentencePiece model, and return its pieces and the language tags behind them with their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (_PIECES, _SECOND):
        (folder / name).write_bytes(content)
    pieces = _processor(folder)
    table = {pieces.id_to_piece(number): number for number in range(pieces.get_piece_size())}
    for token in (TO_ENGLISH, TO_FRENCH):
        table[token] = len(table)
    return table


def _write_table(table: dict[str, int], folder: Path, positions: int) -> None:
    (folder / "vocab.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    options = json.dumps(_OPTIONS | {"model_max_length": positions})
    (folder / "tokenizer_config.json").write_text(options, encoding="utf-8")


def open_subwords(folder: Path) -> Subwords:
    """Open the vocabulary in a model's folder.

    Raises:
        ModelLoadError: A file is missing or malformed, or the numbering is not this project's.
    """
    try:
        table: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        processor = _processor(folder)
        end, padding = table["</s>"], table["<pad>"]
        sound = (end, table["<unk>"], padding) in ((END, UNKNOWN, len(table) - 1), _OF_ENCODER)
        sound = sound and all(table[processor.id_to_piece(n)] == n for n in range(processor.get_piece_size()))
        subwords = Subwords(processor, len(table), table[TO_ENGLISH], table[TO_FRENCH], end, padding)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelLoadError(f"{folder}: no vocabulary with language tags: {error!r}") from error
    if not sound or len(table) > 65_536:
        raise ModelLoadError(f"{folder}: vocab.json: expected </s> = 0, <unk> = 1, SentencePiece's order, <pad> last")
    return subwords


def copy_subwords(source: Path, folder: Path) -> None:
    """Copy a vocabulary's files, the pieces under both names that MarianMT has for them.

    Args:
        source: A folder with such a vocabulary; ``target.spm`` may be missing.
        folder: Where to; the same folder is left as it is.

    Raises:
        ModelLoadError: A file is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if not (source / name).is_file():
            raise ModelLoadError(f"{source}: missing {name}")
        if source.resolve() != folder.resolve():
            shutil.copyfile(source / name, folder / name)
    if source.resolve() != folder.resolve():
        shutil.copyfile(source / _PIECES, folder / _SECOND)


def _processor(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentencepiece import SentencePieceProcessor
    return SentencePieceProcessor(model_file=str(folder / _PIECES))
