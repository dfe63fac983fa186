"""MT204 and MT302: names of places misspelt, or left in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import DETERMINERS
from mtcheck.french.forms import NOUN, readings
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message
from mtcheck.lexicon.names import shipped_people, shipped_places
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.language import LANGUAGE_NAMES
from mtcheck.text.stopwords import ENGLISH, FRENCH
from mtcheck.text.words import words as words_of

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
_SOUNDED = 6  # letters from which a name that sounds like a place is that place: shorter ones sound alike by chance
_LANGUAGES = {"en": Message("English"), **LANGUAGE_NAMES}


@dataclass
class ExonymCheck:
    """Reports foreign and misspelt names of places."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT204 and MT302."""
        return (MANGLED, FOREIGN)

    @cached_property
    def _foreign(self) -> dict[tuple[str, ...], tuple[str, str]]:
        """Foreign forms, word by word as printed, to the French form and the language (English where it is one of several)."""
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        for place in shipped_places():
            accepted = set(place.french)
            for language, forms in sorted(place.foreign.items(), key=lambda item: item[0] == "en"):
                for form in forms:
                    if form not in accepted and not is_known(form, "fr"):
                        found[tuple(word.text for word in words_of(form))] = (place.french[0], language)
        for person in shipped_people():
            for form in person.foreign:
                right = person.name if " " in form else person.name.split()[-1]
                found.setdefault(tuple(word.text for word in words_of(form)), (right, "en"))
        return found

    @cached_property
    def _openings(self) -> frozenset[str]:
        return frozenset(parts[0] for parts in self._foreign)

    @cached_property
    def _sounds(self) -> dict[str, str]:
        """Sound of long place names to their French form; forms that are themselves accepted are not in question."""
        forms = [
            form for place in shipped_places() for form in place.french if " " not in form and len(form) >= _SOUNDED
        ]
        return {_sound(form): form for form in reversed(forms)}  # the usual form wins

    @cached_property
    def _accepted(self) -> frozenset[str]:
        forms = [form for place in shipped_places() for form in (*place.french, *place.demonym)]
        forms += [form for place in shipped_places() for names in place.foreign.values() for form in names]
        return frozenset(fold(form) for form in forms)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            yield from self._exonyms(segment.words, text)
            yield from self._misspelt(segment.words)

    def _exonyms(self, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
        for index, word in enumerate(words):
            if word.text not in self._openings and "-" not in word.text:
                continue
            for size in (3, 2, 1):
                known = self._foreign.get(tuple(part.text for part in words[index : index + size]))
                if known is not None and not _inside_name(index, size, words, text):
                    end = words[min(index + size, len(words)) - 1].span.end
                    verdict = self._exonym(Span(word.span.start, end), known, text)
                    # "le Bosphorus détroit": French puts the name last, and the name alone would mend nothing.
                    yield replace(verdict, suggestion=None) if _before_its_noun(index, size, words, text) else verdict
                    break
            else:  # "Washington-Mosca"
                parts = [self._foreign[part,] for part in word.text.split("-") if (part,) in self._foreign]
                if "-" in word.text and parts:
                    whole = "-".join(self._foreign.get((part,), (part, ""))[0] for part in word.text.split("-"))
                    yield self._exonym(word.span, parts[0], text, whole)

    def _exonym(self, span: Span, known: tuple[str, str], text: str, whole: str | None = None) -> Verdict:
        french, language = known
        return measured(
            FOREIGN,
            span,
            Message(
                "“{printed}” holds the {language} name of {french}",
                printed=span.of(text),
                language=_LANGUAGES.get(language, language),
                french=french,
            ),
            "" if language != "en" else "english",
            None if language != "en" else Severity.MINOR,
            suggestion=whole or french,
            evidence=(Evidence("gazetteer", Message("French says “{french}”.", french=french)),),
        )

    def _misspelt(self, words: Sequence[GlossedWord]) -> Iterator[Verdict]:
        for word in words:
            if not word.text[0].isupper() or len(word.text) < _SOUNDED or "-" in word.text:
                continue
            plain = fold(word.text)
            meant = self._sounds.get(_sound(word.text))
            if meant is None or fold(meant) == plain or plain in self._accepted or fold(meant) + "s" == plain:
                continue
            if word.text.islower() or (is_known(word.folded, "fr") and lemma(word.folded, "fr") != word.folded):
                continue
            yield measured(
                MANGLED,
                word.span,
                Message("“{word}” is spelt “{meant}”", word=word.text, meant=meant),
                suggestion=meant,
                evidence=(
                    Evidence(
                        "spelling", Message("It sounds like “{meant}” and is no accepted spelling of it.", meant=meant)
                    ),
                ),
            )


def _sound(name: str) -> str:
    """Fold spellings that French pronounces alike."""
    sound = fold(name)
    for letters, instead in (("ph", "f"), ("y", "i"), ("z", "s"), ("ck", "k"), ("qu", "k"), ("th", "t")):
        sound = sound.replace(letters, instead)
    return re.sub(r"(.)\1+", r"\1", sound)


def _before_its_noun(index: int, size: int, words: Sequence[GlossedWord], text: str) -> bool:
    """Say whether a name stands between a determiner and a noun, as in English."""
    if index == 0 or index + size >= len(words) or words[index - 1].folded not in DETERMINERS:
        return False
    after = words[index + size]
    joined = text[words[index + size - 1].span.end : after.span.start].strip(" \u00a0") == ""
    return joined and after.text[0].islower() and {reading.pos for reading in readings(after.folded)} == {NOUN}


def _inside_name(index: int, size: int, words: Sequence[GlossedWord], text: str) -> bool:
    """Tell "à Londra" from "London Symphony Orchestra": a capitalised neighbour makes it part of a longer name."""
    after = words[index + size] if index + size < len(words) else None
    before = words[index - 1] if index else None
    if before is not None and before.folded in ENGLISH and before.folded not in FRENCH:  # "Royal Bank of Scotland"
        return True
    joined_after = (
        after is not None
        and after.text[0].isupper()
        and text[words[index + size - 1].span.end : after.span.start].strip(" \u00a0-") == ""
    )
    joined_before = (
        before is not None
        and before.text[0].isupper()
        and before.folded not in FRENCH
        and text[before.span.end : words[index].span.start].strip(" \u00a0-") == ""
    )
    return joined_after or joined_before
