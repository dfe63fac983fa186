"""MT6xx: broken quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.language.messages import Message
from mtcheck.records import Category, PassageKind, Severity
from mtcheck.text.marks import quoted_passages

BROKEN = Rule(
    "MT601",
    "quotation.marks",
    Category.PUNCTUATION,
    Severity.MINOR,
    "Quotation marks are swapped, unclosed, doubled or mixed.",
    "A reader cannot tell where the speaker's words end.",
    "MQM Fluency/Punctuation; Lexique des règles typographiques en usage à l'Imprimerie nationale, « Guillemets ».",
    (
        Example("« Nous partirons demain« , a dit le ministre aux journalistes.", "«"),
        Example("« Nous partirons demain », a dit le ministre aux journalistes."),
        Example("L'accord « historique » n'a pas été signé, dit “le Monde”."),
    ),
)


@dataclass(frozen=True)
class MarksCheck:
    """Reports the defects that the reading of quotation marks met."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT601."""
        return (BROKEN,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give one verdict on each defective pair of marks."""
        text = evidence.document.text
        read = [
            passage.span
            for passage in evidence.document.passages
            if passage.kind in {PassageKind.BODY, PassageKind.HEADING} and passage.language in {"fr", "und"}
        ]
        for stretches in quoted_passages(text, read):
            for marked in stretches:
                if not marked.defects:
                    continue
                span = marked.closing or marked.opening or marked.span
                yield measured(
                    BROKEN,
                    span,
                    Message("Broken quotation marks: {defects}", defects=marked.defects),
                )
