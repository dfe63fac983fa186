"""MT203, MT204, MT302: names translated, mangled, or left in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord, SegmentEvidence
from mtcheck.lexicon.inflection import fold
from mtcheck.lexicon.lemmas import is_known, lemma
from mtcheck.lexicon.names import Organisation, Place, shipped_organisations, shipped_places
from mtcheck.lexicon.terms import english_lemmas
from mtcheck.records import Category, Evidence, Severity, Span

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
        Example("Selon le gardien de la prison, l'accord est proche."),
        Example("L'Égypte et la Turquie ont signé un accord."),
        Example("L'Égyptien et le Turc ont signé un accord."),
    ),
)
MANGLED = Rule(
    "MT204",
    "name.mangled",
    Category.NAME,
    Severity.MINOR,
    "The name of a place or institution is misspelt.",
    "The word sounds like a known name but is spelt neither as French spells it nor as any accepted variant.",
    "MQM Accuracy/Mistranslation (named entity).",
    (
        Example("La réunion s'est tenue à l'Elizée hier.", "Elizée"),
        Example("La réunion s'est tenue à l'Élysée hier."),
        Example("La réunion s'est tenue à l'Elysée hier."),
    ),
)
FOREIGN = Rule(
    "MT302",
    "untranslated.name",
    Category.UNTRANSLATED,
    Severity.MAJOR,
    "A place or organisation bears its name in another language, where French has its own.",
    "The form belongs to another language; French has an established name (an exonym) for it.",
    "MQM Accuracy/Untranslated text; UNGEGN list of French exonyms.",
    (
        Example("Les ministres se retrouvent à Londra jeudi.", "Londra"),
        Example("Les ministres se retrouvent à Londres jeudi."),
        Example("Le London Symphony Orchestra joue à Paris."),
    ),
)
_CITING = re.compile(
    r"^(?:selon|d'après|citant|cité|rapporte|rapporté|rapportent|affirme|écrit|révèle|révélé|indique)$"
)
_SOURCE = frozenset({"source", "sources", "citant", "anonyme", "anonymes", "journal", "quotidien", "média", "magazine"})


@dataclass
class NameCheck:
    """Reports names that lost their form."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT203, MT204 and MT302."""
        return (TRANSLATED, MANGLED, FOREIGN)

    @cached_property
    def _media(self) -> tuple[tuple[Organisation, tuple[str, ...]], ...]:
        kinds = {"media", "agency"}
        return tuple(
            (organisation, english_lemmas(literal))
            for organisation in shipped_organisations()
            if organisation.kind in kinds
            for literal in organisation.literal
        )

    @cached_property
    def _french_media(self) -> frozenset[str]:
        """Last words of the names of media, which are no translations of one another's names."""
        return frozenset(fold(o.name.split()[-1]) for o in shipped_organisations() if not o.literal)

    @cached_property
    def _foreign(self) -> dict[tuple[str, ...], tuple[str, str]]:
        """Foreign forms, word by word as printed, to the French form and the language (English where it is one of several)."""
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        for place in shipped_places():
            accepted = set(place.french)
            for language, forms in sorted(place.foreign.items(), key=lambda item: item[0] == "en"):
                for form in forms:
                    if form not in accepted and not is_known(form, "fr"):
                        found[tuple(form.split())] = (place.french[0], language)
        return found

    @cached_property
    def _sounds(self) -> dict[str, str]:
        """Sound of long place names to their French form; forms that are themselves accepted are not in question."""
        forms = [form for place in shipped_places() for form in place.french if " " not in form and len(form) >= 6]
        return {_sound(form): form for form in forms}

    @cached_property
    def _accepted(self) -> frozenset[str]:
        forms = [form for place in shipped_places() for form in (*place.french, *place.demonym)]
        forms += [form for place in shipped_places() for names in place.foreign.values() for form in names]
        return frozenset(fold(form) for form in forms)

    @cached_property
    def _demonyms(self) -> dict[str, Place]:
        return {form.lower(): place for place in shipped_places() for form in place.demonym}

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(form.lower() for place in shipped_places() if place.kind == "country" for form in place.french)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            yield from self._as_nouns(segment)
            yield from self._inhabitants(segment.words, text)
            yield from self._exonyms(segment.words, text)
            yield from self._misspelt(segment.words)

    def _as_nouns(self, segment: SegmentEvidence) -> Iterator[Verdict]:
        """A medium's name as a common noun, between a citing word and the mention of a source."""
        words = segment.words
        for index, word in enumerate(words):
            cited = next((w for w in words[max(0, index - 3) : index] if _CITING.match(w.folded)), None)
            article = words[index - 1].folded if index else ""
            if cited is None or article not in {"le", "la", "l'", "les"}:
                continue
            follows = [w.folded for w in words[index + 1 : index + 6]]
            capital = word.text[0].isupper()  # printed as a name: "a rapporté le Télégraphe"
            if (
                (not capital and not _SOURCE & set(follows))
                or (capital and fold(word.text) in self._french_media)
                or (follows and follows[0] in {"de", "du", "des", "d'", "de la"})
            ):
                continue
            for organisation, literal in self._media:
                gloss = next((g for g in word.glosses if (g.english,) == literal and g.probability >= 0.1), None)
                if gloss is None:
                    continue
                yield Verdict(
                    TRANSLATED,
                    Span(words[index - 1].span.start, word.span.end),
                    f"“{word.text}” stands where a news medium is cited: the name {organisation.name}, translated",
                    0.55 if capital else 0.7,
                    Severity.MINOR if capital else None,
                    suggestion=organisation.name,
                    reference=organisation.name,
                    evidence=(
                        Evidence("gloss", f"“{word.text}” means “{gloss.english}”.", round(gloss.probability, 2)),
                        Evidence("context", f"It follows “{cited.text}”, and sources are named after it."),
                    ),
                )
                break

    def _inhabitants(self, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
        for index in range(1, len(words) - 3):
            article, person, link, other_article, other = (
                (words[index - 1 + i] for i in range(5)) if index + 3 < len(words) else (None,) * 5
            )
            if article is None or person is None or link is None or other is None or other_article is None:
                continue
            place = self._demonyms.get(person.folded)
            if place is None or not person.text[0].isupper() or article.folded not in {"l'", "le", "la"}:
                continue
            if link.folded != "et" or other_article.folded not in {"la", "le", "l'", "les"}:
                continue
            if other.folded not in self._countries:
                continue
            span = Span(article.span.start, other.span.end)
            yield Verdict(
                TRANSLATED,
                span,
                f"“{person.text}” is an inhabitant, “{other.text}” a country: two countries were meant",
                0.65,
                suggestion=f"{place.french[0]} … {other.text}",
                evidence=(Evidence("coordination", "An inhabitant and a country are joined by “et”."),),
            )

    def _exonyms(self, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
        for index, word in enumerate(words):
            for size in (2, 1):
                window = words[index : index + size]
                known = self._foreign.get(tuple(part.text for part in window)) if len(window) == size else None
                parts = word.text.split("-") if size == 1 and "-" in word.text else []
                if known is not None:
                    if _inside_name(index, size, words, text):
                        continue
                    yield self._exonym(Span(word.span.start, window[-1].span.end), known, text)
                    break
                for part in parts:
                    other = self._foreign.get((part,))
                    if other is not None:
                        yield self._exonym(word.span, other, text)
                        break

    def _exonym(self, span: Span, known: tuple[str, str], text: str) -> Verdict:
        french, language = known
        name = {"en": "English", "it": "Italian", "es": "Spanish", "de": "German"}.get(language, language)
        return Verdict(
            FOREIGN,
            span,
            f"“{span.of(text)}” holds the {name} name of {french}",
            0.8 if language != "en" else 0.55,
            None if language != "en" else Severity.MINOR,
            suggestion=french,
            evidence=(Evidence("gazetteer", f"French says “{french}”."),),
        )

    def _misspelt(self, words: Sequence[GlossedWord]) -> Iterator[Verdict]:
        for word in words:
            if not word.text[0].isupper() or len(word.text) < 6 or "-" in word.text:
                continue
            plain = fold(word.text)
            meant = self._sounds.get(_sound(word.text))
            if meant is None or fold(meant) == plain or plain in self._accepted or fold(meant) + "s" == plain:
                continue
            if word.text.islower() or (is_known(word.folded, "fr") and lemma(word.folded, "fr") != word.folded):
                continue
            yield Verdict(
                MANGLED,
                word.span,
                f"“{word.text}” is spelt “{meant}”",
                0.6,
                suggestion=meant,
                evidence=(Evidence("spelling", f"It sounds like “{meant}” and is no accepted spelling of it."),),
            )


def _sound(name: str) -> str:
    """Fold spellings that French pronounces alike."""
    sound = fold(name)
    for letters, instead in (("ph", "f"), ("y", "i"), ("z", "s"), ("ck", "k"), ("qu", "k"), ("th", "t")):
        sound = sound.replace(letters, instead)
    return re.sub(r"(.)\1+", r"\1", sound)


def _inside_name(index: int, size: int, words: Sequence[GlossedWord], text: str) -> bool:
    """Tell "à Londra" from "London Symphony Orchestra": a capitalised neighbour makes it part of a longer name."""
    after = words[index + size] if index + size < len(words) else None
    before = words[index - 1] if index else None
    joined_after = (
        after is not None
        and after.text[0].isupper()
        and text[words[index + size - 1].span.end : after.span.start].strip(" \u00a0-") == ""
    )
    joined_before = (
        before is not None
        and before.text[0].isupper()
        and before.text.lower() not in {"à", "de", "le", "la", "en"}
        and text[before.span.end : words[index].span.start].strip(" \u00a0-") == ""
    )
    return joined_after or joined_before
