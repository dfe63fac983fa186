"""The phrases that name a speaker: "le maire de Lyon", "la ministre, Amélie de Montchalin,"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.french.verbs import has_verb
from mtcheck.speech.scene import Scene

DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
# A noun phrase ends before these.
PHRASE = re.compile(
    r"(?:(?-i:\bMM?\.)|[^,;:.!?()\[\]«»“”\"\n–—])+?(?=\s*(?:[,;:.!?()\[\]«»“”\"\n–—]|$|''"
    r"|\b(?:à|au|aux|dans|lors|sur|en|qui|que|qu['’]|avant|après|pendant|devant|depuis|par|avec|pour|ce|hier|sans|sous|chez"
    rf"|aujourd['’]hui|{DAYS}|dès|alors|tout|via|réitérant|ajoutant|précisant|citant|vers|auprès|contre|selon|afin|quand"
    r"|dont|où|comme|face|puis|même|ici|là|interrogée?|cité[es]*|joint[es]*|contacté[es]*|rencontré[es]*"
    r"|et|mais|a|ont|avait|est|était|n['’]a|s['’]est)\b"
    r"|\b[^\W\d_]+ant\s+(?:que|qu['’]|ce|cette|les?|la|une?|son|sa|leurs?|l['’])|\bd['’](?:emblée|entrée|abord)\b))",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:le|la|les|un|une|des|ce|cet|cette|ces|son|sa|ses|leurs?|plusieurs|deux|trois|quatre|certains|certaines|quelques"
    r"|notre|nos|d['’]autres)\s|l['’]",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:les?|la|l['’]|ce|cette)\s*(?:\d|lendemain|veille|semaine|mois|an\b|année|jour\b|soir|matin|même\b|fois|heure|temps|{DAYS})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker, resolved, and where the phrase that names them ends."""

    speaker: str | None
    end: int


def noun_phrase(scene: Scene, start: int, end: int) -> Subject | None:
    """Read a noun phrase or a name that starts just here, with the name in apposition to it."""
    text = scene.text
    phrase = PHRASE.match(text, start, end)
    if not phrase:
        return None
    named = scene.mentions(start, phrase.end())
    here = bool(named) and (
        named[0].span.start == start or bool(re.fullmatch(r"(?:[A-Z][\w.-]*\s+)+", text[start : named[0].span.start]))
    )
    if (not here and not _DETERMINER.match(text, start, end)) or _TIME.match(text, start, end):
        return None
    known = next((m for m in named if scene.knows(m) and not (m.governed and m.span.start > start)), None)
    if known:
        return Subject(scene.discourse.people.resolve(known.name), max(known.span.end, phrase.end()))
    apposed = _apposed(scene, phrase.end(), end)
    if apposed:
        return apposed
    return Subject(scene.discourse.resolve(phrase.group(), start), phrase.end())


def _apposed(scene: Scene, start: int, end: int) -> Subject | None:
    """Return the name that stands between commas behind an office: "la ministre, Amélie de Montchalin,"."""
    comma = re.compile(r"\s*,\s+").match(scene.text, start, end)
    if not comma:
        return None
    close = scene.text.find(",", comma.end(), min(end, comma.end() + 90))
    stop = close if close >= 0 else min(end, comma.end() + 90)
    for mention in scene.mentions(comma.end(), stop)[:1]:
        lead = scene.text[comma.end() : mention.span.start]
        fits = not lead or (_DETERMINER.match(lead) and not has_verb(lead))
        if fits and scene.knows(mention) and not mention.governed:
            return Subject(scene.discourse.people.resolve(mention.name), mention.span.end)
    return None
