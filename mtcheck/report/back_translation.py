"""How far a back-translation can be trusted, in words, and which names and numbers of the French it lost.

The bounds are measured by ``python -m mtcheck.evaluation back-translation`` and stand in ``back_translation.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.language.messages import gettext_noop
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import FileReport, Finding
from mtcheck.report.excerpt import sentence_around
from mtcheck.text.words import Word, words

# English; what is shown is said by gettext.
GOOD = gettext_noop("probably right in the main")
ROUGH = gettext_noop("rough")
POOR = gettext_noop("poor, hardly to be trusted")
_NUMBER = re.compile(r"\d+(?:[\s.,’']\d{3})*")
_LEAST_DIGITS = 2  # "3" may be "three"
_STEM = 3  # letters that a name keeps from one language to the other: Moscou, Moscow


@dataclass(frozen=True, slots=True)
class Bounds:
    """Mean log-probability of a token, at most 0, from which a back-translation is good, and below which it is poor."""

    good: float
    poor: float


@cache
def shipped_bounds() -> Bounds:
    """Load the bounds that ship with the package."""
    data = tomllib.loads(
        resources.files("mtcheck.report").joinpath("back_translation.toml").read_text(encoding="utf-8")
    )
    return Bounds(data["good"], data["poor"])


def trust_in_words(log_prob: float | None) -> str:
    """Say in English how far a back-translation can be trusted; :data:`ROUGH` where the engine tells nothing."""
    if log_prob is None:
        return ROUGH
    bounds = shipped_bounds()
    return GOOD if log_prob >= bounds.good else POOR if log_prob < bounds.poor else ROUGH


def lost_of(finding: Finding, file: FileReport) -> tuple[str, ...]:
    """Return the names and numbers of a finding's sentence that its back-translation lacks."""
    if finding.back_translation is None or file.document is None:
        return ()
    text = file.document.text
    return lost_words(sentence_around(text, finding.span).of(text), finding.back_translation)


def lost_words(french: str, english: str) -> tuple[str, ...]:
    """Return names and numbers of a French sentence that its English lacks.

    Args:
        french: One sentence.
        english: What an engine made of it.

    Returns:
        Words as printed, in order, each once. Numbers of one digit and hours are left out, since English says them otherwise.
    """
    there = {fold(word.text) for word in words(english)}
    digits = {_digits(found.group()) for found in _NUMBER.finditer(english)}
    lost = [
        (found.start(), found.group())
        for found in _NUMBER.finditer(french)
        if len(_digits(found.group())) >= _LEAST_DIGITS
        and _digits(found.group()) not in digits
        and not re.match(r"\s?(?:h\b|heures?\b)", french[found.end() :])
    ]
    opening = True
    for word in words(french):
        if not opening and _is_name(word) and not _is_kept(word.text, there):
            lost.append((word.span.start, word.text))
        opening = french[word.span.end : word.span.end + 3].strip()[:1] in {".", "!", "?", ":", "«", "“", '"'}
    return tuple(dict.fromkeys(text for _, text in sorted(lost)))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _is_name(word: Word) -> bool:
    return len(word.text) > _STEM and word.text[0].isupper() and word.text[1:].islower()


def _is_kept(name: str, there: set[str]) -> bool:
    """Say whether a name stands in the English as it is, alike, or under its English name."""
    plain = fold(name)
    if any(other[:_STEM] == plain[:_STEM] for other in there):
        return True
    table = shipped_table()
    known = (*table.to_english.get(name.lower(), ()), *table.to_english.get(lemma(name.lower(), "fr"), ()))
    return any(fold(rendering.word) in there for rendering in known)
