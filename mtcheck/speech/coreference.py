"""Whom a pronoun or an office means at one place of an article: who spoke, and who was the subject, last."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mtcheck.french.people import is_person_name, is_person_noun, stem, synonyms_of
from mtcheck.french.verbs import has_verb
from mtcheck.records import Span
from mtcheck.speech.mentions import find_mentions
from mtcheck.speech.speakers import People

_REACH = 1500  # code points back to whom a pronoun can mean
_FAR = 20_000  # and to whom an office can, that the article gave to somebody
_NEAR = 700  # and to whom "la chercheuse" can
_DEFINITE = re.compile(r"(?:(?P<det>le|la|ce|cet|cette)\s+|l['’])(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
_ANY_DETERMINER = re.compile(
    r"(?P<det>les|des|plusieurs|deux|trois|quatre|ses|leurs|certains|certaines|quelques|ces|le|la|un|une|cet|cette|ce|son|sa)\s"
    r"|(?P<elided>l['’])",
    re.IGNORECASE,
)
_SENTENCE_CAPITAL = re.compile(
    r"(?:Les?|La|Une?|Des|Deux|Plusieurs|Son|Sa|Ses|Leurs?|Cet|Cette|Ces?|Certain(?:e?s))\s+[a-zà-ÿ]|L['’][a-zà-ÿ]"
)
_PLURAL = frozenset("les des plusieurs deux trois quatre ses leurs certains certaines quelques ces".split())
_GENDERS = {"le": "m", "un": "m", "ce": "m", "cet": "m", "la": "f", "une": "f", "cette": "f", "sa": "f"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset("de du des d l la le les un une et à au aux en son sa ses an ans".split())
_OPENING = re.compile(
    r"(?:(?P<det>les?|la|un|une|son|sa|ses|leurs?|cet|cette|ce|ces|des|plusieurs|deux|trois|quatre|certains|certaines|quelques)\s+|l['’])"
    r"[^\W\d_][\w-]*(?:\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])[\w-]+)*",
    re.IGNORECASE,
)
_DEMONYM = re.compile(
    r"[A-ZÀ-Þ]\w+(?:aine?|aise?|ois|oise|ien|ienne|éen|éenne|ite|ande?|ole?|ais|que|ec|ard|arde|on|onne|ien|in|ine|uche)$"
)
# Nouns that stand for somebody named before.
_ANAPHORS = frozenset(
    stem(word)
    for word in """
    intéressé intéressée élu élue édile quadragénaire quinquagénaire sexagénaire septuagénaire octogénaire
    trentenaire scientifique chercheur cinéaste réalisateur chanteur artiste écologiste socialiste insoumis
    communiste sénateur député parlementaire ouvreur joueur entraîneur coach manager sélectionneur technicien
    auteur locataire dirigeant syndicaliste militant comédien acteur romancier écrivain champion candidat ministre
    maire président économiste sociologue historien philosophe musicien patron gouverneur eurodéputé diplomate
    physicien biologiste prélat pontife souverain milliardaire attaquant défenseur tennisman navigateur pilote
    skieur nageur coureur cycliste
    """.split()
)


_HEAD_OF_STATE = re.compile(
    r"(?:chef(?:fe)?\s+de\s+l['’]\s*[ée]tat|présidente?\s+de\s+la\s+république)\b", re.IGNORECASE
)
_WITH_COMPLEMENT = frozenset({"auteur", "locatair", "député", "élu", "patron", "écrivain"})


@dataclass(frozen=True, slots=True, order=True)
class _Event:
    """Somebody came up: as a speaker, or as the subject of a sentence."""

    position: int
    name: str
    gender: str | None
    plural: bool
    person: bool
    weak: bool = False  # named, but not as the subject of a sentence
    spoke: bool = False


class Discourse:
    """Who has come up in an article, in the order of the text; speakers are added as they are found."""

    def __init__(self, text: str, people: People, sentences: Iterable[Span]) -> None:
        """Note the subjects of the sentences.

        Args:
            text: The document, quoted words blanked.
            people: Of the article.
            sentences: Of the passages that are read.
        """
        self.people = people
        self._text = text
        self._events: list[_Event] = []
        self._demonyms: dict[str, str] = {}
        for sentence in sentences:
            self._note_subject(text, sentence)

    def _note_subject(self, text: str, sentence: Span) -> None:
        opening = _OPENING.match(text, sentence.start, sentence.end)
        subject = opening.group() if opening else ""
        head = next((word for word in _WORD.findall(subject)[:3] if is_person_noun(word) or _DEMONYM.match(word)), None)
        named = False
        for mention in find_mentions(text, sentence.start, min(sentence.end, sentence.start + 250)):
            known = self.people.knows(mention.name)
            if not (known or mention.titled):
                continue
            name = self.people.full_names.get(mention.name.rsplit(maxsplit=1)[-1], mention.name)
            person = self.people.person(name)
            if not mention.titled and (not is_person_name(name) or (person is not None and not person.sure)):
                continue
            event = self._event(mention.span.start, name)
            if mention.governed or named or has_verb(text[sentence.start : mention.span.start]):
                insort(self._events, replace(event, weak=True))
            else:
                insort(self._events, event)
                named = True
        if named or opening is None or head is None:
            return
        known_as = self.resolve(subject, sentence.start)
        insort(self._events, self._event(sentence.start, known_as))

    def _event(self, position: int, speaker: str) -> _Event:
        person = self.people.person(speaker) if is_person_name(speaker) or self.people.knows(speaker) else None
        if person and person.sure:
            return _Event(position, speaker, person.gender, False, True)
        start = _ANY_DETERMINER.match(speaker)
        determiner = (start["det"] or "").lower() if start else ""
        return _Event(position, speaker, _GENDERS.get(determiner), determiner in _PLURAL, False)

    def spoke(self, position: int, speaker: str) -> None:
        """Note a speaker."""
        insort(self._events, replace(self._event(position, speaker), spoke=True))

    def pronoun(self, position: int, pronoun: str) -> str | None:
        """Return whom a pronoun at ``position`` means, None where nobody fits."""
        pronoun = pronoun.lower()
        plural = pronoun in {"ils", "elles", "eux"}
        gender = {"il": "m", "elle": "f", "celui-ci": "m", "celle-ci": "f"}.get(pronoun)
        gender = {"ce dernier": "m", "cette dernière": "f"}.get(" ".join(pronoun.split()), gender)
        fitting = [
            event
            for event in self._before(position, _REACH)
            if event.plural == plural and (gender is None or event.gender in {None, gender})
        ]
        strong = [event for event in fitting if not event.weak]
        paragraph = self._text.rfind("\n", 0, position) + 1
        if not plural and not any(event.position >= paragraph for event in fitting):
            # Machine-translated text confuses "il" and "elle": who spoke in this paragraph goes before who fits.
            here = [event for event in self._before(position, position - paragraph) if event.spoke]
            if here and here[0].person:
                return here[0].name
        return strong[0].name if strong else fitting[0].name if fitting else None

    def resolve(self, phrase: str, position: int) -> str:
        """Return the full name of whom ``phrase`` at ``position`` means, or ``phrase`` without a sentence's capital."""
        found = self._resolve(phrase, position)
        return found[0].lower() + found[1:] if _SENTENCE_CAPITAL.match(found) else found

    def _resolve(self, phrase: str, position: int) -> str:
        phrase = " ".join(phrase.split()).strip(" ,")
        known = self.people.resolve(phrase)
        if known != phrase:
            return known
        definite = _DEFINITE.match(phrase)
        mentions = find_mentions(phrase, 0, len(phrase))
        if not definite:
            return phrase
        gender = _GENDERS.get((definite["det"] or "").lower())
        rest = definite["rest"]
        words = _WORD.findall(rest)
        if len(words) == 1 and _DEMONYM.match(rest):
            return self._demonym(rest, gender, position) or phrase
        if state := _HEAD_OF_STATE.match(rest):
            words = ["président", *_WORD.findall(rest[state.end() :])]
            mentions = ()
        if not words or (mentions and not re.search(r"\b(?:de|du|des|d['’])\b", rest)):
            return phrase
        return self._office(words, gender, position) or phrase

    def _office(self, words: list[str], gender: str | None, position: int) -> str | None:
        head = next((word for word in words[:2] if is_person_noun(word)), None)
        if head is None:
            return None
        same = synonyms_of(stem(head))
        extra = {stem(word) for word in words if word.lower() not in _SMALL and word != head} - same
        held = [
            person
            for person in self.people.persons.values()
            if person.heads & same
            and (not extra or extra <= person.roles)
            and (gender is None or person.gender in {None, gender})
        ]
        if held:
            recent = self._before(position, _FAR)
            names = {person.name for person in held}
            latest = next((event for event in recent if event.person and not event.weak), None)
            exact = [person.name for person in held if stem(head) in person.heads]
            if latest and not exact and latest.name not in names and position - latest.position < _NEAR:
                person = self.people.person(latest.name)
                if person and not person.heads and (gender is None or person.gender in {None, gender}):
                    return latest.name
            again = self._before(position, _FAR)
            return next((event.name for event in again if event.name in names), held[0].name)
        return self._anaphor(words, head, gender, position)

    def _anaphor(self, words: list[str], head: str, gender: str | None, position: int) -> str | None:
        """Return who came up last, where a noun like "la cinéaste" can stand for somebody named before."""
        stands = stem(head) in _ANAPHORS or head.endswith(("logue", "iste"))
        if not stands or (len(words) > 2 and stem(head) not in _WITH_COMPLEMENT):
            return None
        for event in self._before(position, _NEAR):
            if event.person and (gender is None or event.gender in {None, gender}):
                return event.name if self._may_be(event.name, head) else None
        return None

    def _may_be(self, name: str, head: str) -> bool:
        """Say whether somebody can be called so: a mayor is no minister."""
        person = self.people.person(name)
        exclusive = {stem(word) for word in "ministre maire président premier gouverneur sénateur préfet".split()}
        return person is None or stem(head) not in exclusive or not person.heads & exclusive

    def _demonym(self, word: str, gender: str | None, position: int) -> str | None:
        base = stem(word)
        if base in self._demonyms:
            return self._demonyms[base]
        if word.endswith(("aine", "aise", "oise", "ienne", "onne", "ande")):
            gender = gender or "f"
        taken = set(self._demonyms.values())
        for event in self._before(position, _REACH):
            if event.person and event.name not in taken and (gender is None or event.gender in {None, gender}):
                self._demonyms[base] = event.name
                return event.name
        return None

    def last_speaker(self, position: int) -> str | None:
        """Return who came up last before ``position``."""
        return next((event.name for event in self._before(position, _REACH) if not event.weak), None)

    def _before(self, position: int, reach: int) -> Iterable[_Event]:
        index = bisect_left(self._events, position, key=lambda event: event.position)
        while index > 0 and self._events[index - 1].position >= position - reach:
            index -= 1
            yield self._events[index]
