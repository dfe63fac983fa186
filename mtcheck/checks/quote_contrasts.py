"""MT105: words of a matched quotation that a model finds likelier given English that says something else."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.quote_cut import NOT_MISSED
from mtcheck.checks.quote_polarity import POLARITY, likelier
from mtcheck.checks.thresholds import COMPARABLE, SUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FactContrast, FileEvidence
from mtcheck.facts.contraries import contrary_in_place
from mtcheck.facts.contrasts import Suspected
from mtcheck.facts.negation import (
    has_denying_words,
)
from mtcheck.facts.reader import read_facts
from mtcheck.facts.values import Stance
from mtcheck.language.messages import Message
from mtcheck.records import Evidence

OPPOSED = (
    -1.0
)  # nats under which English with the opposite word makes the French less likely: the French is no such word
OPPOSITE_SEEN = 2.0  # nats from which the model agrees with the words
ROLES = 4.0  # nats by which English with two facts in each other's place must make the French likelier
DEGREE = 3.0  # the same of *more* for *less*, and the other way round
AFFIRMED = -1.0  # the same of English that has done what "failed to" says was not
HARDLY = (
    -2.0
)  # of English that affirms what *hardly*, *unless* or *unlikely* denies, where the French has no word that denies
DONE = -8.0  # the same of a deed where the French has no word at all that denies
UNDONE = 1.5  # the same of a deed that only the French has as not done
COMPARED = 2.0  # the same of a quality that is compared otherwise
DENIED = 2.0  # the same of a verb that one language denies, beside another negation
DOERS = 1.5  # the same of who does it and whom it is done to
EXCHANGED = -0.5  # the same of a member of a closed class for one that it excludes, which good French has next to never
NAMED = -50.0  # the same of a thing of one kind for another: words tell it, of rare ones the model knows too little
LEFT_OUT = 1.0  # the same of what qualifies a fact, where the French has nothing of it
_NEEDED = {
    Suspected.OPPOSITE: OPPOSED,
    Suspected.ROLES: ROLES,
    Suspected.DEGREE: DEGREE,
    Suspected.DENIAL: HARDLY,
    Suspected.DONE: AFFIRMED,
    Suspected.UNDONE: UNDONE,
    Suspected.DENIED: DENIED,
    Suspected.COMPARED: COMPARED,
    Suspected.MEMBER: EXCHANGED,
    Suspected.KIND: NAMED,
    Suspected.LOST: LEFT_OUT,
    Suspected.DOERS: DOERS,
}


def changed_words(statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
    """Find words for the opposite, and facts in each other's place, that the model finds likelier than what was said."""
    left_out = [one.english for one in statement.contrasts if one.kind is Suspected.CLAUSE and one.gain >= NOT_MISSED]
    for contrast in statement.contrasts:
        if contrast.kind not in _NEEDED or any(contrast.english.overlaps(clause) for clause in left_out):
            continue  # a clause that is left out is another rule's
        literal = contrast.kind is Suspected.OPPOSITE and statement.alignment.similarity >= COMPARABLE
        needed = _NEEDED[contrast.kind]
        if contrast.kind is Suspected.DONE and not has_denying_words(_printed(statement, evidence)):
            needed = DONE
        if contrast.gain < needed and not literal:
            continue  # the opposite may not fit the English, "lent from"; beside well rendered words that proves nothing
        if contrast.kind is Suspected.DEGREE and not _compares_alike(statement, contrast):
            continue
        printed, said = contrast.french.of(evidence.document.text), contrast.english.of(statement.alignment.text)
        message = {
            Suspected.OPPOSITE: Message("“{printed}” says the opposite of “{said}”", printed=printed, said=said),
            Suspected.ROLES: Message(
                "“{printed}” stands in another's place: the statement begins with “{said}”",
                printed=printed,
                said=said,
            ),
            Suspected.DOERS: Message(
                "“{printed}” stands in another's place: in the statement “{said}” does it",
                printed=printed,
                said=said,
            ),
            Suspected.DEGREE: Message("“{printed}” says the opposite of “{said}”", printed=printed, said=said),
            Suspected.DENIAL: Message("The French affirms what the statement denies by “{said}”", said=said),
            Suspected.MEMBER: Message("“{printed}” where the statement says “{said}”", printed=printed, said=said),
            Suspected.KIND: Message("“{printed}” where the statement says “{said}”", printed=printed, said=said),
            Suspected.LOST: Message("Nothing in the French renders “{missing}”.", missing=said),
            Suspected.DONE: Message("“{printed}” has as done what was not: “{said}”", printed=printed, said=said),
            Suspected.COMPARED: Message("“{printed}” where the statement says “{said}”", printed=printed, said=said),
            Suspected.DENIED: Message("“{printed}” says the opposite of “{said}”", printed=printed, said=said),
            Suspected.UNDONE: Message("“{printed}” has as not done what was: “{said}”", printed=printed, said=said),
        }[contrast.kind]
        cards = [Evidence("opposite", Message("The French has the word for the contrary, and none for what was said."))]
        if contrast.kind not in {Suspected.OPPOSITE, Suspected.DEGREE}:
            cards = []
        if contrast.gain > 0:
            cards.append(Evidence("forced", likelier(contrast.gain, ".1f", contrary=True)))
        yield measured(
            POLARITY,
            contrast.french,
            message,
            "contrast" if contrast.gain > OPPOSITE_SEEN else "contrast-faint",
            suggestion=_contrary(statement, contrast, evidence),
            reference=statement.alignment.text,
            quote_id=statement.alignment.quote_id,
            evidence=tuple(cards),
        )


def _printed(statement: AlignedStatement, evidence: FileEvidence) -> str:
    return statement.alignment.span.of(evidence.document.text)


def _contrary(statement: AlignedStatement, contrast: FactContrast, evidence: FileEvidence) -> str | None:
    """Return French for what was said, in the form of the word that says the opposite; None where more has to change."""
    if contrast.kind not in {Suspected.OPPOSITE, Suspected.DEGREE}:
        return None
    pairs = {
        value.pair
        for fact in read_facts(statement.alignment.text, "en")
        if fact.span.overlaps(contrast.english)
        for value in fact.values
        if isinstance(value, Stance)
    }
    return contrary_in_place(evidence.document.text, contrast.french.start, contrast.french.end, pairs)


def _compares_alike(statement: AlignedStatement, contrast: FactContrast) -> bool:
    """Say whether French compares what English does: *less active*, « plus actif », not *less polluting*, « plus propre »."""
    following = [i for i, word in enumerate(statement.french) if 0 < word.span.start - contrast.french.end <= 2]
    return any(
        statement.french[i].support >= SUPPORTED
        and statement.links[i] >= 0
        and 0 < statement.english[statement.links[i]].span.start - contrast.english.end <= 2
        for i in following
    )
