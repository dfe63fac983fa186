"""French words and phrases of a sentence that render senses of the dictionary, or are wrong for every sense of a headword.

A table beside the dictionary says which senses a row of dictionary forms renders, and what each sense needs to be weighed, its
companions above all. It ships as ``data/senses.npz``, made by ``python -m mtcheck.training sense-table``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mtcheck.french.lemmas import lemma
from mtcheck.records import Span
from mtcheck.shipped import arrays_of, shipped_bytes

LONGEST = 4  # content words of an accepted rendering
LONGEST_WRONG = 6  # words of a wrong one, articles left out
_WORD = re.compile(r"\w+")
_JOINING = re.compile(r"[\s'’\-‑]*")  # what may stand between the words of one rendering
_NEAR = 2  # function words between two content words of one rendering
FUNCTION = frozenset(
    "le la les l un une des du de d à au aux en dans sur pour par avec sans et ou se s ne n que qu qui ce c cet cette ces "
    "son sa ses leur leurs il elle ils elles on y a été est".split()
)
_ARTICLES = frozenset("le la les l un une".split())
_CONTRACTED = {"du": "de", "des": "de", "d": "de", "au": "à", "aux": "à", "s": "se", "qu": "que", "n": "ne", "c": "ce"}

_ELIDED = frozenset("d l s n c j m t qu".split())

Whole = npt.NDArray[np.int64]


class PlaceWord(NamedTuple):
    """A word of the sentence, cut at apostrophes and hyphens.

    Attributes:
        span: Code points of the sentence.
        folded: Lower case.
        lemma: Dictionary form.
        joined: Whether nothing but a space, a hyphen or an apostrophe stands before it.
    """

    span: Span
    folded: str
    lemma: str
    joined: bool


class PlaceRendering(NamedTuple):
    """A place of the sentence.

    Attributes:
        words: Half-open range of its words.
        span: Code points of the sentence.
        senses: Rows of the senses that it renders.
        wrong: Entries for whose every sense it is wrong.
        key: Of what is printed.
    """

    words: tuple[int, int]
    span: Span
    senses: tuple[int, ...]
    wrong: tuple[int, ...]
    key: int


def cut(text: str) -> tuple[PlaceWord, ...]:
    """Cut a sentence into words."""
    found: list[PlaceWord] = []
    end = 0
    for match in _WORD.finditer(text):
        folded = match.group().lower()
        joined = bool(found) and _JOINING.fullmatch(text, end, match.start()) is not None
        found.append(PlaceWord(Span(*match.span()), folded, lemma(folded, "fr"), joined))
        end = match.end()
    return tuple(found)


def accepted_key(rendering: str) -> int | None:
    """Return the key of an accepted rendering: the dictionary forms of its content words; None where it is too long."""
    words = accepted_lemmas(rendering)
    return _key("", words) if 0 < len(words) <= LONGEST else None


def accepted_lemmas(rendering: str) -> list[str]:
    """Return the dictionary forms of the content words of French."""
    return [word.lemma for word in cut(rendering) if word.folded not in FUNCTION]


def wrong_key(rendering: str) -> int | None:
    """Return the key of a wrong rendering: its words in order, function words included, articles left out."""
    words = [_plain(word) for word in cut(rendering) if word.folded not in _ARTICLES]
    return _key("=", words) if 0 < len(words) <= LONGEST_WRONG else None


@dataclass(frozen=True)
class SenseTable:
    """Senses as arrays.

    Attributes:
        entries: Identifiers, as :attr:`mtcheck.lexicon.dictionary.DictionaryEntry.id` gives them.
        first: Row of the first sense of every entry, and the number of senses at the end.
        accepted: Keys of accepted renderings, sorted, a key as often as it renders senses.
        rows: Sense of every such key.
        wrong: Keys of wrong renderings, sorted.
        owners: Entry of every such key.
        cues: Hashes of the English companions of all senses, in order.
        cued: Where those of every sense begin, and their number at the end.
        common: How common each sense's first rendering is, natural logarithm of one more than its occurrences per million.
        english: Likewise of every entry's headword.
        sound: Keys of renderings, right or wrong for some sense, that sound French prints, sorted.
        attested: How often, natural logarithm of one more than their number in 10,000 sentences.
    """

    entries: tuple[str, ...]
    first: Whole
    accepted: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.uint16]
    wrong: npt.NDArray[np.uint32]
    owners: npt.NDArray[np.uint16]
    cues: npt.NDArray[np.uint32]
    cued: Whole
    common: npt.NDArray[np.float32]
    english: npt.NDArray[np.float32]
    sound: npt.NDArray[np.uint32]
    attested: npt.NDArray[np.float32]

    @cached_property
    def owner(self) -> Whole:
        """The entry of every sense."""
        return np.repeat(np.arange(len(self.entries)), np.diff(self.first))

    @cached_property
    def checksum(self) -> int:
        """Of entries, senses and companions: what was made for one dictionary does for no other."""
        return crc32(
            self.cues.tobytes(), crc32(self.first.astype(np.int64).tobytes(), crc32("\n".join(self.entries).encode()))
        )

    @cached_property
    def _firsts(self) -> list[int]:
        return [int(row) for row in self.first]

    @cached_property
    def _cued(self) -> tuple[npt.NDArray[np.uint32], Whole]:
        """The companions of all senses, sorted, and the sense of each."""
        order = np.argsort(self.cues, kind="stable")
        return self.cues[order], np.repeat(np.arange(len(self.cued) - 1), np.diff(self.cued))[order]

    def senses_of(self, entry: int) -> range:
        """Return the rows of an entry's senses."""
        return range(self._firsts[entry], self._firsts[entry + 1])

    def kept_company(self, company: Collection[int]) -> Counter[int]:
        """Count the companions of senses among hashes of English words, by row; senses that have none are left out."""
        cues, rows = self._cued
        asked = np.array(sorted(company), dtype=np.uint32)
        bounds = zip(np.searchsorted(cues, asked), np.searchsorted(cues, asked, side="right"), strict=True)
        return Counter(row for low, high in bounds for row in rows[low:high].tolist())

    def seen_in_sound(self, key: int) -> float:
        """Return how often sound French prints a rendering, 0 for never."""
        place = int(np.searchsorted(self.sound, key))
        return float(self.attested[place]) if place < len(self.sound) and int(self.sound[place]) == key else 0.0

    def companions(self, row: int) -> frozenset[int]:
        """Return the hashes of a sense's companions."""
        return frozenset(self.cues[int(self.cued[row]) : int(self.cued[row + 1])].tolist())

    def find(self, words: Sequence[PlaceWord]) -> tuple[PlaceRendering, ...]:
        """Return the places of a sentence that render senses or are wrong for headwords, the longest where they share words."""
        asked = [*_accepted(words), *_wrong(words)]
        keys = np.array([key for key, *_ in asked], dtype=np.uint32)
        bounds = {
            wrong: (np.searchsorted(table, keys), np.searchsorted(table, keys, side="right"))
            for wrong, table in ((False, self.accepted), (True, self.wrong))
        }
        printed: dict[tuple[int, int], int] = {}
        senses: dict[tuple[int, int], set[int]] = {}
        owners: dict[tuple[int, int], set[int]] = {}
        for number, (key, start, end, wrong) in enumerate(asked):
            low, high = (int(side[number]) for side in bounds[wrong])
            if low < high:
                into, values = (owners, self.owners) if wrong else (senses, self.rows)
                into.setdefault((start, end), set()).update(values[low:high].tolist())
                printed[start, end] = key
        found: list[PlaceRendering] = []
        taken: set[int] = set()  # words that a longer place has; each place is a few words long
        for place in sorted({*senses, *owners}, key=lambda place: (place[0] - place[1], place)):
            if not taken.isdisjoint(range(*place)):
                continue
            taken.update(range(*place))
            last = place[1] - 1
            if last > place[0] and words[last].folded in _ELIDED:  # its apostrophe would be left behind
                last -= 1
            span = Span(words[place[0]].span.start, words[last].span.end)
            rows = tuple(sorted(senses.get(place, ())))
            found.append(PlaceRendering(place, span, rows, tuple(sorted(owners.get(place, ()))), printed[place]))
        return tuple(sorted(found, key=lambda rendering: rendering.words))


