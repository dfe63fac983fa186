"""MT4077: who is told, given or advised something, as the subject of a passive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import (
    A_FORMS,
    ADVERBIAL_NOUNS,
    ASKING_VERBS,
    CLITICS,
    COMPOUND_RELATIVES,
    DE,
    DEFINITE_ARTICLES,
    DEMONSTRATIVE_PRONOUNS,
    GIVING_VERBS,
    INDEFINITE_ARTICLES,
    INTERROGATIVES,
    MIDDLE_ADVERBS,
    NE,
    QUANTITIES,
    QUE,
    REFLEXIVES,
    is_time,
)
from mtcheck.french.forms import NOUN
from mtcheck.french.people import is_agent, is_person_noun
from mtcheck.french.tokens import Token, covering, run_of
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4077",
    "grammar.indirect-passive",
    Category.GRAMMAR,
    Severity.MINOR,
    "Who is told, given or advised something is the subject of a passive.",
    "*were advised to change*, *was denied bail*: who is told, given or advised something is no subject in French, “on leur a "
    "conseillé de”, “s'est vu refuser”.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 772 (passif).",
    (
        Example("Le président a été demandé par les journalistes s'il se représentait.", "été demandé"),
        Example("Les lauréats ont été donnés une bourse de 500 euros.", "été donnés une"),
        Example("Les familles ont été dites que les corps arriveraient.", "été dites"),
        Example("La police a été dit que deux hommes étaient armés.", "été dit"),
        Example("L'un des suspects a été refusé la caution vendredi.", "été refusé la caution"),
        Example("Les abonnés ont été conseillés de changer leurs codes.", "été conseillés de changer"),
        Example("Les exclus ne seront pas permis de se réinscrire.", "seront pas permis de se réinscrire"),
        Example("Il lui a été refusé la caution."),
        Example("Au suspect a été accordé un délai, et la grâce a été refusée la veille."),
        Example("Il est conseillé de changer ; il a été demandé de partir, et ils ont été priés d'attendre."),
        Example("Les aides ont été versées la semaine dernière, les terrains payés le double."),
        Example("L'audit a été demandé par le maire pour savoir si tout va."),
        Example("Des choses ont été dites que je n'oublierai pas."),
        Example("Il a été demandé aux élèves s'ils venaient."),
        Example("Des bourses ont été données une à une aux lauréats."),
        Example("Les prix décernés un vendredi."),
    ),
)
_SINGULAR = (DEFINITE_ARTICLES | INDEFINITE_ARTICLES) - {"les", "des"}
_IMPERSONAL = DEMONSTRATIVE_PRONOUNS | A_FORMS | COMPOUND_RELATIVES | {"il", "qui"} | {"rien", "n'"}
_ASKED_FOR = frozenset(
    "idée autorisation possibilité permission demande consigne ordre conseil solution option mesure".split()
)
_LICENCE = frozenset("conduire construire travailler chasser pêcher démolir aménager exploiter".split())
_QUESTIONS = INTERROGATIVES | {"si"}
_REACH = 9  # words before the verb in which its subject stands


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find passives whose subject can only be who something is said, given or allowed to."""
    for place, word in enumerate(sentence.words[:-2]):
        words = run_of(sentence.words, place, 9)
        before = sentence.before(place, _REACH)
        if not place or len(words) < 3:
            continue
        if word.text == "été" and before[-1].is_finite_of("avoir"):
            plural = any(r.number == "p" for r in before[-1].finite)
            for look in (_asked, _person_told, _person_given):
                yield from look(before, words)
            yield from _advised(before, words, plural)
        elif word.lower and any(r.lemma == "être" and r.number == "p" and r.person == 3 for r in word.finite):
            yield from _advised(before, words, True)


def _people(before: Sequence[Token]) -> bool:
    """Say whether a person stands before the verb, and no other subject."""
    person = any(is_person_noun(word.text) or is_agent(word.folded) for word in before[:-1])
    return person and not any(word.folded in _IMPERSONAL for word in before)


