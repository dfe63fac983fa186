"""Numbers about every word of a translation, from which the estimator judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, nan
from typing import NamedTuple

import numpy as np

from mtcheck.evidence.backed import backed_words, log_coverage, mean_backed
from mtcheck.evidence.forced import tokens_within
from mtcheck.evidence.pairs import Floats, PairEvidence, PairWord
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.collocations import Collocations, shipped_collocations
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.machine_french import MachineFrench, shipped_machine_french
from mtcheck.lexicon.sequences import Sequences, cut, shipped_sequences
from mtcheck.lexicon.table import TranslationTable, shipped_table
from mtcheck.records import LogProbs, Span, TokenScores


class Link(NamedTuple):
    """How a French word and the English word that it is linked to translate each other, 0–1 each; 0 without a link."""

    english_given_french: float = 0.0
    french_given_english: float = 0.0
    share_of_best: float = 0.0
    share_of_top_gloss: float = 0.0


class Marks(NamedTuple):
    """The marks around a word, by number, and whether a double mark behind it lacks its space."""

    mark_before: float
    mark_after: float
    unspaced_mark: float


class Summary(NamedTuple):
    """What holds of a whole pair: shares of weight with a counterpart, lengths, and what is lost or gained."""

    coverage_fr: float
    coverage_en: float
    length_ratio: float
    words_fr: float
    unsupported_fr: float
    unsupported_en: float
    capital_share: float
    acronyms_lost: int
    acronyms_gained: int
    rare_source: int
    words_en: int
    log_coverage: float


class Novelty(NamedTuple):
    """How new a word and what follows it are, the pair's shares of such words, and how far both read like a machine's."""

    novelty: float
    novelty_after: float
    novel_share: float
    unseen_share: float
    machine_like: float
    machine_whole: float


class Lexical(NamedTuple):
    """One French word by the tables; the estimator knows the columns in this order."""

    content: float
    number: float
    capital: float
    initial: float
    length: float
    position: float
    frequency_fr: float
    frequency_en: float
    known_fr: float
    known_en: float
    has_gloss: float
    support: float
    english_given_french: float
    french_given_english: float
    share_of_best: float
    share_of_top_gloss: float
    copied: float
    case_lost: float
    case_gained: float
    acronym_absent: float
    number_absent: float
    shared_link: float
    collocated_before: float
    collocated_after: float
    repeated: float
    gender_clash: float
    number_clash: float
    mark_before: float
    mark_after: float
    unspaced_mark: float
    hyphen: float
    ending: float
    jump: float
    missing_near: float
    orphan_run: float
    support_before: float
    support_after: float
    bracketed: float
    ambiguity: float
    english_frequency: float
    english_capital: float
    coverage_fr: float
    coverage_en: float
    length_ratio: float
    words_fr: float
    unsupported_fr: float
    unsupported_en: float
    capital_share: float
    acronyms_lost: float
    acronyms_gained: float
    rare_source: float
    words_en: float
    log_coverage: float
    novelty: float
    novelty_after: float
    novel_share: float
    unseen_share: float
    machine_like: float
    machine_whole: float


class Forced(NamedTuple):
    """Every French word by forced decoding, a value a word; the estimator knows the columns in this order."""

    log_prob: Floats
    worst_log_prob: Floats
    margin: Floats
    standing: Floats
    log_prob_alone: Floats
    gain: Floats
    log_prob_before: Floats
    log_prob_after: Floats
    margin_after: Floats
    back_log_prob: Floats
    mean_log_prob: Floats
    mean_back_log_prob: Floats
    mean_gain: Floats
    pieces: Floats
    rank: Floats
    entropy: Floats
    mean_entropy: Floats
    backed: Floats
    mean_backed: Floats


LEXICAL, FORCED = Lexical._fields, Forced._fields
NAMES = (*LEXICAL, *FORCED)

_MASCULINE = frozenset("un le du au ce cet aucun".split())
_FEMININE = frozenset("une la cette aucune".split())
_PLURAL = frozenset("les des ces ses mes tes nos vos leurs aux plusieurs quelques".split())
_SINGULAR = _MASCULINE | _FEMININE | frozenset("l' chaque mon ton son notre votre leur".split())
_ENDINGS = ("ment", "ant", "é", "ée", "és", "ées", "er", "ir", "ion", "ions", "ait", "ent", "s", "x", "e")
_MARKS = {
    "": 0,
    " ": 1,
    ",": 2,
    ".": 3,
    ";": 4,
    ":": 5,
    "?": 4,
    "!": 4,
    "(": 6,
    ")": 7,
    "%": 8,
    "«": 9,
    "»": 9,
    "-": 10,
}


@dataclass(frozen=True)
class FeatureMaker:
    """Turns evidence on a pair into one row of numbers a French word, columns :data:`NAMES`."""

    table: TranslationTable
    frequencies: Frequencies
    grammar: GrammarCounts
    collocations: Collocations
    sequences: Sequences
    machine: MachineFrench

    def rows(self, evidence: PairEvidence) -> Floats:
        """Return the features of every French word.

        Args:
            evidence: With or without forced decoding.

        Returns:
            Shape (French words, features); forced-decoding columns are NaN where no engine was asked.
        """
        if not evidence.french:
            return np.zeros((0, len(NAMES)))
        return np.hstack([self._lexical(evidence), _forced(evidence)])

    def _lexical(self, evidence: PairEvidence) -> Floats:
        french, english, support = evidence.french, evidence.english, evidence.support
        best = support.max(axis=1, initial=0.0)
        links = np.where(best > 0.02, support.argmax(axis=1) if english else -1, -1)
        of_english = support.max(axis=0, initial=0.0)
        joined = np.bincount(links[links >= 0], minlength=len(english) + 1)
        rare = sum(word.content and word.lemma not in self.table.to_french for word in english)
        summary = _summary(evidence, best, of_english, rare)
        content = [i for i, word in enumerate(french) if word.content]
        place = {word: rank for rank, word in enumerate(content)}
        copies = {word.text for word in english}
        folded_copies = {word.plain: word.text for word in english}
        novelty = self._novelty(evidence)
        together = [self._collocated(french, first, second) for first, second in pairwise(content)]
        repeats = Counter(word.lemma for word in french)
        rows = []
        for i, word in enumerate(french):
            link = int(links[i])
            rank = place.get(i)
            before = content[rank - 1] if rank else None
            after = content[rank + 1] if rank is not None and rank + 1 < len(content) else None
            copied = folded_copies.get(word.plain)
            partner = english[link] if link >= 0 else None
            rows.append(
                Lexical(
                    content=word.content,
                    number=word.number,
                    capital=word.text[0].isupper(),
                    initial=i == 0,
                    length=len(word.text),
                    position=i / len(french),
                    frequency_fr=log(1 + self.frequencies.of(word.folded, "fr")),
                    frequency_en=log(1 + self.frequencies.of(word.folded, "en")),
                    known_fr=is_known(word.folded, "fr"),
                    known_en=is_known(word.folded, "en"),
                    has_gloss=word.lemma in self.table.to_english,
                    support=best[i],
                    copied=word.text in copies,
                    case_lost=copied is not None and copied != word.text and copied[1:] != copied[1:].lower(),
                    case_gained=copied is not None and copied == copied.lower() and word.text[0].isupper() and i > 0,
                    acronym_absent=len(word.text) > 1 and word.text.isupper() and word.text not in copies,
                    number_absent=word.number and best[i] < 1,
                    shared_link=joined[link] if link >= 0 else 0,
                    collocated_before=-1.0 if before is None or rank is None else together[rank - 1],
                    collocated_after=-1.0 if after is None or rank is None else together[rank],
                    repeated=repeats[word.lemma] - 1 if word.content else 0,
                    gender_clash=self._gender_clash(french, i, evidence.translation),
                    number_clash=_number_clash(french, i),
                    hyphen="-" in word.text,
                    ending=_ending(word.folded),
                    jump=_jump(links, content, rank),
                    missing_near=_missing_near(evidence.english, of_english, links, content, rank),
                    orphan_run=_orphan_run(best, content, rank),
                    support_before=best[before] if before is not None else 1.0,
                    support_after=best[after] if after is not None else 1.0,
                    bracketed=_bracketed(evidence.translation, word.span),
                    ambiguity=self._ambiguity(partner.lemma) if partner else 0.0,
                    english_frequency=log(1 + self.frequencies.of(partner.folded, "en")) if partner else -1.0,
                    english_capital=partner is not None and partner.text[0].isupper(),
                    **self._link(word, partner.lemma if partner else None)._asdict(),
                    **_marks(evidence.translation, word.span)._asdict(),
                    **summary._asdict(),
                    **novelty[i]._asdict(),
                )
            )
        return np.array(rows, dtype=np.float64)

    def _novelty(self, evidence: PairEvidence) -> list[Novelty]:
        """Return how new each word is, and how far it reads like a rule-based engine's."""
        tokens = cut(evidence.translation, self.frequencies)
        levels = self.sequences.novelty_of(tokens)
        whole, machine = self.machine.of([token.kind for token in tokens])
        count = max(1, len(levels))
        shares = sum(level > 0 for _, level in levels) / count, sum(level > 1 for _, level in levels) / count
        found: list[Novelty] = []
        place = 0
        for word in evidence.french:
            while place < len(levels) and levels[place][0].end <= word.span.start:
                place += 1
            here = 0
            machine_like = 0.0
            while place < len(levels) and levels[place][0].start < word.span.end:
                here = max(here, levels[place][1])
                machine_like = max(machine_like, machine[place])
                place += 1
            after = float(levels[place][1]) if place < len(levels) else 0.0
            found.append(Novelty(float(here), after, *shares, machine_like, whole))
        return found

    def _link(self, word: PairWord, english: str | None) -> Link:
        """Return p(e|f), p(f|e), and each as a share of the likeliest rendering in its direction."""
        if english is None:
            return Link()
        forward = self.table.english_given_french(word.lemma, english)
        backward = self.table.french_given_english(word.lemma, english)
        renderings, glosses = self.table.to_french.get(english, ()), self.table.to_english.get(word.lemma, ())
        top_rendering = renderings[0].probability if renderings else 0.0
        top_gloss = glosses[0].probability if glosses else 0.0
        return Link(
            forward,
            backward,
            share_of_best=backward / top_rendering if top_rendering else 1.0,
            share_of_top_gloss=forward / top_gloss if top_gloss else 1.0,
        )

    def _ambiguity(self, english: str) -> float:
        """Return one less the likeliest rendering's probability: how much there is to get wrong."""
        renderings = self.table.to_french.get(english, ())
        return 1 - renderings[0].probability if renderings else 0.0

    def _collocated(self, french: Sequence[PairWord], first: int, second: int) -> float:
        if second - first > 3:
            return -1.0
        return float((french[first].lemma, french[second].lemma) in self.collocations)

    def _gender_clash(self, french: Sequence[PairWord], i: int, text: str) -> float:
        """1 where a determiner and the noun after it differ in gender by the counts, on both words."""
        for determiner, noun in ((i, i + 1), (i - 1, i)):
            if determiner < 0 or noun >= len(french):
                continue
            first = french[determiner].folded
            wanted = "m" if first in _MASCULINE else "f" if first in _FEMININE else None
            if wanted is None or not text[french[determiner].span.end : french[noun].span.start].isspace():
                continue
            if (
                self.grammar.gender(french[noun].folded) not in {None, wanted}
                and self.grammar.verbal(french[noun].folded) < 0.01
            ):
                return 1.0
        return 0.0


