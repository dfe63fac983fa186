"""MT103 to MT105: numbers, names and negation of a matched statement, which leave no room for freedom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.checks.thresholds import COMPARABLE, SUPPORTED, UNSUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.records import Category, Evidence, Severity

NUMBER = Rule(
    "MT103",
    "quote.number",
    Category.NUMBER,
    Severity.MAJOR,
    "A number or date differs between a quotation and the known English statement.",
    "Figures are checked digit by digit: the French prints one that the English does not hold.",
    "MQM Accuracy/Mistranslation (number); Xbench and pofilter check the same.",
    (
        Example(
            "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            "45",
            quote="We have welcomed 54 refugee families in the city.",
        ),
        Example(
            "« Nous avons accueilli 54 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            quote="We have welcomed fifty-four refugee families in the city.",
        ),
        Example(
            "« Nous avons accueilli 1 200 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            quote="We have welcomed 1,200 refugee families in the city.",
        ),
    ),
)
NAME = Rule(
    "MT104",
    "quote.name",
    Category.NAME,
    Severity.MAJOR,
    "A quotation names somebody or something that the known English statement does not name.",
    "A capitalised word of the French has no counterpart, and a name of the English has none either.",
    "MQM Accuracy/Mistranslation (named entity).",
    (
        Example(
            "« J'ai eu une très bonne réunion avec le ministre Murs à Quito », a déclaré Mme Lopez.",
            "Murs",
            quote="I had a very good meeting with Minister Paredes in Quito.",
        ),
        Example(
            "« J'ai eu une très bonne réunion avec le ministre Paredes à Quito », a déclaré Mme Lopez.",
            quote="I had a very good meeting with Minister Paredes in Quito.",
        ),
    ),
)
POLARITY = Rule(
    "MT105",
    "quote.polarity",
    Category.MISTRANSLATION,
    Severity.CRITICAL,
    "A quotation affirms what the known English statement denies, or the other way round.",
    "The French renders nearly every word of one English sentence, but only one of the two is negated.",
    "MQM Accuracy/Mistranslation; polarity errors as in Tang et al. (2021), negation in machine translation.",
    (
        Example(
            "« Nous fermerons les écoles de la région avant le printemps », a déclaré Mme Lopez.",
            "fermerons",
            quote="We will not close the schools of the region before spring.",
        ),
        Example(
            "« Nous ne fermerons pas les écoles de la région avant le printemps », a déclaré Mme Lopez.",
            quote="We will not close the schools of the region before spring.",
        ),
        Example(
            "« Nous refusons de fermer les écoles de la région avant le printemps », a déclaré Mme Lopez.",
            quote="We will not close the schools of the region before spring.",
        ),
    ),
)
MAGNITUDES = {"millier": "thousand", "million": "million", "milliard": "billion", "billion": "trillion"}
_NE = re.compile(r"\b(?:ne|n['’])", re.IGNORECASE)
_PAS = re.compile(r"\b(?:pas|plus|jamais|rien|aucune?|personne|nulle?|ni|guère|point)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
# a denial that needs no "ne" or "not" may stand for one that does: such sentences are left alone
_DENIAL = re.compile(
    r"\b(?:refus\w+|sans|impossib\w+|incapab\w+|éviter|empêch\w+|non|sauf|seul\w*|que)\b", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"\b(?:refus\w+|den(?:y|ied|ies)|fail\w*|unable|impossible|avoid\w*|prevent\w*|stop\w*|only|hardly|unless)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class QuoteFactCheck:
    """Compares what is countable in every aligned statement with its known English."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT103 to MT105."""
        return (NUMBER, NAME, POLARITY)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every aligned statement."""
        for statement in evidence.statements:
            yield from self._numbers(statement)
            yield from self._names(statement)
            if statement.alignment.quotation is not None:
                yield from self._polarity(statement, evidence)

    def _numbers(self, statement: AlignedStatement) -> Iterator[Verdict]:
        left = [e for e in statement.english if e.support < SUPPORTED and e.text[0].isdigit()]
        sizes = [e for e in statement.english if e.support < SUPPORTED and e.lemma in MAGNITUDES.values()]
        for word in statement.french:
            known = sizes if word.lemma in MAGNITUDES else left if word.text[0].isdigit() else []
            if word.support >= SUPPORTED or not known:
                continue
            wanted = known[0]
            yield Verdict(
                NUMBER,
                word.span,
                f"“{word.text}” where the statement says “{wanted.text}”",
                0.8,
                suggestion=_magnitude(wanted.lemma, word.text) if known is sizes else wanted.text,
                reference=statement.alignment.text,
                quote_id=statement.alignment.quote_id,
                evidence=(Evidence("numbers", f"“{word.text}” does not stand in the English, “{wanted.text}” does."),),
            )

    def _names(self, statement: AlignedStatement) -> Iterator[Verdict]:
        """Find a name that stands where the statement has another."""
        if statement.alignment.similarity < COMPARABLE:
            return
        missing = [
            e for e in statement.english[1:] if e.support < UNSUPPORTED and e.text[0].isupper() and not e.text.isupper()
        ]
        for word in statement.french[1:]:
            if word.support >= UNSUPPORTED or not word.text[0].isupper() or not missing:
                continue
            yield Verdict(
                NAME,
                word.span,
                f"“{word.text}” where the statement names “{missing[0].text}”",
                0.7 if statement.alignment.quotation is not None else 0.5,
                None if statement.alignment.quotation is not None else Severity.MINOR,
                suggestion=missing[0].text,
                reference=statement.alignment.text,
                quote_id=statement.alignment.quote_id,
                evidence=(Evidence("names", f"Nothing in the French renders “{missing[0].text}”."),),
            )

    def _polarity(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Compare negation where one French sentence renders one English sentence almost whole."""
        first, last = statement.alignment.sentences
        french, english = statement.alignment.span.of(evidence.document.text), statement.alignment.text
        rendered = sum(e.support >= SUPPORTED for e in statement.english)
        whole = statement.alignment.similarity >= 0.65 and rendered >= max(3, 0.7 * len(statement.english))
        if last - first != 1 or not whole or _DENIAL.search(french) or _REFUSAL.search(english):
            return
        said, meant = _negated_french(french), bool(_NOT.search(english))
        if said == meant or (said and not _NE.search(french)):
            return
        told = "negated" if said else "affirmed"
        yield Verdict(
            POLARITY,
            statement.alignment.span,
            f"The statement is {told} in French only" if said else "The statement is negated in English only",
            0.7,
            reference=english,
            quote_id=statement.alignment.quote_id,
            evidence=(
                Evidence("negation", f"The French is {told}; the English is {'not negated' if said else 'negated'}."),
            ),
        )


def _magnitude(english: str, printed: str) -> str:
    """Return the French for an English magnitude, plural as printed."""
    french = next(word for word, meaning in MAGNITUDES.items() if meaning == english)
    return french + "s" if printed.endswith("s") else french


def _negated_french(text: str) -> bool:
    return bool(_NE.search(text) and _PAS.search(text))
