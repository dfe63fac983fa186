"""French for the opposite of a printed word, in its form: what should stand where a word says the contrary of the English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mtcheck.facts.polarity import french_of
from mtcheck.french.elision import elides
from mtcheck.french.forms import Reading, conjugated, inflected, past_participle, present_participle, readings

# Verbs that take "être": one cannot stand for a verb that takes "avoir".
_WITH_ETRE = frozenset(
    "aller arriver décéder devenir entrer mourir naître partir rentrer rester retourner revenir sortir tomber venir".split()
)
_REFLEXIVE = re.compile(r"\b(?:se|me|te|nous|vous)\s+(?:\w+\s+)?$|\b[smt]['’](?:\w+\s+)?$", re.IGNORECASE)
_GOVERNS = re.compile(r"\s+(?:à|aux?|de|du|contre)\b|\s+d['’]", re.IGNORECASE)
_EITHER_WAY = {"avant": "après", "après": "avant", "plus": "moins", "moins": "plus"}


def contrary_in_place(text: str, start: int, end: int, pairs: Collection[str]) -> str | None:
    """Return what says the opposite of a word, in the form and with the joints of the word that stands there.

    Args:
        text: The French.
        start: Where the word starts.
        end: Where it ends.
        pairs: The pairs of opposites to which the English word belongs.

    Returns:
        None where other words would have to change too: a reflexive verb, a preposition that goes with it, an elision.
    """
    printed = text[start:end]
    if not printed.isalpha() or _REFLEXIVE.search(text[max(0, start - 20) : start]):
        return None
    simple = _EITHER_WAY.get(printed.lower())
    found = simple or next(_forms(printed.lower(), pairs, governs=bool(_GOVERNS.match(text, end))), None)
    if found is None or not _joins(text[max(0, start - 12) : start], found):
        return None
    return found.capitalize() if printed[0].isupper() else found


def _joins(before: str, word: str) -> bool:
    """Say whether a word can follow what stands before it as that is written: "l'" and "cet" want a vowel, "le" none."""
    if before.endswith(("'", "’")) or re.search(r"\b(?:cet|bel|nouvel|vieil)\s$", before, re.IGNORECASE):
        return bool(elides(word))
    return not (elides(word) and _WHOLE.search(before))


_WHOLE = re.compile(
    r"\b(?:[ldcsjmtn]e|la|que|ce|ma|ta|sa|beau|nouveau|vieux|(?:lors|puis|quoi|jus)que)\s$", re.IGNORECASE
)


def _forms(printed: str, pairs: Collection[str], *, governs: bool) -> Iterator[str]:
    for reading in readings(printed):
        if reading.pos not in {"verb", "adjective"} or (governs and reading.pos == "verb"):
            continue
        for other in french_of(reading.lemma, pairs, reading.pos):
            if (other in _WITH_ETRE) == (reading.lemma in _WITH_ETRE) and (form := _like(other, reading)):
                yield form


def _like(lemma: str, reading: Reading) -> str | None:
    """Return a dictionary form in the form of a reading."""
    if reading.pos == "adjective":
        return inflected(lemma, "adjective", reading.gender, reading.number)
    if reading.mood == "infinitive":
        return lemma
    if reading.mood == "participle":
        if reading.tense == "present":
            return present_participle(lemma)
        return past_participle(lemma, reading.gender or "m", reading.number or "s")
    return conjugated(lemma, reading.mood, reading.tense, person=reading.person, number=reading.number or "s")
