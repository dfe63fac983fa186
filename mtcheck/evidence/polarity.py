"""Negation, opposites and roles by contrast: is the French likelier given the English, or given what it may be taken for?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtcheck.engines.base import Translator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.evidence.analysis import AlignedStatement, FactContrast, FileEvidence
from mtcheck.facts.contrasts import suspicions
from mtcheck.facts.negation import denies_in_english, denies_in_french, may_deny_in_french, opposite
from mtcheck.records import Span


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


def weigh_suspicions(
    pairs: Sequence[tuple[str, str]], translator: Translator, offsets: Sequence[int] | None = None
) -> tuple[tuple[FactContrast, ...], ...]:
    """Weigh what words suspect of being said the other way round.

    Args:
        pairs: English and French.
        translator: The engine; it must know English→French.
        offsets: Where each French text starts in its document; None where it is the document.

    Returns:
        The contrasts of each pair; none where nothing is suspected.

    Raises:
        TranslatorError: The engine failed.
    """
    found = [suspicions(english, french) for english, french in pairs]
    asked = [
        pair
        for (english, french), suspected in zip(pairs, found, strict=True)
        if suspected
        for pair in ((english, french), *((item.instead, french) for item in suspected))
    ]
    sums = iter([sum(scores.values) for scores in log_probs(translator, asked, source_lang="en", target_lang="fr")])
    weighed: list[tuple[FactContrast, ...]] = []
    for place, suspected in enumerate(found):
        if not suspected:
            weighed.append(())
            continue
        as_it_is, offset = next(sums), offsets[place] if offsets else 0
        weighed.append(
            tuple(
                FactContrast(
                    item.kind,
                    Span(item.french.start + offset, item.french.end + offset),
                    item.english,
                    next(sums) - as_it_is,
                )
                for item in suspected
            )
        )
    return tuple(weighed)


def weigh_polarity(evidence: FileEvidence, translator: Translator) -> FileEvidence:
    """Set ``opposed`` of the quoted statements that render one sentence, and ``contrasts`` of all quoted ones.

    Raises:
        TranslatorError: The engine failed.
    """
    text = evidence.document.text
    quoted = [s for s in evidence.statements if s.alignment.quotation is not None]
    if not quoted:
        return evidence
    single = [s for s in quoted if is_single(s)]
    gains = opposed([(s.alignment.text, s.alignment.span.of(text)) for s in single], translator)
    opposites = {id(s): gain for s, gain in zip(single, gains, strict=True)}
    pairs = [(s.alignment.text, s.alignment.span.of(text)) for s in quoted]
    contrasts = weigh_suspicions(pairs, translator, [s.alignment.span.start for s in quoted])
    known = {
        id(s): replace(s, opposed=opposites.get(id(s)), contrasts=found)
        for s, found in zip(quoted, contrasts, strict=True)
    }
    return replace(evidence, statements=tuple(known.get(id(s), s) for s in evidence.statements))


def is_single(statement: AlignedStatement) -> bool:
    """Say whether a statement renders one sentence, or a pair's whole English."""
    first, last = statement.alignment.sentences
    return last - first == 1
