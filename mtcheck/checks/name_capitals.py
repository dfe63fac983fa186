"""MT206: names of the article that lost their capital."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import DETERMINERS
from mtcheck.french.counts import shipped_counts
from mtcheck.french.lemmas import is_known
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity, Span

LOST = Rule(
    "MT206",
    "name.lower-case",
    Category.NAME,
    Severity.MINOR,
    "A name that the article prints with a capital elsewhere stands without it.",
    "The word is in no dictionary, and in the same article it is a name. Machines that lower-case text before they translate do "
    "not always find the capital again.",
    "MQM Accuracy/Mistranslation (named entity); Lexique des règles typographiques en usage à l'Imprimerie nationale, "
    "« Noms propres ».",
    (
        Example(
            "Contacts scholz-erdogan. Le président Recep Erdogan a appelé le chancelier allemand, Olaf Scholz.",
            "scholz-erdogan",
        ),
        Example(
            "Le ministre a reçu Olaf Scholz à Berlin. Il a ensuite dîné avec scholz. Le chancelier Scholz est reparti.",
            "dîné avec scholz",
        ),
        Example("Le compte @trump et le site trump.com sont suspendus, dit Donald Trump. Oui, Trump."),
        Example("Attaques des Houthis. Selon les Houthis, c'est faux. Les rebelles houthis tirent. Les Houthis nient."),
        Example("Le ministre de l'Intérieur, Gérald Martin, aime les martins-pêcheurs. Martin les photographie."),
    ),
)
_SHORTEST = 4  # letters
_SEEN = 2  # times that a single word must bear its capital elsewhere; a compound's parts, once each
_COMMON = 10  # occurrences in lower case from which a word is no name
_JOINED = frozenset("@#./_=&")  # marks of addresses, accounts and tags


@dataclass(frozen=True)
class NameCapitalCheck:
    """Reports names without their capital."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT206."""
        return (LOST,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every unknown lower-case word that is a name elsewhere in the file."""
        names = Counter(
            part
            for segment in evidence.segments
            for word in segment.words[1:]
            if word.text[0].isupper() and not word.text.isupper()
            for part in word.text.split("-")
            if part[:1].isupper()
        )
        text = evidence.document.text
        for segment in evidence.segments:
            for index, word in enumerate(segment.words):
                right = _capitalised(word, names)
                if right is None or _in_address(word.span, text) or _quoted(word.span, evidence):
                    continue
                if _is_common(segment.words[max(0, index - 2) : index], word):
                    continue
                yield measured(
                    LOST,
                    word.span,
                    Message("“{word}” is a name elsewhere in the article: {right}", word=word.text, right=right),
                    "hyphen" if "-" in word.text else "",
                    suggestion=right,
                    evidence=(
                        Evidence("capital", Message("No dictionary has the word; the article has it with a capital.")),
                    ),
                )


def _capitalised(word: GlossedWord, names: Counter[str]) -> str | None:
    if not word.text.islower() or len(word.text) < _SHORTEST:
        return None
    parts = word.text.split("-")
    wanted = 1 if len(parts) > 1 else _SEEN
    right = [part.capitalize() for part in parts]
    if any(len(part) < _SHORTEST or names[name] < wanted for part, name in zip(parts, right, strict=True)):
        return None
    forms = shipped_counts().forms
    # The dictionary lacks a few common words ("croix", "héros"); the reference corpus has them in lower case.
    if any(is_known(part, "fr") or ((counts := forms.get(part)) and counts.total >= _COMMON) for part in parts):
        return None
    if len(parts) == 1 and is_known(parts[0], "en"):
        return None
    return "-".join(right)


def _is_common(before: Sequence[GlossedWord], word: GlossedWord) -> bool:
    """Tell "un chablis", "les rebelles houthis", "une nouvelle nakba" from a name: a common noun or an adjective by now."""
    if not before or "-" in word.text:
        return False
    articles = any(other.folded in DETERMINERS for other in before)
    return articles or (word.folded.endswith("s") and before[-1].folded.endswith("s"))


def _quoted(span: Span, evidence: FileEvidence) -> bool:
    return any(quotation.marked and quotation.span.contains(span) for quotation in evidence.quotations)


def _in_address(span: Span, text: str) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    return before in _JOINED or after[:1] in {"@", "/", "_"} or (after[:1] == "." and after[1:].isalnum())
