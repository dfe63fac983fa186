"""MT604: two words printed as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.lemmas import is_known
from mtcheck.language.messages import Message
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.names import shipped_people
from mtcheck.records import Category, Evidence, Severity, Span

GLUED = Rule(
    "MT604",
    "surface.glued-words",
    Category.PUNCTUATION,
    Severity.MINOR,
    "Two words are printed as one.",
    "A space was lost in editing or extraction. The printed word is in no word list of French or English, and parts into a known "
    "word or a name and a small word that French often puts there.",
    "MQM Fluency/Punctuation (whitespace, themqm.org).",
    (
        Example("Le président Trumpavait promis une réponse rapide.", "Trumpavait"),
        Example("Il se rendra aux États-Unisà la fin du mois.", "États-Unisà"),
        Example("Le ministre rencontrera lesdeux délégations jeudi.", "lesdeux"),
        Example("La réunion s'est achevée jeudiLe ministre a quitté la salle.", "jeudiLe"),
        Example("Les deux armées se sont retirées de YouTube, de LinkedIn et de BlaBlaCar."),
        Example("Les Lesothans, les surtaxes et les désétatisations inquiètent Mme Lestrade et M. Delamare."),
        Example("La lesbienne et l'autodidacte ont voyagé en Cisjordanie avec Avaitski."),
    ),
)
_BEHIND = tuple(
    sorted(
        """avait avaient était étaient sera seront serait seraient aura auront aurait auraient dans pour avec après
        avant depuis à où cette mais pendant""".split(),
        key=len,
        reverse=True,
    )
)
_BEFORE = tuple("les dans avec cette mais nous vous leurs notre votre depuis pendant lorsque".split())
_CAMEL = re.compile(
    r"(?P<first>[a-zà-öø-ÿœ]{3,})(?P<second>Le|La|Les|Il|Elle|Ils|Elles|Un|Une|Des|Ce|Cette|Ces|En|Dans|Mais|Selon|Pour|Au|On)"
)
_PART = 4  # letters of the other word: a shorter rest is an ending
_NAME = 0.05  # occurrences in a million from which a form with a capital is a name that is known
_COMMON = 5.0  # the same for a word beside a small word
_KNOWN = 0.005  # from which a printed word is one


@dataclass(frozen=True)
class GluedWordCheck:
    """Reports words that are two."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT604."""
        return (GLUED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every such word."""
        for segment in evidence.segments:
            for word in segment.words:
                if len(word.text) <= _PART or (parts := _parts(word.text)) is None:
                    continue
                yield measured(
                    GLUED,
                    Span(*word.span),
                    Message("Two words are printed as one: “{parts}”", parts=parts),
                    suggestion=parts,
                    evidence=(Evidence("lexicon", Message("No word list has the word; it has both of its parts.")),),
                )


def _parts(printed: str) -> str | None:
    """Return the two words that a printed one consists of, None where it is one word, or none that is known."""
    if camel := _CAMEL.fullmatch(printed):
        return f"{camel['first']} {camel['second']}" if is_known(camel["first"], "fr") else None
    if not _may_end(printed) and not printed.startswith(_BEFORE):
        return None
    if not (printed.islower() or (printed[0].isupper() and printed[1:].replace("-U", "-u").islower())) or _is_word(
        printed
    ):
        return None
    for small in _BEHIND:
        first = printed[: -len(small)]
        if printed.endswith(small) and len(first) >= _PART and _stands(first):
            return f"{first} {small}"
    for small in _BEFORE:
        second = printed[len(small) :]
        if (
            printed.startswith(small)
            and len(second) >= _PART
            and _frequency(second) >= _COMMON
            and is_known(second, "fr")
        ):
            return f"{small} {second}"
    return None


def _may_end(printed: str) -> bool:
    return printed.endswith(_BEHIND)


def _is_word(printed: str) -> bool:
    folded = printed.lower()
    return any(is_known(folded, code) or shipped_frequencies().of(folded, code) >= _KNOWN for code in ("fr", "en"))


def _stands(first: str) -> bool:
    """Say whether the first part is a word of its own: a name that is known, or a common French word."""
    if first[0].isupper():
        return first in _surnames() or max(_frequency(first), shipped_frequencies().of(first.lower(), "en")) >= _NAME
    return is_known(first, "fr") and _frequency(first) >= _COMMON


@cache
def _surnames() -> frozenset[str]:
    return frozenset(
        name.rsplit(maxsplit=1)[-1] for person in shipped_people() for name in (person.name, *person.variants)
    )


def _frequency(word: str) -> float:
    return shipped_frequencies().of(word.lower(), "fr")
