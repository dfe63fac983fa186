"""French beside the English that it is known to render: nothing is searched, the pair stands."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, GlossedWord, Supported
from mtcheck.match.english import sentences_of
from mtcheck.match.similarity import WordComparison
from mtcheck.match.told import with_facts
from mtcheck.records import Alignment, KnownQuote, Quotation, Span


def align_pairs(evidence: FileEvidence, comparison: WordComparison) -> FileEvidence:
    """Add the statements of a document whose French and English stand side by side (a translation memory).

    Args:
        evidence: Of a document with ``pairs``; their quotes are added to the evidence's own.
        comparison: Compares words.

    Returns:
        The evidence with one statement for each pair that holds a word.
    """
    words = [word for segment in evidence.segments for word in segment.words]
    found: list[AlignedStatement] = []
    first = 0  # both words and pairs go by start
    for span, quote in evidence.document.pairs:
        while first < len(words) and words[first].span.end <= span.start:
            first += 1
        last = first
        while last < len(words) and words[last].span.start < span.end:
            last += 1
        if last > first:
            found.append(_statement(evidence.document.text, span, quote, tuple(words[first:last]), comparison))
        first = last
    quotes = (*evidence.quotes, *(quote for _, quote in evidence.document.pairs))
    statements = tuple(sorted((*evidence.statements, *found), key=lambda statement: statement.alignment.span))
    return replace(evidence, statements=statements, quotes=quotes)


def _statement(
    text: str, span: Span, quote: KnownQuote, words: tuple[GlossedWord, ...], comparison: WordComparison
) -> AlignedStatement:
    sentences = sentences_of(quote, comparison.frequencies)
    french = comparison.french_words(words)
    english = tuple(word for sentence in sentences for word in sentence.words)
    detail = comparison.compare(french, english)
    quotation = Quotation(span, span.of(text), marked=False)
    alignment = Alignment(span, quote.id, (0, len(sentences)), quote.text, round(detail.value, 4), quotation)
    statement = AlignedStatement(
        alignment,
        tuple(
            Supported(item.word.span, item.word.text, item.word.lemma, item.weight, support)
            for item, support in zip(french, detail.french, strict=True)
        ),
        tuple(
            Supported(word.span, word.text, word.lemma, word.weight, support)
            for word, support in zip(english, detail.english, strict=True)
        ),
        detail.links,
    )
    return with_facts(statement, text)
