"""Literal renderings of terms: French that says an English term word for word where French has a term of its own.

The mechanism: a window of neighbouring French content words glosses one to one to the words of an English term, and none
of the term's accepted French renderings stands there. "feu cessé" glosses to *fire ceased*, the words of *cease fire*,
and is not "cessez-le-feu".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.grammar import GrammarCounts
from mtcheck.lexicon.inflection import bare, same_word
from mtcheck.lexicon.lemmas import is_infinitive, lemma
from mtcheck.lexicon.names import NAMES
from mtcheck.lexicon.stopwords import FRENCH
from mtcheck.lexicon.terms import Term, kin
from mtcheck.records import Span
from mtcheck.text.words import words

WEAKEST = 0.04  # p(english | french) from which a gloss counts as "this is what the word says"
FAINTEST = 0.31  # strength under which a rendering is put down to the table's noise
NEAR = 0.08  # the same for context words, which must be surer than noise
FINITE = 0.1  # share of occurrences after a subject pronoun from which a form is taken for a conjugated verb
AUXILIARIES = frozenset("a ont ai as avons avez avait avaient aura auront aurait auraient ayant eu".split())
DETERMINERS = frozenset("le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs".split())
LIGHT_VERBS = frozenset("pouvoir devoir vouloir aller falloir faire venir prendre mettre avoir être".split())
OPENINGS = frozenset("avec en sur par pour dans sans sous à selon".split())
LINKS = frozenset("aucun aucune sans de d' du des la le les l' à au aux en par sur un une".split())


@dataclass(frozen=True, slots=True)
class LiteralRendering:
    """A French window that renders an English term word for word.

    Attributes:
        span: From the window's first to its last word.
        english: The English form (or literal pivot) that the window glosses to.
        strength: Product of the glosses' probabilities, each capped at 0.5 and scaled to 0–1, to the power 1/n.
        context: The English context word that made it suspicious, where the term needs one.
    """

    term: Term
    span: Span
    english: tuple[str, ...]
    strength: float
    glosses: tuple[tuple[str, str, float], ...]
    context: str | None = None


@dataclass
class TermFinder:
    """Finds literal renderings of a list of terms.

    Args:
        terms: The terms.
        grammar: Tells conjugated verbs, which end a window.
        attested: ``(canonical English, French dictionary forms)`` of literal renderings that sound text uses.
    """

    terms: tuple[Term, ...]
    grammar: GrammarCounts
    attested: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def _patterns(self) -> dict[tuple[str, int], list[tuple[Term, tuple[str, ...], tuple[str, ...]]]]:
        """Terms, their patterns and the patterns' kin, by a word of the pattern and its length."""
        index: dict[tuple[str, int], list[tuple[Term, tuple[str, ...], tuple[str, ...]]]] = {}
        for term in self.terms:
            for pattern in term.patterns:
                related = tuple(map(kin, pattern))
                for word in set(related):
                    index.setdefault((word, len(pattern)), []).append((term, pattern, related))
        return index

    @cached_property
    def _accepted(self) -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
        return {id(term): tuple(map(_accepted_form, term.french)) for term in self.terms}

    @cached_property
    def _wrong(self) -> dict[str, list[tuple[Term, tuple[str, ...]]]]:
        """Renderings that are always wrong, by the bare form of their first word."""
        index: dict[str, list[tuple[Term, tuple[str, ...]]]] = {}
        for term in self.terms:
            for phrase in term.wrong:
                parts = _content(phrase)
                if len(parts) > 1:
                    for key in {bare(parts[0]), lemma(parts[0], "fr")}:
                        index.setdefault(key, []).append((term, parts))
        return index

    def find(self, sentence: Sequence[GlossedWord], text: str) -> tuple[LiteralRendering, ...]:
        """Find the literal renderings in one sentence.

        Args:
            sentence: Its words with their glosses.
            text: The document, to see what stands between two words.

        Returns:
            Renderings that do not overlap, by start; of overlapping ones the longer, then the stronger.
        """
        content = [word for word in sentence if word.folded not in FRENCH and not word.folded[0].isdigit()]
        plain = [self._is_nominal(word, sentence) for word in content]
        joined = [i > 0 and _joined(sentence, content[i - 1], content[i], text) for i in range(len(content))]
        found = [*self._literal(sentence, content, joined, plain), *self._always_wrong(sentence, content, joined)]
        return _best(found)

    def _is_nominal(self, word: GlossedWord, sentence: Sequence[GlossedWord]) -> bool:
        """Tell a word that can be part of a term from a conjugated verb or the participle of a compound tense."""
        before = _word_before(word, sentence)
        if word.lemma in LIGHT_VERBS or (self.grammar.verbal(word.folded) > FINITE and before not in DETERMINERS):
            return False
        return before not in AUXILIARIES and not (word.folded.endswith("ant") and is_infinitive(word.lemma))

    def _literal(
        self,
        sentence: Sequence[GlossedWord],
        content: Sequence[GlossedWord],
        joined: Sequence[bool],
        plain: Sequence[bool],
    ) -> Iterator[LiteralRendering]:
        meanings = [_meanings(word) for word in content]
        for first in range(len(content)):
            if not plain[first]:
                continue
            seen: set[tuple[int, tuple[str, ...]]] = set()
            for last in range(first, min(first + 4, len(content))):
                if last > first and not (joined[last] and plain[last]):
                    break
                window = content[first : last + 1]
                said: frozenset[str] | None = None
                for term, pattern in self._candidates(meanings[first : last + 1]):
                    key = (id(term), pattern)
                    if key in seen:
                        continue
                    seen.add(key)
                    glosses = _assign(window, meanings[first : last + 1], pattern)
                    if glosses is None:
                        continue
                    if (term.english[0], " ".join(word.lemma for word in window)) in self.attested:
                        continue
                    if term.domain == NAMES and not _bears_capital(window, sentence):
                        continue
                    said = _said(content, first, last) if said is None else said
                    context = _context(term, pattern, said)
                    if context is None or (term.unless and term.unless & said):
                        continue
                    strength = _strength(glosses)
                    if strength < FAINTEST:  # it would only hide a shorter, stronger one
                        continue
                    if self._is_accepted(term, sentence, content, first, last):
                        continue
                    span = Span(window[0].span.start, window[-1].span.end)
                    yield LiteralRendering(term, span, pattern, strength, glosses, context or None)

    def _candidates(self, window: Sequence[Mapping[str, float]]) -> Iterator[tuple[Term, tuple[str, ...]]]:
        """Give the terms whose words are all among the window's meanings."""
        for english in window[0]:
            for term, pattern, related in self._patterns.get((english, len(window)), ()):
                if all(any(word in meanings for meanings in window) for word in related):
                    yield term, pattern

    def _always_wrong(
        self, sentence: Sequence[GlossedWord], content: Sequence[GlossedWord], joined: Sequence[bool]
    ) -> Iterator[LiteralRendering]:
        for first, word in enumerate(content):
            candidates = [*self._wrong.get(bare(word.text), ()), *self._wrong.get(word.lemma, ())]
            for term, wrong in dict.fromkeys(candidates):
                window = content[first : first + len(wrong)]
                if len(window) < len(wrong) or not all(map(same_word, wrong, (w.text for w in window))):
                    continue
                if not all(joined[first + 1 : first + len(wrong)]):
                    continue
                if self._is_accepted(term, sentence, content, first, first + len(wrong) - 1):
                    continue
                if term.unless and term.unless & _said(content, first, first + len(wrong) - 1):
                    continue
                yield LiteralRendering(term, Span(window[0].span.start, window[-1].span.end), (), 1.0, ())

    def _is_accepted(
        self, term: Term, sentence: Sequence[GlossedWord], content: Sequence[GlossedWord], first: int, last: int
    ) -> bool:
        """Say whether an accepted rendering stands on (part of) the window."""
        for opening, accepted in self._accepted[id(term)]:
            for start in _occurrences(accepted, content):
                if start > last or first >= start + len(accepted):
                    continue
                if not opening or opening == _word_before(content[start], sentence):
                    return True
        return False


