"""Habits of writing apart from the subject: function words, endings and marks, alone and in rows of two and three.

Content words stand for their ending, names and numbers for their kind, and quotation marks are left out: neither what a text
is about nor how its publisher sets quotations says who translated it.

Source:
    Aharoni, Koppel and Goldberg (2014), *Automatic detection of machine translated text and translation quality estimation*;
    Weinberger et al. (2009), *Feature hashing for large scale multitask learning*.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from mtcheck.lexicon.sequences import TOKEN
from mtcheck.text.stopwords import FRENCH

SIZE = 1 << 15  # places of hashed rows
_ENDING = 3  # letters of a content word that are kept
_QUOTING = frozenset('«»"“”„‹›')


def habits(sentences: Iterable[str]) -> dict[int, int]:
    """Count the rows of one to three kinds in a text.

    Args:
        sentences: French.

    Returns:
        Place of a row, 0 to :data:`SIZE` - 1, and how often it came.
    """
    counts: dict[int, int] = {}
    for sentence in sentences:
        before, last = "", "<s>"
        for kind in [*_kinds(sentence), "</s>"]:
            for row in (kind, f"{last} {kind}", f"{before} {last} {kind}") if before else (kind, f"{last} {kind}"):
                place = crc32(row.encode()) % SIZE
                counts[place] = counts.get(place, 0) + 1
            before, last = last, kind
    return counts


def _kinds(sentence: str) -> list[str]:
    kinds = []
    for form in TOKEN.findall(sentence):
        folded = form.lower().replace("’", "'")
        if form[0].isdigit():
            kinds.append("0")
        elif not form[0].isalpha():
            if form not in _QUOTING:
                kinds.append(form)
        elif folded in FRENCH:
            kinds.append(folded)
        else:
            kinds.append(f"{'A' if form[0].isupper() else ''}*{folded[-_ENDING:]}")
    return kinds
