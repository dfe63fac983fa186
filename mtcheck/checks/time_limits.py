"""Time limits and records put word for word: *by Friday*, *by the end of the month*, *its highest in ten years*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.checks.found import Found
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.classes import WEEKDAYS, is_time
from mtcheck.records import Span

_BEGINNING = frozenset("commencer débuter finir terminer passer remplacer clore achever conclure suivre".split())
_DUE = re.compile(
    r"(?:promis|attend|prév|livr|achev|conclu|finalis|remis|adopt|sign|vot|ratifi|entr|termin|boucl|publi|ouv|fourni|pr[êe]t)"
    r"(?:e|es|er|é|ée|és|ées|u|ue|us|ues|i|ie|is|ir|re|ert|erte|ertes|erts|ts?|tes?)?"
)
_END_OF = ("la", "fin")
_DEADLINES = frozenset(
    "année mois semaine journée été hiver automne printemps trimestre semestre décennie siècle an".split()
)
_ARTICLES = frozenset("le la les l' un une".split())
_COMING_YEAR = re.compile(r"20[2-9]\d")
_REFLEXIVE = frozenset({"s'", "se"})


def time_limits(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Found]:
    """Find what "par" or "pour" tells of time as English would.

    Args:
        words: Of the sentence.
        index: Of the preposition, not the first word.
        text: The document.
    """
    if words[index].folded == "pour":
        if index > 2:
            yield from _highest(words, index, text)
    elif index + 1 < len(words) and words[index + 1].text in WEEKDAYS:
        yield from _by_day(words[index - 1 : index + 2], text)
    elif index < 2 or words[index - 2].folded not in _REFLEXIVE:  # "le roman s'ouvre par la fin de l'été"
        yield from _by_the_end(words[index - 1 : index + 6], text)


def _by_day(words: Sequence[GlossedWord], text: str) -> Iterator[Found]:
    """Find "s'exprimer par vendredi": *by Friday*; "deux par vendredi" is a number each."""
    before, link, day = words
    if before.lemma in _BEGINNING or before.folded.endswith(
        ("s", "x")
    ):  # "à commencer par lundi", "dix dossiers par vendredi"
        return
    if before.folded[0].isdigit() or before.folded in {"fois", "un", "une", "deux", "trois"} or is_time(before.folded):
        return
    if not text[link.span.end : day.span.start].strip():
        right = f"d'ici à {day.text}"
        yield Found(
            Span(link.span.start, day.span.end), "Of a time limit French says “d'ici à”", 0.6, right, "*by Friday*."
        )


def _by_the_end(words: Sequence[GlossedWord], text: str) -> Iterator[Found]:
    """Find "attendues par 2028" and "promises par la fin du mois": *by*, of a time limit."""
    before, link, *rest = words
    forms = [word.folded for word in rest]
    if not rest or text[link.span.end : rest[0].span.start].strip() or not _DUE.fullmatch(before.folded):
        return
    if _COMING_YEAR.fullmatch(rest[0].text):
        follows = text[rest[0].span.end : rest[1].span.start].strip() if len(rest) > 1 else "."
        if follows:  # "signé par 2050 élus"
            right = f"d'ici à {rest[0].text}"
            span = Span(link.span.start, rest[0].span.end)
            yield Found(span, "Of a time limit French says “d'ici à”", 0.65, right, "*by 2028*.")
    elif tuple(forms[:2]) == _END_OF and len(forms) > 3 and forms[2] in {"de", "du", "d'"}:
        last = next((word for word in rest[3:] if word.folded not in {"la", "l'"}), None)
        if last is not None and (last.folded in _DEADLINES or _COMING_YEAR.fullmatch(last.text)):
            span = Span(link.span.start, last.span.end)
            right = f"d'ici à {text[rest[0].span.start : last.span.end]}"
            yield Found(span, "Of a time limit French says “d'ici”", 0.65, right, "*by the end of the month*.")


def _highest(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Found]:
    """Find "à son plus haut niveau pour dix ans": *its highest in ten years*."""
    place = index - 2 if words[index - 1].folded in {"niveau", "niveaux"} else index - 1
    if words[place].folded not in {"haut", "bas", "hauts"} or words[place - 1].folded != "plus":
        return
    rest = words[index + 1 : index + 5]
    unit = next(
        (number for number, word in enumerate(rest) if word.folded in {"ans", "mois", "semaines", "décennies"}), 0
    )
    behind = words[index + 2 + unit].folded if index + 2 + unit < len(words) else ""
    if (rest and rest[0].folded in _ARTICLES) or behind in {"de", "d'", "encore"}:
        return  # "le plus élevé pour les moins de vingt ans", "le plus bas pour douze mois d'engagement"
    if unit and not any(mark in text[words[place].span.start : rest[unit].span.end] for mark in ".,;:()"):
        right = f"depuis {text[rest[0].span.start : rest[unit].span.end]}"
        span = Span(words[index].span.start, rest[unit].span.end)
        yield Found(span, "A record is the first “depuis” a time", 0.7, right, "*the highest in ten years*.")
