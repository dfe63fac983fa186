"""MT9xx: the translation engine's own faults, never blamed on the article; told where a back-translation is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity

LOOP = Rule(
    "MT901",
    "engine.loop",
    Category.ENGINE,
    Severity.NEUTRAL,
    "The translation engine repeated itself; the back-translation was cut.",
    "Small models loop on headlines and lists. The back-translation that is shown with another finding in this sentence is no "
    "evidence against the article.",
    "Known of Opus-MT and CTranslate2 users' reports; Holtzman et al. (2020) on degeneration.",
    (
        Example("Un réunion a eu lieu.", "Un réunion", back_translation="the meeting " * 40),
        Example("Un réunion a eu lieu.", back_translation="A meeting took place."),
    ),
)
DROPPED = Rule(
    "MT902",
    "engine.dropped",
    Category.ENGINE,
    Severity.NEUTRAL,
    "The translation engine left out most of a sentence.",
    "The back-translation that is shown with another finding in this sentence is far shorter than the French. It is no evidence "
    "against the article.",
    "Known of Marian users' reports on multi-sentence input; length ratio as in pofilter.",
    (
        Example(
            "Le président a longuement parlé lors d'un réunion économique devant les députés de son pays à Versailles.",
            "Le président",
            back_translation="The president.",
        ),
        Example("Un réunion a eu lieu.", back_translation="A meeting took place."),
    ),
)


_WORDS = 10  # of French from which the length of the English says something
_LEFT = 0.35  # English words for a French one under which most was left out
_LONGEST = 4  # words of a run that is looked for again and again
_TIMES = 5  # in a row


@dataclass(frozen=True)
class EngineCheck:
    """Reports loops and dropped text in the back-translation, at severity neutral."""

    back_translated = BackTranslated.FOUND

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT901 and MT902."""
        return (LOOP, DROPPED)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every hypothesis."""
        for segment in evidence.segments:
            hypothesis = segment.hypothesis
            if hypothesis is None:
                continue
            french, english = len(segment.words), len(hypothesis.text.split())
            if hypothesis.looped or _repeats(hypothesis.text):
                yield measured(
                    LOOP,
                    segment.segment.span,
                    Message("The engine repeated itself on this sentence"),
                    evidence=(
                        Evidence("loop", Message("The same words stand again and again in the back-translation.")),
                    ),
                )
            elif french >= _WORDS and english < _LEFT * french:
                yield measured(
                    DROPPED,
                    segment.segment.span,
                    Message("The engine left out most of this sentence"),
                    evidence=(
                        Evidence(
                            "length",
                            Message(
                                "{english} English words for {french} French ones.", english=english, french=french
                            ),
                            round(english / french, 2),
                        ),
                    ),
                )


def _repeats(text: str) -> bool:
    """Say whether one run of up to four words stands five times in a row."""
    words = text.lower().split()
    for size in range(1, _LONGEST + 1):
        count = 1
        for start in range(size, len(words) - size + 1, size):
            count = count + 1 if words[start : start + size] == words[start - size : start] else 1
            if count >= _TIMES:
                return True
    return False
