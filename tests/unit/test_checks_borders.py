"""Sentences at the borders of the rules of grammar: one word more or less, and what is told is told no longer."""

from __future__ import annotations

from types import ModuleType

import pytest

from mtcheck.checks.grammar import (
    adjective,
    agreement,
    asked_person,
    auxiliary,
    contraction,
    negation,
    number,
    object_complement,
    participle_reflexive,
    record_since,
    subjunctive,
    wrong_preposition,
)
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.evidence.gloss import Glosser
from mtcheck.french.tokens import tokens
from mtcheck.records import Span

# The rule's file, a sentence, and what is told of it; None for nothing.
BORDERS: list[tuple[ModuleType, str, str | None]] = [
    # The article stands among the words before the preposition, not among the last ones of the sentence.
    (adjective, "Dans une attaque massif les soldats ont tué trois civils.", "attaque massif"),
    (adjective, "Les inondations, les plus meurtrières depuis vingt ans, ont détruit la ville.", None),
    (adjective, "Il y aura de nouveau réunion lundi.", None),
    # Five words behind the verb's own place are enough for a person and an infinitive.
    (asked_person, "Le juge a demandé les manifestants de partir.", "demandé les manifestants"),
    # An adverb may be the last word.
    (auxiliary, "Ces papiers, ils les ont déjà.", None),
    # An infinitive within four words makes a pronoun of "les"; the fifth is another verb's.
    (contraction, "Le vote de les élus locaux va bientôt commencer.", "de les élus"),
    (contraction, "Il a décidé de les plus largement encore diffuser.", None),
    (negation, "Aucune preuve l'est vraiment.", None),
    # Twelve words from the article to the verb.
    (
        number,
        "La hausse des prix de vente de l'énergie de Paris ont contraint les boulangers.",
        "La hausse des prix de vente de l'énergie de Paris ont",
    ),
    (number, "La hausse des prix de vente de l'énergie de la ville ont contraint les boulangers.", None),
    # A verb between the noun and the plural: the plural's subject stands behind it.
    (number, "La hausse des prix continue ont dit les experts.", None),
    (number, "Les syndicats, a dit le ministre, sont prêts.", None),
    (number, "Les points a, puis b, sont reliés.", None),
    # A participle stands behind the verb, and the clause before it has its own: else "est" may be the east.
    (number, "Les gens qui vivent à l'est sont partis.", None),
    (number, "Les soldats qui gardent le pont a été attaqués.", "Les soldats qui gardent le pont a"),
    (number, "Le soldat qui garde le pont et son chef ont été attaqués.", None),
    (subjunctive, "Il faut que est voté le texte.", "est"),
    (subjunctive, "Il demande qu'est devenu le texte.", None),
    (wrong_preposition, "Je suis très satisfait avec le résultat.", "satisfait avec"),
    (wrong_preposition, "Les clients ont satisfait avec peine le juge.", None),
    # One word or two before the clause.
    (
        number,
        "Les syndicats ouvriers, qui dénoncent la réforme, a appelé à la grève.",
        "Les syndicats ouvriers, qui dénoncent la réforme, a",
    ),
    (
        number,
        "Les syndicats eux-mêmes, qui dénoncent la réforme, a appelé à la grève.",
        "Les syndicats eux-mêmes, qui dénoncent la réforme, a",
    ),
    (number, "Les grands syndicats ouvriers, qui dénoncent la réforme, a appelé à la grève.", None),
    # A text that ends there.
    (object_complement, "Des mesures qu'il a qualifié de", None),
    (participle_reflexive, "Des doutes se sont persistés.", "se sont persistés"),
    (participle_reflexive, "Il dit qu'il s'est, démissionné ou non, trompé.", None),
    (record_since, "Le bilan est le plus bas pour les années récentes.", None),
    (subjunctive, "Il s'intéresse à ce qu'est devenue la ville.", None),
    (wrong_preposition, "Il se dit content avec le résultat.", "content avec"),
    (wrong_preposition, "Il se dit content avec deux buts.", None),
    (wrong_preposition, "Le club est content avec 2 buts.", None),
    (wrong_preposition, "Il s'est conformé avec zèle aux ordres.", None),
]
SUGGESTED: list[tuple[ModuleType, str, str | None]] = [
    (agreement, "Le troisième attaque a eu lieu.", "La troisième attaque"),
    (agreement, "Un deuxième réunion a eu lieu.", "Une deuxième réunion"),
    (agreement, "Le attentat a fait deux morts, un réunion suit.", "une réunion"),
    (auxiliary, "Elle a arrivé hier.", "est arrivée"),
    (auxiliary, "Arrivés hier, ils ont arrivés tard.", "sont arrivés"),
    (participle_reflexive, "Les deux pays s'étaient convenus d'un prix.", "étaient convenus"),
    (participle_reflexive, "Le maire s'est démissionné.", None),
    (subjunctive, "Le Conseil exige que les otages sont libérés.", "soient"),
    (adjective, "La ville a subi une attaque massif pendant la nuit.", "attaque massive"),
]


def faults(rule: ModuleType, text: str, glosser: Glosser) -> list[Fault]:
    return list(rule.find(SentenceView(tokens(text), glosser.gloss(text), text, Span(0, len(text)), ())))


@pytest.mark.parametrize(("rule", "text", "told"), BORDERS)
def test_borders(rule: ModuleType, text: str, told: str | None, glosser: Glosser) -> None:
    assert [found.span.of(text) for found in faults(rule, text, glosser)] == ([] if told is None else [told])


@pytest.mark.parametrize(("rule", "text", "suggestion"), SUGGESTED)
def test_what_is_suggested(rule: ModuleType, text: str, suggestion: str | None, glosser: Glosser) -> None:
    assert [found.suggestion for found in faults(rule, text, glosser)] == [suggestion]


def test_what_asks_for_the_subjunctive_is_named(glosser: Glosser) -> None:
    (found,) = faults(subjunctive, "Le Conseil exige que les otages sont libérés.", glosser)
    assert str(found.message).startswith("“exige que”")
