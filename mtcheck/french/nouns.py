"""Gender and number of French nouns and adjectives, and their plurals."""

from __future__ import annotations

from mtcheck.french.classes import PREPOSITIONS
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import ADJECTIVE, NOUN, PARTICIPLE, PAST, Reading, inflected, is_infinitive, readings
from mtcheck.french.lemmas import lemma
from mtcheck.text.words import fold_case

NOUN_LIKE = 0.1  # share of a form's occurrences that follow a determiner, from which it is taken for a noun
_VERBAL = 0.1  # share of a form's occurrences that follow a subject, from which it is taken for a verb
# Compounds of a verb and its object: masculine, and they do not vary.
_VERB_FIRST = ("porte-", "cessez-", "brise-", "lance-", "chasse-", "couvre-", "garde-à-", "essuie-", "cache-")
# Endings of nouns that no lexicon has.
_FEMININE_ENDINGS = ("tion", "sion", "ité", "ance", "ence", "ture", "esse")
_MASCULINE_ENDINGS = ("ment", "isme", "oir", "teur", "eur-général")


def gender_of(noun: str) -> str | None:
    """Return ``m`` or ``f`` where the reference corpus, the lexicon or the ending is sure of it, else None."""
    word = fold_case(noun)
    counts = shipped_counts()
    known = counts.gender(word) or counts.gender(word, at_least=8, slips=0)
    if known is None and lemma(word, "fr") != word:
        single = lemma(word, "fr")
        known = counts.gender(single) if not is_infinitive(single) else None
    if known is not None:
        return known
    if word.startswith(_VERB_FIRST):
        return "m"
    told = {reading.gender for reading in readings(word) if reading.pos == NOUN}
    if told:
        return min(told) or None if len(told) == 1 else None
    if word.endswith(_MASCULINE_ENDINGS):
        return "m"
    return "f" if word.endswith(_FEMININE_ENDINGS) else None


def marked_gender(word: str) -> str | None:
    """Return the gender that an adjective's form shows ("important" m, "importante" f); None where it shows none."""
    if shipped_counts().verbal(word) > _VERBAL or is_noun_like(word):
        return None
    told = {reading.gender for reading in readings(word) if _qualifies(reading)}
    return min(told) or None if len(told) == 1 else None


def is_plural(noun: str) -> bool:
    """Say whether a noun or an adjective stands in the plural and in nothing else."""
    word = fold_case(noun)
    told = {reading.number for reading in readings(word) if reading.pos == NOUN or _qualifies(reading)}
    if told:
        return told == {"p"}
    return word.endswith(("s", "x")) and lemma(word, "fr") != word and not word.startswith(_VERB_FIRST)


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
        if token in PREPOSITIONS or "'" in token or "’" in token:
            return " ".join([*done, *tokens[index:]])
        if index and token == token.lower() and not _varies(token):
            return None
        many = _plural_of(token)
        if many is None:
            return None
        done.append(many)
    return " ".join(done)


def is_noun_like(word: str) -> bool:
    """Say whether the reference corpus often has a form behind a determiner."""
    counts = shipped_counts().forms.get(word)
    return bool(counts and counts.total and (counts.masculine + counts.feminine) / counts.total > NOUN_LIKE)


def _plural_of(word: str) -> str | None:
    if word != word.lower() or word.startswith(_VERB_FIRST) or word[-1] in "sxz":
        return word  # a name, or what does not vary
    found = [reading for reading in readings(word) if reading.pos == NOUN or _qualifies(reading)]
    if found and word.endswith("e"):
        return word + "s"  # without exception, whatever the gender
    for reading in found:
        many = (
            inflected(reading.lemma, reading.pos, reading.gender, "p")
            if reading.pos in {NOUN, ADJECTIVE}
            else word + "s"
        )
        if many is not None:
            return many
    return None


def _varies(word: str) -> bool:
    """Say whether a word after a noun goes with it in number."""
    return not is_noun_like(word) and any(map(_qualifies, readings(word)))


def _qualifies(reading: Reading) -> bool:
    """Say whether a word, so read, agrees with a noun: an adjective or a past participle."""
    return reading.pos == ADJECTIVE or (reading.mood == PARTICIPLE and reading.tense == PAST)
