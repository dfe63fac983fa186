"""MT207: French that the glossary of the house forbids, or another than the one that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mtcheck.checks.base import BackTranslated, Check, Example, Rule, Verdict
from mtcheck.checks.confidence import confidence_of
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.french.inflection import in_number_of, in_verb_form_of
from mtcheck.glossary.entries import Glossary, GlossaryEntry
from mtcheck.glossary.phrases import PhraseIndex, english_places
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity, Span

HOUSE = Rule(
    "MT207",
    "term.glossary",
    Category.WRONG_TERM,
    Severity.MAJOR,
    "French that the glossary of the house forbids, or another than the one that it has for a known English term.",
    "A house decides how it names things, and its readers should find one name for one thing. The glossary that the "
    "configuration names is that decision; mtcheck judges no word of it.",
    "MQM Terminology/Inconsistent with terminology resource (themqm.org); ISO 30042 (TBX) for the status of terms.",
    (
        Example(
            "Le secrétaire de la défense américain est arrivé à Paris mardi.",
            "secrétaire de la défense",
            glossary="english,french,forbidden\nsecretary of defense,ministre de la Défense,secrétaire de la défense\n",
        ),
        Example(
            "« Nous voulons une trêve », a dit M. Durand.",
            "trêve",
            quote="We want a ceasefire.",
            glossary="english,french\nceasefire,arrêt des combats\n",
        ),
        Example(
            "Le ministre de la Défense américain est arrivé à Paris mardi.",
            glossary="english,french,forbidden\nsecretary of defense,ministre de la Défense,secrétaire de la défense\n",
        ),
        Example(
            "« Nous voulons un arrêt des combats », a dit M. Durand.",
            quote="We want a ceasefire.",
            glossary="english,french\nceasefire,arrêt des combats\n",
        ),
    ),
)
FORBIDDEN = 1.0  # it is the house that decides: no other finding says more of these words
OTHERWISE = "aligned"  # the branch that tells another word than the accepted one, by word alignment
_WIDEST = 60  # code points of words that one term may have become


@dataclass(frozen=True)
class GlossaryCheck:
    """Reports French against the glossary of the house.

    Args:
        glossary: As the configuration names it; empty without one, and then nothing is reported.
    """

    glossary: Glossary = field(default_factory=Glossary)

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT207."""
        return (HOUSE,)

    @property
    def signature(self) -> str:
        """What tells its verdicts from those with another glossary."""
        return self.glossary.digest

    @cached_property
    def _accepted(self) -> PhraseIndex:
        return PhraseIndex(self.glossary.entries, forbidden=False)

    @cached_property
    def _forbidden(self) -> PhraseIndex:
        return PhraseIndex(self.glossary.entries, forbidden=True)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every forbidden form, and on every rendering of a known term that is not the accepted one."""
        if not self.glossary:
            return
        text = evidence.document.text
        told: set[tuple[GlossaryEntry, int]] = set()
        for segment in evidence.segments:
            accepted = [found.span for found in self._accepted.find(segment.words, text)]
            for entry, span in self._forbidden.find(segment.words, text):
                if any(other.contains(span) for other in accepted) or _says_other(entry, span, evidence.statements):
                    continue
                told.add((entry, span.start))
                yield _forbidden(entry, span, text)
        for statement in evidence.statements:
            yield from self._otherwise(statement, evidence, told)

    def _otherwise(
        self, statement: AlignedStatement, evidence: FileEvidence, told: set[tuple[GlossaryEntry, int]]
    ) -> Iterator[Verdict]:
        """Find known English terms whose French is none of the accepted."""
        text, span = evidence.document.text, statement.alignment.span
        words = [word for item in evidence.segments for word in item.words if span.contains(word.span)]
        accepted = {id(found.entry) for found in self._accepted.find(words, text)}
        for entry in self.glossary.entries:
            if not entry.french or id(entry) in accepted:
                continue
            if any(other is entry and span.start <= start < span.end for other, start in told):
                continue
            for english in entry.english:
                places = tuple(english_places(english, statement.alignment.text, exact=entry.exact))
                renders = _rendering(statement, places, text)
                if renders is not None:
                    yield _other(entry, english, renders, text)
                    break


def _says_other(entry: GlossaryEntry, span: Span, statements: Sequence[AlignedStatement]) -> bool:
    """Say whether the known English of some words has none of the entry's terms: another one is rendered there."""
    around = [statement for statement in statements if statement.alignment.span.contains(span)]
    return bool(around and entry.english) and not any(
        any(english_places(term, statement.alignment.text, exact=entry.exact))
        for statement in around
        for term in entry.english
    )


def _rendering(statement: AlignedStatement, places: Sequence[Span], text: str) -> Span | None:
    """Return the French words that an English term became, by word alignment; None where they are not sure."""
    for place in places:
        linked = [
            french.span
            for french, link in zip(statement.french, statement.links, strict=True)
            if link >= 0 and place.contains(statement.english[link].span)
        ]
        if linked:
            whole = Span(min(linked).start, max(linked).end)
            if whole.end - whole.start <= _WIDEST and not any(mark in whole.of(text) for mark in ".,;:!?()«»\n"):
                return whole
    return None


def _forbidden(entry: GlossaryEntry, span: Span, text: str) -> Verdict:
    printed = span.of(text)
    message = (
        Message("The glossary forbids “{printed}” for “{english}”", printed=printed, english=entry.english[0])
        if entry.english and entry.english[0].lower() != printed.lower()  # a loan word is its own English
        else Message("The glossary forbids “{printed}”", printed=printed)
    )
    return _verdict(entry, span, message, FORBIDDEN, None, printed)


def _other(entry: GlossaryEntry, english: str, span: Span, text: str) -> Verdict:
    printed = span.of(text)
    message = Message(
        "The glossary has “{french}” for “{english}”, not “{printed}”",
        french=entry.french[0],
        english=english,
        printed=printed,
    )
    return _verdict(entry, span, message, confidence_of(HOUSE, OTHERWISE), Severity.MINOR, printed, english)


def _verdict(
    entry: GlossaryEntry,
    span: Span,
    message: Message,
    confidence: float,
    severity: Severity | None,
    printed: str,
    english: str | None = None,
) -> Verdict:
    reasons = []
    if entry.note:
        message = Message("{message}: {note}", message=message, note=entry.note)
    if entry.french:
        reasons.append(
            Evidence("accepted-renderings", Message("French of the house: {accepted}.", accepted=entry.french[:4]))
        )
    told = ", ".join(filter(None, (entry.place, entry.domain)))
    if told:
        reasons.append(Evidence("glossary", f"{told}."))
    return Verdict(
        HOUSE,
        span,
        message,
        confidence,
        severity,
        suggestion=in_verb_form_of(in_number_of(entry.french[0], printed), printed) if entry.french else None,
        reference=english or (entry.english[0] if entry.english else None),
        evidence=tuple(reasons),
    )


def with_glossary(checks: Sequence[Check], glossary: Glossary) -> tuple[Check, ...]:
    """Return checks with the one of the glossary looking at another glossary."""
    return tuple(GlossaryCheck(glossary) if isinstance(check, GlossaryCheck) else check for check in checks)
