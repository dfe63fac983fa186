"""MT4123: a conditional behind "si"."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import COMPLEMENTISERS, COORDINATORS, NE, REFLEXIVES
from mtcheck.french.forms import CONDITIONAL, IMPERFECT, INDICATIVE, Reading, conjugated
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4123",
    "grammar.condition",
    Category.GRAMMAR,
    Severity.MINOR,
    "A condition behind “si” stands in the conditional.",
    "*if it would fall* is “s'il tombait”: a condition stands in the present, the imperfect or the pluperfect.",
    "MQM Fluency/Grammar (tense/mood/aspect); Grevisse, Le Bon Usage, § 1155 (si).",
    (
        Example("Si le gouvernement serait renversé, le budget serait reconduit.", "Si le gouvernement serait"),
        Example("Si le Sénat rejetterait le texte, l'Assemblée aurait le dernier mot.", "Si le Sénat rejetterait"),
        Example("Si le gouvernement était renversé, il serait remplacé."),
        Example("On ignore si le texte serait voté."),
        Example("Si un accord serait souhaitable, il n'est guère probable."),
        Example("Si le maire viendrait, nul ne le savait."),
        Example("Si le Sénat espérait un vote et montrait le portrait du roi, rien ne changerait."),
        Example("Si, comme il le dit, le texte serait voté, rien ne change."),
        Example("Si le ministre aurait menti ? Peut-être."),
    ),
)
_OTHER_CLAUSE = COMPLEMENTISERS | COORDINATORS | NE | REFLEXIVES | {"ce", "y"}
_REACH = 9  # words in which the clause has its verb


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "Si le gouvernement serait renversé, … serait": a sentence that has another conditional, and asks nothing."""
    words = sentence.words
    if not words or words[0].text != "Si" or sentence.mark_after(len(words) - 1).startswith("?"):
        return
    if (
        sum(_conditional(word) is not None for word in words) < 2
    ):  # "Si un accord serait utile, il est improbable" concedes
        return
    for word in words[1:_REACH]:
        if word.folded in _OTHER_CLAUSE or not word.joined:
            return
        found = _conditional(word)
        if found is not None and word is not words[1]:
            right = conjugated(found.lemma, INDICATIVE, IMPERFECT, person=found.person, number=found.number)
            start = sentence.text[words[0].span.start : word.span.start]
            reason = Message("A condition stands in the present, the imperfect or the pluperfect.")
            yield Fault(
                covering(words[0], word),
                Message("“si” takes no conditional"),
                start + right if right else None,
                reason,
            )
            return


def _conditional(word: Token) -> Reading | None:
    return next((r for r in word.finite if r.mood == CONDITIONAL and r.person == 3), None)
