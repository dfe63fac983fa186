"""MT205 and MT212: a word or a phrase rendered otherwise than the known English asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import DoubtedRendering, FileEvidence
from mtcheck.language.messages import Message
from mtcheck.lexicon.domains import domain_in_words
from mtcheck.records import Category, Evidence, Severity

UNASKED = Rule(
    "MT205",
    "word.wrong-sense",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A word of a known English statement is rendered in a sense that its sentence does not ask for.",
    "The English word has several French renderings. Its sentence, read by an encoder beside the senses of the dictionary, asks "
    "for another than the one printed, and so does the French around the place.",
    "MQM Accuracy/Mistranslation; Bevilacqua et al. (2021), Recent Trends in Word Sense Disambiguation.",
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
    "MT212",
    "term.unrendered",
    Category.WRONG_TERM,
    Severity.MAJOR,
    "A set term of a known English statement is put word for word, or by words that do not render it.",
    "English has a term here whose French is known; what stands there renders its words one by one, or something else.",
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
LEAST = 0.65  # confidence of the judge from which a rendering is told
SURE = 0.75  # the same, for a major finding


@dataclass(frozen=True)
class SenseCheck:
    """Reports renderings whose sentence asks for another."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT205 and MT212."""
        return (UNASKED, LITERAL)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every rendering that the judge doubts."""
        for one in evidence.doubted:
            if one.confidence >= LEAST:
                yield _doubted(one)


def _doubted(one: DoubtedRendering) -> Verdict:
    reasons = [
        Evidence(
            "accepted-renderings",
            Message(
                "Sound French for “{headword}” in this sense ({domain}): {renderings}.",
                headword=one.headword,
                domain=domain_in_words(one.domain),
                renderings=one.meant[:4],
            ),
        )
    ]
    if one.companions:
        reasons.append(Evidence("context", Message("The sentence speaks of {words}.", words=_listed(one.companions))))
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


def _told_in_words(one: DoubtedRendering) -> Message:
    """Say which sense is meant, by what, and what the printed words say."""
    domain = domain_in_words(one.domain)
    meant = Message("“{english}” is “{french}” ({domain})", english=one.english, french=one.meant[0], domain=domain)
    if one.companions:
        meant = Message(
            "“{english}” beside {words} is “{french}” ({domain})",
            english=one.english,
            words=_listed(one.companions),
            french=one.meant[0],
            domain=domain,
        )
    if one.said is None:
        return Message("{meant}; “{printed}” does not render it", meant=meant, printed=one.printed)
    if one.said == one.domain:
        return Message("{meant}; “{printed}” renders another sense of it", meant=meant, printed=one.printed)
    return Message(
        "{meant}; “{printed}” renders it in another sense ({said})",
        meant=meant,
        printed=one.printed,
        said=domain_in_words(one.said),
    )


def _listed(words: tuple[str, ...]) -> Message:
    quoted = [Message("“{word}”", word=word) for word in words]
    if len(quoted) == 1:
        return quoted[0]
    return Message("{words} and {last}", words=tuple(quoted[:-1]), last=quoted[-1])
