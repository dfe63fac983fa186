"""MT4141: a past participle behind "avoir" that agrees though its object follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import (
    AMOUNTS,
    CLITICS,
    COMPOUND_RELATIVES,
    INTERROGATIVES,
    NUMERALS,
    OBJECTS,
    OWN_DETERMINERS,
    QUE,
)
from mtcheck.french.forms import NOUN, past_participle
from mtcheck.french.nouns import is_noun_like
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4141",
    "grammar.participle-avoir",
    Category.GRAMMAR,
    Severity.MINOR,
    "A past participle behind “avoir” agrees though its object follows.",
    "Behind “avoir” a participle agrees with an object only where that stands before it. A machine guesses.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 941.",
    (
        Example("Les crues ont détruites plus de 4 000 maisons.", "ont détruites"),
        Example("La société a vendue les trois usines à un rival.", "a vendue"),
        Example("Les crues ont détruit plus de 4 000 maisons, qu'elles ont vidées des meubles."),
        Example("Les usines que la société a vendues les trois fois."),
        Example("Il les a vues les premières."),
        Example("Elle l'a prise la veille."),
        Example("Il a vue sur la mer, ils ont amitiés et idées, nous avons mis les tables et pris les chaises."),
        Example("Les clés ? Il les leur a données la veille."),
        Example("Combien de maisons ont détruites les crues ?"),
        Example("Quelles erreurs a commises le maire ?"),
        Example("C'est arrivés ensemble que nous l'avons vue."),
    ),
)
_OPENING_OBJECT = (OWN_DETERMINERS - {"du"}) | NUMERALS | AMOUNTS | {"plusieurs", "près"}
_NOUNS = frozenset({"vue", "vues", "envie", "suite", "partie", "issue", "armée", "mise", "prise"})  # "avoir vue sur"
_OBJECT_BEFORE = QUE | COMPOUND_RELATIVES | INTERROGATIVES | {"dont", "où"}


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "ont détruites plus de"."""
    words = sentence.words
    for place, (have, participle, follows) in windows(words, 3):
        if not place or not have.lower or not have.is_finite_of("avoir") or follows.folded not in _OPENING_OBJECT:
            continue
        plain = _plain(participle)
        if plain is None or _object_before(words[:place]):
            continue
        yield Fault(
            covering(have, participle),
            Message("“{participle}” agrees, though its object follows", participle=participle.text),
            f"{have.text} {plain}",
            Message("Behind “avoir” a participle agrees with an object only where that stands before it."),
        )


def _plain(participle: Token) -> str | None:
    """Return the masculine singular of a participle that agrees; None where it may be something else, or does not agree."""
    found = participle.past_participles
    if not participle.lower or not found or any((r.gender, r.number) == ("m", "s") for r in found):
        return None
    if participle.finite or is_noun_like(participle.folded) or (participle.reads(NOUN) and participle.folded in _NOUNS):
        return None
    return past_participle(found[0].lemma)


def _object_before(words: Sequence[Token]) -> bool:
    start = len(words)
    while start and words[start - 1].folded in CLITICS:
        start -= 1
    clitic = any(word.folded in OBJECTS or word.folded == "en" for word in words[start:])  # "il les leur a données"
    return clitic or any(word.folded in _OBJECT_BEFORE for word in words)
