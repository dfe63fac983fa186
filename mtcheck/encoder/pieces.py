"""What the encoder reads: token ids of a description, of a sentence with a word of it named, of French with a place masked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

    from mtcheck.records import Span

Pieces: TypeAlias = tuple[int, ...]
"""Token ids of one text, with what opens and closes it."""

FILE_NAME = "pieces.spm"
START, PADDING, END, UNKNOWN = 0, 1, 2, 3
LONGEST = 128  # pieces of one text, what opens and closes it included
_DESCRIPTION = 48  # pieces of a description: companions and renderings beyond it say nothing new
_SENTENCE = 48  # pieces of an English sentence around its word
_BEFORE, _AROUND = 24, 48  # pieces before a masked place, and of the whole: the encoder was tuned on 30 on average
_QUERY = "query: "  # the prefix that the encoder was trained with


class Tokenizer:
    """Cuts texts into the encoder's pieces, in the shapes that it was tuned on.

    Args:
        folder: Where the SentencePiece model is.

    Raises:
        ModelLoadError: It is missing or malformed.
    """

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._model: SentencePieceProcessor = SentencePieceProcessor(model_file=str(folder / FILE_NAME))
        except (OSError, RuntimeError) as error:
            raise ModelLoadError(
                Message("{file}: no SentencePiece model ({error})", file=str(folder / FILE_NAME), error=str(error))
            ) from error
        self._mask = self._model.get_piece_size() - 1

    def text(self, text: str) -> Pieces:
        """Return a text as it stands."""
        return _closed(self._cut(_QUERY + text)[: LONGEST - 2])

    def description(self, text: str) -> Pieces:
        """Return a description, cut where it is long."""
        return _closed(self._cut(_QUERY + text)[:_DESCRIPTION])

    def named(self, word: str, sentence: str, span: Span) -> Pieces:
        """Return an English sentence with the word that is asked about named before it.

        Args:
            word: Dictionary form.
            sentence: English.
            span: Where the word stands in it; of a long sentence what stands around it is read.
        """
        whole = self._cut(f"{_QUERY}{word}: {sentence}")
        if len(whole) <= _SENTENCE:
            return _closed(whole)
        lead = self._cut(f"{_QUERY}{word}:")
        room = _SENTENCE - len(lead)
        body = self._cut(sentence)
        at = len(self._cut(sentence[: span.start].rstrip()))
        first = max(0, min(at - room // 2, len(body) - room))
        return _closed([*lead, *body[first : first + room]])

    def masked(self, french: str, span: Span) -> Pieces:
        """Return French with a mask in the place of a span."""
        before = self._cut(_QUERY + french[: span.start].rstrip())[-_BEFORE:]
        rest = french[span.end :].lstrip()
        after = self._cut(rest) if rest else []
        return _closed([*before, self._mask, *after[: _AROUND - len(before) - 3]])

    def _cut(self, text: str) -> list[int]:
        return list(self._model.encode(text))


@cache
def tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of a folder, read once."""
    return Tokenizer(folder)


def _closed(pieces: list[int]) -> Pieces:
    return (START, *pieces, END)
