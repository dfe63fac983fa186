"""Where the grades of files begin: articles put together of garbled and of sound sentences, checked and told apart."""

from __future__ import annotations

import bz2
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from mtcheck.checks.registry import all_checks
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.readers.plain import document
from mtcheck.report.grading import burden
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

SENTENCES = 8  # of an article


@dataclass(frozen=True, slots=True)
class GradeFigures:
    """Bounds, and how they tell the articles apart.

    Attributes:
        needs_editing: Burden from which an article has a garbled sentence rather than none.
        unusable: Burden from which all its sentences are garbled rather than one in eight.
        sound: Number of articles of sound sentences, and of those below ``needs_editing``.
        edited: Of articles with one garbled sentence, and of those between the bounds.
        garbled: Of articles of garbled sentences, and of those from ``unusable``.
    """

    needs_editing: float
    unusable: float
    sound: tuple[int, int]
    edited: tuple[int, int]
    garbled: tuple[int, int]


def read_sentences(path: Path, most: int) -> list[str]:
    """Read sentences: ``text`` of JSON Lines, the first column of other files, packed with bzip2 or not.

    Raises:
        InputError: The file cannot be read, or a line has no text.
    """
    try:
        with bz2.open(path, "rt", encoding="utf-8") if path.suffix == ".bz2" else path.open(encoding="utf-8") as lines:
            read = list(islice(lines, most))
        if ".jsonl" in path.suffixes:
            return [str(json.loads(line)["text"]) for line in read]
        return [line.rstrip("\n").split("\t")[0] for line in read]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(str(path), f"no file of sentences: {error}") from error


def measure_grades(garbled: Sequence[str], sound: Sequence[str]) -> GradeFigures:
    """Put articles together, check them without an engine, and find the bounds that tell the three kinds apart best.

    Args:
        garbled: Sentences with a grave fault each.
        sound: Sentences without, at least seven times as many to be of use in full.
    """
    articles = {
        "sound": _articles(sound),
        "edited": _articles(_mixed(garbled, sound)),
        "garbled": _articles(garbled),
    }
    burdens = {kind: sorted(_burdens(kind, texts)) for kind, texts in articles.items()}
    low = best_cut(burdens["sound"], burdens["edited"])
    high = max(best_cut(burdens["edited"], burdens["garbled"]), low)
    return GradeFigures(
        low,
        high,
        (len(burdens["sound"]), sum(value < low for value in burdens["sound"])),
        (len(burdens["edited"]), sum(low <= value < high for value in burdens["edited"])),
        (len(burdens["garbled"]), sum(value >= high for value in burdens["garbled"])),
    )


def best_cut(below: Sequence[float], above: Sequence[float]) -> float:
    """Return the bound that leaves most of two samples on their sides, each sample counting alike; two decimals.

    Raises:
        ValueError: A sample is empty.
    """
    if not below or not above:
        raise ValueError("no articles to tell apart: more sentences are needed")
    values = sorted({0.0, *below, *above})
    cuts = [round((one + other) / 2, 2) or 0.01 for one, other in pairwise(values)] or [0.01]
    return max(cuts, key=lambda cut: (_share_below(below, cut) + 1 - _share_below(above, cut), cut))


def as_toml(figures: GradeFigures) -> str:
    """Write the bounds as the file that ships."""
    return (
        "# Grave faults per 100 words, weighted by their confidence, from which a file is of a grade.\n"
        "# Measured by: python -m mtcheck.evaluation grades\n"
        f"needs_editing = {figures.needs_editing}\nunusable = {figures.unusable}\n"
    )


def _share_below(values: Sequence[float], cut: float) -> float:
    return sum(value < cut for value in values) / len(values)


def _articles(sentences: Sequence[str]) -> list[str]:
    ended = [sentence if sentence[-1:] in ".!?»…" else f"{sentence}." for sentence in sentences]
    return [" ".join(ended[start : start + SENTENCES]) for start in range(0, len(ended) - SENTENCES + 1, SENTENCES)]


def _mixed(garbled: Sequence[str], sound: Sequence[str]) -> list[str]:
    found: list[str] = []
    for number, start in enumerate(range(0, len(sound) - SENTENCES + 2, SENTENCES - 1)):
        if number < len(garbled):
            found += (*sound[start : start + SENTENCES - 1], garbled[number])
    return found


def _burdens(kind: str, texts: Sequence[str]) -> list[float]:
    documents = [document(f"{kind}-{number}", text) for number, text in enumerate(texts)]
    report = plan_run(documents, Means(all_checks(), FakeTranslator())).report()
    return [burden(file.findings, file.words) for file in report.files if file.error is None]
