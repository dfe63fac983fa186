"""MT409: fixed phrases, days, years and amounts put word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.documents.person_nouns import is_person_noun
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.records import Category, Evidence, Severity, Span

CALQUE = Rule(
    "MT409",
    "style.word-for-word",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    "A fixed phrase, a day, a year or an amount is put as English puts it.",
    "“on condition of anonymity”, “on Monday”, “in 2019”, “more than 300” have set counterparts in French, and none of them is "
    "what the words are one by one.",
    "MQM Fluency/Unidiomatic; Vinay and Darbelnet (1958), calque.",
    (
        Example("L'entreprise a été fondée dans 2019 par deux étudiants.", "dans 2019"),
        Example("Le séisme a tué plus que 300 personnes dans la région.", "plus que 300"),
        Example(
            "Un diplomate, parlant sur la condition d'anonymat, a confirmé le texte.", "sur la condition d'anonymat"
        ),
        Example(
            "Il ne reste plus que 300 habitants dans 2000 villages, dit-on sur lundimatin, à condition d'anonymat."
        ),
        Example("Le ministre a été reçu sur vendredi par son homologue.", "sur vendredi"),
        Example("L'annonce est venue deux jours après le sommet.", "est venue deux jours après"),
        Example("Le ministre est venu deux jours après le sommet."),
        Example("La réunion est reportée de jeudi à vendredi, et empiète sur samedi et dimanche."),
        Example("Un diplomate, parlant sous couvert d'anonymat, a confirmé plus de 300 morts en 2019."),
    ),
)
# English phrases word for word: what French says.
_PHRASES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        tuple(wrong.replace("'", "' ").split()): right
        for wrong, right in (
            ("sur la condition d'anonymat", "sous couvert d'anonymat"),
            ("sur condition d'anonymat", "sous couvert d'anonymat"),
            ("sur la condition de l'anonymat", "sous couvert d'anonymat"),
            ("dans le temps moyen", "entre-temps"),
            ("pour le temps étant", "pour l'instant"),
            ("pour le temps d'être", "pour l'instant"),
            ("dernier mais pas le moindre", "enfin et surtout"),
            ("dernier mais pas moindre", "enfin et surtout"),
            ("en addition à", "outre"),
            ("en addition aux", "outre les"),
            ("en addition de", "outre"),
            ("selon à", "selon"),
            ("selon au", "selon le"),
            ("selon aux", "selon les"),
            ("c'était en pourparlers", "être en pourparlers"),
            ("tout au dessus de", "partout dans"),
            ("aussi bien comme", "ainsi que"),
            ("aussi longtemps comme", "tant que"),
            ("le même comme", "le même que"),
            ("la même comme", "la même que"),
        )
    }
)
_OPENING_WORDS = frozenset(phrase[0] for phrase in _PHRASES)
_LONGEST = max(map(len, _PHRASES))
_COME = frozenset({"venu", "venue", "venus", "venues"})
_UNITS = frozenset("jour heure semaine mois an année minute".split())
_DENYING = frozenset({"ne", "n'", "non", "rien", "pas"})
_WEEKDAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})*|deux|trois|quatre|cinq|six|sept|huit|dix|vingt|trente|quarante|cent|mille"
)


@dataclass(frozen=True)
class CalqueCheck:
    """Reports phrases put word for word."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT409."""
        return (CALQUE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index, word in enumerate(words[:-1]):
                if word.folded in _OPENING_WORDS:
                    yield from _fixed(words[index : index + _LONGEST], text)
                if word.folded in {"sur", "dans", "plus", "moins"}:
                    yield from _counted(words, index, text)
                if word.folded in _COME and index > 1:
                    yield from _came(words, index, text)


def _fixed(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    forms = tuple(word.folded for word in words)
    for phrase, right in _PHRASES.items():
        span = Span(words[0].span.start, words[min(len(phrase), len(words)) - 1].span.end)
        if forms[: len(phrase)] == phrase and not any(mark in span.of(text) for mark in ",;:()«»"):
            yield _verdict(span, f"“{span.of(text)}” is English, word for word", 0.7, right, f"French says “{right}”.")
            return


def _counted(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find days, years and amounts."""
    word, second = words[index], words[index + 1]
    third = words[index + 2] if index + 2 < len(words) else None
    if text[word.span.end : second.span.start].strip():
        return
    opening = "En" if word.text[0].isupper() else "en"
    near = third is not None and not text[second.span.end : third.span.start].strip()
    span = Span(word.span.start, second.span.end)
    if word.folded == "sur" and second.folded in _WEEKDAYS and not (third and third.folded == "et"):
        yield _verdict(span, "French puts no preposition before the day", 0.65, second.text, "*on Monday*: “lundi”.")
    elif word.folded == "dans" and _YEAR.fullmatch(second.text) and not (near and third and third.content):
        yield _verdict(
            span, "French says “en” before a year", 0.65, f"{opening} {second.text}", "*in 2019*: “en 2019”."
        )
    elif second.folded == "que" and near and third and _COUNT.fullmatch(third.folded) and index + 3 < len(words):
        before = {other.folded for other in words[max(0, index - 8) : index]}
        if words[index + 3].content and not before & _DENYING and word.folded in {"plus", "moins"}:
            yield _verdict(
                Span(word.span.start, third.span.end),
                f"“{word.text}” takes “de” before a number",
                0.6,
                f"{word.text} de {third.text}",
                "*more than 20*: “plus de 20”.",
            )


def _came(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "l'appel est venu un jour après": *came a day after*, said of what happens, not of people."""
    be, subject, rest = words[index - 1], words[index - 2], [word.folded for word in words[index + 1 : index + 4]]
    if be.folded not in {"est", "sont", "était", "étaient"} or len(rest) < 3 or rest[2] != "après":
        return
    if (
        not subject.content
        or is_person_noun(subject.text)
        or subject.text[0].isupper()
        or rest[1].rstrip("s") not in _UNITS
    ):
        return
    span = Span(be.span.start, words[index + 3].span.end)
    if not any(mark in span.of(text) for mark in ",;:()«»"):
        right = (
            f"{'a' if be.folded in {'est', 'était'} else 'ont'} eu lieu {text[words[index + 1].span.start : span.end]}"
        )
        yield _verdict(span, "Of an event French says “avoir lieu” or “intervenir”", 0.55, right, "*came a day after*.")


def _verdict(span: Span, message: str, confidence: float, suggestion: str, reason: str) -> Verdict:
    return Verdict(CALQUE, span, message, confidence, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
