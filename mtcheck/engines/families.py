"""The model families that the transformers engine knows: their files, their vocabularies and their layouts."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mtcheck.engines.languages import iso_639_1, pair_in_name, tags_by_language
from mtcheck.engines.layouts import LanguageTokenLayout, Layout, SinglePairLayout, TaggedLayout
from mtcheck.engines.vocabulary import SentencePieceVocabulary, TokenizerVocabulary, Vocabulary
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message
from mtcheck.parsing import MalformedError, parse_json

_SENTENCEPIECE = "sentencepiece.bpe.model"
_TOKENIZER = "tokenizer.json"
_COUNTS = (
    "d_model", "vocab_size", "max_position_embeddings", "encoder_layers", "decoder_layers", "encoder_attention_heads",
    "decoder_attention_heads", "encoder_ffn_dim", "decoder_ffn_dim",
)  # fmt: skip
_LARGEST = 10_000_000
ACTIVATIONS = ("relu", "gelu", "swish", "silu")  # that every engine knows
# fairseq's numbering: four special tokens of its own, then SentencePiece's pieces from its fourth on.
_FAIRSEQ_SPECIAL = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}


@dataclass(frozen=True, slots=True)
class Family:
    """What the engine needs to know about a model besides its weights.

    Attributes:
        model_class: Name of the class in transformers.
        start: Id of the token that the decoder begins with.
        forbidden: Token ids that must never be generated (padding, unknown, language tags).
        size: One more than the largest token id that the vocabulary can give.
    """

    model_class: str
    vocabulary: Vocabulary
    layout: Layout
    start: int
    end: int
    pad: int
    unknown: int
    forbidden: frozenset[int]
    size: int


def read_family(folder: Path) -> Family:
    """Read a model's configuration and vocabulary.

    Args:
        folder: The model's folder.

    Returns:
        The family.

    Raises:
        ModelLoadError: A file is missing or malformed, or the family is none that is known here.
    """
    family = read_sizes(folder)
    try:
        return _BUILDERS[family](folder, read_json(folder, "config.json"))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ModelLoadError(
            Message("{folder}: malformed configuration or vocabulary: {error}", folder=str(folder), error=repr(error))
        ) from error


def read_sizes(folder: Path) -> str:
    """Hold a model's configuration to what can be, and return the name of its family.

    Raises:
        ModelLoadError: The configuration is missing or malformed, a size cannot be, or the family is none that is known here.
    """
    config = read_json(folder, "config.json")
    _require_counts(folder, config)
    family = config.get("model_type")
    if not isinstance(family, str) or family not in _BUILDERS:
        raise ModelLoadError(
            Message(
                "{folder}: config.json: model_type {family!r} is none of {known}",
                folder=str(folder),
                family=str(family),
                known=", ".join(sorted(_BUILDERS)),
            )
        )
    return family


def _require_counts(folder: Path, config: Mapping[str, Any]) -> None:
    """Hold the sizes that a configuration names to what can be: a library would divide by a zero, and end the process.

    Raises:
        ModelLoadError: One is no number from 1 on, or the heads do not divide the width.
    """
    for name in _COUNTS:
        value = config.get(name, 1)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
            raise ModelLoadError(
                Message(
                    "{folder}: config.json: {name} is {value!r}, expected a number from 1 to {largest}",
                    folder=str(folder),
                    name=name,
                    value=value,
                    largest=_LARGEST,
                )
            )
    for side in ("encoder", "decoder"):
        heads, width = config.get(f"{side}_attention_heads", 1), config.get("d_model", 0)
        if width % heads:
            raise ModelLoadError(
                Message(
                    "{folder}: config.json: d_model is {width}, which {side}_attention_heads ({heads}) does not divide",
                    folder=str(folder),
                    width=width,
                    side=side,
                    heads=heads,
                )
            )


def shape_fault(config: Mapping[str, Any]) -> str | None:
    """Say why only transformers can run a model, None where the other engines can as well."""
    if config.get("encoder_attention_heads") != config.get("decoder_attention_heads"):
        return "encoder and decoder have different numbers of attention heads"
    if config.get("model_type") == "marian" and (config.get("normalize_before") or config.get("normalize_embedding")):
        return "an unusual order of normalisation"
    activation = config.get("activation_function", "gelu")
    if activation not in ACTIVATIONS:
        return f"activation {activation!r} is none of {', '.join(ACTIVATIONS)}"
    return None


def read_json(folder: Path, name: str, *, required: bool = True) -> dict[str, Any]:
    """Read one JSON object of a model's folder; an absent file that is not required gives an empty one.

    Raises:
        ModelLoadError: The file is missing, unreadable, or no JSON object.
    """
    path = folder / name
    if not path.exists() and not required:
        return {}
    require(folder, name)
    try:
        content = parse_json(path.read_text(encoding="utf-8"))
    except MalformedError as error:
        raise ModelLoadError(
            Message(
                "{folder}: {name}:{place}: malformed JSON: {why}",
                folder=str(folder),
                name=name,
                place=error.place,
                why=error.message,
            )
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ModelLoadError(
            Message("{folder}: {name} cannot be read: {error}", folder=str(folder), name=name, error=str(error))
        ) from error
    if not isinstance(content, dict):
        raise ModelLoadError(Message("{folder}: {name} is no JSON object", folder=str(folder), name=name))
    return content


def require(folder: Path, *names: str) -> None:
    """Check that a model's folder holds all of these files.

    Raises:
        ModelLoadError: The folder or some of the files are missing.
    """
    if not folder.is_dir():
        raise ModelLoadError(Message("{folder}: no such model folder", folder=str(folder)))
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ModelLoadError(Message("{folder}: missing {known}", folder=str(folder), known=", ".join(missing)))


def _processor(folder: Path, name: str) -> Any:
    require(folder, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SWIG's deprecation notices on import
        from sentencepiece import SentencePieceProcessor
    try:
        return SentencePieceProcessor(model_file=str(folder / name))
    except (OSError, RuntimeError, ValueError, TypeError) as error:
        raise ModelLoadError(
            Message(
                "{folder}: {name} is no SentencePiece model: {error}", folder=str(folder), name=name, error=str(error)
            )
        ) from error


def _pieces(processor: Any) -> list[str]:
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _marian(folder: Path, config: Mapping[str, Any]) -> Family:
    options = read_json(folder, "tokenizer_config.json", required=False)
    separate = bool(options.get("separate_vocabs"))
    source_ids: dict[str, int] = read_json(folder, "vocab.json")
    target_ids: dict[str, int] = read_json(folder, "target_vocab.json") if separate else source_ids
    start, end, pad = config["decoder_start_token_id"], config["eos_token_id"], config["pad_token_id"]
    unknown = target_ids["<unk>"]
    tags = {token: number for token, number in source_ids.items() if re.fullmatch(r">>\w+<<", token)}
    source_pieces = _processor(folder, "source.spm")
    # A key of ours: one file of pieces for both sides. A folder that does not say so must have both.
    separate_pieces = options.get("separate_pieces", True)
    vocabulary = SentencePieceVocabulary(
        source=source_pieces,
        target=_processor(folder, "target.spm") if separate_pieces else source_pieces,
        source_table=source_ids,
        target_table=target_ids,
        pieces={
            number: piece for piece, number in target_ids.items() if number not in (end, pad) and piece not in tags
        },
        unknown=unknown,
        normalizes=True,
    )
    named = pair_in_name(str(config.get("_name_or_path") or "")) or pair_in_name(folder.name) or (None, None)
    source, target = options.get("source_lang") or named[0], options.get("target_lang") or named[1]
    layout: Layout
    if tags:
        layout = TaggedLayout(iso_639_1(source), tags_by_language(tags.items()), start, end)
    else:
        target_lang = iso_639_1(target)
        if source is None or target_lang is None:
            raise ModelLoadError(
                Message(
                    "{folder}: tokenizer_config.json does not name the languages: add source_lang and target_lang",
                    folder=str(folder),
                )
            )
        layout = SinglePairLayout(iso_639_1(source), target_lang, start, end)
    forbidden = frozenset({pad, unknown} | (set() if separate else set(tags.values())))
    size = 1 + max(target_ids.values())
    return Family("MarianMTModel", vocabulary, layout, start, end, pad, unknown, forbidden, size)


def _bart(folder: Path, config: Mapping[str, Any]) -> Family:
    """Build what :mod:`mtcheck.training` makes of a sentence encoder: BART's network with a vocabulary as MarianMT has it."""
    family = _marian(folder, config)
    ids: dict[str, int] = read_json(folder, "vocab.json")
    never = frozenset(ids[token] for token in ("<s>", "<mask>") if token in ids)
    return replace(family, model_class="BartForConditionalGeneration", forbidden=family.forbidden | never)


