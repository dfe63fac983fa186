"""French statements ↔ known quotes: which candidate is taken for the source, and the best run of its sentences.

"No match" is a first-class answer: a French text that shares too little with every known quote is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import inf, log
from pathlib import Path

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.match.candidates import RETRIEVED, Candidate, IndexedBank, Reranker, Wanted
from mtcheck.match.carrying import FEW_WORDS, enough, other_facts, rank, says_something
from mtcheck.match.english import EnglishSentence, sentences_of
from mtcheck.match.gain import RIGHT, Gain, decides
from mtcheck.match.likelihood import bank_offset, probability
from mtcheck.match.runs import LONGEST_RUN, Match, run_of
from mtcheck.match.sentence_index import name_words
from mtcheck.match.similarity import FrenchWord, WordComparison
from mtcheck.match.speakers import is_place, same_speaker
from mtcheck.quotes.collection import collect
from mtcheck.records import KnownQuote

REPORTING_VERBS = frozenset(
    """dire déclarer ajouter affirmer expliquer préciser annoncer indiquer souligner estimer assurer rappeler confirmer
    écrire reconnaître prévenir promettre insister conclure poursuivre répondre marteler lancer détailler rapporter
    déplorer spécifier également""".split()
)
CANDIDATES = 6  # sentences compared in full for each French text
REPORTED = 100  # sentences whose odds are reckoned for each sentence without marks
MOST_OWN = 4.0  # log-odds added at most where the speaker is the quote's own
TOPICAL = 0.6  # share of the gain that stays, since one speaker's quotes resemble each other
RUN = 1.5  # log-odds that neighbouring sentences may add
ACCEPTED = -1.2  # log-odds from which a match is taken; the likeliest of many candidates is right more often than each
ACCEPTED_OF_FEW = -2.1  # the same in a small bank, which holds few chance resemblances
SHORTEST_QUOTATION = 3  # words; fewer may be anybody's
MOST_GAINS = 24  # sentences that are asked how much likelier they make a quotation
SENTENCES_HELD = 20_000  # quotes held with their sentences and words


@dataclass
class QuoteIndex:
    """Known quotes, indexed by the words of their sentences.

    Args:
        quotes: The bank; a :class:`~mtcheck.quotes.collection.QuoteCollection` is not loaded as a whole.
        comparison: Compares words.
        folder: Where the index of a large bank is kept for the next run; None keeps nothing.
        reranker: Tells close candidates apart; None leaves them as they are.
        gain: Tells what a few quoted words render that the tables hardly know; None leaves them unmatched.
    """

    quotes: Sequence[KnownQuote]
    comparison: WordComparison
    folder: Path | None = None
    reranker: Reranker | None = None
    gain: Gain | None = None
    _parts: tuple[IndexedBank, ...] = field(default=(), init=False, repr=False)

    def __post_init__(self) -> None:
        table, frequencies = self.comparison.table, self.comparison.frequencies
        banks = [bank for bank in collect(self.quotes).banks if len(bank)]
        self._parts = tuple(
            IndexedBank.open(number, bank, table, frequencies, folder=self.folder, reranker=self.reranker)
            for number, bank in enumerate(banks)
        )
        self._names = frozenset(name for part in self._parts for name in part.index.names)
        self._quote = lru_cache(maxsize=SENTENCES_HELD)(self._read)
        self._sentences = lru_cache(maxsize=SENTENCES_HELD)(self._cut)

    def search(
        self, words: Sequence[GlossedWord], count: int = RETRIEVED, *, text: str | None = None
    ) -> tuple[Candidate, ...]:
        """Return the sentences that a French text is likeliest to render, the likeliest first.

        Args:
            words: The French words with their glosses.
            count: Candidates at most.
            text: The French itself, where close candidates of a large bank are to be told apart by forced decoding.
        """
        found = [item for part in self._parts for item in part.search(words, text, Wanted(count))]
        found.sort(key=lambda item: (-item.log_odds, item.part, item.sentence))
        return tuple(found[:count])

    def quote(self, quote_id: str) -> KnownQuote | None:
        """Return the quote of an id, None where no bank has it."""
        return collect(self.quotes).quote(quote_id)

    def quote_at(self, candidate: Candidate) -> KnownQuote:
        """Return the quote that a candidate is a sentence of."""
        return self._quote(candidate.part, int(self._parts[candidate.part].index.quote_of[candidate.sentence]))

    def match(
        self,
        words: Sequence[GlossedWord],
        *,
        speaker: str | None = None,
        quoted: bool = True,
        cited: frozenset[str] = frozenset(),
        text: str | None = None,
        attributed: bool = True,
    ) -> Match | None:
        """Return the best match of a French text, None where it renders no known quote.

        Args:
            words: The French words with their glosses.
            speaker: Who says it, where the article tells; a different speaker needs stronger evidence.
            quoted: Whether the words stand between quotation marks; reported speech needs stronger evidence.
            cited: Ids of quotes that the article renders elsewhere; a few words of the same speaker then suffice.
            text: The French itself, where close candidates are to be told apart by forced decoding.
            attributed: Whether the article gives the words as somebody's. Where it does not, a large bank is not
                searched: among very many sentences some resemble anything that a journalist writes.
        """
        parts = [part for part in self._parts if attributed or not part.large]
        if not parts:
            return None
        told = words if quoted else self._reported(words)
        best: tuple[float, Match] | None = None
        for part in parts:
            # What would be refused whichever it is need not be looked at closely, nor be told apart by decoding.
            named = speaker is not None and not part.index.names.keys().isdisjoint(name_words(speaker))
            wanted = Wanted(
                RETRIEVED if quoted else REPORTED,
                least=-RUN,
                speaker=speaker,
                own=MOST_OWN,
                alone=-inf if cited else ACCEPTED,
                told_apart=-RUN - (MOST_OWN if named else 0.0),
            )
            candidates = part.search(told, text, wanted)
            if part.large:
                candidates = self._likely(candidates, speaker, part)
            candidates = [*candidates[:CANDIDATES], *_cited(part, cited)]
            found = self._best(candidates, words, told, (speaker, quoted, cited), text)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        return best[1] if best else None

    def match_to(self, words: Sequence[GlossedWord], candidate: Candidate) -> Match:
        """Compare a French text with one sentence, whatever else it resembles."""
        return self._grow(self._words_of_statement(words, candidate), candidate, longest=1)

    def match_by_gain(
        self, words: Sequence[GlossedWord], text: str, *, speaker: str | None, cited: frozenset[str] = frozenset()
    ) -> Match | None:
        """Return the sentence of the speaker's that makes a quotation much likelier, None where none does.

        Args:
            words: The quotation's words with their glosses.
            text: The quotation.
            speaker: Who says it, where the article tells. Others' quotes are left out; where it is not known, so are those
                that the article does not render elsewhere.
            cited: Ids of quotes that the article renders elsewhere.
        """
        if self.gain is None or len(words) < SHORTEST_QUOTATION:
            return None
        found: dict[tuple[int, int], Candidate] = {}
        for part in self._parts:
            near = [] if part.large else part.search(words, text, Wanted(REPORTED))[:CANDIDATES]
            for item in (*near, *_cited(part, cited)):
                if self._may_say(speaker, self.quote_at(item), cited):
                    found.setdefault((item.part, item.sentence), item)
        compared = [self._grow(self._words_of_statement(words, item), item, longest=1) for item in found.values()]
        compared = sorted(filter(says_something, compared), key=lambda match: -match.similarity)[:MOST_GAINS]
        if not compared:
            return None
        gains = self.gain(text, [match.text for match in compared])
        best = max(range(len(gains)), key=gains.__getitem__)
        if not decides(gains[best], compared[best].similarity):
            return None
        return replace(compared[best], probability=RIGHT)

    def _may_say(self, speaker: str | None, quote: KnownQuote, cited: frozenset[str]) -> bool:
        if speaker is None or not quote.speaker or is_place(speaker):
            return quote.id in cited
        return same_speaker(speaker, quote)

    def _best(
        self,
        candidates: Sequence[Candidate],
        words: Sequence[GlossedWord],
        told: Sequence[GlossedWord],
        said: tuple[str | None, bool, frozenset[str]],
        text: str | None,
    ) -> tuple[float, Match] | None:
        """Return the best of the candidates of one bank with its log-odds; None where it is not enough."""
        speaker, quoted, cited = said
        if not candidates:
            return None
        part = self._parts[candidates[0].part]
        grown = []
        for item in candidates:
            french = self._words_of_statement(words, item)
            longest = 1 if cited and len(french) <= FEW_WORDS else LONGEST_RUN  # a few words render no more than one
            grown.append((self._grow(french, item, longest=longest), item))
        # A large bank holds chance resemblances: there the odds decide which is best, in a small one what is shared.
        found, item = grown[0] if part.large and not cited else max(grown, key=lambda pair: rank(pair[0]))
        odds = item.log_odds
        if found.last - found.first > 1:
            first = int(part.index.first_of[int(part.index.quote_of[item.sentence])])
            run = (first + found.first, first + found.last)
            odds = max(odds, part.odds_of_run(told, text, run, found.text))
        # A post without a signature has no speaker that could be another.
        unknown = speaker is None or not found.quote.speaker or is_place(speaker)
        agrees = None if unknown or speaker is None else same_speaker(speaker, found.quote)
        own = _own_speaker(part, found.quote) if agrees else 0.0
        mine = found.quote.id in cited
        likely = not part.large or mine or odds + own >= ACCEPTED
        surely = (
            odds >= (ACCEPTED if part.large else ACCEPTED_OF_FEW) and agrees is not False and len(found.french) >= 2
        )
        if not surely and not (likely and enough(found, agrees, quoted, mine, other_facts(found, text))):
            return None
        chance = probability(odds + own + max(bank_offset(len(part.index)), 0.0))
        return odds + own, replace(found, probability=round(chance, 4))

    def _likely(self, candidates: Sequence[Candidate], speaker: str | None, part: IndexedBank) -> list[Candidate]:
        """Keep the candidates of a large bank that can be the source, the likeliest first."""
        ranked = []
        for item in candidates:
            # A run of sentences can be likelier than its best sentence alone.
            if item.log_odds < -RUN - (MOST_OWN if speaker is not None else 0.0):
                break
            own = speaker is not None and same_speaker(speaker, quote := self.quote_at(item))
            odds = item.log_odds + (_own_speaker(part, quote) if own else 0.0)
            if odds >= -RUN:
                ranked.append((odds, item))
        ranked.sort(key=lambda pair: -pair[0])
        return [item for _, item in ranked[:2]]

    def _reported(self, words: Sequence[GlossedWord]) -> list[GlossedWord]:
        """Leave out that it is said, and the speakers' names: reported speech has words that its source cannot have."""
        return [
            word
            for word in words
            if word.lemma not in REPORTING_VERBS
            and not (word.text[0].isupper() and not self._names.isdisjoint(name_words(word.text)))
        ]

    def _words_of_statement(self, words: Sequence[GlossedWord], candidate: Candidate) -> tuple[FrenchWord, ...]:
        """Leave out who says it and that it is said: reported speech has words that its source cannot have."""
        quote = self.quote_at(candidate)
        names = {part for name in (quote.speaker, *quote.aliases) for part in name_words(name)}
        return tuple(
            word
            for word in self.comparison.french_words(words)
            if word.folded not in names and word.word.lemma not in REPORTING_VERBS
        )

    def sentence_text(self, candidate: Candidate) -> str:
        """Return the sentence of a candidate."""
        sentences, place = self._around(candidate)
        return sentences[place].text

    def _around(self, candidate: Candidate) -> tuple[tuple[EnglishSentence, ...], int]:
        """Return the sentences of a candidate's quote, and its own place among them."""
        index = self._parts[candidate.part].index
        position = int(index.quote_of[candidate.sentence])
        sentences = self._sentences(candidate.part, position)
        return sentences, min(candidate.sentence - int(index.first_of[position]), len(sentences) - 1)

    def _read(self, part: int, position: int) -> KnownQuote:
        return self._parts[part].bank[position]

    def _cut(self, part: int, position: int) -> tuple[EnglishSentence, ...]:
        return sentences_of(self._quote(part, position), self.comparison.frequencies)

    def _grow(self, french: tuple[FrenchWord, ...], candidate: Candidate, *, longest: int) -> Match:
        sentences, place = self._around(candidate)
        return run_of(self.comparison, french, sentences, place, longest)


def _own_speaker(part: IndexedBank, quote: KnownQuote) -> float:
    """Return the log-odds that a known speaker adds: only the speaker's own quotes are in question then."""
    words = name_words(quote.speaker)
    theirs = min((part.index.names.get(word, 1) for word in words), default=len(part.index))
    return min(MOST_OWN, TOPICAL * max(0.0, log(len(part.index) / max(theirs, 1))))


def _cited(part: IndexedBank, cited: frozenset[str]) -> list[Candidate]:
    """Return every sentence of the quotes that the article renders elsewhere."""
    found = []
    for quote_id in sorted(cited):
        position = part.bank.position(quote_id)
        if position is not None:
            first, last = part.index.first_of[position : position + 2].tolist()
            found += [Candidate(part.number, sentence, -50.0) for sentence in range(first, last)]
    return found
