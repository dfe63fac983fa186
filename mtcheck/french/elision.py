"""Where French elides and contracts: "l'habitude" but "la hausse", "du" for "de le"; the one place that decides it."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

from mtcheck.french.forms import readings
from mtcheck.french.spelling import fold

ELISIONS = MappingProxyType(
    {"le": "l'", "la": "l'", "de": "d'", "du": "de l'", "au": "à l'", "je": "j'", "me": "m'", "te": "t'", "se": "s'"}
    | {"ne": "n'", "ce": "c'", "que": "qu'"}
    | {f"{word}que": f"{word}qu'" for word in ("lors", "puis", "quoi", "jus", "pres")}
)
"""Words that are elided, and what becomes of them."""

CONTRACTIONS = MappingProxyType(
    {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux", ("de", "lequel"): "duquel"}
    | {("de", "lesquels"): "desquels", ("de", "lesquelles"): "desquelles", ("à", "lequel"): "auquel"}
    | {("à", "lesquels"): "auxquels", ("à", "lesquelles"): "auxquelles"}
)
"""A preposition and what follows it, and the one word that both become."""

_FULL = MappingProxyType({short: long for long, short in ELISIONS.items() if long not in {"la", "du", "au"}})
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=50_000)
def elides(word: str) -> bool | None:
    """Say whether "le", "de", "que" … are elided before a word.

    Args:
        word: As printed, or a phrase that begins with it.

    Returns:
        None where usage goes both ways, or where a name's or an unknown word's h leaves it open.
    """
    first = word.split(maxsplit=1)[0] if word.strip() else ""
    if not first[:1].isalpha():
        return False if first else None
    name = first[0].isupper() and not readings(first)
    told = _listed_as(first) if name else _listed_as(first.lower())
    if told != "":
        return None if told == "open" else told == "elided"
    initial = fold(first[0])[0]
    if initial == "h" or (initial in _VOWELS and name and first.isupper() and len(first) == 1):
        return None
    if initial == "y":
        return len(first) > 1 and fold(first[1])[0] not in _VOWELS
    return initial in _VOWELS


def _listed_as(word: str) -> str:
    """Return what the data say of a word: ``kept``, ``elided`` or ``open``; empty where they are silent."""
    exceptions = _exceptions()
    whole = exceptions.get(word + "$")
    if whole is not None:
        return whole
    return next((kind for end in range(len(word), 0, -1) if (kind := exceptions.get(word[:end]))), "")


@cache
def _exceptions() -> dict[str, str]:
    data = tomllib.loads(resources.files("mtcheck.french").joinpath("data/elision.toml").read_text(encoding="utf-8"))
    return {entry: kind for kind in ("kept", "elided", "open") for entry in data[kind].split()}


def elided(word: str, following: str, *, apostrophe: str = "'") -> str | None:
    """Return a word as it stands before another: "d'" or "de", "l'" or "la".

    Args:
        word: Full or already elided ("d'"), in any case.
        following: What comes behind it.
        apostrophe: The sign to elide with.

    Returns:
        The word alone, with no space behind it; None where it is open whether it is elided.
    """
    plain = word.lower().replace("’", "'")
    full = _FULL.get(plain, plain)
    if full not in ELISIONS:
        return word
    vowel = elides(following)
    if vowel is None:
        return None
    right = ELISIONS[full].replace("'", apostrophe) if vowel else full
    return right[0].upper() + right[1:] if word[:1].isupper() else right


def before(word: str, following: str, *, apostrophe: str = "'") -> str | None:
    """Return a word and what follows it, elided and spaced: "d'abaisser", "de hausser"; None where that is open."""
    right = elided(word, following, apostrophe=apostrophe)
    if right is None:
        return None
    return right + following if right.endswith(("'", "’")) else f"{right} {following}"


def contracted(preposition: str, article: str) -> str:
    """Return a preposition and the article or pronoun behind it: "du", "à la"."""
    return CONTRACTIONS.get((preposition, article), f"{preposition} {article}")
