"""Literal renderings of terms: French that says an English term word for word where French has a term of its own.

The mechanism: a window of neighbouring French content words glosses one to one to the words of an English term, and none
of the term's accepted French renderings stands there. "feu cessé" glosses to *fire ceased*, the words of *cease fire*,
and is not "cessez-le-feu".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.evidence.glossed_sentence import GlossedSentence
from mtcheck.evidence.term_glosses import GlossReader, Meanings, assign, in_common, is_curated, strength_of
from mtcheck.evidence.term_phrases import Phrases
from mtcheck.french.counts import GrammarCounts
from mtcheck.french.forms import is_infinitive
from mtcheck.french.inflection import same_word
from mtcheck.french.lemmas import lemma
from mtcheck.lexicon.collocations import Collocations
from mtcheck.patterns.forms import FormIndex, compile_form
from mtcheck.patterns.schema import Pattern, PatternKind, kin
from mtcheck.patterns.wrong import WrongRenderings
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

FAINTEST = 0.31  # strength under which a rendering is put down to the table's noise
AGREED = 0.67  # strength of a gloss that the dictionary lists as wrong: what makes it as sure as that alone
PLAIN = 0.9  # strength from which a window says the term whatever follows it
NEAR = 0.08  # p(english | french) from which a sentence may be saying a context word: surer than noise
LONGEST_WINDOW = 4  # content words
OPENINGS = frozenset("avec en sur par pour dans sans sous à selon".split())


@dataclass(frozen=True, slots=True)
class LiteralRendering:
    """A French window that renders an English term word for word.

    Attributes:
        span: From the window's first to its last word.
        english: The English form (or literal pivot) that the window glosses to.
        strength: Product of the glosses' probabilities, each capped at 0.5 and scaled to 0–1, to the power 1/n.
        context: The English context word that made it suspicious, where the term needs one.
        listed: Whether a pattern tells it by its French; False for what is glossed or stands in the dictionary.
        sure_meaning: Whether the first rendering can stand in its place: one of several senses cannot.
    """

    term: Pattern
    span: Span
    english: tuple[str, ...]
    strength: float
    glosses: tuple[tuple[str, str, float], ...]
    context: str | None = None
    listed: bool = False
    sure_meaning: bool = True


@dataclass
class TermFinder:
    """Finds literal renderings of a list of terms.

    Args:
        terms: The terms.
        grammar: Tells conjugated verbs, which end a window.
        attested: ``(canonical English, French dictionary forms)`` of literal renderings that sound text uses.
        collocations: Pairs of dictionary forms that sound text puts together; None knows none.
        wrong: Wrong renderings of the dictionary that tell by themselves.
    """

    terms: tuple[Pattern, ...]
    grammar: GrammarCounts
    attested: frozenset[tuple[str, str]] = frozenset()
    collocations: Collocations | Set[tuple[str, str]] | None = None
    wrong: WrongRenderings = field(default_factory=lambda: WrongRenderings({}))

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.grammar, self.collocations)

    @cached_property
    def _reader(self) -> GlossReader:
        return GlossReader(tuple(pattern for term in self.terms for pattern in term.glosses))

    @cached_property
    def _patterns(self) -> dict[tuple[str, int], list[tuple[Pattern, tuple[str, ...], tuple[str, ...]]]]:
        """Terms, their patterns and the patterns' kin, by a word of the pattern and its length."""
        index: dict[tuple[str, int], list[tuple[Pattern, tuple[str, ...], tuple[str, ...]]]] = {}
        for term in self.terms:
            for pattern in term.glosses:
                related = tuple(map(kin, pattern))
                for word in set(related):
                    index.setdefault((word, len(pattern)), []).append((term, pattern, related))
        return index

    @cached_property
    def _accepted(self) -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
        return {id(term): tuple(map(_accepted_form, term.french)) for term in self.terms}

    @cached_property
    def _sound(self) -> frozenset[tuple[str, ...]]:
        """Accepted renderings of several words and what else is sound: "vote de confiance" is no garbled *no-confidence vote*.

        Dictionary forms; names as they are printed.
        """
        every = map(_content, (phrase for term in self.terms for phrase in (*term.french, *term.sound)))
        return frozenset(_bases(parts) for parts in every if len(parts) > 1)

    @cached_property
    def _forms(self) -> FormIndex:
        """The terms' forms, each under the number of its term."""
        return FormIndex(
            [(number, compile_form(form)) for number, term in enumerate(self.terms) for form in term.forms]
        )

    def find(self, words: Sequence[GlossedWord], text: str) -> tuple[LiteralRendering, ...]:
        """Find the literal renderings in one sentence.

        Args:
            words: Its words with their glosses.
            text: The document, to see what stands between two words.

        Returns:
            Renderings that do not overlap, by start; of overlapping ones the longer, then the stronger.
        """
        sentence = GlossedSentence.of(words, text)
        mistaken = list(self._mistaken(sentence))
        known = {found.span for found in mistaken}
        # Where gloss and dictionary agree the gloss is kept, since it can be read, and is as sure as the dictionary at least.
        literal = (
            replace(found, strength=max(found.strength, AGREED)) if found.span in known else found
            for found in self._literal(sentence)
        )
        return _best([*literal, *self._formed(sentence), *mistaken])

    def _windows(self, sentence: GlossedSentence) -> Iterator[tuple[int, tuple[Meanings, ...]]]:
        """Give the first content word, and the meanings of all, of the windows that may hold a term: few do."""
        meanings = tuple(self._reader.meanings(word.glosses) for word in sentence.content)
        for first, meant in enumerate(meanings):
            sizes = [size for size in meant.patterns if size <= LONGEST_WINDOW and in_common(meanings, first, size)]
            if not sizes or not self._phrases.is_nominal(sentence, first):
                continue
            sound = first  # the last word up to which all are joined and nominal
            for last in sorted(first + size - 1 for size in sizes):
                while sound < last and sentence.joined(sound + 1) and self._phrases.is_nominal(sentence, sound + 1):
                    sound += 1
                if sound < last:
                    break
                yield first, meanings[first : last + 1]

    def _literal(self, sentence: GlossedSentence) -> Iterator[LiteralRendering]:
        for first, meant in self._windows(sentence):
            last = first + len(meant) - 1
            window = sentence.content[first : last + 1]
            idiomatic = len({word.lemma for word in window}) < len(window)  # "coup sur coup" is never two English words
            if idiomatic or self._is_sound(sentence, first, last):
                continue
            meanings = [word.english for word in meant]
            said: frozenset[str] | None = None
            seen: set[tuple[int, tuple[str, ...]]] = set()
            for term, pattern in self._candidates(meanings):
                key = (id(term), pattern)
                if key in seen:
                    continue
                seen.add(key)
                glosses = assign(window, meanings, pattern)
                if glosses is None:
                    continue
                if (term.english[0], " ".join(word.lemma for word in window)) in self.attested:
                    continue
                if term.kind == PatternKind.NAME and not _bears_capital(window, sentence.words):
                    continue
                said = _said(sentence.content, first, last) if said is None else said
                context = _context(term, pattern, said)
                if context is None or (term.unless and term.unless & said):
                    continue
                strength = strength_of(glosses)
                if strength < FAINTEST:  # it would only hide a shorter, stronger one
                    continue
                if self._is_accepted(term, sentence, first, last):
                    continue
                verbal = is_infinitive(term.french[0].split(maxsplit=1)[0])  # a verb with its object
                if not verbal and not self._phrases.is_phrase(sentence, first, last, weak=strength < PLAIN):
                    continue
                if len(pattern) == 1 and is_curated(window[0], pattern[0]):
                    continue  # an accepted rendering of the word is no accusation: "victimes" for *toll*
                span = Span(window[0].span.start, window[-1].span.end)
                yield LiteralRendering(term, span, pattern, strength, glosses, context or None)

    def _is_sound(self, sentence: GlossedSentence, first: int, last: int) -> bool:
        """Say whether the window stands inside an accepted rendering of several words, of whatever term."""
        content = sentence.content
        for start in range(max(0, last - LONGEST_WINDOW + 1), first + 1):
            for end in range(max(last, start + 1), min(len(content), start + LONGEST_WINDOW)):
                window = content[start : end + 1]
                sound = {tuple(word.lemma for word in window), tuple(word.text for word in window)} & self._sound
                if sound and all(sentence.joined(number) for number in range(start + 1, end + 1)):
                    return True
        return False

    def _candidates(self, window: Sequence[Mapping[str, float]]) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
        """Give the terms whose words are all among the window's meanings."""
        for english in window[0]:
            for term, pattern, related in self._patterns.get((english, len(window)), ()):
                if all(any(word in meanings for meanings in window) for word in related):
                    yield term, pattern

    def _formed(self, sentence: GlossedSentence) -> Iterator[LiteralRendering]:
        """Find the French that a pattern lists as never right."""
        for found in self._forms.find(sentence.words, sentence.text):
            term = self.terms[found.owner]
            if term.unless or term.near:
                outside = [word for word in sentence.content if not found.span.overlaps(word.span)]
                said = _said(outside, 0, -1)
                if term.unless & said or (term.near and found.last - found.first == 1 and not term.near & said):
                    continue
            yield LiteralRendering(term, found.span, (), 1.0, (), listed=True)

    def _mistaken(self, sentence: GlossedSentence) -> Iterator[LiteralRendering]:
        """Find wrong renderings of the dictionary."""
        for first, last, wrong in self.wrong.find(sentence.words, sentence.text):
            span = Span(sentence.words[first].span.start, sentence.words[last - 1].span.end)
            term = Pattern((wrong.english,), wrong.french)
            yield LiteralRendering(term, span, (), 0.0, (), sure_meaning=wrong.lone)

    def _is_accepted(self, term: Pattern, sentence: GlossedSentence, first: int, last: int) -> bool:
        """Say whether an accepted rendering stands on (part of) the window."""
        for opening, accepted in self._accepted[id(term)]:
            for start in _occurrences(accepted, sentence.content):
                if start > last or first >= start + len(accepted):
                    continue
                if not opening or opening == sentence.before(start):
                    return True
        return False


