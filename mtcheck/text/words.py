"""Words of French and English text, with their spans."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mtcheck.records import Span

_ELIDED = r"(?:[cdjlmnst]|qu|lorsqu|puisqu|quoiqu|jusqu|presqu|quelqu)['’]"
_EXCEPTION = r"aujourd['’]hui|prud['’]hom\w*|grand['’](?:mère|rue|peine)\w*"
_CLITIC = (
    r"-t-(?:il|elle|on|ils|elles)\b|-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|y|en|moi|toi)\b"
)
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,:\u00a0\u202f]\d+)*"
_WORD = r"[^\W\d_]\w*(?:-\w+)*"
# The first letters are looked at before the alternatives are tried: four times as fast.
_PATTERN = re.compile(
    rf"(?=[apg])(?:{_EXCEPTION})|(?=[cdjlmnstpq])\b{_ELIDED}|(?=\d)(?:{_NUMBER})|{_WORD}", re.IGNORECASE
)
_VERB_CLITIC = re.compile(rf"(?P<verb>.+?)(?P<clitic>{_CLITIC})$", re.IGNORECASE)
_SHORT = 1000  # code points of a text whose words are kept: a sentence is asked for dozens of times, by every check
_COMPOUNDS = frozenset(
    {"rendez-vous", "cessez-le-feu", "sur-le-champ", "peut-être", "celle-ci", "on-dit", "qu-en-dira-t-on"}
)


class Word(NamedTuple):
    """One word: its span in the text that was cut, and its exact slice."""

    span: Span
    text: str

    @property
    def folded(self) -> str:
        """Lower case with a straight apostrophe, for look-ups; accents kept."""
        return fold_case(self.text)


def fold_case(text: str) -> str:
    """Return ``text`` in lower case with straight apostrophes; accents kept."""
    return text.lower().replace("’", "'")


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """Cut ``text`` into words.

    Elided forms stand alone ("l'", "d'", "qu'"), hyphenated compounds stay whole ("cessez-le-feu"), a clitic after a
    verb is cut off ("a-t-il" gives "a" and "-t-il"). Numbers are words; punctuation is not.

    Args:
        text: Any text.
        offset: Added to every span, where ``text`` is a slice of a longer one.

    Returns:
        The words in order; spans do not overlap.
    """
    return _kept(text, offset) if len(text) <= _SHORT else _cut(text, offset)


def _cut(text: str, offset: int) -> tuple[Word, ...]:
    found: list[Word] = []
    for match in _PATTERN.finditer(text):
        word, start = match.group(), match.start() + offset
        clitic = _VERB_CLITIC.match(word) if "-" in word and word.lower() not in _COMPOUNDS else None
        if clitic and len(clitic["verb"]) > 0:
            cut = start + len(clitic["verb"])
            found.append(Word(Span(start, cut), clitic["verb"]))
            found.append(Word(Span(cut, start + len(word)), clitic["clitic"]))
        else:
            found.append(Word(Span(start, start + len(word)), word))
    return tuple(found)


_kept = lru_cache(maxsize=1024)(_cut)
