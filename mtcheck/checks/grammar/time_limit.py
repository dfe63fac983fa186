"""MT4091: a time limit behind "par"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import (
    BEGINNING_VERBS,
    DE,
    DUE_VERBS,
    INDEFINITE_ARTICLES,
    NUMERALS,
    REFLEXIVES,
    WEEKDAYS,
    is_time,
)
from mtcheck.french.tokens import covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4091",
    "style.time-limit",
    Category.UNIDIOMATIC,
    Severity.MINOR,
    "A time limit stands behind “par”.",
    "*by Friday*, *by the end of the month* is “d'ici à vendredi”, “d'ici à la fin du mois”; “par” is no word of time.",
    "MQM Fluency/Unidiomatic; Grevisse, Le Bon Usage, § 1044.",
    (
        Example("Le ministre doit s'exprimer par vendredi.", "par vendredi"),
        Example("Les livraisons sont attendues par 2028.", "par 2028"),
        Example("Les armes promises par la fin du mois ne sont pas là.", "par la fin du mois"),
        Example("Une année marquée par la fin de l'année scolaire, un chantier achevé par la pluie."),
        Example("Il a reçu dix dossiers par vendredi, à commencer par lundi."),
        Example("Le texte a été signé par 2050 élus."),
        Example("Le roman s'ouvre par la fin de l'été."),
    ),
)
_COMING_YEAR = re.compile(r"20[2-9]\d")
_REASON = Message("*by Friday*, *by the end of the month*.")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "par vendredi", "attendues par 2028" and "promises par la fin du mois"."""
    words = sentence.words
    for place in range(1, len(words) - 1):
        by = words[place]
        if by.folded != "par" or not words[place + 1].joined:
            continue
        rest = words[place + 1 : place + 6]
        last = 0 if _is_day(sentence, place) else _end(sentence, place)
        if last is not None:
            right = f"d'ici à {sentence.printed(rest[0], rest[last])}"
            yield Fault(covering(by, rest[last]), Message("Of a time limit French says “d'ici à”"), right, _REASON)


def _is_day(sentence: SentenceView, place: int) -> bool:
    """Tell "s'exprimer par vendredi" from "deux par vendredi", a number each."""
    before = sentence.words[place - 1]
    if sentence.words[place + 1].text not in WEEKDAYS or before.is_verb(*BEGINNING_VERBS) or before.folded[-1] in "sx":
        return False
    number = before.folded[0].isdigit() or before.folded in NUMERALS | INDEFINITE_ARTICLES | {"fois"}
    return not number and not is_time(before.folded)


def _end(sentence: SentenceView, place: int) -> int | None:
    """Return the place of the last word of a limit behind a participle of what is due; None where there is none."""
    words, rest = sentence.words, sentence.words[place + 1 : place + 6]
    before = words[place - 1]
    due = before.is_verb(*DUE_VERBS) or before.reads("adjective", lemma="prêt")
    if not due or (place > 1 and words[place - 2].folded in REFLEXIVES):
        return None
    if _COMING_YEAR.fullmatch(rest[0].text):
        return 0 if sentence.mark_after(place + 1) else None  # "signé par 2050 élus"
    if len(rest) > 3 and rest[0].folded == "la" and rest[1].folded == "fin" and rest[2].folded in DE | {"du"}:
        last = 4 if rest[3].folded in {"la", "l'"} and len(rest) > 4 else 3
        return last if is_time(rest[last].folded) or _COMING_YEAR.fullmatch(rest[last].text) else None
    return None
