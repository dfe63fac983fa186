"""Whether two French words are forms of one word ("patriotes" is not "Patriot"), and one word in the form of another."""

from __future__ import annotations

from functools import lru_cache

from mtcheck.french.classes import PREPOSITIONS
from mtcheck.french.forms import (
    ADJECTIVE,
    NOUN,
    infinitives,
    inflected,
    is_infinitive,
    past_participle,
    past_participle_of,
)
from mtcheck.french.lemmas import lemma
from mtcheck.french.nouns import is_plural, pluralised
from mtcheck.french.spelling import fold


@lru_cache(maxsize=100_000)
def same_word(accepted: str, found: str) -> bool:
    """Say whether ``found`` is a form of ``accepted``.

    Args:
        accepted: A dictionary form; with a capital inside it is a name, and only its own spelling (plural s allowed,
            accents on capitals optional) is accepted.
        found: A word as printed.
    """
    if accepted != accepted.lower():
        same = fold(found) in {fold(accepted), fold(accepted) + "s"}
        return same and (found != found.lower() or accepted.isupper())
    if lemma(accepted, "fr") == lemma(found, "fr"):
        return True
    one, other = bare(accepted), bare(found)
    plain = found.lower().removesuffix("s")
    if any(one == plain.removesuffix(of_women) + of_men for of_women, of_men in _WOMEN if plain.endswith(of_women)):
        return True
    return one == other or (found[:1].isupper() and fold(one[:1]) + one[1:] == other)


_WOMEN = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("ffe", "f"),
)  # "cheffe", which no rule of number and gender leads to "chef"
_ENDINGS = (
    ("aux", "al"),
    ("ales", "al"),
    ("ale", "al"),
    ("ives", "if"),
    ("ive", "if"),
    ("euses", "eux"),
    ("euse", "eux"),
)


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """Strip the endings of number and gender; accents count, but for the one on a capital ("Etat")."""
    plain = word.lower().replace("’", "'")
    if word[:1].isupper():
        plain = fold(plain[0]) + plain[1:]
    for ending, instead in _ENDINGS:
        if len(plain) > len(ending) + 2 and plain.endswith(ending):
            return plain[: -len(ending)] + instead
    if len(plain) > 4 and plain[-1] in "sx":
        plain = plain[:-1]
    # a short word may be another one with an e ("port", "porte"); a longer one seldom is
    return plain[:-1] if len(plain) > 5 and plain.endswith("e") else plain


def agreeing(adjective: str, *, gender: str | None, plural: bool) -> str:
    """Return a French adjective, or a participle, in the gender and number of its noun.

    Args:
        adjective: Dictionary form.
        gender: ``m``, ``f`` or None where unknown (taken for masculine).
        plural: Whether the noun is plural.

    Returns:
        The inflected form where the lexicon has one, else the dictionary form.
    """
    wanted = (gender or "m", "p" if plural else "s")
    form = inflected(adjective, ADJECTIVE, *wanted)
    if form is None:
        verbs = sorted(past_participle_of(adjective))
        form = past_participle(verbs[0], *wanted) if verbs else inflected(adjective, NOUN, *wanted)
    return form or adjective


def in_number_of(rendering: str, printed: str) -> str:
    """Return an accepted rendering with its first noun in the plural where the printed French opens with a plural.

    "système Patriot" beside the printed "systèmes patriotes" becomes "systèmes Patriot". A rendering with an adjective,
    which would have to agree, stays as it is.
    """
    head, *rest = rendering.split()
    agrees = all(
        word != word.lower() or word in PREPOSITIONS or before in PREPOSITIONS
        for before, word in zip([head, *rest], rest, strict=False)
    )
    plural = is_plural(printed.split(maxsplit=1)[0])
    if not (plural and agrees and head.isalpha() and head == head.lower() and head[-1] not in "sxz"):
        return rendering
    many = pluralised(head)
    return " ".join([many, *rest]) if many else rendering


def in_verb_form_of(rendering: str, printed: str) -> str:
    """Return an accepted rendering in the verb form of the printed French, where both open with the same verb.

    "obtenir des assurances" beside the printed "obtenu des réassurances" becomes "obtenu des assurances".
    """
    head, *rest = rendering.split()
    first = printed.split(maxsplit=1)[0]
    same = rest and is_infinitive(head) and head in infinitives(first)
    return " ".join([first, *rest]) if same else rendering
