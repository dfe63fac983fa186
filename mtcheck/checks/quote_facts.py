"""MT103 to MT105: numbers, names and negation of a matched statement, which leave no room for freedom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import COMPARABLE, SUPPORTED, UNSUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FactContrast, FileEvidence
from mtcheck.evidence.polarity import differ, is_single
from mtcheck.facts.comparison import Difference, compare_texts
from mtcheck.facts.contraries import contrary_in_place
from mtcheck.facts.contrasts import Suspected
from mtcheck.facts.days import misdated
from mtcheck.facts.negation import (
    contraries,
    denials,
    denies_in_french,
    denies_up_to_a_time,
    has_denying_words,
    is_litotes,
    negated_words,
    says_first_by_never,
    says_the_last,
)
from mtcheck.facts.opposition import says_by_contrary, says_otherwise
from mtcheck.facts.reader import read_facts
from mtcheck.facts.values import Fact, Kind, Stance, Weight
from mtcheck.facts.writing import written
from mtcheck.french.lemmas import is_known
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.records import Category, Evidence, Severity, Span

NUMBER = Rule(
    "MT103",
    "quote.number",
    Category.NUMBER,
    Severity.MAJOR,
    "A number or date differs between a quotation and the known English statement.",
    "Numbers, shares, money, measures, durations, clock times and dates are read in both languages as what they are"
    " worth: the French "
    "has one that the English does not tell, and nothing in the French tells the English one. A converted measure is"
    " right within the "
    "rounding that it shows.",
    "MQM Accuracy/Mistranslation (number); Xbench and pofilter check figures.",
    (
        Example(
            "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            "45",
            quote="We have welcomed 54 refugee families in the city.",
        ),
        Example(
            "« Nous avons accueilli 54 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            quote="We have welcomed fifty-four refugee families in the city.",
        ),
        Example(
            "« Nous avons accueilli 1 200 familles de réfugiés dans la ville », a déclaré Mme Lopez.",
            quote="We have welcomed 1,200 refugee families in the city.",
        ),
        Example(
            "« La nouvelle route du nord mesure 300 kilomètres et coûtera 40 millions d'euros », a déclaré Mme Lopez.",
            "300 kilomètres",
            quote="The new northern road is 300 miles long and will cost 40 million euros.",
        ),
        Example(
            "« La nouvelle route du nord mesure 480 kilomètres et coûtera 40 millions d'euros », a déclaré Mme Lopez.",
            quote="The new northern road is 300 miles long and will cost 40 million euros.",
        ),
        Example(
            "« Un élève sur quatre quittera l'école du village d'ici quinze jours », a déclaré Mme Lopez.",
            quote="A quarter of the pupils will leave the village school within two weeks.",
        ),
    ),
)
NAME = Rule(
    "MT104",
    "quote.name",
    Category.NAME,
    Severity.MAJOR,
    "A quotation names somebody or something that the known English statement does not name.",
    "A place, a people or a body stands where the English names another; or a capitalised word of the French has no"
    " counterpart, and "
    "a name of the English has none either.",
    "MQM Accuracy/Mistranslation (named entity).",
    (
        Example(
            "« J'ai eu une très bonne réunion avec le ministre Murs à Quito », a déclaré Mme Lopez.",
            "Murs",
            quote="I had a very good meeting with Minister Paredes in Quito.",
        ),
        Example(
            "« J'ai eu une très bonne réunion avec le ministre Paredes à Quito », a déclaré Mme Lopez.",
            quote="I had a very good meeting with Minister Paredes in Quito.",
        ),
        Example(
            "« Les pompiers autrichiens ont éteint l'incendie de la forêt », a déclaré Mme Lopez.",
            "autrichiens",
            quote="Australian firefighters have put out the forest fire.",
        ),
        Example(
            "« Les pompiers d'Australie ont éteint l'incendie de la forêt », a déclaré Mme Lopez.",
            quote="Australian firefighters have put out the forest fire.",
        ),
    ),
)
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
_TITLES = frozenset("Mr Mrs Ms Miss Dr Sir Lord Lady Rep Sen M. Mme Mlle Me Dr".split())
_DETERMINER = re.compile(
    r".*\b(?:l['’]|d['’])|(?:.*\W)?(?:le|la|les|un|une|des?|du|aux?|ces?|cette|sa|ses|son|leurs?|notre|nos|votre|vos)",
    re.IGNORECASE,
)
_MINUS = ("-", "−", "–")
_PARTS = re.compile(r"[^\w]+")
NEAR = 25  # code points within which a word stands beside a fact
COMMON = 1.0  # occurrences in a million words from which a form is more than a name
LOST = 1.5  # nats by which the opposite of English that denies must make the French likelier
LOST_GUARDED = 3.0  # the same beside words that deny, or affirm, in another way
ADDED = 3.0  # the same where the French denies: it likes to say a thing by its contrary ("pas près de s'éteindre", *everlasting*)
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
DOERS = 1.5  # the same of who does it and whom it is done to
EXCHANGED = -0.5  # the same of a member of a closed class for one that it excludes, which good French has next to never
NAMED = -50.0  # the same of a thing of one kind for another: words tell it, of rare ones the model knows too little
LEFT_OUT = 1.0  # the same of what qualifies a fact, where the French has nothing of it
AS_IT_IS = -1.0  # nats under which the French is likelier to deny, or affirm, as the English does


@dataclass(frozen=True)
class QuoteFactCheck:
    """Compares what is countable in every aligned statement with its known English."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT103 to MT105."""
        return (NUMBER, NAME, POLARITY)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every aligned statement."""
        for statement in evidence.statements:
            found = list(self._facts(statement, evidence))
            yield from found
            if not any(verdict.rule is NAME for verdict in found):
                yield from self._names(statement, evidence)
            if statement.alignment.quotation is not None:
                polarity = list(self._polarity(statement, evidence))
                yield from polarity or self._contrasts(statement, evidence)

    def _facts(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Compare numbers, quantities, times and names; what the French leaves out or adds is no fault."""
        alignment = statement.alignment
        text = alignment.span.of(evidence.document.text)
        quoted = alignment.quotation is not None
        compared = compare_texts(alignment.text, text, free=not quoted)
        spoken = spoken_on(evidence, alignment.quote_id) if quoted else None
        dated = misdated(read_facts(alignment.text, "en"), read_facts(text, "fr"), compared, spoken) if spoken else ()
        for difference in (*compared.differences, *dated):
            printed, said = difference.french, difference.english
            if _is_aside(text, printed) or (not quoted and not _replaces(statement, difference)):
                continue
            name = printed.kind is Kind.NAME
            start = alignment.span.start
            place = _with_relation(text, printed) if difference.relation else printed.span
            span = Span(place.start + start, place.end + start)
            if difference.relation:
                message = Message(
                    "“{printed}” where the statement says “{said}”",
                    printed=_widened(text, printed),
                    said=_widened(alignment.text, said),
                )
            elif difference.swapped:
                message = Message(
                    "“{printed}” comes first where the statement goes from “{said}”",
                    printed=printed.text,
                    said=said.text,
                )
            elif name:
                message = Message(
                    "“{printed}” where the statement names “{said}”", printed=printed.text, said=said.text
                )
            else:
                message = Message("“{printed}” where the statement says “{said}”", printed=printed.text, said=said.text)
            yield measured(
                NAME if name else NUMBER,
                span,
                message,
                _branch(difference) if quoted else "paired",
                suggestion=None if difference.relation else _in_place(said, printed, text),
                reference=alignment.text,
                quote_id=alignment.quote_id,
                evidence=(Evidence("facts", _told(difference)),),
            )

    def _names(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Find a name that stands where the statement has another."""
        if statement.alignment.similarity < COMPARABLE:
            return
        english = statement.alignment.text
        agreed = _agreed(statement, statement.alignment.span.of(evidence.document.text))
        told = compare_texts(english, statement.alignment.span.of(evidence.document.text)).said
        missing = [
            e
            for e in statement.english[1:]
            if e.support < UNSUPPORTED
            and _is_name(e.text)
            and english[e.span.end : e.span.end + 1] != "."
            and not any(e.span.overlaps(fact.span) for fact in told)
        ]
        plain = set(_PARTS.split(fold(english).lower()))
        for word in statement.french[1:]:
            if word.support >= UNSUPPORTED or not _is_name(word.text) or not missing:
                continue
            if any(word.span.overlaps(span) for span in agreed):
                continue
            if not plain.isdisjoint(_PARTS.split(fold(word.text).lower())):  # part of the name stands in the English
                continue
            before = evidence.document.text[: word.span.start].split()[-1:]
            if all(_ordinary(part, "fr") for part in word.text.split("-")) and (
                _ordinary(missing[0].text, "en") or (before and _DETERMINER.fullmatch(before[0]))
            ):
                continue  # a noun with a capital letter, "le Conseil", and its kind in English
            yield measured(
                NAME,
                word.span,
                Message("“{word}” where the statement names “{missing}”", word=word.text, missing=missing[0].text),
                "unrendered" if statement.alignment.quotation is not None else "unrendered-paired",
                None if statement.alignment.quotation is not None else Severity.MINOR,
                suggestion=missing[0].text,
                reference=statement.alignment.text,
                quote_id=statement.alignment.quote_id,
                evidence=(
                    Evidence("names", Message("Nothing in the French renders “{missing}”.", missing=missing[0].text)),
                ),
            )

    def _polarity(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
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
        if not said and denies_up_to_a_time(english) and denials(french, "fr"):
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
            cards.append(Evidence("forced", _likelier(opposed, ".0f", contrary=False)))
        yield measured(
            POLARITY,
            statement.alignment.span,
            message,
            "words" if not by_model else "guarded" if guarded else "both" if by_words else "model",
            reference=english,
            quote_id=statement.alignment.quote_id,
            evidence=tuple(cards),
        )

    def _contrasts(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Find words for the opposite, and facts in each other's place, that the model finds likelier than what was said."""
        for contrast in statement.contrasts:
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
                Suspected.UNDONE: Message("“{printed}” has as not done what was: “{said}”", printed=printed, said=said),
            }[contrast.kind]
            cards = [
                Evidence("opposite", Message("The French has the word for the contrary, and none for what was said."))
            ]
            if contrast.kind not in {Suspected.OPPOSITE, Suspected.DEGREE}:
                cards = []
            if contrast.gain > 0:
                cards.append(Evidence("forced", _likelier(contrast.gain, ".1f", contrary=True)))
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


