"""What is found, how grave it is, and why it may not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum

from mtcheck.language.messages import Text, gettext
from mtcheck.records.spans import Span


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


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by severity label, every label present, the gravest first."""
    counts = {severity.label: 0 for severity in reversed(Severity)}
    for finding in findings:
        counts[finding.severity.label] += 1
    return counts
