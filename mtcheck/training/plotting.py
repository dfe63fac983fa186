"""The learning curve as a picture."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError, InputError
from mtcheck.training.log import read_log

_CURVES = (("loss", "training, smoothed"), ("validation", "held out"))


def plot_curve(log: Path, output: Path) -> None:
    """Draw loss and BLEU over the steps.

    Args:
        log: The log of a run.
        output: The picture; its suffix (.svg, .png, .pdf) says which kind.

    Raises:
        InputError: The log is missing or has no entries of training.
        ConfigError: matplotlib is not installed.
    """
    try:
        entries = read_log(log)
    except OSError as error:
        raise InputError(str(log), f"no log: {error.strerror or error}") from error
    if not any("loss" in entry for entry in entries):
        raise InputError(str(log), "no training in this log yet")
    try:
        figure_module: Any = importlib.import_module("matplotlib.figure")
    except ImportError as error:
        raise ConfigError(
            "a plot needs matplotlib: pip install 'mtcheck[training]' (a clone: '.[training]')"
        ) from error
    figure = figure_module.Figure(figsize=(8, 4.5), layout="constrained")
    losses = figure.subplots()
    for key, label in _CURVES:
        points = [(entry["step"], entry[key]) for entry in entries if key in entry]
        if points:
            losses.plot(*zip(*points, strict=True), label=label)
    losses.set_xlabel("update")
    losses.set_ylabel("nats a token")
    scores = [entry for entry in entries if "bleu_fr_en" in entry]
    if scores:
        right = losses.twinx()
        right.set_ylabel("BLEU, held out")
        for key, label, style in (("bleu_fr_en", "French to English", "--"), ("bleu_en_fr", "English to French", ":")):
            right.plot([entry["step"] for entry in scores], [entry[key] for entry in scores], style, label=label)
    losses.grid(alpha=0.3)
    figure.legend(loc="outside upper center", ncols=4)
    figure.savefig(output)
