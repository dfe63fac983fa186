"""MT411: a pronoun behind a quotation that has not the gender of the only person who spoke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.people import gender_of_name, is_person_noun
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Passage, Quotation, Severity, Span
from mtcheck.speech.mentions import find_mentions
from mtcheck.text.words import words

SPEAKER = Rule(
    "MT411",
    "grammar.speaker",
    Category.GRAMMAR,
    Severity.MINOR,
    "“il” or “elle” behind a quotation has not the gender of the only person who spoke.",
    "Italian, Spanish, Turkish or Chinese leave the pronoun out or do not tell its gender, and a machine guesses. Only the first "
    "name in the paragraph tells who spoke, and nobody and nothing else in it could be meant.",
    "MQM Fluency/Grammar (agreement); Stanovsky et al. (2019), Evaluating Gender Bias in Machine Translation.",
    (
        Example("« Nous sommes prêts », a dit Jeanne Martin. « Le vote aura lieu », ajoute-t-il.", "ajoute-t-il"),
        Example(
            "« Nous sommes prêts », a dit Paul Martin. « Le vote aura lieu », a-t-elle précisé.", "a-t-elle précisé"
        ),
        Example("« Nous sommes prêts », a dit Jeanne Martin. « Le vote aura lieu », ajoute-t-elle."),
        Example(
            "Le maire a reçu Jeanne Martin. « Nous sommes prêts », a-t-elle dit. « Le vote aura lieu », ajoute-t-il."
        ),
        Example("« Nous sommes prêts », a dit Jeanne Martin. Le texte est clair. « Le vote aura lieu », précise-t-il."),
        Example("« Nous sommes prêts », a dit Dominique Martin. « Le vote aura lieu », ajoute-t-il."),
    ),
)
_PRONOUN = re.compile(r"-(?:t-)?(?P<pronoun>il|elle)\b", re.IGNORECASE)
_GENDERS = {"il": "m", "elle": "f"}
_OTHER = {"il": "elle", "elle": "il"}
_OPENING = re.compile(
    r"(?:^|[.!?…]\s+)\W*(?:(?P<det>le|la|ce|cet|cette|un|une|son|sa)\s|(?P<elided>l['’]))", re.IGNORECASE
)
_DETERMINERS = {
    "m": frozenset("le ce cet un du au son l' mon notre votre leur".split()),
    "f": frozenset("la cette une sa l' ma notre votre leur".split()),
}


@dataclass(frozen=True)
class SpeakerGenderCheck:
    """Compares the pronoun of a reporting phrase with the speaker's first name."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT411."""
        return (SPEAKER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every reporting phrase with a pronoun."""
        text = evidence.document.text
        seen: set[Span] = set()
        for quotation in evidence.quotations:
            cue, speaker = quotation.cue, quotation.speaker
            if cue is None or speaker is None or cue in seen or " " not in speaker:
                continue
            seen.add(cue)
            found = _PRONOUN.search(text, cue.start, cue.end)
            gender = gender_of_name(speaker)
            if found is None or gender is None or gender == _GENDERS[found["pronoun"].lower()]:
                continue
            passage = next((p for p in evidence.document.passages if p.span.start <= cue.start < p.span.end), None)
            if passage is None or _anybody_else(text, passage, cue, speaker, evidence.quotations):
                continue
            yield Verdict(
                SPEAKER,
                cue,
                Message(
                    "“{pronoun}” is {speaker}, a woman by the first name", pronoun=found["pronoun"], speaker=speaker
                )
                if gender == "f"
                else Message(
                    "“{pronoun}” is {speaker}, a man by the first name", pronoun=found["pronoun"], speaker=speaker
                ),
                0.6,
                suggestion=text[cue.start : found.start("pronoun")]
                + _OTHER[found["pronoun"].lower()]
                + text[found.end("pronoun") : cue.end],
                evidence=(
                    Evidence(
                        "speaker",
                        Message("Nobody else speaks in the paragraph before “{printed}”.", printed=cue.of(text)),
                    ),
                ),
            )


def _anybody_else(text: str, passage: Passage, cue: Span, speaker: str, quotations: Sequence[Quotation]) -> bool:
    """Say whether the paragraph, quoted words aside, has somebody or something of the pronoun's gender before the cue."""
    start = passage.span.start
    read = list(text[start : cue.start])
    for quotation in quotations:
        if quotation.marked:
            for place in range(max(start, quotation.span.start), min(cue.start, quotation.span.end)):
                read[place - start] = " "
    before = "".join(read)
    wanted = "f" if gender_of_name(speaker) == "m" else "m"
    for opening in _OPENING.finditer(before):
        if opening["elided"] or opening["det"].lower() in _DETERMINERS[wanted]:
            return True
    surname = speaker.rsplit(maxsplit=1)[-1]
    for mention in find_mentions(before, 0, len(before)):
        named = mention.titled or len(mention.name.split()) > 1
        if named and not mention.name.endswith(surname) and gender_of_name(mention.name) != gender_of_name(speaker):
            return True
    cut = words(before)
    return any(
        is_person_noun(noun.text) and determiner.folded in _DETERMINERS[wanted] for determiner, noun in pairwise(cut)
    )
