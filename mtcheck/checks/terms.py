"""MT2xx: terms rendered word for word, and words taken in the wrong sense."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.thresholds import COMPARABLE
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.evidence.literal import LiteralRendering, TermFinder
from mtcheck.french.counts import shipped_counts
from mtcheck.french.inflection import bare, in_number_of, in_verb_form_of
from mtcheck.french.lemmas import is_known
from mtcheck.language.messages import Message
from mtcheck.lexicon.attested import shipped_attested
from mtcheck.lexicon.collocations import Collocations, shipped_collocations
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.patterns.loading import shipped_terms
from mtcheck.patterns.names import name_patterns
from mtcheck.patterns.schema import Pattern, PatternKind, english_lemmas
from mtcheck.patterns.wrong import shipped_wrong_renderings
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

GARBLED = Rule(
    "MT201",
    "term.garbled",
    Category.WRONG_TERM,
    Severity.MAJOR,
    "An English term is rendered word for word where French has a term of its own.",
    "A machine that does not know a term translates its words one by one. The words glossed back to English spell the "
    "English term, and none of the French renderings that sound text uses for it stands there.",
    "MQM Terminology/Wrong term (themqm.org); mechanism: word alignment (Brown et al. 1993) against a curated list.",
    (
        Example("Les belligérants ont signé un feu cessé hier soir.", "feu cessé"),
        Example("Deux soldats ont été tués par un feu amical.", "feu amical"),
        Example("Les belligérants ont signé un cessez-le-feu hier soir."),
        Example("Un véhicule de deux soldats des Special Forces a sauté sur une mine."),
        Example("Le feu a cessé de brûler dans la forêt."),
    ),
)
WRONG_SENSE = Rule(
    "MT202",
    "term.wrong-sense",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A word is rendered by the French for another of its senses.",
    "The English word has several French renderings; the one printed belongs to a sense that the sentence rules out "
    "(a strike by missiles is a frappe, a strike by workers a grève).",
    "MQM Accuracy/Mistranslation; Vamvas and Sennrich (2022) on wrong senses in machine translation.",
    (
        Example("Un missile a suivi les grèves contre la raffinerie.", "grèves"),
        Example("Les cheminots poursuivent la grève jusqu'à lundi."),
        Example("Un missile a suivi les frappes contre la raffinerie."),
    ),
)


# Strength of the glosses (0–1) from which a rendering is grave, and from which it is told even where sound text puts the same
# words together. How often each side of a threshold is right stands in confidence.toml, as branches.
GRAVE = {"word": 0.5, "words": 0.444}
STRONG = 0.78
_STEM = 5  # letters by which two forms of a word are the same


@dataclass
class TermCheck:
    """Reports literal renderings of curated terms."""

    back_translated = BackTranslated.NONE

    finder: TermFinder | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT201 and MT202."""
        return (GARBLED, WRONG_SENSE)

    @cached_property
    def _finder(self) -> TermFinder:
        terms = (*shipped_terms(), *name_patterns())
        return self.finder or TermFinder(
            terms, shipped_counts(), shipped_attested(), self._collocations, shipped_wrong_renderings()
        )

    @cached_property
    def _collocations(self) -> Collocations:
        return shipped_collocations()

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every literal rendering in every segment."""
        for segment in evidence.segments:
            for found in self._finder.find(segment.words, evidence.document.text):
                window = [w for w in segment.words if found.span.contains(w.span) and w.folded not in FRENCH]
                if _is_cleared(found, evidence):
                    continue
                attested = bool(found.glosses) and _attested(window, self._collocations)
                if attested and found.term.kind == PatternKind.NAME:
                    continue  # "Affaires étrangères" is no rendering of the journal Foreign Affairs
                if not found.listed and _is_english(found, window):
                    continue  # the English itself, or a name: told as left in English, if at all
                kind = _kind(found, len(window), attested)
                if kind != "attested" or found.strength >= STRONG:
                    yield self._verdict(found, window, kind, evidence.document.text)

    def _verdict(self, found: LiteralRendering, window: list[GlossedWord], kind: str, text: str) -> Verdict:
        term, span = found.term, found.span
        rule = WRONG_SENSE if len(window) == 1 else GARBLED
        english = next(
            (form for form in term.english if set(english_lemmas(form)) == set(found.english)), term.english[0]
        )
        suggestion = None
        if found.sure_meaning:
            rendering = _fitting(term, english, window)
            suggestion = in_verb_form_of(in_number_of(rendering, span.of(text)), span.of(text))
            span = _with_opening(span, suggestion, text)
        reasons = []
        if found.glosses:
            said = " + ".join(f"{french} = {gloss}" for french, gloss, _ in found.glosses)
            reasons.append(Evidence("gloss", Message("Word for word the French says: {said}.", said=said)))
        accepted = term.french[:4]
        reasons.append(
            Evidence(
                "accepted-renderings",
                Message("Sound French for “{english}”: {accepted}.", english=english, accepted=accepted),
            )
        )
        if found.context:
            reasons.append(Evidence("context", Message("The sentence speaks of “{context}”.", context=found.context)))
        if len(window) > 1 and found.glosses and not _attested(window, self._collocations):
            reasons.append(Evidence("collocation", Message("The reference corpus never puts these words together.")))
        message = Message("“{french}” renders “{english}” word for word", french=span.of(text), english=english)
        if rule is WRONG_SENSE and found.english:
            said = " ".join(found.english)
            message = Message("“{french}” says “{english}”", french=span.of(text), english=said)
            if found.context and suggestion:
                message = Message(
                    "“{french}” says “{english}”; beside “{context}” French says “{suggestion}”",
                    french=span.of(text),
                    english=said,
                    context=found.context,
                    suggestion=suggestion,
                )
        faint = bool(found.glosses) and found.strength < GRAVE.get(kind, 2.0)
        return measured(
            rule,
            span,
            message,
            _branch(kind, found.strength),
            Severity.MINOR if faint else None,
            suggestion=suggestion,
            reference=english,
            evidence=tuple(reasons),
        )


def _is_cleared(found: LiteralRendering, evidence: FileEvidence) -> bool:
    """Say whether known English speaks for the French: the dictionary accepts it there, or no word of the term was said."""
    if evidence.is_accepted(found.span):
        return True
    terms = {word for form in found.term.english for word in english_lemmas(form)}
    for statement in evidence.statements:
        alignment = statement.alignment
        marked = alignment.quotation is not None and alignment.quotation.marked
        if marked and alignment.similarity >= COMPARABLE and alignment.span.contains(found.span):
            return terms.isdisjoint(word.lemma for word in statement.english)
    return False


def _fitting(term: Pattern, english: str, window: Sequence[GlossedWord]) -> str:
    """Return the rendering to suggest: the usual one; for another of the term's English forms, one that keeps a printed word.

    "Whip de la minorité" renders *minority whip*; the usual "chef de file de la majorité" says the opposite.
    """
    if set(english_lemmas(english)) == set(english_lemmas(term.english[0])):
        return term.french[0]
    printed = {bare(word.text)[:_STEM] for word in window}
    kept = [len(printed & {bare(word.text)[:_STEM] for word in words(french)}) for french in term.french]
    return term.french[kept.index(max(kept))]


def _is_english(found: LiteralRendering, window: list[GlossedWord]) -> bool:
    printed = " ".join(word.folded for word in window)
    return printed in {form.lower() for form in found.term.english} or not any(_is_french(word) for word in window)


def _is_french(word: GlossedWord) -> bool:
    return is_known(word.folded, "fr") or shipped_frequencies().of(word.folded, "fr") > 1.0


def _attested(window: list[GlossedWord], collocations: Collocations) -> bool:
    pairs = itertools.pairwise(window)
    return len(window) > 1 and all((first.lemma, second.lemma) in collocations for first, second in pairs)


def _kind(found: LiteralRendering, words: int, attested: bool) -> str:
    """Return what tells a rendering: a list, the dictionary, one word's company, or the glosses of several words."""
    if not found.glosses:
        return "listed" if found.listed else "dictionary"
    return "word" if words == 1 else "attested" if attested else "words"


def _branch(kind: str, strength: float) -> str:
    """Return the branch of the rule: the kind of rendering, and how strong its glosses are."""
    if kind not in GRAVE:
        return kind
    if strength < GRAVE[kind]:
        return f"{kind}-faint"
    return f"{kind}-strong" if kind == "words" and strength >= STRONG else kind


def _with_opening(span: Span, suggestion: str, text: str) -> Span:
    """Take in the preposition before the words where the suggestion brings its own ("avec Reuters")."""
    opening = suggestion.split(maxsplit=1)[0].lower()
    before = text[: span.start].rstrip()
    start = len(before) - len(opening)
    if " " in suggestion and before.lower().endswith(opening) and (start == 0 or not before[start - 1].isalpha()):
        return Span(start, span.end)
    return span
