"""MT4142: "se" before a verb that has none."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import NEVER_REFLEXIVE, REFLEXIVES
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4142",
    "grammar.reflexive",
    Category.GRAMMAR,
    Severity.MINOR,
    "“se” stands before a verb that never has it.",
    "The verb has no object, itself neither: “ils étaient convenus de”, “elle a démissionné”.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 779 (verbes pronominaux).",
    (
        Example("Les deux pays s'étaient convenus d'un calendrier.", "s'étaient convenus"),
        Example("La ministre s'est démissionnée lundi de son poste.", "s'est démissionnée"),
        Example("Ils étaient convenus d'un prix."),
        Example("Ils se sont lavé les mains."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "s'étaient convenus" and "s'est démissionné"."""
    for _, (clitic, be, participle) in windows(sentence.words, 3):
        if clitic.folded not in REFLEXIVES or not be.is_finite_of("être"):
            continue
        verbs = {reading.lemma for reading in participle.past_participles} & NEVER_REFLEXIVE
        if verbs:
            with_be = "convenir" in verbs
            yield Fault(
                covering(clitic, participle),
                Message("“{participle}” takes no “se”", participle=participle.text),
                sentence.printed(be, participle) if with_be else None,
                Message("The verb has no object, itself neither: “ils étaient convenus de”, “elle a démissionné”."),
            )