@cache
def shipped_features() -> FeatureMaker:
    """Return the maker over the tables that ship with the package."""
    return FeatureMaker(
        shipped_table(),
        shipped_frequencies(),
        shipped_counts(),
        shipped_collocations(),
        shipped_sequences(),
        shipped_machine_french(),
    )


def _summary(evidence: PairEvidence, best: Floats, of_english: Floats, rare: int) -> Summary:
    """Return what holds of the whole pair."""
    french, english = evidence.french, evidence.english
    f_weights = np.array([word.weight * word.content for word in french])
    e_weights = np.array([word.weight * word.content for word in english])
    f_known, e_known = np.minimum(1.0, best / 0.1), np.minimum(1.0, of_english / 0.1)
    capitals_fr = sum(word.text[0].isupper() for word in french) / len(french)
    capitals_en = sum(word.text[0].isupper() for word in english) / max(1, len(english))
    lost, gained = _acronyms(evidence)
    return Summary(
        coverage_fr=float((f_weights * f_known).sum() / max(f_weights.sum(), 1e-9)),
        coverage_en=float((e_weights * e_known).sum() / max(e_weights.sum(), 1e-9)),
        length_ratio=len(evidence.translation) / max(1, len(evidence.source)),
        words_fr=log(len(french)),
        unsupported_fr=float(((f_known < 0.2) & (f_weights > 0)).sum()),
        unsupported_en=float(((e_known < 0.2) & (e_weights > 0)).sum()),
        capital_share=capitals_fr - capitals_en,
        acronyms_lost=lost,
        acronyms_gained=gained,
        rare_source=rare,
        words_en=len(english),
        log_coverage=log_coverage(evidence),
    )


