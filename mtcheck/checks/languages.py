"""MT303: passages and spans in a language that is not checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.language.messages import Message
from mtcheck.records import Category, PassageKind, Severity, Span
from mtcheck.text.language import LANGUAGE_NAMES, UNDECIDED
from mtcheck.text.scripts import SCRIPT_NAMES, foreign_script_runs

OTHER = Rule(
    "MT303",
    "language.other",
    Category.UNTRANSLATED,
    Severity.NEUTRAL,
    "A passage is in another language than French or English, and is not checked.",
    "Only French is checked, and only English is taken for a known statement: what stands here in a third language is "
    "left to the reader.",
    "MQM Accuracy/Untranslated; ISO 639-1.",
    (
        Example(
            "Le ministre est arrivé hier à Berlin.\n\nDie Bundesregierung hat am Mittwoch beschlossen, dass die Grenze für "
            "alle Reisenden wieder geöffnet wird.",
            "Die Bundesregierung hat am Mittwoch beschlossen",
        ),
        Example(
            "Le président a écrit : « Мы никогда не забудем этот день », avant de quitter la salle.",
            "Мы никогда не забудем этот день",
        ),
        Example("Volodymyr Zelensky (Володимир Зеленський) est arrivé hier à Berlin avec sa délégation."),
        Example("Il lit Der Spiegel et la Frankfurter Allgemeine Zeitung depuis des années."),
        Example(
            "Le ministre est arrivé hier à Berlin.\n\nWe had a fruitful conversation with all of our partners today."
        ),
    ),
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class LanguageCheck:
    """Reports what the reading of a document set apart as another language, and runs of another script in French."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT303."""
        return (OTHER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give one verdict on each such passage or run."""
        text = evidence.document.text
        for passage in evidence.document.passages:
            if passage.kind is PassageKind.EMBEDDED and passage.language != "en":
                told = Message("The passage is not French, and is not checked")
                if passage.language in LANGUAGE_NAMES:
                    name = LANGUAGE_NAMES[passage.language]
                    told = Message("The passage is in {language}, and is not checked", language=name)
                elif passage.language != UNDECIDED:
                    told = Message("The passage is in a language that is not known here, and is not checked")
                yield measured(OTHER, passage.span, told, "passage")
            elif passage.kind in {PassageKind.BODY, PassageKind.HEADING}:
                for start, end, script in foreign_script_runs(passage.span.of(text)):
                    span = Span(passage.span.start + start, passage.span.start + end)
                    yield measured(
                        OTHER,
                        span,
                        Message("These words are in {script} script, and are not checked", script=SCRIPT_NAMES[script]),
                        "script",
                    )
