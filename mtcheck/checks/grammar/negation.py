"""MT416: negations that have lost one of their halves."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, in_a_row
from mtcheck.french.classes import (
    COORDINATORS,
    JOINERS,
    NE,
    NEGATIVE_DETERMINERS,
    NEGATIVE_PRONOUNS,
    NUMBERED_AUXILIARIES,
    QUE,
    RELATIVES,
    SUBORDINATORS,
    THIRD_PERSON,
)
from mtcheck.french.elision import before
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message, Text
from mtcheck.records import Category, Severity, Span

RULE = Rule(
    "MT416",
    "grammar.negation",
    Category.GRAMMAR,
    Severity.MINOR,
    "A negative word has no “ne” before the verb of its clause.",
    "*No incident was reported* has one negative word, French two: “aucun incident n'a été signalé”. In speech “ne” falls before "
    "“pas”, but never behind “aucun” or “personne” as the subject of a written sentence.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 1014 (aucun, personne, rien avec ne).",
    (
        Example("Aucun incident majeur a été signalé par les observateurs.", "a"),
        Example("Vingt patients ont été hospitalisés, personne a succombé à ce stade.", "a"),
        Example("Le maire assure que rien est décidé pour l'instant.", "est"),
        Example("Nul accord est attendu avant la fin du sommet.", "est"),
        Example("Aucune des victimes avait été identifiée mardi soir.", "avait"),
        Example("Il y a aucune preuve de fraude, selon le juge.", "y a aucune"),
        Example("Aucun incident n'a été signalé, personne n'est mort, et rien n'avait changé."),
        Example("Il est parti sans qu'aucun témoin ait parlé, sans que personne ait rien vu."),
        Example("Une personne a succombé."),
        Example("Chaque personne est prise en charge."),
        Example("Cette personne avait raison."),
        Example("Aucun doute, il a gagné."),
        Example("Aucune idée de ce qui est arrivé."),
        Example("Rien à dire : il a raison."),
        Example("Rien que cette année, il a gagné deux fois."),
        Example("Un rien est de trop, et le moins que rien a parlé."),
        Example("Aucun reste humain n'a été retrouvé, et aucune ville de l'est n'est tombée."),
        Example("Trois prix et aucun échec est rare."),
        Example("Aucune ville de la côte est n'a cédé, et, en tant que personne a priori neutre, il se tait."),
        Example("Aucun commentaire, a-t-il dit."),
        Example("Plus qu'aucun autre, il a changé le pays."),
        Example("Mieux que personne, il est au fait du dossier."),
        Example("Plus que tout ou rien, c'est à prendre."),
    ),
)
_JOINING = (COORDINATORS | SUBORDINATORS | {"où"}) - {"ou", "ni"}
_COMPARING = frozenset(
    "plus moins mieux autant pire sans avant jamais tout aussi plutôt davantage meilleur autre sauf".split()
)
_ELSEWHERE = RELATIVES | NE | JOINERS | {"ce", "si"} | {"à", "pour"} | {"sauf"}
_NOT_DENYING = QUE | {"si", "s'"} | {"sans"}  # "sans qu'il ait aucun doute", "s'il a aucun droit"
_VERBS = (*NUMBERED_AUXILIARIES, "rester", "exister")
_REACH = 7  # words from the negative word to its verb
_REASON = Message("One half of the negation is missing.")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "aucun incident a été signalé" and "il y a aucune preuve"."""
    for place, word in enumerate(sentence.words[:-1]):
        if word.folded in NEGATIVE_DETERMINERS | NEGATIVE_PRONOUNS and _opens_clause(sentence, place):
            yield from _as_subject(sentence, place)
        elif word.folded in NEGATIVE_DETERMINERS and word.folded.startswith("a") and place > 1:
            yield from _as_object(sentence, place)


def _opens_clause(sentence: SentenceView, place: int) -> bool:
    """Say whether a negative word is the subject: it stands at the start, behind a comma or behind a conjunction."""
    if place == 0:
        return True
    words = sentence.words
    if not words[place].joined:
        return words[place].gap.strip() == ","
    lead = words[place - 1].folded
    if lead in {"et", "mais"} and not any(_finite(word) for word in words[: place - 1]):
        return False  # "dix victoires et aucune défaite est un bilan"
    return lead in _JOINING and not {word.folded for word in sentence.before(place, 3)} & _COMPARING


def _finite(word: Token) -> bool:
    return (bool(word.finite) and not word.reads("noun")) or word.is_finite_of("être", "avoir")


def _as_subject(sentence: SentenceView, place: int) -> Iterator[Fault]:
    words, subject = sentence.words, sentence.words[place]
    for at in range(place + 1, min(place + _REACH, len(words))):
        word = words[at]
        if not word.joined or word.folded in _ELSEWHERE:
            return
        if not _is_verb(sentence, place, at):
            if subject.folded in NEGATIVE_PRONOUNS:  # its verb follows at once, or it is no subject
                return
            continue
        score = at == place + 1 and subject.folded.startswith("nul")  # "le match nul est logique"
        if score or sentence.text[word.span.end : word.span.end + 1] in tuple("-'’"):
            return
        seen = sentence.printed(subject, word)
        message = Message("“{subject}” as the subject asks for “ne”", subject=subject.text)
        yield _found(sentence, word.span, message, Message("“{seen}”: one half of the negation is missing.", seen=seen))
        return


def _is_verb(sentence: SentenceView, place: int, at: int) -> bool:
    """Tell a verb from "l'est", "la côte est n'a", "a priori" and "aucun reste"."""
    word = sentence.words[at]
    if not word.lower or not word.is_finite_of(*_VERBS) or (word.folded == "reste" and at == place + 1):
        return False
    return (
        sentence.words[at - 1].folded not in {"l'", "d'"}
        and sentence.after(at) not in NE
        and not sentence.after(at).endswith("iori")
    )


def _as_object(sentence: SentenceView, place: int) -> Iterator[Fault]:
    """Find "il a aucune preuve": behind a pronoun and its verb."""
    words = sentence.words
    verb, none = words[place - 1], words[place]
    start = place - 3 if words[place - 2].folded == "y" else place - 2
    if start < 0 or words[start].folded not in THIRD_PERSON or not (verb.lower and verb.is_finite_of("avoir", "être")):
        return
    if in_a_row(words[start : place + 1]) and not {word.folded for word in sentence.before(start, 3)} & _NOT_DENYING:
        span = covering(words[start + 1], none)  # "y" stands between "ne" and the verb
        yield _found(sentence, span, Message("“{none}” asks for “ne” before the verb", none=none.text), _REASON)


def _found(sentence: SentenceView, span: Span, message: Text, reason: Text) -> Fault:
    return Fault(span, message, before("ne", span.of(sentence.text)), reason)
