"""MT210: a word or phrase that renders another sense than its place asks for, the English unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import exp

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import confidence_of
from mtcheck.evidence.analysis import FileEvidence, MisplacedWord
from mtcheck.facts.names import read_names
from mtcheck.facts.values import Fact, Named
from mtcheck.french.lemmas import lemma
from mtcheck.language.messages import Message
from mtcheck.lexicon.domains import domain_in_words
from mtcheck.patterns.loading import shipped_terms
from mtcheck.patterns.schema import english_lemmas
from mtcheck.patterns.wrong import sound_phrases
from mtcheck.records import Category, Evidence, Severity
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

_LONGEST = 4  # content words of curated French that is looked for
_RENDERINGS = 3  # of the sense that is meant, named on the card
_MOST_TIMES = 1e6
# Confidence under which a place is a note: of 35 below it in 76 passages 14 were wrong, of 68 from it on 55.
SURE = 0.75
ALONE = "short-text"  # what a place in a text too short to tell whose it is counts as, however sure the judge is
MISPLACED = Rule(
    "MT210",
    "word.out-of-place",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A word or phrase renders another sense of an English word than its place asks for, or English word for word.",
    "Machines choose a rendering by its frequency and put phrases word for word. The dictionary of senses knows what each "
    "English word can mean, how French renders that, and what careless translation prints; the words around tell which sense "
    "the place asks for. A judge that was taught on pairs with marked errors weighs all that and says how sure it is.",
    "MQM Accuracy/Mistranslation; Terminology/Wrong term.",
    (
        Example(
            "La police de Durban recherche trois hommes qui ont volé une taverne au point de pistolet.",
            "au point de pistolet",
        ),
        Example("Les premiers secours sont arrivés trop tard, selon les pompiers."),
        Example(
            "Un soldat hors devoir a extrait deux enfants d'un monospace en feu sur l'autoroute 81.", "hors devoir"
        ),
        Example("Il portait un costume sombre et une cravate."),
    ),
)


@dataclass(frozen=True)
class MisplacedCheck:
    """Reports places that the judge of senses holds to be wrong."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT210."""
        return (MISPLACED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every place that is likely wrong."""
        for word in evidence.misplaced:
            if _is_curated(word, evidence) or _is_people(word) or _is_otherwise_said(word, evidence):
                continue
            confidence = confidence_of(MISPLACED, ALONE) if word.alone else round(word.confidence, 2)
            # Of a text too short to tell whose it is, a place is no more than a note; so is one that is hardly sure.
            grave = Severity.MAJOR if word.grave else Severity.MINOR
            yield replace(
                _verdict(word),
                severity=Severity.NEUTRAL if word.alone or confidence < SURE else grave,
                confidence=confidence,
                branch=ALONE if word.alone else "",
            )


def _is_curated(word: MisplacedWord, evidence: FileEvidence) -> bool:
    """Say whether the words are part of French that the curated patterns accept: "réseau de passeurs" is a smuggling ring."""
    item = evidence.segment_at(word.span)
    content = [one for one in item.words if one.folded not in FRENCH] if item is not None else []
    sound = _curated()
    return any(
        tuple(one.lemma for one in content[first : first + size]) in sound
        for first in range(len(content))
        for size in range(2, _LONGEST + 1)
        if any(one.span.overlaps(word.span) for one in content[first : first + size])
    )


def _is_otherwise_said(word: MisplacedWord, evidence: FileEvidence) -> bool:
    """Say whether the known English of the words has another word than the pivot: « obèses » is *obese*, not *overweight*."""
    asked = english_lemmas(word.pivot)
    texts = [one.text for one in evidence.alignments if one.span.overlaps(word.span)]
    return bool(texts) and not any(
        set(asked) <= set(english_lemmas(text)) if asked else word.pivot in text.lower() for text in texts
    )


def _is_people(word: MisplacedWord) -> bool:
    """Say whether a word names a people or country, which says what it says.

    The dictionary has it in phrases alone: "à l'italienne" is *landscape* to a printer, « italien » never.
    """
    if word.said is None:
        return False
    named = read_names(word.printed, "fr")
    return any(fact.text == word.printed and _is_place(fact) for fact in named)


def _is_place(fact: Fact) -> bool:
    return any(isinstance(value, Named) and value.family == "place" for value in fact.values)


@cache
def _curated() -> frozenset[tuple[str, ...]]:
    """Return the content words, as dictionary forms, of accepted French of several words."""
    phrases = (*(french for term in shipped_terms() for french in (*term.french, *term.sound)), *sound_phrases())
    content = (tuple(lemma(w.folded, "fr") for w in words(p) if w.folded not in FRENCH) for p in phrases)
    return frozenset(bases for bases in content if 1 < len(bases) <= _LONGEST)


def _verdict(word: MisplacedWord) -> Verdict:
    meant = _as(word.pivot, word.domain)
    right = (
        Message("French says “{french}”", french=word.replacement)
        if word.replacement
        else Message("it reads as {meant}", meant=meant)
    )
    if word.said is None or word.careless:
        rendered = Message(
            "“{printed}” is a careless rendering of “{english}”", printed=word.printed, english=word.pivot
        )
    else:
        rendered = Message("“{printed}” fits {said}", printed=word.printed, said=_as(*word.said))
    message = Message("{rendered}; here {right}.", rendered=rendered, right=right)
    if word.companion:
        message = Message(
            "{rendered}; beside “{beside}” {right}.", rendered=rendered, beside=word.companion, right=right
        )
    renderings = word.meant[:_RENDERINGS]
    reasons = [
        Evidence("pivot", Message("The English is likely {meant}: {renderings}.", meant=meant, renderings=renderings))
    ]
    if word.companion:
        company = "“{beside}” keeps company with “{english}” in that sense."
        reasons.append(Evidence("company", Message(company, beside=word.companion, english=word.pivot)))
    if word.gain is not None:
        times = round(min(exp(word.gain), _MOST_TIMES), 1)
        reasons.append(
            Evidence("language-model", Message("A language model finds the sentence {n} times likelier so.", n=times))
        )
    return Verdict(
        MISPLACED,
        word.replaced,
        message,
        word.confidence,
        suggestion=word.replacement,
        reference=word.pivot,
        evidence=tuple(reasons),
    )


def _as(english: str, domain: str) -> Message:
    return Message("“{english}” ({domain})", english=english, domain=domain_in_words(domain))
