"""Words between quotation marks: whether they are somebody's speech, and by which phrase we know whose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from mtcheck.french.people import is_person_noun
from mtcheck.french.verbs import has_verb
from mtcheck.records import Span
from mtcheck.speech.attribution import Attribution
from mtcheck.speech.cues import Cue, CueKind, find_cues
from mtcheck.speech.mentions import find_mentions
from mtcheck.speech.noun_phrases import Subject
from mtcheck.speech.scene import Scene
from mtcheck.speech.sources import opinion_holder
from mtcheck.speech.subjects import subject_after, subject_before
from mtcheck.text.marks import MarkedStretch

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_WORDS = 4  # a quotation that is a sentence of its own has so many words
_LEAD = re.compile(
    r"[\s,–—-]*(?:que\s+)?(?P<clitics>(?:\b(?:se|me|lui|leur|nous|y|en|le|la|les|ne)\s+|\b[slmnt]['’])*)", re.IGNORECASE
)
# A verb that is on no list, where a reporting verb stands and its subject follows.
_UNLISTED = re.compile(
    r"(?P<verb>(?:a|ont|avait|est|sont)\s+(?:[^\W\d_]+ment\s+|aussi\s+|également\s+)?[^\W\d_]{2,}(?:é|i|u|is|it|ert)(?:e?s?)"
    r"(?:\s+(?:en|de|du|au|dans|par|sur|un|une|le|la|son|sa)\s+[^\W\d_]+){0,1}|[^\W\d_]{3,}(?:e|it|ut|ond|end|ient))\s+(?=[^\W\d_])"
)
_CLITIC_VERB = re.compile(r"(?P<verb>[^\W\d_]+)(?:-t)?-(?P<pronoun>il|elle|on|ils|elles|je|nous)\b", re.IGNORECASE)
_NO_VERB = frozenset(
    """
    comme contre entre notre votre cette une elle presque quoique outre encore toute autre même chaque quelque sauf dite ligne
    dont pendant notamment huit dix-huit que lorsque puisque quatre mille seule petite nouvelle grande première dernière suite
    """.split()
)
_TITLED = re.compile(
    r"\b(?:films?|livres?|romans?|essais?|chansons?|albums?|séries?|émissions?|pièces?|revues?|journal|magazine|quotidien|hebdomadaire|mensuel|site"
    r"|titre|titres|titrée?s?|intitulée?s?|baptisée?s?|surnommée?s?|dénommée?s?|nommée?s?|dite?s?|expression|terme|mot|mots|termes|notion|concept|label|prix|opération|opérations"
    r"|plan|programme|projet|dispositif|loi|règle|association|collectif|exposition|spectacle|documentaire|podcast|tube|single|effet"
    r"|pétition|résidence|rapport|guide|manuel|catégorie|rubrique|section|opus|recueil|tableau|œuvre|poème|comédie|opéra|ballet|mouvement|groupe"
    r"|slogan|hashtag|marque|modèle|bateau|navire|chalutier|voilier|statut|mode|festival|saga|trilogie|franchise|jeu|application|logiciel|étude"
    r"|fonction|onglet|bouton|joue|jouait|jouer|monté|dans|avec|lire|lit|relire|regarder|appelée?s?)\s*,?\s*$",
    re.IGNORECASE,
)
_WORDS_NAMED = re.compile(
    r"\b(?:expression|termes?|mots?|notion|concept|slogan|hashtag|intitulée?s?|baptisée?s?|surnommée?s?|dénommée?s?|nommée?s?|dite?s?)\s*,?\s*$",
    re.IGNORECASE,
)
_FINAL = re.compile(r"[.!?…]$")


@dataclass(frozen=True, slots=True)
class StretchPlace:
    """Where a marked stretch stands.

    Attributes:
        start: Before its opening mark.
        close: Behind its closing mark.
        begin: Where the sentence that leads to it starts.
        end: Where the one that follows it ends.
    """

    start: int
    close: int
    begin: int
    end: int


def attribute(
    scene: Scene, stretch: MarkedStretch, place: StretchPlace, speakers: Mapping[int, str | None], used: Set[int]
) -> Attribution | None:
    """Find the cue and the speaker of a marked stretch.

    Args:
        scene: The article.
        stretch: The words between marks.
        place: Where they stand.
        speakers: The speaker of each cue, by where the cue starts.
        used: Starts of cues that belong to an earlier quotation.
    """
    words = len(WORD.findall(stretch.span.of(scene.original)))
    leads = not WORD.search(scene.text[place.begin : place.start])  # "« Oui », a dit Jeanne Martin"
    after = _after(scene, stretch, place, speakers) if words > 1 or leads or _is_sentence(scene, stretch) else None
    inside = _inside(scene, stretch.span) if after is None and words > _SENTENCE_WORDS else None
    return after or inside or _before(scene, place, speakers, word=words == 1, used=used)


def _is_sentence(scene: Scene, stretch: MarkedStretch) -> bool:
    content = stretch.span.of(scene.original)
    return bool(_FINAL.search(content)) or (len(WORD.findall(content)) >= _SENTENCE_WORDS and content[0].isupper())


def _after(
    scene: Scene, stretch: MarkedStretch, place: StretchPlace, speakers: Mapping[int, str | None]
) -> Attribution | None:
    """Read what follows a quotation: ", a déclaré X", ", selon X", "X a dit", "a-t-il ajouté"."""
    text, end = scene.text, place.end
    lead = _LEAD.match(text, place.close, end)
    begin = lead.end() if lead else place.close
    comma = "," in text[place.close : begin]
    sentence = _is_sentence(scene, stretch)
    cues = scene.cues.within(place.close, end)
    cue = cues[0] if cues else None
    if cue and cue.start == begin and cue.kind is not CueKind.PARTICIPLE:
        subject = subject_after(scene, cue, end)
        if subject is None and not comma and not sentence and cue.kind is CueKind.FINITE:
            return None  # "« Sauvons le bassin » demande …": the words are the subject
        return Attribution(subject.speaker if subject else speakers.get(cue.start), cue)
    articled = bool(lead and re.search(r"\b(?:la|les?|y|en)\s|l['’]", lead["clitics"], re.IGNORECASE))
    unlisted = None if articled else _unlisted(scene, begin, end, sure=comma or sentence)
    if unlisted:
        return unlisted
    if cue is None or cue.kind is not CueKind.FINITE:
        return None
    between = text[begin : cue.start].strip()
    named = any(scene.discourse.people.knows(mention.name) for mention in scene.mentions(begin, cue.start))
    # "… notre ciel« Zelensky a dit": the subject first. Behind a comma it is the quotation's own sentence that goes on.
    if not comma and named and len(between.split()) <= 4:
        return Attribution(scene.discourse.people.resolve(between), cue)
    return None


def _unlisted(scene: Scene, begin: int, end: int, *, sure: bool) -> Attribution | None:
    """Read a reporting clause whose verb is on no list: "», a tiqué le maire", "», ont-elles lâché"."""
    text = scene.text
    clitic = _CLITIC_VERB.match(text, begin, end)
    if clitic:
        cue = Cue(begin, clitic.end(), CueKind.FINITE, clitic["pronoun"].lower())
        return Attribution(scene.discourse.pronoun(begin, clitic["pronoun"].lower()), cue)
    verb = _UNLISTED.match(text, begin, end) if sure else None
    if not verb or verb["verb"].lower() in _NO_VERB or verb["verb"].endswith("ment"):
        return None
    cue = Cue(begin, verb.end("verb"), CueKind.FINITE)
    subject: Subject | None = subject_after(scene, cue, min(end, verb.end() + 90))
    if subject is None or subject.speaker is None or not scene.is_somebody(subject.speaker):
        return None
    return Attribution(subject.speaker, cue)


def _inside(scene: Scene, span: Span) -> Attribution | None:
    """Find an inserted ", a dit X," in the quoted words."""
    original = scene.original
    for cue in find_cues(original, span.start, span.end):
        head = re.sub(r"(?:\b(?:se|lui|leur)\s+|\b[sln]['’])+$", "", original[span.start : cue.start])
        if not head.rstrip().endswith((",", "?", "!", "…")) or cue.kind is not CueKind.FINITE:
            continue
        inner = Scene(original, original, scene.discourse, scene.cues)
        if cue.pronoun in {"il", "elle", "ils", "elles"}:
            return Attribution(scene.discourse.pronoun(span.start, cue.pronoun), cue, inserted=True)
        subject = subject_after(inner, cue, span.end)
        if subject and subject.speaker and scene.is_somebody(subject.speaker):
            return Attribution(subject.speaker, cue, inserted=True)
    return None


def _before(
    scene: Scene, place: StretchPlace, speakers: Mapping[int, str | None], *, word: bool, used: Set[int]
) -> Attribution | None:
    """Read what leads to a quotation: "X a déclaré que", "selon X,", "ajoutant que", "X :"."""
    text, start, end = scene.text, place.begin, place.start
    cues = scene.cues.within(start, end)
    free = [cue for cue in cues if (cue.start not in used or _governs(text, cue, end)) and not cue.negated]
    colon = text[start:end].rstrip().endswith(":")
    if colon:  # what stands right before the colon says it
        free = [cue for cue in free if cue.end > end - 120]
    if not free:
        return _opinion(scene, start, end) or _colon(scene, start, end)
    cue = free[-1]
    if word and not _names(scene, cue, end):
        return None
    speaker = speakers.get(cue.start)
    if speaker is None and cue.kind is not CueKind.ACCORDING:
        # "D'après le président, tous deux ont convenu de …"
        for other in reversed(free[:-1]):
            if other.kind is CueKind.ACCORDING and (named := speakers.get(other.start)):
                return Attribution(named, other)
    return Attribution(speaker, cue)


def _names(scene: Scene, cue: Cue, end: int) -> bool:
    """Say whether one quoted word can be what a cue reports: it names a thing, or stands in a reported clause."""
    if cue.qualifying or cue.kind is CueKind.ACCORDING:
        return True
    return cue.takes_clause and bool(re.search(r"\bqu(?:e\s|['’])", scene.text[cue.end : end]))


def _governs(text: str, cue: Cue, end: int) -> bool:
    return bool(re.match(r"\s+(?:que\b|qu['’])", text[cue.end : end]))


def _opinion(scene: Scene, start: int, end: int) -> Attribution | None:
    match = re.compile(r"(?P<pour>[Pp]our)\s+(?P<who>[^,;:.!?«»“”\"]{2,80}),\s+").match(scene.text, start, end)
    if not match:
        return None
    cue = Span(match.start("pour"), match.end("pour"))
    holder = opinion_holder(scene, cue, match["who"])
    return Attribution(holder, Cue(cue.start, cue.end, CueKind.ACCORDING, lemma="pour")) if holder else None


def _colon(scene: Scene, start: int, end: int) -> Attribution | None:
    """Read "Jeanne Martin :", "La chercheuse se défend :"."""
    head = scene.text[start:end].rstrip()
    if not head.endswith(":"):
        return None
    stop = start + len(head) - 1
    speaker = subject_before(scene, Cue(stop, stop, CueKind.FINITE), start)
    known = [m for m in find_mentions(scene.text, start, stop) if not m.governed and scene.knows(m)]
    if speaker and (scene.discourse.people.knows(speaker) or any(is_person_noun(w) for w in WORD.findall(speaker)[:3])):
        return Attribution(speaker)
    if known:
        return Attribution(scene.discourse.people.resolve(known[0].name))
    return None


def is_speech(
    scene: Scene, stretch: MarkedStretch, place: StretchPlace, attribution: Attribution | None, *, heading: bool
) -> bool:
    """Say whether marked words are somebody's, not a title, a name or a word set apart.

    Args:
        scene: The article.
        stretch: The words between marks.
        place: Where they stand.
        attribution: What was found out about them.
        heading: Whether they stand in a headline.
    """
    content = stretch.span.of(scene.original)
    count = len(WORD.findall(content))
    head = scene.text[place.begin : place.start]
    direct = attribution is not None and attribution.cue is not None and attribution.cue.start >= place.close
    if direct or (attribution is not None and attribution.inserted):
        return True
    sentence = _is_sentence(scene, stretch)
    titled = in_title(scene, stretch, place, attribution)
    if titled or (
        content[:1].isupper() and count <= _SENTENCE_WORDS and not sentence and not head.rstrip().endswith(":")
    ):
        return False
    if attribution is not None:
        return True
    if heading:
        return count >= 3
    final = bool(_FINAL.search(content))
    if not WORD.search(head) and place.close >= place.end - 2 and final:
        return count >= 2
    return sentence and count >= _SENTENCE_WORDS and (final or has_verb(content))


def in_title(scene: Scene, stretch: MarkedStretch, place: StretchPlace, attribution: Attribution | None) -> bool:
    """Say whether marked words are plainly a title or a name, whatever else the sentence says."""
    content = stretch.span.of(scene.original)
    head = scene.text[place.begin : place.start]
    if attribution and attribution.cue and not WORD.search(scene.text[attribution.cue.end : place.start]):
        return False  # the word before the mark is what reports
    if _FINAL.search(content) or head.rstrip().endswith(":"):
        return False
    return bool(_WORDS_NAMED.search(head)) or (content[0].isupper() and bool(_TITLED.search(head)))
