"""Which files are one text: agency copy is republished with a new headline, and must count once."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from mtcheck.records import Document, PassageKind

SHINGLE = 5  # words that stand together
KEPT = 128  # hashes kept of a text; of a short one all
FEWEST = 8  # hashes from which an estimate means something
SAME = 0.8  # share of the smaller text's shingles from which it is taken for a copy of the other
_WORD = re.compile(r"\w+")


def sketch(document: Document) -> tuple[int, tuple[int, ...]]:
    """Return a digest of a document's text, and the smallest hashes of its runs of words.

    Source:
        Broder (1997), *On the Resemblance and Containment of Documents*.
    """
    read = [p.span.of(document.text) for p in document.passages if p.kind in {PassageKind.BODY, PassageKind.HEADING}]
    text = "\n".join(read) or document.text
    words = [word.lower() for word in _WORD.findall(text)]
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, 1)))
    hashes = sorted({zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs})[:KEPT]
    whole = f"{document.path}\n{document.text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(whole, digest_size=8).digest(), "big"), tuple(hashes)


def texts_of(sketches: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Say which files are one text.

    Args:
        sketches: Of each file, by number.

    Returns:
        For each file the least number among its copies, itself included.
    """
    leader = {number: number for number in sketches}

    def find(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    having: dict[int, list[int]] = defaultdict(list)
    for number in sorted(sketches):
        shared: Counter[int] = Counter()
        for value in sketches[number]:
            shared.update(having[value])
            having[value].append(number)
        for other in sorted(shared):
            one, two = sorted((find(number), find(other)))
            if one != two and _contained(shared[other], sketches[number], sketches[other]) >= SAME:
                leader[two] = one
    return {number: find(number) for number in sketches}


def _contained(shared: int, one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of the smaller text that stands in the larger one, 0–1.

    Args:
        shared: How many hashes the two sketches share.
        one: Sorted hashes.
        other: Likewise.
    """
    # Below the smaller of both last hashes either sketch is complete, and what they share lies there.
    limit = min((hashes[-1] for hashes in (one, other) if len(hashes) == KEPT), default=2**32)
    compared = min(bisect_right(one, limit), bisect_right(other, limit))
    if compared < FEWEST and max(len(one), len(other)) == KEPT:
        return 0.0  # a note beside a book: too little of it is seen
    return shared / max(compared, 1)
