"""MT4122: an indicative where what governs the clause takes the subjunctive."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import (
    COMPLEMENTISERS,
    DETERMINERS,
    JOINERS,
    NE,
    NUMBERED_AUXILIARIES,
    PAST_WITH_BE,
    QUE,
    REFLEXIVES,
    SUBJUNCTIVE_VERBS,
)
from mtcheck.french.forms import INDICATIVE, PRESENT, SUBJUNCTIVE, conjugated
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4122",
    "grammar.subjunctive",
    Category.GRAMMAR,
    Severity.MINOR,
    "A clause stands in the indicative where what governs it takes the subjunctive.",
    "*demands that they are freed*: what is wanted, and what is not yet so, stands in the subjunctive.",
    "MQM Fluency/Grammar (tense/mood/aspect); Grevisse, Le Bon Usage, § 1126 (subjonctif).",
    (
        Example("Le Conseil exige que tous les otages sont libérés.", "sont"),
        Example("Il faut que le texte est voté avant l'été.", "est"),
        Example("Bien que le texte est soutenu par la majorité, il échoue.", "est"),
        Example("Il sait bien que le texte est voté, et voit bien que la majorité a changé."),
        Example("Le Conseil exige que sont libérés tous les otages.", "sont"),
        Example("Le Conseil exige que les otages soient libérés."),
        Example("Le Conseil exige que soient libérés tous les otages."),
        Example("L'enquêteur demande qu'est devenu l'argent ?"),
        Example("Il faut que ceux qui ont menti partent."),
        Example("Il veut que ce qui est fait reste."),
        Example("L'avocat conteste la demande que le parquet a formulée."),
    ),
)
# What takes the subjunctive before "que", by its last words.
_CONJUNCTIONS = frozenset(
    {("bien",), ("afin",), ("pour",), ("avant",), ("à", "moins"), ("à", "ce"), ("pourvu",), ("sans",)}
)
_OTHER_CLAUSE = COMPLEMENTISERS | JOINERS | NE | REFLEXIVES | {"ce", "y"}
_REACH = 7  # words in which a clause has its verb


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "exige que les otages sont libérés"."""
    words = sentence.words
    for place in range(len(words) - 1):
        if words[place + 1].folded not in QUE or not words[place + 1].joined or not _wants(sentence, place):
            continue
        for at in range(place + 2, min(len(words), place + 2 + _REACH)):
            word = words[at]
            if word.folded in _OTHER_CLAUSE or not word.joined:
                break
            right = _subjunctive(word) if at > place + 2 or _subject_follows(sentence, at) else None
            if right is not None:
                said = sentence.printed(words[place], words[place + 1])
                reason = Message("What is wanted, and what is not yet so, stands in the subjunctive.")
                yield Fault(covering(word, word), Message("“{said}” takes the subjunctive", said=said), right, reason)
                break


def _wants(sentence: SentenceView, place: int) -> bool:
    word = sentence.words[place]
    before = tuple(other.folded for other in sentence.words[max(0, place - 1) : place + 1])
    if any(before[-len(phrase) :] == phrase for phrase in _CONJUNCTIONS):
        return word.folded != "bien" or not sentence.lead(place)  # "il sait bien que"
    if word.reads("noun") and (
        place == 0 or sentence.lead(place) in DETERMINERS or sentence.words[place - 1].reads("adjective")
    ):
        return False  # "la demande que le parquet a formulée"
    return word.is_verb(*SUBJUNCTIVE_VERBS)


def _subject_follows(sentence: SentenceView, place: int) -> bool:
    """Tell "que sont libérés les otages" from a question: "demande qu'est devenu l'argent", "qu'est-ce que"."""
    if not sentence.words[place].is_verb("être") or place + 2 >= len(sentence.words):
        return False
    participle, opens = sentence.words[place + 1 : place + 3]
    passive = any(r.lemma not in PAST_WITH_BE for r in participle.past_participles)
    return passive and participle.joined and opens.joined and (opens.folded == "tous" or opens.folded in DETERMINERS)


def _subjunctive(word: Token) -> str | None:
    """Return the subjunctive of a verb that is printed in the indicative present and can be nothing else."""
    found = [r for r in word.finite if r.mood == INDICATIVE and r.tense == PRESENT and r.person == 3]
    if (
        not word.lower
        or len(found) != 1
        or found[0].lemma not in NUMBERED_AUXILIARIES
        or word.reads("verb", mood=SUBJUNCTIVE)
    ):
        return None
    return conjugated(found[0].lemma, SUBJUNCTIVE, PRESENT, number=found[0].number)