def _m2m100(folder: Path, config: Mapping[str, Any]) -> Family:
    if (folder / "vocab.json").is_file():
        return _m2m100_by_table(folder, config)
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    return _fairseq(folder, config, "M2M100ForConditionalGeneration", tuple(FAIRSEQ_LANGUAGE_CODES))


def _m2m100_by_table(folder: Path, config: Mapping[str, Any]) -> Family:
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    options = read_json(folder, "tokenizer_config.json", required=False)
    ids: dict[str, int] = read_json(folder, "vocab.json")
    processor = _processor(folder, _SENTENCEPIECE)
    # The language tokens follow the table; they are in no file.
    codes = FAIRSEQ_LANGUAGE_CODES[options.get("language_codes") or "m2m100"]
    tags = {f"__{code}__": len(ids) + place for place, code in enumerate(codes)}
    end, pad, unknown = config["eos_token_id"], config["pad_token_id"], ids["<unk>"]
    pieces = {number: piece for piece, number in ids.items() if number not in (end, pad)}
    vocabulary = SentencePieceVocabulary(processor, processor, ids, ids, pieces, unknown, normalizes=False)
    start = config["decoder_start_token_id"]
    layout = LanguageTokenLayout(tags_by_language(tags.items()), start, end)
    forbidden = frozenset({pad, unknown, *tags.values()})
    size = 1 + max(tags.values())
    return Family("M2M100ForConditionalGeneration", vocabulary, layout, start, end, pad, unknown, forbidden, size)


