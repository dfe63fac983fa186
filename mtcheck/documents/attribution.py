"""Who says it: the subject of a reporting phrase, before it or behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.documents.coreference import Discourse
from mtcheck.documents.cues import Cue, CueIndex, CueKind
from mtcheck.documents.speakers import Mention, find_mentions, is_person_noun
from mtcheck.documents.verbs import has_verb

_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
# A noun phrase ends before these.
_PHRASE = re.compile(
    r"(?:(?-i:\bMM?\.)|[^,;:.!?()\[\]«»“”\"\n–—])+?(?=\s*(?:[,;:.!?()\[\]«»“”\"\n–—]|$|''"
    r"|\b(?:à|au|aux|dans|lors|sur|en|qui|que|qu['’]|avant|après|pendant|devant|depuis|par|avec|pour|ce|hier|sans|sous|chez"
    rf"|aujourd['’]hui|{_DAYS}|dès|alors|tout|via|réitérant|ajoutant|précisant|citant|vers|auprès|contre|selon|afin|quand"
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
_RESOLVED = frozenset(
    {"il", "elle", "lui", "ils", "elles", "eux", "celui-ci", "celle-ci", "ce dernier", "cette dernière"}
)
_PLACE = re.compile(
    r"(?:au|à l['’]|à la|à|chez|du côté d(?:e la|e l['’]|u|es|e)|dans l['’]entourage d(?:e|u|es))\s*", re.IGNORECASE
)
_ADVERBIAL = re.compile(
    r"(?:\s+|,\s*)(?:aussitôt|également|aussi|ainsi|encore|ensuite|enfin|alors|hier|aujourd['’]hui|pour\s+sa\s+part|de\s+son\s+côté"
    rf"|mardi|{_DAYS}|[^\W\d_]+ment|de\s+concert|du\s+tac\s+au\s+tac|d['’]emblée|d['’]entrée|(?:ce\s+)?(?:{_DAYS})(?:\s+(?:soir|matin))?"
    r"|(?:à|au|aux|lors|dans|devant|sur|en|auprès|par|avec|d['’]une|d['’]un|sous|chez|pour)\b[^,;:.!?«»“”\"]{1,50}?)"
    r"(?=\s|,)",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:les?|la|l['’]|ce|cette)\s*(?:\d|lendemain|veille|semaine|mois|an\b|année|jour\b|soir|matin|même\b|fois|heure|temps|{_DAYS})",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:\s+[^\W\d_]+)?\s+(?:de|d['’]|auprès)\s*")
_SPACES = re.compile(r"\s*")
_STOP_NAME = re.compile(r"[«»“”\":;!?]|\.\s|\bque\b|\bqu['’]|\bqui\b", re.IGNORECASE)


_BODIES = frozenset(
    """
    gouvernement ministère parquet police gendarmerie préfecture mairie syndicat association collectif parti opposition majorité
    gauche droite direction entreprise société groupe compagnie fédération agence institut office organisation ong avocat défense
    accusation justice tribunal cour commission comité conseil union armée présidence diplomatie exécutif autorité source expert
    observateur analyste économiste oppositions famille proche riverain habitant voisin élu enquêteur chercheur médecin
    scientifique
    """.split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its speaker, either of them None where there is none; ``inserted`` where it stands in the quotation."""

    speaker: str | None = None
    cue: Cue | None = None
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker, resolved, and where the phrase that names them ends."""

    speaker: str | None
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of an article while its quotations are read.

    Attributes:
        text: The document, with quoted words blanked out.
        original: The document.
        discourse: Who has come up so far.
        cues: The reporting phrases of ``text``.
    """

    text: str
    original: str
    discourse: Discourse
    cues: CueIndex

    def mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the names between."""
        return find_mentions(self.text, start, end)

    def is_somebody(self, phrase: str) -> bool:
        """Say whether a phrase can name a speaker: a name, an office, a body that speaks."""
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", phrase)
        if any(word[0].isupper() for word in words[:3] if len(word) > 1):
            return True
        return any(is_person_noun(word) or word.lower().rstrip("s") in _BODIES for word in words[:3])

    def knows(self, mention: Mention) -> bool:
        """Say whether a name is a person of the article."""
        return mention.titled or self.discourse.people.knows(mention.name)


def speaker_of(scene: Scene, cue: Cue, start: int, end: int) -> str | None:
    """Find the speaker of a cue in a sentence, wherever they stand.

    Args:
        scene: The article.
        cue: The reporting phrase.
        start: The sentence's start.
        end: Where what may name the speaker ends.
    """
    if cue.kind is CueKind.ACCORDING:
        found = subject_after(scene, cue, end)
        return found.speaker if found else None
    if cue.pronoun:
        return scene.discourse.pronoun(cue.start, cue.pronoun) if cue.pronoun in _RESOLVED else None
    if cue.kind in {CueKind.PARTICIPLE, CueKind.INFINITIVE}:
        return _main_subject(scene, cue, start, end)
    found_before = subject_before(scene, cue, start)
    if found_before is None and scene.text[start : cue.start].rstrip().endswith(","):
        behind = subject_after(scene, cue, end)  # "C'est, a expliqué Zelensky, …"
        return behind.speaker if behind else None
    return found_before


def _main_subject(scene: Scene, cue: Cue, start: int, end: int) -> str | None:
    """Find who "ajoutant" speaks of: the subject of the sentence's main verb, which may stand behind that verb."""
    earlier = [c for c in scene.cues.within(start, cue.start) if c.kind in {CueKind.FINITE, CueKind.ACCORDING}]
    for other in reversed(earlier):
        between = scene.text[other.end : cue.start]
        named = [m for m in scene.mentions(other.end, cue.start) if not m.governed and scene.knows(m)]
        if named and not re.search(r"\bqu(?:e\b|['’])", between):
            return scene.discourse.people.resolve(named[0].name)
        behind = subject_after(scene, other, cue.start) if _inverted(scene, other, start) else None
        speaker = behind.speaker if behind else speaker_of(scene, other, start, cue.start)
        if speaker:
            return speaker
    found = subject_before(scene, cue, start)
    if found:
        return found
    return scene.discourse.last_speaker(cue.start)


