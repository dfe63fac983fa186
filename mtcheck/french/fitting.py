"""Fitting a noun phrase into the place of another: number, determiner, elision, capital; or saying that it does not fit."""

from __future__ import annotations

import re

from mtcheck.french.classes import (
    COMPLEMENTISERS,
    COMPOUND_RELATIVES,
    COORDINATORS,
    DAYS_TOLD,
    DEMONSTRATIVE_PRONOUNS,
    EUPHONIC,
    HAVE,
    NE,
    OWN_DETERMINERS,
    PREPOSITIONS,
    REFLEXIVES,
    THIRD_PERSON,
)
from mtcheck.french.counts import shipped_counts
from mtcheck.french.determiners import Determiner, determiner_before, determiner_for
from mtcheck.french.elision import elides
from mtcheck.french.forms import infinitives, is_infinitive
from mtcheck.french.lemmas import lemma
from mtcheck.french.nouns import gender_of, is_plural, pluralised
from mtcheck.records import Span
from mtcheck.text.words import Word, words

_REACH = 120  # code points of the line before the words that are read for their determiner
_VERBAL = 0.3  # share of a form's uses as a verb from which it is no noun without a determiner
_HANGING = frozenset({"de", "d'", "à", "que", "en"})  # a rendering that ends so wants words after it
_CLOSING = (
    PREPOSITIONS | COORDINATORS | COMPLEMENTISERS | OWN_DETERMINERS | DAYS_TOLD | NE | THIRD_PERSON | REFLEXIVES | HAVE
)  # what stands beside a noun and does not agree with it
_LINKING = frozenset({"être", "rester", "devenir"})
# Words that stand for a noun at a distance.
_STANDING_FOR = (
    THIRD_PERSON | DEMONSTRATIVE_PRONOUNS | frozenset({"aucun", "aucune", "tous", "toutes"}) | COMPOUND_RELATIVES
) - {"on", "ce", "c'", "ceci", "cela", "ça"}
_SENTENCE_END = re.compile(r"[.!?…\n\r]")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:«“\"(\n\r–—-])[\s«“\"(]*$")


def fitted(text: str, span: Span, rendering: str) -> tuple[Span, str] | None:
    """Put a noun phrase into the place of another.

    Args:
        text: The document.
        span: The words at fault, a noun phrase without its determiner.
        rendering: What should stand there, in dictionary form.

    Returns:
        What to replace (the span, with the determiner before it where that changes) and by what; None where the two
        differ in a way that other words would have to follow, or where a form is not sure.
    """
    inside, head = words(span.of(text)), rendering.split(maxsplit=1)[0]
    if not inside or _is_shouted(span.of(text)) or rendering.rsplit(maxsplit=1)[-1] in _HANGING or is_infinitive(head):
        return None
    before = words_before(text, span.start)
    determiner = determiner_before(before, span.start)
    plural = _number(inside[0], determiner)
    vowel = elides(rendering)
    if plural is None or vowel is None or _is_verb(inside[0], determiner) or (plural and head != head.lower()):
        return None  # "les" before a name belonged to the wrong words
    gender = _gender(text, span, before, determiner, head)
    clash = not determiner.kind and before and before[-1].folded in EUPHONIC and vowel != elides(inside[0].text)
    form = determiner_for(determiner, gender or None, vowel=vowel)
    phrase = _in_number(rendering, plural)
    if gender is None or clash or form is None or phrase is None:
        return None
    return _replacement(text, span, determiner, form, phrase)


def capital_kept(text: str, span: Span, replacement: str) -> str:
    """Return the replacement with a capital where the words that it replaces open a sentence with one."""
    opens = bool(_SENTENCE_START.search(text[max(0, span.start - _REACH) : span.start]))
    return replacement[0].upper() + replacement[1:] if opens and text[span.start].isupper() else replacement


def _gender(text: str, span: Span, before: tuple[Word, ...], determiner: Determiner, head: str) -> str | None:
    """Return the new noun's gender, empty where it is unknown and does not show; None where other words would clash."""
    first = words(span.of(text))[0].folded
    old, new = determiner.gender or gender_of(first), gender_of(head)
    if lemma(first, "fr") == lemma(head, "fr"):  # the noun stays: whatever agrees with it goes on agreeing
        clash = determiner.gender is not None and new not in {None, determiner.gender}
        return None if clash else new or determiner.gender or ""
    if old is not None and old == new:
        return new
    return (new or "") if _stands_alone(text, span, before, determiner) else None


def _is_shouted(printed: str) -> bool:
    return printed.isupper() and len(printed) > 3


def words_before(text: str, position: int) -> tuple[Word, ...]:
    """Return the words that lead up to a place without a mark between; none where the last is not right before it."""
    start = max(0, position - _REACH)
    lead = text[start:position]
    cut = max((match.end() for match in re.finditer(r"[^\w\s'’-]|[\n\r]", lead)), default=0)
    found = words(lead[cut:], start + cut)
    return found if found and not text[found[-1].span.end : position].strip() else ()


def _number(first: Word, determiner: Determiner) -> bool | None:
    """Say whether the printed noun is plural; None where it and its determiner disagree."""
    plural = is_plural(first.text)
    if determiner.plural is None:
        return plural
    if determiner.plural != plural and not (determiner.plural and first.folded[-1] in "sxz"):
        return None
    return determiner.plural


def _is_verb(first: Word, determiner: Determiner) -> bool:
    if is_infinitive(first.folded):
        return True
    return determiner.kind in {"", "bare"} and shipped_counts().verbal(first.folded) > _VERBAL


def _in_number(rendering: str, plural: bool) -> str | None:
    given = is_plural(rendering.split(maxsplit=1)[0])
    if given == plural:
        return rendering
    return pluralised(rendering) if plural else None


def _stands_alone(text: str, span: Span, before: tuple[Word, ...], determiner: Determiner) -> bool:
    """Say whether no other word agrees with the noun, as far as its sentence shows."""
    if before and not determiner.kind and before[-1].folded not in _CLOSING:
        return False  # an adjective may stand between determiner and noun
    leading = [word for word in before if word.span.end <= determiner.span.start]
    if leading and leading[-1].folded in {"tout", "toute", "tous", "toutes", "l'un", "l'une"}:
        return False
    end = _SENTENCE_END.search(text, span.end)
    rest = text[span.end : end.start() if end else len(text)]
    following = words(rest)
    if following and not re.match(r"\s*[^\w\s'’]", rest) and following[0].folded not in _CLOSING:
        return False
    return not any(map(_agrees, following, (None, *following)))


def _agrees(word: Word, before: Word | None) -> bool:
    """Say whether a word agrees with the noun before it at a distance, or stands for it."""
    if word.folded in _STANDING_FOR or infinitives(word.folded) & _LINKING:
        return True
    return word.folded in HAVE and before is not None and before.folded == "l'"


def _replacement(text: str, span: Span, determiner: Determiner, form: str, phrase: str) -> tuple[Span, str]:
    printed = determiner.span.of(text)
    if "’" in text[max(0, span.start - 1000) : span.end + 1000]:
        form, phrase = form.replace("'", "’"), phrase.replace("'", "’")
    same = form.replace("’", "'") == " ".join(printed.lower().replace("’", "'").split())
    if not determiner.kind or same:
        return span, capital_kept(text, span, phrase)
    gap = text[determiner.span.end : span.start] or " "
    whole = form + ("" if form.endswith(("'", "’")) else gap) + phrase
    return Span(determiner.span.start, span.end), whole[0].upper() + whole[1:] if printed[0].isupper() else whole
