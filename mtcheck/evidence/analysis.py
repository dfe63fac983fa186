"""What is known about one file before any verdict: segments with gloss and back-translation, quotations, alignments."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.facts.contrasts import Suspected
from mtcheck.records import Alignment, Document, Hypothesis, KnownQuote, Passage, Quotation, Segment, Span, TokenScores
from mtcheck.text.offsets import OffsetMap


class Gloss(NamedTuple):
    """One literal English rendering of a French word.

    ``probability`` is p(english | french), ``back`` p(french | english), 0–1; 1 where the corpus was not asked.
    """

    english: str
    probability: float
    back: float = 1.0


class GlossedWord(NamedTuple):
    """A French word with what it means literally.

    Attributes:
        span: In the document.
        text: Exact slice.
        folded: Lower case, straight apostrophe.
        lemma: French dictionary form (lower case); the folded form where unknown.
        glosses: English dictionary forms, likeliest first; empty for function words, numbers and unknown words.
    """

    span: Span
    text: str
    folded: str
    lemma: str
    glosses: tuple[Gloss, ...] = ()

    @property
    def content(self) -> bool:
        """Whether the word carries meaning of its own (it has glosses, or is a name or an unknown word)."""
        return bool(self.glosses)


@dataclass(frozen=True, slots=True)
class SegmentEvidence:
    """One French sentence with its back-translation and its word-for-word gloss."""

    segment: Segment
    passage: Passage
    words: tuple[GlossedWord, ...]
    hypothesis: Hypothesis | None = None


class Supported(NamedTuple):
    """A content word and how far the other language's side supports it, 0–1.

    ``span`` counts in the document for French, in ``AlignedStatement.alignment.text`` for English.
    """

    span: Span
    text: str
    lemma: str
    weight: float
    support: float


class Risk(NamedTuple):
    """How likely a French word is wrong, by the estimator: ``error`` of any kind, ``major`` a grave one, 0–1."""

    span: Span
    error: float
    major: float


class FactContrast(NamedTuple):
    """Something that the French may say the other way round, weighed by forced decoding.

    Attributes:
        kind: What is suspected.
        french: Where, in the document.
        english: Where, in ``AlignedStatement.alignment.text``.
        gain: How much likelier English that says it the other way round makes the French, in nats.
    """

    kind: Suspected
    french: Span
    english: Span
    gain: float


def f_measure(french: float, english: float) -> float:
    """Return the F-measure of two coverages, 0–1 each; the French counts twice, since it may render part of a sentence."""
    return 3 * french * english / (2 * english + french) if french + english else 0.0


def _supported_share(words: tuple[Supported, ...]) -> float:
    kept = [word for word in words if not word.text[0].isdigit()]
    whole = sum(word.weight for word in kept)
    return sum(word.weight * word.support for word in kept) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class AlignedStatement:
    """A French statement beside the known sentences that it renders, word by word.

    Attributes:
        alignment: What was aligned with what.
        french: Content words of the French span, in order.
        english: Content words of the English sentences, in order.
        links: For each French word, the index of the English word that supports it best; -1 for none.
        scores: Forced decoding of the French given the English; None before it was run.
        risks: One a word of the French span, in order, function words included; empty before it was weighed.
        omissions: Code points of ``alignment.text`` that the French owes nothing to; empty before it was weighed.
        opposed: Where one side denies and the other does not: how much likelier the opposite of the English makes the French, in
            nats; None where that was not asked.
        contrasts: What else the French may say the other way round.
        told: French words, in the document, of facts that both sides tell.
    """

    alignment: Alignment
    french: tuple[Supported, ...]
    english: tuple[Supported, ...]
    links: tuple[int, ...]
    scores: TokenScores | None = None
    risks: tuple[Risk, ...] = ()
    omissions: tuple[Span, ...] = ()
    opposed: float | None = None
    contrasts: tuple[FactContrast, ...] = ()
    told: tuple[Span, ...] = ()

    @property
    def wording(self) -> float:
        """How far the words of both sides support each other, figures left aside, 0–1: another figure is no freer wording."""
        return f_measure(_supported_share(self.french), _supported_share(self.english))

    def risk(self, span: Span) -> Risk | None:
        """Return the gravest risk of the words in ``span``, None where nothing was weighed there."""
        return max(
            (risk for risk in self.risks if risk.span.overlaps(span)), key=lambda r: (r.major, r.error), default=None
        )


@dataclass(frozen=True, slots=True)
class DoubtedRendering:
    """A rendering of an English word that is likely wrong, where the English is known.

    Attributes:
        span: What to replace: the printed words, with what stands before them where that would change.
        printed: The printed words alone.
        position: Where they start.
        english: The English as it stands there.
        headword: Its dictionary form.
        meant: Renderings of the sense that the sentence asks for, best first.
        domain: Where that sense is at home.
        said: Where the sense that is printed is at home; None where it renders none.
        companions: Words of the sentence that go with the sense that is meant.
        replacement: What would stand in ``span``; None where nothing is sure.
        kind: ``sense``, ``wrong``, ``table`` or ``unexplained``; see :class:`mtcheck.senses.candidates.CandidateKind`.
        phrase: Whether the English is more than one word.
        confidence: How likely it is wrong, 0–1.
        reference: The English sentence.
        quote_id: The known quote that holds it.
    """

    span: Span
    printed: str
    position: int
    english: str
    headword: str
    meant: tuple[str, ...]
    domain: str
    said: str | None
    companions: tuple[str, ...]
    replacement: str | None
    kind: str
    phrase: bool
    confidence: float
    reference: str | None = None
    quote_id: str | None = None


_BETWEEN = 4  # code points between two accepted renderings: “ de ”


@dataclass(frozen=True, slots=True)
class MisplacedWord:
    """A word or phrase that likely renders another sense than its place asks for, where the English is unknown.

    Attributes:
        span: What is printed.
        printed: The same as text.
        pivot: English headword that it likely stands for.
        meant: Renderings of the sense that the place asks for, best first.
        domain: Where that sense is at home.
        said: English headword and domain of the sense that is printed; None where it renders none.
        careless: Whether the dictionary knows the printed words as a wrong rendering of the pivot.
        companion: Word around that goes with the sense that the place asks for; None where none does.
        replaced: What ``replacement`` stands for: the printed words, with what stands before them where that would change.
        replacement: A rendering as it would stand there; None where none is sure.
        gain: How much likelier a language model finds the sentence with it, natural logarithm; None where none was asked.
        confidence: How likely the place is wrong, 0–1, the document weighed in.
        grave: Whether it is as sure as major findings are.
        alone: Whether the text is too short to say whose it is, so that the place is judged by itself.
    """

    span: Span
    printed: str
    pivot: str
    meant: tuple[str, ...]
    domain: str
    said: tuple[str, str] | None
    careless: bool
    companion: str | None
    replaced: Span
    replacement: str | None
    gain: float | None
    confidence: float
    grave: bool
    alone: bool


class WeighedPlace(NamedTuple):
    """Words that the dictionary of senses knows, weighed by what costs no network.

    Attributes:
        span: In the document.
        log_odds: That they are out of place, not calibrated.
        attested: How often sound French prints them: natural logarithm of one more than their number in 10,000 sentences.
        wrong: Whether the dictionary has them as a wrong rendering.
    """

    span: Span
    log_odds: float
    attested: float
    wrong: bool


@dataclass(frozen=True, slots=True)
class FileEvidence:
    """Everything the checks look at, for one document. Furniture has no segments.

    Attributes:
        document: As analysed; all spans count in its text.
        printed: The document as it was read, where that is another text.
        offsets: Where the offsets of ``document`` lie in ``printed``.
        mentioned: Words that the text speaks of and does not use: nothing is said of their wording.
        doubted: Renderings of known English that are likely wrong.
        accepted: Renderings of known English that the dictionary lists and nothing speaks against.
        undoubted: Renderings of known English that the judge weighed, and found nothing wrong with.
        misplaced: Words that are likely out of place, whose English nobody has.
        weighed: All places that were weighed for that.
        machine_translated: Probability that the French is unedited machine translation, 0–1; None where it is too short to say.
    """

    document: Document
    segments: tuple[SegmentEvidence, ...]
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[AlignedStatement, ...] = ()
    quotes: tuple[KnownQuote, ...] = ()
    printed: Document | None = None
    offsets: OffsetMap | None = None
    mentioned: tuple[Span, ...] = ()
    doubted: tuple[DoubtedRendering, ...] = ()
    accepted: tuple[Span, ...] = ()
    undoubted: tuple[Span, ...] = ()
    misplaced: tuple[MisplacedWord, ...] = ()
    weighed: tuple[WeighedPlace, ...] = ()
    machine_translated: float | None = None

    def is_accepted(self, span: Span) -> bool:
        """Say whether accepted renderings cover a span, but for what is no longer than an article between them."""
        place = span.start
        for accepted in self.accepted:
            reach = place if place == span.start else place + _BETWEEN
            if accepted.end > place and accepted.start <= reach:
                place = max(place, accepted.end)
        return place >= span.end

    def is_undoubted(self, span: Span) -> bool:
        """Say whether the judge of renderings weighed what covers a span, and found nothing wrong with it."""
        return any(weighed.start <= span.start and span.end <= weighed.end for weighed in self.undoubted)

    @property
    def alignments(self) -> tuple[Alignment, ...]:
        """The alignments of all statements, by start."""
        return tuple(statement.alignment for statement in self.statements)

    def segment_at(self, span: Span) -> SegmentEvidence | None:
        """Return the segment that shares the most code points with ``span``, None where none does."""
        best, shared = None, 0
        # Segments stand in the order of the text and do not overlap: those that can share anything are neighbours.
        last = bisect_left(self.segments, span.end, key=lambda item: item.segment.span.start)
        first = last
        while first > 0 and self.segments[first - 1].segment.span.end > span.start:
            first -= 1
        for candidate in self.segments[first:last]:
            overlap = min(span.end, candidate.segment.span.end) - max(span.start, candidate.segment.span.start)
            if overlap > shared:
                best, shared = candidate, overlap
        return best
