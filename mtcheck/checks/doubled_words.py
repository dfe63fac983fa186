"""MT605: a word printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.classes import DETERMINERS, NEVER_DOUBLED
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity, Span

DOUBLED = Rule(
    "MT605",
    "surface.doubled-word",
    Category.PUNCTUATION,
    Severity.MINOR,
    "A small word, or a noun behind its article, is printed twice in a row.",
    "Left over from an edit. Only words that French never doubles count: “nous nous”, “faire faire”, “ce qu'il a a”, names and "
    "what is said twice for emphasis are sound.",
    "MQM Fluency/Punctuation (duplication, themqm.org).",
    (
        Example("Le ministre a quitté le le palais hier soir.", "le le"),
        Example("Les élus ont voté pour pour la réforme.", "pour pour"),
        Example("Le gouvernement gouvernement a démissionné lundi.", "gouvernement gouvernement"),
        Example("Nous nous sommes réunis à Bora Bora avec ceux que cela intéresse."),
        Example("Tout ce qu'il a a été vendu, et ce qui est est."),
        Example("Il a fait faire faire des travaux, très très vite."),
        Example("Prends-le le matin et laisse-la la nuit."),
    ),
)
_NOUN = 5  # letters from which a word behind an article counts
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class DoubledWordCheck:
    """Reports words printed twice."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT605."""
        return (DOUBLED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every pair of equal neighbours."""
        text = evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for place, (first, second) in enumerate(pairwise(words)):
                if first.folded != second.folded or second.text[0].isupper():
                    continue
                before = words[place - 1].folded if place else ""
                small = first.folded in NEVER_DOUBLED
                noun = len(first.text) >= _NOUN and before in DETERMINERS and first.text.islower()
                if not (small or noun) or not _SPACE.fullmatch(text, first.span.end, second.span.start):
                    continue
                if text[first.span.start - 1 : first.span.start] in {"-", "’", "'"} or (small and first.text.isupper()):
                    continue
                span = Span(first.span.start, second.span.end)
                yield measured(
                    DOUBLED,
                    span,
                    Message("“{first}” is printed twice", first=first.text),
                    "" if small else "noun",
                    suggestion=first.text,
                    evidence=(Evidence("repetition", Message("French does not put this word twice in a row.")),),
                )
