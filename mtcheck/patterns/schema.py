"""One schema for fixed knowledge: terms, idioms, senses, calques, names and acronyms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from re import compile as compile_pattern

from mtcheck.french.lemmas import is_known, lemma
from mtcheck.text.stopwords import ENGLISH

LIGHT_VERBS = frozenset("hold take make give get put come go have say call bring keep".split())
_ENGLISH_WORD = compile_pattern(r"[^\W\d_]+")


class PatternKind(StrEnum):
    """What a pattern knows.

    The English of a term or a name is looked for word by word in the French; that of the other kinds is not, since their
    words may be meant as they stand ("l'inspecteur leva les sourcils").
    """

    TERM = "term"
    IDIOM = "idiom"
    SENSE = "sense"
    CALQUE = "calque"
    NAME = "name"
    ACRONYM = "acronym"
    ORDER = "order"


GLOSSED = frozenset({PatternKind.TERM, PatternKind.NAME})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One piece of fixed knowledge.

    Attributes:
        english: Its English forms, the usual one first.
        french: Every accepted French rendering, in dictionary form; a capital marks a name. The first is suggested.
        literal: English word sequences that a word-for-word rendering passes through.
        forms: French that is never right for it, as ``mtcheck.patterns.forms`` describes.
        near: English words, one of which the sentence must render before a literal rendering is suspicious.
        unless: English words that clear the suspicion where the sentence renders one.
        without: French words, as in a form, that clear the suspicion where one stands before in the sentence.
        sound: French that looks like a literal rendering and is something else: "maison d'arrêt" is no *house arrest*.
        kind: What it knows.
        domain: Where it is at home: defence, diplomacy, ….
        examples: Garbled sentences, with the wrong words in square brackets.
        counterexamples: Sound sentences in which similar words are right.
    """

    english: tuple[str, ...]
    french: tuple[str, ...]
    literal: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    kind: PatternKind = PatternKind.TERM
    domain: str = ""
    sound: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def glosses(self) -> tuple[tuple[str, ...], ...]:
        """The English dictionary forms, unordered in use, that a literal rendering glosses to; no duplicates.

        A sequence of one word counts only where it is listed as a ``literal`` of one word and ``near`` says in which
        company the word is suspicious.
        """
        found: dict[tuple[str, ...], None] = {}
        for phrase in (*(self.english if self.kind in GLOSSED else ()), *self.literal):
            for gloss in (english_lemmas(phrase), compound_parts(phrase)):
                if len(gloss) == 2 and LIGHT_VERBS.intersection(gloss):
                    continue  # "hold talks": too many sound phrases gloss to it
                lone = len(gloss) == 1 and phrase in self.literal and _ENGLISH_WORD.fullmatch(phrase)
                if len(gloss) > 1 or (lone and self.near):
                    found[gloss] = None
        return tuple(found)


@lru_cache(maxsize=50_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """Return the two words of an English closed compound ("whistleblower": whistle, blower), () where it is none.

    A machine that does not know a compound translates its parts.
    """
    if not word.isalpha() or not word.islower() or len(word) < 7:
        return ()
    for cut in range(3, len(word) - 2):
        first, second = word[:cut], word[cut:]
        if all(is_known(part, "en") and part not in ENGLISH and part not in _AFFIXES for part in (first, second)):
            return lemma(first, "en"), lemma(second, "en")
    return ()


_AFFIXES = frozenset(
    "able ably age ally ance ant ate dis ence ent ers ess est ful fore han hood ing ings ion ions ism ist ists ity ive less "
    "man men ment ments ness ous out pre pro tic tion tions ure con com per inter over under port sub red par".split()
)


def english_lemmas(phrase: str) -> tuple[str, ...]:
    """Return the dictionary forms of the content words of an English phrase, in order."""
    bases = []
    for word in _ENGLISH_WORD.findall(phrase.lower()):
        if len(word) < 2 or word in ENGLISH:
            continue
        base = lemma(word, "en")
        bases.append(word if base in ENGLISH else base)
    return tuple(bases)


@lru_cache(maxsize=50_000)
def kin(word: str) -> str:
    """Return the verb of an English noun in -ing ("landing": land), other words as they are.

    The word table and the dictionary differ on whether such a noun is a form of the verb.
    """
    if word.endswith("ing") and len(word) > 5:
        doubled = [word[:-4]] if word[-4] == word[-5] else []
        for verb in [word[:-3] + "e", word[:-3], *doubled]:
            if len(verb) > (2 if doubled else 3) and is_known(verb, "en") and lemma(verb, "en") == verb:
                return verb
    return word
