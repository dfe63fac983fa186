"""MT4071: somebody who is asked, ordered, told something, without "à"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import ASKING_VERBS, CLITICS, DE, NE, OWN_DETERMINERS, QUE
from mtcheck.french.elision import contracted
from mtcheck.french.people import is_agent, is_person_noun
from mtcheck.french.tokens import Token, covering, run_of
from mtcheck.language.messages import Message
from mtcheck.lexicon.names import shipped_organisations, shipped_places
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4071",
    "grammar.asked-person",
    Category.GRAMMAR,
    Severity.MINOR,
    "Who is asked, ordered or told something stands without “à”.",
    "*asked the crowd to leave*, *told Reuters that*: French asks *to* somebody, “demander à la foule de partir”.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 284–290 (compléments du verbe).",
    (
        Example("Le gouvernement a demandé les manifestants de lever les barrages.", "demandé les manifestants"),
        Example("La cour a ordonné la police de cesser les expulsions.", "ordonné la police"),
        Example("L'ONU demande la Russie de se retirer de la région.", "demande la Russie"),
        Example("Le maire a permis les habitants de regagner leur domicile.", "permis les habitants"),
        Example("Des sources ont dit Reuters que l'accord est proche.", "dit Reuters"),
        Example("Le gouvernement a demandé aux manifestants de lever les barrages."),
        Example("Le gouvernement a demandé le droit de lever les barrages, que permet la police."),
        Example("La coalition propose un gouvernement chargé de gérer la crise."),
        Example("« Non », a dit Reuters."),
    ),
)
_TELLING = ("dire", "indiquer", "confier", "déclarer", "raconter", "affirmer")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "demandé les manifestants de lever" and "dit Reuters que"."""
    words = sentence.words
    for place, verb in enumerate(words[:-2]):
        if verb.is_verb(*ASKING_VERBS) and not (verb.reads("noun") and sentence.lead(place) in OWN_DETERMINERS):
            yield from _asked(run_of(words, place, 7))
        if verb.past_participles and verb.is_verb(*_TELLING):
            yield from _agency_told(run_of(words, place, 4))


def _asked(words: Sequence[Token]) -> Iterator[Fault]:
    """Look at a verb, a person and "de" with an infinitive: "un gouvernement chargé de gérer" is an object."""
    if len(words) < 5 or words[1].folded not in OWN_DETERMINERS - {"du"} or words[3].folded not in DE:
        return
    verb, article, noun = words[:3]
    person = noun.lower and (is_person_noun(noun.text) or is_agent(noun.folded))
    infinitive = words[5] if words[4].folded in CLITICS | NE and len(words) > 5 else words[4]
    if (person or noun.text in _countries()) and infinitive.infinitive:
        base = next(r.lemma for r in verb.readings if r.lemma in ASKING_VERBS)
        right = contracted("à", article.text)
        yield Fault(
            covering(verb, noun),
            Message("“{base}” takes “à” before the person who is asked", base=base),
            f"{verb.text} {right}{'' if right.endswith(chr(39)) else ' '}{noun.text}",
            Message("A person and “de” with an infinitive follow the verb."),
        )


def _agency_told(words: Sequence[Token]) -> Iterator[Fault]:
    """Look at "dit", an agency or a medium, and "que"."""
    article = "l'" if len(words) > 1 and words[1].folded == "l'" else ""
    rest = words[2 if article else 1 :]
    if len(rest) > 1 and rest[0].text in _agencies() and rest[1].folded in QUE:
        yield Fault(
            covering(words[0], rest[0]),
            Message("Who is told something stands behind “à”"),
            f"{words[0].text} à {article}{rest[0].text}",
            Message("*told Reuters that*: “ont dit à Reuters que”."),
            "told",
        )


@cache
def _countries() -> frozenset[str]:
    return frozenset(form for place in shipped_places() if place.kind == "country" for form in place.french)


@cache
def _agencies() -> frozenset[str]:
    told = (o for o in shipped_organisations() if o.kind in {"agency", "media"})
    return frozenset(form for o in told for form in (o.name, *o.variants) if " " not in form)
