"""MT4032: a clause behind "que" without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import NE, QUE
from mtcheck.french.tokens import Token, covering
from mtcheck.french.verbs import is_conjugated
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity
from mtcheck.speech.reporting import reporting
from mtcheck.text.stopwords import FRENCH

RULE = Rule(
    "MT4032",
    "grammar.clause-without-verb",
    Category.GRAMMAR,
    Severity.MAJOR,
    "A clause after “que” has no verb, or a participle where its verb should be.",
    "“que” behind a verb of saying or thinking opens a clause, and a clause has a conjugated verb.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 1068 (proposition conjonctive).",
    (
        Example("J'espère que dans les prochains développements positifs.", "que dans"),
        Example("La radio rapporte que le maire du village expliquant qu'il était malade.", "que le maire"),
        Example("Le maire affirme que la situation très difficile.", "que la situation"),
        Example("Il ne croit qu'en la démocratie."),
        Example("Je pense que dans ce cas, oui."),
        Example("J'espère que dans les prochains mois la situation changera."),
        Example("Le journal assure que le document affirmant que la banque est en faillite est un faux."),
        Example("La radio rapporte que le maire, expliquant qu'il était malade, a renoncé."),
    ),
)
_ANSWERS = frozenset({"oui", "non", "si"})
_LEAST = 3  # words that make a clause
_REACH = 8  # words from "que" to the participle in the place of its verb


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "espère que dans les prochains développements" and "rapporte que le maire expliquant qu'il"."""
    words = sentence.words
    for place in range(1, len(words) - _LEAST):
        if words[place].folded not in QUE or not words[place].joined or not _tells(words[place - 1]):
            continue
        rest = _inside(sentence, place)
        if any(word.folded in NE for word in sentence.before(place, 5)):  # "il ne croit qu'en la science"
            continue
        if len(rest) >= _LEAST and _verbless(sentence, rest):
            yield Fault(
                covering(words[place - 1], rest[-1]),
                Message("The clause after “que” has no verb"),
                None,
                Message("No word after “que” can be a conjugated verb."),
            )
            return
        yield from _participle(sentence, place)


def _tells(word: Token) -> bool:
    return any(reading.lemma in reporting().clause for reading in word.readings if reading.pos == "verb")


def _inside(sentence: SentenceView, place: int) -> Sequence[Token]:
    """Return the words behind "que" up to the end of the quotation that it stands in."""
    que = sentence.words[place].span
    around = next((q.span for q in sentence.quotations if q.marked and q.span.contains(que)), None)
    return [word for word in sentence.words[place + 1 :] if around is None or around.contains(word.span)]


def _verbless(sentence: SentenceView, rest: Sequence[Token]) -> bool:
    if "…" in sentence.text[rest[0].span.start : sentence.span.end]:
        return False
    if not any(word.reads("noun") and not word.reads("pronoun") for word in rest):  # "j'espère que pour vous aussi"
        return False
    return not any(word.finite or _unknown(word) or word.infinitive or word.folded in _ANSWERS for word in rest)


def _unknown(word: Token) -> bool:
    """Say whether a word may be anything; "très" and its like have no readings, and are no verbs."""
    return not word.readings and word.folded not in FRENCH


def _participle(sentence: SentenceView, place: int) -> Iterator[Fault]:
    """Find a present participle of saying with a "que" of its own, and no conjugated verb behind for the first "que"."""
    words = sentence.words
    for at in range(place + 3, min(place + _REACH, len(words) - 1)):
        word, after = words[at], words[at + 1]
        if not word.joined or words[at - 1].only("verb") or words[at - 1].folded == "en":
            return
        if not word.present_participles or not _tells(word) or after.folded not in QUE:
            continue
        if sum(is_conjugated(other.folded) for other in words[at + 2 :]) < 2:
            yield Fault(
                covering(words[place - 1], word),
                Message("The clause after “que” has a participle where its verb should be"),
                None,
                Message("“{word}” cannot be the verb of “que …”.", word=word.text),
                "participle",
                Severity.MINOR,
            )
        return
