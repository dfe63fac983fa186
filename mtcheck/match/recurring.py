"""Statements that recur with other figures (daily bulletins): a quotation is taken for one of them as a whole.

Sentence by sentence, the nearest figures would decide, and a wrong figure would lead to the bulletin of another day, in which it
is right. So the article's date decides first, then how much of the quotation one statement explains, and the figures last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, GlossedWord
from mtcheck.facts.agreement import agree
from mtcheck.facts.reader import read_facts
from mtcheck.facts.values import Date, Fact, Kind, Weekday, Weight
from mtcheck.french.spelling import fold
from mtcheck.match.candidates import Candidate
from mtcheck.match.matching import QuoteIndex
from mtcheck.records import KnownQuote, Span
from mtcheck.text.sentences import split_english

SIBLINGS = 40  # candidates among which others of the same wording are looked for
_MASKED = frozenset({Kind.NUMBER, Kind.TIME, Kind.NAME})


def other_statements(
    evidence: FileEvidence, statements: Sequence[AlignedStatement], index: QuoteIndex
) -> dict[int, Candidate]:
    """Find the statements that render a sentence of another quote, once the quotation is seen as a whole.

    Args:
        evidence: Of the document.
        statements: As each sentence was matched on its own.
        index: The known quotes.

    Returns:
        The sentence that each of them renders, by its place among the statements.
    """
    if len(index.quotes) < 2:
        return {}
    groups: dict[Span, list[int]] = {}
    for place, statement in enumerate(statements):
        quotation = statement.alignment.quotation
        if quotation is not None and quotation.marked and _names_a_time_or_number(statement.alignment.text):
            groups.setdefault(quotation.span, []).append(place)
    found: dict[int, Candidate] = {}
    for places in groups.values():
        siblings = {place: _siblings(evidence, statements[place], index) for place in places}
        chosen = _chosen(evidence, statements, siblings, index)
        for place, own in siblings.items():
            if chosen is not None and chosen in own and statements[place].alignment.quote_id != chosen:
                found[place] = own[chosen]
    return found


def words_of(evidence: FileEvidence, span: Span) -> tuple[GlossedWord, ...]:
    """Return the words of a part of a document."""
    return tuple(word for segment in evidence.segments for word in segment.words if span.contains(word.span))


def _siblings(evidence: FileEvidence, statement: AlignedStatement, index: QuoteIndex) -> dict[str, Candidate]:
    """Return the sentences that differ from the matched one by facts alone, by the id of their quote."""
    english = statement.alignment.text
    wordings = {_wording(span.of(english)) for span in split_english(english)}
    found: dict[str, Candidate] = {}
    for candidate in index.search(words_of(evidence, statement.alignment.span), SIBLINGS):
        if _wording(index.sentence_text(candidate)) in wordings:
            found.setdefault(index.quote_at(candidate).id, candidate)
    return found


def _chosen(
    evidence: FileEvidence,
    statements: Sequence[AlignedStatement],
    siblings: Mapping[int, Mapping[str, Candidate]],
    index: QuoteIndex,
) -> str | None:
    """Return the id of the quote that explains the most; None where there is no choice."""
    ids = sorted({quote_id for own in siblings.values() for quote_id in own})
    if len(ids) < 2:
        return None
    dated = _dates(evidence)
    best: tuple[tuple[float, ...], str] | None = None
    for quote_id in ids:
        quote = next(index.quote_at(own[quote_id]) for own in siblings.values() if quote_id in own)
        names = facts = 0
        for place, own in siblings.items():
            if quote_id in own:
                said = read_facts(index.sentence_text(own[quote_id]), "en")
                printed = read_facts(statements[place].alignment.span.of(evidence.document.text), "fr")
                names += _shared(printed, said, Kind.NAME)
                facts += _shared(printed, said, Kind.NUMBER) + _shared(printed, said, Kind.TIME)
        on_its_day, on_weekday = _is_dated(quote, dated)
        current = sum(statements[place].alignment.quote_id == quote_id for place in siblings)
        covered = sum(quote_id in own for own in siblings.values())
        score = (on_its_day, covered, names, facts, on_weekday, current)
        if best is None or score > best[0]:
            best = score, quote_id
    return best[1] if best else None


def _shared(printed: Sequence[Fact], said: Sequence[Fact], kind: Kind) -> int:
    own = [fact for fact in printed if fact.kind is kind]
    return sum(any(fact.kind is kind and agree(one, fact) for fact in said) for one in own)


def _dates(evidence: FileEvidence) -> tuple[Date | Weekday, ...]:
    """Return the dates and weekdays that the article tells outside its quotations, its own date among them."""
    found: list[Date | Weekday] = []
    if evidence.document.date:
        try:
            own = date.fromisoformat(evidence.document.date[:10])
            found.append(Date(own.year, own.month, own.day))
        except ValueError:
            pass  # told in some other way
    for segment in evidence.segments:
        for fact in read_facts(segment.segment.text, "fr"):
            start = segment.segment.span.start
            span = Span(fact.span.start + start, fact.span.end + start)
            if not any(quotation.span.contains(span) for quotation in evidence.quotations):
                found.extend(value for value in fact.values if isinstance(value, Date | Weekday))
    return tuple(found)


def _is_dated(quote: KnownQuote, dated: Sequence[Date | Weekday]) -> tuple[bool, bool]:
    """Say whether the article tells the day of a quote, and whether it tells its weekday."""
    try:
        day = date.fromisoformat(quote.date or "")
    except ValueError:
        return False, False
    exact = any(
        isinstance(item, Date) and (item.month, item.day) == (day.month, day.day) and item.year in {None, day.year}
        for item in dated
    )
    return exact, any(isinstance(item, Weekday) and item.day == day.weekday() for item in dated)


def _names_a_time_or_number(english: str) -> bool:
    """Say whether a sentence tells a number or a time that another day's would tell otherwise."""
    return any(
        fact.kind in {Kind.NUMBER, Kind.TIME} and fact.weight is Weight.FIRM for fact in read_facts(english, "en")
    )


@lru_cache(maxsize=4096)
def _wording(english: str) -> str:
    """Return a sentence without its facts."""
    parts, place = [], 0
    for fact in read_facts(english, "en"):
        if fact.kind in _MASKED and fact.span.start >= place:
            parts.append(english[place : fact.span.start])
            place = fact.span.end
    return " # ".join(" ".join(fold(part).split()) for part in [*parts, english[place:]])