_NEEDED = {
    Suspected.OPPOSITE: OPPOSED,
    Suspected.ROLES: ROLES,
    Suspected.DEGREE: DEGREE,
    Suspected.DENIAL: HARDLY,
    Suspected.DONE: AFFIRMED,
    Suspected.UNDONE: UNDONE,
    Suspected.MEMBER: EXCHANGED,
    Suspected.KIND: NAMED,
    Suspected.LOST: LEFT_OUT,
    Suspected.DOERS: DOERS,
}


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


def spoken_on(evidence: FileEvidence, quote_id: str) -> date | None:
    """Return the day on which a known statement was made, or else the article's; None where neither is known."""
    quote = next((quote for quote in evidence.quotes if quote.id == quote_id), None)
    for told in (quote.date if quote else None, evidence.document.date):
        try:
            return date.fromisoformat((told or "")[:10])
        except ValueError:
            continue
    return None


def _likelier(gain: float, form: str, *, contrary: bool) -> Message:
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


def _branch(difference: Difference) -> str:
    """Return what kind of difference it is: figures are plain, words are said more freely."""
    if difference.relation:
        return "relation"
    weak = difference.french.words and Weight.WEAK in {difference.french.weight, difference.english.weight}
    return "words-faint" if weak else ""


def _told(difference: Difference) -> Message:
    printed, said = difference.french.text, difference.english.text
    if difference.relation:
        return Message("Both speak of “{said}”, each with another place in time.", said=said)
    if difference.swapped:
        return Message("The French turns the order of “{printed}” and what follows it round.", printed=printed)
    return Message(
        "“{printed}” does not stand in the English, and nothing in the French renders “{said}”.",
        printed=printed,
        said=said,
    )


