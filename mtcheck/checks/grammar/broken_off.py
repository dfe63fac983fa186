"""MT4031: a sentence that ends on a word which must lead to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import (
    A_FORMS,
    CLITICS,
    COMPLEMENTISERS,
    COORDINATORS,
    DE_FORMS,
    JOINERS,
    NE,
    OWN_DETERMINERS,
    PREPOSITIONS,
    QUE,
)
from mtcheck.french.forms import CONDITIONAL, FUTURE
from mtcheck.french.tokens import Token
from mtcheck.language.messages import Message, Text
from mtcheck.records import Category, Severity, Span

RULE = Rule(
    "MT4031",
    "grammar.broken-off",
    Category.GRAMMAR,
    Severity.MAJOR,
    "A sentence ends on a word that must lead to another: an article, “de”, “et”, an auxiliary.",
    "Machine translation of text cut at the wrong place leaves an article without its noun, an auxiliary without its participle.",
    "MQM Fluency/Grammar; segmentation errors in machine translation (Wicks and Post 2021).",
    (
        Example("Quatorze bateaux sont partis des côtes tunisiennes et de.", "et de."),
        Example("Le ministre avait également. La presse attendait sa réponse.", "avait également"),
        Example("Quel âge il aura."),
        Example("Il voulait garder tout ce qu'il avait."),
        Example("Les sanctions, l'Europe en a également."),
    ),
)
_LEADING = (OWN_DETERMINERS - {"un", "une"}) | DE_FORMS | A_FORMS | JOINERS | QUE
_AUXILIARY = "auxiliary"  # alone it may be a verb: less grave
_OBJECT = CLITICS | NE | {"ce", "c'"}


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find a full stop behind a word that cannot end a sentence."""
    words, last = sentence.words, len(sentence.words) - 1
    if last < 1 or sentence.mark_after(last) != "." or words[last].gap != " ":
        return
    if _leads_on(sentence, last):
        yield _found(sentence, last, "leading-word", Message("A word that must lead to another ends the sentence."))
        return
    while last > 1 and words[last].reads("adverb") and words[last].joined:
        last -= 1
    adverb = last < len(words) - 1
    if last > 1 and _is_auxiliary(words[last], adverb) and not _complete(words[:last]):
        reason = Message("The auxiliary has neither a participle nor an object; the next sentence may hold it.")
        yield _found(sentence, last, "auxiliary-adverb" if adverb else _AUXILIARY, reason)


def _leads_on(sentence: SentenceView, last: int) -> bool:
    word, before = sentence.words[last], sentence.words[last - 1]
    if word.text not in _LEADING or (
        word.text == "la" and before.folded not in PREPOSITIONS
    ):  # "là" without its accent
        return False
    listed = before.folded in COORDINATORS and word.folded in DE_FORMS | A_FORMS
    return (listed or before.folded not in _LEADING) and (before.folded, word.folded) != ("sur", "ce")


def _is_auxiliary(word: Token, adverb: bool) -> bool:
    """Say whether a word is an auxiliary; alone it must be longer than the letter "a", or be to come ("sera")."""
    if adverb:
        return word.is_finite_of("avoir")
    coming = any(r.lemma == "être" and (r.tense == FUTURE or r.mood == CONDITIONAL) for r in word.finite)
    return coming or (word.is_finite_of("avoir") and len(word.text) > 1)


def _complete(before: Sequence[Token]) -> bool:
    """Say whether an object may stand before the auxiliary, or another clause around it."""
    last = before[-1].folded
    if any(word.folded in {"plus", "moins"} for word in before[-3:]):  # "plus on possède, plus on aura"
        return True
    return last.endswith("'") or last in _OBJECT or any(word.folded in COMPLEMENTISERS for word in before[-6:])


def _found(sentence: SentenceView, last: int, branch: str, reason: Text) -> Fault:
    span = Span(sentence.words[last - 1].span.start, sentence.span.end)
    message = Message("The sentence breaks off after “{word}”", word=sentence.words[last].text)
    return Fault(span, message, None, reason, branch, Severity.MINOR if branch == _AUXILIARY else None)
