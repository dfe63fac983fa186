"""The subject of a reporting verb: before it ("Le maire a dit") or behind it ("a dit le maire")."""

from __future__ import annotations

import re

from mtcheck.speech.cues import Cue, CueKind
from mtcheck.speech.noun_phrases import DAYS, PHRASE, Subject, noun_phrase
from mtcheck.speech.scene import Scene

_HARD = re.compile(r"[;:()\[\]«»“”\"–—]|''|\n\n")
_CONJUNCTION = re.compile(
    r"\b(?:et|mais|ou|alors\s+qu(?:e|['’])|tandis\s+qu(?:e|['’])|si|car|puis|que|donc)\b|\bqu['’]", re.IGNORECASE
)
_CLITICS = re.compile(
    r"(?:\b(?:ne|le|la|les|lui|leur|y|en|se|me|nous|vous|te)\s+|\b(?:n|l|s|m|t)['’]|\b(?:se\s+)?veut\s+|\b(?:a|ont|avait)\s+tenu\s+à\s+"
    r"|\bn['’])$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?P<pronoun>il|elle|lui|ils|elles|eux|on|je|j['’]|nous|vous|qui|celui-ci|celle-ci|ceux-ci|celles-ci|ce\s+dernier"
    r"|cette\s+dernière|tu|ça|cela|ce|c['’]|rien|dont)\s*$",
    re.IGNORECASE,
)
_LEADING_PRONOUN = re.compile(
    r"(?P<pronoun>il|elle|lui|ils|elles|celui-ci|celle-ci|ce\s+dernier|cette\s+dernière)\b", re.IGNORECASE
)
_CONJOINED = re.compile(r"\b(?:et|mais|puis|ou)\s*$", re.IGNORECASE)
RESOLVED = frozenset(
    {"il", "elle", "lui", "ils", "elles", "eux", "celui-ci", "celle-ci", "ce dernier", "cette dernière"}
)
_PLACE = re.compile(
    r"(?:au|à l['’]|à la|à|chez|du côté d(?:e la|e l['’]|u|es|e)|dans l['’]entourage d(?:e|u|es))\s*", re.IGNORECASE
)
_ADVERBIAL = re.compile(
    r"(?:\s+|,\s*)(?:aussitôt|également|aussi|ainsi|encore|ensuite|enfin|alors|hier|aujourd['’]hui|pour\s+sa\s+part|de\s+son\s+côté"
    rf"|mardi|{DAYS}|[^\W\d_]+ment|de\s+concert|du\s+tac\s+au\s+tac|d['’]emblée|d['’]entrée|(?:ce\s+)?(?:{DAYS})(?:\s+(?:soir|matin))?"
    r"|(?:à|au|aux|lors|dans|devant|sur|en|auprès|par|avec|d['’]une|d['’]un|sous|chez|pour)\b[^,;:.!?«»“”\"]{1,50}?)"
    r"(?=\s|,)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:\s+[^\W\d_]+)?\s+(?:de|d['’]|auprès)\s*")
_SPACES = re.compile(r"\s*")
_STOP_NAME = re.compile(r"[«»“”\":;!?]|\.\s|\bque\b|\bqu['’]|\bqui\b", re.IGNORECASE)


def subject_after(scene: Scene, cue: Cue, end: int) -> Subject | None:
    """Read the subject behind a cue: ", a déclaré à la presse Jeanne Martin".

    Args:
        scene: The article.
        cue: A verb with its subject behind, or "selon".
        end: Nothing is read from there on.
    """
    if cue.pronoun:
        return _pronoun_subject(scene, cue, end)
    text, position = scene.text, _skip(scene.text, cue.end)
    own = _LEADING_PRONOUN.match(text, position, end)
    if own and (cue.kind is CueKind.ACCORDING or own["pronoun"].lower() not in {"lui"}):
        return Subject(scene.discourse.pronoun(cue.start, own["pronoun"]), own.end())
    garbled = re.compile(r"que\s+(?=(?:le|la)\s|l['’])").match(text, position, end)  # "a déclaré que le président"
    found = noun_phrase(scene, garbled.end() if garbled else position, end)
    if found or cue.kind is CueKind.ACCORDING:
        if not found and (phrase := PHRASE.match(text, position, end)):
            return Subject(phrase.group().strip(), phrase.end())
        return found
    return _later_subject(scene, cue, position, end)


def _pronoun_subject(scene: Scene, cue: Cue, end: int) -> Subject:
    """Return whom the pronoun of "a-t-il dit" means; of "a-t-on appris de source policière", the source."""
    named = scene.discourse.pronoun(cue.start, str(cue.pronoun)) if cue.pronoun in RESOLVED else None
    source = _SOURCE.match(scene.text, cue.end, end) if cue.pronoun == "on" else None
    phrase = PHRASE.match(scene.text, source.end(), end) if source else None
    return Subject(phrase.group().strip(), phrase.end()) if phrase else Subject(named, cue.end)


