"""News sentences from templates, for words that parliaments, statutes and manuals lack.

Templates and fillers were written for this purpose (``data/news.toml``); no article and no evaluation set is in them.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from mtcheck.training.corpus import Pair

SOURCE = "news_templates"
_SLOT = re.compile(r"\{(?P<kind>[a-z]+)(?P<number>\d?)\}")
_ELIDED = re.compile(r"\b(?:([DdLl])[ea]|([Qq]u)e) (?=[AEIOUÉÈÊaeiouéèê])")


def news_pairs(count: int, seed: int) -> Iterator[Pair]:
    """Yield sentence pairs made from the templates.

    Args:
        count: Pairs in all; some may be equal.
        seed: Seed of the draws.
    """
    table, chance = _table(), random.Random(seed)
    templates: list[dict[str, str]] = table["template"]
    for _ in range(count):
        template = chance.choice(templates)
        fillers: dict[str, tuple[str, str]] = {}
        for match in _SLOT.finditer(template["en"]):
            if match.group() not in fillers:
                fillers[match.group()] = _filler(table, match["kind"], chance, fillers)
        english, french = template["en"], template["fr"]
        for slot, (for_english, for_french) in fillers.items():
            english, french = english.replace(slot, for_english), french.replace(slot, for_french)
        yield Pair(_capitalized(english), _capitalized(_ELIDED.sub(r"\1\2'", french)), SOURCE)


def _filler(
    table: dict[str, Any], kind: str, chance: random.Random, taken: dict[str, tuple[str, str]]
) -> tuple[str, str]:
    if kind == "number":
        number = str(chance.randrange(2, 400))
        return number, number
    while True:
        drawn = chance.choice(table[kind])
        filler = (drawn, drawn) if isinstance(drawn, str) else (drawn[0], drawn[1])
        if filler not in taken.values():
            return filler


def _capitalized(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@cache
def _table() -> dict[str, Any]:
    text = (resources.files("mtcheck.training") / "data" / "news.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
