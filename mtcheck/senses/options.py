"""What could stand in the place of a doubted rendering: renderings of the likely senses, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from mtcheck.french.forms import is_infinitive
from mtcheck.french.spelling import fold
from mtcheck.lexicon.nearness import shared_in_french
from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair
from mtcheck.senses.candidates import CandidateKind, SenseCandidate, span_of
from mtcheck.senses.features import Weighed, Weights, head_of
from mtcheck.senses.headwords import Headword
from mtcheck.senses.suggestions import SenseEdit, acts_as_verb, placed
from mtcheck.senses.tokens import content_items
from mtcheck.text.words import words

OPTION = (
    "english french both of_best all_senses rank senses p_french p_english frequency words same_shape sure fits novel newer "
    "together present cognate near printed wrong sense verbal infinitive"
).split()
_SENSES = 6  # likeliest senses whose renderings are read
_RENDERINGS = 8  # of each sense, best first
_ABSENT = 2.0  # novelty of what cannot be put there: the highest


class Option(NamedTuple):
    """A rendering that may be right.

    Attributes:
        meaning: Number of the meaning whose rendering it is, the likeliest.
        rendering: In dictionary form.
        edit: The rendering in its place; None where it does not fit there.
        row: What speaks for it, by :data:`OPTION`.
    """

    meaning: int
    rendering: str
    edit: SenseEdit | None
    row: list[float]


@dataclass(frozen=True)
class OptionFinder:
    """Finds what could stand in the place of doubted renderings.

    Attributes:
        weights: Tables, frequencies and sequences.
    """

    weights: Weights

    def options(self, pair: AlignedPair, candidate: SenseCandidate, weighed: Weighed) -> list[Option]:
        """Return the renderings of the likely senses, each once, those of the likeliest first.

        Args:
            pair: The pair.
            candidate: A candidate of it.
            weighed: What the encoder says of it.
        """
        headword = pair.headwords[candidate.headword]
        likely = sorted(candidate.competing, key=lambda k: (-weighed.english[k], k))
        share: dict[str, float] = {}
        for k in likely:
            for rendering in headword.meanings[k].sense.french:
                share[rendering] = share.get(rendering, 0.0) + weighed.english[k]
        span = span_of(pair, candidate)
        around = self.weights.company(pair.french, span)
        shared = [
            max((weighed.english[k] for k in candidate.printed), default=-1.0),
            float(candidate.kind is CandidateKind.WRONG),
            float(candidate.kind is CandidateKind.SENSE),
            float(acts_as_verb(pair.french.text, span)),
        ]
        found: dict[str, Option] = {}
        for k in likely[:_SENSES]:
            for rank, rendering in enumerate(headword.meanings[k].sense.french[:_RENDERINGS]):
                if rendering not in found:
                    edit = placed(pair.french.text, span, rendering)
                    row = [
                        weighed.english[k],
                        weighed.french[k],
                        weighed.english[k] * weighed.french[k],
                        weighed.english[k] / max(weighed.english[likely[0]], 1e-9),
                        share[rendering],
                        float(rank),
                        float(sum(rendering in headword.meanings[m].sense.french for m in likely)),
                        *self._usual(pair, headword, rendering),
                        *self._in_place(pair, edit, rendering, around),
                        *self._beside(pair, candidate, headword, rendering),
                        *shared,
                        float(_is_verb(rendering)),
                    ]
                    found[rendering] = Option(k, rendering, edit, row)
        return list(found.values())

    def _usual(self, pair: AlignedPair, headword: Headword, rendering: str) -> tuple[float, float, float, float]:
        """Say how usual a rendering is for the English words, both ways, how frequent its head is, and how long it is."""
        table, items = self.weights.table, content_items(rendering)
        english = [pair.words[i].lemma for i in range(*headword.tokens)]
        pairs = [[(form, word) for form in item.forms for word in english] for item in items]
        ahead = sum(max(table.french_given_english(*two) for two in several) for several in pairs)
        back = sum(max(table.english_given_french(*two) for two in several) for several in pairs)
        frequency = log(1 + self.weights.frequencies.of(head_of(rendering), "fr"))
        return ahead / len(items), back / len(items), frequency, float(len(items))

    def _in_place(
        self, pair: AlignedPair, edit: SenseEdit | None, rendering: str, around: tuple[float, float, float]
    ) -> tuple[float, float, float, float, float, float]:
        """Say whether a rendering has the shape of what is printed, fits, and stands well beside its neighbours."""
        if edit is None:
            return 0.0, 0.0, 0.0, _ABSENT, _ABSENT - around[0], 0.0
        text = pair.french.text
        whole = text[: edit.span.start] + edit.text + text[edit.span.end :]
        after = self.weights.company_of(whole, Span(edit.span.start, edit.span.start + len(edit.text)))
        same = _is_verb(rendering) == acts_as_verb(text, edit.span)
        return float(same), float(edit.sure), 1.0, after[0], after[0] - around[0], after[2]

    def _beside(
        self, pair: AlignedPair, candidate: SenseCandidate, headword: Headword, rendering: str
    ) -> tuple[float, float, float]:
        """Say whether a rendering stands in the French already, looks like the English, and is near to what is printed."""
        head = head_of(rendering)
        english = pair.words[headword.tokens[0]].lemma
        printed = pair.french.tokens[candidate.place[0]].lemma
        return (
            float(bool(pair.french.accepted(rendering))),
            JaroWinkler.similarity(fold(head), fold(english)),
            shared_in_french(printed, head),
        )


def _is_verb(rendering: str) -> bool:
    found = [word.folded for word in words(rendering)]
    return any(is_infinitive(word) for word in found[:1] or ()) or (
        len(found) > 1 and found[0] in {"se", "s'"} and is_infinitive(found[1])
    )
