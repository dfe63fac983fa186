"""The columns of the numbers about every word of a translation, by name and in the order that the estimator knows."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck.evidence.pairs import Floats


class TableLink(NamedTuple):
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


class PairSummary(NamedTuple):
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
    link: TableLink
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
    marks: Marks
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
    pair: PairSummary
    novelty: Novelty

    @property
    def flat(self) -> list[float]:
        """All values, in the order of :data:`LEXICAL`."""
        return [value for one in self for value in (one if isinstance(one, tuple) else (one,))]


_GROUPS = {
    "link": TableLink._fields,
    "marks": Marks._fields,
    "pair": PairSummary._fields,
    "novelty": Novelty._fields,
}


class ForcedColumns(NamedTuple):
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


LEXICAL = tuple(column for name in Lexical._fields for column in _GROUPS.get(name, (name,)))
FORCED = ForcedColumns._fields
NAMES = (*LEXICAL, *FORCED)
