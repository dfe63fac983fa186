"""Which words sound French puts side by side: pairs and triples of forms, function words and marks included.

Ships as ``data/sequences.bloom.xz``, a Bloom filter like the one of :mod:`mtcheck.lexicon.collocations`. Forms that are
rare in the corpus stand for their kind (a number, a name, an ending), so that an unseen pair tells of its grammar and not
of its subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.shipped import shipped_unpacked

COMMON = 4.0  # occurrences in a million words from which a form stands for itself
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’])?|[^\w\s]")
_EDGE = "<s>"


@dataclass(frozen=True, slots=True)
class SequenceToken:
    """A form, a number or a mark, and what stands for it in sequences."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sequences:
    """The pairs and triples that were seen, with one false positive in about a hundred."""

    seen: Collocations
    frequencies: Frequencies

    def novelty(self, text: str) -> tuple[tuple[SequenceToken, int], ...]:
        """Say of every token how usual it is behind what stands before it.

        Args:
            text: One French sentence.

        Returns:
            Tokens, each with 0 where it was seen behind the two before it, 1 where behind the one before it only, 2 where
            not even that.
        """
        return self.novelty_of(cut(text, self.frequencies))

    def novelty_of(self, tokens: Sequence[SequenceToken]) -> tuple[tuple[SequenceToken, int], ...]:
        """Say the same of a sentence that is cut already."""
        kinds = [_EDGE, *(token.kind for token in tokens)]
        levels = []
        for place, token in enumerate(tokens, 1):
            pair = (kinds[place - 1], kinds[place])
            known = pair in self.seen
            triple = place > 1 and (f"{kinds[place - 2]} {pair[0]}", pair[1]) in self.seen
            levels.append((token, 0 if known and (triple or place == 1) else 1 if known else 2))
        return tuple(levels)


def cut(text: str, frequencies: Frequencies) -> tuple[SequenceToken, ...]:
    """Cut French text into the tokens that sequences are made of."""
    return tuple(
        SequenceToken(match.start(), match.end(), kind_of(match.group(), frequencies)) for match in TOKEN.finditer(text)
    )


def kind_of(form: str, frequencies: Frequencies) -> str:
    """Return what stands for a form: itself, lower case, where it is common; else its kind."""
    folded = form.lower().replace("’", "'")
    if form[0].isdigit():
        return "0"
    if not form[0].isalpha() or folded.endswith("'") or frequencies.of(folded, "fr") >= COMMON:
        return folded
    return "A" if form[0].isupper() else f"*{folded[-3:]}"


@cache
def shipped_sequences() -> Sequences:
    """Load the filter that ships with the package."""
    from mtcheck.lexicon.frequency import shipped_frequencies

    return Sequences(
        Collocations(shipped_unpacked("mtcheck.lexicon", "data/sequences.bloom.xz")), shipped_frequencies()
    )
