"""The judge of printed renderings: trees that cost no network, trees for what these let through, trees that choose what is right.

The shipped judge is ``data/judge.npz``, made by ``python -m mtcheck.training judge``; its card is inside it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mtcheck.errors import ModelLoadError
from mtcheck.estimator.forest import Floats, Forest, forest_of
from mtcheck.estimator.model import Curve
from mtcheck.language.messages import Message
from mtcheck.senses.features import NAMES, PLAIN
from mtcheck.senses.options import OPTION
from mtcheck.shipped import arrays_of

_READ = " ".join((*NAMES, *OPTION))  # the features that a judge was made for


@dataclass(frozen=True)
class SenseJudge:
    """Says how likely a printed rendering is wrong.

    Attributes:
        sieve: Trees over the plain features.
        least: Log-odds of the sieve from which the encoder is asked.
        forest: Trees over all features and the sieve's log-odds.
        curve: Calibration of the forest.
        chooser: Trees over what speaks for each rendering that could stand there.
        right: How likely the best of these is right, by its log-odds.
        card: How it was made, and what it reached.
    """

    sieve: Forest
    least: float
    forest: Forest
    curve: Curve
    chooser: Forest
    right: Curve
    card: Mapping[str, object]

    def sieve_odds(self, rows: Floats) -> Floats:
        """Return the sieve's log-odds that each rendering is wrong; the encoder is asked from :attr:`least` on.

        Args:
            rows: Shape (candidates, features), columns :data:`mtcheck.senses.features.PLAIN`.
        """
        return self.sieve.log_odds(rows)

    def confidence(self, rows: Floats) -> Floats:
        """Return how likely each rendering is wrong, 0–1.

        Args:
            rows: Shape (candidates, features), columns :data:`mtcheck.senses.features.NAMES`.
        """
        sieved = self.sieve.log_odds(np.ascontiguousarray(rows[:, : len(PLAIN)]))
        return self.curve(self.forest.log_odds(np.column_stack([rows, sieved])))

    def best_option(self, rows: Floats) -> tuple[int, float]:
        """Choose a rendering.

        Args:
            rows: Shape (options, features), columns :data:`mtcheck.senses.options.OPTION`; one option at least.

        Returns:
            The number of the best, and how likely it renders the sense that is meant, 0–1.
        """
        odds = self.chooser.log_odds(rows)
        best = int(odds.argmax())
        return best, float(self.right(odds[best : best + 1])[0])

    def save(self, path: Path) -> None:
        """Write the judge to one file, byte for byte the same for the same judge."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            **self.sieve.arrays("sieve"),
            **self.forest.arrays("forest"),
            **self.chooser.arrays("chooser"),
            "curve": np.stack([self.curve.scores, self.curve.probabilities]),
            "right": np.stack([self.right.scores, self.right.probabilities]),
            "least": np.array([self.least]),
            "names": np.array(_READ),
            "card": np.array(json.dumps(self.card, ensure_ascii=False, sort_keys=True)),
        }
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        path.write_bytes(buffer.getvalue())


def load_judge(data: bytes, name: str) -> SenseJudge:
    """Read a judge.

    Args:
        data: What :meth:`SenseJudge.save` wrote.
        name: How an error calls it.

    Raises:
        ModelLoadError: It is malformed, or was made for other features.
    """
    try:
        found = arrays_of(data, name)
        if str(found["names"]) != _READ:
            raise ModelLoadError(
                Message("{name}: made for other features; run python -m mtcheck.training judge again", name=name)
            )
        return SenseJudge(
            forest_of(found, "sieve"),
            float(found["least"][0]),
            forest_of(found, "forest"),
            Curve(*found["curve"]),
            forest_of(found, "chooser"),
            Curve(*found["right"]),
            json.loads(str(found["card"])),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelLoadError(Message("{name}: no judge of senses ({error})", name=name, error=str(error))) from error


@cache
def shipped_judge() -> SenseJudge:
    """Load the judge that ships with the package.

    Raises:
        ModelLoadError: It is missing or malformed.
    """
    try:
        data = resources.files("mtcheck.senses").joinpath("data/judge.npz").read_bytes()
    except OSError as error:
        raise ModelLoadError(Message("the judge of senses is not in this installation")) from error
    return load_judge(data, "judge.npz")
