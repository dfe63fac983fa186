"""MT105: what only one of a matched statement and its French denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, log

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import ALIKE, RENDERED, SUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence
from mtcheck.evidence.polarity import differ, is_single
from mtcheck.facts.negation import (
    contraries,
    denials,
    denies_in_french,
    denies_up_to_a_time,
    is_litotes,
    negated_words,
    says_first_by_never,
    says_the_last,
    says_what_it_takes,
)
from mtcheck.facts.opposition import says_by_contrary, says_otherwise
from mtcheck.facts.reader import read_facts
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity, Span

POLARITY = Rule(
    "MT105",
    "quote.polarity",
    Category.MISTRANSLATION,
    Severity.CRITICAL,
    "A quotation affirms what the known English statement denies, says the opposite of a word, or puts one for another.",
    "Only one of the two is negated, and the French renders nearly every word of the English sentence, or the"
    " translation model "
    "finds it likelier given the opposite of the English. The same is told of a word for the contrary (rose, fell), of two that"
    " stand in each other's place (who sues whom), of a deed that was done in one language only, of members of closed classes"
    " that exclude each other (may and must; all, most, many, some, few and none; not yet, no longer, already, still and never;"
    " always, often, sometimes and rarely; only, even and also; at least and at most; almost, more than and up to; probably and"
    " certainly; because of and despite; including and except; early, mid- and late), of things of one kind (relatives, ranks,"
    " organs, limbs, left and right, colours, animals, crops, fuels, vehicles, parties, trades, crimes and steps of justice), and"
    " of what qualifies a fact and is left out (alleged, former, deputy, almost, more than, at least, at most, only, most of, "
    "second in second-largest).",
    "MQM Accuracy/Mistranslation; polarity errors as in Tang et al. (2021), negation in machine translation; the opposite by "
    "Vamvas and Sennrich (2021), contrastive conditioning.",
    (
        Example(
            "« Nous fermerons les écoles de la région avant le printemps », a déclaré Mme Lopez.",
            "fermerons",
            quote="We will not close the schools of the region before spring.",
        ),
        Example(
            "« Nous ne fermerons pas les écoles de la région avant le printemps », a déclaré Mme Lopez.",
            quote="We will not close the schools of the region before spring.",
        ),
        Example(
            "« Ma cousine conduisait la voiture ce soir-là, et je dormais à l'arrière », a déclaré Mme Lopez.",
            "cousine",
            quote="My aunt was driving the car that night, and I was asleep in the back.",
        ),
        Example(
            "« Ma tante conduisait la voiture ce soir-là, et je dormais à l'arrière », a déclaré Mme Lopez.",
            quote="My aunt was driving the car that night, and I was asleep in the back.",
        ),
        Example(
            "« Nous refusons de fermer les écoles de la région avant le printemps », a déclaré Mme Lopez.",
            quote="We will not close the schools of the region before spring.",
        ),
    ),
)
LOST = 1.5  # nats by which the opposite of English that denies must make the French likelier
LOST_GUARDED = 3.0  # the same beside words that deny, or affirm, in another way
ADDED = 3.0  # the same where the French denies: it likes to say a thing by its contrary ("pas près de s'éteindre", *everlasting*)
AS_IT_IS = -1.0  # nats under which the French is likelier to deny, or affirm, as the English does


def changed_polarity(statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
    """Compare negation where one French sentence renders one English sentence."""
    french, english = statement.alignment.span.of(evidence.document.text), statement.alignment.text
    if not is_single(statement) or not differ(french, english):
        return
    said, opposed = denies_in_french(french), statement.opposed
    meant, printed = read_facts(english, "en"), read_facts(french, "fr")
    told = [word.span for word in statement.english if word.support >= SUPPORTED]
    unsaid = [fact for fact in meant if not any(fact.span.overlaps(span) for span in told)]
    contrary = says_by_contrary(meant, printed) or says_first_by_never(english, french)
    if contrary if said else says_otherwise(unsaid, printed):
        return
    late = denies_up_to_a_time(english) and denials(french, "fr")
    if not said and (late or says_what_it_takes(english, french)):
        return  # *not before noon*, « au plus tôt à midi »
    if not said and (says_the_last(french) or (contraries(french, "fr") and not contraries(english, "en"))):
        return  # *has not won since May*, « dernière victoire »; *has not been found*, « introuvable »
    guarded = _is_otherwise(statement, french, said=said)
    if said and not guarded and not _is_rendered(statement, french):
        return  # what the French negates is not what was said: "n'arrivent plus à payer" for *are behind*
    by_words = not guarded and _whole(statement) and (opposed is None or opposed > AS_IT_IS)
    needed = ADDED if said else LOST_GUARDED if guarded else LOST
    by_model = opposed is not None and opposed >= needed and not (said and (guarded or "?" in french))
    if not by_words and not by_model:
        return
    seen = Message("The French is affirmed; the English is negated.")
    message = Message("The statement is negated in English only")
    if said:
        seen = Message("The French is negated; the English is not negated.")
        message = Message("The statement is negated in French only")
    cards = [Evidence("negation", seen)]
    if opposed is not None and by_model:
        cards.append(Evidence("forced", likelier(opposed, ".0f", contrary=False)))
    yield measured(
        POLARITY,
        statement.alignment.span,
        message,
        "words" if not by_model else "guarded" if guarded else "both" if by_words else "model",
        reference=english,
        quote_id=statement.alignment.quote_id,
        evidence=tuple(cards),
    )


def likelier(gain: float, form: str, *, contrary: bool) -> Message:
    """Say how many times likelier the model finds the French given something else.

    Args:
        gain: Natural logarithm of that.
        form: How it is written.
        contrary: Whether words for the contrary were put in, or the English was negated.
    """
    if gain > log(100):
        if contrary:
            return Message("The model finds the French more than 100 times likelier given the contrary in English.")
        return Message("The model finds the French more than 100 times likelier given the opposite of the English.")
    times = format(exp(gain), form)
    if contrary:
        return Message("The model finds the French {times} times likelier given the contrary in English.", times=times)
    return Message("The model finds the French {times} times likelier given the opposite of the English.", times=times)


def _whole(statement: AlignedStatement) -> bool:
    """Say whether the French renders nearly all of the English, word by word."""
    rendered = sum(e.support >= SUPPORTED for e in statement.english)
    return statement.alignment.similarity >= ALIKE and rendered >= max(3, RENDERED * len(statement.english))


def _is_otherwise(statement: AlignedStatement, french: str, *, said: bool) -> bool:
    """Say whether words on either side stand for a denial that the other side has, or for its contrary.

    A word that renders one of the other side does not: « renoncer » for *give up* leaves the *not* before it unsaid.

    Args:
        statement: The statement.
        french: The French that renders it.
        said: Whether the French has the negation.
    """
    english = statement.alignment.text
    if said and contraries(english, "en"):
        return True
    told = [w.span for w in statement.english if w.support >= SUPPORTED]
    if not said and is_litotes(english):
        return True
    return _unrendered(statement, denials(french, "fr")) or any(
        not any(span.overlaps(other) for other in told) for span in denials(english, "en")
    )


def _unrendered(statement: AlignedStatement, spans: Sequence[Span]) -> bool:
    """Say whether words of the French, by their place in it, include one that renders no English word."""
    start = statement.alignment.span.start
    rendered = [word.span for word in statement.french if word.support >= SUPPORTED]
    return any(
        not any(Span(span.start + start, span.end + start).overlaps(other) for other in rendered) for span in spans
    )


def _is_rendered(statement: AlignedStatement, french: str) -> bool:
    """Say whether the words that the French negates render words of the English."""
    start = statement.alignment.span.start
    heads = [Span(span.start + start, span.end + start) for span in negated_words(french)]
    words = {word.span.start: word for word in statement.french}
    known = [words[head.start] for head in heads if head.start in words]
    return bool(known) and all(word.support >= SUPPORTED for word in known)
