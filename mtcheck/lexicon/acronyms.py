"""English acronyms that French has its own for, and French words that are an English acronym, translated."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from mtcheck.lexicon.names import shipped_organisations

# Of two bodies, or of something else in French: "ICC" is also cricket's council, "IDF" the Paris region.
_AMBIGUOUS = frozenset({"ICC", "IDF", "IEA", "ILO", "IRGC", "UNO"})


class Acronyms(NamedTuple):
    """Acronyms, case as printed.

    Attributes:
        english: English acronyms with what French says instead.
        needed: What must stand before an acronym that is something else as well: "UN SEUL", "avec UAE", "les DNA".
        translated: French words in capitals, with the acronym that was meant and what French says for it.
    """

    english: Mapping[str, str]
    needed: Mapping[str, frozenset[str]]
    translated: Mapping[str, tuple[str, str]]


@cache
def shipped_acronyms() -> Acronyms:
    """Load the acronyms that ship with the package, those of organisations included."""
    data = tomllib.loads(resources.files("mtcheck.lexicon").joinpath("data/acronyms.toml").read_text(encoding="utf-8"))
    english: dict[str, str] = dict(data["english"])
    for organisation in shipped_organisations():
        short = next((form for form in organisation.variants if form[:2].isupper()), organisation.name)
        for form in organisation.foreign:
            if form.isupper() and form.isalpha() and form not in _AMBIGUOUS and not organisation.english_ok:
                english.setdefault(form, short)
    needed = {acronym: frozenset(words.split()) for acronym, words in data["needed"].items()}
    return Acronyms(english, needed, {word: (meant, right) for word, (meant, right) in data["translated"].items()})
