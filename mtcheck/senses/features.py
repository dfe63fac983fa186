"""Features of a candidate: what dictionary, tables and alignment say of it, and what the encoder says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler

from mtcheck.french.spelling import fold
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.nearness import shared_in_french
from mtcheck.lexicon.sequences import Sequences
from mtcheck.lexicon.table import TranslationTable
from mtcheck.records import Span
from mtcheck.senses.alignment import AlignedPair
from mtcheck.senses.candidates import CandidateKind, SenseCandidate
from mtcheck.senses.headwords import Headword
from mtcheck.senses.suggestions import acts_as_verb
from mtcheck.senses.tokens import Item, Sentence, content_items
from mtcheck.text.stopwords import ENGLISH

PLAIN = (
    "kind_sense kind_wrong kind_table kind_unexplained kind_part "
    "words words_en senses competing rank entries noun verb adj phrase "
    "p_french p_english p_best p_best_back other_french other_english best_english support place "
    "weight weight_fr weight_en near shared shared_words elsewhere right_there family cues cues_printed capital "
    "free_fr free_en linked listed_share length determiner infinitive exact inflected covered least "
    "partial in_name part_printed part_competing verbal usual cognate novel most_novel together"
).split()
ENCODED = (
    "en_best en_printed en_margin en_cosine en_gap en_own fr_best fr_printed fr_margin fr_cosine fr_gap fr_own both "
    "same near_best synonym cues_best part_best"
).split()
NAMES = (*PLAIN, *ENCODED)

Floats: TypeAlias = npt.NDArray[np.float64]
Vector: TypeAlias = npt.NDArray[np.float32]
Vectors: TypeAlias = npt.NDArray[np.float32]
_SHARP = 20.0  # of the softmax over cosines, as the encoder was tuned with
_RARE = 1e-4  # share of a rendering that the tables do not have
_READ = 60  # code points on either side whose sequences are read
_PIVOTS = 6  # English words that what is printed may stand for, likeliest first
_AROUND = 20  # English tokens on either side that are read for companions
_DETERMINERS = frozenset("the a an this that these those his her its their our my your some any no each every".split())


class Weighed(NamedTuple):
    """What the encoder says of a candidate.

    Attributes:
        row: Features, by :data:`ENCODED`.
        best: Number of the meaning that it finds likeliest of those that compete.
        english: For every meaning how likely it is by the English, its part of speech weighed in; they sum to 1.
        french: For every meaning how likely it is by the French with the place masked; they sum to 1.
    """

    row: list[float]
    best: int
    english: tuple[float, ...]
    french: tuple[float, ...]


@dataclass(frozen=True)
class Weights:
    """What the plain features are read from."""

    table: TranslationTable
    frequencies: Frequencies
    dictionary: Dictionary
    sequences: Sequences
    collocations: Collocations

    def plain(self, pair: AlignedPair, candidate: SenseCandidate) -> list[float]:
        """Return the features that cost no network, by :data:`PLAIN`."""
        headword = pair.headwords[candidate.headword]
        english = range(*headword.tokens)
        french = range(*candidate.place)
        tokens = pair.french.tokens
        content = [j for j in french if tokens[j].content] or list(french)
        words = [i for i in english if pair.words[i].content] or list(english)
        lemmas_en = [pair.words[i].lemma for i in words]
        to_french = [max((self._french(tokens[j].forms, e) for e in lemmas_en), default=0.0) for j in content]
        to_english = [max((self._english(tokens[j].forms, e) for e in lemmas_en), default=0.0) for j in content]
        best = max((r.probability for e in lemmas_en for r in self.table.to_french.get(e, ())[:1]), default=0.0)
        best_back = max(
            (r.probability for j in content for f in (tokens[j].lemma,) for r in self.table.to_english.get(f, ())[:1]),
            default=0.0,
        )
        others = [i for i in range(len(pair.words)) if i not in english and pair.words[i].content]
        other_french = max(
            (self._french(tokens[j].forms, pair.words[i].lemma) for i in others for j in content), default=0.0
        )
        other_english = max(
            (self._english(tokens[j].forms, pair.words[i].lemma) for i in others for j in content), default=0.0
        )
        best_english = max((pair.support[i][j] for i in others for j in content), default=0.0)
        support = max(pair.support[i][j] for i in english for j in content)
        n, m = max(1, len(pair.words)), max(1, len(tokens))
        place = abs((sum(headword.tokens) / 2) / n - (sum(candidate.place) / 2) / m)
        free_fr = [j for j, free in enumerate(pair.unexplained) if free]
        linked = [i for i, token in enumerate(pair.words) if token.content]
        free_en = [i for i in linked if pair.links[i] < 0]
        listed = [p is not None and bool(p.meanings) for p in pair.printed]
        covered = [max(pair.support[i]) if pair.support[i] else 0.0 for i in words]
        right = any(
            pair.french.accepted(r) for k in candidate.competing for r in headword.meanings[k].sense.french[:12]
        )
        cues = [self._cues(pair, headword, k) for k in range(len(headword.meanings))]
        before = pair.words[headword.tokens[0] - 1].folded if headword.tokens[0] else ""
        rank = min((self._rank(headword, k, candidate.rendering) for k in candidate.printed), default=-1)
        poses = [m_.entry.pos for m_ in headword.meanings]
        span = pair.french.span(candidate.place)
        return [
            *(float(candidate.kind is kind) for kind in CandidateKind),
            len(content),
            headword.tokens[1] - headword.tokens[0],
            len(headword.meanings),
            len(candidate.competing),
            rank,
            len({m_.entry.id for m_ in headword.meanings}),
            *(float(pos in poses) for pos in ("noun", "verb", "adj", "phrase")),
            _mean(to_french),
            _mean(to_english),
            best,
            best_back,
            other_french,
            other_english,
            best_english,
            support,
            place,
            _mean([1 - self.frequencies.weight(tokens[j].folded, "fr") for j in content]),
            _mean([log(1 + self.frequencies.of(tokens[j].folded, "fr")) for j in content]),
            _mean([log(1 + self.frequencies.of(pair.words[i].folded, "en")) for i in words]),
            self._near(candidate, headword, content, pair),
            len(candidate.shared),
            max((pair.headwords[h].tokens[1] - pair.headwords[h].tokens[0] for h in candidate.shared), default=0),
            len(pair.others[candidate.headword]),
            float(right),
            self._family(candidate, headword, content, pair),
            max((cues[k] for k in candidate.competing), default=0)
            - max((cues[k] for k in candidate.printed), default=0),
            max((cues[k] for k in candidate.printed), default=0),
            float(pair.french.text[span.start].isupper()),
            len(free_fr) / max(1, sum(t.content for t in tokens)),
            len(free_en) / max(1, len(linked)),
            float(sum(pair.links[i] >= 0 for i in words)),
            sum(listed) / max(1, len(listed)),
            len(pair.words),
            float(before in _DETERMINERS),
            float(before in {"to", "will", "would", "can", "could", "may", "should", "must"}),
            float(pair.words[headword.tokens[0]].folded == headword.english.lower()),
            float(headword.english.lower() not in {pair.words[i].lemma for i in words}),
            _mean(covered),
            min(covered),
            self._partial(pair, headword, candidate),
            self._in_name(pair, headword),
            max((headword.likely[k] for k in candidate.printed), default=-1.0),
            max(headword.likely[k] for k in candidate.competing),
            float(acts_as_verb(pair.french.text, span)),
            log((_mean(to_french) + _RARE) / (best + _RARE)),
            JaroWinkler.similarity(fold(tokens[content[0]].folded), fold(pair.words[words[0]].folded)),
            *self.company(pair.french, span),
        ]

    def encoded(
        self, pair: AlignedPair, candidate: SenseCandidate, english: Vector, french: Vector, meanings: Vectors
    ) -> Weighed:
        """Return what the encoder says, by :data:`ENCODED`, and the meaning that it finds likeliest of the competing ones.

        Args:
            pair: The pair.
            candidate: A candidate of it.
            english: Vector of the English with the headword named.
            french: Vector of the French with what is printed masked.
            meanings: Vectors of the descriptions of the headword's meanings, a row each.
        """
        headword = pair.headwords[candidate.headword]
        near_en, near_fr = (np.round(meanings @ vector, 4).astype(float) for vector in (english, french))
        likely = np.array(headword.likely)
        p, q = _softmax(near_en) * likely, _softmax(near_fr)
        p /= p.sum()
        competing, own = list(candidate.competing), list(candidate.printed)
        best = max(competing, key=lambda k: (p[k] + q[k] * likely[k], -k))
        p_own, q_own = (max((float(share[k]) for k in own), default=0.0) for share in (p, q))
        d_own, g_own = (max((float(near[k]) for k in own), default=-1.0) for near in (near_en, near_fr))
        cues = [self._cues(pair, headword, k) for k in (best, *own)]
        printed = self._printed(pair, candidate)
        renderings = headword.meanings[best].sense.french
        return Weighed(
            [
                p[best],
                p_own,
                p[best] - p_own,
                near_en[best],
                near_en[best] - d_own if own else -1.0,
                d_own,
                q[best],
                q_own,
                q[best] - q_own,
                near_fr[best],
                near_fr[best] - g_own if own else -1.0,
                g_own,
                p[best] * q[best],
                float(int(p.argmax()) == int(q.argmax())),
                max(shared_in_french(printed, head_of(r)) for r in renderings[:6]),
                self._synonym(printed, candidate.rendering, headword, renderings),
                cues[0] - max(cues[1:], default=0),
                likely[best],
            ],
            best,
            tuple(p.tolist()),
            tuple(q.tolist()),
        )

    def _printed(self, pair: AlignedPair, candidate: SenseCandidate) -> str:
        tokens = [pair.french.tokens[j] for j in range(*candidate.place)]
        return next((token.lemma for token in tokens if token.content), tokens[0].lemma)

    def _synonym(self, printed: str, rendering: str, headword: Headword, renderings: tuple[str, ...]) -> float:
        """Count the senses of other English words for which the dictionary has what is printed and one of the renderings."""
        found = 0
        for english in self.table.to_english.get(printed, ())[:_PIVOTS]:
            if english.word == headword.english:
                continue
            for entry in self.dictionary.look_up(english.word):
                for sense in entry.senses:
                    found += bool({printed, rendering}.intersection(sense.french)) and bool(
                        set(sense.french).intersection(renderings)
                    )
        return float(found)

    def _french(self, forms: frozenset[str], english: str) -> float:
        shares = self.table.french_shares(english)
        return max((shares.get(form, 0.0) for form in forms), default=0.0)

    def _english(self, forms: frozenset[str], english: str) -> float:
        return max(self.table.english_given_french(form, english) for form in forms)

    def _cues(self, pair: AlignedPair, headword: Headword, number: int) -> int:
        around = range(max(0, headword.tokens[0] - _AROUND), min(len(pair.words), headword.tokens[1] + _AROUND))
        company: set[str] = set()
        for i in around:
            if i not in range(*headword.tokens) and pair.words[i].folded not in ENGLISH:
                company |= pair.words[i].forms
        return sum(any(part in company for part in cue.lower().split()) for cue in headword.meanings[number].sense.cues)

    def _rank(self, headword: Headword, number: int, rendering: str) -> int:
        french = headword.meanings[number].sense.french
        return french.index(rendering) if rendering in french else len(french)

    def _partial(self, pair: AlignedPair, headword: Headword, candidate: SenseCandidate) -> float:
        """Return how much of a rendering of several words stands in the French at all, 0–1, for the best of them."""
        present = {form for token in pair.french.tokens for form in token.forms}
        best = 0.0
        for k in candidate.competing:
            for rendering in headword.meanings[k].sense.french[:8]:
                items = content_items(rendering)
                if len(items) > 1:
                    best = max(best, sum(bool(item.forms & present) for item in items) / len(items))
        return best

    def company(self, french: Sentence, span: Span) -> tuple[float, float, float]:
        """Say how well words stand beside their neighbours.

        Args:
            french: The sentence.
            span: The words.

        Returns:
            How new their sequence is, on average and at most (0 for known, 2 for new), and which share of their neighbours is
            known beside them.
        """
        text = french.text
        start = max(0, span.start - _READ)
        own = [
            float(level)
            for token, level in self.sequences.novelty(text[start : span.end + _READ])
            if token.end + start > span.start and token.start + start <= span.end + 1
        ]
        carrying = [token for token in french.tokens if token.content]
        inside = [token for token in carrying if span.start <= token.span.start < span.end]
        before = [token for token in carrying if token.span.end <= span.start][-1:]
        after = [token for token in carrying if token.span.start >= span.end][:1]
        beside = [(one.lemma, inside[0].lemma) for one in before if inside]
        beside += [(inside[-1].lemma, one.lemma) for one in after if inside]
        return _mean(own), max(own, default=0.0), _mean([float(two in self.collocations) for two in beside])

    def company_of(self, text: str, span: Span) -> tuple[float, float, float]:
        """Say the same of a text that is no :class:`Sentence` yet."""
        return self.company(Sentence(text), span)

    def _in_name(self, pair: AlignedPair, headword: Headword) -> float:
        """Say whether the headword or a word beside it has a capital inside its sentence."""
        first, last = headword.tokens
        beside = [pair.words[i].span.of(pair.english) for i in (first - 1, first, last) if 0 < i < len(pair.words)]
        return float(any(word[0].isupper() for word in beside))

    def _near(self, candidate: SenseCandidate, headword: Headword, content: list[int], pair: AlignedPair) -> float:
        """Return how often what is printed stands for a rendering of a competing meaning, through a third word."""
        printed = pair.french.tokens[content[0]].lemma
        heads = {head_of(r) for k in candidate.competing[:12] for r in headword.meanings[k].sense.french[:4]}
        return max((shared_in_french(printed, head) for head in sorted(heads)), default=0.0)

    def _family(self, candidate: SenseCandidate, headword: Headword, content: list[int], pair: AlignedPair) -> float:
        """Say whether a printed word begins as a rendering of a competing meaning does ("arrestation", "arrêter")."""
        heads = {fold(head_of(r))[:5] for k in candidate.competing for r in headword.meanings[k].sense.french[:8]}
        return float(any(fold(pair.french.tokens[j].folded)[:5] in heads for j in content))


def _softmax(near: Floats) -> Floats:
    raised = np.exp(_SHARP * (near - near.max()))
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def _mean(values: list[float]) -> float:
    return sum(values) / max(1, len(values))


@lru_cache(maxsize=60_000)
def head_of(rendering: str) -> str:
    """Return the first word of a rendering that carries meaning, as a dictionary form."""
    item: Item = content_items(rendering)[0]
    return min(item.strict, key=lambda form: (len(form), form)) if len(item.strict) == 1 else sorted(item.strict)[0]
