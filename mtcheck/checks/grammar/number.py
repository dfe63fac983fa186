"""MT408: a subject and its verb that differ in number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import NUMBERS, VERBAL, Fault, SentenceView, in_a_row, verbal
from mtcheck.french.classes import (
    COMPLEMENTISERS,
    CONTRACTED,
    DE_FORMS,
    JOINERS,
    MIDDLE_ADVERBS,
    NUMBERED_AUXILIARIES,
    OWN_DETERMINERS,
    PLURAL_DETERMINERS,
    QUANTITIES,
    QUE,
    SINGULAR_DETERMINERS,
    is_time,
)
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import CONDITIONAL, CONJUNCTION, DETERMINER, INDICATIVE, NOUN, PREPOSITION, PRONOUN
from mtcheck.french.lemmas import is_known
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message, Text
from mtcheck.records import Category, Severity
from mtcheck.speech.reporting import reporting

RULE = Rule(
    "MT408",
    "grammar.number",
    Category.GRAMMAR,
    Severity.MINOR,
    "A subject that opens a sentence and its verb differ in number.",
    "An article, a noun and an auxiliary in a row leave no room for another subject: “les armes a”, “la police ont”.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 896.",
    (
        Example("Les autorités a confirmé le bilan de l'accident.", "Les autorités a"),
        Example(
            "Le ministre affirme que les livraisons militaires était suspendue.", "les livraisons militaires était"
        ),
        Example("La police ont arrêté deux suspects dans la soirée.", "La police ont"),
        Example("Des soldats a été blessés près de la frontière.", "Des soldats a"),
        Example("La hausse des prix de l'énergie ont contraint les boulangers.", "La hausse des prix de l'énergie ont"),
        Example(
            "Les syndicats, qui dénoncent la réforme, a appelé à la grève.",
            "Les syndicats, qui dénoncent la réforme, a",
        ),
        Example(
            "La présidente, qui vient d'être réélue, ont salué le vote.", "La présidente, qui vient d'être réélue, ont"
        ),
        Example("Les hommes qui sont venus est partis.", "Les hommes qui sont venus est"),
        Example(
            "La ministre qui dirige les négociations ont quitté la salle.",
            "La ministre qui dirige les négociations ont",
        ),
        Example("Les hommes qui sont venus sont partis."),
        Example("Les gens qui savent que la guerre est finie sont rentrés."),
        Example("Les villes qui longent la côte est touchées par la tempête ont été évacuées."),
        Example("Les syndicats, qui dénoncent la réforme, ont appelé à la grève."),
        Example("Les soirs d'été, qui finissent tard, a lieu le bal."),
        Example("Les uns, qui rient, est-ce bien vrai, dorment."),
        Example("L'essentiel de ces fonds sont publics."),
        Example("Les fleurs du mal a fait scandale."),
        Example("La hausse des prix de l'énergie a contraint les boulangers."),
        Example("La moitié des élus de droite ont voté contre."),
        Example("Le chef de la police et son adjoint ont démissionné."),
        Example("Une série de frappes ont visé la ville."),
        Example("La majorité ont voté contre, une dizaine sont absents."),
        Example("Les Échos a révélé l'affaire, et le ministre des Finances a démenti."),
        Example("Chaque année sont organisés des concours."),
        Example("La semaine dernière ont eu lieu les essais."),
        Example("Les côtés est et ouest du lac."),
        Example("Les voyelles a et o."),
        Example("Ces promesses peut-on y croire ?"),
        Example("Un cinquième sont des femmes, une demi-douzaine ont moins de vingt ans."),
        Example("Des pays tels que la France ont signé le texte."),
    ),
)
_LINKS = DE_FORMS | (OWN_DETERMINERS - {"du", "des"}) | {"en"}
_FARTHEST = 12  # words, from the article to the verb
_OVER_CLAUSE = 16  # the same, where a clause stands between
_NEAR = 4  # words, from the article to a verb right behind its subject


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Look at the subject that opens a sentence, and at those that open a clause behind a verb of saying and "que"."""
    for place, word in enumerate(sentence.words):
        opens = place == 0 or (
            place > 1 and sentence.words[place - 1].folded in QUE and _tells(sentence.words[place - 2])
        )
        number = _number(word) if opens else ""
        if number:
            words = sentence.words[place:]
            yield from _near(sentence, words, number)
            if number == "s":  # « Les fleurs du mal » a fait scandale: a title may be plural
                yield from _far(sentence, words)
            yield from _over_clause(sentence, words[:_OVER_CLAUSE], number)
            yield from _over_relative(sentence, words[:_OVER_CLAUSE], number)


