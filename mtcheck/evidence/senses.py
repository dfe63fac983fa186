"""Wrong sense: a French word that renders the English one, but as it is said elsewhere ("une phrase de prison").

An English word with several French renderings is looked at where the reference corpus puts another of them beside more of
the words around it than the printed one (:mod:`mtcheck.evidence.renderings`). The sentence with that other rendering is then
weighed against the printed one by forced decoding: given the English, given nothing, and word against word without a sentence
around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtcheck.engines.base import Translator
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, SenseContrast
from mtcheck.evidence.forced import moved
from mtcheck.evidence.renderings import OtherSense, SenseFinder
from mtcheck.records import Span, TokenScores

COMPARABLE = 0.5  # similarity under which French and English are too free to be compared word by word


def contrast_senses(
    pairs: Sequence[tuple[str, str]],
    others: Sequence[Sequence[OtherSense]],
    scores: Sequence[TokenScores],
    translator: Translator,
) -> tuple[tuple[SenseContrast, ...], ...]:
    """Weigh other renderings against the printed ones.

    Args:
        pairs: English and French.
        others: For every pair, what :meth:`SenseFinder.find` gave.
        scores: For every pair, forced decoding of the French given the English.
        translator: The engine; it must know English→French.

    Returns:
        For every pair, one contrast a rendering, in the same order.

    Raises:
        TranslatorError: The engine failed.

    Source:
        Vamvas and Sennrich (2021), *Contrastive conditioning for assessing disambiguation in MT*.
    """
    jobs = [(place, other) for place, several in enumerate(others) for other in several]
    changed = [other.substitution.applied(pairs[place][1]) for place, other in jobs]
    asked = [
        *((pairs[place][0], text) for (place, _), text in zip(jobs, changed, strict=True)),
        *(("", text) for text in changed),
        *(("", pairs[place][1]) for place, _ in jobs),
        *((other.english, other.substitution.form) for _, other in jobs),
        *((other.english, other.printed.of(pairs[place][1])) for place, other in jobs),
    ]
    if not asked:
        return tuple(() for _ in pairs)
    sums = [_total(one) for one in translator.score(asked, source_lang="en", target_lang="fr")]
    given, free, before, bare, printed = (sums[start : start + len(jobs)] for start in range(0, len(sums), len(jobs)))
    found: list[list[SenseContrast]] = [[] for _ in pairs]
    for index, (place, other) in enumerate(jobs):
        french, substitution = pairs[place][1], other.substitution
        found[place].append(
            SenseContrast(
                span=substitution.span,
                printed=other.printed.of(french),
                position=other.printed.start,
                english=other.english,
                form=substitution.form,
                replacement=substitution.text,
                gain=given[index] - _total(scores[place]),
                alone=free[index] - before[index],
                bare=bare[index] - printed[index],
            )
        )
    return tuple(map(tuple, found))


def weigh_senses(evidence: FileEvidence, finder: SenseFinder, translator: Translator) -> FileEvidence:
    """Weigh the renderings in every statement that was aligned and force-decoded.

    Returns:
        The evidence with ``senses`` set, by start; spans count in the document.

    Raises:
        TranslatorError: The engine failed.
    """
    text = evidence.document.text
    statements: list[tuple[AlignedStatement, TokenScores]] = [
        (statement, moved(statement.scores, -statement.alignment.span.start))
        for statement in evidence.statements
        if statement.scores is not None and statement.alignment.similarity >= COMPARABLE
    ]
    if not statements:
        return evidence
    pairs = [(statement.alignment.text, statement.alignment.span.of(text)) for statement, _ in statements]
    others = [finder.find(*pair) for pair in pairs]
    contrasts = contrast_senses(pairs, others, [scores for _, scores in statements], translator)
    senses = [
        _placed(sense, statement)
        for (statement, _), several in zip(statements, contrasts, strict=True)
        for sense in several
    ]
    return replace(evidence, senses=tuple(sorted(senses, key=lambda sense: (sense.span, sense.form))))


def _placed(sense: SenseContrast, statement: AlignedStatement) -> SenseContrast:
    """Return a contrast with its places in the document and what it is about."""
    start = statement.alignment.span.start
    return replace(
        sense,
        span=Span(sense.span.start + start, sense.span.end + start),
        position=sense.position + start,
        reference=statement.alignment.text,
        quote_id=statement.alignment.quote_id,
    )


def _total(scores: TokenScores) -> float:
    return sum(token.log_prob for token in scores.tokens)