def _with_relation(text: str, fact: Fact) -> Span:
    """Return where a fact stands together with the words that tell its place in time: « à partir du 31 mai »."""
    before = _BEFORE_TIME.search(text[: fact.span.start])
    behind = _BEHIND_TIME.match(text, fact.span.end)
    return Span(before.start() if before else fact.span.start, behind.end() if behind else fact.span.end)


_BEFORE_TIME = re.compile(
    r"(?:\b(?:à (?:partir|compter) d(?:e|u|es)|à|aux?|jusqu['’](?:à|aux?|en)|d['’]ici(?: à| aux?)?|avant|depuis|pendant|durant"
    r"|dans|sous|dès|il y a|au plus tard|l[ea]s?|de|du|des|en|fin|début)[ \u00a0]|\bl['’])+$",
    re.IGNORECASE,
)
_BEHIND_TIME = re.compile(
    r" (?:derni\w+|prochain\w*|passée?s?|à venir|suivante?s?|précédant|qui (?:ont |avai\w+ )?(?:précèd|précéd|suiv)\w*)",
    re.IGNORECASE,
)


def _widened(text: str, fact: Fact) -> str:
    """Return a fact with the word before it, which tells its place in time."""
    before = text[: fact.span.start].split()[-2:]
    return " ".join([*before, fact.text]) + (
        " ago" if fact.relation == "ago" and text[fact.span.end :].lower().startswith(" ago") else ""
    )


