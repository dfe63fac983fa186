"""MT4133: a point before decimals, or a comma between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import SPACE, in_french, rule, verdict
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4133",
    "locale.figure",
    "A figure has a point before its decimals, or a comma between its thousands.",
    "French puts a comma before decimals and a space between thousands.",
    Example("L'usine doit créer 8,500 emplois dans la région.", "8,500 emplois"),
    Example("L'indice a terminé à 5,886.55 points.", "5,886.55"),
    Example("L'inflation a ralenti à 2.3 % sur un an.", "2.3 %"),
    Example("La version 2.3 est sortie, l'article 1.250 aussi."),
    Example("L'échantillon pèse 8,500 kg, soit 0,125 %, et l'on compte 2,075 enfants par femme."),
    Example("L'indice a gagné 2,3 % à 5 886,55 points ; 8 500 emplois sont menacés."),
)
_DECIMALS = re.compile(
    rf"(?<![\d.,$£€/-])(?P<whole>\d{{1,3}}(?:,\d{{3}})+)\.(?P<part>\d{{1,2}})(?![\d.]*\d)"
    rf"|(?<![\d.,$£€/-])(?P<short>\d+)\.(?P<digits>\d{{1,2}})(?P<unit>{SPACE}?%|{SPACE}(?:millions?|milliards?)\b)"
)
# No decimals: they would be people or things, or end in 00.
_COUNTED = (
    "personnes|soldats|militaires|policiers|emplois|postes|habitants|logements|salariés|employés|hommes|femmes|enfants|morts|"
    "blessés|migrants|réfugiés|manifestants|élèves|étudiants|foyers|maisons|bâtiments|véhicules|navires|membres|victimes|cas|"
    "exemplaires|entreprises|électeurs|voix|spectateurs|visiteurs|touristes|drones|missiles|détenus|prisonniers"
)
_THOUSANDS = re.compile(
    rf"(?<![\d.,$£€/-])(?P<number>[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}|[1-9]\d{{0,2}}"
    rf",\d{{3}}(?={SPACE}(?:{_COUNTED})\b(?! par )))(?![\d.,]*\d)"
)


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find decimal points and thousands set off by commas.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _DECIMALS.finditer(text, span.start, span.end):
        number = f"{found['whole']}.{found['part']}" if found["whole"] else f"{found['short']}.{found['digits']}"
        right = in_french(number) + (found["unit"] or "")
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French writes a comma before decimals"),
            right,
            Message("*2.3%*: “2,3 %”."),
        )
    for found in _THOUSANDS.finditer(text, span.start, span.end):
        right = found["number"].replace(",", "\u00a0")
        yield verdict(
            RULE,
            Span(*found.span()),
            Message("French puts a space between thousands; a comma opens decimals"),
            right,
            Message("*8,500*: “8 500”."),
        )
