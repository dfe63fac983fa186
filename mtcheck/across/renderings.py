"""Renderings of one English sentence, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.across.parts import FilePart, Statement, sentence_key
from mtcheck.checks.thresholds import SUPPORTED
from mtcheck.evidence.gloss import Glosser
from mtcheck.facts.numerals import Number, numbers_in
from mtcheck.french.inflection import same_word
from mtcheck.language.messages import Message, english
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.table import TranslationTable, shipped_table
from mtcheck.match.english import EnglishSentence, EnglishWord, sentences_of
from mtcheck.match.similarity import FrenchWord, WordComparison
from mtcheck.patterns.loading import shipped_terms
from mtcheck.records import KnownQuote, Span


@dataclass(frozen=True, slots=True)
class StatementRendering:
    """A statement of a file beside its English.

    Attributes:
        text: Number of the text that the file is a copy of: copies of one text count once.
        french: Content words in order; spans count in the file.
        english: Content words of all its English, in order; spans count in ``statement.english``.
        sentences: For each English word, what its sentence is known by, and its place there.
        french_support: How far the English supports each French word, 0–1; ``english_support`` the other way round.
        links: For each French word the English word that supports it best, -1 for none.
        back_links: For each English word the French word that renders it best, -1 for none.
    """

    part: FilePart
    text: int
    statement: Statement
    french: tuple[FrenchWord, ...]
    english: tuple[EnglishWord, ...]
    sentences: tuple[tuple[str, int], ...]
    french_support: tuple[float, ...]
    english_support: tuple[float, ...]
    links: tuple[int, ...]
    back_links: tuple[int, ...]
    french_numbers: tuple[Number, ...]
    english_numbers: tuple[Number, ...]

    @property
    def printed(self) -> str:
        """The French of the statement."""
        return self.part.text_of(self.statement.span)

    def renders(self, english: int) -> bool:
        """Say whether an English word is rendered by what the tables accept."""
        return self.english_support[english] >= SUPPORTED

    def word_for(self, english: int) -> FrenchWord | None:
        """Return the French word that renders an English one, None where several together do, or none does."""
        index = self.back_links[english]
        return self.french[index] if index >= 0 else None

    def says(self, lemma: str) -> bool:
        """Say whether the French holds a form of a word."""
        return any(word.word.lemma == lemma or same_word(lemma, word.word.text) for word in self.french)

    def line_of(self, span: Span) -> str:
        """Return where a span stands, as "a.txt line 4"."""
        line, _, place = self.part.piece_of(span).position(span.start)
        return f"{self.part.path} {english(place or Message('line {line}', line=line))}"


class StatementAnalyst:
    """Cuts statements into words and links them with their English, by the shipped tables."""

    def __init__(self) -> None:
        self.table: TranslationTable = shipped_table()
        self.frequencies: Frequencies = shipped_frequencies()
        terms = shipped_terms()
        self._glosser = Glosser(self.table, self.frequencies, terms)
        self._comparison = WordComparison(self.table, self.frequencies, terms)

    def rendering(self, part: FilePart, text: int, statement: Statement) -> StatementRendering:
        """Compare a statement with its English.

        Args:
            part: What is kept of its file.
            text: Number of the text that the file is a copy of.
            statement: Of that file.
        """
        printed = part.text_of(statement.span)
        french = self._comparison.french_words(self._glosser.gloss(printed, statement.span.start))
        sentences = sentences_of(KnownQuote("", "", statement.english), self.frequencies)
        english = tuple(word for sentence in sentences for word in sentence.words)
        detail = self._comparison.compare(french, english)
        support = self._comparison.supports(french, english)
        back = [_best([row[j] for row in support], SUPPORTED) for j in range(len(english))]
        return StatementRendering(
            part,
            text,
            statement,
            french,
            english,
            tuple(_keys(sentences)),
            detail.french,
            detail.english,
            tuple(_best(row, 0.0) for row in support),
            tuple(back),
            numbers_in(printed, "fr", statement.span.start),
            numbers_in(statement.english, "en"),
        )


def _keys(sentences: tuple[EnglishSentence, ...]) -> Iterator[tuple[str, int]]:
    for sentence in sentences:
        yield from ((sentence_key(sentence.text), place) for place in range(len(sentence.words)))


def _best(supports: list[float], least: float) -> int:
    best = max(range(len(supports)), key=supports.__getitem__, default=-1)
    return best if best >= 0 and supports[best] > 0 and supports[best] >= least else -1
