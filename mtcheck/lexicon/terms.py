"""Curated English–French terms: what a term is called in sound French, and what a literal rendering goes through."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mtcheck.french.lemmas import is_known, lemma
from mtcheck.text.stopwords import ENGLISH

LIGHT_VERBS = frozenset("hold take make give get put come go have say call bring keep".split())
_ENGLISH_WORD = re.compile(r"[^\W\d_]+")


# Domains of the terms whose English may well be said word for word: "l'inspecteur leva les sourcils", "une courte liste".
UNPATTERNED = frozenset({"idioms", "senses"})


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    Attributes:
        english: Its English forms, the usual one first.
        french: Every accepted French rendering, in dictionary form; a capital marks a name. The first is suggested.
        literal: English word sequences that a word-for-word rendering passes through.
        wrong: French renderings that are never right for it.
        near: English words, one of which the sentence must render before a literal rendering is suspicious.
        unless: English words that clear the suspicion where the sentence renders one.
        sound: French that looks like a literal rendering and is something else: "maison d'arrêt" is no *house arrest*.
        domain: The file that holds it: defence, diplomacy, ….
        turns: Renderings that are never right, as regular expressions, for turns with other words inside ("phrase de six
            ans"); case counts for nothing, and a group ``wrong`` tells which of the words are wrong.
    """

    english: tuple[str, ...]
    french: tuple[str, ...]
    literal: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    domain: str = ""
    turns: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()

    @property
    def patterns(self) -> tuple[tuple[str, ...], ...]:
        """The English dictionary forms, unordered in use, that a literal rendering glosses to; no duplicates.

        A pattern of one word counts only where it is listed as a ``literal`` of one word and ``near`` says in which
        company the word is suspicious.
        """
        found: dict[tuple[str, ...], None] = {}
        for phrase in (*(() if self.domain in UNPATTERNED else self.english), *self.literal):
            for pattern in (english_lemmas(phrase), compound_parts(phrase)):
                if len(pattern) == 2 and LIGHT_VERBS.intersection(pattern):
                    continue  # "hold talks": too many sound phrases gloss to it
                lone = len(pattern) == 1 and phrase in self.literal and _ENGLISH_WORD.fullmatch(phrase)
                if len(pattern) > 1 or (lone and self.near):
                    found[pattern] = None
        return tuple(found)


@cache
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


@cache
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


def term_of(entry: Mapping[str, Any], domain: str) -> Term:
    """Build a term from its TOML table."""
    return Term(
        english=tuple(entry["english"]),
        french=tuple(entry["french"]),
        literal=tuple(entry.get("literal", ())),
        wrong=tuple(entry.get("wrong", ())),
        turns=tuple(entry.get("turns", ())),
        sound=tuple(entry.get("sound", ())),
        near=frozenset(lemma(word, "en") for word in entry.get("near", ())),
        unless=frozenset(lemma(word, "en") for word in entry.get("unless", ())),
        domain=domain,
    )


@cache
def shipped_terms() -> tuple[Term, ...]:
    """Load the terms that ship with the package, by domain then in file order."""
    folder = resources.files("mtcheck.lexicon").joinpath("data/terms")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(
        term_of(entry, file.name.removesuffix(".toml"))
        for file in files
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("term", ())
    )
