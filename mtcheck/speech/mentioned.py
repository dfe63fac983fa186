"""Words that are mentioned, not used: an expression that the text speaks of, a title, what a correction says was wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mtcheck.records import Passage, Span
from mtcheck.text.marks import quoted_passages

_NOUN = (
    r"(?:expressions?|termes?|mots?|locutions?|formules?|formulations?|vocables?|anglicismes?|calques?|néologismes?"
    r"|traductions?|tournures?|graphies?|orthographes?|coquilles?|faux[ -]amis?|fautes?|erreurs?|contresens|barbarismes?"
    r"|syntagmes?|adjectifs?|verbes?|substantifs?|rendus?|équivalents?|versions?|mentions?|entrées?|rubriques?"
    r"|mots?[ -]clés?|mots?-dièse|hashtags?)"
)
_TITLE = (
    r"(?:films?|livres?|romans?|essais?|chansons?|albums?|séries?|émissions?|pièces?|nouvelles?|recueils?|tableaux?"
    r"|documentaires?|podcasts?|articles?|reportages?|titres?|intitulée?s?|titrée?s?|sous-titrée?s?|exposition|spectacle"
    r"|opéra|poèmes?|morceaux?|jeu|jeux|chapitres?)"
)
_TO_WRITE = r"(?:bien\s)?(?:écrire|lire|dire|traduire(?:\spar)?)"
_WRITTEN = r"(?:orthographiée?s?|traduite?s?|rendue?s?|remplacée?s?|corrigée?s?|remplacer|remplacez|lire|lisez|écrivez)"
_HEAD = re.compile(
    rf"\b(?:{_NOUN}(?:\s(?:[^\W\d_]+\s){{0,2}}|\s?[:,]?\s?)"
    rf"|(?:faut|faudrait|fallait|doit|devait|peut|pouvait|lire|d['’]|à|de|pour|et)\s{_TO_WRITE}"
    rf"|écrite?s?\s(?:comme|à\stort|par\serreur|ainsi)|{_WRITTEN}(?:\s(?:par|en|comme|à\stort|par\serreur|ainsi))?"
    r"|et\snon(?:\spas)?|et\spas|au\slieu\sde|plutôt\sque|en\slieu\set\splace\sde)[\s:,]*$",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b{_TITLE}[\s:,]*$", re.IGNORECASE)
_BEING = r"(?:n['’])?(?:est|était|serait|sont|étaient|constitue|a\sété)"
_TAIL = re.compile(
    rf"\s?,?\s(?:{_BEING}\s(?:[^\W\d_]+['’\s]+){{0,4}}?(?:{_NOUN}|fauti(?:f|ve)s?|incorrecte?s?|impropres?|traduite?s?"
    r"|remplacée?s?|corrigée?s?|mal\s(?:dit|formé|traduit))\b|signifie|veut\sdire|voulait\sdire|désigne|ne\sse\sdit"
    r"|se\sdit|s['’]écrit|se\straduit|n['’]existe\spas|ne\sveut\srien|ne\ssignifie|au\slieu\sd|pour\straduire)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\W*(?:rectificatif|erratum|errata|corrections?|précisions?|mise au point|note de la rédaction|ndlr|à nos lecteurs)\b"
    r"|[^.\n]{0,120}\b(?:version (?:précédente|antérieure|initiale) de (?:cet|cette|notre)|par erreur|à tort)\b",
    re.IGNORECASE,
)
_REACH = 80  # code points before and behind a mark


def mentioned_words(text: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
    """Find the marked words that a text speaks of.

    Args:
        text: The document.
        passages: Those that are read.

    Returns:
        What stands between marks, in order. Words that are only set apart ("un « feu cessé » a été signé") are used.
    """
    spans = [passage.span for passage in passages]
    found: list[Span] = []
    for span, stretches in zip(spans, quoted_passages(text, spans), strict=True):
        correction = bool(stretches) and _CORRECTION.match(text, span.start, span.end) is not None
        for stretch in stretches:
            if stretch.opening is None or stretch.closing is None:
                continue
            head = text[max(span.start, stretch.opening.start - _REACH) : stretch.opening.start]
            words = stretch.span.of(text)
            titled = words[:1].isupper() and _TITLED.search(head)
            if correction or titled or _HEAD.search(head) or _TAIL.match(text, stretch.closing.end, span.end):
                found.append(stretch.span)
    return tuple(found)