def _mbart50(folder: Path, config: Mapping[str, Any]) -> Family:
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES

    tokenizer = read_json(folder, "tokenizer_config.json", required=False).get("tokenizer_class") or ""
    if str(tokenizer).startswith(("MBartTokenizer",)):
        raise ModelLoadError(
            Message("{folder}: mBART-25 checkpoints are not supported, mBART-50 ones are", folder=str(folder))
        )
    return _fairseq(folder, config, "MBartForConditionalGeneration", tuple(FAIRSEQ_LANGUAGE_CODES))


def _fairseq(folder: Path, config: Mapping[str, Any], model_class: str, codes: tuple[str, ...]) -> Family:
    """Build NLLB and mBART-50, from ``tokenizer.json`` where it is there, else from the SentencePiece model."""
    options = read_json(folder, "tokenizer_config.json", required=False)
    vocabulary: Vocabulary
    if (folder / _TOKENIZER).is_file():
        tokenizer = _tokenizer(folder)
        ids = dict(tokenizer.get_vocab())
        vocabulary = TokenizerVocabulary(tokenizer)
    else:
        processor = _processor(folder, _SENTENCEPIECE)
        pieces = _pieces(processor)
        ids = {piece: number + 1 for number, piece in enumerate(pieces) if number > 2}
        ids |= _FAIRSEQ_SPECIAL
        ids |= {code: len(pieces) + 1 + place for place, code in enumerate(codes)}
        surfaces = {number: piece for piece, number in ids.items() if number > 2 and piece not in codes}
        vocabulary = SentencePieceVocabulary(processor, processor, ids, ids, surfaces, ids["<unk>"], normalizes=False)
    tags = {token: number for token, number in ids.items() if token in set(codes)}
    end, pad, unknown = config["eos_token_id"], config["pad_token_id"], ids["<unk>"]
    start = config["decoder_start_token_id"]
    layout = LanguageTokenLayout(
        tags_by_language(tags.items()), start, end, suffixed=bool(options.get("legacy_behaviour"))
    )
    forbidden = frozenset({pad, unknown, ids["<s>"], *tags.values()})
    size = 1 + max(tags.values(), default=0)
    return Family(model_class, vocabulary, layout, start, end, pad, unknown, forbidden, size)


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(folder / _TOKENIZER))
    except Exception as error:  # the library raises bare Exception
        raise ModelLoadError(
            Message(
                "{folder}: {tokenizer} cannot be read: {error}",
                folder=str(folder),
                tokenizer=_TOKENIZER,
                error=str(error),
            )
        ) from error


_BUILDERS: dict[str, Callable[[Path, Mapping[str, Any]], Family]] = {
    "marian": _marian,
    "bart": _bart,
    "m2m_100": _m2m100,
    "mbart": _mbart50,
}
