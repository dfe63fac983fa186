"""MT4061: a preposition and an article that French contracts, printed as two words."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import VERBAL, Fault, SentenceView, verbal, windows
from mtcheck.french.classes import COMPOUND_RELATIVES, JOINERS, PREPOSITIONS, RELATIVES
from mtcheck.french.elision import CONTRACTIONS, elides
from mtcheck.french.forms import ADJECTIVE, NOUN
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4061",
    "grammar.contraction",
    Category.GRAMMAR,
    Severity.MINOR,
    "A preposition and an article are not contracted.",
    "“de le” and “à les” before a noun do not exist in French. They are what is left where a machine puts words one beside the "
    "other.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 566 (contraction).",
    (
        Example("Le juge a ordonné la libération de le suspect.", "de le suspect"),
        Example("Le groupe s'attend à les difficultés de la reprise.", "à les difficultés"),
        Example("Il attend une réponse de les autorités pour débarquer.", "de les autorités"),
        Example("Le juge a ordonné de le libérer et de les bien traiter."),
        Example("Il hésite à les rencontrer, de la même manière que hier."),
        Example("Le journal de Le Pen paraît le onze."),
    ),
)
_REACH = 4  # words behind a pronoun in which its infinitive stands


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "de le suspect", but not "de le libérer"."""
    for place, (first, second) in windows(sentence.words, 2):
        joined = CONTRACTIONS.get((first.folded, second.folded))
        if joined is None or not second.lower or first.text.isupper() or place + 2 >= len(sentence.words):
            continue
        last = second
        if second.folded not in COMPOUND_RELATIVES:
            last = sentence.words[place + 2]
            if not last.joined or not last.lower or not _is_noun_phrase(sentence, place + 2):
                continue
            if second.folded == "le" and elides(last.folded):
                joined = f"{first.folded} l'"
        right = joined if last is second else joined + ("" if joined.endswith("'") else " ") + last.text
        span = covering(first, last)
        yield Fault(
            span,
            Message("French contracts “{printed}”", printed=span.of(sentence.text)),
            right[0].upper() + right[1:] if first.capitalised else right,
            Message("Articles are contracted with “de” and “à”."),
        )


def _is_noun_phrase(sentence: SentenceView, place: int) -> bool:
    """Tell a noun phrase from "de le voir", "à les bien traiter": a pronoun before an infinitive."""
    word = sentence.words[place]
    for other in sentence.words[place : place + _REACH]:
        if other.infinitive:
            return False
        if other.folded in PREPOSITIONS | JOINERS | RELATIVES:  # the infinitive is another's
            break
    return (word.reads(NOUN) or word.reads(ADJECTIVE)) and verbal(word) <= VERBAL