def _acronyms(evidence: PairEvidence) -> tuple[int, int]:
    """Return how many acronyms each side has that the other lacks, case included."""
    english = {word.text for word in evidence.english if len(word.text) > 1 and word.text.isupper()}
    french = {word.text for word in evidence.french if len(word.text) > 1 and word.text.isupper()}
    return max(0, len(english) - len(french)), len(french - english)


def _bracketed(text: str, span: Span) -> bool:
    """Whether the word stands alone between brackets."""
    return text[max(0, span.start - 1) : span.start] == "(" and text[span.end : span.end + 1] == ")"


def _marks(text: str, span: Span) -> Marks:
    """Return the mark before, the mark after, and whether a double mark after lacks its space."""
    before = text[span.start - 1] if span.start else ""
    rest = text[span.end : span.end + 2]
    after = rest[:1]
    mark = rest[1:2] if after in {" ", "\u00a0", "\u202f"} and rest[1:2] in _MARKS else after
    unspaced = after in {";", ":", "?", "!", "%", "»"} and not text[span.end + 1 : span.end + 3].startswith("//")
    return Marks(float(_MARKS.get(before, 11)), float(_MARKS.get(mark, 11)), float(unspaced))


def _number_clash(french: Sequence[PairWord], i: int) -> float:
    """1 where a plural determiner precedes a word without a plural ending, -1 the other way round."""
    before = french[i - 1].folded if i else ""
    plural = french[i].folded[-1] in "sxz"
    if before in _PLURAL and not plural:
        return 1.0
    return -1.0 if before in _SINGULAR and plural and french[i].lemma != french[i].folded else 0.0


