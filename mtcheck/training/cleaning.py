"""Cleaning a parallel corpus: what cannot be a translation is left out."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from mtcheck.training.corpus import Pair
from mtcheck.training.recipe import CorpusRecipe

_SPACE = re.compile(r"\s+")


def normalized(text: str) -> str:
    """Normalise a text as the engine normalises what it reads: NFKC, straight apostrophes, single spaces.

    The same as ``mtcheck.engines.normalization.normalize``, without the places and many times faster.
    """
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("''", '"')
    return _SPACE.sub(" ", text).strip()


def is_plausible(pair: Pair, *, most_words: int, most_ratio: float) -> bool:
    """Say whether two normalised sentences can be translations of each other.

    Args:
        pair: The pair.
        most_words: Longest sentence, in words between spaces.
        most_ratio: Greatest ratio of the two lengths; three words of grace let short sentences differ.

    Returns:
        False for an empty side, the same text on both, and lengths that are too great or too unlike.
    """
    english, french = pair.english.count(" ") + 1, pair.french.count(" ") + 1
    shorter, longer = sorted((english, french))
    if not pair.english or not pair.french or pair.english == pair.french:
        return False
    return longer <= most_words and longer <= most_ratio * shorter + 3


def weight_of(source: str, recipe: CorpusRecipe) -> float:
    """Return how often pairs of a collection are used: under 1 a share of them once, above 1 each so many times."""
    return next((share for name, share in recipe.shares.items() if source.startswith(name)), 1.0)


def clean(pairs: Iterable[Pair], recipe: CorpusRecipe) -> Iterator[Pair]:
    """Yield the normalised pairs that are plausible and new, thinned by collection as the recipe says.

    Args:
        pairs: Raw pairs.
        recipe: Limits, shares and seed.
    """
    chance = random.Random(recipe.seed)
    seen: set[bytes] = set()
    for raw in pairs:
        share = weight_of(raw.source, recipe)
        if share < 1 and chance.random() >= share:
            continue
        pair = Pair(normalized(raw.english), normalized(raw.french), raw.source)
        if not is_plausible(pair, most_words=recipe.most_words, most_ratio=recipe.most_ratio):
            continue
        # Eight bytes a pair instead of the texts: among ten million pairs a false duplicate is a matter of luck.
        mark = blake2b(f"{pair.english}\t{pair.french}".lower().encode("utf-8", "replace"), digest_size=8).digest()
        if mark not in seen:
            seen.add(mark)
            yield pair
