"""MT210: a word or phrase that renders another sense than its place asks for, the English unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import confidence_of
from mtcheck.context.judgement import Doubt, PlaceJudge, shipped_place_judge, with_document
from mtcheck.context.measures import Sentence
from mtcheck.context.verdict import shipped_document_judge
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.fitting import fitted
from mtcheck.french.lemmas import lemma
from mtcheck.french.substitution import substitute
from mtcheck.language.messages import Message
from mtcheck.lexicon.dictionary import DictionaryEntry, shipped_dictionary
from mtcheck.lexicon.domains import domain_in_words
from mtcheck.patterns.loading import shipped_terms
from mtcheck.patterns.wrong import sound_phrases
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

_LONGEST = 4  # content words of curated French that is looked for

SURE = (
    0.65  # confidence under which sound articles have as many places as garbled ones: 3 in 16,000 words, and 3 in 3,800
)
ALONE = "short-text"  # what a place in a text too short to tell whose it is counts as, however sure the judge is
MISPLACED = Rule(
    "MT210",
    "word.out-of-place",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A word or phrase renders another sense of an English word than its place asks for, or English word for word.",
    "Machines choose a rendering by its frequency and put phrases word for word. The dictionary of senses knows what each "
    "English word can mean, how French renders that, and what careless translation prints; the words around tell which sense "
    "the place asks for. A judge that was taught on pairs with marked errors weighs all that and says how sure it is.",
    "MQM Accuracy/Mistranslation; Terminology/Wrong term.",
    (
        Example(
            "La police de Durban recherche trois hommes qui ont volé une taverne au point de pistolet.",
            "au point de pistolet",
        ),
        Example("Les premiers secours sont arrivés trop tard, selon les pompiers."),
        Example(
            "Un soldat hors devoir a extrait deux enfants d'un monospace en feu sur l'autoroute 81.", "hors devoir"
        ),
        Example("Il portait un costume sombre et une cravate."),
    ),
)


@dataclass(frozen=True)
class MisplacedCheck:
    """Reports places that the judge of senses holds to be wrong."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT210."""
        return (MISPLACED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every place that is likely wrong."""
        judge = shipped_place_judge()
        sentences = [Sentence(item.segment.text, item.words) for item in evidence.segments]
        doubts = judge.doubts(sentences)
        machine = shipped_document_judge().probability(sentences) if doubts else None
        for doubt in doubts:
            odds = doubt.log_odds if machine is None else with_document(doubt.log_odds, machine)
            if _is_curated(doubt, evidence):
                continue
            if odds >= judge.told and (verdict := _verdict(doubt, judge, evidence)) is not None:
                sure = float(judge.curve(np.array([odds]))[0])
                confidence = round(sure, 2) if machine is not None else confidence_of(MISPLACED, ALONE)
                # Of a text too short to tell whose it is, a place is no more than a note; so is one that is hardly sure.
                grave = Severity.MAJOR if odds >= judge.grave else Severity.MINOR
                severity = Severity.NEUTRAL if machine is None or confidence < SURE else grave
                yield replace(
                    verdict, severity=severity, confidence=confidence, branch="" if machine is not None else ALONE
                )


def _is_curated(doubt: Doubt, evidence: FileEvidence) -> bool:
    """Say whether the words are part of French that the curated patterns accept: "réseau de passeurs" is a smuggling ring."""
    item = evidence.segments[doubt.sentence]
    start = item.segment.span.start
    place = Span(doubt.candidate.rendering.span.start + start, doubt.candidate.rendering.span.end + start)
    content = [word for word in item.words if word.folded not in FRENCH]
    sound = _curated()
    return any(
        tuple(word.lemma for word in content[first : first + size]) in sound
        for first in range(len(content))
        for size in range(2, _LONGEST + 1)
        if any(word.span.overlaps(place) for word in content[first : first + size])
    )


@cache
def _curated() -> frozenset[tuple[str, ...]]:
    """Return the content words, as dictionary forms, of accepted French of several words."""
    phrases = (*(french for term in shipped_terms() for french in (*term.french, *term.sound)), *sound_phrases())
    content = (tuple(lemma(w.folded, "fr") for w in words(p) if w.folded not in FRENCH) for p in phrases)
    return frozenset(bases for bases in content if 1 < len(bases) <= _LONGEST)


def _verdict(doubt: Doubt, judge: PlaceJudge, evidence: FileEvidence) -> Verdict | None:
    item = evidence.segments[doubt.sentence]
    start = item.segment.span.start
    place = doubt.candidate.rendering
    span = Span(place.span.start + start, place.span.end + start)
    printed = place.span.of(item.segment.text)
    table = judge.measurer.senses
    meant = _sense(judge, doubt.candidate.best)
    if meant is None:  # the table is of another dictionary
        return None
    asked, number = meant
    french = asked.senses[number].french[0]
    beside = _beside(judge, doubt, item.words)
    own = _sense(judge, place.senses[0]) if place.senses else None
    wrong = int(table.owner[doubt.candidate.best]) in place.wrong
    domain = domain_in_words(asked.senses[number].domain)
    if own is None or wrong:
        rendered = Message("“{printed}” is a careless rendering of “{english}”", printed=printed, english=asked.english)
        right = Message("French says “{french}”", french=french)
    else:
        rendered = Message(
            "“{printed}” renders “{english}” ({domain})",
            printed=printed,
            english=own[0].english,
            domain=domain_in_words(own[0].senses[own[1]].domain),
        )
        right = Message(
            "French says “{french}” (“{english}”, {domain})", french=french, english=asked.english, domain=domain
        )
    message = Message("{rendered}: {right}", rendered=rendered, right=right)
    if beside:
        message = Message("{rendered}: beside “{beside}” {right}", rendered=rendered, beside=beside, right=right)
    reasons = [
        Evidence(
            "pivot", Message("The English is likely “{english}” ({domain}).", english=asked.english, domain=domain)
        )
    ]
    if beside:
        reasons.append(
            Evidence(
                "company",
                Message(
                    "“{beside}” keeps company with “{english}” in that sense.", beside=beside, english=asked.english
                ),
            )
        )
    span, suggestion = _placed(evidence.document.text, span, french)
    return Verdict(
        MISPLACED,
        span,
        message,
        doubt.probability,
        suggestion=suggestion,
        reference=asked.english,
        evidence=tuple(reasons),
    )


def _sense(judge: PlaceJudge, row: int) -> tuple[DictionaryEntry, int] | None:
    table = judge.measurer.senses
    owner = int(table.owner[row])
    entry, number = shipped_dictionary().entry(table.entries[owner]), row - int(table.first[owner])
    return None if entry is None or number >= len(entry.senses) else (entry, number)


def _beside(judge: PlaceJudge, doubt: Doubt, words: tuple[GlossedWord, ...]) -> str | None:
    """Return the word around that keeps company with the sense that the place asks for."""
    companions = judge.measurer.senses.companions(doubt.candidate.best)
    return next((word.text for word in words if companions & judge.measurer.company((word,))), None)


def _placed(text: str, span: Span, french: str) -> tuple[Span, str | None]:
    """Return what is to be replaced, with the determiner where that changes, and the accepted rendering as it would stand there.

    Where no form is sure, the suggestion is None and the span as it was.
    """
    printed = span.of(text)
    if printed.isalpha() and (found := substitute(text, span, lemma(printed, "fr"), french)) is not None:
        return found.span, found.text
    return fitted(text, span, french) or (span, None)
