"""What is measured of a French word or phrase to say whether it renders the sense that its place asks for.

Nothing is known of the English: the senses that the printed word can render stand against the other senses of the same English
headwords, by the company that they keep: the words around, in their literal English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple
from zlib import crc32

from mtcheck.context.renderings import FUNCTION, PlaceRendering, PlaceWord, SenseTable, cut
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.classes import NUMERALS
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.sequences import Sequences

NAMES = (
    "words",
    "content words",
    "wrong entries",
    "printed senses",
    "competing senses",
    "headwords",
    "frequency",
    "attested",
    "company of the competitor",
    "company of the printed",
    "difference of company",
    "frequency of the headword",
    "frequency of the competitor",
    "difference of frequency",
    "competitor is wrong entry's",
    "capital",
    "other wrong phrases",
    "unseen before",
    "unseen after",
    "apart before",
    "apart after",
    "cues of the competitor",
    "longer senses",
)
_PROBABLE = 0.08  # of a gloss that counts as company
_RIVALS, _OWN = 4, 3  # senses that the encoder is asked about: the rest hardly ever is what the place asks for


class PlaceCandidate(NamedTuple):
    """A place that may be a wrong rendering.

    Attributes:
        rendering: The place.
        rivals: Rows of the senses that compete.
        best: The rival that the company favours.
        measures: One number for each of :data:`NAMES`.
        contenders: The rivals that the encoder is asked about, likeliest first.
        own: The printed senses that it is asked about, those of the contenders' headwords first.
        company: Companions around of every contender, then of every one of ``own``.
    """

    rendering: PlaceRendering
    rivals: tuple[int, ...]
    best: int
    measures: tuple[float, ...]
    contenders: tuple[int, ...]
    own: tuple[int, ...]
    company: tuple[int, ...]


@dataclass(frozen=True)
class PlaceMeasurer:
    """Measures places without the encoder."""

    senses: SenseTable
    frequencies: Frequencies
    collocations: Collocations
    sequences: Sequences

    def candidates(self, text: str, glossed: Sequence[GlossedWord]) -> tuple[PlaceCandidate, ...]:
        """Return the places of a sentence where other senses compete with what is printed.

        Args:
            text: The sentence.
            glossed: Its words with their glosses.
        """
        table, words = self.senses, cut(text)
        found = table.find(words)
        company = table.kept_company(self.company(glossed))
        levels = {token.start: level for token, level in self.sequences.novelty(text)}
        wrong_phrases = sum(1 for place in found if place.wrong and not place.senses and _content(words, place) > 1)
        return tuple(
            candidate
            for place in found
            if (candidate := self._candidate(text, words, place, company, levels, wrong_phrases)) is not None
        )

    def company(self, glossed: Sequence[GlossedWord]) -> frozenset[int]:
        """Return the hashes of what words mean literally, to find the companions of senses among them."""
        return frozenset(
            crc32(gloss.english.encode())
            for word in glossed
            for gloss in word.glosses
            if gloss.probability >= _PROBABLE
        )

    def _candidate(
        self,
        text: str,
        words: Sequence[PlaceWord],
        place: PlaceRendering,
        kept: Counter[int],
        levels: dict[int, int],
        wrong_phrases: int,
    ) -> PlaceCandidate | None:
        table = self.senses
        own = set(place.senses)
        heads = {int(table.owner[row]) for row in own} | set(place.wrong)
        rivals = tuple(row for head in sorted(heads) for row in table.senses_of(head) if row not in own)
        if not rivals or (place.words[1] - place.words[0] == 1 and words[place.words[0]].folded in NUMERALS):
            return None
        contenders = sorted(
            rivals,
            key=lambda row: (
                -kept[row],
                int(table.owner[row]) not in place.wrong,
                -float(table.english[table.owner[row]]),
                row,
            ),
        )[:_RIVALS]
        best = contenders[0]
        contending = {int(table.owner[row]) for row in contenders}
        asked = sorted(
            own,
            key=lambda row: (
                int(table.owner[row]) not in contending,
                -kept[row],
                -float(table.english[table.owner[row]]),
                row,
            ),
        )[:_OWN]
        owner = int(table.owner[best])
        content = _content(words, place)
        rarest = min(
            (
                self.frequencies.of(word.folded, "fr")
                for word in words[slice(*place.words)]
                if word.folded not in FUNCTION
            ),
            default=0.0,
        )
        frequency = log(1 + rarest)
        mine = max((kept[row] for row in own), default=0)
        first, last = place.words
        before = words[first - 1] if first and words[first].joined else None
        after = words[last] if last < len(words) and words[last].joined else None
        starts = {word.span.start for word in words[first:last]}
        inside = max((levels.get(start, 0) for start in starts), default=0)
        return PlaceCandidate(
            place,
            rivals,
            best,
            (
                float(last - first),
                float(content),
                float(len(place.wrong)),
                float(len(own)),
                float(len(rivals)),
                float(len(heads)),
                frequency,
                float(table.seen_in_sound(place.key)),
                float(kept[best]),
                float(mine),
                float(kept[best] - mine),
                float(table.english[owner]),
                float(table.common[best]),
                frequency - float(table.common[best]),
                float(owner in place.wrong),
                float(text[place.span.start].isupper()) + float(first > 0 and text[place.span.start].isupper()),
                float(wrong_phrases),
                float(inside),
                float(levels.get(after.span.start, 0) if after else -1),
                self._apart(before, words[first]),
                self._apart(words[last - 1], after),
                float(int(table.cued[best + 1]) - int(table.cued[best])),
                float(sum(1 for row in own if len(table.senses_of(int(table.owner[row]))) > 1)),
            ),
            tuple(contenders),
            tuple(asked),
            tuple(kept[row] for row in (*contenders, *asked)),
        )

    def _apart(self, one: PlaceWord | None, other: PlaceWord | None) -> float:
        if one is None or other is None or one.folded in FUNCTION or other.folded in FUNCTION:
            return -1.0
        return float((one.lemma, other.lemma) not in self.collocations)


def _content(words: Sequence[PlaceWord], place: PlaceRendering) -> int:
    return sum(1 for word in words[slice(*place.words)] if word.folded not in FUNCTION)
