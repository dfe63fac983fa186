"""The records that pass between the rooms: the glossary of the project.

All are frozen; sequences are tuples. Every :class:`Span` counts code points of the document's text *as decoded*
(byte-order mark excluded, nothing normalised), so ``document.text[span.start:span.end]`` is always what is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import NamedTuple

from mtcheck.language.messages import Text, gettext


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of code points in the original text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]


class Severity(IntEnum):
    """MQM severity levels, in rising order."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        """Lower-case name, as reports print it."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Severity:
        """Return the severity of that name.

        Raises:
            ValueError: The name is none of neutral, minor, major, critical.
        """
        try:
            return cls[label.strip().upper()]
        except KeyError as error:
            names = ", ".join(member.label for member in cls)
            raise ValueError(gettext("unknown severity {label!r}: one of {names}", label=label, names=names)) from error


class Category(Enum):
    """MQM error types (themqm.org), as paths."""

    MISTRANSLATION = "Accuracy/Mistranslation"
    OMISSION = "Accuracy/Omission"
    ADDITION = "Accuracy/Addition"
    UNTRANSLATED = "Accuracy/Untranslated"
    NUMBER = "Accuracy/Mistranslation/Number"
    NAME = "Accuracy/Mistranslation/Named entity"
    WRONG_TERM = "Terminology/Wrong term"
    GRAMMAR = "Fluency/Grammar"
    UNIDIOMATIC = "Fluency/Unidiomatic"
    PUNCTUATION = "Fluency/Punctuation"
    LOCALE = "Locale convention"
    ENCODING = "Fluency/Character encoding"
    ENGINE = "Engine"


class PassageKind(Enum):
    """What a passage is to the reader of the article."""

    BODY = "body"
    HEADING = "heading"
    FURNITURE = "furniture"  # menus, share lines, adverts, credits: never checked
    EMBEDDED = "embedded"  # a post or statement in another language, standing inside the article


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of lines that belong together: a paragraph, a heading, a line of furniture."""

    span: Span
    kind: PassageKind
    language: str  # ISO 639-1, "und" where undecided


class Place(NamedTuple):
    """Where in the original file a document's text comes from, in words that a person can follow.

    Attributes:
        start: Offset from which it holds, up to the next place.
        label: For instance ``page 3`` or ``row 12, column body, line 40``.
    """

    start: int
    label: Text


class Edit(NamedTuple):
    """A stretch of a text that is read as something else: a tag as nothing, an entity as its character.

    Attributes:
        span: In the text as printed; empty where something is read that is not printed.
        text: What is read in its place.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One input, decoded and cut into passages.

    Attributes:
        path: As the user named it; of a part of a file, for instance ``news.zip!/a.txt`` or ``feed.jsonl#17``.
        places: By start; empty where line and column of the text are those of the file.
        notes: What a reader of the report should know of how the file was read.
        pairs: Parts of the French whose English is known, because the file holds both (a translation memory).
        url: Where the text was published, where the file tells.
        date: When, as the file tells it.
        source: The text that the file's comments stand in, where ``text`` was made of it and it has such comments.
        markup: What of the text is markup and how it is read, by start, without overlaps; what is analysed is the text so read.
    """

    path: str
    text: str
    passages: tuple[Passage, ...] = ()
    media_type: str = "text/plain"
    places: tuple[Place, ...] = ()
    notes: tuple[Text, ...] = ()
    pairs: tuple[tuple[Span, KnownQuote], ...] = ()
    url: str | None = None
    date: str | None = None
    source: str = ""
    markup: tuple[Edit, ...] = ()

    def place_at(self, offset: int) -> Text | None:
        """Return the label of the place that ``offset`` comes from, None where line and column say it."""
        index = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[index - 1].label if index else None


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or headline) of a French passage: the unit that is translated. ``text`` is its exact slice."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given as somebody's own in the French text.

    Attributes:
        span: The quoted words, marks excluded.
        text: Their exact slice.
        speaker: The speaker as the article names them, where found.
        cue: The span of the reporting verb or phrase ("a déclaré", "selon"), where found.
        marked: True for words given as they were said: between quotation marks, behind a dash, in a block quotation, below the
            name of who says them, behind the colon of "a déclaré :". False for reported speech.
        closed: False where an opening or closing mark is missing, swapped or doubled.
    """

    span: Span
    text: str
    speaker: str | None = None
    cue: Span | None = None
    marked: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A statement whose English wording is known.

    Attributes:
        id: Unique in a run.
        found: True where it was found embedded in a checked document, False where the user supplied it.
        licence: A note on how the text may be used.
    """

    id: str
    speaker: str
    text: str
    date: str | None = None
    lang: str = "en"
    source: str | None = None
    medium: str | None = None
    aliases: tuple[str, ...] = ()
    found: bool = False
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A machine translation of ``source``: for French under test, its *back-translation*.

    Attributes:
        log_prob: Mean log-probability a token (natural logarithm, at most 0), where the engine gives it.
        looped: True where the engine repeated itself and the text was cut.
    """

    source: str
    text: str
    log_prob: float | None = None
    engine: str = ""
    looped: bool = False


