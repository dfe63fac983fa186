"""Literal renderings of curated terms that sound French does use, so that they are no evidence of garbling.

Ships as ``data/attested.tsv``: ``English term TAB French dictionary forms TAB occurrences``, found by running the term
finder over the French side of the reference corpus (``python -m mtcheck.training attested``).
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def shipped_attested() -> frozenset[tuple[str, str]]:
    """Load the attested renderings that ship with the package."""
    file = resources.files("mtcheck.lexicon").joinpath("data/attested.tsv")
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset((english, french) for english, french, _ in rows)
