"""Reading a recipe from TOML; an unknown key or a wrong value is an error that names the file and the key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from mtcheck.config.keys import kind_of
from mtcheck.errors import ConfigError
from mtcheck.language.closest import closest, did_you_mean
from mtcheck.training.recipe import Recipe


def read_recipe(path: str | Path, overrides: Sequence[str] = ()) -> Recipe:
    """Read a recipe.

    Args:
        path: The TOML file.
        overrides: ``section.key=value`` with the value in TOML's notation; stronger than the file.

    Returns:
        The recipe; keys that are left out stand at their defaults.

    Raises:
        ConfigError: The file or an override is wrong.
    """
    try:
        recipe = parse_recipe(tomllib.loads(Path(path).read_text(encoding="utf-8")), path=str(path))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", path=str(path)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"not valid TOML: {error}", path=str(path)) from error
    for override in overrides:
        try:
            table = tomllib.loads(override)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError("expected section.key=value, the value as in TOML", key=override) from error
        recipe = parse_recipe(table, path="--set", base=recipe)
    return recipe


def parse_recipe(table: Mapping[str, object], *, path: str | None = None, base: Recipe | None = None) -> Recipe:
    """Turn a TOML table into a recipe.

    Args:
        table: The parsed table.
        path: Where it comes from, for error messages.
        base: The recipe whose values stand where the table has none; None for the defaults.

    Raises:
        ConfigError: A key is unknown, or a value has the wrong type or lies out of range.
    """
    recipe = base or Recipe(path=path)
    return _checked(_replaced(recipe, table, path, ""), path)


def key_help() -> dict[str, str]:
    """Return every dotted key with its line of help, in order."""
    found: dict[str, str] = {}
    for part in fields(Recipe):
        default = getattr(Recipe(), part.name)
        if is_dataclass(default):
            found |= {f"{part.name}.{key.name}": key.metadata["help"] for key in fields(default)}
        elif part.metadata:
            found[part.name] = part.metadata["help"]
    return found


def _replaced(record: Any, table: Mapping[str, object], path: str | None, prefix: str) -> Any:
    known = {part.name: part for part in fields(record) if part.metadata or is_dataclass(getattr(record, part.name))}
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = prefix + name
        if name not in known:
            hint = did_you_mean(closest(name, known)) or f"; known: {', '.join(known)}"
            raise ConfigError(f"unknown key{hint}", path=path, key=key)
        current = getattr(record, name)
        if is_dataclass(current):
            if not isinstance(value, dict):
                raise ConfigError(f"expected a table, got {kind_of(value)}", path=path, key=key)
            values[name] = _replaced(current, value, path, f"{key}.")
            continue
        try:
            values[name] = _read(known[name], current, value)
        except ValueError as error:
            raise ConfigError(str(error), path=path, key=key) from error
    return replace(record, **values)


def _read(part: Field[Any], current: object, value: object) -> object:
    """Read one value; the default's type says what is expected."""
    if isinstance(current, bool):
        if not isinstance(value, bool):
            raise ValueError(f"expected true or false, got {kind_of(value)}")
        return value
    if isinstance(current, int | float):
        return _number(value, whole=isinstance(current, int), low=part.metadata["low"], high=part.metadata["high"])
    if isinstance(current, str):
        if not isinstance(value, str):
            raise ValueError(f"expected a string, got {kind_of(value)}")
        choices = part.metadata["choices"]
        if choices and value not in choices:
            raise ValueError(f"{value!r} is none of {', '.join(choices)}")
        return value
    if isinstance(current, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"expected a list of strings, got {kind_of(value)}")
        return tuple(value)
    if not isinstance(value, dict):
        raise ValueError(f"expected a table, got {kind_of(value)}")
    return {name: _number(share, whole=False, low=0, high=100) for name, share in value.items()}


def _number(value: object, *, whole: bool, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise ValueError(f"expected {'an integer' if whole else 'a number'}, got {kind_of(value)}")
    if not low <= value <= high:
        raise ValueError(f"{value} is out of range: {low} to {high}")
    return value if whole else float(value)


def _checked(recipe: Recipe, path: str | None) -> Recipe:
    """Check what two keys say together."""
    if recipe.model.dimension % (2 * recipe.model.heads):
        raise ConfigError("the width must be a multiple of twice the heads", path=path, key="model.dimension")
    if recipe.train.longest > recipe.model.positions:
        raise ConfigError("longer than model.positions", path=path, key="train.longest")
    if recipe.model.kind == "bart" and not recipe.vocabulary.existing:
        raise ConfigError(
            "kind bart needs the subwords of an encoder or of such a model", path=path, key="vocabulary.existing"
        )
    return recipe
