"""MT607: a sentence broken in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, PassageKind, Severity, Span

BROKEN = Rule(
    "MT607",
    "surface.broken-sentence",
    Category.PUNCTUATION,
    Severity.MINOR,
    "A sentence ends behind a word that cannot end one: it was broken in two.",
    "An article, a preposition or a conjunction leads to what follows; a full stop or the end of a paragraph behind it tears the "
    "sentence apart.",
    "MQM Fluency/Punctuation; Grevisse, Le Bon Usage, § 116.",
    (
        Example("Elle a rencontré le maire, puis notre. Député s'est joint à eux.", "notre."),
        Example("Les élus ont débattu de la réforme dans. La salle était comble.", "dans."),
        Example(
            "Le ministre a rencontré mardi à Lyon les\n\nsyndicats de la métallurgie pour la première fois.", "les"
        ),
        Example("Il a voté pour. Elle a fait avec. Il n'en reste qu'une. Les leurs sont là."),
        Example("Il vit à New York, aux États-Unis, dont il est citoyen. Le reste suivra."),
        Example("Le vin des côtes du\n\nRhône"),
    ),
)
_OPEN = r"le|les|des|du|de|au|aux|et|ou|dans|cette|ces|ses|mes|nos|vos|notre|votre|mon|dont|lorsque|puisque|quelques|plusieurs"
_STOP = re.compile(rf"(?<![\w'’.-])(?:{_OPEN})\.(?=\s+[«“\"A-ZÀ-Þ])(?!\s+[A-Z]\.)")
_END = re.compile(
    rf"(?<=[a-zà-öø-ÿ,] )(?P<word>{_OPEN}|un|une|la|sa|son|que|qui|à|par|sur|pour|avec|en|leur|leurs)\s*$"
)


@dataclass(frozen=True)
class BrokenSentenceCheck:
    """Reports sentences that end behind a word which leads to another."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT607."""
        return (BROKEN,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every sentence and paragraph that ends so."""
        text = evidence.document.text
        passages = [p for p in evidence.document.passages if p.kind in {PassageKind.BODY, PassageKind.HEADING}]
        for passage in (p for p in passages if p.language in {"fr", "und"}):
            for found in _STOP.finditer(text, passage.span.start, passage.span.end):
                yield _verdict(Span(*found.span()), found.group()[:-1])
        for one, other in pairwise(passages):
            last = _END.search(text, one.span.start, one.span.end)
            if last and text[other.span.start].islower() and one.language == other.language == "fr":
                yield _verdict(Span(*last.span("word")), last["word"], "paragraph")


def _verdict(span: Span, word: str, branch: str = "") -> Verdict:
    reason = Evidence("punctuation", Message("“{word}” leads to what follows it.", word=word))
    return measured(BROKEN, span, Message("The sentence is broken in two"), branch, evidence=(reason,))
