"""MT203: names rendered by the common noun that they look like, countries by their inhabitants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.phrases import phrases
from mtcheck.checks.thresholds import MEANT
from mtcheck.evidence.analysis import FileEvidence, Gloss, GlossedWord
from mtcheck.french.classes import DE_FORMS, DEFINITE_ARTICLES, NEWS_SOURCES, PRESS_VERBS
from mtcheck.french.counts import shipped_counts
from mtcheck.french.elision import elides
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message
from mtcheck.lexicon.names import (
    NamedPlace,
    Organisation,
    french_media,
    shipped_organisations,
    shipped_places,
    shipped_surnames,
)
from mtcheck.patterns.schema import PatternKind, english_lemmas
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.speech.reporting import reporting

TRANSLATED = Rule(
    "MT203",
    "name.mistranslated",
    Category.NAME,
    Severity.MAJOR,
    "A name is rendered by the common noun that it looks like, or a country by its inhabitant.",
    "The words gloss to the name of a medium and stand where a medium is cited as the source; or an inhabitant is set beside "
    "a country as its equal.",
    "MQM Accuracy/Mistranslation (named entity).",
    (
        Example("Selon le gardien, citant deux sources anonymes, l'accord est proche.", "le gardien"),
        Example("L'Égyptien et la Turquie ont signé un accord.", "L'Égyptien et la Turquie"),
        Example("Le milieu de terrain Declan Riz a marqué un but.", "Declan Riz"),
        Example("Le patron d'Apple, Tim Cuisinier, s'est dit confiant.", "Tim Cuisinier"),
        Example("Le Gardien évoque une soirée historique.", "Le Gardien"),
        Example("Le distributeur américain Cible a abaissé ses prévisions.", "Cible"),
        Example("Selon le gardien de la prison, l'accord est proche."),
        Example(
            "Martin Riz et Sylvie Portes jouent à Tim, Roi du ring. Le Gardien du phare évoque la mer, la Cible aussi."
        ),
        Example("L'Égypte et la Turquie ont signé un accord."),
        Example("L'Égyptien et le Turc ont signé un accord."),
        Example("La Suisse et la Suède ont signé un accord sur le climat."),
    ),
)


@dataclass
class NameCheck:
    """Reports translated names of media, and inhabitants set beside countries."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT203."""
        return (TRANSLATED,)

    @cached_property
    def _media(self) -> dict[str, Organisation]:
        """Media by the one English word that their name is."""
        found: dict[str, Organisation] = {}
        for organisation in shipped_organisations():
            for literal in organisation.literal if organisation.kind in {"media", "agency"} else ():
                lemmas = english_lemmas(literal)
                if len(lemmas) == 1:
                    found.setdefault(lemmas[0], organisation)
        return found

    @cached_property
    def _french_media(self) -> frozenset[str]:
        """French names of media: "Le Temps" is no translation of The Times."""
        own = (o.name for o in shipped_organisations() if o.kind == "media" and not o.english_ok)
        return frozenset(fold(name) for name in (*own, *french_media()))

    @cached_property
    def _demonyms(self) -> dict[str, NamedPlace]:
        return {form.lower(): place for place in shipped_places() for form in place.demonym}

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(form.lower() for place in shipped_places() if place.kind == "country" for form in place.french)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        for segment in evidence.segments:
            yield from self._as_nouns(segment.words)
            yield from self._evoking(segment.words)
            yield from _surnames(segment.words, evidence.document.text)
            yield from phrases(TRANSLATED, PatternKind.NAME, segment.words, evidence.document.text)
            yield from self._inhabitants(segment.words)

    def _as_nouns(self, words: Sequence[GlossedWord]) -> Iterator[Verdict]:
        """A medium's name as a common noun, where a medium is cited."""
        for index in range(1, len(words)):
            word, article = words[index], words[index - 1]
            if article.folded not in DEFINITE_ARTICLES:
                continue
            cited = next((w for w in words[max(0, index - 3) : index] if _cites(w.folded)), None)
            if cited is None:
                continue
            meant = self._meant(word)
            if meant is None or not self._as_source(words, index):
                continue
            gloss, organisation = meant
            capital = word.text[0].isupper()
            yield measured(
                TRANSLATED,
                Span(article.span.start, word.span.end),
                Message(
                    "“{word}” stands where a news medium is cited: the name {organisation}, translated",
                    word=word.text,
                    organisation=organisation.name,
                ),
                "medium-capital" if capital else "medium",
                Severity.MINOR if capital else None,
                suggestion=organisation.name,
                reference=organisation.name,
                evidence=(
                    Evidence(
                        "gloss",
                        Message("“{word}” means “{gloss}”.", word=word.text, gloss=gloss.english),
                        round(gloss.probability, 2),
                    ),
                    Evidence(
                        "context", Message("It follows “{cited}”, as the source of a report does.", cited=cited.text)
                    ),
                ),
            )

    def _meant(self, word: GlossedWord) -> tuple[Gloss, Organisation] | None:
        for gloss in word.glosses:
            organisation = self._media.get(gloss.english)
            if organisation is not None and gloss.probability >= MEANT:
                return gloss, organisation
        return None

    def _as_source(self, words: Sequence[GlossedWord], index: int) -> bool:
        """Say whether the word is used as a name: printed as one, or with its own sources named after it."""
        word, follows = words[index], words[index + 1 : index + 6]
        if word.text[0].isupper():
            full = fold(f"{words[index - 1].text} {word.text}")
            return full not in self._french_media and fold(word.text) not in self._french_media
        told = any(w.lemma in NEWS_SOURCES or w.folded == "citant" for w in follows)
        return told and follows[0].folded not in DE_FORMS

    def _with_article(self, country: str) -> str:
        article = {"f": "la", "m": "le"}.get(shipped_counts().gender(country.lower(), at_least=5) or "")
        if elides(country):
            return f"l'{country}"
        return f"{article} {country}" if article else country

    def _inhabitants(self, words: Sequence[GlossedWord]) -> Iterator[Verdict]:
        """An inhabitant beside a country: "L'Ukrainien et la Russie"."""
        for start in range(len(words) - 4):
            article, person, link, other_article, other = words[start : start + 5]
            place = self._demonyms.get(person.folded)
            joined = link.folded == "et" and {article.folded, other_article.folded} <= DEFINITE_ARTICLES
            country = person.folded in self._countries  # "la Suisse": her inhabitant has the same name
            if (
                place is None
                or country
                or not person.text[0].isupper()
                or not joined
                or other.folded not in self._countries
            ):
                continue
            yield measured(
                TRANSLATED,
                Span(article.span.start, other.span.end),
                Message(
                    "“{person}” is an inhabitant, “{other}” a country: two countries were meant",
                    person=person.text,
                    other=other.text,
                ),
                "inhabitant",
                suggestion=f"{self._with_article(place.french[0])} et {other_article.text}"
                f"{'' if other_article.text.endswith(('’', chr(39))) else ' '}{other.text}",
                evidence=(Evidence("coordination", Message("An inhabitant and a country are joined by “et”.")),),
            )

    def _evoking(self, words: Sequence[GlossedWord]) -> Iterator[Verdict]:
        """Find "Le Gardien évoque": a common noun printed as a name, that writes."""
        for article, noun, verb in zip(words, words[1:], words[2:], strict=False):
            named = article.folded in DEFINITE_ARTICLES and article.text[0].isupper() and noun.text[0].isupper()
            found = self._meant(noun) if named and verb.lemma in PRESS_VERBS else None
            if found is None or fold(f"{article.text} {noun.text}").replace("' ", "'") in self._french_media:
                continue
            gloss, organisation = found
            yield measured(
                TRANSLATED,
                Span(article.span.start, noun.span.end),
                Message(
                    "“{noun}” writes as a news medium does: the name {organisation}, translated",
                    noun=noun.text,
                    organisation=organisation.name,
                ),
                "writing",
                Severity.MINOR,
                suggestion=organisation.name,
                reference=organisation.name,
                evidence=(
                    Evidence(
                        "gloss",
                        Message("“{noun}” means “{gloss}”.", noun=noun.text, gloss=gloss.english),
                        round(gloss.probability, 2),
                    ),
                ),
            )


def _cites(word: str) -> bool:
    """Say whether a word leads to whoever reports: "selon", "d'après", a verb of saying."""
    return word in {"selon", "d'après"} or word in reporting().forms


def _surnames(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "Tim Cuisinier": an English given name before a French noun that translates an English surname."""
    known = shipped_surnames()
    for given, surname in pairwise(words):
        english = known.translated.get(surname.text.lower())
        if english is None or given.text not in known.given or not surname.text.istitle():
            continue
        if text[given.span.end : surname.span.start].strip(" \u00a0"):
            continue
        yield measured(
            TRANSLATED,
            Span(given.span.start, surname.span.end),
            Message("“{surname}” is the surname {english}, translated", surname=surname.text, english=english),
            "surname",
            suggestion=f"{given.text} {english}",
            reference=f"{given.text} {english}",
            evidence=(
                Evidence(
                    "gazetteer",
                    Message(
                        "“{given}” is an English given name, {english} an English surname.",
                        given=given.text,
                        english=english,
                    ),
                ),
            ),
        )
