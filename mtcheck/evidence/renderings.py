"""Other renderings of an English word that fit where a French word is printed, by form and by the reference corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.evidence.pairs import PairAnalyst, PairEvidence, PairWord
from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.french.substitution import Substitution, substitute
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.sequences import Sequences
from mtcheck.lexicon.table import Rendering, TranslationTable
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

LINKED = 0.05  # support from which two words are taken to render one another
PRINTED = 0.02  # p(english | printed) from which the printed word is a rendering of the English at all
USUAL = 0.05  # p(other | english) from which another rendering is tried
OWN = 0.1  # p(english | other) from which the English is a meaning of the other rendering
MOST = 5  # other renderings tried, likeliest first
NEAR = 0.002  # probability of one rendering given the other, through a third word, under which they are two senses
_MEANINGS = 8  # meanings of a rendering that are looked at


@dataclass(frozen=True, slots=True)
class OtherSense:
    """Another rendering that could stand in the place of a printed one.

    Attributes:
        printed: The printed word, code points of the French.
        english: The English word that both render, as it stands there.
        rendering: Dictionary form of the other.
        substitution: The other in its place.
    """

    printed: Span
    english: str
    rendering: str
    substitution: Substitution


@dataclass(frozen=True)
class SenseFinder:
    """Finds renderings that the reference corpus does not put where they stand, and others that it does."""

    table: TranslationTable
    collocations: Collocations
    sequences: Sequences
    analyst: PairAnalyst

    def find(self, english: str, french: str) -> tuple[OtherSense, ...]:
        """Return what to weigh in a pair.

        Args:
            english: What was said.
            french: Its rendering.
        """
        return tuple(
            other
            for other, companions in self.renderings(self.analyst.analyse(english, french))
            if self._fits(french, other, companions)
        )

    def renderings(self, evidence: PairEvidence) -> Iterator[tuple[OtherSense, int]]:
        """Give every other rendering of another sense that fits its place by its form.

        Args:
            evidence: A pair, without scores.

        Yields:
            The rendering, and beside how many of its neighbours the corpus knows the printed word.
        """
        lemmas = {word.lemma for word in evidence.french}
        for word, english in _linked(evidence):
            base = self._base(word, english.lemma)
            if base is None or self.table.english_given_french(base, english.lemma) < PRINTED:
                continue
            options = [option for option in self._options(english.lemma, base) if option.word not in lemmas]
            if not options:
                continue
            companions = self._companions(evidence.translation, word.span.start)
            for option in options:
                found = substitute(evidence.translation, word.span, base, option.word)
                if found is not None:
                    yield OtherSense(word.span, english.text, option.word, found), companions

    def _base(self, word: PairWord, english: str) -> str | None:
        """Return the dictionary form of a printed word that renders the English best: "frappe" may be a verb or a noun."""
        forms = [word.lemma, word.folded, *([word.folded[:-1]] if word.folded[-1] in "sx" else [])]
        known = [form for form in dict.fromkeys(forms) if form in self.table.to_english]
        return max(known, key=lambda form: self.table.english_given_french(form, english), default=None)

    def _options(self, english: str, base: str) -> list[Rendering]:
        found: list[Rendering] = []
        for option in self.table.to_french.get(english, ()):
            if option.probability < USUAL or len(found) == MOST:
                break
            related = option.word == base or fold(option.word)[:4] == fold(base)[:4]
            if related or self.table.english_given_french(option.word, english) < OWN:
                continue
            if self._nearness(base, option.word, english) < NEAR:
                found.append(option)
        return found

    def _nearness(self, first: str, second: str, english: str) -> float:
        """Return how likely two renderings paraphrase one another through other English words (Bannard, Callison-Burch 2005)."""
        return self._paraphrase(first, second, english) + self._paraphrase(second, first, english)

    def _paraphrase(self, one: str, other: str, english: str) -> float:
        return sum(
            meaning.probability * self.table.french_given_english(other, meaning.word)
            for meaning in self.table.to_english.get(one, ())[:_MEANINGS]
            if meaning.word != english
        )

    def _fits(self, french: str, other: OtherSense, companions: int) -> bool:
        """Say whether the corpus knows the other rendering beside more neighbours, and its forms in this order better."""
        found = other.substitution
        changed = found.applied(french)
        end = found.span.start + len(found.text)
        if self._companions(changed, end - len(found.tail) - 1) <= companions:
            return False
        before = self._novelty(french, Span(found.span.start, max(found.span.end, other.printed.end)))
        return before > self._novelty(changed, Span(found.span.start, end))

    def _companions(self, text: str, position: int) -> int:
        """Return beside how many of the content words before and behind it the corpus has the word at a place, 0–2."""
        content = [word for word in words(text) if word.folded not in FRENCH and word.folded[0].isalpha()]
        here = next((i for i, word in enumerate(content) if word.span.start <= position < word.span.end), None)
        if here is None:
            return 0
        near = [lemma(word.folded, "fr") for word in content[max(0, here - 1) : here + 2]]
        return sum(pair in self.collocations for pair in pairwise(near))

    def _novelty(self, text: str, span: Span) -> int:
        """Return how new the forms of a span, and the two behind it, are to the corpus: 0–2 each, summed."""
        found, behind = 0, 0
        for token, level in self.sequences.novelty(text):
            if token.end <= span.start:
                continue
            behind += token.start >= span.end
            if behind > 2:
                break
            found += level
        return found


def _linked(evidence: PairEvidence) -> Iterator[tuple[PairWord, PairWord]]:
    """Give the French words that render one English word, and alone do."""
    support = evidence.support
    if not support.size:
        return
    for i, word in enumerate(evidence.french):
        if not word.content or word.number or word.text != word.text.lower():
            continue
        j = int(support[i].argmax())
        best = float(support[i, j])
        alone = int((support[i] >= 0.8 * best).sum()) == 1 and int(support[:, j].argmax()) == i
        english = evidence.english[j]
        if best >= LINKED and alone and not (j and english.text[0].isupper()):
            yield word, english
