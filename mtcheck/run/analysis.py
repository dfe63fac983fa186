"""From documents to evidence: cut, gloss, align with the known quotes, force-decode, back-translate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from mtcheck.context.model import ContextModel
from mtcheck.context.reading import PlaceReader, shipped_place_reader
from mtcheck.encoder.encoder import SentenceEncoder, shipped_encoder
from mtcheck.engines.base import Translator
from mtcheck.errors import LanguagePairError
from mtcheck.estimator.weighing import Weigher
from mtcheck.evidence.analysis import FileEvidence, SegmentEvidence
from mtcheck.evidence.forced import force_alignments
from mtcheck.evidence.gloss import Glosser
from mtcheck.evidence.polarity import weigh_polarity
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.candidates import forced_reranker
from mtcheck.match.gain import forced_gain
from mtcheck.match.matching import QuoteIndex
from mtcheck.match.paired import align_pairs
from mtcheck.match.similarity import WordComparison
from mtcheck.match.statements import align_document
from mtcheck.patterns.loading import shipped_terms
from mtcheck.quotes.collection import collect
from mtcheck.quotes.found import distinct
from mtcheck.readers.analysed import analysed
from mtcheck.records import Document, Hypothesis, KnownQuote, PassageKind, Segment, Span
from mtcheck.senses.reading import SenseReader, shipped_reader
from mtcheck.senses.statements import doubt
from mtcheck.speech.mentioned import mentioned_words
from mtcheck.speech.quotations import find_quotations
from mtcheck.text.sentences import split_sentences


class Analyst:
    """Makes the evidence of documents, many at a time.

    Args:
        quotes: Every known quote of the run.
        translator: The engine.
        folder: Where indexes of large banks are kept between runs; None keeps nothing.
        encoder: Tells senses apart; None for the one that ships with the package.
        context_model: Weighs words out of place as well; None for none.
    """

    def __init__(
        self,
        quotes: Sequence[KnownQuote],
        translator: Translator,
        folder: Path | None = None,
        encoder: SentenceEncoder | None = None,
        context_model: ContextModel | None = None,
    ) -> None:
        self._translator, self._encoder, self._context_model = translator, encoder, context_model
        table, frequencies, terms = shipped_table(), shipped_frequencies(), shipped_terms()
        self._glosser = Glosser(table, frequencies, terms)
        self._weigher = Weigher(translator)
        known = distinct(collect(quotes))
        comparison = WordComparison(table, frequencies, terms)
        self._index = QuoteIndex(
            known, comparison, folder=folder, reranker=forced_reranker(translator), gain=forced_gain(translator)
        )

    def cut(self, documents: Sequence[Document]) -> list[FileEvidence]:
        """Cut documents into sentences, and gloss them."""
        return [self._cut(document) for document in documents]

    def _cut(self, printed: Document) -> FileEvidence:
        document, offsets = analysed(printed)
        segments = _segments(document, self._glosser)
        if offsets is None:
            return FileEvidence(document, segments)
        return FileEvidence(document, segments, printed=printed, offsets=offsets)

    def translate(
        self, files: Sequence[FileEvidence], spans: Sequence[Collection[Span]] | None = None
    ) -> list[FileEvidence]:
        """Back-translate sentences, which share translation batches.

        Args:
            files: Documents that were cut.
            spans: For each of them what stands in the sentences to translate; None for all sentences.

        Raises:
            TranslatorError: The engine failed.
        """
        chosen = [
            frozenset(item.segment.span for item in file.segments)
            if spans is None
            else frozenset(item.segment.span for span in spans[place] if (item := file.segment_at(span)))
            for place, file in enumerate(files)
        ]
        texts = [
            item.segment.text
            for file, places in zip(files, chosen, strict=True)
            for item in file.segments
            if item.segment.span in places
        ]
        unique = list(dict.fromkeys(texts))
        hypotheses = self._translator.translate(unique, source_lang="fr", target_lang="en") if unique else ()
        translated: dict[str, Hypothesis] = dict(zip(unique, hypotheses, strict=True))
        return [_with(file, places, translated) for file, places in zip(files, chosen, strict=True)]

    def complete(self, evidence: FileEvidence) -> FileEvidence:
        """Find the quotations of a document that was cut, align it with the known quotes, force-decode and weigh.

        Raises:
            TranslatorError: The engine failed.
        """
        read = [p for p in evidence.document.passages if p.kind in {PassageKind.BODY, PassageKind.HEADING}]
        mentioned = mentioned_words(evidence.document.text, read)
        quoted = replace(evidence, quotations=find_quotations(evidence.document), mentioned=mentioned)
        aligned = self._aligned(quoted)
        try:
            forced = force_alignments(aligned, self._translator)
            contrasted = weigh_polarity(forced, self._translator)
            weighed = self._weigher.weigh(contrasted)
        except LanguagePairError:  # a model that reads French and does not write it: the tables judge alone
            weighed = aligned
        doubted = doubt(weighed, self._reader) if weighed.statements else weighed
        return self._place_reader.read(doubted)

    @cached_property
    def _reader(self) -> SenseReader:
        return shipped_reader(self._encoder or shipped_encoder())

    @cached_property
    def _place_reader(self) -> PlaceReader:
        return shipped_place_reader(self._encoder or shipped_encoder(), self._context_model)

    def _aligned(self, evidence: FileEvidence) -> FileEvidence:
        """Where a file pairs French with its English, that is what was said: nothing is searched for."""
        if evidence.document.pairs:
            return align_pairs(evidence, self._index.comparison)
        aligned = align_document(evidence, self._index)
        rendered = dict.fromkeys(alignment.quote_id for alignment in aligned.alignments)
        return replace(aligned, quotes=tuple(filter(None, map(self._index.quote, rendered))))


def _with(file: FileEvidence, places: Set[Span], translated: Mapping[str, Hypothesis]) -> FileEvidence:
    if not places:
        return file
    segments = tuple(
        replace(item, hypothesis=translated[item.segment.text]) if item.segment.span in places else item
        for item in file.segments
    )
    return replace(file, segments=segments)


def _segments(document: Document, glosser: Glosser) -> tuple[SegmentEvidence, ...]:
    found = []
    for passage in document.passages:
        if passage.kind not in {PassageKind.BODY, PassageKind.HEADING} or passage.language not in {"fr", "und"}:
            continue
        for span in split_sentences(passage.span.of(document.text), passage.span.start):
            text = span.of(document.text)
            found.append(SegmentEvidence(Segment(span, text), passage, glosser.gloss(text, span.start)))
    return tuple(found)
