"""Whether a French word can be a conjugated verb: what makes a clause of a run of words."""

from __future__ import annotations

import re
from functools import lru_cache

from mtcheck.french.lemmas import is_infinitive, lemma

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = frozenset(
    """
    est sont était étaient sera seront serait seraient fut soit soient a ont avait avaient aura auront aurait auraient ait va
    vont doit doivent peut peuvent veut veulent fait font dit faut sait vient viennent suis sommes ai avons avez êtes
    """.split()
)
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|ant|ants|ante|antes|i|ie|is|ies|u|ue|us|ues)$")
_NOUNS = frozenset("porte note place force cause forme marche juge garde maires ministres cadre livre suite".split())
_CLITIC = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|je|nous|vous|ce|tu)$")


@lru_cache(maxsize=100_000)
def is_conjugated(word: str) -> bool:
    """Say whether a lower-case word is a conjugated verb, and nothing commoner."""
    if word in _COMMON or _CLITIC.search(word):
        return True
    if len(word) < 4 or _PARTICIPLE.search(word) or word in _NOUNS:
        return False
    base = lemma(word, "fr")
    return base != word and is_infinitive(base)


def has_verb(words: str) -> bool:
    """Say whether some word of ``words`` is a conjugated verb."""
    return any(is_conjugated(word) for word in _WORD.findall(words.lower().replace("’", "'")))
