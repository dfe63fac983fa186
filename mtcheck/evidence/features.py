"""Numbers about every word of a translation, from which the estimator judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log

import numpy as np

from mtcheck.evidence.feature_columns import NAMES, Lexical, Novelty, TableLink
from mtcheck.evidence.forced_features import forced_columns
from mtcheck.evidence.pairs import Floats, PairEvidence, PairWord
from mtcheck.evidence.summary_features import summary_of
from mtcheck.evidence.word_features import (
    FEMININE,
    MASCULINE,
    UNSUPPORTED,
    ending,
    is_bracketed,
    jump,
    marks_around,
    missing_near,
    number_clash,
    orphan_run,
)
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.collocations import Collocations, shipped_collocations
from mtcheck.lexicon.frequency import Frequencies, shipped_frequencies
from mtcheck.lexicon.machine_french import MachineFrench, shipped_machine_french
from mtcheck.lexicon.sequences import Sequences, cut, shipped_sequences
from mtcheck.lexicon.table import TranslationTable, shipped_table

_SELDOM_VERB = 0.01  # share behind a subject under which a form is a noun, as the reference corpus counts


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
        return np.hstack([self._lexical(evidence), forced_columns(evidence)])

    def _lexical(self, evidence: PairEvidence) -> Floats:
        french, english, support = evidence.french, evidence.english, evidence.support
        best = support.max(axis=1, initial=0.0)
        links = np.where(best > UNSUPPORTED, support.argmax(axis=1) if english else -1, -1)
        of_english = support.max(axis=0, initial=0.0)
        joined = np.bincount(links[links >= 0], minlength=len(english) + 1)
        rare = sum(word.content and word.lemma not in self.table.to_french for word in english)
        summary = summary_of(evidence, best, of_english, rare)
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
                    number_clash=number_clash(french, i),
                    hyphen="-" in word.text,
                    ending=ending(word.folded),
                    jump=jump(links, content, rank),
                    missing_near=missing_near(evidence.english, of_english, links, content, rank),
                    orphan_run=orphan_run(best, content, rank),
                    support_before=best[before] if before is not None else 1.0,
                    support_after=best[after] if after is not None else 1.0,
                    bracketed=is_bracketed(evidence.translation, word.span),
                    ambiguity=self._ambiguity(partner.lemma) if partner else 0.0,
                    english_frequency=log(1 + self.frequencies.of(partner.folded, "en")) if partner else -1.0,
                    english_capital=partner is not None and partner.text[0].isupper(),
                    link=self._link(word, partner.lemma if partner else None),
                    marks=marks_around(evidence.translation, word.span),
                    pair=summary,
                    novelty=novelty[i],
                ).flat
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

    def _link(self, word: PairWord, english: str | None) -> TableLink:
        """Return p(e|f), p(f|e), and each as a share of the likeliest rendering in its direction."""
        if english is None:
            return TableLink()
        forward = self.table.english_given_french(word.lemma, english)
        backward = self.table.french_given_english(word.lemma, english)
        renderings, glosses = self.table.to_french.get(english, ()), self.table.to_english.get(word.lemma, ())
        top_rendering = renderings[0].probability if renderings else 0.0
        top_gloss = glosses[0].probability if glosses else 0.0
        return TableLink(
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
            wanted = "m" if first in MASCULINE else "f" if first in FEMININE else None
            if wanted is None or not text[french[determiner].span.end : french[noun].span.start].isspace():
                continue
            if (
                self.grammar.gender(french[noun].folded) not in {None, wanted}
                and self.grammar.verbal(french[noun].folded) < _SELDOM_VERB
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
