"""Subword vocabularies: text to token ids with their places in the text, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from mtcheck.engines.normalization import NormalizedText, keep, normalize, normalized

_SPACE = "▁"


class Tokens(NamedTuple):
    """A tokenised text. ``ends[i]`` is the code point of the text as given at which token ``i`` ends."""

    ids: tuple[int, ...]
    ends: tuple[int, ...]


class Vocabulary(Protocol):
    """A model's subwords. Special tokens and language tags are none of its business."""

    def source_ids(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """Tokenise texts that the model reads."""
        ...

    def encode_target(self, text: str) -> Tokens:
        """Tokenise a text that the model would write."""
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text that target tokens stand for."""
        ...

    def surface(self, token_id: int) -> str:
        """Return one target token as a reader sees it, without the mark of a word's start."""
        ...


@dataclass(frozen=True, slots=True)
class SentencePieceVocabulary:
    """Subwords cut by SentencePiece and numbered by the model's own table.

    Attributes:
        source: The processor for source texts (``sentencepiece.SentencePieceProcessor``).
        target: The processor for target texts; the same one for a joint vocabulary.
        source_table: Piece to model id.
        target_table: Piece to model id.
        pieces: Model id of a target token to its piece.
        unknown: Model id of pieces that the table lacks.
        normalizes: Whether to normalise as MarianMT training corpora were.
    """

    source: Any
    target: Any
    source_table: Mapping[str, int]
    target_table: Mapping[str, int]
    pieces: Mapping[int, str]
    unknown: int
    normalizes: bool

    def source_ids(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """Tokenise texts that the model reads."""
        ids, unknown = self.source_table, self.unknown
        read = [_readable(normalized(text) if self.normalizes else text) for text in texts]
        # Threads of its own would stand in each other's way in a process that has some.
        cut = self.source.encode(read, out_type=str, num_threads=1)
        return [tuple([ids.get(piece, unknown) for piece in pieces]) for pieces in cut]

    def encode_target(self, text: str) -> Tokens:
        """Tokenise a text that the model would write."""
        plain = normalize(text) if self.normalizes else keep(text)
        readable = _readable(plain.text)
        pieces = _parse_pieces(self.target.encode(readable, out_type="serialized_proto"))
        ends = _character_ends(readable, [end for _, end in pieces])
        return Tokens(
            tuple(self.target_table.get(piece, self.unknown) for piece, _ in pieces),
            tuple(_original_end(plain, end) for end in ends),
        )

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text that target tokens stand for."""
        text: str = self.target.decode_pieces([self.pieces[number] for number in ids if number in self.pieces])
        return text.replace(_SPACE, " ").strip()

    def surface(self, token_id: int) -> str:
        """Return one target token as a reader sees it."""
        return self.pieces.get(token_id, "").replace(_SPACE, " ").strip()


@dataclass(frozen=True, slots=True)
class TokenizerVocabulary:
    """Subwords of a ``tokenizer.json``.

    Attributes:
        tokenizer: The ``tokenizers.Tokenizer``.
    """

    tokenizer: Any

    def source_ids(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """Tokenise texts that the model reads."""
        return [self.encode_target(text).ids for text in texts]

    def encode_target(self, text: str) -> Tokens:
        """Tokenise a text that the model would write."""
        encoding = self.tokenizer.encode(_readable(text), add_special_tokens=False)
        return Tokens(tuple(encoding.ids), tuple(end for _, end in encoding.offsets))

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text that target tokens stand for."""
        text: str = self.tokenizer.decode(list(ids), skip_special_tokens=True)
        return text.strip()

    def surface(self, token_id: int) -> str:
        """Return one target token as a reader sees it."""
        return (self.tokenizer.id_to_token(token_id) or "").replace(_SPACE, " ").strip()


def _readable(text: str) -> str:
    """Replace lone surrogates (from a badly decoded file), which have no UTF-8 form, one for one: places are kept."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _original_end(normalized: NormalizedText, end: int) -> int:
    return normalized.original_end(min(end, len(normalized.text)))


def _character_ends(text: str, byte_ends: list[int]) -> list[int]:
    """Turn rising UTF-8 byte offsets into code points."""
    ends: list[int] = []
    position = taken = 0
    for byte_end in byte_ends:
        while taken < byte_end and position < len(text):
            taken += len(text[position].encode("utf-8"))
            position += 1
        ends.append(position)
    return ends


def _parse_pieces(message: bytes) -> list[tuple[str, int]]:
    """Read pieces and their byte ends from a ``SentencePieceText`` message.

    The message is read by hand: the processor's other answers either lack the offsets or need the protobuf library,
    and which ones exist has changed between releases.

    Source:
        ``sentencepiece.proto``: ``pieces`` is field 2; in a piece, ``piece`` is field 1 and ``end`` field 5.
    """
    pieces: list[tuple[str, int]] = []
    for field, value in _fields(message):
        if field == 2 and isinstance(value, bytes):
            inner = dict(_fields(value))
            piece, end = inner.get(1, b""), inner.get(5, 0)
            assert isinstance(piece, bytes)  # the wire type that the schema gives it
            assert isinstance(end, int)
            pieces.append((piece.decode("utf-8"), end))
    return pieces


def _fields(message: bytes) -> list[tuple[int, bytes | int]]:
    """Split a protocol-buffer message into its fields."""
    fields: list[tuple[int, bytes | int]] = []
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        value: bytes | int
        kind = key & 7
        if kind == 0:
            value, position = _varint(message, position)
        else:
            size, position = _varint(message, position) if kind == 2 else ({1: 8, 5: 4}[kind], position)
            value, position = message[position : position + size], position + size
        fields.append((key >> 3, value))
    return fields


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            return value, position
