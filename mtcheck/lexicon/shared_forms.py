"""French words that another language has too, in the same letters: "ultime" in Italian.

Ships as ``data/shared_forms.tsv.xz``: ``form TAB language codes``, lower-case, of words that French does not use all the time.
Taken from the full-form lists of simplemma (MIT) by ``python -m mtcheck.training shared-forms``; read from there, the list of one
language alone takes a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mtcheck.shipped import shipped_bytes, unpacked

COMMON = 300.0
"""Occurrences in a million French words from which a form is French whatever stands around it, and not listed."""


@cache
def shipped_shared_forms() -> Mapping[str, frozenset[str]]:
    """Load the table that ships with the package: form to the ISO 639-1 codes of the languages that share it."""
    return read_shared_forms(shipped_bytes("mtcheck.lexicon", "data/shared_forms.tsv.xz"))


def read_shared_forms(packed: bytes) -> dict[str, frozenset[str]]:
    """Read a table, compressed with xz."""
    rows = (line.split("\t") for line in unpacked(packed, "shared_forms.tsv.xz").decode("utf-8").splitlines())
    codes: dict[str, frozenset[str]] = {}
    return {form: codes.setdefault(listed, frozenset(listed.split())) for form, listed in rows}
