"""Learn which letters follow each other in other languages, and not in French: ``lexicon/data/letters.tsv.xz``."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log
from pathlib import Path
from typing import Any

from mtcheck.lexicon.letters import LANGUAGES, STEP, trigrams

_SHORTEST, _LONGEST = 3, 14  # letters of the forms that are learnt from
_LAST_LETTER = "ſ"  # of Latin Extended-A
_LEAST_SHARE = 3e-6  # of a language's trigrams, for one to be kept
_LEAST_ODDS = 3  # in steps
_MOST_ODDS = 60
_BACKING = 8.0  # pseudo-counts that the shorter context gives
_SMOOTHING = 0.1
_LETTERS = 60


def build(output: Path) -> None:
    """Count the full-form lists of simplemma (MIT) and write the table.

    Args:
        output: The file, ``.tsv.xz``.
    """
    models = {language: _Model(forms_of(language)) for language in ("fr", *LANGUAGES)}
    kept: dict[str, tuple[int, ...]] = {}
    for trigram in sorted(set().union(*(model.counts for model in models.values()))):
        if max(model.share(trigram) for model in models.values()) < _LEAST_SHARE:
            continue
        french = models["fr"].probability(trigram)
        odds = tuple(round(log(models[code].probability(trigram) / french) / STEP) for code in LANGUAGES)
        if max(map(abs, odds)) >= _LEAST_ODDS:
            kept[trigram] = tuple(max(-_MOST_ODDS, min(_MOST_ODDS, value)) for value in odds)
    lines = [f"{trigram}\t{' '.join(map(str, odds))}" for trigram, odds in kept.items()]
    output.write_bytes(lzma.compress("\n".join((f"# {' '.join(LANGUAGES)}", *lines)).encode("utf-8"), preset=9))


class _Model:
    """Probability of a letter behind two others, backed by the one behind one other."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.counts = Counter(trigram for form in forms for trigram in trigrams(form))
        self._total = sum(self.counts.values())
        self._contexts, self._pairs, self._letters = (Counter[str]() for _ in range(3))
        for trigram, count in self.counts.items():
            self._contexts[trigram[:2]] += count
            self._pairs[trigram[1:]] += count
            self._letters[trigram[1]] += count

    def share(self, trigram: str) -> float:
        return self.counts[trigram] / self._total

    def probability(self, trigram: str) -> float:
        shorter = (self._pairs[trigram[1:]] + _SMOOTHING) / (self._letters[trigram[1]] + _SMOOTHING * _LETTERS)
        return (self.counts[trigram] + _BACKING * shorter) / (self._contexts[trigram[:2]] + _BACKING)


def forms_of(language: str) -> set[str]:
    """Return the lower-case forms of a language of 3 to 14 letters, by simplemma's full-form list (MIT)."""
    return {
        form.lower()
        for form in listed_forms(language)
        # German nouns have capitals; in the others a capital makes a name.
        if _SHORTEST <= len(form) <= _LONGEST and form.isalpha() and (form.islower() or language == "de")
        if max(form.lower()) <= _LAST_LETTER
    }


def listed_forms(language: str) -> Iterator[str]:
    """Give every form on simplemma's list of a language, as it stands there; many come twice."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    listed: Mapping[Any, Any] = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    for pair in listed.items():
        for entry in pair:
            yield entry.decode("utf-8") if isinstance(entry, bytes) else entry
