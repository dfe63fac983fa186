"""Whether two French words are forms of one word, without the leniency of a stemmer ("patriotes" is not "Patriot")."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mtcheck.french.lemmas import is_infinitive, is_known, lemma


def fold(word: str) -> str:
    """Return ``word`` in lower case, without accents, with a straight apostrophe and œ, æ spelt out."""
    plain = word.lower()
    return plain if plain.isascii() else _fold_accented(plain)


@lru_cache(maxsize=50_000)
def _fold_accented(lowered: str) -> str:
    plain = lowered.replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


# An h that is not heard; most words with one that is heard look the same, hence a list of how they begin.
_MUTE = re.compile(
    r"(?:habil|habit|haleine|halluc|harmoni|hebdo|héberg|hébét|hectare|hélice|hégémon|hélico|hémisph|hémorrag|hépati|herbe|hérédit|"
    r"hérit|héroïn|héroïqu|héroïsm|hésit|hétéro|heure|hexagon|hibern|hilar|hindou|hippo|hispan|histoir|histor|hiver|"
    r"homicid|hommage|homme|homo|honnêt|honneur|honor|hôpit|horair|horizon|horlog|hormon|horreur|horribl|horrif|hospic|"
    r"hospit|hostil|hôte|huile|huissier|huîtr|humain|human|humeur|humid|humili|humour|humori|hybrid|hydr|hygi|hymn|hyper|"
    r"hypno|hypoc|hypot|hystér)"
)


def begins_with_vowel(form: str) -> bool:
    """Say whether articles are elided before a form, lower case: it begins with a vowel or an h that is not heard."""
    return fold(form[0]) in "aeiou" or _MUTE.match(form) is not None


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


_FEMININE = (("eux", "euse"), ("if", "ive"), ("el", "elle"), ("en", "enne"), ("er", "ère"), ("et", "ète"), ("c", "que"))


def agreeing(adjective: str, *, gender: str | None, plural: bool) -> str:
    """Return a French adjective in the gender and number of its noun.

    Args:
        adjective: Dictionary form.
        gender: ``m``, ``f`` or None where unknown (taken for masculine).
        plural: Whether the noun is plural.

    Returns:
        The inflected form where the dictionary confirms it, else the dictionary form.
    """
    form = adjective
    if gender == "f" and not adjective.endswith("e"):
        candidates = [adjective[: -len(end)] + new for end, new in _FEMININE if adjective.endswith(end)] + [
            adjective + "e"
        ]
        form = next((c for c in candidates if is_known(c, "fr")), adjective)
    if plural and form[-1] not in "sx":
        candidates = [form[:-2] + "aux", form + "s"] if form.endswith("al") else [form + "s"]
        form = next((c for c in candidates if is_known(c, "fr")), form)
    return form


def in_number_of(rendering: str, printed: str) -> str:
    """Return an accepted rendering with its first noun in the plural where the printed French opens with a plural.

    "système Patriot" beside the printed "systèmes patriotes" becomes "systèmes Patriot". A rendering with an adjective,
    which would have to agree, stays as it is.
    """
    head, *rest = rendering.split()
    agrees = all(
        word != word.lower() or word in _LINKS or before in _LINKS
        for before, word in zip([head, *rest], rest, strict=False)
    )
    first = printed.split(maxsplit=1)[0]
    plural = first.endswith(("s", "x")) and lemma(first, "fr") != first.lower()
    if not (plural and agrees and head.isalpha() and head == head.lower() and head[-1] not in "sxz"):
        return rendering
    many = head[:-2] + "aux" if head.endswith("al") else head + ("x" if head.endswith(("eau", "eu")) else "s")
    return " ".join([many, *rest]) if is_known(many, "fr") else rendering


def in_verb_form_of(rendering: str, printed: str) -> str:
    """Return an accepted rendering in the verb form of the printed French, where both open with the same verb.

    "obtenir des assurances" beside the printed "obtenu des réassurances" becomes "obtenu des assurances".
    """
    head, *rest = rendering.split()
    first = printed.split(maxsplit=1)[0]
    same = rest and is_infinitive(head) and lemma(first, "fr") == head
    return " ".join([first, *rest]) if same else rendering


_LINKS = frozenset("de d' du des à en".split())
