"""MT104: a name that stands where a matched statement has another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import COMPARABLE, UNSUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.facts.comparison import compare_texts
from mtcheck.french.lemmas import is_known
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.records import Category, Evidence, Severity, Span

NAME = Rule(
    "MT104",
    "quote.name",
    Category.NAME,
    Severity.MAJOR,
    "A quotation names somebody or something that the known English statement does not name.",
    "A place, a people or a body stands where the English names another; or a capitalised word of the French has no"
    " counterpart, and "
    "a name of the English has none either.",
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
        Example(
            "« Les pompiers autrichiens ont éteint l'incendie de la forêt », a déclaré Mme Lopez.",
            "autrichiens",
            quote="Australian firefighters have put out the forest fire.",
        ),
        Example(
            "« Les pompiers d'Australie ont éteint l'incendie de la forêt », a déclaré Mme Lopez.",
            quote="Australian firefighters have put out the forest fire.",
        ),
    ),
)
_TITLES = frozenset("Mr Mrs Ms Miss Dr Sir Lord Lady Rep Sen M. Mme Mlle Me Dr".split())
_DETERMINER = re.compile(
    r".*\b(?:l['’]|d['’])|(?:.*\W)?(?:le|la|les|un|une|des?|du|aux?|ces?|cette|sa|ses|son|leurs?|notre|nos|votre|vos)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\w]+")
COMMON = 1.0  # occurrences in a million words from which a form is more than a name


def changed_names(statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
    """Find a name that stands where the statement has another."""
    if statement.alignment.similarity < COMPARABLE:
        return
    english = statement.alignment.text
    agreed = _agreed(statement, statement.alignment.span.of(evidence.document.text))
    told = compare_texts(english, statement.alignment.span.of(evidence.document.text)).said
    missing = [
        e
        for e in statement.english[1:]
        if e.support < UNSUPPORTED
        and _is_name(e.text)
        and english[e.span.end : e.span.end + 1] != "."
        and not any(e.span.overlaps(fact.span) for fact in told)
    ]
    plain = set(_PARTS.split(fold(english).lower()))
    for word in statement.french[1:]:
        if word.support >= UNSUPPORTED or not _is_name(word.text) or not missing:
            continue
        if any(word.span.overlaps(span) for span in agreed):
            continue
        if not plain.isdisjoint(_PARTS.split(fold(word.text).lower())):  # part of the name stands in the English
            continue
        before = evidence.document.text[: word.span.start].split()[-1:]
        if all(_ordinary(part, "fr") for part in word.text.split("-")) and (
            _ordinary(missing[0].text, "en") or (before and _DETERMINER.fullmatch(before[0]))
        ):
            continue  # a noun with a capital letter, "le Conseil", and its kind in English
        yield measured(
            NAME,
            word.span,
            Message("“{word}” where the statement names “{missing}”", word=word.text, missing=missing[0].text),
            "unrendered" if statement.alignment.quotation is not None else "unrendered-paired",
            None if statement.alignment.quotation is not None else Severity.MINOR,
            suggestion=missing[0].text,
            reference=statement.alignment.text,
            quote_id=statement.alignment.quote_id,
            evidence=(
                Evidence("names", Message("Nothing in the French renders “{missing}”.", missing=missing[0].text)),
            ),
        )


def _agreed(statement: AlignedStatement, text: str) -> tuple[Span, ...]:
    """Return where the French, in the document, tells what the English tells."""
    start = statement.alignment.span.start
    agreed = compare_texts(statement.alignment.text, text).agreed
    return tuple(Span(fact.span.start + start, fact.span.end + start) for fact in agreed)


def _ordinary(word: str, language: str) -> bool:
    """Say whether a capitalised word is also a word of the language."""
    return is_known(word.lower(), language) or shipped_frequencies().of(word.lower(), language) >= COMMON


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and word not in _TITLES
