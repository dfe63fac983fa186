"""MT4124: "être" with a present participle."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.forms import conjugated
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4124",
    "grammar.progressive",
    Category.GRAMMAR,
    Severity.MINOR,
    "“être” stands before a present participle.",
    "*is chairing* is “préside”: French has no progressive form.",
    "MQM Fluency/Grammar (tense/mood/aspect); Grevisse, Le Bon Usage, § 820 (périphrases).",
    (
        Example("La cinéaste, qui est présidant le jury, a promis des débats.", "est présidant"),
        Example("Cela étant, c'est intéressant et il est exigeant."),
        Example("Il est dépendant du tourisme."),
    ),
)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "est présidant": a participle that is no adjective and no noun."""
    for _, (be, participle) in windows(sentence.words, 2):
        if not (be.lower and be.is_finite_of("être") and participle.lower and participle.present_participles):
            continue
        if not participle.only("verb") or participle.is_verb("être", "avoir", "servir"):  # "servant de messe"
            continue
        told = next(r for r in be.finite if r.lemma == "être")
        verb = participle.present_participles[0].lemma
        right = conjugated(verb, told.mood, told.tense, person=told.person, number=told.number)
        message = Message("French has no “être” with a present participle")
        reason = Message("*is …ing*: “{right}”.", right=right or "…")
        yield Fault(covering(be, participle), message, right, reason)
