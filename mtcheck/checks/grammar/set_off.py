"""MT4145: a past participle set off by a comma, in another gender or number than the subject before it."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.participle_noun import is_singular_participle
from mtcheck.checks.grammar.sentence import GENDERS, NUMBERS, VERBAL, Fault, SentenceView, noun_gender, verbal
from mtcheck.french.classes import (
    DAYS_TOLD,
    DE_FORMS,
    DEFINITE_ARTICLES,
    FEMININE_DETERMINERS,
    OWN_DETERMINERS,
    PLURAL_DETERMINERS,
    PREPOSITIONS,
    is_time,
)
from mtcheck.french.forms import NOUN, past_participle
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4145",
    "grammar.participle-set-off",
    Category.GRAMMAR,
    Severity.MINOR,
    "A past participle set off by a comma differs from the subject before it.",
    "Set off by a comma behind its noun, a participle has the noun's gender and number.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 940 (participe en apposition).",
    (
        Example("La ministre des Finances, nommé en janvier, a présenté un plan.", "nommé"),
        Example("Les surfeurs, habitué aux drapeaux rouges, protestent.", "habitué"),
        Example("Une enquête, ouvert par le parquet, est en cours.", "ouvert"),
        Example("La ministre des Finances, nommée en janvier, et le plan de la ministre, présenté en mai."),
        Example("La victime, âgé de dix ans selon lui, et le juge, saisi par elle."),
        Example("La nuit, réveillé par le vent, il sort."),
        Example("La veille, blessé au genou, il rit."),
        Example("La route, passé le pont, monte."),
    ),
)
_BEHIND = (PREPOSITIONS - DE_FORMS) | DAYS_TOLD | {"le", "la"}
_LINKS = DE_FORMS | DEFINITE_ARTICLES
_FARTHEST = 9  # words of the noun with what belongs to it


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "La ministre des Finances, nommé en janvier" and "Les surfeurs, habitué aux drapeaux"."""
    words = sentence.words
    if (
        len(words) < 4 or not words[1].lower or is_time(words[1].folded)
    ):  # "La nuit, réveillé par le vent, il": no subject
        return
    if words[0].folded in FEMININE_DETERMINERS & OWN_DETERMINERS:
        place = _behind_comma(sentence)
        right = _feminine(words[place]) if place is not None else None
        if place is None or right is None or words[place + 1].folded not in _BEHIND or noun_gender(words[1]) == "m":
            return
        if any(noun_gender(other) != "f" for other in words[2:place] if _may_be_meant(other)):
            return  # "la tête du parti, nommé en mai"
        yield _found(sentence, words[place], GENDERS["f"], right)
    elif words[0].folded in PLURAL_DETERMINERS & OWN_DETERMINERS and words[0].folded != "des":
        participle = words[2]
        plural = words[1].reads(NOUN, number="p") and not words[1].reads(NOUN, number="s")
        if (
            plural
            and is_singular_participle(participle)
            and participle.gap.strip() == ","
            and words[3].folded in PREPOSITIONS | _BEHIND
        ):
            yield _found(sentence, participle, NUMBERS["p"], participle.text + "s")


def _behind_comma(sentence: SentenceView) -> int | None:
    """Return the place of the word behind the comma that ends the subject; None where the subject has more than nouns."""
    words = sentence.words
    for place in range(2, min(len(words) - 1, _FARTHEST)):
        word = words[place]
        if not word.joined:
            return place if word.gap.strip() == "," else None
        if word.folded not in _LINKS and (
            verbal(word) > VERBAL or words[place - 1].folded not in _LINKS or (not word.readings and word.lower)
        ):
            return None
    return None


def _may_be_meant(word: Token) -> bool:
    """Say whether what is behind the comma may belong to a word: to a noun in the singular that is no name."""
    return word.folded not in _LINKS and not word.folded.endswith(("s", "x")) and not word.capitalised


def _feminine(word: Token) -> str | None:
    """Return the feminine of a masculine participle in the singular, None where it is none."""
    if not is_singular_participle(word) and not (word.lower and word.folded.endswith("ert") and word.past_participles):
        return None
    return past_participle(word.past_participles[0].lemma, "f")


def _found(sentence: SentenceView, word: Token, kind: Message, right: str) -> Fault:
    words = sentence.words
    reason = Message("The words behind the comma belong to “{printed}”.", printed=sentence.printed(words[0], words[1]))
    return Fault(
        covering(word, word),
        Message("“{noun}” is {kind}; “{adjective}” is not", noun=words[1].text, kind=kind, adjective=word.text),
        right,
        reason,
    )
