"""How far a back-translation can be trusted, in words, and which names, numbers and quoted terms of the French it lost.

The bounds are measured by ``python -m mtcheck.evaluation back-translation`` and stand in ``back_translation.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from mtcheck.engines.counterparts import counterpart, is_content
from mtcheck.french.spelling import fold
from mtcheck.language.messages import gettext_noop
from mtcheck.records import FileReport, Finding
from mtcheck.report.excerpt import sentence_around
from mtcheck.text.words import Word, words

# English; what is shown is said by gettext.
GOOD = gettext_noop("probably right in the main")
ROUGH = gettext_noop("rough")
POOR = gettext_noop("poor, hardly to be trusted")
_NUMBER = re.compile(r"\d+(?:[\s.,’']\d{3})*")
_LEAST_DIGITS = 2  # "3" may be "three"
_SHORTEST = 3  # letters of a name that is looked for
_ALIKE = 0.7  # share of its letters that a name keeps from one language to the other: Moscou, Moscow
_MOST_QUOTED = 4  # words of a quoted term; what is longer is something said
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\".!?;:]{2,60}?)\s*[»”\"]")


@dataclass(frozen=True, slots=True)
class TrustBounds:
    """Mean log-probability of a token, at most 0, from which a back-translation is good, and below which it is poor."""

    good: float
    poor: float


@cache
def shipped_bounds() -> TrustBounds:
    """Load the bounds that ship with the package."""
    data = tomllib.loads(
        resources.files("mtcheck.report").joinpath("back_translation.toml").read_text(encoding="utf-8")
    )
    return TrustBounds(data["good"], data["poor"])


def trust_in_words(log_prob: float | None) -> str:
    """Say in English how far a back-translation can be trusted; :data:`ROUGH` where the engine tells nothing."""
    if log_prob is None:
        return ROUGH
    bounds = shipped_bounds()
    return GOOD if log_prob >= bounds.good else POOR if log_prob < bounds.poor else ROUGH


def lost_of(finding: Finding, file: FileReport) -> tuple[str, ...]:
    """Return the names, numbers and quoted terms of a finding's sentence that its back-translation lacks."""
    if finding.back_translation is None or file.document is None:
        return ()
    text = file.document.text
    return lost_words(sentence_around(text, finding.span).of(text), finding.back_translation)


def lost_words(french: str, english: str) -> tuple[str, ...]:
    """Return names, acronyms, numbers and quoted terms of a French sentence that its English lacks.

    Args:
        french: One sentence.
        english: What an engine made of it.

    Returns:
        Words as printed, in order, each once. Numbers of one digit and hours are left out, since English says them otherwise.
        A quoted term is lost where no word of it has a counterpart, and then stands for the names in it.
    """
    there = words(english)
    digits = {_digits(found.group()) for found in _NUMBER.finditer(english)}
    lost = [
        (found.start(), found.group())
        for found in _NUMBER.finditer(french)
        if len(_digits(found.group())) >= _LEAST_DIGITS
        and _digits(found.group()) not in digits
        and not re.match(r"\s?(?:h\b|heures?\b)", french[found.end() :])
    ]
    terms = [found for found in _QUOTED.finditer(french) if _is_lost(found.group(1), there)]
    lost += [(found.start(1), found.group(1)) for found in terms]
    opening = True
    for word in words(french):
        told = any(found.start() < word.span.start < found.end() for found in terms)
        if not told and _is_name(word, opening=opening) and not _is_kept(word, there):
            lost.append((word.span.start, word.text))
        after = french[word.span.end : word.span.end + 3].strip()[:1]
        opening = after in {"!", "?", ":", "«", "“", '"'} or (after == "." and len(word.text) > 1)  # "M. Orbán"
    return tuple(dict.fromkeys(text for _, text in sorted(lost)))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _is_name(word: Word, *, opening: bool) -> bool:
    """Say whether a word is a name by its capitals; the first one of a sentence has a capital whatever it is."""
    text = word.text
    if len(text) < _SHORTEST or not all(part.isalpha() for part in text.replace("’", "'").split("-")):
        return False
    return text.isupper() or (not opening and len(text) > _SHORTEST and text[0].isupper())


def _is_kept(name: Word, there: Sequence[Word]) -> bool:
    """Say whether a name stands in the English as it is, alike, with its letters in another order, or under its English name."""
    plain = fold(name.text)
    for other in there:
        found = fold(other.text)
        if Levenshtein.normalized_similarity(plain, found) >= _ALIKE:
            return True
        if name.text.isupper() and sorted(plain) == sorted(found):  # FMI, IMF
            return True
    parts = name.text.split("-")
    if len(parts) > 1:  # Saint-Gall, New-York
        folded = {fold(other.text) for other in there}
        return fold(parts[-1]) in folded
    return counterpart(name, there, "fr") is not None


def _is_lost(term: str, there: Sequence[Word]) -> bool:
    """Say whether a quoted term has no word that the English keeps or renders."""
    own = words(term)
    sought = [word for word in own if is_content(word, "fr")]
    if not sought or len(own) > _MOST_QUOTED:
        return False
    return not any(_is_kept(word, there) for word in sought)
