"""Gender, number and first sound of a French noun phrase in dictionary form."""

from __future__ import annotations

from mtcheck.french.grammar import shipped_grammar
from mtcheck.french.inflection import fold
from mtcheck.french.lemmas import is_infinitive, is_known, lemma

LINKS = frozenset("de du des à au aux en sur sous sans par pour contre hors avec dans entre".split())
_VERB_FIRST = ("porte-", "cessez-", "brise-", "lance-", "chasse-", "couvre-", "garde-à-", "essuie-", "cache-")
_FEMININE_ENDINGS = ("tion", "sion", "ité", "ance", "ence", "ture", "esse")
_MASCULINE_ENDINGS = ("ment", "isme", "oir", "teur", "eur-général")
_REGULAR_AL = frozenset("naval final fatal natal banal bancal glacial tribal carnaval festival récital régal".split())
_SILENT_H = (
    "homm habi herb heure hist hôpi hôte hosp host honn honor huma humi héli hérit hésit hiver hypo hype hydr hygi homol "
    "horai horr hébe hémi hect héro"
).split()
_SOUNDED_H = frozenset("héros".split())
_ADJECTIVES = (("euse", "eux"), ("ive", "if"), ("elle", "el"), ("enne", "en"), ("ère", "er"), ("e", ""))
NOUN_LIKE = 0.1  # share of a form's occurrences that follow a determiner, from which it is taken for a noun


def gender_of(noun: str) -> str | None:
    """Return ``m`` or ``f`` where the reference corpus or the ending is sure of it, else None."""
    word = noun.lower().replace("’", "'")
    known = shipped_grammar().gender(word) or shipped_grammar().gender(word, at_least=8, slips=0)
    if known is None and lemma(word, "fr") != word:
        single = lemma(word, "fr")
        known = shipped_grammar().gender(single) if not is_infinitive(single) else None
    if known is not None:
        return known
    if word.startswith(_VERB_FIRST) or word.endswith(_MASCULINE_ENDINGS):
        return "m"
    return "f" if word.endswith(_FEMININE_ENDINGS) else None


def marked_gender(word: str) -> str | None:
    """Return the gender that an adjective's form shows ("important" m, "importante" f); None where it shows none."""
    if shipped_grammar().verbal(word) > 0.1 or _is_noun(word):
        return None
    single = word.removesuffix("s")
    for feminine, masculine in _ADJECTIVES:
        for ending, other, gender in ((feminine, masculine, "f"), (masculine, feminine, "m")):
            if not single.endswith(ending) or (gender == "m" and single.endswith("e")):
                continue
            twin = single[: len(single) - len(ending)] + other
            if len(twin) > 2 and is_known(twin, "fr") and lemma(twin, "fr") == lemma(single, "fr"):
                return gender
    return None


def is_plural(noun: str) -> bool:
    """Say whether a noun stands in the plural."""
    word = noun.lower()
    return word.endswith(("s", "x")) and lemma(word, "fr") != word and not word.startswith(_VERB_FIRST)


def elides(word: str) -> bool | None:
    """Say whether "le" becomes "l'" before the word; None where its h or y leaves that open."""
    first = fold(word[:1])
    if first in "aeiou":
        return fold(word) not in {"onze", "onzieme", "oui", "ouistiti"}
    if first == "h":
        plain = word.lower()
        if plain in _SOUNDED_H:
            return False
        return True if plain.startswith(tuple(_SILENT_H)) else None
    return None if first == "y" else False


def pluralised(phrase: str) -> str | None:
    """Return a noun phrase with its noun, and the adjectives that go with it, in the plural.

    Args:
        phrase: Dictionary form: noun, adjectives, then complements that stay as they are ("livraison d'armes").

    Returns:
        The plural; None where a form is not in the dictionary, or a noun in apposition may or may not vary.
    """
    tokens = phrase.split()
    done: list[str] = []
    for index, token in enumerate(tokens):
        if token in LINKS or "'" in token or "’" in token:
            return " ".join([*done, *tokens[index:]])
        if index and token == token.lower() and not _is_adjective(token):
            return None
        many = _plural_of(token)
        if many is None:
            return None
        done.append(many)
    return " ".join(done)


def _plural_of(word: str) -> str | None:
    if word != word.lower() or word.startswith(_VERB_FIRST):
        return word  # a name, or a compound of a verb, which does not vary
    if word[-1] in "sxz":
        return word
    if "-" in word or not word.isalpha():
        return None
    if word.endswith("al") and word not in _REGULAR_AL:
        many = word[:-2] + "aux"
    else:
        many = word + ("x" if word.endswith(("eau", "eu")) else "s")
    return many if is_known(many, "fr") else None


def _is_adjective(word: str) -> bool:
    """Say whether a word after a noun goes with it in number: it has two genders, or ends as adjectives of both do."""
    return not _is_noun(word) and (marked_gender(word) is not None or word.endswith(("e", "s", "x")))


def _is_noun(word: str) -> bool:
    counts = shipped_grammar().forms.get(word)
    return bool(counts and counts.total and (counts.masculine + counts.feminine) / counts.total > NOUN_LIKE)
