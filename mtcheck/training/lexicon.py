"""Makes the tables of ``mtcheck/lexicon/data`` from a parallel corpus.

``python -m mtcheck.training lexicon corpus/*.tsv.bz2 --output mtcheck/lexicon/data``
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from mtcheck.french.lemmas import lemma
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.text.stopwords import FRENCH, STOPWORDS
from mtcheck.training.corpus import Pair, read_pairs, tokens
from mtcheck.training.counts import Counts, count
from mtcheck.training.lexical import TableEntry, learn
from mtcheck.training.sequences import sequences

_LINKS = frozenset("de d' du des la le les l' à au aux en par sur un une très plus".split())
_SEED = 1


def build(parts: Sequence[str], output: Path, *, europarl_share: float = 0.28, most: int = 950_000) -> None:
    """Learn all tables and write them, compressed.

    Args:
        parts: Corpus parts.
        output: Folder for the tables.
        europarl_share: Share of the parliament's pairs that the word alignment reads, so that other kinds of text count.
        most: Pairs that the word alignment reads at most.

    Raises:
        InputError: A part cannot be read.
    """
    output.mkdir(parents=True, exist_ok=True)
    entries = learn(_mixed(parts, europarl_share), STOPWORDS, most=most)
    _write(output / "lexical.tsv.xz", _lexical_rows(entries))
    counts = count(read_pairs(parts))
    _write(output / "frequency.tsv.xz", _frequency_rows(counts))
    _write(output / "counts.tsv.xz", _grammar_rows(counts))
    pairs = collocations(read_pairs(parts))
    packed = Collocations.of(pairs, size=len(pairs)).bits
    (output / "collocations.bloom.xz").write_bytes(lzma.compress(packed, preset=6))
    build_sequences(parts, output)


def build_sequences(parts: Sequence[str], output: Path) -> None:
    """Learn which forms stand side by side, by the frequencies that ship, and write the filter.

    Args:
        parts: Corpus parts.
        output: Folder for the filter.

    Raises:
        InputError: A part cannot be read.
    """
    found = list(sequences((pair.french for pair in read_pairs(parts)), shipped_frequencies()))
    packed = Collocations.of(found, size=len(found)).bits
    (output / "sequences.bloom.xz").write_bytes(lzma.compress(packed, preset=6))


def _mixed(parts: Sequence[str], europarl_share: float) -> Iterator[Pair]:
    chance = random.Random(_SEED)
    for pair in read_pairs(parts):
        if not pair.source.startswith("europarl") or chance.random() < europarl_share:
            yield pair


def _lexical_rows(entries: Iterable[TableEntry], smallest: float = 0.015) -> Iterator[str]:
    kept = [entry for entry in entries if max(entry.english_given_french, entry.french_given_english) >= smallest]
    table = TranslationTable.of(kept)
    for language, side in (("fr", table.to_english), ("en", table.to_french)):
        for word in sorted(side):
            renderings = "\t".join(f"{other}={round(p * 1000)}" for other, p in side[word] if p >= 0.0005)
            if renderings:
                yield f"{language}\t{word}\t{renderings}"


def _frequency_rows(counts: Counts, most: int = 60_000) -> Iterator[str]:
    for language, forms in (("en", counts.english), ("fr", counts.french)):
        total = sum(forms.values())
        for form, seen in sorted(forms.most_common(most)):
            if form[0].isalpha() and seen >= 3:
                yield f"{language}\t{form}\t{round(seen * 10_000_000 / total)}"


def _grammar_rows(counts: Counts) -> Iterator[str]:
    for form, seen in sorted(counts.french.items()):
        gendered = counts.masculine[form] + counts.feminine[form]
        if form[0].isalpha() and (gendered >= 20 or seen >= 100):
            yield f"{form}\tf\t{counts.masculine[form]}\t{counts.feminine[form]}\t{counts.finite[form]}\t{seen}"
    for verb, kinds in sorted(counts.government.items()):
        if sum(kinds.values()) >= 20:
            yield f"{verb}\tg\t{kinds['de']}\t{kinds['à']}\t{kinds['bare']}"


def collocations(pairs: Iterable[Pair], *, at_least: int = 2) -> list[tuple[str, str]]:
    """Return the pairs of neighbouring French dictionary forms that occur at least ``at_least`` times.

    Function words of nominal linking ("de", "la", …) between two content words are passed over; any other function word
    and all punctuation part them.
    """
    numbers: dict[str, int] = {}
    kinds: dict[str, int] = {}
    chunks: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    buffer: list[int] = []
    for pair in pairs:
        last = -1
        for token in tokens(pair.french):
            kind = kinds.get(token)
            if kind is None:
                kind = kinds[token] = _number(token, numbers)
            if kind >= 0:
                if last >= 0:
                    buffer.append(last << 24 | kind)
                last = kind
            elif kind == _PARTS:
                last = -1
        if len(buffer) > 4_000_000:
            chunks.append(np.array(buffer, np.int64))
            buffer = []
    chunks.append(np.array(buffer, np.int64))
    found, seen = np.unique(np.concatenate(chunks), return_counts=True)
    words = list(numbers)
    return [(words[key >> 24], words[key & 0xFFFFFF]) for key in found[seen >= at_least].tolist()]


_PARTS, _PASSES = -1, -2


def _number(token: str, numbers: dict[str, int]) -> int:
    if not token[0].isalpha():
        return _PARTS
    if token in _LINKS:
        return _PASSES
    if token in FRENCH:
        return _PARTS
    return numbers.setdefault(lemma(token, "fr"), len(numbers))


def _write(path: Path, rows: Iterable[str]) -> None:
    body = "\n".join(["# made by python -m mtcheck.training lexicon", *rows]) + "\n"
    path.write_bytes(lzma.compress(body.encode("utf-8"), preset=9))
