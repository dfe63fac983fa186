"""Words of facts that both sides tell are rendered, however little the tables know of them: "score of", « vingtaine »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtcheck.evidence.analysis import AlignedStatement, Supported
from mtcheck.facts.comparison import agreed_stances, compare_facts
from mtcheck.facts.reader import read_facts
from mtcheck.records import Span


def with_facts(statement: AlignedStatement, text: str) -> AlignedStatement:
    """Return a statement in which the words of facts that agree support each other fully.

    Args:
        statement: As the tables linked it.
        text: The document.
    """
    alignment = statement.alignment
    start = alignment.span.start
    english, french = read_facts(alignment.text, "en"), read_facts(alignment.span.of(text), "fr")
    compared = compare_facts(english, french, free=alignment.quotation is None)
    stances = agreed_stances(english, french)
    agreed = [*compared.agreed, *(fact for _, fact in stances)]
    if not agreed:
        return statement
    printed = [Span(fact.span.start + start, fact.span.end + start) for fact in agreed]
    said = [fact.span for fact in (*compared.said, *(fact for fact, _ in stances))]
    return replace(statement, french=_supported(statement.french, printed), english=_supported(statement.english, said))


def _supported(words: Sequence[Supported], spans: Sequence[Span]) -> tuple[Supported, ...]:
    return tuple(
        word._replace(support=1.0) if any(span.overlaps(word.span) for span in spans) else word for word in words
    )