def _later_subject(scene: Scene, cue: Cue, position: int, end: int) -> Subject | None:
    """Find the subject behind what stands between it and its verb: "a réagi, la voix brisée, Jeanne Martin"."""
    text = scene.text
    name = next(
        (m for m in scene.mentions(position, min(end, position + 110)) if not m.governed and scene.knows(m)), None
    )
    if name and " " in name.name and not _STOP_NAME.search(text, position, name.span.start):
        return Subject(scene.discourse.people.resolve(name.name), name.span.end)
    while adverbial := _ADVERBIAL.match(text, max(cue.end, position - 1), end):
        position = _skip(text, adverbial.end())
        if text[position : position + 1] == ",":
            position = _skip(text, position + 1)
        found = noun_phrase(scene, position, end)
        if found or adverbial.end() <= position - 1:
            return found
    if text[position : position + 1] == ",":  # "répond, agacé, le maire"
        comma = text.find(",", position + 1, min(end, position + 50))
        return noun_phrase(scene, _skip(text, comma + 1), end) if comma > 0 else None
    return None


def subject_before(scene: Scene, cue: Cue, start: int) -> str | None:
    """Find a verb's subject to its left: a pronoun, or the noun phrase that begins the clause."""
    text = scene.text
    end = cue.start
    while clitic := _CLITICS.search(text[max(start, end - 16) : end]):
        if end - len(clitic.group()) <= start and text[start].isupper():
            break  # "Lui promet …"
        end -= len(clitic.group())
    head = text[start:end]
    pronoun = _PRONOUN.search(head)
    if pronoun:
        word = " ".join(pronoun["pronoun"].lower().split())
        if word == "qui":
            return _antecedent(scene, start, start + pronoun.start())
        if word == "on" and (place := _PLACE.match(head)):
            phrase = PHRASE.match(text, start + place.end(), end)
            return phrase.group().strip() if phrase else None
        return scene.discourse.pronoun(cue.start, word) if word in RESOLVED else None
    own = _LEADING_PRONOUN.match(head.lstrip())
    if own and own.end() == len(head.strip()):
        return scene.discourse.pronoun(cue.start, own["pronoun"])
    if _CONJOINED.search(head):  # "a reconnu que …, mais a déclaré": the subject of the verb before
        earlier = [c for c in scene.cues.within(start, cue.start) if c.kind is CueKind.FINITE and not c.pronoun]
        main = [c for c in earlier if not re.search(r"\bqu(?:e\s|['’])[^,;]*$", text[start : c.start])]
        if main:
            return subject_before(scene, main[-1], start)
    return _clause_subject(scene, start, end)


def _antecedent(scene: Scene, start: int, end: int) -> str | None:
    """Find whom "qui" means: the name or the phrase right before it."""
    before = scene.text[start:end].rstrip(" ,")
    stop = start + len(before)
    named = [m for m in scene.mentions(start, stop) if stop - m.span.end <= 2]
    if named:
        return scene.discourse.people.resolve(named[-1].name)
    return _clause_subject(scene, start, stop)


def _clause_subject(scene: Scene, start: int, end: int) -> str | None:
    """Read the subject of the clause that ends at ``end``; where it has none, of the clause before it."""
    text = scene.text
    hard = [match.end() for match in _HARD.finditer(text, start, end)]
    floors = [start, *hard]
    splits = sorted({*floors, *(match.end() for match in _CONJUNCTION.finditer(text, start, end))}, reverse=True)
    for begin in splits:
        found = _first_phrase(scene, begin, end)
        if found:
            return found
    known = [m for m in scene.mentions(start, end) if not m.governed and scene.knows(m)]
    return scene.discourse.people.resolve(known[-1].name) if known else None


def _first_phrase(scene: Scene, start: int, end: int) -> str | None:
    """Return the first noun phrase that begins a stretch between commas."""
    text = scene.text
    position = start
    while position < end:
        position = _skip(text, position)
        comma = text.find(",", position, end)
        stop = comma if comma >= 0 else end
        pronoun = _LEADING_PRONOUN.match(text, position, stop)
        if pronoun and stop - pronoun.end() < 40:
            return scene.discourse.pronoun(end, pronoun["pronoun"])
        if position < stop and (found := noun_phrase(scene, position, stop if comma < 0 else end)):
            return found.speaker
        if comma < 0:
            return None
        position = comma + 1
    return None


def _skip(text: str, position: int) -> int:
    match = _SPACES.match(text, position)
    return match.end() if match else position
