"""Whether a French word is a conjugated verb: what makes a clause of a run of words."""

from __future__ import annotations

import re
from functools import lru_cache

from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import FINITE, readings

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLITIC = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|je|nous|vous|ce|tu)$")
_VERBAL = 0.05  # share of a form's occurrences behind a subject from which a form that may be something else is a verb


@lru_cache(maxsize=100_000)
def is_conjugated(word: str) -> bool:
    """Say whether a lower-case word is a conjugated verb, and nothing commoner."""
    if _CLITIC.search(word):
        return True
    found = readings(word)
    finite = [reading for reading in found if reading.mood in FINITE]
    if not finite:
        return False
    if len(finite) == len(found):
        return True
    counts = shipped_counts()
    nominal = counts.forms[word].masculine + counts.forms[word].feminine if word in counts.forms else 0
    return counts.verbal(word) >= _VERBAL and counts.forms[word].finite > nominal


def has_verb(words: str) -> bool:
    """Say whether some word of ``words`` is a conjugated verb."""
    return any(is_conjugated(word) for word in _WORD.findall(words.lower().replace("’", "'")))
