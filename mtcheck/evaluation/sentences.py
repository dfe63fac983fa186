"""How well sentence boundaries are found: lines of one sentence each are joined to paragraphs and cut again."""

from __future__ import annotations

import bz2
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from mtcheck.errors import InputError
from mtcheck.text.sentences import split_sentences

Splitter = Callable[[str], Sequence[str]]
"""From a paragraph to its sentences, in order."""

_FINAL = re.compile(r"[.!?…][\s»”\"')\]]*$")
_INITIAL = re.compile(r"[«“\"(\[\s—–-]*[A-ZÀ-ÖØ-Þ\d]")
_SIZES = (3, 5, 8, 4, 7, 6)  # lines a paragraph, in turn
_A_COLLECTION = 400  # lines of one collection count up to here when shares are dealt out


@dataclass(frozen=True, slots=True)
class SplitterFigures:
    """Boundaries inside paragraphs; shares are 0–1."""

    name: str
    boundaries: int
    found: int
    right: int
    seconds: float

    @property
    def precision(self) -> float:
        """Share of the boundaries found that stand between two lines."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the boundaries between two lines that were found."""
        return self.right / self.boundaries if self.boundaries else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.boundaries) if self.found + self.boundaries else 0.0


def read_sentences(path: Path, limit: int) -> tuple[tuple[str, ...], ...]:
    """Read sentences in groups that may be joined.

    Args:
        path: Text with one sentence a line and blank lines between groups; or, with the ending ``.tsv`` or ``.tsv.bz2``,
            rows of English, French and the name of a collection, of which the French is taken, of every collection alike.
        limit: Sentences at most.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        with bz2.open(path, "rt", encoding="utf-8") if path.suffix == ".bz2" else path.open(encoding="utf-8") as lines:
            return _collections(lines, limit) if ".tsv" in path.suffixes else _groups(lines, limit)
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error


def _groups(lines: Iterator[str], limit: int) -> tuple[tuple[str, ...], ...]:
    groups: list[list[str]] = [[]]
    for line in lines:
        text = line.strip()
        if not text:
            groups.append([])
        elif limit > 0:
            groups[-1].append(text)
            limit -= 1
    return tuple(tuple(group) for group in groups if group)


def _collections(lines: Iterator[str], limit: int) -> tuple[tuple[str, ...], ...]:
    """Take the first lines of each collection that begin and end as sentences do, as many of each as there is room for."""
    found: dict[str, list[str]] = {}
    for line in lines:
        row = line.rstrip("\n").split("\t")
        if len(row) < 3 or not _FINAL.search(row[1]) or not _INITIAL.match(row[1]) or len(row[1].split()) < 3:
            continue
        known = found.setdefault(row[2], [])
        if len(known) < _A_COLLECTION:
            known.append(row[1].strip())
    total = sum(len(sentences) for sentences in found.values())
    return tuple(
        tuple(sentences[: max(1, limit * len(sentences) // total)])
        for _, sentences in sorted(found.items())
        if len(sentences) >= _SIZES[0]
    )


def paragraphs(groups: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Put 3 to 8 lines of a group together; a last one alone is left out."""
    found: list[tuple[str, ...]] = []
    for group in groups:
        start = 0
        while len(group) - start > 1:
            size = _SIZES[len(found) % len(_SIZES)]
            found.append(tuple(group[start : start + size]))
            start += size
    return tuple(found)


def evaluate_splitter(name: str, splitter: Splitter, cases: Sequence[Sequence[str]]) -> SplitterFigures:
    """Join the lines of each case by a space, cut the whole, and compare where it was cut."""
    boundaries = found = right = 0
    started = perf_counter()
    for case in cases:
        expected = _ends(case)
        actual = _ends(splitter(" ".join(case)))
        boundaries, found, right = boundaries + len(expected), found + len(actual), right + len(expected & actual)
    return SplitterFigures(name, boundaries, found, right, perf_counter() - started)


def _ends(sentences: Sequence[str]) -> frozenset[int]:
    """Return after how many code points, white space aside, each sentence but the last ends."""
    ends, length = set(), 0
    for sentence in sentences:
        length += len("".join(sentence.split()))
        ends.add(length)
    return frozenset(ends - {length})


def own_splitter(text: str) -> list[str]:
    """Cut with :func:`mtcheck.text.sentences.split_sentences`."""
    return [span.of(text) for span in split_sentences(text)]


def other_splitters() -> dict[str, Splitter]:
    """Return the splitters of other libraries that are installed, by the library's name."""
    found: dict[str, Splitter] = {}
    if find_spec("sentencex"):
        import sentencex

        found["sentencex"] = lambda text: list(sentencex.segment("fr", text))
    if find_spec("pysbd"):
        import pysbd

        segmenter = pysbd.Segmenter(language="fr", clean=False)
        found["pysbd"] = lambda text: list(segmenter.segment(text))
    return found
