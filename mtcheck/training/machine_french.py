"""Learns what tells a rule-based translator's French from people's: ``lexicon/data/machine_french.bin.xz``.

``python -m mtcheck.training machine-french rendered.tsv … --output machine_french.bin.xz``
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from mtcheck.errors import InputError
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.machine_french import features, pack
from mtcheck.lexicon.sequences import cut

SIZE = 1 << 18  # weights
STRENGTH = 10.0  # inverse of the penalty, chosen on corpus sentences that were held out


def build(files: Sequence[str], output: Path) -> None:
    """Fit the weights and write them.

    Args:
        files: Lines of ``English TAB French by people TAB French by an engine``; several engines make it see more than
            the habits of one.
        output: The file to write.

    Raises:
        InputError: A file cannot be read.
    """
    output.write_bytes(fit([triple[1:] for file in files for triple in read_rendered(file)], shipped_frequencies()))


def read_rendered(file: str) -> Iterator[tuple[str, str, str]]:
    """Read lines of English, French by people, French by an engine, tabs between.

    Raises:
        InputError: The file cannot be read, or a line has another number of columns.
    """
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, f"cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        columns = line.split("\t")
        if len(columns) != 3:
            raise InputError(file, "no line of English, French by people, French by an engine", line=number)
        english, people, engine = columns
        yield english, people, " ".join(engine.split())


def fit(pairs: Sequence[tuple[str, str]], frequencies: Frequencies) -> bytes:
    """Fit the weights on French by people and by machines.

    Args:
        pairs: Of the same English, French by people and by a machine.
        frequencies: Decide which forms stand for themselves.

    Returns:
        The file's bytes.
    """
    texts = [text for pair in pairs for text in pair]
    places: list[int] = []
    bounds = [0]
    values: list[float] = []
    for text in texts:
        singles, doubles = features([token.kind for token in cut(text, frequencies)], SIZE)
        own = sorted({*singles, *doubles})
        places += own
        bounds.append(len(places))
        values += [1 / sqrt(len(own))] * len(own)
    rows = csr_matrix((values, places, bounds), shape=(len(texts), SIZE))
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(rows, np.arange(len(texts)) % 2)
    return pack(fitted.coef_[0])
