"""MT602: capitals that a machine carried over from a sentence start or a heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, PassageKind, Severity

CAPITAL = Rule(
    "MT602",
    "typography.capital",
    Category.PUNCTUATION,
    Severity.MINOR,
    "A pronoun or adverb has a capital in the middle of a sentence.",
    "Two sentences or a heading were joined: French never capitalises these words inside a sentence.",
    "MQM Fluency/Typography; Lexique des règles typographiques en usage à l'Imprimerie nationale, « Capitales ».",
    (
        Example("Le ministre a reçu le maire et Je pense que la réunion a été utile.", "Je"),
        Example("Le ministre a rencontré le président du Sénat Hier à Paris.", "Hier"),
        Example("Le ministre a reçu le maire. Je pense que la réunion a été utile."),
        Example("Il a répondu : « Je pense que la réunion a été utile. »"),
        Example("« Hier » est le titre de son film."),
    ),
)
_NEVER = frozenset(
    "Je Hier Demain Aujourd'hui Aujourd’hui Cependant Également Ensuite Il Elle Ils Elles Nous Vous".split()
)


@dataclass(frozen=True)
class CapitalCheck:
    """Reports capitalised pronouns and adverbs inside a sentence."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT602."""
        return (CAPITAL,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every such word after a lower-case word and a space."""
        text = evidence.document.text
        for segment in evidence.segments:
            if segment.passage.kind is PassageKind.HEADING:
                continue
            words = segment.words
            for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
                if word.text not in _NEVER or text[before.span.end : word.span.start] not in {" ", "\u00a0"}:
                    continue
                titled = after is not None and after.text[0].isupper()
                if titled or (before.text[0].isupper() and word.text not in {"Hier", "Je"}):
                    continue
                yield measured(
                    CAPITAL,
                    word.span,
                    Message("“{word}” has a capital inside the sentence", word=word.text),
                    suggestion=word.text.lower(),
                    evidence=(
                        Evidence("capital", Message("It follows “{before}” without a full stop.", before=before.text)),
                    ),
                )