def _ending(form: str) -> float:
    return float(next((k for k, ending in enumerate(_ENDINGS) if form.endswith(ending)), len(_ENDINGS)))


def _jump(
    links: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]], content: Sequence[int], rank: int | None
) -> float:
    """Return how far the linked English words of this word and of the content word before lie apart."""
    if not rank:
        return 0.0
    here, before = int(links[content[rank]]), int(links[content[rank - 1]])
    return float(here - before) if here >= 0 and before >= 0 else 0.0


def _missing_near(
    english: Sequence[PairWord],
    of_english: Floats,
    links: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]],
    content: Sequence[int],
    rank: int | None,
) -> float:
    """Return the weight of unsupported English content words between the links of the neighbours."""
    if rank is None:
        return 0.0
    around = [int(links[content[k]]) for k in range(max(0, rank - 1), min(len(content), rank + 2))]
    known = [link for link in around if link >= 0]
    if not known:
        return 0.0
    low, high = max(0, min(known) - 1), min(len(english), max(known) + 2)
    if high - low > 8:
        return 0.0
    return sum(english[j].weight for j in range(low, high) if english[j].content and of_english[j] < 0.02)


def _orphan_run(best: Floats, content: Sequence[int], rank: int | None) -> float:
    """Return the number of neighbouring content words without any support, this one included."""
    if rank is None or best[content[rank]] > 0.02:
        return 0.0
    first = last = rank
    while first > 0 and best[content[first - 1]] <= 0.02:
        first -= 1
    while last + 1 < len(content) and best[content[last + 1]] <= 0.02:
        last += 1
    return float(last - first + 1)


