"""Who says a quotation: the reporting phrase after, inside or before it, and that phrase's subject."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from mtcheck.documents.cues import Cue, CueKind, find_cues
from mtcheck.documents.speakers import Mention, People, find_mentions
from mtcheck.records import Span

_PHRASE = re.compile(
    r"(?:M\.|MM\.|[^,;:.!?()\[\]«»“”\"\n–—])+?(?=\s*(?:[,;:.!?()\[\]«»“”\"\n–—]|$|''"
    r"|\b(?:à|au|aux|dans|lors|sur|en|qui|que|qu['’]|avant|après|pendant|devant|depuis|par|avec|pour|ce|hier"
    r"|aujourd['’]hui"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|dès|alors|tout|via|réitérant|ajoutant|précisant|citant"
    r"|dont|où"
    r"|et|mais|a|ont|avait|est|était)\b"
    r"|\b[^\W\d_]+ant\s+(?:que|qu['’]|ce|cette|les?|la|une?|son|sa|leurs?|l['’])))",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:le|la|les|un|une|des|ce|cet|cette|ces|son|sa|ses|leurs?|plusieurs)\s|l['’]", re.IGNORECASE
)
_BREAK = re.compile(r"[,;:()\[\]«»“”\"–—\n]|''|\b(?:et|mais|ou|que|alors|tandis|si)\b|\bqu['’]", re.IGNORECASE)
_PRONOUN_BEFORE = re.compile(
    r"\b(?P<pronoun>il|elle|lui|ils|elles|on|je|nous|qui)\s+(?:(?:ne\s+|n['’]|l['’]|lui\s+|leur\s+|y\s+|en\s+"
    r"|s['’]|se\s+))?$",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"\s*,\s+")
_SPACES = re.compile(r"\s*")
_SINGULAR = frozenset({"il", "elle", "lui"})
_AFTER = re.compile(r"[\s,–—-]*(?:que\s+)?")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its speaker, either of them None where there is none; ``inserted`` where it stands in the quotation."""

    speaker: str | None = None
    cue: Cue | None = None
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known where a quotation stands.

    Attributes:
        text: The document, with quoted words of this passage blanked out.
        passage: The passage.
        people: Of the article.
        last_speaker: Who spoke last before the quotation, in this passage or an earlier one.
        spoke_here: Whether that was in this passage.
    """

    text: str
    passage: Span
    people: People
    last_speaker: str | None
    spoke_here: bool

    def pronoun(self) -> str | None:
        """Return whom "il" or "elle" means: the passage's last speaker, else the first person it names."""
        if self.spoke_here:
            return self.last_speaker
        for mention in find_mentions(self.text, self.passage.start, self.passage.end):
            if self.people.knows(mention.name) and not mention.governed:
                return self.people.resolve(mention.name)
        return self.last_speaker


def attribute_after(scene: Scene, start: int, end: int) -> Attribution | None:
    """Read what follows a quotation: ", a déclaré X", ", selon X", "X a dit", "a-t-il ajouté".

    Args:
        scene: Where the quotation stands.
        start: Behind the closing mark.
        end: The sentence's end.
    """
    lead = _AFTER.match(scene.text, start, end)
    begin = lead.end() if lead else start
    cues = find_cues(scene.text, begin, end)
    if not cues:
        return None
    cue = cues[0]
    if cue.start == begin and cue.kind is not CueKind.PARTICIPLE:
        return Attribution(_subject_after(scene, cue, end), cue)
    between = scene.text[begin : cue.start].strip()
    comma = "," in scene.text[start:begin]
    named = any(scene.people.knows(mention.name) for mention in find_mentions(scene.text, begin, cue.start))
    # "… notre ciel« Zelensky a dit": the subject first. Behind a comma it is the quotation's own sentence that goes on.
    if not comma and named and cue.kind is CueKind.FINITE and len(between.split()) <= 4:
        return Attribution(scene.people.resolve(between), cue)
    return None


def attribute_inside(scene: Scene, original: str, span: Span) -> Attribution | None:
    """Find an inserted ", a dit X," in the quoted words (``original`` is the text before blanking)."""
    for cue in find_cues(original, span.start, span.end):
        comma = original[span.start : cue.start].rstrip().endswith(",")
        if not comma or cue.kind is not CueKind.FINITE:
            continue
        phrase = _PHRASE.match(original, _skip(original, cue.end), span.end)
        if cue.pronoun in _SINGULAR:
            return Attribution(scene.pronoun(), cue, inserted=True)
        if phrase and (_DETERMINER.match(phrase.group()) or find_mentions(original, phrase.start(), phrase.end())):
            return Attribution(scene.people.resolve(phrase.group()), cue, inserted=True)
    return None


def attribute_before(scene: Scene, start: int, end: int, *, word: bool, used: Set[int]) -> Attribution | None:
    """Read what leads to a quotation: "X a déclaré que", "selon X,", "ajoutant que", "X :".

    Args:
        scene: Where the quotation stands.
        start: The sentence's start.
        end: Before the opening mark.
        word: One quoted word: only a verb that gives a name is its cue.
        used: Starts of cues that belong to an earlier quotation.
    """
    cues = find_cues(scene.text, start, end)
    free = [cue for cue in cues if cue.start not in used or _governs(scene.text, cue, end)]
    if not free:
        return _attribute_colon(scene, start, end)
    cue = free[-1]
    if word and not cue.qualifying and cue.kind is not CueKind.ACCORDING:
        return None
    if cue.kind is CueKind.PARTICIPLE:
        return Attribution(_main_subject(scene, cue, cues, start, end), cue)
    subject = _subject(scene, cue, start, end)
    if subject is None:  # "D'après le président, tous deux ont convenu de …"
        for other in reversed(free[:-1]):
            if other.kind is CueKind.ACCORDING and (named := _subject_after(scene, other, end)):
                return Attribution(named, other)
    return Attribution(subject, cue)


