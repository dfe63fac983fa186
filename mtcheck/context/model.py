"""The seam for language models on French: how much likelier a sentence is with something else in the place of what it prints."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cache as once
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple, Protocol

from mtcheck.deadlines import not_counted
from mtcheck.engines.cache import AnswerCache
from mtcheck.records import Span

STEPS = 64  # of a nat: gains are rounded, so that what the size of a batch changes, some 1e-4, does not show


class Contested(NamedTuple):
    """A place of a sentence, and what could stand there instead.

    Attributes:
        text: The sentence.
        span: What is printed.
        competitors: What could stand there, as it would be printed.
    """

    text: str
    span: Span
    competitors: tuple[str, ...]


class ContextModel(Protocol):
    """A language model that knows French."""

    @property
    def signature(self) -> str:
        """What reproduces the gains: the model's files and how it is asked, not the device."""
        ...

    def gain(self, places: Sequence[Contested]) -> tuple[tuple[float, ...], ...]:
        """Return how much likelier each competitor makes its sentence than what is printed.

        Args:
            places: Any number; the gain of one does not depend on the others.

        Returns:
            For every place one gain a competitor, in order: natural logarithm, in steps of one :data:`STEPS`-th; above 0 the
            competitor is likelier.

        Raises:
            ModelLoadError: The model is malformed.
            DeviceError: The device is not on this machine, or has no room.
        """
        ...


class CachedContextModel:
    """Answers from the cache, and from a model what the cache lacks; the model is loaded only then.

    Args:
        signature: Of the model, known before it is loaded.
        load: Loads it; called once at most.
        answers: Where gains are kept; None to ask the model always.
    """

    def __init__(self, signature: str, load: Callable[[], ContextModel], answers: AnswerCache | None) -> None:
        self._signature, self._once, self._answers = signature, once(load), answers
        self._loading = Lock()

    @property
    def signature(self) -> str:
        """The model's."""
        return self._signature

    def gain(self, places: Sequence[Contested]) -> tuple[tuple[float, ...], ...]:
        """Return gains; see :meth:`ContextModel.gain`."""
        keys = [self._key(place) for place in places]
        kept = self._answers.get(keys) if self._answers is not None else {}
        found = {
            key: struct.unpack(f"<{len(place.competitors)}d", kept[key])
            for key, place in zip(keys, places, strict=True)
            if key in kept and len(kept[key]) == 8 * len(place.competitors)
        }
        missing = {key: place for key, place in zip(keys, places, strict=True) if key not in found}
        if missing:
            with self._loading, not_counted():
                model = self._once()
            new = dict(zip(missing, model.gain(list(missing.values())), strict=True))
            if self._answers is not None:
                self._answers.put({key: struct.pack(f"<{len(gains)}d", *gains) for key, gains in new.items()})
            found |= new
        return tuple(found[key] for key in keys)

    def _key(self, place: Contested) -> bytes:
        asked = [self._signature, place.text, f"{place.span.start}:{place.span.end}", *place.competitors]
        return blake2b("\0".join(asked).encode(), digest_size=16).digest()


def in_place_of(place: Contested, competitor: str) -> tuple[str, Span]:
    """Return the sentence with a competitor in the place of what it prints, and where that then stands."""
    start, end = place.span
    return f"{place.text[:start]}{competitor}{place.text[end:]}", Span(start, start + len(competitor))
