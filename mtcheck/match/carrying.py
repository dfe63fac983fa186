"""Whether what a French text and known sentences share is enough to take them for its source, beside the odds."""

from __future__ import annotations

import re

from mtcheck.facts.comparison import compare_texts
from mtcheck.match.runs import Match

WHOLE = 0.95  # share of a few words that must be there where their speaker is not named
FEW_WORDS = 3  # content words up to which a quotation is too short for its similarity to mean much
CHANGED = 0.12  # similarity that a statement of the speaker's may lack where one of its facts is changed
NEEDED = 0.5  # similarity that carries a quotation whose speaker nobody names
NEEDED_OF_SPEAKER = 0.38  # the same where the speakers agree
NEEDED_OF_OTHER = 0.7  # the same where the article names somebody else
REPORTED = 0.05  # similarity that reported speech needs beyond: its words are chosen by the reporter
SHARED = 1.5  # weight of words in common, in which a rare word counts 1: one alone is a coincidence of subject
SHARED_CHANGED = 0.75  # the same where one fact, which cannot be in common, is changed
SHARED_FEW = 0.8  # the same of a few words
SHARED_CITED = 0.35  # the same of a few words whose source the article cites
SHARED_UNNAMED = 0.7  # the same of a few words whose source is cited, and not known
COVERED = 0.4  # share of the French that the statement accounts for
COVERED_FEW = 0.6  # the same of a few words
ALIKE_CITED = 0.2  # similarity of a few words whose source the article cites
RENDERED = 0.5  # support from which a word has its counterpart
_WORD = re.compile(r"\w+")


def enough(match: Match, agrees: bool | None, quoted: bool, cited: bool, changed: frozenset[str]) -> bool:
    """Say whether the evidence carries a match: similarity, and enough words to carry it."""
    words = len(match.french)
    if words < 2:
        return False
    if words <= FEW_WORDS:  # a few words of the speaker's own: nearly all must be there, and the speaker known
        if agrees is None and cited:  # "selon Kiev": who that is, is not known, but whose words the article gives is
            return quoted and match.detail.french_coverage >= WHOLE and match.detail.shared >= SHARED_UNNAMED
        return quoted and agrees is True and _carried(match, cited, changed)
    needed = NEEDED_OF_SPEAKER if agrees else NEEDED if agrees is None else NEEDED_OF_OTHER
    if not quoted:
        needed += REPORTED
    if changed and agrees and quoted:
        return match.similarity >= needed - CHANGED and match.detail.shared >= SHARED_CHANGED
    return match.similarity >= needed and match.detail.shared >= SHARED and match.detail.french_coverage >= COVERED


def _carried(match: Match, cited: bool, changed: frozenset[str]) -> bool:
    """Say whether a few quoted words are enough of the statement to be taken for it."""
    pairs = list(zip(match.detail.french, match.french, strict=True))
    if any(
        support < RENDERED and item.word.text[0].isupper() and item.word.text not in changed
        for support, item in pairs[1:]
    ):
        return False  # they name somebody or something that the statement does not
    coverage, shared = match.detail.french_coverage, match.detail.shared
    if not cited:
        return coverage >= COVERED_FEW and shared >= SHARED_FEW
    words = [(support, item.weight) for support, item in pairs if item.word.text[0].islower()]
    told = sum(weight for support, weight in words if support >= RENDERED) / (sum(weight for _, weight in words) or 1.0)
    return (
        told >= (COVERED if len(words) <= 2 else COVERED_FEW)
        and shared >= SHARED_CITED
        and match.similarity >= ALIKE_CITED
    )


def other_facts(match: Match, text: str | None) -> frozenset[str]:
    """Return the words of facts that stand where the statement has another: a changed fact is no other statement."""
    if text is None:
        return frozenset()
    changed = compare_texts(match.text, text).differences
    return frozenset(word for item in changed for word in _WORD.findall(item.french.text))


def rank(match: Match) -> tuple[float, float]:
    """Order matches: a few words are found whole in one sentence, or they say little."""
    few = len(match.french) <= FEW_WORDS
    return (round(match.detail.french_coverage, 3) if few else 0.0, match.similarity)


def says_something(match: Match) -> bool:
    """Say whether there are words to compare on both sides."""
    return bool(match.french and match.english)
