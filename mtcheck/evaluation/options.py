"""What the options of a command come to: a configuration, an engine, a file that is written."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from mtcheck.config.resources import Resources
from mtcheck.config.settings import Config, load_config
from mtcheck.engines.base import Translator
from mtcheck.errors import InputError
from mtcheck.files import replacing_text

Command: TypeAlias = Callable[[argparse.Namespace], dict[str, object]]
"""Measures what its options ask for, prints it unless they ask for JSON, and returns it as JSON data."""

_MODEL_KEYS = {"model": "name", "engine": "engine", "dtype": "dtype", "beam": "beam", "repair": "repair"}


def config_of(options: argparse.Namespace) -> Config:
    """Return the configuration that ``--config`` names, else the default one, with the options of the engine in its place.

    Raises:
        ConfigError: The file or an option is wrong.
    """
    changed = {
        f"model.{key}": (f"--{option}", value)
        for option, key in _MODEL_KEYS.items()
        if (value := getattr(options, option)) is not None
    }
    return load_config(options.config).override(changed)


def engine_of(options: argparse.Namespace) -> Translator:
    """Return the engine of :func:`config_of`.

    Raises:
        ConfigError: As there, or the engine cannot be had.
        ModelLoadError: The model is missing or malformed.
    """
    return Resources().translator(config_of(options))


def heading_of(options: argparse.Namespace, translator: Translator, count: int) -> dict[str, object]:
    """Return what every figure of an engine on one file begins with."""
    return {"file": options.file.name, "count": count, "engine": translator.signature}


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: It cannot be written.
    """
    try:
        with replacing_text(path) as stream:
            stream.write(text)
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror or error}") from error


def write_lines(path: Path, lines: list[str]) -> None:
    """Write lines; see :func:`write_text`."""
    write_text(path, "".join(f"{line}\n" for line in lines))
