"""Trains the estimator of ``mtcheck/estimator/data`` on spoilt corpus pairs and on pairs that people marked.

``python -m mtcheck.training estimator --corpus corpus/*.tsv.bz2 --mqm marked.jsonl --output estimator.npz``
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from mtcheck.engines.base import Translator
from mtcheck.estimator.annotations import MarkedPair, read_marked
from mtcheck.estimator.metrics import Mark
from mtcheck.estimator.model import Estimator
from mtcheck.evidence.feature_columns import NAMES
from mtcheck.evidence.features import shipped_features
from mtcheck.evidence.pairs import Floats, PairAnalyst, force_pairs
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.training.corpus import read_pairs
from mtcheck.training.estimator_examples import MarkedExample
from mtcheck.training.estimator_fit import fit
from mtcheck.training.garbling import Garbled, Garbler
from mtcheck.training.machine_french import read_rendered

_BATCH = 64
_EUROPARL_SHARE = 0.3  # of the parliament's pairs, so that other kinds of text count
_LITERAL_EVERY = 8  # one spoilt pair in so many is rendered word for word


@dataclass(frozen=True, slots=True)
class EstimatorOptions:
    """How much is read, and what is measured on the way.

    Attributes:
        pairs: Sound corpus pairs, each with two spoilt variants.
        seed: Seed of every draw.
        ablation: Whether the figures of each half of the evidence are measured as well.
        machine: Files of ``English TAB French by people TAB French by a bad engine`` lines: what broken French is.
        cache: File that keeps the features between runs; used where corpus, marks, engine and features are the same.
    """

    pairs: int = 1200
    seed: int = 1
    ablation: bool = False
    cache: Path | None = None
    machine: tuple[str, ...] = ()


def build(
    parts: Sequence[str], marked: Sequence[str], output: Path, translator: Translator, options: EstimatorOptions
) -> Estimator:
    """Train and write the estimator.

    Args:
        parts: Corpus parts.
        marked: Files of pairs that people marked.
        output: The file to write.
        translator: The engine whose forced decoding is used; the one that will be used for scoring.
        options: How much.

    Raises:
        InputError: A file cannot be read.
        TranslatorError: The engine failed.
    """
    analyst = PairAnalyst(shipped_table(), shipped_frequencies())
    human = [pair for file in marked for pair in read_marked(file)]
    pairs = [*human, *_synthetic(parts, analyst, options), *_machine_made(options.machine)]
    rows = _features(pairs, analyst, translator, options.cache)
    every = [MarkedExample.of(pair, found) for pair, found in zip(pairs, rows, strict=True) if len(found)]
    apart = {"machine", "people", "replaced"}  # for whole pairs only: their words are not known, or would be too many
    examples = [example for example in every if example.pair.kind not in apart]
    card = {
        "engine": translator.signature,
        "marked": {Path(file).name: _digest(Path(file).read_bytes()) for file in marked},
        "machine": {Path(file).name: _digest(Path(file).read_bytes()) for file in options.machine},
        "pairs": options.pairs,
        "seed": options.seed,
    }
    whole = [MarkedExample.of(_sound(e.pair), e.rows) for e in every if e.pair.kind in apart]
    estimator = fit(examples, card, whole=whole, ablation=options.ablation, report=_say)
    output.parent.mkdir(parents=True, exist_ok=True)
    estimator.save(output)
    _say(f"{output}: {output.stat().st_size / 1e6:.2f} MB")
    return estimator


def _synthetic(parts: Sequence[str], analyst: PairAnalyst, options: EstimatorOptions) -> Iterator[MarkedPair]:
    """Draw sound pairs of the corpus, each followed by a spoilt variant and by one with a single word replaced."""
    chance = random.Random(options.seed)
    garbler = Garbler(analyst, seed=options.seed)
    replacing = Garbler(analyst, seed=options.seed)
    drawn = 0
    for pair in read_pairs(parts):
        if drawn == options.pairs:
            return
        if pair.source.startswith("europarl") and chance.random() > _EUROPARL_SHARE:
            continue
        ratio = len(pair.french) / max(1, len(pair.english))
        if not 40 <= len(pair.french) <= 350 or not 0.6 <= ratio <= 2.0 or chance.random() > 0.1:
            continue
        drawn += 1
        yield MarkedPair("sound", pair.english, pair.english, pair.french, ())
        literal = drawn % _LITERAL_EVERY == 0
        spoilt = (garbler.literal if literal else garbler.garble)(pair.english, pair.french)
        if spoilt is not None:
            yield _marked(spoilt, pair.english, "literal" if literal else "garbled")
        one = replacing.replaced(pair.english, pair.french)
        if one is not None:
            yield _marked(one, pair.english, "replaced")


def _marked(spoilt: Garbled, group: str, kind: str) -> MarkedPair:
    marks = tuple(Mark(damage.span, damage.severity) for damage in spoilt.damages)
    return MarkedPair(kind, group, spoilt.source, spoilt.translation, marks)


def _machine_made(files: Sequence[str]) -> Iterator[MarkedPair]:
    """Read pairs by people, each followed by what a bad engine made of the same English."""
    for file in files:
        for english, people, engine in read_rendered(file):
            yield MarkedPair("people", english, english, people, ())
            yield MarkedPair("machine", english, english, engine, ())


def _sound(pair: MarkedPair) -> MarkedPair:
    return replace(pair, kind="sound") if pair.kind == "people" else pair


def _features(
    pairs: Sequence[MarkedPair], analyst: PairAnalyst, translator: Translator, cache: Path | None
) -> list[Floats]:
    texts = "\n".join(f"{pair.source}\t{pair.translation}" for pair in pairs)
    key = _digest("\n".join([translator.signature, *NAMES, texts]).encode())
    if cache is not None and (kept := _kept(cache, key)) is not None:
        _say(f"features from {cache}")
        return kept
    maker = shipped_features()
    found: list[Floats] = []
    for start in range(0, len(pairs), _BATCH):
        batch = [analyst.analyse(pair.source, pair.translation) for pair in pairs[start : start + _BATCH]]
        # single precision, whether from the cache or not: the same trees either way
        found += [maker.rows(item).astype(np.float32).astype(np.float64) for item in force_pairs(batch, translator)]
        if start % (_BATCH * 10) == 0:
            _say(f"features of {start + len(batch)} of {len(pairs)} pairs")
    if cache is not None:
        sizes = np.array([len(rows) for rows in found])
        np.savez(
            cache, allow_pickle=False, key=np.array(key), sizes=sizes, rows=np.concatenate(found).astype(np.float32)
        )
    return found


def _kept(cache: Path, key: str) -> list[Floats] | None:
    try:
        with np.load(cache, allow_pickle=False) as arrays:
            if str(arrays["key"]) != key:
                return None
            return np.split(arrays["rows"].astype(np.float64), np.cumsum(arrays["sizes"])[:-1])
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
