"""MT4073: an object without the "à" that its verb always has."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Found, Sentence, windows
from mtcheck.french.classes import (
    A_FORMS,
    CAUSING_VERBS,
    CONTRACTED,
    INDIRECT_OBJECTS,
    OWN_DETERMINERS,
    QUE,
    RELATIVES,
    VERBS_WITH_TO,
    is_time,
)
from mtcheck.french.elision import contracted
from mtcheck.french.forms import ADJECTIVE, NOUN
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4073",
    "grammar.without-to",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb has a direct object where French puts “à”.",
    "*attend the meeting* is “participer à la réunion”: French never gives this verb a direct object.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 284–290 (compléments du verbe).",
    (
        Example("Des milliers de personnes ont voulu participer la manifestation.", "participer la"),
        Example("Il a fait participer les élèves."),
        Example("Elle doit participer la semaine prochaine au sommet auquel vient d'adhérer le Brésil."),
    ),
)


def find(sentence: Sentence) -> Iterator[Found]:
    """Find "participer la manifestation"."""
    words = sentence.words
    for place, (verb, article, noun) in windows(words, 3):
        if verb.folded not in VERBS_WITH_TO or article.folded not in OWN_DETERMINERS - CONTRACTED:
            continue
        if not (noun.reads(NOUN) or noun.reads(ADJECTIVE) or noun.capitalised) or noun.infinitive:
            continue
        if any(is_time(word.folded) for word in words[place + 2 : place + 4]):  # "participer la semaine prochaine"
            continue
        if any(word.is_verb(*CAUSING_VERBS) for word in sentence.before(place, 3)):
            continue
        if any(word.folded in _ELSEWHERE or word.is_verb("inviter") for word in words[:place]):
            continue
        yield Found(
            covering(verb, article),
            Message("“{verb}” takes “à”", verb=verb.text),
            0.7,
            f"{verb.text} {contracted('à', article.text)}",
            Message("French never gives this verb a direct object."),
        )


# Where one of these stands before the verb, what follows it may be its subject: "un accord auquel vient d'adhérer le Brésil".
_ELSEWHERE = (RELATIVES - QUE - {"où"}) | INDIRECT_OBJECTS | A_FORMS