def _forced(evidence: PairEvidence) -> Floats:
    size = len(evidence.french)
    if evidence.given_source is None or evidence.alone is None or evidence.backward is None:
        return np.full((size, len(FORCED)), np.nan)
    spans = [word.span for word in evidence.french]
    log_prob, worst, margin, pieces, rank, entropy = _by_word(evidence.given_source, spans).T
    alone = _sums(evidence.alone, spans)
    back = _sums(evidence.backward, [word.span for word in evidence.english])
    support = evidence.support
    linked = support.argmax(axis=1) if evidence.english else np.zeros(size, dtype=np.int64)
    known = support.max(axis=1, initial=0.0) > 0.02
    spread = float(log_prob.std()) + 0.5
    gain = log_prob - alone
    columns = Forced(
        log_prob=log_prob,
        worst_log_prob=worst,
        margin=margin,
        standing=(log_prob - log_prob.mean()) / spread,
        log_prob_alone=alone,
        gain=gain,
        log_prob_before=np.r_[0.0, log_prob[:-1]],
        log_prob_after=np.r_[log_prob[1:], 0.0],
        margin_after=np.r_[margin[1:], 0.0],
        back_log_prob=np.where(known, back[linked], np.nan) if len(back) else np.full(size, np.nan),
        mean_log_prob=np.full(size, evidence.given_source.mean),
        mean_back_log_prob=np.full(size, evidence.backward.mean),
        mean_gain=np.full(size, gain.mean()),
        pieces=pieces,
        rank=rank,
        entropy=entropy,
        mean_entropy=np.full(size, entropy.mean()),
        backed=backed_words(log_prob, support.max(axis=1, initial=0.0)),
        mean_backed=np.full(size, mean_backed(evidence)),
    )
    return np.stack(columns, axis=1)


def _by_word(scores: TokenScores, spans: Sequence[Span]) -> Floats:
    """Sum up the tokens of every word.

    Returns:
        A row a word: sum of log-probabilities, the lowest, the largest margin, the number of pieces, the logarithm of the
        worst rank, and the largest entropy; the last two NaN where the engine does not tell them.
    """
    rows = np.zeros((len(spans), 6))
    tokens = scores.tokens
    for row, covered in enumerate(tokens_within([token.span for token in tokens], spans)):
        own = tokens[covered]
        if not own:
            continue
        rows[row] = (
            sum(token.log_prob for token in own),
            min(token.log_prob for token in own),
            max(token.best_log_prob - token.log_prob for token in own),
            len(own),
            max(nan if token.rank is None else log(token.rank) for token in own),
            max(nan if token.entropy is None else token.entropy for token in own),
        )
    return rows


def _sums(log_probs: LogProbs, spans: Sequence[Span]) -> Floats:
    """Return the log-probability of every word."""
    values = log_probs.values
    return np.array([sum(values[covered]) for covered in tokens_within(log_probs.spans, spans)], dtype=np.float64)
