"""MT4146: "qualifié", "jugé" that do not agree with what "que" stands for."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, is_plain_noun
from mtcheck.french.classes import CALLING, DE, DETERMINERS, HOLDING, NUMERALS, OWN_DETERMINERS, QUE
from mtcheck.french.forms import ADJECTIVE
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4146",
    "grammar.participle-object",
    Category.GRAMMAR,
    Severity.MINOR,
    "A participle does not agree with the plural object that stands before it.",
    "Behind “que” the participle agrees with what it stands for, and the adjective behind it shows that it is several.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 942.",
    (
        Example("Il parle de drones, qu'il a qualifié d'essentiels pour le pays.", "qualifié"),
        Example("Les offres que le maire a jugé insuffisantes seront revues.", "jugé"),
        Example("Les offres publiques que le maire a jugé insuffisantes seront revues.", "jugé"),
        Example("Il évoque les accords commerciaux récents, qu'il a qualifié d'injustes.", "qualifié"),
        Example("Il a qualifié d'essentiels les drones."),
        Example("Les pluies furent telles que le maire a jugé impraticables trois routes."),
        Example("La mairie fait savoir qu'elle a jugé insuffisantes plusieurs offres."),
        Example("Les mesures qu'elle a jugé utile de prendre."),
        Example("Les drones que le ministre a qualifiés d'utiles."),
        Example("Le juge dit qu'il a qualifié de graves les faits."),
    ),
)
_OBJECT_FOLLOWS = OWN_DETERMINERS | NUMERALS | DE | {"et", "ou", "plusieurs", "certains", "certaines"}
_REACH = 7  # words before the participle in which "que" stands


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "des drones, qu'il a qualifié d'essentiels" and "les offres que le maire a jugé insuffisantes"."""
    words = sentence.words
    for place, participle in enumerate(words[:-1]):
        at = _complement(sentence, place)
        if at is None or not participle.lower or not participle.reads("verb", number="s", gender="m"):
            continue
        adjective = words[at]
        plural = adjective.reads(ADJECTIVE, number="p") and not adjective.reads(ADJECTIVE, number="s")
        if plural and adjective.lower and sentence.after(at) not in _OBJECT_FOLLOWS and _stands_for(sentence, place):
            feminine = adjective.reads(ADJECTIVE, gender="f") and not adjective.reads(ADJECTIVE, gender="m")
            yield Fault(
                covering(participle, participle),
                Message(
                    "“{adjective}” is plural; “{participle}” is not",
                    adjective=adjective.text,
                    participle=participle.text,
                ),
                participle.text + ("es" if feminine else "s"),
                Message("Behind “que” the participle agrees with what it stands for."),
            )


def _complement(sentence: SentenceView, place: int) -> int | None:
    """Return where the adjective stands that the object is called by; None where there is none."""
    words = sentence.words
    if words[place].is_verb(*HOLDING):
        return place + 1 if words[place + 1].joined else None
    called = words[place].is_verb(*CALLING) and sentence.after(place) in DE
    return place + 2 if called and place + 2 < len(words) and words[place + 2].joined else None


def _stands_for(sentence: SentenceView, place: int) -> bool:
    """Say whether "que" before the participle stands for a noun, adjectives behind it or not; behind a verb it opens a clause."""
    before = sentence.before(place, _REACH)
    if not before or not before[-1].is_finite_of("avoir"):
        return False
    first = place - len(before)
    que = next((first + n for n, word in enumerate(before) if word.folded in QUE), 0)
    at = que - 1
    while at > 0 and _is_adjective_of_several(sentence.words[at]) and sentence.words[at].joined:
        at -= 1
    return at >= 0 and is_plain_noun(sentence.words[at])


def _is_adjective_of_several(word: Token) -> bool:
    """Say whether a word is a plural adjective and no noun; what "tels que" announces is no clause about the noun."""
    plural = word.lower and word.reads(ADJECTIVE, number="p")
    return plural and not is_plain_noun(word) and word.folded not in DETERMINERS