def _inverted(scene: Scene, cue: Cue, start: int) -> bool:
    head = scene.original[start : cue.start].rstrip()
    apposed = head.count(",") > 1 and head.endswith(",") and not re.search(r"[»”\"«]|''", head)
    if apposed and not has_verb(scene.text[start : cue.start]):
        return False  # "Le ministre, Jeanne Martin, a dit": what stands between commas belongs to the subject
    return not head or head.endswith((",", "»", "”", '"', "''", "!", "?", "«"))


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
    found = _noun_phrase(scene, garbled.end() if garbled else position, end)
    if found or cue.kind is CueKind.ACCORDING:
        if not found and (phrase := _PHRASE.match(text, position, end)):
            return Subject(phrase.group().strip(), phrase.end())
        return found
    return _later_subject(scene, cue, position, end)


def _pronoun_subject(scene: Scene, cue: Cue, end: int) -> Subject:
    """Return whom the pronoun of "a-t-il dit" means; of "a-t-on appris de source policière", the source."""
    named = scene.discourse.pronoun(cue.start, str(cue.pronoun)) if cue.pronoun in _RESOLVED else None
    source = _SOURCE.match(scene.text, cue.end, end) if cue.pronoun == "on" else None
    phrase = _PHRASE.match(scene.text, source.end(), end) if source else None
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
        found = _noun_phrase(scene, position, end)
        if found or adverbial.end() <= position - 1:
            return found
    if text[position : position + 1] == ",":  # "répond, agacé, le maire"
        comma = text.find(",", position + 1, min(end, position + 50))
        return _noun_phrase(scene, _skip(text, comma + 1), end) if comma > 0 else None
    return None


def _noun_phrase(scene: Scene, start: int, end: int) -> Subject | None:
    """Read a noun phrase or a name that starts just here, with the name in apposition to it."""
    text = scene.text
    phrase = _PHRASE.match(text, start, end)
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
            phrase = _PHRASE.match(text, start + place.end(), end)
            return phrase.group().strip() if phrase else None
        return scene.discourse.pronoun(cue.start, word) if word in _RESOLVED else None
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
        if position < stop and (found := _noun_phrase(scene, position, stop if comma < 0 else end)):
            return found.speaker
        if comma < 0:
            return None
        position = comma + 1
    return None


def _skip(text: str, position: int) -> int:
    match = _SPACES.match(text, position)
    return match.end() if match else position
