"""Articles of countries: "au Liban", "aux Pays-Bas", "Cuba"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _countries() -> dict[str, frozenset[str]]:
    data = tomllib.loads(resources.files("mtcheck.french").joinpath("data/countries.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(names.split()) for kind, names in data.items()}


def preposition_in(country: str) -> str | None:
    """Return "au" or "aux" where French says that for "in" a country; None where it says "en", or has no article."""
    kinds = _countries()
    return "au" if country in kinds["masculine"] else "aux" if country in kinds["plural"] else None


def has_no_article(country: str) -> bool:
    """Say whether French names a country without an article."""
    return country in _countries()["bare"]
