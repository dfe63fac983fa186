"""How much likelier a word's letters are in another language than in French, by sequences of three.

Ships as ``data/letters.tsv.xz``: ``trigram TAB log odds`` of each of :data:`LANGUAGES`, in steps of :data:`STEP`; ``^`` and ``$``
stand before and behind a word. Learnt from the full-form lists of simplemma (MIT) by ``python -m mtcheck.training letters``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mtcheck.shipped import shipped_bytes, unpacked

LANGUAGES = ("en", "es", "it", "de", "pt", "nl")
"""ISO 639-1 codes, in the order of the table's columns."""

STEP = 0.1
"""Natural logarithm that one step of the table stands for."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Log odds of letter sequences against French, in steps of :data:`STEP`, by trigram."""

    odds: Mapping[str, tuple[int, ...]]

    def score(self, word: str, language: str) -> float:
        """Return the natural log of how much likelier a lower-case word is in ``language`` than in French."""
        column = LANGUAGES.index(language)
        found = (self.odds.get(trigram) for trigram in trigrams(word))
        return STEP * sum(values[column] for values in found if values)


def trigrams(word: str) -> Iterator[str]:
    """Give the sequences of three letters of a word, its ends marked."""
    marked = f"^{word}$"
    return (marked[start : start + 3] for start in range(len(marked) - 2))


@cache
def shipped_letters() -> Letters:
    """Load the table that ships with the package."""
    return read_letters(shipped_bytes("mtcheck.lexicon", "data/letters.tsv.xz"))


def read_letters(packed: bytes) -> Letters:
    """Read a table, compressed with xz."""
    odds: dict[str, tuple[int, ...]] = {}
    for line in unpacked(packed, "letters.tsv.xz").decode("utf-8").splitlines():
        if not line.startswith("#"):
            trigram, _, values = line.partition("\t")
            odds[trigram] = tuple(map(int, values.split()))
    return Letters(odds)
