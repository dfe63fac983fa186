"""Comparisons of one quality: *less punctual* and « plus ponctuels », *nowhere near as fit* and « mieux préparés ».

What is compared tells which comparison is which; *more than A*, said of B, may be *less than B*, said of A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.facts.deeds import renders
from mtcheck.facts.roles import is_turned_round
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.records import Span

_MORE, _ALIKE, _LESS = 1, 0, -1
_EN = (
    (
        _LESS,
        re.compile(
            r"\b(?P<how>(?:nowhere near|not nearly|not quite|not|n['’]t) (?:as|so)) (?P<word>\w{3,})(?= as\b)",
            re.IGNORECASE,
        ),
    ),
    (
        _ALIKE,
        re.compile(
            r"(?<!times )(?<!twice )(?<!half )\b(?P<how>(?:every bit |just )?as) (?P<word>\w{3,})(?= as\b)",
            re.IGNORECASE,
        ),
    ),
    (_MORE, re.compile(r"\b(?P<how>(?P<word>better))(?=(?: \w+){0,3} than\b)", re.IGNORECASE)),
    (_LESS, re.compile(r"\b(?P<how>(?P<word>worse))(?=(?: \w+){0,3} than\b)", re.IGNORECASE)),
    (_LESS, re.compile(r"\b(?P<how>less|fewer) (?:\w+ly )?(?P<word>\w{3,})", re.IGNORECASE)),
    (_MORE, re.compile(r"\b(?P<how>more) (?:\w+ly )?(?P<word>\w{3,})", re.IGNORECASE)),
    (_MORE, re.compile(r"\b(?P<how>(?P<word>\w{2,})er)(?= than\b)", re.IGNORECASE)),
)
_FR = re.compile(r"\b(?P<how>plus|moins|aussi) (?:(?:d['’]|de )|(?:\w+ment |bien ))?(?P<word>\w{3,})", re.IGNORECASE)
# *better* and *worse* are of one quality, and French has words of its own for it.
_GOOD = frozenset({"bon", "bien"})
_FR_GOOD = (
    (_LESS, re.compile(r"\b(?:(?:moins|aussi peu) b(?:ien|ons?|onnes?)|plus mal|pires?)\b", re.IGNORECASE)),
    (_MORE, re.compile(r"(?<!le )(?<!la )(?<!les )\b(?:mieux|meilleure?s?)\b", re.IGNORECASE)),
)
_SAY_GOOD = {_MORE: "better", _LESS: "worse"}
_NE = re.compile(r"(?:\bne |\bn['’])(?:\S+ ){0,4}$", re.IGNORECASE)
_OTHER = frozenset("long soon well far much many than or and often the".split())
_DEGREES = {"plus": _MORE, "moins": _LESS, "aussi": _ALIKE}
_SAY = {_MORE: "more", _LESS: "less", _ALIKE: "as"}


class Compared(NamedTuple):
    """A comparison of a quality: where it stands, up to where, how it compares, and the quality with its forms."""

    span: Span
    end: int
    degree: int
    word: str
    bases: frozenset[str]


class OtherDegree(NamedTuple):
    """A quality that French compares otherwise.

    Attributes:
        french: The words that compare.
        english: The same in the English.
        instead: The English that the French renders.
    """

    french: Span
    english: Span
    instead: str


def other_degrees(english: str, french: str) -> Iterator[OtherDegree]:
    """Find qualities of which French has more, as much or less than English.

    Args:
        english: One sentence.
        french: What renders it.
    """
    said, printed = list(_in_english(english)), list(_in_french(french))
    for own in printed:
        meant = [other for other in said if _same(other, own)]
        if not meant or any(other.degree == own.degree for other in meant):
            continue
        other = meant[0]
        if any(_same(other, one) and one.degree == other.degree for one in printed):
            continue
        if is_turned_round(english, other.span, french, own.span) or _begins_with_other(english, other, french, own):
            continue
        good = own.word == "bon" and other.word in _SAY_GOOD.values()
        instead = _SAY_GOOD[own.degree] if good else f"{_SAY[own.degree]} {other.word}"
        yield OtherDegree(own.span, other.span, english[: other.span.start] + instead + english[other.end :])


def _begins_with_other(english: str, said: Compared, french: str, printed: Compared) -> bool:
    """Say whether French begins with what English compares with, nouns or not: *the red one … than the blue one*."""
    than = _THAN.search(english, said.span.end)
    if than is None:
        return False
    with_what = {lemma(word.lower(), "en") for word in _WORD.findall(than["what"])}
    before, behind = _forms(french[: printed.span.start]), _forms(french[printed.end :])
    told = [word for word in with_what if any(renders(form, word) for form in before)]
    return bool(told) and not any(renders(form, word) for word in told for form in behind)


def _forms(text: str) -> frozenset[str]:
    return frozenset(r.lemma for word in _WORD.findall(text.lower()) for r in readings(word) if r.pos != "verb")


_THAN = re.compile(r"\bthan\b(?P<what>[^,;:.!?]*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


def _same(english: Compared, french: Compared) -> bool:
    return any(renders(two, one) for one in english.bases for two in french.bases)


def _in_english(text: str) -> Iterator[Compared]:
    taken: list[Span] = []
    for degree, pattern in _EN:
        for match in pattern.finditer(text):
            span, word = Span(*match.span("how")), match["word"].lower()
            if word in _OTHER or any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            if word in _SAY_GOOD.values():
                yield Compared(span, span.end, degree, word, frozenset({"good", "well"}))
                continue
            bases = _positives(word) if match["how"].endswith("er") else frozenset({word, lemma(word, "en")})
            if "cheap" not in bases:  # « moins cher »: French has no word for it
                told = next((base for base in sorted(bases, key=len) if is_known(base, "en")), word)
                told = told if match["how"].endswith("er") else word
                yield Compared(span, max(match.end("word"), span.end), degree, told, bases)


def _positives(stem: str) -> frozenset[str]:
    """Return what a comparative in -er may be of: *cheaper*, *bigger*, *easier*, *safer*."""
    doubled = {stem[:-1]} if stem[-1:] == stem[-2:-1] else set()
    return frozenset({stem, f"{stem}e", *doubled, *({f"{stem[:-1]}y"} if stem.endswith("i") else ())})


def _in_french(text: str) -> Iterator[Compared]:
    for degree, pattern in _FR_GOOD:
        for match in pattern.finditer(text):
            if not _NE.search(text, 0, match.start()):  # « n'est pas meilleur que »
                yield Compared(Span(*match.span()), match.end(), degree, "bon", _GOOD)
    for match in _FR.finditer(text):
        if match["how"].lower() in {"plus", "aussi"} and _NE.search(text, 0, match.start()):
            continue  # *no longer*; « jamais aussi bien » is *better than ever*
        word = match["word"].lower()
        bases = frozenset({word, *(r.lemma for r in readings(word) if r.pos in {"adjective", "adverb", "noun"})})
        yield Compared(Span(*match.span("how")), match.end(), _DEGREES[match["how"].lower()], word, bases)
