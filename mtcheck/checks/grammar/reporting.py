"""MT4041: a reporting clause behind a quotation with a "que"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import QUE
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity
from mtcheck.speech.reporting import reporting

RULE = Rule(
    "MT4041",
    "grammar.reporting-que",
    Category.GRAMMAR,
    Severity.MAJOR,
    "A reporting clause after a quotation has a “que” that leads nowhere.",
    "After the quoted words the reporting clause only names the speaker; “que” would open another statement.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 416 (incise).",
    (
        Example(
            "« Ce sont des civils qui rentraient chez eux », a déclaré que le président ukrainien.", "a déclaré que"
        ),
        Example("« Ce sont des civils qui rentraient chez eux », a déclaré le président ukrainien."),
        Example("Le boxeur, surnommé « le Roi », a déclaré que la rencontre aurait lieu."),
    ),
)
_CLOSED = re.compile(r"(?:»|”|\"|''|’’)\s*,?\s*$")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "« … », a déclaré que le président"."""
    for place in _openings(sentence):
        said = _participle_of_saying(sentence, place)
        if said is None or said + 1 >= len(sentence.words) or sentence.after(said) not in QUE:
            continue
        if any(not _quoted(sentence, word) for word in sentence.words[:place]):
            continue
        first, participle, que = sentence.words[place], sentence.words[said], sentence.words[said + 1]
        yield Fault(
            covering(first, que),
            Message("After a quotation the reporting clause takes no “que”"),
            sentence.printed(first, participle),
            Message("The quoted words are already what was said."),
        )


def _openings(sentence: SentenceView) -> Iterator[int]:
    """Give the places of words behind closing quotation marks."""
    return (place for place, word in enumerate(sentence.words[:-1]) if place and _CLOSED.search(word.gap))


def _participle_of_saying(sentence: SentenceView, place: int) -> int | None:
    """Return the place of the participle of a verb of saying behind "a" at a place; None where there is none."""
    words = sentence.words
    if place + 1 >= len(words) or not words[place].is_finite_of("avoir"):
        return None
    last = place + 2 if words[place + 1].adverb and place + 2 < len(words) else place + 1
    told = any(reading.lemma in reporting().clause for reading in words[last].past_participles)
    return last if told and all(word.joined for word in words[place + 1 : last + 1]) else None


def _quoted(sentence: SentenceView, word: Token) -> bool:
    return any(quotation.marked and quotation.span.contains(word.span) for quotation in sentence.quotations)
