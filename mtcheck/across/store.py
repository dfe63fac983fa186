"""What is kept of the files of a run, outside the memory where it grows."""

from __future__ import annotations

import pickle
import tempfile
import weakref
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from mtcheck.across.parts import FilePart, Statement, sentence_key
from mtcheck.text.sentences import split_english

IN_MEMORY = 4_000_000  # bytes up to which nothing is written to the disk
MOST = 1_000_000  # pairs of a sentence and a file that are remembered, at 16 bytes


class PartStore:
    """Keeps what :func:`~mtcheck.across.parts.part_of` gave, and finds the files that render one sentence.

    Parts lie in a temporary file; the memory holds two numbers for each sentence that a file renders. Beyond ``MOST`` of
    them, whole sentences are forgotten, always the same ones, whatever the order of the files.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._sentences, self._offsets = array("Q"), array("Q")
        self._limit = 2**64
        self._whole = blake2b(digest_size=16)

    @property
    def digest(self) -> bytes:
        """What tells all that is kept from anything else."""
        return self._whole.digest()

    def add(self, part: FilePart) -> None:
        """Keep a part."""
        kept = sorted(number for number in part_keys(part) if number < self._limit)
        if not kept:
            return
        self._whole.update(repr(part).encode("utf-8", "surrogatepass"))
        offset = self._file.seek(0, 2)
        self._file.write(zlib.compress(pickle.dumps(part, protocol=5), 1))
        self._sentences.extend(kept)
        self._offsets.extend([offset] * len(kept))
        if len(self._sentences) > self._most:
            self._forget()

    def shared(self, files: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Give what at least ``files`` files render: the number of the sentence, or of the quote, and where parts lie."""
        found: dict[int, list[int]] = defaultdict(list)
        for sentence, offset in zip(self._sentences, self._offsets, strict=True):
            found[sentence].append(offset)
        for sentence in sorted(found):
            if len(found[sentence]) >= files:
                yield sentence, tuple(found[sentence])

    def part(self, offset: int) -> FilePart:
        """Read a part again."""
        self._file.seek(offset)
        unpacking = zlib.decompressobj()
        data = b""
        while not unpacking.eof and (piece := self._file.read(16_384)):
            data += unpacking.decompress(piece)
        part: FilePart = pickle.loads(data)
        return part

    def _forget(self) -> None:
        """Forget the sentences with the highest hashes."""
        while len(self._sentences) > self._most:
            # Halving, so that the last limit depends on what there is and not on when it came.
            self._limit //= 2
            pairs = [(s, o) for s, o in zip(self._sentences, self._offsets, strict=True) if s < self._limit]
            self._sentences, self._offsets = array("Q", (s for s, _ in pairs)), array("Q", (o for _, o in pairs))


def part_keys(part: FilePart) -> set[int]:
    """Return the numbers of the sentences, and of the quotes, that a file renders."""
    keys = {key for statement in part.statements for key in (*sentence_keys(statement.english), quote_key(statement))}
    return set(map(hashed, keys))


def quote_key(statement: Statement) -> str:
    """Return what the known quote of a statement is remembered by."""
    return f"quote {statement.quote_id}"


@lru_cache(maxsize=10_000)
def sentence_keys(english: str) -> tuple[str, ...]:
    """Return what each sentence of an English text is known by, in order."""
    return tuple(sentence_key(span.of(english)) for span in split_english(english))


def hashed(key: str) -> int:
    """Return the number by which a key is remembered."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