def _asked(before: Sequence[Token], words: Sequence[Token]) -> Iterator[Fault]:
    """Find "a été demandé par les journalistes s'il"."""
    rest = words[3:]
    asks = any(word.folded in _QUESTIONS for word in rest) or any(
        one.folded == "s'" and other.folded in {"il", "ils"} for one, other in pairwise(rest)
    )
    impersonal = any(word.folded in DEMONSTRATIVE_PRONOUNS | {"il"} for word in before[-3:])
    purpose = any(word.folded == "pour" for word in rest)
    if words[1].is_verb("demander") and words[2].folded == "par" and asks and not impersonal and not purpose:
        reason = Message("*was asked whether*: “on lui a demandé si”.")
        yield Fault(
            covering(*words[:2]), Message("Whom a question is put to is no subject in French"), None, reason, "asked"
        )


def _person_told(before: Sequence[Token], words: Sequence[Token]) -> Iterator[Fault]:
    """Find "ont été dites que"."""
    if words[1].is_verb("dire") and words[1].past_participles and words[2].folded in QUE and _people(before):
        reason = Message("*were told that*: “on leur a dit que”.")
        yield Fault(
            covering(*words[:2]), Message("To whom something is said is no subject in French"), None, reason, "told"
        )


def _person_given(before: Sequence[Token], words: Sequence[Token]) -> Iterator[Fault]:
    """Find "ont été donnés une bourse" and "a été refusé la caution"."""
    participle, article = words[1], words[2]
    verbs = {r.lemma for r in participle.past_participles}
    if not verbs & GIVING_VERBS or article.folded not in _SINGULAR or not _is_thing(words[3:5]):
        return
    plural = any(r.number == "p" for r in before[-1].finite)
    if plural and participle.folded.endswith("s") and article.folded != "les":
        reason = Message("*were given a grant*: “ont reçu une bourse”.")
        yield Fault(
            covering(words[0], article),
            Message("To whom something is given is no subject in French"),
            None,
            reason,
            "given",
        )
    elif not plural and article.folded != "le" and _people(before):
        reason = Message("*was denied bail*: “s'est vu refuser la liberté sous caution”.")
        message = Message("To whom something is given or refused is no subject in French")
        yield Fault(covering(words[0], words[3]), message, None, reason, "refused")


def _is_thing(words: Sequence[Token]) -> bool:
    """Say whether what follows a participle is a thing, and not when or how often: "la saison dernière", "une nouvelle fois"."""
    if not words or words[0].reads("determiner") or not (words[0].reads(NOUN) or words[0].reads("adjective")):
        return False
    quantity = words[0].folded.removesuffix("s") in QUANTITIES
    return not (quantity or is_time(words[0].folded) or any(word.folded in ADVERBIAL_NOUNS for word in words))


def _advised(before: Sequence[Token], words: Sequence[Token], plural: bool) -> Iterator[Fault]:
    """Find "ont été conseillés de changer"."""
    place = 1
    if before[-1].folded in REFLEXIVES:  # "ils se sont promis de partir"
        return
    while place < len(words) - 2 and (words[place].folded in MIDDLE_ADVERBS or words[place].text == "été"):
        place += 1
    if len(words) < place + 3 or not words[place].past_participles or not words[place].is_verb(*ASKING_VERBS, "dire"):
        return
    participle, link, verb = words[place : place + 3]
    if place == 1 and participle.folded == "permis" and verb.folded in _LICENCE:  # "sont permis de conduire"
        return
    if verb.folded in CLITICS | NE and len(words) > place + 3:
        verb = words[place + 3]
    # "l'autorisation a été demandée de prolonger": what is asked for is the subject
    asked_for = any(word.folded.removesuffix("s") in _ASKED_FOR for word in before[-8:])
    agreed = not participle.reads("verb", gender="m", number="s")  # an impersonal "il" has "conseillé"
    if link.folded in DE and verb.infinitive and (plural or agreed) and not asked_for:
        message = Message("Whom something is advised, asked or allowed is no subject in French")
        yield Fault(
            covering(words[0], verb),
            message,
            None,
            Message("*were advised to change*: “on leur a conseillé de changer”."),
            "advised",
        )
