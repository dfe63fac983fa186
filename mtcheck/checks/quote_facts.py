"""MT103 to MT105: numbers, names and negation of a matched statement, which leave no room for freedom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.thresholds import COMPARABLE, SUPPORTED, UNSUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.evidence.polarity import differ, is_single
from mtcheck.french.inflection import fold
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.records import Category, Evidence, Severity
from mtcheck.text.negation import denies_in_french, denies_otherwise
from mtcheck.text.numbers import Number, numbers_in

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
    "Only one of the two is negated, and the French renders nearly every word of the English sentence, or the translation model "
    "finds it likelier given the opposite of the English.",
    "MQM Accuracy/Mistranslation; polarity errors as in Tang et al. (2021), negation in machine translation; the opposite by "
    "Vamvas and Sennrich (2021), contrastive conditioning.",
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
MAGNITUDES = {"million": "million", "billion": "milliard", "trillion": "billion"}  # English and French
_TITLES = frozenset("Mr Mrs Ms Miss Dr Sir Lord Lady Rep Sen M. Mme Mlle Me Dr".split())
_DETERMINER = re.compile(
    r".*\b(?:l['’]|d['’])|(?:.*\W)?(?:le|la|les|un|une|des?|du|aux?|ces?|cette|sa|ses|son|leurs?|notre|nos|votre|vos)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\w]+")
COMMON = 1.0  # occurrences in a million words from which a form is more than a name
_CENTURIES = frozenset({1800, 1900, 2000})
_FIGURES = re.compile(r"(?P<figures>\d+(?:,\d{3})*(?:\.\d+)?)(?:[ -](?P<size>million|billion|trillion)s?)?")
LOST = 1.5  # nats by which the opposite of English that denies must make the French likelier
LOST_GUARDED = 3.0  # the same beside words that deny, or affirm, in another way
ADDED = 3.0  # the same where the French denies: it likes to say a thing by its contrary ("pas près de s'éteindre", *everlasting*)
AS_IT_IS = -1.0  # nats under which the French is likelier to deny, or affirm, as the English does


@dataclass(frozen=True)
class QuoteFactCheck:
    """Compares what is countable in every aligned statement with its known English."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT103 to MT105."""
        return (NUMBER, NAME, POLARITY)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every aligned statement."""
        for statement in evidence.statements:
            yield from self._numbers(statement, evidence)
            yield from self._names(statement, evidence)
            if statement.alignment.quotation is not None:
                yield from self._polarity(statement, evidence)

    def _numbers(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Compare what numbers are worth, magnitudes included; those in words alone are written too freely."""
        span, english = statement.alignment.span, statement.alignment.text
        printed = numbers_in(span.of(evidence.document.text), "fr", span.start)
        said = numbers_in(english, "en")
        strange = [n for n in printed if not any(_same(n, other) for other in said)]
        left = [n for n in said if not any(_same(other, n) for other in printed)]
        for place, number in enumerate(strange if left else ()):
            wanted = left[min(place, len(left) - 1)]
            if not any(char.isdigit() for char in number.text) or (_year(number) and not _year(wanted)):
                continue  # a year that is told besides takes nobody's place
            yield Verdict(
                NUMBER,
                number.span,
                f"“{number.text}” where the statement says “{wanted.text}”",
                0.8,
                suggestion=_in_french(wanted.text),
                reference=english,
                quote_id=statement.alignment.quote_id,
                evidence=(
                    Evidence("numbers", f"“{number.text}” does not stand in the English, “{wanted.text}” does."),
                ),
            )

    def _names(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Find a name that stands where the statement has another."""
        if statement.alignment.similarity < COMPARABLE:
            return
        english = statement.alignment.text
        missing = [
            e
            for e in statement.english[1:]
            if e.support < UNSUPPORTED and _is_name(e.text) and english[e.span.end : e.span.end + 1] != "."
        ]
        plain = set(_PARTS.split(fold(english).lower()))
        for word in statement.french[1:]:
            if word.support >= UNSUPPORTED or not _is_name(word.text) or not missing:
                continue
            if not plain.isdisjoint(_PARTS.split(fold(word.text).lower())):  # part of the name stands in the English
                continue
            before = evidence.document.text[: word.span.start].split()[-1:]
            if all(_ordinary(part, "fr") for part in word.text.split("-")) and (
                _ordinary(missing[0].text, "en") or (before and _DETERMINER.fullmatch(before[0]))
            ):
                continue  # a noun with a capital letter, "le Conseil", and its kind in English
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
        """Compare negation where one French sentence renders one English sentence."""
        french, english = statement.alignment.span.of(evidence.document.text), statement.alignment.text
        if not is_single(statement) or not differ(french, english):
            return
        said, opposed = denies_in_french(french), statement.opposed
        guarded = denies_otherwise(french, english)
        by_words = not guarded and _whole(statement) and (opposed is None or opposed > AS_IT_IS)
        needed = ADDED if said else LOST_GUARDED if guarded else LOST
        by_model = opposed is not None and opposed >= needed and not (said and (guarded or "?" in french))
        if not by_words and not by_model:
            return
        told = "negated" if said else "affirmed"
        cards = [Evidence("negation", f"The French is {told}; the English is {'not negated' if said else 'negated'}.")]
        if opposed is not None and by_model:
            times = "more than 100" if opposed > log(100) else f"{exp(opposed):.0f}"
            cards.append(
                Evidence(
                    "forced", f"The model finds the French {times} times likelier given the opposite of the English."
                )
            )
        yield Verdict(
            POLARITY,
            statement.alignment.span,
            f"The statement is {told} in French only" if said else "The statement is negated in English only",
            0.7 if guarded or not by_model else 0.85 if by_words else 0.8,
            reference=english,
            quote_id=statement.alignment.quote_id,
            evidence=tuple(cards),
        )


def _whole(statement: AlignedStatement) -> bool:
    """Say whether the French renders nearly all of the English, word by word."""
    rendered = sum(e.support >= SUPPORTED for e in statement.english)
    return statement.alignment.similarity >= 0.65 and rendered >= max(3, 0.7 * len(statement.english))


def _ordinary(word: str, language: str) -> bool:
    """Say whether a capitalised word is also a word of the language."""
    return is_known(word.lower(), language) or shipped_frequencies().of(word.lower(), language) >= COMMON


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and word not in _TITLES


def _same(french: Number, english: Number) -> bool:
    """Say whether two numbers are worth the same; a year may lack its century ("les années 80", *the 1980s*)."""
    return french.equals(english) or any(
        abs(one - two) in _CENTURIES and min(one, two) < 100 for one in french.values for two in english.values
    )


def _year(number: Number) -> bool:
    return any(1900 <= value < 2100 and value % 1 == 0 for value in number.values) and number.text.isdigit()


def _in_french(english: str) -> str | None:
    """Write an English number with figures as French does, magnitude included; None for one in words."""
    match = _FIGURES.fullmatch(english.lower())
    if match is None:
        return None
    figures = match["figures"]
    if "," in figures:
        figures = figures.replace(",", "\u202f")
    figures = figures.replace(".", ",")
    if not match["size"]:
        return figures
    large = MAGNITUDES[match["size"]]
    return f"{figures} {large}" if float(match["figures"].replace(",", "")) < 2 else f"{figures} {large}s"
