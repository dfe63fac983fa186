"""MT301: words left in another language inside French text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

from mtcheck.checks.base import Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.evidence.foreign import foreign_runs
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.lemmas import is_known
from mtcheck.lexicon.names import shipped_organisations, shipped_people
from mtcheck.lexicon.terms import Term, shipped_terms
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.marks import quoted
from mtcheck.text.words import words as words_of

UNTRANSLATED = Rule(
    "MT301",
    "untranslated.text",
    Category.UNTRANSLATED,
    Severity.MAJOR,
    "Words of another language stand inside the French.",
    "Neighbouring words are common in another language and unknown to French, and are no name that French keeps.",
    "MQM Accuracy/Untranslated text; pofilter and LanguageTool bitext check unchanged text.",
    (
        Example("Le ministre a reçu the leader of the opposition dans la matinée.", "the leader of the opposition"),
        Example("Il travaille pour le National Weather Service depuis dix ans.", "National Weather Service"),
        Example("Il ministro degli esteri est arrivé hier à Paris pour la réunion.", "degli esteri"),
        Example("Il lit le Financial Times et le Wall Street Journal."),
        Example("Le leader du parti a passé le week-end à Londres."),
        Example("Selon le New York Times, la réunion aura lieu mardi."),
    ),
)
STRONG = 2.5  # log ratio of the two languages' frequencies from which a word is English
# institutions and bodies, which French translates or explains; other capitalised English is a name of its own
_HEADS = frozenset(
    """service services office agency department ministry army forces force guard council committee coalition court
    police government state states outlet office bureau authority administration commission board alliance union
    association weather health defense defence security intelligence emergency border patrol navy parliament treasury
    chamber senate republic united federal national""".split()
)
_FUNCTION = frozenset(
    "the of and with for from to by is are was were at that this its their his her will would".split()
)
_LOANWORDS = frozenset(
    """think tank tanks startup startups fake news made fact checking smartphone smartphones burnout clickbait crowdfunding
    deepfake deepfakes blockchain bitcoin bitcoins streaming podcast podcasts hashtag hashtags tweet tweets like likes
    lobbying lockdown open data soft power hard hub hubs deal deals storytelling greenwashing benchmark buzz coming out
    shopping shutdown ransomware phishing cluster clusters crash krach stress tests test trader traders trading dealer
    must-have low-cost cash backstage binge feedback fast food standing ovation success story street art job jobs speech
    gap pay-as-you-go""".split()
)


@dataclass
class UntranslatedCheck:
    """Reports runs of foreign words."""

    frequencies: Frequencies | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT301."""
        return (UNTRANSLATED,)

    @cached_property
    def _frequencies(self) -> Frequencies:
        return self.frequencies or shipped_frequencies()

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, ...]]]:
        """Names that French keeps, word by word, by their first word."""
        names = [n for o in shipped_organisations() if o.english_ok or o.kind == "media" for n in (o.name, *o.variants)]
        names += [n for p in shipped_people() for n in (p.name, *p.variants)]
        index: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            parts = tuple(word.folded for word in words_of(name))
            if parts:
                index.setdefault(parts[0], []).append(parts)
        return index

    def _without_names(self, words: Sequence[GlossedWord]) -> frozenset[Span]:
        """Return the spans of the words that belong to a name that French keeps."""
        kept: set[Span] = set()
        forms = tuple(word.folded for word in words)
        for start, form in enumerate(forms):
            for name in self._names.get(form, ()):
                if forms[start : start + len(name)] == name and words[start].text[0].isupper():
                    kept.update(word.span for word in words[start : start + len(name)])
        return frozenset(kept)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every run of foreign words."""
        text = evidence.document.text
        for segment in evidence.segments:
            taken: list[Span] = []
            for run in self._english(segment.words, text):
                span = Span(run[0].span.start, run[-1].span.end)
                taken.append(span)
                verdict = self._verdict(run, text, "English")
                named = any(
                    marked.span.contains(span) and marked.span.end - marked.span.start <= span.end - span.start + 4
                    for marked in quoted(text, segment.passage.span)
                )
                if named and verdict.reference is None:  # set apart by quotation marks: a title or a word of the trade
                    verdict = replace(verdict, confidence=0.5, severity=Severity.MINOR)
                yield verdict
            for language, run in foreign_runs(segment.words, text):
                span = Span(run[0].span.start, run[-1].span.end)
                if not any(span.overlaps(other) for other in taken):
                    yield self._verdict(run, text, {"it": "Italian", "es": "Spanish", "de": "German"}[language])

    def _english(self, words: Sequence[GlossedWord], text: str) -> Iterator[list[GlossedWord]]:
        named = self._without_names(words)
        for run in _runs(words, text, lambda word: word.span not in named and self._may_be_english(word)):
            trimmed = self._trim(run)
            strong = [word for word in trimmed if self._ratio(word) >= STRONG]
            if not trimmed or not strong:
                continue
            function = any(word.folded in _FUNCTION for word in trimmed)
            if len(trimmed) == 1:
                if self._lone(trimmed[0]):
                    yield trimmed
            elif _titled(trimmed):
                # a title or a name of its own, unless it is one of the bodies that French translates
                if any(word.folded in _HEADS for word in trimmed) or self._term(trimmed):
                    yield trimmed
            elif function or len(strong) >= 2:
                yield trimmed

    def _term(self, run: Sequence[GlossedWord]) -> Term | None:
        """Return the curated term whose English form the run is."""
        return self._terms.get(" ".join(word.folded for word in run))

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {form.lower(): term for term in shipped_terms() for form in term.english if form not in term.french}

    def _may_be_english(self, word: GlossedWord) -> bool:
        if word.folded in _LOANWORDS or word.folded in {"a", "on", "or", "as", "me", "main", "sent"}:
            return False
        return self._ratio(word) > -1.0 and (is_known(word.folded, "en") or word.folded in _FUNCTION)

    def _trim(self, run: list[GlossedWord]) -> list[GlossedWord]:
        """Cut words that are as French as English off both ends."""
        start, end = 0, len(run)
        while start < end and not self._edge(run[start]):
            start += 1
        while end > start and not self._edge(run[end - 1]):
            end -= 1
        return run[start:end]

    def _edge(self, word: GlossedWord) -> bool:
        shared = is_known(word.folded, "fr")
        return self._ratio(word) >= STRONG or (not shared and self._ratio(word) > 0.5) or word.text[0].isupper()

    def _lone(self, word: GlossedWord) -> bool:
        """A single lower-case word is foreign only where French text practically never uses it."""
        form = word.folded
        known = (
            form in _LOANWORDS
            or is_known(form, "fr")
            or self._frequencies.of(form, "fr") > 0.3
            or not word.text.islower()
        )
        return not known and len(form) >= 4 and self._frequencies.of(form, "en") >= 5

    def _ratio(self, word: GlossedWord) -> float:
        """Natural log of how much more common the form is in English than in French."""
        form = word.folded
        return log((self._frequencies.of(form, "en") + 0.2) / (self._frequencies.of(form, "fr") + 0.2))

    def _verdict(self, run: list[GlossedWord], text: str, language: str) -> Verdict:
        span = Span(run[0].span.start, run[-1].span.end)
        term = self._term(run)
        named = _titled(run)
        confidence = 0.85 if term or not (named or len(run) == 1) else 0.5 if named else 0.45
        return Verdict(
            UNTRANSLATED,
            span,
            f"“{span.of(text)}” is {language}",
            confidence,
            None if confidence >= 0.6 else Severity.MINOR,
            suggestion=term.french[0] if term else None,
            reference=term.english[0] if term else None,
            evidence=(
                Evidence(
                    "frequency",
                    f"Together these words are common in {language} text and rare or unknown in French.",
                    round(max(self._ratio(word) for word in run), 1),
                ),
            ),
        )


def _titled(run: Sequence[GlossedWord]) -> bool:
    """Say whether a run looks like a name or title: most of its content words have a capital."""
    content = [word for word in run if word.folded not in _FUNCTION]
    return 2 * sum(word.text[0].isupper() for word in content) >= len(content) > 0


def _runs(
    words: Sequence[GlossedWord], text: str, wanted: Callable[[GlossedWord], bool]
) -> Iterator[list[GlossedWord]]:
    """Yield maximal runs of neighbouring wanted words with nothing but white space or a hyphen between them."""
    run: list[GlossedWord] = []
    for word in words:
        near = not run or not text[run[-1].span.end : word.span.start].strip(" \u00a0\u202f\t-’'")
        if wanted(word) and near:
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if wanted(word) else []
    if run:
        yield run
