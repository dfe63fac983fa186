"""MT4041, MT4042: a reporting clause behind a quotation with a "que", or with two subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Found, Sentence
from mtcheck.french.classes import DEFINITE_ARTICLES, QUE, THIRD_PERSON
from mtcheck.french.people import is_person_noun
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity
from mtcheck.speech.reporting import reporting

WITH_QUE = Rule(
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
TWO_SUBJECTS = Rule(
    "MT4042",
    "grammar.reporting-subject",
    Category.GRAMMAR,
    Severity.MAJOR,
    "A reporting clause after a quotation has two subjects.",
    "After the quoted words comes the verb, then who says it: a pronoun before the verb is a second subject.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 416 (incise).",
    (
        Example("« Nous n'avons reçu aucune aide », il a dit le maire de la commune.", "il a dit le maire"),
        Example("« C'est faux », il a dit la vérité."),
        Example("« Non », il a répondu."),
        Example("« Oui », a dit le maire."),
    ),
)
_CLOSED = re.compile(r"(?:»|”|\"|''|’’)\s*,?\s*$")
_CLOSED_BY_COMMA = re.compile(r"(?:»|”|\"|''|’’)\s*,\s*$")


def find_que(sentence: Sentence) -> Iterator[Found]:
    """Find "« … », a déclaré que le président"."""
    for place in _openings(sentence, _CLOSED):
        said = _said(sentence, place)
        if said is None or said + 1 >= len(sentence.words) or sentence.after(said) not in QUE:
            continue
        if any(not _quoted(sentence, word) for word in sentence.words[:place]):
            continue
        first, participle, que = sentence.words[place], sentence.words[said], sentence.words[said + 1]
        yield Found(
            covering(first, que),
            Message("After a quotation the reporting clause takes no “que”"),
            0.75,
            sentence.printed(first, participle),
            Message("The quoted words are already what was said."),
        )


def find_two_subjects(sentence: Sentence) -> Iterator[Found]:
    """Find "« … », il a dit le maire": pronoun and noun are both subjects."""
    words = sentence.words
    for place in _openings(sentence, _CLOSED_BY_COMMA):
        said = _said(sentence, place + 1) if words[place].text in THIRD_PERSON else None
        if said is None or said + 1 >= len(words) or not words[said + 1].joined:
            continue
        article = words[said + 1].folded in DEFINITE_ARTICLES and said + 2 < len(words) and words[said + 2].joined
        noun = words[said + 1 + article]
        if noun.capitalised or is_person_noun(noun.text):
            subject = sentence.printed(words[said + 1], noun)
            yield Found(
                covering(words[place], noun),
                Message("“{word}” and “{subject}” are both subjects", word=words[place].text, subject=subject),
                0.75,
                f"{sentence.printed(words[place + 1], words[said])} {subject}",
                Message("After the quoted words comes the verb, then who says it."),
            )


def _openings(sentence: Sentence, mark: re.Pattern[str]) -> Iterator[int]:
    """Give the places of words behind closing quotation marks."""
    return (place for place, word in enumerate(sentence.words[:-1]) if place and mark.search(word.gap))


def _said(sentence: Sentence, place: int) -> int | None:
    """Return the place of the participle of a verb of saying behind "a" at a place; None where there is none."""
    words = sentence.words
    if place + 1 >= len(words) or not words[place].is_finite_of("avoir"):
        return None
    last = place + 2 if words[place + 1].adverb and place + 2 < len(words) else place + 1
    told = any(reading.lemma in reporting().clause for reading in words[last].past_participles)
    return last if told and all(word.joined for word in words[place + 1 : last + 1]) else None


def _quoted(sentence: Sentence, word: Token) -> bool:
    return any(quotation.marked and quotation.span.contains(word.span) for quotation in sentence.quotations)