def _said(content: Sequence[GlossedWord], first: int, last: int) -> frozenset[str]:
    """Return every English word that the sentence may be saying outside the window."""
    others = (word for place, word in enumerate(content) if not first <= place <= last)
    return frozenset(gloss.english for word in others for gloss in word.glosses if gloss.probability >= NEAR)


def _content(phrase: str) -> tuple[str, ...]:
    """Return the content words of a French phrase, as printed; all its words where it has no content word."""
    every = tuple(word.text for word in words(phrase))
    return tuple(word for word in every if word.lower().replace("’", "'") not in FRENCH) or every


def _bases(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the dictionary forms of a rendering, its words as printed where one is a name."""
    return tuple(lemma(part, "fr") for part in parts) if "".join(parts).islower() else parts


def _bears_capital(window: Sequence[GlossedWord], sentence: Sequence[GlossedWord]) -> bool:
    """Say whether a window is printed as a name: with a capital that does not merely open the sentence."""
    return any(word.text[0].isupper() and word is not sentence[0] for word in window)


def _accepted_form(phrase: str) -> tuple[str, tuple[str, ...]]:
    """Return the preposition that opens an accepted rendering ("avec Reuters", else ""), and its content words."""
    first = words(phrase)[0].folded
    return first if first in OPENINGS else "", _content(phrase)


def _occurrences(phrase: tuple[str, ...], content: Sequence[GlossedWord]) -> Iterator[int]:
    for start in range(len(content) - len(phrase) + 1):
        if all(same_word(part, content[start + i].text) for i, part in enumerate(phrase)):
            yield start


def _context(term: Pattern, pattern: tuple[str, ...], said: frozenset[str]) -> str | None:
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
