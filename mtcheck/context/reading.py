"""From a document's sentences to the words that are likely out of place: places, judge, document, what should stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from mtcheck.context.descriptions import sense_of
from mtcheck.context.judgement import Doubt, PlaceJudge, shipped_place_judge, with_document
from mtcheck.context.masked import MaskedPlace
from mtcheck.context.measures import MeasuredSentence
from mtcheck.context.model import Contested, ContextModel
from mtcheck.context.suggestions import PlaceEdit, edits, most_usual
from mtcheck.context.verdict import DocumentJudge, shipped_document_judge
from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.evidence.analysis import FileEvidence, GlossedWord, MisplacedWord, SegmentEvidence
from mtcheck.lexicon.dictionary import Dictionary, shipped_dictionary
from mtcheck.records import Span


class _Put(NamedTuple):
    """What is put into a place, and how much likelier the language model finds it than what is printed."""

    edit: PlaceEdit
    gain: float | None


@dataclass(frozen=True)
class PlaceReader:
    """Reads documents for words out of place, and for how far the whole reads like a machine's.

    Attributes:
        judge: Of places.
        document: Says how far a document reads like a machine's.
        dictionary: What the senses are.
        model: Chooses among renderings; None leaves that to what is usual.
    """

    judge: PlaceJudge
    document: DocumentJudge
    dictionary: Dictionary
    model: ContextModel | None = None

    def read(self, evidence: FileEvidence) -> FileEvidence:
        """Return a document with its words that are likely out of place, all places that were weighed, and its verdict."""
        sentences = [MeasuredSentence(item.segment.text, item.words) for item in evidence.segments]
        found = self.judge.places(sentences)
        sieved = self.judge.sieved([place for _, place in found])
        starts = [evidence.segments[number].segment.span.start for number, _ in found]
        weighed = self.judge.weighed([place for _, place in found], starts, sieved)
        machine = self.document.probability(sentences)
        doubts = self.judge.doubts(found, machine, sieved)
        put = self._put(doubts, evidence, machine)
        words = [
            self._word(doubt, _weighed(doubt.log_odds, machine), evidence, chosen, alone=machine is None)
            for doubt, chosen in zip(doubts, put, strict=True)
        ]
        told = tuple(word for word in words if word is not None)
        return replace(evidence, misplaced=told, weighed=weighed, machine_translated=machine)

    def _put(self, doubts: Sequence[Doubt], evidence: FileEvidence, machine: float | None) -> list[_Put | None]:
        """Choose what is put into the place of each, by the language model where there is one; None where nothing is sure."""
        text, found = evidence.document.text, []
        for doubt in doubts:
            meant = sense_of(self.judge.measurer.senses, self.dictionary, doubt.best)
            renderings = () if meant is None or not doubt.sure else meant[0].senses[meant[1]].french
            found.append(edits(text, _span(doubt, evidence), renderings))
        found = self._untold(doubts, found, evidence, machine)
        if self.model is None:
            usual = [most_usual(text, several, self.judge.measurer.sequences) for several in found]
            return [None if edit is None else _Put(edit, None) for edit in usual]
        asked = [_contested(doubt, several, evidence) for doubt, several in zip(doubts, found, strict=True)]
        gains = iter(self.model.gain([place for place in asked if place.competitors]))
        chosen: list[_Put | None] = []
        for several, place in zip(found, asked, strict=True):
            own = next(gains) if place.competitors else ()
            best = max(range(len(own)), key=lambda number: (own[number], -number), default=-1)
            chosen.append(_Put(several[best], own[best]) if own and own[best] > 0 else None)
        return chosen

    def _untold(
        self,
        doubts: Sequence[Doubt],
        found: Sequence[tuple[PlaceEdit, ...]],
        evidence: FileEvidence,
        machine: float | None,
    ) -> list[tuple[PlaceEdit, ...]]:
        """Leave out edits that would be told of in their turn where they stand."""
        asked = [
            (number, edit, place)
            for number, several in enumerate(found)
            for edit in several
            for place in self._places_in(edit, evidence.segments[doubts[number].sentence])
        ]
        judged = self.judge.judge([place for _, _, place in asked], machine)
        level = self.judge.level(machine)
        told = {
            (number, edit)
            for (number, edit, _), judgement in zip(asked, judged, strict=True)
            if judgement.log_odds >= level
        }
        return [tuple(edit for edit in several if (number, edit) not in told) for number, several in enumerate(found)]

    def _places_in(self, edit: PlaceEdit, item: SegmentEvidence) -> list[MaskedPlace]:
        """Return the places of the words that an edit brings, the words around it as they are."""
        start, text = item.segment.span.start, item.segment.text
        before = text[: edit.span.start - start]
        after = f"{before}{edit.text}{text[edit.span.end - start :]}"
        new = Span(len(before), len(before) + len(edit.text))
        around = [word for word in item.words if not word.span.overlaps(edit.span)]
        candidates = self.judge.measurer.candidates(after, around)
        return [MaskedPlace(after, one) for one in candidates if one.rendering.span.overlaps(new)]

    def _word(
        self, doubt: Doubt, odds: float, evidence: FileEvidence, put: _Put | None, *, alone: bool
    ) -> MisplacedWord | None:
        table, item = self.judge.measurer.senses, evidence.segments[doubt.sentence]
        place, span = doubt.candidate.rendering, _span(doubt, evidence)
        meant = sense_of(table, self.dictionary, doubt.best)
        if meant is None:  # the table is of another dictionary
            return None
        entry, number = meant
        head = int(table.owner[doubt.best])
        # What the printed words say of the same English tells most; else what they say likeliest.
        own = sorted(doubt.candidate.own, key=lambda row: int(table.owner[row]) != head)[:1]
        said = sense_of(table, self.dictionary, own[0]) if own else None
        return MisplacedWord(
            span=span,
            printed=place.span.of(item.segment.text),
            pivot=entry.english,
            meant=entry.senses[number].french,
            domain=entry.senses[number].domain,
            said=None if said is None else (said[0].english, said[0].senses[said[1]].domain),
            careless=head in place.wrong,
            companion=self._companion(doubt, item.words),
            replaced=span if put is None else put.edit.span,
            replacement=None if put is None else put.edit.text,
            gain=None if put is None else put.gain,
            confidence=round(float(self.judge.curve(np.array([odds]))[0]), 3),
            grave=odds >= self.judge.grave,
            alone=alone,
        )

    def _companion(self, doubt: Doubt, words: Sequence[GlossedWord]) -> str | None:
        """Return the word around that keeps company with the sense that the place asks for."""
        companions = self.judge.measurer.senses.companions(doubt.best)
        return next((word.text for word in words if companions & self.judge.measurer.company((word,))), None)


def shipped_place_reader(encoder: SentenceEncoder, model: ContextModel | None = None) -> PlaceReader:
    """Return the reader with the dictionary, the tables and the judges that ship with the package.

    Args:
        encoder: Reads masked places.
        model: A language model, None for none.
    """
    return PlaceReader(shipped_place_judge(encoder), shipped_document_judge(), shipped_dictionary(), model)


def _weighed(log_odds: float, machine: float | None) -> float:
    return log_odds if machine is None else with_document(log_odds, machine)


def _span(doubt: Doubt, evidence: FileEvidence) -> Span:
    start, own = evidence.segments[doubt.sentence].segment.span.start, doubt.candidate.rendering.span
    return Span(own.start + start, own.end + start)


def _contested(doubt: Doubt, several: Sequence[PlaceEdit], evidence: FileEvidence) -> Contested:
    """Return the sentence with all its edits reaching over the same words."""
    segment, text = evidence.segments[doubt.sentence].segment, evidence.document.text
    spans = [_span(doubt, evidence), *(edit.span for edit in several)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    whole = tuple(f"{text[start : edit.span.start]}{edit.text}{text[edit.span.end : end]}" for edit in several)
    return Contested(segment.text, Span(start - segment.span.start, end - segment.span.start), whole)
