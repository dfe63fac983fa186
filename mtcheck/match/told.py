"""Words of facts that both sides tell are rendered, however little the tables know of them: "score of", « vingtaine »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtcheck.evidence.analysis import AlignedStatement, Supported
from mtcheck.facts.comparison import compare_facts
from mtcheck.facts.negation import denials, denies_in_english, denies_in_french
from mtcheck.facts.opposition import agreed_stances
from mtcheck.facts.reader import read_facts
from mtcheck.records import Span

UNSUPPORTED = 0.12  # support under which a word has no counterpart on the other side


def with_facts(statement: AlignedStatement, text: str) -> AlignedStatement:
    """Return a statement in which the words of facts that agree support each other fully, and are known as told.

    Args:
        statement: As the tables linked it.
        text: The document.
    """
    alignment = statement.alignment
    start, printed = alignment.span.start, alignment.span.of(text)
    english, french = read_facts(alignment.text, "en"), read_facts(printed, "fr")
    compared = compare_facts(english, french, free=alignment.quotation is None)
    stances = agreed_stances(english, french)
    agreed = [fact.span for fact in (*compared.agreed, *(fact for _, fact in stances))]
    said = [fact.span for fact in (*compared.said, *(fact for fact, _ in stances))]
    for denied, denying in _denials(statement, printed):
        said += [] if denied is None else [denied]
        agreed.append(denying)
    if not agreed:
        return statement
    told = tuple(sorted(Span(span.start + start, span.end + start) for span in agreed))
    return replace(
        statement, french=_supported(statement.french, told), english=_supported(statement.english, said), told=told
    )


def _denials(statement: AlignedStatement, printed: str) -> Iterator[tuple[Span | None, Span]]:
    """Pair what denies in English with the French word that does: *did not attend*, « absent »; *closed to*, « interdite à ».

    Yields:
        The English word, None for a negation, and the French one, each in its text.
    """
    start = statement.alignment.span.start
    foreign = {word.span.start - start for word in statement.french if word.support < UNSUPPORTED}
    denying = [span for span in denials(printed, "fr") if span.start in foreign]
    if not denying:
        return
    if denies_in_english(statement.alignment.text) and not denies_in_french(printed):
        yield None, denying.pop(0)
    unsaid = [word.span for word in statement.english if word.support < UNSUPPORTED]
    words = [span for span in denials(statement.alignment.text, "en") if any(span.overlaps(other) for other in unsaid)]
    yield from zip(words, denying, strict=False)


def _supported(words: Sequence[Supported], spans: Sequence[Span]) -> tuple[Supported, ...]:
    return tuple(
        word._replace(support=1.0) if any(span.overlaps(word.span) for span in spans) else word for word in words
    )