def _tells(word: Token) -> bool:
    return any(reading.lemma in reporting().clause for reading in word.readings if reading.pos == "verb")


def _number(word: Token) -> str:
    """Return the number of the determiner that opens a subject; empty where none does."""
    if word.text == "Des":
        return "p"
    if word.folded not in (OWN_DETERMINERS - CONTRACTED) | {"plusieurs", "chaque"}:
        return ""
    return "s" if word.folded in SINGULAR_DETERMINERS else "p" if word.folded in PLURAL_DETERMINERS else ""


def _disagrees(word: Token, number: str) -> bool:
    """Say whether a word is an auxiliary in the other number, third person."""
    told = [
        r
        for r in word.finite
        if r.mood in {INDICATIVE, CONDITIONAL} and r.person == 3 and r.lemma in NUMBERED_AUXILIARIES
    ]
    return word.lower and bool(told) and all(reading.number != number for reading in told)


def _near(sentence: SentenceView, words: Sequence[Token], number: str) -> Iterator[Fault]:
    """Find "les autorités a"."""
    place = next((at for at, word in enumerate(words[:_NEAR]) if _disagrees(word, number)), None)
    if place is None or place < 2 or not in_a_row(words[: place + 1]):
        return
    phrase, verb = words[1:place], words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    if _is_no_verb(verb, after, sentence) or not all(_is_noun_part(word, number) for word in phrase):
        return
    subject = sentence.printed(words[0], phrase[-1])
    yield _found(words[0], verb, subject, number, "near", Message("Nothing stands between the subject and its verb."))


def _far(sentence: SentenceView, words: Sequence[Token]) -> Iterator[Fault]:
    """Find "la hausse des prix de l'énergie ont": the verb agrees with the nearest noun, not with its subject."""
    if len(words) < 5 or words[2].folded not in DE_FORMS or not words[1].joined or _is_quantity(words[1]):
        return
    head = words[1]
    if head.folded[-1] in "sxz":
        return
    for place in range(2, min(len(words), _FARTHEST)):
        word = words[place]
        if not word.joined:
            return
        if place > 3 and _disagrees(word, "s"):
            subject = sentence.printed(words[0], head)
            yield _found(
                words[0],
                word,
                subject,
                "s",
                "far",
                Message("“{subject}” is the subject; what follows only says of what.", subject=subject),
            )
            return
        if word.folded not in _LINKS and not word.capitalised and not _may_be_noun(word):
            return


def _over_clause(sentence: SentenceView, words: Sequence[Token], number: str) -> Iterator[Fault]:
    """Find "Les syndicats, qui dénoncent la réforme, a appelé": the clause between the commas is no subject."""
    marks = [place for place, word in enumerate(words) if place and not word.joined]
    if len(marks) < 2 or any(words[place].gap.strip() != "," for place in marks[:2]) or marks[0] not in {2, 3}:
        return
    phrase, verb = words[1 : marks[0]], words[marks[1]]
    if words[marks[0]].folded != "qui" or not _disagrees(verb, number) or not _is_noun_part(phrase[0], number):
        return
    if any(is_time(word.folded) or word.capitalised for word in phrase):
        return
    if _is_no_verb(verb, words[marks[1] + 1] if marks[1] + 1 < len(words) else None, sentence):
        return
    subject = sentence.printed(words[0], phrase[-1])
    yield _found(
        words[0],
        verb,
        subject,
        number,
        "over-clause",
        Message("Between the commas more is said of “{subject}”; the verb behind them is its own.", subject=subject),
    )


