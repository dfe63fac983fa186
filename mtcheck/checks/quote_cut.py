"""MT106: a quotation that stops before what limits it, or runs on past what was said in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import SUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.facts.contrasts import Suspected
from mtcheck.french.lemmas import lemma
from mtcheck.language.messages import Message
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.words import words

CUT = Rule(
    "MT106",
    "quote.cut",
    Category.OMISSION,
    Severity.MAJOR,
    "A quotation ends before a condition or limit that the known English statement goes on with.",
    "What stands between the marks is rendered, but the English sentence goes on: with a condition (if, unless, provided, "
    "until …) that the article tells nowhere near, or with words that the quotation skips before it renders the next "
    "sentence. A reader takes a conditional promise for a promise.",
    "MQM Accuracy/Omission; Vamvas and Sennrich (2022), coverage errors; contextomy as in McGlone (2005).",
    (
        Example(
            "« Je soutiens ce projet de loi », a déclaré M. Durand.",
            "Je soutiens ce projet de loi",
            quote="I support the bill if the government removed the surveillance clause.",
        ),
        Example(
            "« Je soutiens ce projet de loi », a déclaré M. Durand, si le gouvernement retire la clause de surveillance.",
            quote="I support the bill if the government removed the surveillance clause.",
        ),
        Example(
            "« Nous avons signé le traité sur les océans », a déclaré Mme Lopez.",
            quote="We signed the treaty on the oceans and released every political prisoner without condition.",
        ),
        Example(
            "« Je soutiens ce projet de loi… », a déclaré M. Durand.",
            quote="I support the bill if the government removed the surveillance clause.",
        ),
    ),
)
_LIMIT = re.compile(
    r"\W*(?:(?:and|but|,)\s+)*(?:only\s+|not\s+)?"
    r"(?:if|unless|provided|providing|until|except|as long as|so long as|on condition|assuming)\b",
    re.IGNORECASE,
)
NOT_MISSED = 1.0  # nats by which English without a clause must make the French likelier
_LEAST = 0.7  # share of the French, by weight, that must have a counterpart: else it is too free to be called cut
_NEAR = 400  # code points on either side of the quotation in which the article may tell the rest
_RENDERINGS = 8  # likeliest renderings of an English word that are looked for there


@dataclass(frozen=True)
class QuoteCutCheck:
    """Looks at what the English says after the last word that the French renders."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT106."""
        return (CUT,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every quotation between marks whose statement was weighed."""
        text = evidence.document.text
        for place, statement in enumerate(evidence.statements):
            quotation = statement.alignment.quotation
            if quotation is None or not quotation.marked or not _faithful(statement):
                continue
            rest = _rest(statement)
            if rest is None or has_marked_cut(statement, text):
                continue
            if any(
                one.kind is Suspected.CLAUSE and one.gain >= NOT_MISSED and one.english.overlaps(rest)
                for one in statement.contrasts
            ):
                continue  # told as a clause that is left out
            following = evidence.statements[place + 1] if place + 1 < len(evidence.statements) else None
            goes_on = following is not None and _goes_on(statement, following)
            limited = _LIMIT.match(statement.alignment.text, _last_said(statement)) is not None
            ends = following is None or following.alignment.quotation != quotation
            if goes_on or (limited and ends and not told_near(statement, rest, text)):
                yield _verdict(statement, rest, goes_on)


def has_marked_cut(statement: AlignedStatement, text: str) -> bool:
    """Say whether the French shows by dots that it leaves something out.

    Args:
        statement: A quoted statement.
        text: The document.
    """
    printed = text[statement.alignment.span.start : statement.alignment.span.end + 3]
    return "…" in printed or "..." in printed


def told_near(statement: AlignedStatement, rest: Span, text: str) -> bool:
    """Say whether the text around a quotation renders half of the words that it leaves out.

    Args:
        statement: The quoted statement.
        rest: What it leaves out, in its English.
        text: The document.
    """
    span, table = statement.alignment.span, shipped_table()
    around = text[max(0, span.start - _NEAR) : span.start] + " " + text[span.end : span.end + _NEAR]
    french = {lemma(word.folded, "fr") for word in words(around)} | {word.folded for word in words(around)}
    left_out = [e for e in statement.english if rest.contains(e.span)]
    told = sum(
        e.text.lower() in french or any(one.word in french for one in table.to_french.get(e.lemma, ())[:_RENDERINGS])
        for e in left_out
    )
    return told * 2 >= len(left_out)


def _faithful(statement: AlignedStatement) -> bool:
    said = sum(word.weight for word in statement.french if word.support >= SUPPORTED)
    return said >= _LEAST * sum(word.weight for word in statement.french) > 0


def _last_said(statement: AlignedStatement) -> int:
    """Return where the last rendered English word ends."""
    return max((word.span.end for word in statement.english if word.support >= SUPPORTED), default=0)


def _rest(statement: AlignedStatement) -> Span | None:
    """Return the part left out at the end, None where nothing, or something that is rendered, stands there."""
    last = _last_said(statement)
    return next((span for span in statement.omissions if last and span.start >= last), None)


def _goes_on(statement: AlignedStatement, following: AlignedStatement) -> bool:
    one, two = statement.alignment, following.alignment
    same = one.quotation == two.quotation and one.quote_id == two.quote_id
    return same and two.sentences[0] == one.sentences[1]


def _verdict(statement: AlignedStatement, rest: Span, goes_on: bool) -> Verdict:
    english = statement.alignment.text
    missing = english[_last_said(statement) : rest.end].strip(" ,;:—–-")
    told = Message("The French leaves out “{missing}” and the text around it does not tell it either.", missing=missing)
    if goes_on:
        told = Message("The French leaves out “{missing}” and goes on with the next sentence.", missing=missing)
    return measured(
        CUT,
        statement.alignment.span,
        Message("The quotation stops before “{missing}”", missing=missing),
        "goes-on" if goes_on else "limited",
        reference=english,
        quote_id=statement.alignment.quote_id,
        evidence=(
            Evidence("coverage", told),
            Evidence("contrast", Message("Without these words the model finds the French no less likely.")),
        ),
    )