def _meanings(word: GlossedWord) -> dict[str, float]:
    """Return what a word can mean, by kin, with its probability."""
    found: dict[str, float] = {}
    for gloss in word.glosses:
        found.setdefault(kin(gloss.english), gloss.probability)
    return {english: probability for english, probability in found.items() if probability >= WEAKEST}


def _said(content: Sequence[GlossedWord], first: int, last: int) -> frozenset[str]:
    """Return every English word that the sentence may be saying outside the window."""
    others = (word for place, word in enumerate(content) if not first <= place <= last)
    return frozenset(gloss.english for word in others for gloss in word.glosses if gloss.probability >= NEAR)


def _content(phrase: str) -> tuple[str, ...]:
    """Return the content words of a French phrase, as printed; all its words where it has no content word."""
    every = tuple(word.text for word in words(phrase))
    return tuple(word for word in every if word.lower().replace("’", "'") not in FRENCH) or every


def _bears_capital(window: Sequence[GlossedWord], sentence: Sequence[GlossedWord]) -> bool:
    """Say whether a window is printed as a name: with a capital that does not merely open the sentence."""
    return any(word.text[0].isupper() and word is not sentence[0] for word in window)


def _accepted_form(phrase: str) -> tuple[str, tuple[str, ...]]:
    """Return the preposition that opens an accepted rendering ("avec Reuters", else ""), and its content words."""
    first = words(phrase)[0].folded
    return first if first in OPENINGS else "", _content(phrase)


