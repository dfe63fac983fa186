"""Reading a parallel corpus: ``English TAB French [TAB source]`` lines, plain or compressed."""

from __future__ import annotations

import bz2
import lzma
import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntFlag
from pathlib import Path
from typing import NamedTuple, TextIO

from mtcheck.errors import InputError

DICTIONARY = "dictionary"
"""A part that is no file: the example sentences of the shipped dictionary of senses; their collection has that name too."""

TOKEN = re.compile(r"aujourd'hui|\b[cdjlmnst]'|\bqu'|[^\W\d_]\w*(?:-\w+)*|[,;:.!?()«»\"]", re.IGNORECASE)


def tokens(text: str) -> list[str]:
    """Return the lower-case words (elided forms apart, compounds whole) and the parting punctuation of ``text``.

    A plainer cut than ``mtcheck.text.words``, since tens of millions of words go through it.
    """
    return TOKEN.findall(text.lower())


class Directions(IntFlag):
    """The directions in which a pair is used; a noisy side is read, a teacher's is written, neither the other way round."""

    TO_ENGLISH = 1
    TO_FRENCH = 2
    BOTH = 3


DISTILLED = {Directions.TO_FRENCH: "distilled en-fr", Directions.TO_ENGLISH: "distilled fr-en"}
"""The collections of a teacher's translations, by the direction in which alone they are used."""

BACK_TRANSLATED = "back-translated"
"""The collection of French by people with an engine's English, which is read and never learned to be written."""

ONE_WAY = {name: direction for direction, name in DISTILLED.items()} | {BACK_TRANSLATED: Directions.TO_FRENCH}


class Pair(NamedTuple):
    """One English–French sentence pair and the name of the collection that it comes from."""

    english: str
    french: str
    source: str


def read_pairs(parts: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs of all parts, in order; NFC, apostrophes straight.

    Args:
        parts: Files ending in ``.tsv``, ``.tsv.bz2`` or ``.tsv.xz``, or :data:`DICTIONARY`.

    Raises:
        InputError: A part is missing, or a line has no tab.
    """
    for part in parts:
        if part == DICTIONARY:
            yield from _examples()
            continue
        try:
            with _open(part) as stream:
                for number, line in enumerate(stream, start=1):
                    fields = line.rstrip("\n").split("\t")
                    if len(fields) < 2:
                        raise InputError(part, "a line without a tab between English and French", line=number)
                    yield _pair(fields[0], fields[1], fields[2] if len(fields) > 2 else "")
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(part, f"cannot be read as a corpus part ({error})") from error


def read_sentences(files: Sequence[str]) -> Iterator[str]:
    """Yield sentences, one a line, as :func:`read_pairs` gives the sides of a pair; what stands behind a tab is left out.

    Args:
        files: Text, plain or ending in ``.bz2`` or ``.xz``.

    Raises:
        InputError: A file cannot be read.
    """
    for file in files:
        try:
            with _open(file) as stream:
                for line in stream:
                    if text := line.partition("\t")[0].strip():
                        yield _pair("", text, "").french
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(file, f"cannot be read: {error}") from error


def _pair(english: str, french: str, source: str) -> Pair:
    english, french = (unicodedata.normalize("NFC", text).replace("’", "'") for text in (english, french))
    return Pair(english, french, source)


def _examples() -> Iterator[Pair]:
    """Give the dictionary's examples in its order, a sentence that shows several senses once."""
    from mtcheck.lexicon.dictionary import shipped_dictionary

    seen: set[tuple[str, str]] = set()
    for entry in shipped_dictionary(examples=True):
        for sense in entry.senses:
            for example in sense.examples:
                if example not in seen:
                    seen.add(example)
                    yield _pair(example.english, example.french, DICTIONARY)


def _open(part: str) -> TextIO:
    match Path(part).suffix:
        case ".bz2":
            return bz2.open(part, "rt", encoding="utf-8")
        case ".xz":
            return lzma.open(part, "rt", encoding="utf-8")
        case _:
            return open(part, encoding="utf-8")