def _main_subject(scene: Scene, cue: Cue, cues: Sequence[Cue], start: int, end: int) -> str | None:
    """Find who "ajoutant" speaks of: the subject of the sentence's main verb, which may stand behind that verb."""
    earlier = [other for other in cues if other.start < cue.start and other.kind is not CueKind.PARTICIPLE]
    if earlier:
        named = _known(scene, earlier[-1].end, cue.start)
        subject = scene.people.resolve(named[0].name) if named else _subject(scene, earlier[-1], start, end)
    else:
        subject = _subject_before(scene, cue, start)
    return subject or (scene.last_speaker if scene.spoke_here else None)


def _known(scene: Scene, start: int, end: int) -> list[Mention]:
    """Return the people named between, other than behind prepositions."""
    mentions = (mention for mention in find_mentions(scene.text, start, end) if not mention.governed)
    return [mention for mention in mentions if mention.titled or scene.people.knows(mention.name)]


def _governs(text: str, cue: Cue, end: int) -> bool:
    return bool(re.match(r"\s+(?:que\b|qu['’])", text[cue.end : end]))


def _attribute_colon(scene: Scene, start: int, end: int) -> Attribution | None:
    head = scene.text[start:end].rstrip()
    if not head.endswith(":"):
        return None
    name = _BREAK.split(head[:-1].rstrip())[-1].strip()
    mentions = find_mentions(name, 0, len(name))
    if len(mentions) == 1 and mentions[0].span == Span(0, len(name)):
        return Attribution(scene.people.resolve(name))
    return None


def _subject(scene: Scene, cue: Cue, start: int, end: int) -> str | None:
    if cue.kind is CueKind.ACCORDING:
        return _subject_after(scene, cue, end)
    if cue.pronoun:
        return scene.pronoun() if cue.pronoun in _SINGULAR else None
    found = _subject_before(scene, cue, start)
    if found is None and scene.text[start : cue.start].rstrip().endswith(","):
        return _subject_after(scene, cue, end)  # "C'est, a expliqué Zelensky, …"
    return found


def _subject_after(scene: Scene, cue: Cue, end: int) -> str | None:
    if cue.pronoun:
        return scene.pronoun() if cue.pronoun in _SINGULAR else None
    start = _skip(scene.text, cue.end)
    garbled = re.compile(r"que\s+(?=(?:le|la)\s|l['’])").match(scene.text, start, end)  # "a déclaré que le président"
    phrase = _PHRASE.match(scene.text, garbled.end() if garbled else start, end)
    if not phrase:
        return None
    named = find_mentions(scene.text, phrase.start(), phrase.end())
    if not _DETERMINER.match(phrase.group()) and not (named and named[0].span.start == phrase.start()):
        return None
    known = any(scene.people.knows(mention.name) for mention in named)
    if not known and (name := _apposed(scene, phrase.end(), end)):
        return name
    return scene.people.resolve(phrase.group())


def _apposed(scene: Scene, start: int, end: int) -> str | None:
    """Return the name that stands between commas behind an office: "la ministre, Amélie de Montchalin,"."""
    comma = _APPOSITION.match(scene.text, start, end)
    mentions = find_mentions(scene.text, comma.end(), end)[:1] if comma else ()
    if comma and mentions and mentions[0].span.start == comma.end() and scene.people.knows(mentions[0].name):
        return scene.people.resolve(mentions[0].name)
    return None


def _subject_before(scene: Scene, cue: Cue, start: int) -> str | None:
    """Find a verb's subject to its left: a pronoun, the noun phrase beside it, a name, the sentence's head."""
    head = scene.text[start : cue.start]
    pronoun = _PRONOUN_BEFORE.search(head)
    if pronoun and pronoun["pronoun"].lower() != "qui":
        return scene.pronoun() if pronoun["pronoun"].lower() in _SINGULAR else None
    if re.search(r",\s*$", head) and not _DETERMINER.match(head) and not find_mentions(head, 0, len(head)):
        return None
    beside = _BREAK.split(head)[-1].strip()
    mentions = find_mentions(beside, 0, len(beside))
    if (_DETERMINER.match(beside) or (mentions and mentions[0].span.start == 0)) and 4 <= len(beside) <= 80:
        return scene.people.resolve(beside)
    known = _known(scene, start, cue.start)
    if known:
        return scene.people.resolve(known[-1].name)
    first = _BREAK.split(head)[0].strip()
    if _DETERMINER.match(first) and len(first) <= 80 and first != head.strip():
        resolved = scene.people.resolve(first)
        return resolved[0].lower() + resolved[1:] if resolved == first else resolved
    return None


def _skip(text: str, position: int) -> int:
    match = _SPACES.match(text, position)
    return match.end() if match else position
