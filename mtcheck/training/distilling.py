"""Sequence-level distillation: corpus sentences with a teacher's translations, for a small model to learn from.

A small model learns more from what a bigger one writes than from what people wrote: a teacher translates alike what is alike.

Source: Kim and Rush (2016), *Sequence-Level Knowledge Distillation*.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from mtcheck.engines.base import Translator
from mtcheck.training.corpus import DISTILLED, Directions, Pair, read_pairs

_AT_ONCE = 2048  # pairs whose translations share batches


def distil(
    parts: Sequence[str],
    output: Path,
    translator: Translator,
    *,
    most: int | None = None,
    report: Callable[[int], object] = lambda _: None,
) -> int:
    """Translate both sides of a corpus by a teacher and write the results as a corpus part.

    Each is a line by itself, whose collection says in which direction alone it is used: the teacher's text is learned to be
    written, never read. Looped, empty and copied translations are left out.

    Args:
        parts: Corpus parts.
        output: The ``.tsv`` to write; it takes its name once it is complete.
        translator: The teacher; it must know both directions.
        most: Pairs that are read at most.
        report: Told how many pairs are done.

    Returns:
        The lines written.

    Raises:
        InputError: A part cannot be read.
        TranslatorError: The engine failed, or does not know a direction.
    """
    draft = output.with_name(f"{output.name}.part")
    output.parent.mkdir(parents=True, exist_ok=True)
    written = done = 0
    pairs = islice(read_pairs(parts), most)
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            while batch := list(islice(pairs, _AT_ONCE)):
                for line in _taught(batch, translator):
                    stream.write(line)
                    written += 1
                done += len(batch)
                report(done)
        os.replace(draft, output)
    finally:
        draft.unlink(missing_ok=True)
    return written


def _taught(batch: Sequence[Pair], translator: Translator) -> Iterator[str]:
    english, french = [pair.english for pair in batch], [pair.french for pair in batch]
    for texts, source, target, direction in (
        (english, "en", "fr", Directions.TO_FRENCH),
        (french, "fr", "en", Directions.TO_ENGLISH),
    ):
        for found in translator.translate(texts, source_lang=source, target_lang=target):
            written = " ".join(found.text.split())
            if found.looped or not written or written == found.source:
                continue
            sides = (found.source, written) if target == "fr" else (written, found.source)
            yield "\t".join((*sides, DISTILLED[direction])) + "\n"