def _over_relative(sentence: SentenceView, words: Sequence[Token], number: str) -> Iterator[Fault]:
    """Find "les hommes qui sont venus est partis": the clause has its verb, and the one behind it is the subject's own."""
    opens = next((place for place, word in enumerate(words[:_NEAR]) if word.folded == "qui"), None)
    if opens is None or opens < 2 or not all(_is_noun_part(word, number) for word in words[1:opens]):
        return
    for place in range(opens + 1, len(words) - 1):
        verb, inside = words[place], words[opens + 1 : place]
        if not verb.joined or verb.folded in COMPLEMENTISERS | JOINERS:
            return
        if _disagrees(verb, number) and _has_verb(inside, number):
            if not _is_place_name(inside[-1], verb) and _leads_participle(words[place + 1 :]):
                subject = sentence.printed(words[0], words[opens - 1])
                reason = Message(
                    "What stands behind “qui” only says of whom; “{subject}” is the subject.", subject=subject
                )
                yield _found(words[0], verb, subject, number, "relative", reason)
            return


def _has_verb(words: Sequence[Token], number: str) -> bool:
    """Say whether a clause behind "qui" has a verb that agrees with what it is said of, and something behind it."""
    return any(
        r.person == 3 and r.number == number and r.mood in {INDICATIVE, CONDITIONAL}
        for word in words[:-1]
        if not word.reads(NOUN)
        for r in word.finite
    )


def _is_place_name(before: Token, verb: Token) -> bool:
    """Tell "la côte est" and "vers l'est" from a verb."""
    if not verb.only("verb"):
        return before.reads(NOUN) or before.reads(DETERMINER) or before.reads(PREPOSITION) or before.capitalised
    return before.reads(DETERMINER) or before.reads(PREPOSITION)


def _leads_participle(words: Sequence[Token]) -> bool:
    follows = next((word for word in words if not (word.folded in MIDDLE_ADVERBS and word.joined)), None)
    return follows is not None and follows.joined and bool(follows.past_participles)


def _is_quantity(word: Token) -> bool:
    return word.folded in QUANTITIES or any(reading.lemma in QUANTITIES for reading in word.readings)


def _may_be_noun(word: Token) -> bool:
    if any(word.reads(pos) for pos in (DETERMINER, PRONOUN, PREPOSITION, CONJUNCTION)):
        return False
    return (
        bool(word.readings)
        and is_known(word.folded, "fr")
        and verbal(word) <= VERBAL
        and not word.only("verb", mood=INDICATIVE)
    )


def _is_noun_part(word: Token, number: str) -> bool:
    """Say whether a word is a noun or its adjective in a number, and nothing that a verb may agree with otherwise."""
    if word.capitalised or is_time(word.folded) or _is_quantity(word):  # a title: "Les Échos a révélé"
        return False
    known = word.folded in shipped_counts().forms
    return known and (word.folded[-1] in "sxz") == (number == "p") and _may_be_noun(word)


def _is_no_verb(verb: Token, after: Token | None, sentence: SentenceView) -> bool:
    """Tell "les côtés est et ouest", "les voyelles a et o" and "peut-on" from a verb."""
    follows = after.folded if after is not None else ""
    if verb.text == "est":
        return follows in {"et", "ou"} or follows in DE_FORMS
    if verb.text == "a":
        mark = sentence.text[verb.span.end : verb.span.end + 1]
        return follows in JOINERS | {"à", "b"} or not follows or mark in {",", ")", "."}
    return follows.startswith("-")


def _found(first: Token, verb: Token, subject: str, number: str, branch: str, reason: Text) -> Fault:
    other = "s" if number == "p" else "p"
    message = Message(
        "“{subject}” is {number}; “{verb}” is {other}",
        subject=subject,
        number=NUMBERS[number],
        verb=verb.text,
        other=NUMBERS[other],
    )
    return Fault(covering(first, verb), message, None, reason, branch)
