"""Variants of sound pairs, so that the model reads what articles hold: lost accents, capitals, marks, respelled names.

One variant has nothing to read. Forced decoding contrasts a text given its source with the same text given nothing
(Vamvas and Sennrich 2022), and the latter means something only where the network has learned to write without a source.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.training.corpus import ONE_WAY, Directions, Pair
from mtcheck.training.recipe import NoiseRecipe


class NoisyExample(NamedTuple):
    """A pair to train on."""

    english: str
    french: str
    directions: Directions = Directions.BOTH


_FRENCH_MARKS = ('"{}"', "« {} »", "“{}”", "«{}»")
_ENGLISH_MARKS = ('"{}"', "“{}”", "'{}'")
_STRAIGHT = re.compile(r'"([^"]+)"')
_CURLY = re.compile(r"[«“]\s?([^«»“”]+?)\s?[»”]")
_BEFORE_MARK = re.compile(r" (?=[;:!?»])|(?<=«) ")
_NAME = re.compile(r"(?<=[a-zà-ÿ,'] )[A-Z][a-z]{4,}\b")
_VOWELS = "aeiouy"


def without_accents(text: str) -> str:
    """Return the text as a channel leaves it that knows unaccented letters only."""
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def in_other_marks(text: str, marks: tuple[str, ...], chance: random.Random) -> str:
    """Replace each quotation's marks by those of another style: straight ones by any of ``marks``, others by straight."""
    if _CURLY.search(text):
        return _CURLY.sub(r'"\1"', text)
    style = chance.choice(marks[1:])
    return _STRAIGHT.sub(lambda match: style.format(match[1]), text)


def without_spacing(french: str) -> str:
    """Drop the space that French sets before double punctuation and inside guillemets.

    The no-break spaces themselves need no variant: normalisation makes them plain before the model reads them.
    """
    return _BEFORE_MARK.sub("", french)


def respelled(name: str, chance: random.Random) -> str:
    """Return a name with one vowel changed, or one letter doubled or dropped; its first letter stays."""
    place = chance.randrange(1, len(name))
    letter = name[place]
    if letter in _VOWELS:
        return name[:place] + chance.choice([vowel for vowel in _VOWELS if vowel != letter]) + name[place + 1 :]
    return name[:place] + chance.choice(["", letter * 2]) + name[place + 1 :]


class Noise:
    """Draws variants; the same recipe and seed give the same ones."""

    def __init__(self, recipe: NoiseRecipe, seed: int) -> None:
        self._recipe = recipe
        self._chance = random.Random(seed)
        self._unread = random.Random(seed + 1)  # apart, so that this share changes no other variant

    def examples(self, pair: Pair) -> Iterator[NoisyExample]:
        """Yield the pair as it is, then the variants that were drawn for it; what an engine wrote as it is, one way."""
        only = ONE_WAY.get(pair.source)
        if only is not None:
            yield NoisyExample(pair.english, pair.french, only)
            return
        yield NoisyExample(pair.english, pair.french)
        recipe, draw = self._recipe, self._chance.random
        if draw() < recipe.accents and (plain := without_accents(pair.french)) != pair.french:
            yield NoisyExample(pair.english, plain, Directions.TO_ENGLISH)
        if draw() < recipe.capitals:
            yield NoisyExample(pair.english.upper(), pair.french.upper())
        if draw() < recipe.quoted and not (_STRAIGHT.search(pair.english) or _CURLY.search(pair.french)):
            yield NoisyExample(
                _ENGLISH_MARKS[0].format(pair.english), self._chance.choice(_FRENCH_MARKS).format(pair.french)
            )
        if draw() < recipe.marks:
            yield from self._marked(pair)
        if draw() < recipe.spacing and (tight := without_spacing(pair.french)) != pair.french:
            yield NoisyExample(pair.english, tight, Directions.TO_ENGLISH)
        if draw() < recipe.names:
            yield from self._renamed(pair)
        if self._unread.random() < recipe.alone:
            yield NoisyExample("", pair.french, Directions.TO_FRENCH)
            yield NoisyExample(pair.english, "", Directions.TO_ENGLISH)

    def _marked(self, pair: Pair) -> Iterator[NoisyExample]:
        french = in_other_marks(pair.french, _FRENCH_MARKS, self._chance)
        if french != pair.french:
            yield NoisyExample(pair.english, french, Directions.TO_ENGLISH)
        english = in_other_marks(pair.english, _ENGLISH_MARKS, self._chance)
        if english != pair.english:
            yield NoisyExample(english, pair.french, Directions.TO_FRENCH)

    def _renamed(self, pair: Pair) -> Iterator[NoisyExample]:
        shared = sorted(set(_NAME.findall(pair.english)) & set(_NAME.findall(pair.french)))
        if shared:
            name = self._chance.choice(shared)
            other = respelled(name, self._chance)
            whole = re.compile(rf"\b{name}\b")
            yield NoisyExample(whole.sub(other, pair.english), whole.sub(other, pair.french))
