"""How common a word form is in French and in English, from the corpus.

Ships as ``data/frequency.tsv.xz``: ``language TAB form TAB count per million, times 10`` (lower-case forms).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from mtcheck.shipped import shipped_unpacked


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Occurrences per million words, by language and lower-case form."""

    per_million: Mapping[str, Mapping[str, float]]

    def of(self, form: str, language: str) -> float:
        """Occurrences per million words of ``language`` (0 where unseen)."""
        counts = self.per_million.get(language)
        return counts.get(form, 0.0) if counts else 0.0

    def weight(self, form: str, language: str) -> float:
        """How much a word tells about which sentence it stands in: 0.2 (very common) to 1 (rare or unseen)."""
        return max(0.2, min(1.0, 1.0 - log(1 + self.of(form, language)) / 9.0))


@cache
def shipped_frequencies() -> Frequencies:
    """Load the counts that ship with the package."""
    counts: dict[str, dict[str, float]] = {"fr": {}, "en": {}}
    for line in shipped_unpacked("mtcheck.lexicon", "data/frequency.tsv.xz").decode("utf-8").splitlines():
        if not line.startswith("#"):
            language, form, value = line.split("\t")
            counts[language][form] = int(value) / 10
    return Frequencies(counts)
