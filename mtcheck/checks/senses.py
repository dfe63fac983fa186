"""MT205 and MT206: a word or a phrase rendered otherwise than the known English asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import DoubtedRendering, FileEvidence, SenseContrast
from mtcheck.records import Category, Evidence, Severity

UNASKED = Rule(
    "MT205",
    "word.wrong-sense",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A word of a known English statement is rendered in a sense that its sentence does not ask for.",
    "The English word has several French renderings. Its sentence, read by an encoder beside the senses of the dictionary, asks "
    "for another than the one printed, and so does the French around the place; or the translation model, given the English, "
    "finds another rendering much likelier that the reference corpus puts beside more of the words around.",
    "MQM Accuracy/Mistranslation; Bevilacqua et al. (2021), word sense disambiguation; Vamvas and Sennrich (2021).",
    (
        Example(
            "« La facture a été adoptée par le Sénat après six heures de débat », a déclaré M. Durand.",
            "facture",
            quote="The bill was passed by the Senate after six hours of debate.",
        ),
        Example(
            "« Le projet de loi a été adopté par le Sénat après six heures de débat », a déclaré M. Durand.",
            quote="The bill was passed by the Senate after six hours of debate.",
        ),
        Example(
            "« Nous avons payé la facture au restaurant », a déclaré M. Durand.",
            quote="We paid the bill at the restaurant.",
        ),
        Example("La facture a été adoptée par le Sénat, a déclaré M. Durand."),
    ),
)
LITERAL = Rule(
    "MT206",
    "term.unrendered",
    Category.WRONG_TERM,
    Severity.MAJOR,
    "A set term of a known English statement is put word for word, or by words that do not render it.",
    "English has a term here whose French is known; what stands in its place renders its words one by one, or says something else.",
    "MQM Terminology/Wrong term (themqm.org).",
    (
        Example(
            "« Les premiers répondeurs sont arrivés en dix minutes », a déclaré M. Durand.",
            "premiers répondeurs",
            quote="First responders arrived within ten minutes.",
        ),
        Example(
            "« Les secouristes sont arrivés en dix minutes », a déclaré M. Durand.",
            quote="First responders arrived within ten minutes.",
        ),
    ),
)
OWED = 2.0  # natural log, chosen on newstest2012: sound French has 0.18 such places in 1000 words
GRAVE = 4.0  # the same: under 0.1
MANY = 1000
ALIKE = 0.7  # natural log: less than twice as likely
LEAST = 0.5  # confidence of the judge from which a rendering is told
SURE = 0.6  # the same, for a major finding


@dataclass(frozen=True)
class SenseCheck:
    """Reports renderings whose sentence asks for another."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT205 and MT206."""
        return (UNASKED, LITERAL)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every rendering that the judge doubts, and on the likeliest other rendering of a place."""
        for one in evidence.doubted:
            if one.confidence >= LEAST:
                yield _doubted(one)
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


def _doubted(one: DoubtedRendering) -> Verdict:
    renderings = ", ".join(one.meant[:4])
    reasons = [Evidence("accepted-renderings", f"Sound French for “{one.headword}” in this sense ({one.domain}): {renderings}.")]
    if one.companions:
        reasons.append(Evidence("context", f"The sentence speaks of {_listed(one.companions)}."))
    return Verdict(
        LITERAL if one.phrase else UNASKED,
        one.span,
        _told_in_words(one),
        one.confidence,
        None if one.confidence >= SURE else Severity.MINOR,
        suggestion=one.replacement,
        reference=one.reference,
        quote_id=one.quote_id,
        evidence=tuple(reasons),
    )


def _told_in_words(one: DoubtedRendering) -> str:
    """Say which sense is meant, by what, and what the printed words say."""
    beside = f" beside {_listed(one.companions)}" if one.companions else ""
    meant = f"“{one.english}”{beside} is “{one.meant[0]}” ({one.domain})"
    if one.said is None:
        return f"{meant}; “{one.printed}” does not render it"
    if one.said == one.domain:
        return f"{meant}; “{one.printed}” renders another sense of it"
    return f"{meant}; “{one.printed}” renders it in another sense ({one.said})"


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(f"“{word}”" for word in words)


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