def _word_before(word: GlossedWord, sentence: Sequence[GlossedWord]) -> str:
    return next((other.folded for other in reversed(sentence) if other.span.end <= word.span.start), "")


def _occurrences(phrase: tuple[str, ...], content: Sequence[GlossedWord]) -> Iterator[int]:
    for start in range(len(content) - len(phrase) + 1):
        if all(same_word(part, content[start + i].text) for i, part in enumerate(phrase)):
            yield start


def _joined(sentence: Sequence[GlossedWord], before: GlossedWord, after: GlossedWord, text: str) -> bool:
    """Say whether only linking words stand between two neighbouring content words, and no punctuation."""
    gap = text[before.span.end : after.span.start]
    if any(not (char.isalnum() or char.isspace() or char in "'’-") for char in gap):
        return False
    return all(word.folded in LINKS for word in sentence if before.span.end <= word.span.start < after.span.start)


def _assign(
    window: Sequence[GlossedWord], meanings: Sequence[Mapping[str, float]], pattern: tuple[str, ...]
) -> tuple[tuple[str, str, float], ...] | None:
    """Return the likeliest one-to-one assignment of glosses to the pattern, None where there is none."""
    best, score = None, 0.0
    for order in permutations(pattern):
        chosen, product = [], 1.0
        for word, known, wanted in zip(window, meanings, order, strict=True):
            probability = known.get(kin(wanted))
            if probability is None:
                break
            chosen.append((word.text, wanted, probability))
            product *= probability
        else:
            if product > score:
                best, score = tuple(chosen), product
    return best


def _strength(glosses: Iterable[tuple[str, str, float]]) -> float:
    values = [min(1.0, probability / 0.5) for _, _, probability in glosses]
    product = 1.0
    for value in values:
        product *= value
    return float(product ** (1 / len(values))) if values else 1.0


def _context(term: Term, pattern: tuple[str, ...], said: frozenset[str]) -> str | None:
    """Return the context word that the term asks for; "" where it asks for none; None where it is absent."""
    if not term.near or len(pattern) > 1:
        return ""
    return min((english for english in said if english in term.near), default=None)


def _best(found: list[LiteralRendering]) -> tuple[LiteralRendering, ...]:
    kept: list[LiteralRendering] = []
    for rendering in sorted(found, key=lambda r: (r.span.start - r.span.end, -r.strength, r.span.start)):
        if not any(rendering.span.overlaps(other.span) for other in kept):
            kept.append(rendering)
    return tuple(sorted(kept, key=lambda r: r.span))
