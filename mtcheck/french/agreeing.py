"""A suggestion in the number, and where it is a participle in the gender, of the words that it replaces."""

from __future__ import annotations

from mtcheck.french.classes import HAVE
from mtcheck.french.forms import ADJECTIVE, NOUN, past_participle, past_participle_of, readings
from mtcheck.french.lemmas import lemma
from mtcheck.french.nouns import gender_of, is_plural, pluralised
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word, words


def agreeing_with(before: tuple[Word, ...], old: Word, suggestion: str, old_rest: str = "") -> str | None:
    """Return a suggestion that stands behind no determiner as its place asks for it.

    Args:
        before: The words that lead up to the words at fault, the last right before them.
        old: The first of the words at fault.
        suggestion: What should stand there, in dictionary form.
        old_rest: The words at fault behind the first.

    Returns:
        The suggestion, a noun in the printed noun's number, a participle in the printed one's gender and number; None where it
        cannot stand there.
    """
    new = words(suggestion)[0]
    participles = past_participle_of(new.folded)
    if past_participle_of(old.folded):
        if participles:
            return _participle(before, old, suggestion)
        if before and before[-1].folded in HAVE:
            return None  # "a précipité" goes on as a verb does, and "en avance" is none
    singular = is_noun_head(new) and not is_plural(new.folded) and new.folded[-1] not in "sxz"
    # Where only the number of one noun changes, it is the number that was wrong.
    same = lemma(old.folded, "fr") == lemma(new.folded, "fr") and old_rest == suggestion.partition(" ")[2]
    if singular and is_noun_head(old) and is_plural(old.folded) and not same:
        return pluralised(suggestion)
    return suggestion


def is_noun_head(word: Word) -> bool:
    """Say whether the first word of a phrase is a common noun."""
    if word.text[0].isupper() and not readings(word.folded):
        return False
    if not word.folded[0].isalpha() or word.folded in FRENCH:
        return False
    return any(reading.pos == NOUN for reading in readings(word.folded)) or gender_of(word.folded) is not None


def qualifies_other(word: Word, old: Word, new: Word) -> bool:
    """Say whether a word agrees with the noun behind it, and would not with another one."""
    if word.folded in FRENCH:  # "sur" is a preposition, whatever else it may be
        return False
    shown = {reading.gender for reading in readings(word.folded) if reading.pos == ADJECTIVE}
    was, comes = gender_of(old.folded), gender_of(new.folded)
    return shown == {was} and was is not None and comes is not None and comes != was


def _participle(before: tuple[Word, ...], old: Word, suggestion: str) -> str | None:
    """Inflect the participle that a suggestion opens with as the printed one is."""
    first, *rest = suggestion.split(" ")
    told = {(r.gender, r.number) for r in readings(old.folded) if r.mood == "participle" and r.tense == "past"}
    verbs = sorted(past_participle_of(first))
    if len({gender for gender, _ in told}) != 1 or not verbs:
        return suggestion
    gender = next(iter(told))[0] or "m"
    numbers = {number for _, number in told if number}
    plural = numbers == {"p"} if len(numbers) == 1 and not old.folded.endswith(("s", "x")) else _is_plural(before, old)
    form = past_participle(verbs[0], gender, "p" if plural else "s")
    return None if form is None else " ".join([form, *rest])


def _is_plural(before: tuple[Word, ...], old: Word) -> bool:
    """Say whether a verb in the plural stands before a participle whose form tells no number."""
    if lemma(old.folded, "fr") != old.folded and not old.folded.endswith(("is", "us")):
        return True
    finite = (r for word in before[-3:] for r in readings(word.folded) if r.person == 3 and r.mood != "imperative")
    return any(reading.number == "p" for reading in finite)
