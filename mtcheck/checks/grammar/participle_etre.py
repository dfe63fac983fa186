"""MT4143: a past participle behind "être" in another number than the verb."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import NUMBERS, Fault, SentenceView
from mtcheck.french.classes import COMPASS, FIRST_OR_SECOND, JOINERS, MIDDLE_ADVERBS, PERSONAL_OBJECTS, QUE, REFLEXIVES
from mtcheck.french.forms import FINITE, SUBJUNCTIVE, past_participle
from mtcheck.french.nouns import is_noun_like
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message, Param
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4143",
    "grammar.participle-etre",
    Category.GRAMMAR,
    Severity.MINOR,
    "A past participle behind “être” is in another number than the verb.",
    "Behind “être” a participle agrees with the subject, whose number the verb tells.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 939.",
    (
        Example("Les trois otages sont arrivée dans la nuit.", "sont arrivée"),
        Example("La délégation est arrivés mardi à Genève.", "est arrivés"),
        Example("Le suspect a été libérés sous caution.", "été libérés"),
        Example("Les négociations ont été suspendu la semaine dernière.", "été suspendu"),
        Example("Hier, des infirmières a été rappelées de leurs congés.", "a été rappelées"),
        Example("Les élèves sont soit absents, soit malades."),
        Example("Ils se sont lavé les mains et sont arrivés."),
        Example("On est arrivés tard."),
        Example("Vous êtes arrivé, nous sommes passés."),
        Example("La parité, c'est arrivés ensemble que nous l'avons vue."),
        Example("Le musée est ouvert tous les jours excepté le lundi."),
        Example("Les faits, qui plus est publiés, si ce n'est ignorées, au nord et à l'est."),
    ),
)
_NO_SUBJECT = REFLEXIVES | QUE | PERSONAL_OBJECTS | {"en", "on"} | {"c'", "ce"}
_COMPASS = COMPASS | JOINERS | {"l'"}


_OPENING = 2  # words of a subject that opens a sentence: article and noun


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "sont arrivée", "est arrivés" and "a été libérés"."""
    words = sentence.words
    for place in range(len(words) - 1):
        number = _number(sentence, place)
        if not number:
            continue
        at = place + 1
        while at < len(words) - 1 and words[at].folded in MIDDLE_ADVERBS and words[at].joined:
            at += 1
        be, participle = words[place], words[at]
        right = _agreeing(participle, number)
        if right is None or not all(word.joined for word in words[place + 1 : at + 1]):
            continue
        other = "s" if number == "p" else "p"
        reason = Message("Behind “être” a participle agrees with the subject.")
        verb = sentence.words[place - 1] if be.text == "été" else be
        told: dict[str, Param] = {"number": NUMBERS[number], "participle": participle.text, "other": NUMBERS[other]}
        if _is_subject(sentence, verb, other):
            if sentence.words.index(verb) <= _OPENING:
                continue  # "Des soldats a été blessés": the verb is told (MT408)
            message = Message("“{verb}” is {number}; “{participle}” is {other}", None, verb=verb.text, **told)
            yield Fault(covering(verb, participle), message, None, reason)
        else:
            message = Message("“{be}” has a {number} subject; “{participle}” is {other}", None, be=be.text, **told)
            suggestion = sentence.text[be.span.start : participle.span.start] + right
            yield Fault(covering(be, participle), message, suggestion, reason)


def _is_subject(sentence: SentenceView, verb: Token, number: str) -> bool:
    """Say whether the noun before a verb has the participle's number: "des infirmières a été rappelées".

    Then the verb may be what is wrong, and no edit is sure.
    """
    noun = sentence.words[sentence.words.index(verb) - 1]
    found = {reading.number for reading in noun.readings if reading.pos == "noun"}
    return found == {number}


def _number(sentence: SentenceView, place: int) -> str:
    """Return the number that "être", or "été" behind its auxiliary, tells of its subject; empty where it tells none."""
    be, before = sentence.words[place], [word.folded for word in sentence.before(place, 4)]
    if not before or before[-1] in _NO_SUBJECT or any(word in FIRST_OR_SECOND for word in before):
        return ""
    if before[-2:] in (["qui", "plus"], ["c'", "n'"], ["ce", "n'"]) or (be.text == "est" and before[-1] in _COMPASS):
        return ""  # "qui plus est", "si ce n'est", "les tribunes nord et est"
    if be.text != "été":
        return _third_person(be, "être")
    reflexive = len(before) > 1 and before[-2] in _NO_SUBJECT
    return "" if reflexive else _third_person(sentence.words[place - 1], "avoir")


def _third_person(word: Token, verb: str) -> str:
    told = (
        r for r in word.finite if r.lemma == verb and r.person == 3 and r.mood != SUBJUNCTIVE
    )  # "soit oubliés, soit"
    found = {r.number for r in told}
    return min(found) if word.lower and len(found) == 1 else ""


def _agreeing(participle: Token, number: str) -> str | None:
    """Return a participle in another number; None where it is none, has that number, or may be something else."""
    found = participle.past_participles
    if (
        not participle.lower
        or not found
        or any(r.number == number for r in found)
        or len(participle.folded) < 4
        or is_noun_like(participle.folded)
        or participle.is_verb("ouïr")
    ):
        return None
    if any(r.number in {number, ""} for r in participle.readings if r.pos != "verb") or any(
        r.mood in FINITE for r in participle.readings
    ):
        return None
    return past_participle(found[0].lemma, found[0].gender, number)
