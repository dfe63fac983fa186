"""Negation by contrast: is the French likelier given the English as it is, or given its opposite?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtcheck.engines.base import Translator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.text.negation import denies_in_english, denies_in_french, may_deny_in_french, opposite


def differ(french: str, english: str) -> bool:
    """Say whether one side denies and the other does not, as far as words tell."""
    said, meant = denies_in_french(french), denies_in_english(english)
    return said != meant and (said or not may_deny_in_french(french))


def opposed(pairs: Sequence[tuple[str, str]], translator: Translator) -> tuple[float | None, ...]:
    """Weigh the English against its opposite, where one side of a pair denies and the other does not.

    Args:
        pairs: English and French.
        translator: The engine; it must know English→French.

    Returns:
        For each pair how much likelier the opposite makes the French, in nats; None where both sides deny, or neither does, or no
        opposite can be made.

    Raises:
        TranslatorError: The engine failed.

    Source:
        Vamvas and Sennrich (2021), *Contrastive conditioning for assessing disambiguation in MT*.
    """
    others = [opposite(english) if differ(french, english) else None for english, french in pairs]
    places = [place for place, other in enumerate(others) if other]
    asked = [pair for place in places for pair in (pairs[place], (others[place] or "", pairs[place][1]))]
    sums = [sum(scores.values) for scores in log_probs(translator, asked, source_lang="en", target_lang="fr")]
    found: list[float | None] = [None] * len(pairs)
    for index, place in enumerate(places):
        found[place] = sums[2 * index + 1] - sums[2 * index]
    return tuple(found)


def weigh_polarity(evidence: FileEvidence, translator: Translator) -> FileEvidence:
    """Set ``opposed`` of the quoted statements that render one sentence.

    Raises:
        TranslatorError: The engine failed.
    """
    text = evidence.document.text
    asked = [s for s in evidence.statements if s.alignment.quotation is not None and is_single(s)]
    if not asked:
        return evidence
    gains = opposed([(s.alignment.text, s.alignment.span.of(text)) for s in asked], translator)
    known = {id(statement): replace(statement, opposed=gain) for statement, gain in zip(asked, gains, strict=True)}
    return replace(evidence, statements=tuple(known.get(id(s), s) for s in evidence.statements))


def is_single(statement: AlignedStatement) -> bool:
    """Say whether a statement renders one sentence, or a pair's whole English."""
    first, last = statement.alignment.sentences
    return last - first == 1
