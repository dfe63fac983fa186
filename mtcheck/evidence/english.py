"""English words left in French, by the two languages' frequencies: also names of bodies, and single words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, zip_longest
from math import log

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.foreign import shipped_foreign_words
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.names import shipped_organisations, shipped_people
from mtcheck.patterns.loading import shipped_terms
from mtcheck.patterns.schema import Pattern
from mtcheck.records import Span
from mtcheck.text.words import words as words_of

STRONG = 2.5  # log ratio of the two languages' frequencies from which a word is English
# What states have, and French translates; associations, agencies and companies keep their English names in news by people
_HEADS = frozenset(
    """service services office department ministry army force forces guard council committee court police government navy
    parliament treasury senate patrol republic""".split()
)
_DESCRIBING = frozenset("outlet outlets newspaper newspapers broadcaster".split())  # "US outlet Axios"
_QUALIFYING = frozenset("us uk american british russian ukrainian german french israeli chinese news media".split())
_FUNCTION = frozenset(
    "the of and with for from to by is are was were at that this its their his her will would".split()
)
_OPENING = frozenset(
    "however meanwhile moreover nevertheless nonetheless therefore".split()
)  # with a capital at a sentence's start
_FRENCH = frozenset({"a", "on", "or", "as", "me", "main", "sent"})
_UNSEEN = 0.2  # occurrences in a million words that are added on both sides, so that an unseen form has a ratio
_POSSIBLE = -1.0  # log ratio from which a known English word may be one here
_RATHER = 0.5  # log ratio from which a word that French lacks may be at an end of English words
_IN_FRENCH = 0.3  # occurrences in a million words of French from which a form is French as well
_SHORTEST = 4  # letters of a word that is told by itself
_REMEMBERED = 100_000  # forms
_USUAL = 5.0  # times in a million English words from which a word by itself can be told
_LISTED = 2.2  # the same for one that the English dictionary has


@dataclass
class EnglishRuns:
    """Finds runs of English words.

    Args:
        frequencies: None for those that ship with the package.
    """

    given: Frequencies | None = None
    _judged: dict[str, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def frequencies(self) -> Frequencies:
        """Occurrences in a million words of each language."""
        return self.given or shipped_frequencies()

    def find(self, words: Sequence[GlossedWord], text: str, borrowed: frozenset[Span]) -> Iterator[list[GlossedWord]]:
        """Find the runs of a French sentence.

        Args:
            words: Of the sentence, in order.
            text: The document.
            borrowed: Words that belong to expressions which French borrows whole.

        Yields:
            The words of each run: two or more, or one that French text practically never uses.
        """
        left_out = self._in_names(words) | borrowed
        for run in _runs(words, text, [self._may_be_english(word) and word.span not in left_out for word in words]):
            trimmed = self._trim(run)
            strong = [word for word in trimmed if self._strong(word)]
            if not trimmed or not strong:
                continue
            function = any(word.folded in _FUNCTION for word in trimmed)
            if len(trimmed) == 1:
                if self._lone(trimmed[0]):
                    yield trimmed
            elif is_titled(trimmed):
                # a title or a name of its own, unless it is one of the bodies that French translates
                if _is_described(trimmed) or self.term(trimmed):
                    yield trimmed
            elif (function or len(strong) >= 2) and not _in_title(words, text, trimmed):
                yield trimmed

    def term(self, run: Sequence[GlossedWord]) -> Pattern | None:
        """Return the curated term whose English form the run is."""
        return self._terms.get(" ".join(word.folded for word in run))

    def ratio(self, word: GlossedWord) -> float:
        """Natural log of how much more common the form is in English than in French."""
        form = word.folded
        return log((self.frequencies.of(form, "en") + _UNSEEN) / (self.frequencies.of(form, "fr") + _UNSEEN))

    @cached_property
    def _terms(self) -> dict[str, Pattern]:
        return {form.lower(): term for term in shipped_terms() for form in term.english if form not in term.french}

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

    def _in_names(self, words: Sequence[GlossedWord]) -> frozenset[Span]:
        """Return the spans of the words that belong to a name that French keeps."""
        kept: set[Span] = set()
        forms = tuple(word.folded for word in words)
        for start, form in enumerate(forms):
            for name in self._names.get(form, ()):
                if forms[start : start + len(name)] == name and words[start].text[0].isupper():
                    kept.update(word.span for word in words[start : start + len(name)])
        return frozenset(kept)

    def _may_be_english(self, word: GlossedWord) -> bool:
        known = self._judged.get(word.folded)
        if known is None:
            if len(self._judged) >= _REMEMBERED:
                self._judged.clear()
            known = self._judged[word.folded] = self._judge(word)
        return known

    def _judge(self, word: GlossedWord) -> bool:
        if word.folded in shipped_foreign_words().borrowed or word.folded in _FRENCH:
            return False
        if word.folded in shipped_foreign_words().alone:
            return True
        return self.ratio(word) > _POSSIBLE and (is_known(word.folded, "en") or word.folded in _FUNCTION)

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
        return self._strong(word) or (not shared and self.ratio(word) > _RATHER) or word.text[0].isupper()

    def _strong(self, word: GlossedWord) -> bool:
        return word.folded in shipped_foreign_words().alone or self.ratio(word) >= STRONG

    def _lone(self, word: GlossedWord) -> bool:
        """A single lower-case word is foreign only where French text practically never uses it."""
        form = word.folded
        if form in shipped_foreign_words().alone:
            return word.text.islower() or form in _OPENING
        known = (
            form in shipped_foreign_words().borrowed
            or is_known(form, "fr")
            or self.frequencies.of(form, "fr") > _IN_FRENCH
            or not word.text.islower()
        )
        if known or len(form) < _SHORTEST:
            return False
        return self.frequencies.of(form, "en") >= (
            _LISTED if is_known(form, "en") and len(form) > _SHORTEST else _USUAL
        )


def is_titled(run: Sequence[GlossedWord]) -> bool:
    """Say whether a run looks like a name or title: most of its content words have a capital."""
    content = [word for word in run if word.folded not in _FUNCTION]
    return 2 * sum(word.text[0].isupper() for word in content) >= len(content) > 0


def _is_described(run: Sequence[GlossedWord]) -> bool:
    """Say whether a name holds a noun that French translates: "Weather Service", "US outlet", not "Police Federation"."""
    if run[0].folded in _QUALIFYING and any(word.folded in _DESCRIBING for word in run):
        return True
    return any(
        (word.folded in _DESCRIBING and word.text.islower())
        or (word.folded in _HEADS and not (after and after.text[0].isupper()))
        for word, after in zip_longest(run, run[1:])
    )


def _in_title(words: Sequence[GlossedWord], text: str, run: Sequence[GlossedWord]) -> bool:
    """Say whether a run is what joins the words of a name: "of the" in "The Art of the Deal"."""
    if any(word.folded not in _FUNCTION for word in run):
        return False
    first, last = words.index(run[0]), words.index(run[-1])
    ends = [
        (index, after) for index, after in ((first - 1, first), (last, last + 1)) if index >= 0 and after < len(words)
    ]
    return any(
        words[index if after == first else after].text[0].isupper()
        and not text[words[index].span.end : words[after].span.start].strip()
        for index, after in ends
    )


def _runs(words: Sequence[GlossedWord], text: str, wanted: Sequence[bool]) -> Iterator[list[GlossedWord]]:
    """Yield maximal runs of neighbouring wanted words with nothing but white space or a hyphen between them."""
    run: list[GlossedWord] = []
    last = -1
    for place in compress(range(len(words)), wanted):
        word = words[place]
        if run and (place > last + 1 or text[run[-1].span.end : word.span.start].strip(" \u00a0\u202f\t-’'")):
            yield run
            run = []
        run.append(word)
        last = place
    if run:
        yield run