@dataclass(frozen=True, slots=True)
class TokenScore:
    """Forced-decoding score of one target token.

    Attributes:
        span: Code points of the *target text* that the token stands for.
        log_prob: Natural log-probability of the token given the source and the target's earlier tokens.
        best: Surface of the token that the model found likeliest there.
        best_log_prob: That token's log-probability (at least ``log_prob``).
        rank: Place of the token among all that the model knows, the likeliest first, from 1; None where it is not known.
        entropy: Of the model's choice there, in nats, from 0 (certain); None where it is not known.
    """

    span: Span
    log_prob: float
    best: str
    best_log_prob: float
    rank: int | None = None
    entropy: float | None = None


@dataclass(frozen=True, slots=True)
class TokenScores:
    """Forced-decoding scores of a whole target text, in order."""

    tokens: tuple[TokenScore, ...]

    @property
    def mean(self) -> float:
        """Mean token log-probability, at most 0; 0 for an empty target."""
        return sum(token.log_prob for token in self.tokens) / len(self.tokens) if self.tokens else 0.0


@dataclass(frozen=True, slots=True)
class LogProbs:
    """Log-probabilities of the tokens of a target text, in order, where nothing is asked about alternatives.

    Attributes:
        spans: Code points of the target text that each token stands for.
        values: Natural log-probability of each token given the source and the target's earlier tokens, at most 0.
    """

    spans: tuple[Span, ...]
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean log-probability a token, at most 0; 0 for an empty target."""
        return sum(self.values) / len(self.values) if self.values else 0.0

    @property
    def total(self) -> float:
        """Log-probability of the whole target."""
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A French span that renders (part of) a known quote.

    Attributes:
        span: The French words, in the document.
        quote_id: The known quote.
        sentences: Half-open range of the quote's sentences that the French covers.
        text: Those English sentences, joined by a space.
        similarity: 0 (nothing in common) to 1.
        quotation: The quotation that holds the span, None for a sentence without marks.
    """

    span: Span
    quote_id: str
    sentences: tuple[int, int]
    text: str
    similarity: float
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a finding: a number about a span, in words that a reader can check.

    Attributes:
        kind: What was measured, for instance ``gloss`` or ``forced-decoding``.
        detail: A sentence for the reader.
        value: The number, where there is one; its unit is part of ``kind``'s documentation.
        span: Where in the document, where it is not the finding's own span.
    """

    kind: str
    detail: Text
    value: float | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rendering that mtcheck calls garbled.

    Attributes:
        code: ``MT`` and three or four digits.
        name: Dotted name of the rule, for instance ``term.garbled``.
        confidence: 0–1, how sure the check is that a translator would agree.
        span: The French at fault; ``text`` is its exact slice.
        line: 1-based line of the span's start.
        column: 1-based column of the span's start, in code points.
        place: Where that is in the original file, where ``line`` and ``column`` count in a text made of it.
        back_translation: The engine's English for the sentence that holds the span.
        back_translation_log_prob: Its mean log-probability a token, at most 0, where the engine gives it.
        reference: The English that the French should say (a known quote's sentence, or an English term).
        suggestion: French that would be right, where known.
        branch: The part of the rule that found it, where a rule has several.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    confidence: float
    span: Span
    text: str
    message: Text
    line: int = 0
    column: int = 0
    back_translation: str | None = None
    reference: str | None = None
    quote_id: str | None = None
    suggestion: str | None = None
    evidence: tuple[Evidence, ...] = ()
    place: Text | None = None
    back_translation_log_prob: float | None = None
    branch: str = ""


@dataclass(frozen=True, slots=True)
class MatchedQuotation:
    """A quotation with the known quotes that it was aligned with; no alignment means *no match*."""

    quotation: Quotation
    alignments: tuple[Alignment, ...] = ()


class SuppressionKind(Enum):
    """Why a finding is known and does not count."""

    INLINE = "inline"  # a comment in the document says so
    SIC = "sic"  # the document itself marks the words with [sic]
    IGNORE = "ignore"  # an entry of the ignore list says so
    BASELINE = "baseline"  # it was there when the baseline was written
    EARLIER = "earlier"  # it stands in the report that this run is compared with


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is known: shown apart, and without weight in the exit code.

    Attributes:
        reason: Why, in the words of whoever decided it; empty where nobody gave one.
    """

    finding: Finding
    kind: SuppressionKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FixedFinding:
    """A finding of an earlier report that this run no longer makes.

    Attributes:
        line: Where it stood in the earlier report.
        column: Likewise.
    """

    path: str
    code: str
    severity: Severity
    text: str
    message: Text
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file.

    Attributes:
        error: Why the file could not be checked, or not in full; None where it was.
        score: 0–100, higher is better; 100 where nothing was found; None where nothing was checked.
        machine_translated: Probability that the French is unedited machine translation, 0–1; None for texts too short to say.
        findings: By start, then end, then code.
        quotations: By start.
        document: The file as read, None where it could not be.
        suppressed: Findings that are known and do not count, in the order of ``findings``.
        words: French words that were checked.
    """

    path: str
    error: Text | None = None
    score: float | None = 100.0
    findings: tuple[Finding, ...] = ()
    quotations: tuple[MatchedQuotation, ...] = ()
    document: Document | None = None
    suppressed: tuple[Suppressed, ...] = ()
    machine_translated: float | None = None
    words: int = 0

    @property
    def in_part(self) -> bool:
        """Whether some of the checks failed, and what the others found stands."""
        return self.error is not None and self.words > 0

    @property
    def status(self) -> str:
        """``checked`` or ``failed``, which also says that a part of the checks failed."""
        return "checked" if self.error is None else "failed"


@dataclass(frozen=True, slots=True)
class AcrossFinding:
    """A finding that shows only where several files of a run are seen together.

    Attributes:
        number: Place in the run, from 0, of the file that it stands in.
        path: That file.
        finding: Its span counts in the file's text.
        excerpt: The text around it, of the same passage.
        start: Where the excerpt starts in the file's text.
        known: Why the finding is known and does not count, None where it counts.
    """

    number: int
    path: str
    finding: Finding
    excerpt: str
    start: int
    known: Suppressed | None = None

    @property
    def local(self) -> Finding:
        """The finding with its span counted in the excerpt; line and column stay those of the file."""
        start, end = self.finding.span
        return replace(self.finding, span=Span(start - self.start, end - self.start))

    @property
    def document(self) -> Document:
        """The excerpt as a document of its own."""
        return Document(self.path, self.excerpt)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run. It owns the exit code.

    Attributes:
        files: In the order in which the inputs were named, folders sorted.
        signature: What reproduces the figures: versions, model, options.
        quotes: Every known quote of the run, supplied or found.
        fail_on: The severity from which a finding makes the run fail, None for never.
        errors: Faults that belong to no single file.
        warnings: What should be seen to and fails nothing, for instance an entry of the ignore list that is unused.
        earlier: The report that this run was compared with, None where there was none.
        fixed: Findings of that report that are gone.
        across: Findings that only several files together show, by file and place; those that are known as well.
    """

    files: tuple[FileReport, ...]
    signature: str
    quotes: tuple[KnownQuote, ...] = ()
    fail_on: Severity | None = Severity.MAJOR
    errors: tuple[Text, ...] = field(default=())
    warnings: tuple[Text, ...] = ()
    earlier: str | None = None
    fixed: tuple[FixedFinding, ...] = ()
    across: tuple[AcrossFinding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that count, file by file, then those across files."""
        return (
            *(finding for file in self.files for finding in file.findings),
            *(item.finding for item in self.across if item.known is None),
        )

    @property
    def counts(self) -> dict[str, int]:
        """Number of findings by severity label, every label present, the gravest first."""
        return count_by_severity(self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above ``fail_on``, 2 something could not be checked (it dominates)."""
        if self.errors or any(file.error is not None for file in self.files):
            return 2
        if self.fail_on is not None and any(finding.severity >= self.fail_on for finding in self.findings):
            return 1
        return 0


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by severity label, every label present, the gravest first."""
    counts = {severity.label: 0 for severity in reversed(Severity)}
    for finding in findings:
        counts[finding.severity.label] += 1
    return counts
