"""MT205: a word rendered in another sense than the known English asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, SenseContrast
from mtcheck.records import Category, Evidence, Severity

UNASKED = Rule(
    "MT205",
    "word.wrong-sense",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A word of a known English statement is rendered in a sense that its sentence does not ask for.",
    "The English word has several French renderings. The reference corpus puts another of them beside more of the words around "
    "it than the one printed, and given the English sentence the translation model finds that other one much likelier.",
    "MQM Accuracy/Mistranslation; Vamvas and Sennrich (2021), contrastive conditioning for assessing disambiguation.",
    (
        Example(
            "« La fête d'opposition a remporté les élections », a déclaré M. Durand.",
            "fête",
            quote="The opposition party won the elections.",
            back_translation="le parti d'opposition a remporté les élections",
        ),
        Example(
            "« Le parti d'opposition a remporté les élections », a déclaré M. Durand.",
            quote="The opposition party won the elections.",
            back_translation="le parti d'opposition a remporté les élections",
        ),
        Example(
            "« La fête d'anniversaire a duré toute la nuit », a déclaré M. Durand.",
            quote="The birthday party lasted all night.",
            back_translation="le parti d'anniversaire a duré toute la nuit",
        ),
        Example("La fête d'opposition a remporté les élections, a déclaré M. Durand."),
    ),
)
OWED = 2.0  # natural log, chosen on newstest2012: sound French has 0.18 such places in 1000 words
GRAVE = 4.0  # the same: under 0.1
MANY = 1000
ALIKE = 0.7  # natural log: less than twice as likely


@dataclass(frozen=True)
class SenseCheck:
    """Reports renderings whose sentence asks for another."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT205."""
        return (UNASKED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on the likeliest other rendering of each place."""
        for sense in wrong_senses(evidence.senses):
            yield _verdict(sense)


def wrong_senses(senses: Iterable[SenseContrast]) -> tuple[SenseContrast, ...]:
    """Keep what is owed enough to the English, the likeliest other rendering of each printed word."""
    best: dict[tuple[str, int], SenseContrast] = {}
    for sense in senses:
        place = sense.printed, sense.position
        if sense.owed >= OWED and (place not in best or sense.owed > best[place].owed):
            best[place] = sense
    return tuple(best.values())


def _verdict(sense: SenseContrast) -> Verdict:
    grave = sense.owed >= GRAVE
    return Verdict(
        UNASKED,
        sense.span,
        f"“{sense.printed}” renders another sense of “{sense.english}” than the sentence asks for",
        0.7 if grave else 0.55,
        None if grave else Severity.MINOR,
        suggestion=sense.replacement,
        reference=sense.reference,
        quote_id=sense.quote_id,
        evidence=(
            Evidence(
                "forced-decoding",
                f"Given the English, the model finds “{sense.form}” {_times(sense.gain)} likelier than “{sense.printed}”.",
                round(sense.gain, 2),
            ),
            Evidence(
                "contrast",
                f"“{sense.form}” beside “{sense.printed}” without the English: {_told(sense.alone)}; "
                f"for “{sense.english}” outside a sentence: {_told(sense.bare)}.",
                round(sense.owed, 2),
            ),
            Evidence(
                "collocation",
                f"The reference corpus puts “{sense.form}” beside more of the words around it than “{sense.printed}”.",
            ),
        ),
    )


def _times(gain: float) -> str:
    """Say a likelihood ratio in words."""
    ratio = exp(min(gain, 20.0))
    return f"more than {MANY} times" if ratio > MANY else f"{ratio:.0f} times"


def _told(gain: float) -> str:
    if abs(gain) < ALIKE:
        return "as likely"
    return f"{_times(abs(gain))} {'likelier' if gain > 0 else 'less likely'}"
