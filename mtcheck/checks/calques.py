"""MT4090: fixed phrases, days, years and comparisons put word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.phrases import phrases
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.patterns.schema import PatternKind
from mtcheck.records import Category, Severity

CALQUE = Rule(
    "MT4090",
    "style.word-for-word",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    "A fixed phrase, a day, a year or an amount is put as English puts it.",
    "“on condition of anonymity”, “on Monday”, “more than 300” have set counterparts in French, and none of them is "
    "what the words are one by one.",
    "MQM Fluency/Unidiomatic; Vinay and Darbelnet (1958), calque.",
    (
        Example(
            "Un diplomate, parlant sur la condition d'anonymat, a confirmé le texte.", "sur la condition d'anonymat"
        ),
        Example("Le ministre a été reçu sur vendredi par son homologue.", "sur vendredi"),
        Example("Le séisme a tué plus que 300 personnes dans la région.", "plus que 300"),
        Example("Un diplomate, parlant sous couvert d'anonymat, a confirmé plus de 300 morts vendredi."),
        Example("Il ne reste plus que 300 habitants dans 2000 villages, dit-on sur lundimatin."),
    ),
)


@dataclass(frozen=True)
class CalqueCheck:
    """Reports phrases put word for word: the patterns of kind ``calque``, which bring their examples."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT4090."""
        return (CALQUE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        for segment in evidence.segments:
            yield from phrases(CALQUE, PatternKind.CALQUE, segment.words, evidence.document.text)
