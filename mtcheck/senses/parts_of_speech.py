"""Which part of speech an English word is in its sentence: a linear model over the words beside it.

The dictionary's example sentences say of their headwords what they are; ``python -m mtcheck.training parts-of-speech`` learns
the model from them, into ``data/parts_of_speech.npz``. Features are hashed (Weinberger et al. 2009).
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message
from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.senses.tokens import SenseToken
from mtcheck.shipped import arrays_of

Floats = npt.NDArray[np.float32]

TOLD = ("noun", "verb", "adj", "adv")  # phrases of one word are none of these, and always possible
SIZE = 1 << 14  # hashed features
FILE_NAME = "data/parts_of_speech.npz"
_COMMON = 60.0  # occurrences in a million words from which a neighbour stands for itself
_ENDINGS = ("ing", "ed", "er", "ly")
_LETTERS = {"adj": "a", "adv": "r", "noun": "n", "verb": "v", "phrase": "p"}


@dataclass
class Surroundings:
    """What the model reads of a word and its neighbours.

    Args:
        dictionary: Says what parts of speech a word can be.
        frequencies: Say which words stand for themselves.
    """

    dictionary: Dictionary
    frequencies: Frequencies
    _listed: dict[frozenset[str], str] = field(default_factory=dict)

    def features(self, sentence: str, tokens: Sequence[SenseToken], place: int) -> Iterator[str]:
        """Give the features of a token."""
        token = tokens[place]
        around = [tokens[i] if 0 <= i < len(tokens) else None for i in (place - 2, place - 1, place + 1, place + 2)]
        listed = self._parts(token)
        ending = self._ending(token.folded)
        second, before, after, third = (self._kind(one) for one in around)
        p_second, p_before, p_after, _ = ("" if one is None else self._parts(one) for one in around)
        own = f"{ending}{listed}"
        marks = _mark(sentence, around[1], token) + _mark(sentence, token, around[2])
        capital = f"{sentence[token.span.start].isupper()}{place == 0}"
        yield from (
            f"own {listed}",
            f"form {own}{token.folded != token.lemma}",
            f"three {token.folded[-3:]}",
            f"two {token.folded[-2:]}{listed}",
            f"capital {capital}",
            f"before {before}",
            f"before own {before} {own}",
            f"after {after}",
            f"after own {after} {own}",
            f"second {second}",
            f"third {third}",
            f"second before {second} {before}",
            f"after third {after} {third}",
            f"both {before} {after}",
            f"marks {marks} {own}",
            f"parts {p_before} {p_after} {own}",
            f"parts before {p_second} {p_before} {own}",
            f"before parts {before} {p_after} {listed}",
            f"second parts {second} {p_before} {listed}",
            f"parts after {p_before} {after} {own}",
        )

    def columns(self, sentence: str, tokens: Sequence[SenseToken], place: int) -> tuple[int, ...]:
        """Return the hashed features of a token, each once."""
        return tuple({crc32(name.encode()) % SIZE for name in self.features(sentence, tokens, place)})

    def _parts(self, token: SenseToken) -> str:
        """Return letters for the parts of speech that the dictionary has for a word, as one of its forms."""
        found = self._listed.get(token.forms)
        if found is None:
            poses = {entry.pos for form in token.forms for entry in self.dictionary.look_up(form)}
            found = self._listed[token.forms] = "".join(sorted(_LETTERS[pos] for pos in poses))
        return found

    def _kind(self, token: SenseToken | None) -> str:
        if token is None:
            return "-"
        if self.frequencies.of(token.folded, "en") >= _COMMON:
            return token.folded
        return f"{token.folded[-3:]}/{self._parts(token)}"

    @staticmethod
    def _ending(word: str) -> str:
        found = next((ending for ending in _ENDINGS if word.endswith(ending)), "")
        return found or ("s" if word.endswith("s") and not word.endswith("ss") else "0")


def _mark(sentence: str, left: SenseToken | None, right: SenseToken | None) -> str:
    if left is None or right is None:
        return "#"
    return sentence[left.span.end : right.span.start].strip()[:1] or "_"


@dataclass(frozen=True)
class PartsOfSpeech:
    """Says what part of speech a word is.

    Attributes:
        surroundings: Reads the word.
        weights: Shape (parts of speech, hashed features).
        bias: One for each of :data:`TOLD`.
    """

    surroundings: Surroundings
    weights: Floats
    bias: Floats

    def shares(
        self, sentence: str, tokens: Sequence[SenseToken], place: int, listed: Collection[str]
    ) -> Mapping[str, float]:
        """Return how likely a token is each of the parts of speech that its headword may be.

        Args:
            sentence: English.
            tokens: Its tokens.
            place: Number of the token.
            listed: Parts of speech of the dictionary.

        Returns:
            Shares that sum to 1 over those of :data:`TOLD`; 1 for a phrase.
        """
        asked = [pos for pos in TOLD if pos in listed]
        found = dict.fromkeys(listed, 1.0)
        if len(asked) > 1:
            columns = list(self.surroundings.columns(sentence, tokens, place))
            scores = self.weights[:, columns].sum(axis=1, dtype=np.float64) + self.bias
            odds = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
            own = [max(float(odds[TOLD.index(pos)]), 1e-6) for pos in asked]
            found |= {pos: share / sum(own) for pos, share in zip(asked, own, strict=True)}
        return found


def packed(weights: Floats, bias: Floats) -> bytes:
    """Return a model as its file holds it."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, weights=weights.astype(np.float16), bias=bias.astype(np.float32))
    return buffer.getvalue()


def unpacked(data: bytes, surroundings: Surroundings) -> PartsOfSpeech:
    """Read a model.

    Raises:
        ModelLoadError: It is malformed.
    """
    try:
        arrays = arrays_of(data, "parts_of_speech.npz")
        weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
        if weights.shape != (len(TOLD), SIZE) or bias.shape != (len(TOLD),):
            raise ValueError(f"weights of shape {weights.shape}")
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ModelLoadError(Message("no model of parts of speech ({error})", error=str(error))) from error
    return PartsOfSpeech(surroundings, weights, bias)


@cache
def shipped_weights() -> bytes:
    """Return the bytes of the model that ships with the package.

    Raises:
        ModelLoadError: It is missing.
    """
    try:
        return resources.files("mtcheck.senses").joinpath(FILE_NAME).read_bytes()
    except OSError as error:
        raise ModelLoadError(Message("the model of parts of speech is not in this installation")) from error


def shipped_parts_of_speech(dictionary: Dictionary) -> PartsOfSpeech:
    """Return the model that ships with the package, beside a dictionary."""
    return unpacked(shipped_weights(), Surroundings(dictionary, shipped_frequencies()))
