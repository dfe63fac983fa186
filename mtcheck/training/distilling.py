"""Corpus parts that an engine writes: a teacher's translations to learn from, and French by people with an engine's English.

A small model learns more from what a bigger one writes than from what people wrote: a teacher translates alike what is alike.
And a model learns to write French from French alone, where an engine's English stands for what it would be read from.

Source:
    Kim and Rush (2016), *Sequence-Level Knowledge Distillation*; Sennrich, Haddow and Birch (2016), *Improving Neural Machine
    Translation Models with Monolingual Data*.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from mtcheck.engines.base import Translator
from mtcheck.training.corpus import BACK_TRANSLATED, DISTILLED, Directions, Pair, read_pairs, read_sentences

Item = TypeVar("Item")

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
    pairs = islice(read_pairs(parts), most)
    return _write(output, pairs, lambda batch: _taught(batch, translator), report)


def back_translate(
    files: Sequence[str],
    output: Path,
    translator: Translator,
    *,
    most: int | None = None,
    report: Callable[[int], object] = lambda _: None,
) -> int:
    """Translate French by people into English and write both as a corpus part that is used into French alone.

    Args:
        files: French, a sentence a line, anything behind a tab left out; ``.txt``, ``.bz2`` or ``.xz``.
        output: The ``.tsv`` to write; it takes its name once it is complete.
        translator: The engine.
        most: Sentences that are read at most.
        report: Told how many sentences are done.

    Returns:
        The lines written.

    Raises:
        InputError: A file cannot be read.
        TranslatorError: The engine failed, or does not know the direction.
    """
    sentences = islice(read_sentences(files), most)
    return _write(output, sentences, lambda batch: _sourced(batch, translator), report)


def _write(
    output: Path,
    items: Iterator[Item],
    lines: Callable[[Sequence[Item]], Iterable[str]],
    report: Callable[[int], object],
) -> int:
    """Write what ``lines`` makes of the items, many at a time, whole or not at all."""
    draft = output.with_name(f"{output.name}.part")
    output.parent.mkdir(parents=True, exist_ok=True)
    written = done = 0
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            while batch := list(islice(items, _AT_ONCE)):
                for line in lines(batch):
                    stream.write(line)
                    written += 1
                done += len(batch)
                report(done)
        os.replace(draft, output)
    finally:
        draft.unlink(missing_ok=True)
    return written


def _sourced(french: Sequence[str], translator: Translator) -> Iterator[str]:
    for found in translator.translate(french, source_lang="fr", target_lang="en"):
        english = " ".join(found.text.split())
        if not found.looped and english and english != found.source:
            yield f"{english}\t{found.source}\t{BACK_TRANSLATED}\n"


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
