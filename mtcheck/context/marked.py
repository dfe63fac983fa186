"""French with marked errors, and what a judge of places finds of them at a rate of false marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.context.descriptions import sense_of
from mtcheck.context.places import PlaceCandidate, PlaceMeasurer
from mtcheck.context.renderings import SenseTable, accepted_lemmas
from mtcheck.errors import InputError
from mtcheck.evidence.gloss import Glosser
from mtcheck.language.messages import Message
from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.records import Span
from mtcheck.text.sentences import split_sentences

ASKED = frozenset({"sense", "term"})  # kinds of marked errors that are a matter of words

Floats = npt.NDArray[np.float64]


class MarkedFault(NamedTuple):
    """A marked error."""

    span: Span
    kind: str
    should: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A French sentence with its marked errors.

    Attributes:
        faults: None for sound French.
        news: Whether it is news, and no pair's.
    """

    text: str
    faults: tuple[MarkedFault, ...] | None
    news: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A place of a marked sentence, and the error that it is part of, None for none."""

    number: int
    candidate: PlaceCandidate
    fault: MarkedFault | None


def read_marked(file: str) -> Iterator[Marked]:
    """Read pairs or passages, whichever the first line is.

    Raises:
        InputError: The file cannot be read, or a line is of neither kind.
    """
    first = next((line for line in _lines(file) if line.strip()), "")
    yield from (read_pairs if '"fr"' in first else read_passages)(file)


def read_texts(file: str) -> Iterator[tuple[str, ...]]:
    """Read the sentences of each passage; pairs are no texts, and give none.

    Raises:
        InputError: The file cannot be read.
    """
    for line in _lines(file):
        text = json.loads(line).get("text")
        if isinstance(text, str):
            yield tuple(span.of(text) for span in split_sentences(text, 0))


def read_pairs(file: str) -> Iterator[Marked]:
    """Read sound and spoilt French of pairs, JSON objects a line with ``fr``, and ``bad`` and ``errors`` where there are any.

    Raises:
        InputError: The file cannot be read, or a line is no such object.
    """
    for number, line in enumerate(_lines(file), start=1):
        try:
            row = json.loads(line)
            yield Marked(str(row["fr"]), None)
            if row.get("bad"):
                yield Marked(row["bad"], tuple(_faults(row["bad"], row["errors"])))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                file, Message("no pair with fr, bad and errors: {error}", error=str(error)), line=number
            ) from error


def read_passages(file: str) -> Iterator[Marked]:
    """Read the sentences of passages with marked errors, JSON objects a line with ``text`` and ``errors`` (``start``, ``end``).

    Raises:
        InputError: The file cannot be read, or a line is no such object.
    """
    for number, line in enumerate(_lines(file), start=1):
        try:
            row = json.loads(line)
            marks = [
                (int(error["start"]), int(error["end"]), str(error.get("kind", "sense")), str(error.get("should", "")))
                for error in row["errors"]
            ]
            for span in split_sentences(row["text"], 0):
                faults = tuple(
                    MarkedFault(Span(start - span.start, end - span.start), kind, should)
                    for start, end, kind, should in marks
                    if start < span.end and span.start < end
                )
                yield Marked(span.of(row["text"]), faults)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                file, Message("no passage with text and errors: {error}", error=str(error)), line=number
            ) from error


def read_sound(file: str) -> Iterator[Marked]:
    """Read sound news, a sentence a line.

    Raises:
        InputError: The file cannot be read.
    """
    yield from (Marked(line, None, news=True) for line in _lines(file) if line.strip())


def places(texts: Sequence[Marked], measurer: PlaceMeasurer, glosser: Glosser) -> list[Judged]:
    """Find the places of all sentences."""
    found = []
    for number, text in enumerate(texts):
        for candidate in measurer.candidates(text.text, glosser.gloss(text.text)):
            faults = [fault for fault in text.faults or () if fault.span.overlaps(candidate.rendering.span)]
            found.append(Judged(number, candidate, faults[0] if faults else None))
    return found


def threshold(
    texts: Sequence[Marked], found: Sequence[Judged], odds: Floats, numbers: Iterable[int], rate: float
) -> float:
    """Return the log-odds that leave at most so many marks in 1000 words of some sound sentences."""
    chosen = set(numbers)
    words = sum(len(texts[number].text.split()) for number in chosen)
    false = sorted(
        (value for judged, value in zip(found, odds.tolist(), strict=True) if judged.number in chosen), reverse=True
    )
    allowed = int(rate * words / 1000)
    return float(np.nextafter(false[allowed], np.inf)) if allowed < len(false) else float("-inf")


def recall(texts: Sequence[Marked], found: Sequence[Judged], odds: Floats, least: float) -> float:
    """Return the share of sense and term errors with a place of such log-odds."""
    asked = sum(fault.kind in ASKED for text in texts for fault in text.faults or ())
    told = {
        (judged.number, judged.fault.span)
        for judged, value in zip(found, odds.tolist(), strict=True)
        if value >= least and judged.fault is not None and judged.fault.kind in ASKED
    }
    return len(told) / max(asked, 1)


def asks_for(table: SenseTable, dictionary: Dictionary, row: int, should: str) -> bool:
    """Say whether what a mark asks for is, or holds, a rendering of a sense."""
    meant = sense_of(table, dictionary, row)
    wanted = set(accepted_lemmas(should))
    renderings = () if meant is None else meant[0].senses[meant[1]].french
    return any(set(accepted_lemmas(french)) <= wanted for french in renderings)


def _faults(text: str, errors: Iterable[dict[str, str]]) -> Iterator[MarkedFault]:
    for error in errors:
        start = text.find(error["text"])
        if start >= 0:
            yield MarkedFault(Span(start, start + len(error["text"])), error["kind"], error.get("should", ""))


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, Message("cannot be read: {error}", error=str(error))) from error
