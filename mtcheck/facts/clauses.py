"""Clauses of weight that French leaves out: *unless they are allergic to eggs*, of which no word is rendered.

A clause is what follows a conjunction up to the next mark or conjunction. It may be missing where none of its words of meaning
has a rendering in the French and nearly all of the others have one; whether it is, a model says, by the English without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.facts.deeds import is_english_verb, renders
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.records import Span
from mtcheck.text.stopwords import ENGLISH, FRENCH

RENDERED = 0.5  # share of the other words of meaning that French must render
_CLOSE = 3  # words between the last rendering and the mark before which the clause should stand
SURPLUS = 1.0  # French words that render nothing, for one word of the clause: more of them may say it in another way
_LIMITING = (
    r"unless|provided(?: that)?|providing|(?:as|so) long as|on condition that|if|even if|only if|except (?:that|when|if)"
    r"|although|though|even though|but|the (?:moment|day|minute) (?=\w)|once|until|till|when"
)
_LINKING = r"and|because|whereas|while|or|so|which|who|whose|where|after|before|in case|despite|in spite of|without(?= \w+ing\b)"
_OPENING = re.compile(
    rf"(?:(?<=[,;:—–] )|(?<=\w ))(?:(?P<limit>{_LIMITING})|(?P<link>{_LINKING}))\b(?! (?:so|not)\b[,.])", re.IGNORECASE
)
_DENIED = re.compile(
    r"\band (?:\w+ )?(?:(?:has|have|had|is|are|was|were|did|does|do|will|would|could|can)(?: not|n['’]t)|never)\b"
)
_END = re.compile(r"[,;:.!?—–()]|$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|\d[\d.,]*")
_VERBAL = re.compile(
    r"\b(?:i|we|you|he|she|it|they|who|which|is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|may|might|must"
    r"|\w+(?:ed|ing|n['’]t|['’](?:s|re|ve|ll|d)))\b",
    re.IGNORECASE,
)


class DroppedClause(NamedTuple):
    """A clause that nothing in the French renders.

    Attributes:
        french: The words behind which it should stand.
        english: The clause, with what opens it.
        instead: The English without it.
    """

    french: Span
    english: Span
    instead: str


class _Word(NamedTuple):
    span: Span
    bases: frozenset[str]


def dropped_clauses(english: str, french: str) -> Iterator[DroppedClause]:
    """Find the clauses of an English sentence that a close French rendering does not have.

    At the end of a sentence only what limits it is told: a quotation may stop before the rest.

    Args:
        english: One sentence.
        french: What renders it.
    """
    clauses = list(_clauses(english))
    if not clauses:
        return
    said, printed = _content(english, "en"), _content(french, "fr")
    links = {one: next((own for own in printed if _same(one, own)), None) for one in said}
    surplus = sum(own.bases.isdisjoint(_IDLE) and not any(_same(one, own) for one in said) for own in printed)
    for span, limits in clauses:
        inside = [one for one in said if span.contains(one.span)]
        outside = [one for one in said if not span.contains(one.span)]
        told = [one for one in outside if links[one]]
        others = {links[one] for one in told}
        free = [own for own in printed if own not in others and own.bases.isdisjoint(_IDLE)]
        if len(inside) < (1 if limits else 2) or any(_same(one, own) for one in inside for own in free):
            continue
        if not told or len(told) < RENDERED * len(outside) or surplus > SURPLUS * len(inside):
            continue
        follows = any(one.span.start >= span.end for one in told)
        if not follows and not limits:
            continue
        yield DroppedClause(_place(french, span, told, links, printed, follows=follows), span, _without(english, span))


def _clauses(text: str) -> Iterator[tuple[Span, bool]]:
    """Give what a conjunction opens and has a verb, with whether it limits what stands before."""
    openings = list(_OPENING.finditer(text))
    for place, opening in enumerate(openings):
        end = _end(text, opening.end(), [other.start() for other in openings[place + 1 :]])
        span = Span(opening.start(), end)
        words = span.of(text)
        if _has_verb(words[opening.end() - opening.start() :]):
            yield span, bool(opening["limit"]) or _DENIED.match(words) is not None


def _has_verb(words: str) -> bool:
    return _VERBAL.search(words) is not None or any(
        word.endswith("s") and is_english_verb(lemma(word, "en")) for word in words.lower().split()
    )


def _end(text: str, start: int, others: Sequence[int]) -> int:
    mark = _END.search(text, start)
    end = mark.start() if mark else len(text)
    first = min((other for other in others if other < end), default=end)
    return len(text[:first].rstrip())


def _content(text: str, language: str) -> list[_Word]:
    stop = ENGLISH if language == "en" else FRENCH
    found = []
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'").rstrip("'")
        if word in stop or f"{word}'" in stop or len(word) < 3 or word in _LIGHT:
            continue
        found.append(_Word(Span(*match.span()), _bases(word, language)))
    return found


# What may stand in any French sentence, and renders no clause by itself.
_IDLE = frozenset(
    "pouvoir devoir vouloir dire déclarer indiquer affirmer annoncer expliquer ajouter préciser assurer".split()
)
_LIGHT = frozenset("unless provided providing although though moment long condition said says told saying".split())


@lru_cache(maxsize=20_000)
def _bases(word: str, language: str) -> frozenset[str]:
    if language == "fr":
        return frozenset({word, *(reading.lemma for reading in readings(word))})
    return frozenset({word, lemma(word, "en")})


def _same(english: _Word, french: _Word) -> bool:
    if any(fold(one) == fold(two) for one in english.bases for two in french.bases):
        return True
    return any(renders(two, one) for one in english.bases for two in french.bases)


def _place(
    french: str,
    clause: Span,
    told: Sequence[_Word],
    links: dict[_Word, _Word | None],
    printed: Sequence[_Word],
    *,
    follows: bool,
) -> Span:
    """Return the French words behind which a clause should stand: the last that are rendered where nothing follows it."""
    rendered = [own for one in told if (not follows or one.span.end <= clause.start) and (own := links[one])]
    if not rendered:
        return Span(0, printed[0].span.end)
    last = rendered[-1].span if follows else max(own.span for own in rendered)
    behind = _END.search(french, last.end)
    end = len(french[: behind.start()].rstrip()) if behind else len(french)
    near = len(french[last.end : end].split()) <= _CLOSE
    return Span(last.start, end if near else last.end)


def _without(english: str, clause: Span) -> str:
    before, behind = english[: clause.start].rstrip(), english[clause.end :]
    if behind[:1] in {",", ";", ":"} and before.endswith((",", ";", ":")):
        behind = behind[1:]  # *nothing, provided …, but*: one mark is left
    return (before.rstrip(",;:—–") if behind[:1] in {".", "!", "?"} else before) + behind