def _in_place(said: Fact, printed: Fact, text: str) -> str | None:
    """Write what is said in the place of what is printed; the sign before a figure stands there already."""
    right = written(said, printed)
    signed = right is not None and right[:1] in _MINUS and text[: printed.span.start][-1:] in _MINUS
    return right[1:] if right and signed else right


def _is_aside(text: str, fact: Fact) -> bool:
    """Say whether a fact stands between parentheses or dashes, where newspapers add what was not said."""
    return text.rfind("(", 0, fact.span.start) > text.rfind(")", 0, fact.span.start)


def _replaces(statement: AlignedStatement, difference: Difference) -> bool:
    """Say whether a reported fact stands beside words that render what stands beside the English one."""
    start = statement.alignment.span.start
    near = [
        place
        for place, word in enumerate(statement.french)
        if abs(word.span.start - start - difference.french.span.end) <= NEAR
        or abs(difference.french.span.start + start - word.span.end) <= NEAR
    ]
    return any(
        statement.links[place] >= 0
        and statement.french[place].support >= SUPPORTED
        and abs(statement.english[statement.links[place]].span.start - difference.english.span.start) <= 2 * NEAR
        for place in near
    )


def _agreed(statement: AlignedStatement, text: str) -> tuple[Span, ...]:
    """Return where the French, in the document, tells what the English tells."""
    start = statement.alignment.span.start
    agreed = compare_texts(statement.alignment.text, text).agreed
    return tuple(Span(fact.span.start + start, fact.span.end + start) for fact in agreed)


def _whole(statement: AlignedStatement) -> bool:
    """Say whether the French renders nearly all of the English, word by word."""
    rendered = sum(e.support >= SUPPORTED for e in statement.english)
    return statement.alignment.similarity >= 0.65 and rendered >= max(3, 0.7 * len(statement.english))


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


def _compares_alike(statement: AlignedStatement, contrast: FactContrast) -> bool:
    """Say whether French compares what English does: *less active*, « plus actif », not *less polluting*, « plus propre »."""
    following = [i for i, word in enumerate(statement.french) if 0 < word.span.start - contrast.french.end <= 2]
    return any(
        statement.french[i].support >= SUPPORTED
        and statement.links[i] >= 0
        and 0 < statement.english[statement.links[i]].span.start - contrast.english.end <= 2
        for i in following
    )


def _is_rendered(statement: AlignedStatement, french: str) -> bool:
    """Say whether the words that the French negates render words of the English."""
    start = statement.alignment.span.start
    heads = [Span(span.start + start, span.end + start) for span in negated_words(french)]
    words = {word.span.start: word for word in statement.french}
    known = [words[head.start] for head in heads if head.start in words]
    return bool(known) and all(word.support >= SUPPORTED for word in known)


def _ordinary(word: str, language: str) -> bool:
    """Say whether a capitalised word is also a word of the language."""
    return is_known(word.lower(), language) or shipped_frequencies().of(word.lower(), language) >= COMMON


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and word not in _TITLES
