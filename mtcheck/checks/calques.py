"""MT4090: fixed phrases, days, years and comparisons put word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import WEEKDAYS, is_time
from mtcheck.french.forms import is_infinitive
from mtcheck.language.messages import Message, Text
from mtcheck.patterns.forms import FormIndex, compile_form
from mtcheck.patterns.loading import shipped_patterns
from mtcheck.patterns.schema import Kind, Pattern
from mtcheck.records import Category, Evidence, Severity, Span

CALQUE = Rule(
    "MT4090",
    "style.word-for-word",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    "A fixed phrase, a day, a year or an amount is put as English puts it.",
    "“on condition of anonymity”, “on Monday”, “more than 300” have set counterparts in French, and none of them is "
    "what the words are one by one.",
    "MQM Fluency/Unidiomatic; Vinay and Darbelnet (1958), calque.",
    (
        Example("La société a indiqué que c'était en pourparlers avec deux banques.", "c'était en pourparlers"),
        Example("Le pays a déclaré que c'était disposé à reprendre le dialogue.", "c'était disposé"),
        Example(
            "Le ministre a déclaré que c'était en négociant que l'on avance, et que c'était favorablement accueilli."
        ),
        Example("L'entreprise a été fondée dans 2019 par deux étudiants.", "dans 2019"),
        Example("La loi a été votée dans mars 2019 par les députés.", "dans mars 2019"),
        Example("Le séisme a tué plus que 300 personnes dans la région.", "plus que 300"),
        Example(
            "Un diplomate, parlant sur la condition d'anonymat, a confirmé le texte.", "sur la condition d'anonymat"
        ),
        Example(
            "Il ne reste plus que 300 habitants dans 2000 villages, dit-on sur lundimatin, à condition d'anonymat."
        ),
        Example("Le ministre a été reçu sur vendredi par son homologue.", "sur vendredi"),
        Example("Le joueur est attendu à manquer trois matchs.", "est attendu à manquer"),
        Example("Lundi, le jour quand le conseil a voté, il était absent.", "le jour quand"),
        Example("Il est attendu à Paris et à dîner. Il riait, un jour, quand elle entra."),
        Example("Il s'est avéré à être le beau-frère de la victime.", "avéré à être"),
        Example("L'usine est encore sous construction près de Valence.", "sous construction"),
        Example("La conversation est venue un jour après le sommet.", "est venue un jour après"),
        Example("Le ministre est venu deux jours après le sommet, et la réponse est venue trois jours après."),
        Example("Selon au moins deux témoins, il est cité comme ayant vu le temps moyen, à commencer par lundi."),
        Example("Le match est reporté sur lundi. Retour sur jeudi. Dans la nuit de vendredi sur samedi."),
        Example(
            "Plus que dix jours avant les Jeux ! Une image vaut plus que mille mots. Il restait plus que deux places."
        ),
        Example("Dans 1984, le roman, il est le même comme au premier jour, dans 2000 des 3000 communes."),
        Example("La réunion est reportée de jeudi à vendredi, et empiète sur samedi et dimanche."),
        Example("L'inflation a ralenti pour le cinquième mois dans une rangée.", "dans une rangée"),
        Example("Ce n'est pas jusqu'à ce que la police arrive que l'on a su.", "n'est pas jusqu'à ce que"),
        Example("Les fresques sont dans bonne condition malgré la crue.", "dans bonne condition"),
        Example("C'est un bon projet, elle est allée sur dire à la presse.", "est allée sur dire"),
        Example("Le tireur est cru avoir quitté le pays.", "est cru avoir"),
        Example("« Non », a cité le porte-parole comme disant par une agence.", "cité le porte-parole comme disant"),
        Example(
            "Il gagne 3,4 milliards de dollars, arrive le 12 mars à 15 h 15 et s'assoit dans une rangée de chaises."
        ),
        Example("Un diplomate, parlant sous couvert d'anonymat, a confirmé plus de 300 morts en 2019."),
    ),
)
_COME = frozenset({"venu", "venue", "venus", "venues"})
_UNITS = frozenset("jour heure semaine mois an année minute".split())
_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
_COUNTING = frozenset("à ou de des autres et".split())
_DISTANCES = frozenset("mètre mètres kilomètre kilomètres point points place places".split())
_LARGE = frozenset("trente quarante cent mille".split())
_EVENTS = frozenset("conversation appel entretien visite rencontre réunion arrestation attaque frappe".split())
_SAID = frozenset("dit déclaré affirmé indiqué annoncé précisé assuré ajouté expliqué estimé confirmé souligné".split())
# What only somebody can be.
_STATES = frozenset("disposé déterminé préoccupé inquiet favorable convaincu reconnaissant confiant engagé".split())
_DENYING = frozenset({"ne", "n'", "non", "rien", "pas"})
# Words behind which a phrase is sound after all: "le même comme au premier jour", "dans le temps moyen de réponse".
_SOUND_BEFORE = frozenset("moins plus passé au si avant toujours de d' du des qui quoi laquelle lequel".split())
_MOVED = frozenset(
    """décaler décalé jouer reporter reporté empiéter déborder étaler miser concentrer concentré tomber retour focus cap zoom
    prévision prévisions compter basculer repousser glisser tombe""".split()
)
_TITLES = frozenset({"1900", "1917", "1984", "1985", "2001", "2046"})  # of novels and films
_OUTDOING = frozenset(
    "rester valoir dire savoir peser coûter gagner manger travailler rapporter compter plaire durer".split()
)
_RUNS = frozenset("fois victoire défaite match trimestre séance soir nuit saison titre but".split())
_CITED = frozenset("cité citée cités citées".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})*|deux|trois|quatre|cinq|six|sept|huit|dix|vingt|trente|quarante|cent|mille"
)


@dataclass(frozen=True)
class CalqueCheck:
    """Reports phrases put word for word."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT4090."""
        return (CALQUE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            yield from _fixed(words, text)
            for index, word in enumerate(words[:-1]):
                if word.folded in {"sur", "dans", "plus", "moins"}:
                    yield from _counted(words, index, text)
                if word.folded == "c'" and index > 1:
                    yield from _said_of_itself(words, index, text)
                if word.folded in _EXPECTED and index:
                    yield from _expected(words[index - 1 : index + 3], text)
                if word.folded in _COME and index > 1:
                    yield from _came(words, index, text)
                if word.folded == "dans" and index:
                    yield from _in_a_row(words[index - 1 : index + 3], text)
                if word.folded == "comme" and index > 1:
                    yield from _quoted_as(words, index, text)


@cache
def _phrases() -> tuple[tuple[Pattern, ...], FormIndex]:
    patterns = shipped_patterns(Kind.CALQUE)
    forms = [(number, compile_form(form)) for number, pattern in enumerate(patterns) for form in pattern.forms]
    return patterns, FormIndex(forms)


def _fixed(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find the phrases that are listed as calques."""
    patterns, index = _phrases()
    found = sorted(index.find(words, text), key=lambda item: (item.first, -item.last))
    end = 0
    for item in found:
        follows = words[item.last].folded if item.last < len(words) else ""
        if item.first >= end and follows not in _SOUND_BEFORE:
            end = item.last
            span, right = item.span, patterns[item.owner].french[0]
            capital = right[0].upper() + right[1:] if words[item.first].text[0].isupper() else right
            yield _verdict(
                span,
                Message("“{printed}” is English, word for word", printed=span.of(text)),
                0.7,
                capital,
                Message("French says “{right}”.", right=right),
            )


def _counted(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find days, years and amounts."""
    word, second = words[index], words[index + 1]
    third = words[index + 2] if index + 2 < len(words) else None
    if text[word.span.end : second.span.start].strip():
        return
    opening = "En" if word.text[0].isupper() else "en"
    near = third is not None and not text[second.span.end : third.span.start].strip()
    span = Span(word.span.start, second.span.end)
    if word.folded == "sur" and second.text in WEEKDAYS and _is_day(words, index):
        yield _verdict(
            span,
            Message("French puts no preposition before the day"),
            0.65,
            second.text,
            Message("*on Monday*: “lundi”."),
        )
    elif word.folded == "dans" and second.text in _MONTHS and near and third and _YEAR.fullmatch(third.text):
        span = Span(word.span.start, third.span.end)
        right = f"{opening} {second.text} {third.text}"
        yield _verdict(
            span, Message("French says “en” before a month"), 0.65, right, Message("*in March 2019*: “en mars 2019”.")
        )
    elif word.folded == "dans" and _YEAR.fullmatch(second.text) and second.text not in _TITLES:
        if near and third and (third.content or third.folded in _COUNTING):
            return
        yield _verdict(
            span,
            Message("French says “en” before a year"),
            0.65,
            f"{opening} {second.text}",
            Message("*in 2019*: “en 2019”."),
        )
    elif second.folded == "que" and near and third and _COUNT.fullmatch(third.folded) and index + 3 < len(words):
        before = {other.folded for other in words[:index]}
        outdone = any(other.lemma in _OUTDOING for other in words[max(0, index - 3) : index])
        left = index == 0 or text[words[index - 1].span.end : word.span.start].strip() != ""  # "Plus que 3 semaines !"
        unit = is_time(words[index + 3].folded) or words[index + 3].folded in _DISTANCES
        small = third.folded[0].isalpha() and third.folded not in _LARGE  # "vaut plus que dix discours"
        if (
            words[index + 3].folded == "fois"
            or outdone
            or small
            or (left and (unit or index + 5 > len(words) or index))
        ):
            return
        if words[index + 3].content and not before & _DENYING and word.folded in {"plus", "moins"}:
            yield _verdict(
                Span(word.span.start, third.span.end),
                Message("“{word}” takes “de” before a number", word=word.text),
                0.6,
                f"{word.text} de {third.text}",
                Message("*more than 20*: “plus de 20”."),
            )


_EXPECTED = {"attendu": "devrait", "attendue": "devrait", "attendus": "devraient", "attendues": "devraient"}
_MEALS = frozenset("dîner déjeuner souper manger coucher".split())


def _expected(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "est attendu à manquer": *is expected to miss*."""
    if len(words) < 4:
        return
    be, expected, link, verb = words
    if (
        be.folded not in {"est", "sont"}
        or link.folded != "à"
        or not is_infinitive(verb.folded)
        or verb.folded in _MEALS
    ):
        return
    span = Span(be.span.start, verb.span.end)
    if not any(mark in span.of(text) for mark in ",;:()"):
        right = f"{_EXPECTED[expected.folded]} {verb.text}"
        yield _verdict(
            span,
            Message("One is expected somewhere, not to do something"),
            0.65,
            right,
            Message("*is expected to miss*."),
        )


def _is_day(words: Sequence[GlossedWord], index: int) -> bool:
    """Say whether "sur" leads to the day of what is told, and to nothing that is moved or stretched to it."""
    near = [word for word in words[max(0, index - 2) : index + 4] if word is not words[index + 1]]
    if any(word.folded in WEEKDAYS for word in near):
        return False
    return not any(word.lemma in _MOVED or word.folded in _MOVED for word in words[max(0, index - 3) : index])


def _said_of_itself(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "l'entreprise a déclaré que c'était prêt à": *it* is the speaker, and "ce" cannot be ready, worried or in talks."""
    if words[index - 1].folded != "que" or words[index - 2].folded not in _SAID or index + 3 >= len(words):
        return
    be, first, second = words[index + 1 : index + 4]
    state = first.folded in _STATES or (first.folded == "en" and second.folded in {"pourparlers", "négociations"})
    if be.folded not in {"est", "était", "serait"} or not state:
        return
    if second.folded == "par":  # "c'était déterminé par la température"
        return
    last = second if first.folded == "en" else first
    span = Span(words[index].span.start, last.span.end)
    if any(mark in text[words[index - 2].span.start : span.end] for mark in ",;:()«»"):
        return
    reason = Message("*it said it was ready*: the pronoun stands for who speaks, “il” or “elle”.")
    yield _verdict(
        span,
        Message("“ce” cannot be “{words}”: who speaks is", words=text[first.span.start : last.span.end]),
        0.65,
        None,
        reason,
    )


def _came(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "l'appel est venu un jour après": *came a day after*, said of what happens, not of people."""
    be, subject, rest = words[index - 1], words[index - 2], [word.folded for word in words[index + 1 : index + 4]]
    if be.folded not in {"est", "sont", "était", "étaient"} or len(rest) < 3 or rest[2] != "après":
        return
    if subject.lemma not in _EVENTS or rest[1].rstrip("s") not in _UNITS:
        return
    span = Span(be.span.start, words[index + 3].span.end)
    if not any(mark in span.of(text) for mark in ",;:()«»"):
        right = (
            f"{'a' if be.folded in {'est', 'était'} else 'ont'} eu lieu {text[words[index + 1].span.start : span.end]}"
        )
        yield _verdict(
            span,
            Message("Of an event French says “avoir lieu” or “intervenir”"),
            0.55,
            right,
            Message("*came a day after*."),
        )


def _in_a_row(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "le cinquième mois dans une rangée": *in a row*."""
    if [word.folded for word in words[1:]] != ["dans", "une", "rangée"]:
        return
    if words[0].lemma in _UNITS or words[0].folded.rstrip("s") in _UNITS | _RUNS:
        span = Span(words[1].span.start, words[-1].span.end)
        yield _verdict(
            span,
            Message("“{printed}” is English, word for word", printed=span.of(text)),
            0.8,
            "d'affilée",
            Message("*in a row*: “d'affilée”."),
        )


def _quoted_as(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "cité comme disant": *quoted as saying*."""
    told = words[index + 1].folded in {"disant", "déclarant"}
    cited = next((word for word in words[max(0, index - 8) : index] if word.folded in _CITED), None)
    if told and cited is not None:
        span = Span(cited.span.start, words[index + 1].span.end)
        if not any(mark in span.of(text) for mark in ",;:()«»"):
            yield _verdict(
                span,
                Message("One is quoted, but not “as saying”"),
                0.7,
                None,
                Message("*was quoted as saying*: “a déclaré, selon …”."),
            )


def _verdict(span: Span, message: Text, confidence: float, suggestion: str | None, reason: Text) -> Verdict:
    return Verdict(CALQUE, span, message, confidence, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
