"""French statements ↔ known quotes: retrieval by shared glosses, then the best run of English sentences.

"No match" is a first-class answer: a French text that shares too little with every known quote is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from mtcheck.alignment.english import EnglishSentence, EnglishWord, sentences_of
from mtcheck.alignment.similarity import Comparison, FrenchWord, Similarity
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.inflection import fold
from mtcheck.records import KnownQuote

LONGEST_RUN = 3  # English sentences that one French sentence may render
REPORTING_VERBS = frozenset(
    """dire déclarer ajouter affirmer expliquer préciser annoncer indiquer souligner estimer assurer rappeler confirmer
    écrire reconnaître prévenir promettre insister conclure poursuivre répondre marteler lancer détailler rapporter
    déplorer spécifier également""".split()
)
FEW_WORDS = 3  # content words up to which a quotation is too short for its similarity to mean much
HOPELESS = 0.15  # similarity under which no neighbouring sentence makes a match
CANDIDATES = 6  # sentences compared in full for each French text
GLOSS = 0.05  # p(english | french) from which a gloss retrieves sentences


@dataclass(frozen=True, slots=True)
class Match:
    """The known sentences that a French text renders best.

    Attributes:
        first: Index of the first sentence in the quote; ``last`` is one past the last.
        similarity: 0–1.
        detail: Support word by word, over the French content words and the English words of the run.
    """

    quote: KnownQuote
    first: int
    last: int
    text: str
    similarity: float
    detail: Similarity
    french: tuple[FrenchWord, ...]
    english: tuple[EnglishWord, ...]


@dataclass
class QuoteIndex:
    """Known quotes, cut and indexed by English dictionary form.

    Args:
        quotes: The bank.
        comparison: Compares words.
    """

    quotes: tuple[KnownQuote, ...]
    comparison: Comparison
    _sentences: list[EnglishSentence] = field(default_factory=list, init=False, repr=False)
    _by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False)

    _speakers: set[str] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self) -> None:
        for quote in self.quotes:
            self._speakers.update(part for name in (quote.speaker, *quote.aliases) for part in _name(name).split())
        for quote in self.quotes:
            for sentence in sentences_of(quote, self.comparison.frequencies):
                number = len(self._sentences)
                self._sentences.append(sentence)
                for key in {key for word in sentence.words for key in (word.lemma, word.folded)}:
                    self._by_word[key].append(number)

    def match(
        self,
        words: Sequence[GlossedWord],
        *,
        speaker: str | None = None,
        quoted: bool = True,
        cited: frozenset[str] = frozenset(),
    ) -> Match | None:
        """Return the best match of a French text, None where it renders no known quote.

        Args:
            words: The French words with their glosses.
            speaker: Who says it, where the article tells; a different speaker needs stronger evidence.
            quoted: Whether the words stand between quotation marks; reported speech needs stronger evidence.
            cited: Ids of quotes that the article renders elsewhere; a few words of the same speaker then suffice.
        """
        french = self._told(self.comparison.french_words(words))
        best: Match | None = None
        for number in self._candidates(french):
            found = self._grow(french, number, alone=bool(cited))
            if best is None or _rank(found) > _rank(best):
                best = found
        return best if best is not None and _enough(best, speaker, quoted, best.quote.id in cited) else None

    def _told(self, french: tuple[FrenchWord, ...]) -> tuple[FrenchWord, ...]:
        """Leave out who says it and that it is said: reported speech has words that its source cannot have."""
        return tuple(
            word for word in french if word.folded not in self._speakers and word.word.lemma not in REPORTING_VERBS
        )

    def _candidates(self, french: Sequence[FrenchWord]) -> list[int]:
        votes: dict[int, float] = defaultdict(float)
        for word in french:
            keys = {g.english for g in word.word.glosses if g.probability >= GLOSS} | {word.folded}
            reached = {number for key in keys for number in self._by_word.get(key, ())}
            for number in reached:
                votes[number] += word.weight
        ranked = sorted(votes, key=lambda number: (-votes[number], number))
        return ranked[:CANDIDATES]

    def _grow(self, french: tuple[FrenchWord, ...], number: int, *, alone: bool) -> Match:
        """Extend a sentence to its neighbours while that says more of the French; never for a few words if ``alone``."""
        seed = self._sentences[number]
        first = last = number
        current = self._compare(french, first, last)
        longest = 1 if alone and len(french) <= FEW_WORDS else LONGEST_RUN
        while last - first + 1 < longest and current[0].value >= HOPELESS:
            options = [
                (self._compare(french, a, b), a, b)
                for a, b in ((first - 1, last), (first, last + 1))
                if a >= 0
                and b < len(self._sentences)
                and self._sentences[a].quote is seed.quote
                and self._sentences[b].quote is seed.quote
            ]
            better = max(options, key=lambda option: option[0][0].value, default=None)
            if better is None or better[0][0].value <= current[0].value + 0.02:
                break
            current, first, last = better
        similarity, english = current
        run = self._sentences[first : last + 1]
        text = " ".join(sentence.text for sentence in run)
        return Match(seed.quote, run[0].index, run[-1].index + 1, text, similarity.value, similarity, french, english)

    def _compare(
        self, french: Sequence[FrenchWord], first: int, last: int
    ) -> tuple[Similarity, tuple[EnglishWord, ...]]:
        english = tuple(word for sentence in self._sentences[first : last + 1] for word in sentence.words)
        return self.comparison.compare(french, english), english


def _rank(match: Match) -> tuple[float, float]:
    """Order matches: a few words are found whole in one sentence, or they say little."""
    few = len(match.french) <= FEW_WORDS
    return (round(match.detail.french_coverage, 3) if few else 0.0, match.similarity)


def same_speaker(speaker: str, quote: KnownQuote) -> bool:
    """Say whether the article's name for a speaker can mean the quote's speaker (family names decide)."""
    said = _name(speaker)
    for name in map(_name, (quote.speaker, *quote.aliases)):
        if fuzz.token_set_ratio(said, name) >= 85 or fuzz.ratio(said.split()[-1], name.split()[-1]) >= 80:
            return True
    return False


def _name(text: str) -> str:
    """Fold a name and drop its punctuation ("Ingrid Solheim, governor")."""
    return " ".join(re.findall(r"\w+", fold(text))) or "?"


def _enough(match: Match, speaker: str | None, quoted: bool, cited: bool) -> bool:
    """Say whether the evidence carries a match: similarity, and enough words to carry it."""
    agrees = None if speaker is None else same_speaker(speaker, match.quote)
    words = len(match.french)
    if words < 2:
        return False
    if words <= FEW_WORDS:  # a few words of the speaker's own: nearly all must be there, and the speaker known
        return quoted and agrees is True and _carried(match, cited)
    needed = 0.38 if agrees else 0.5 if agrees is None else 0.7
    if not quoted:
        needed += 0.05
    return match.similarity >= needed and match.detail.shared >= 1.5 and match.detail.french_coverage >= 0.4


def _carried(match: Match, cited: bool) -> bool:
    """Say whether a few quoted words are enough of the statement to be taken for it."""
    pairs = list(zip(match.detail.french, match.french, strict=True))
    if any(support < 0.5 and item.word.text[0].isupper() for support, item in pairs[1:]):
        return False  # they name somebody or something that the statement does not
    coverage, shared = match.detail.french_coverage, match.detail.shared
    if not cited:
        return coverage >= 0.6 and shared >= 0.8
    words = [(support, item.weight) for support, item in pairs if item.word.text[0].islower()]
    told = sum(weight for support, weight in words if support >= 0.5) / (sum(weight for _, weight in words) or 1.0)
    return told >= (0.4 if len(words) <= 2 else 0.6) and shared >= 0.35 and match.similarity >= 0.2
