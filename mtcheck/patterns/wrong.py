"""Wrong renderings of the dictionary that no sound French uses, to be told without the English.

The dictionary lists what careless translation prints for each headword. Most of it may stand in sound French about something
else; what is of two content words or more, is no rendering that any entry accepts, stands in none of the dictionary's sound
sentences, and puts words side by side that the reference corpus never does, tells by itself; a verb with what goes with it
and a common adjective before a noun never do.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from mtcheck.french.lemmas import lemma
from mtcheck.patterns.forms import WordLike, parted
from mtcheck.shipped import shipped_unpacked
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

FILE = "wrong.tsv.xz"  # in mtcheck/patterns/data
# Function words with what they become beside an article or a vowel: one key for all.
_SAME = {
    other: word
    for word, others in {"de": "d' du des", "le": "la les l'", "à": "au aux", "un": "une", "que": "qu'"}.items()
    for other in others.split()
}
ARTICLES = frozenset({"de", "le", "à", "un"})


def key_of(folded: str, base: str) -> str:
    """Return what a word is compared by: its dictionary form, or a function word's simple form."""
    return _SAME.get(folded) or (folded if folded in FRENCH else base)


def keys_of(phrase: str) -> tuple[str, ...]:
    """Return what the words of a phrase are compared by, in order."""
    return tuple(key_of(word.folded, lemma(word.folded, "fr")) for word in words(phrase))


class WrongRendering(NamedTuple):
    """A wrong rendering and what it was meant to say.

    Attributes:
        english: The headword.
        french: Accepted renderings, the first of each sense.
        lone: Whether the headword has one sense, so that the first rendering can be suggested.
    """

    english: str
    french: tuple[str, ...]
    lone: bool


@dataclass(frozen=True)
class WrongRenderings:
    """Wrong renderings by the keys of their words.

    Args:
        known: Every rendering with what it was meant to say.
    """

    known: Mapping[tuple[str, ...], WrongRendering]

    def __post_init__(self) -> None:
        """Index the renderings by their first word that is no function word."""
        starts: dict[
            str, list[str]
        ] = {}  # renderings joined: tens of thousands of tuples would take their time and room
        for keys in self.known:
            starts.setdefault(next(key for key in keys if key not in FRENCH), []).append(" ".join(keys))
        object.__setattr__(self, "_starts", starts)

    def find(self, sentence: Sequence[WordLike], text: str) -> Iterator[tuple[int, int, WrongRendering]]:
        """Give the first word of each wrong rendering in a sentence, the word behind its last, and what was meant."""
        starts: Mapping[str, list[str]] = self._starts  # type: ignore[attr-defined]
        printed = [key_of(word.folded, word.lemma) for word in sentence]
        for place, key in enumerate(printed):
            for joined in starts.get(key, ()):
                keys = tuple(joined.split(" "))
                first = place - keys.index(key)
                last = first + len(keys)
                if first < 0 or tuple(printed[first:last]) != keys:
                    continue
                if any(word.text[0].isupper() for word in sentence[max(first, 1) : last]):
                    continue  # a name: "Vendredi noir", "la planète Mercure"
                if not any(parted(sentence, text, number) for number in range(first + 1, last)):
                    yield first, last, self.known[keys]


def pack_wrong(known: Mapping[tuple[str, ...], WrongRendering]) -> bytes:
    """Write wrong renderings as the package's file."""
    lines = sorted(
        "\t".join((" ".join(keys), item.english, "1" if item.lone else "0", "|".join(item.french)))
        for keys, item in known.items()
    )
    return lzma.compress("".join(f"{line}\n" for line in lines).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


class PackedRenderings(Mapping[tuple[str, ...], WrongRendering]):
    """What ``pack_wrong`` wrote, each rendering read when it is asked for: a text meets few of them.

    Args:
        lines: The file's.
        without: Keys of renderings that are left out.
    """

    def __init__(self, lines: Iterable[str], without: Iterable[tuple[str, ...]] = ()) -> None:
        parts = (line.partition("\t") for line in lines)
        self._packed = {keys: rest for keys, _, rest in parts}
        for keys in without:
            self._packed.pop(" ".join(keys), None)

    def __getitem__(self, keys: tuple[str, ...]) -> WrongRendering:
        """Return what a rendering was meant to say."""
        english, lone, french = self._packed[" ".join(keys)].split("\t")
        return WrongRendering(english, tuple(french.split("|")), lone == "1")

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Give the keys of all renderings, in the file's order."""
        return (tuple(keys.split(" ")) for keys in self._packed)

    def __len__(self) -> int:
        """Return the number of renderings."""
        return len(self._packed)


def sound_phrases() -> tuple[str, ...]:
    """Return phrases that sound French uses as well, though the dictionary lists them as wrong for some headword."""
    return tuple(
        resources.files("mtcheck.patterns").joinpath("data/sound.txt").read_text(encoding="utf-8").splitlines()
    )


@cache
def shipped_wrong_renderings() -> WrongRenderings:
    """Load the wrong renderings that ship with the package."""
    lines = shipped_unpacked("mtcheck.patterns", f"data/{FILE}").decode("utf-8").splitlines()
    return WrongRenderings(PackedRenderings(lines, map(keys_of, sound_phrases())))