def keys_of(words: Sequence[PlaceWord]) -> set[int]:
    """Return the keys of all renderings, right or wrong, that a sentence could print."""
    return {key for key, *_ in (*_accepted(words), *_wrong(words))}


def _accepted(words: Sequence[PlaceWord]) -> Iterator[tuple[int, int, int, bool]]:
    """Give keys of rows of content words with the words that they span."""
    for start, word in enumerate(words):
        if word.folded in FUNCTION:
            continue
        parts, between = [word.lemma], 0
        yield _key("", parts), start, start + 1, False
        for end in range(start + 1, len(words)):
            if not words[end].joined or len(parts) == LONGEST:
                break
            if words[end].folded in FUNCTION:
                between += 1
                if between > _NEAR:
                    break
                continue
            parts, between = [*parts, words[end].lemma], 0
            yield _key("", parts), start, end + 1, False


def _wrong(words: Sequence[PlaceWord]) -> Iterator[tuple[int, int, int, bool]]:
    """Give keys of rows of words, articles left out, with the words that they span."""
    for start, word in enumerate(words):
        if word.folded in _ARTICLES:
            continue
        parts: list[str] = []
        for end in range(start, len(words)):
            if end > start and not words[end].joined:
                break
            if words[end].folded in _ARTICLES:
                continue
            parts.append(_plain(words[end]))
            if len(parts) > LONGEST_WRONG:
                break
            yield _key("=", parts), start, end + 1, True


def _plain(word: PlaceWord) -> str:
    return _CONTRACTED.get(word.folded, word.lemma)


def _key(kind: str, words: Sequence[str]) -> int:
    return crc32(f"{kind}{' '.join(words)}".encode())


def cue_key(word: str) -> int:
    """Return the hash of an English companion."""
    return crc32(lemma(word, "en").encode())


@cache
def shipped_senses() -> SenseTable:
    """Load the table that ships with the package."""
    return load_senses(shipped_bytes("mtcheck.context", "data/senses.npz"))


def load_senses(packed: bytes) -> SenseTable:
    """Read a table from the bytes of its file."""
    half = {"common", "english", "attested"}
    found: dict[str, Any] = {
        name: values.astype(np.float32) if name in half else values
        for name, values in arrays_of(packed, "senses.npz").items()
    }
    return SenseTable(**(found | {"entries": tuple(str(found["entries"]).split("\n"))}))
