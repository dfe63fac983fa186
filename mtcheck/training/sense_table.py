"""Makes the table of senses for French alone, ``context/data/senses.npz``, from the dictionary.

``python -m mtcheck.training sense-table sound.txt … --output senses.npz``
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mtcheck.context.renderings import SenseTable, accepted_key, cue_key, cut, keys_of, wrong_key
from mtcheck.errors import InputError
from mtcheck.lexicon.dictionary import DictionaryEntry
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.patterns.wrong import keys_of as keys_of_phrase
from mtcheck.patterns.wrong import sound_phrases


def read_sentences(files: Iterable[str]) -> Iterator[str]:
    """Read sentences, one a line.

    Raises:
        InputError: A file cannot be read.
    """
    for file in files:
        try:
            yield from Path(file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(file, f"cannot be read: {error}") from error


def build(
    entries: Iterable[DictionaryEntry],
    frequencies: Frequencies,
    sound: Iterable[str],
    output: Path,
) -> None:
    """Write the table.

    Args:
        entries: Of the dictionary.
        sound: Sound French sentences, in which renderings are counted.
        frequencies: Occurrences of forms.
        output: The file to write.
    """
    known = list(entries)
    spared = set(map(keys_of_phrase, sound_phrases()))  # wrong beside the English alone: sound French has them
    first, accepted, wrong, cues, cued = [0], [], [], [], [0]
    common: list[float] = []
    for number, entry in enumerate(known):
        for sense in entry.senses:
            row = len(common)
            accepted += [(key, row) for key in dict.fromkeys(map(accepted_key, sense.french)) if key is not None]
            cues += [cue_key(cue) for cue in sense.cues]
            cued.append(len(cues))
            common.append(log(1 + min(frequencies.of(word, "fr") for word in sense.french[0].lower().split())))
        first.append(len(common))
        tells = [phrase for phrase in entry.wrong if keys_of_phrase(phrase) not in spared]
        wrong += [(key, number) for key in dict.fromkeys(map(wrong_key, tells)) if key is not None]
    accepted.sort()
    wrong.sort()
    table = SenseTable(
        tuple(entry.id for entry in known),
        np.array(first, dtype=np.int32),
        np.array([key for key, _ in accepted], dtype=np.uint32),
        np.array([row for _, row in accepted], dtype=np.uint16),
        np.array([key for key, _ in wrong], dtype=np.uint32),
        np.array([owner for _, owner in wrong], dtype=np.uint16),
        np.array(cues, dtype=np.uint32),
        np.array(cued, dtype=np.int32),
        np.array(common, dtype=np.float16),
        np.array([log(1 + frequencies.of(entry.english.lower(), "en")) for entry in known], dtype=np.float16),
        np.zeros(0, np.uint32),
        np.zeros(0, np.float16),
    )
    keys, attested = _attested(table, sound)
    arrays = {item.name: getattr(table, item.name) for item in fields(table)}
    arrays |= {"entries": np.array("\n".join(table.entries)), "sound": keys, "attested": attested}
    with output.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _attested(table: SenseTable, sound: Iterable[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float16]]:
    """Count the renderings, right and wrong, that sound sentences print."""
    known = {*table.accepted.tolist(), *table.wrong.tolist()}
    counts: Counter[int] = Counter()
    sentences = 0
    for sentence in sound:
        sentences += 1
        counts.update(known.intersection(keys_of(cut(sentence))))
    keys = sorted(counts)
    values = [log(1 + counts[key] * 10_000 / max(sentences, 1)) for key in keys]
    return np.array(keys, dtype=np.uint32), np.array(values, dtype=np.float16)
