"""MT405: a verb and its object that say the same word twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.forms import is_infinitive
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message
from mtcheck.lexicon.collocations import Collocations, shipped_collocations
from mtcheck.records import Category, Evidence, Severity, Span

REDUNDANT = Rule(
    "MT405",
    "style.redundant",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    "A verb governs a noun of its own root, as no sound text does.",
    "A machine renders two English words of near sense (*backed support*) by one French root. Verb and noun have the same "
    "literal English, share their root, and never stand together in the reference corpus.",
    "MQM Fluency/Unidiomatic; Grevisse, Le Bon Usage, § 15 (pléonasme).",
    (
        Example("Le porte-parole a soutenu le soutien aux agriculteurs.", "soutenu le soutien"),
        Example("Le porte-parole a défendu le soutien aux agriculteurs."),
        Example("Ils veulent vivre leur vie en paix."),
    ),
)
_ARTICLES = frozenset("le la les l' un une son sa ses leur leurs ce cet cette ces".split())
SURE = 0.25  # p(english | french) that makes an English word the main meaning of both


@dataclass(frozen=True)
class RedundancyCheck:
    """Reports verbs with an object of the same root and meaning."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT405."""
        return (REDUNDANT,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every verb, article and noun in a row."""
        for segment in evidence.segments:
            yield from _redundant(segment.words, evidence.document.text)


def _redundant(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    collocations: Collocations = shipped_collocations()
    for verb, article, noun in zip(words, words[1:], words[2:], strict=False):
        if article.folded not in _ARTICLES or not is_infinitive(verb.lemma) or is_infinitive(noun.lemma):
            continue
        if text[verb.span.end : article.span.start].strip() or fold(verb.lemma)[:4] != fold(noun.lemma)[:4]:
            continue
        if (verb.lemma, noun.lemma) in collocations:
            continue
        shared = _main(verb) & _main(noun)
        if shared:
            span = Span(verb.span.start, noun.span.end)
            yield Verdict(
                REDUNDANT,
                span,
                Message("“{printed}” says the same word twice", printed=span.of(text)),
                0.6,
                evidence=(
                    Evidence(
                        "gloss",
                        Message(
                            "Both “{verb}” and “{noun}” mean “{word}”.",
                            verb=verb.text,
                            noun=noun.text,
                            word=min(shared),
                        ),
                    ),
                ),
            )


def _main(word: GlossedWord) -> set[str]:
    return {gloss.english for gloss in word.glosses if gloss.probability >= SURE}
