"""Words that are mentioned, not used: an expression that the text speaks of, a title, what a correction says was wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mtcheck.records import Passage, Span
from mtcheck.text.marks import quoted_passages

_NOUN = (
    r"(?:expressions?|termes?|mots?|locutions?|formules?|formulations?|vocables?|anglicismes?|calques?|néologismes?|traductions?|tournures?"
    r"|graphies?|orthographes?|coquilles?|faux[ -]amis?|fautes?|erreurs?|contresens|barbarismes?|syntagmes?|adjectifs?|verbes?|substantifs?"
    r"|rendus?|équivalents?|versions?|mentions?|entrées?|rubriques?|mots?[ -]clés?|mots?-dièse|hashtags?)"
)
_TITLE = (
    r"(?:films?|livres?|romans?|essais?|chansons?|albums?|séries?|émissions?|pièces?|nouvelles?|recueils?|tableaux?|documentaires?|podcasts?"
    r"|articles?|reportages?|titres?|intitulée?s?|titrée?s?|sous-titrée?s?|exposition|spectacle|opéra|poèmes?|morceaux?|jeu|jeux|chapitres?)"
)
_HEAD = re.compile(
    rf"\b(?:{_NOUN}(?:[ \u00a0](?:[^\W\d_]+[ \u00a0]){{0,2}}|[ \u00a0]?[:,]?[ \u00a0]?)"
    r"|(?:faut|faudrait|fallait|doit|devait|peut|pouvait|lire|d['’]|à|de|pour|et)[ \u00a0](?:bien[ \u00a0])?(?:écrire|lire|dire|traduire(?:[ \u00a0]par)?)"
    r"|écrite?s?[ \u00a0](?:comme|à[ \u00a0]tort|par[ \u00a0]erreur|ainsi)|(?:orthographiée?s?|traduite?s?|rendue?s?|remplacée?s?|corrigée?s?|remplacer|remplacez|remplaçait|lire|lisez|écrivez)"
    r"(?:[ \u00a0](?:par|en|comme|à[ \u00a0]tort|par[ \u00a0]erreur|ainsi))?"
    r"|(?:et[ \u00a0]non(?:[ \u00a0]pas)?|et[ \u00a0]pas|au[ \u00a0]lieu[ \u00a0]de|plutôt[ \u00a0]que|en[ \u00a0]lieu[ \u00a0]et[ \u00a0]place[ \u00a0]de)"
    r")[ \u00a0:,]*$",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b{_TITLE}[ \u00a0:,]*$", re.IGNORECASE)
_TAIL = re.compile(
    rf"[ \u00a0]?,?[ \u00a0](?:(?:n['’])?(?:est|était|serait|sont|étaient|constitue|a[ \u00a0]été)[ \u00a0](?:[^\W\d_]+['’ \u00a0]+){{0,4}}?"
    rf"(?:{_NOUN}|fauti(?:f|ve)s?|incorrecte?s?|impropres?|traduite?s?|remplacée?s?|corrigée?s?|mal[ \u00a0](?:dit|formé|traduit))\b"
    r"|signifie|veut[ \u00a0]dire|voulait[ \u00a0]dire|désigne|ne[ \u00a0]se[ \u00a0]dit|se[ \u00a0]dit|s['’]écrit|se[ \u00a0]traduit"
    r"|n['’]existe[ \u00a0]pas|ne[ \u00a0]veut[ \u00a0]rien|ne[ \u00a0]signifie|au[ \u00a0]lieu[ \u00a0]d|pour[ \u00a0]traduire)",
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
