"""What is read of one word from its neighbours, the marks around it, and its links: numbers for the estimator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mtcheck.evidence.feature_columns import Marks
from mtcheck.evidence.pairs import Floats, PairWord
from mtcheck.records import Span

UNSUPPORTED = 0.02  # support up to which a word has no counterpart
NEIGHBOURHOOD = 8  # English words between the links of neighbours from which what is missing there says nothing

MASCULINE = frozenset("un le du au ce cet aucun".split())
FEMININE = frozenset("une la cette aucune".split())
_PLURAL = frozenset("les des ces ses mes tes nos vos leurs aux plusieurs quelques".split())
_SINGULAR = MASCULINE | FEMININE | frozenset("l' chaque mon ton son notre votre leur".split())
_ENDINGS = ("ment", "ant", "é", "ée", "és", "ées", "er", "ir", "ion", "ions", "ait", "ent", "s", "x", "e")
_ANY_OTHER = 11
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


def is_bracketed(text: str, span: Span) -> bool:
    """Whether the word stands alone between brackets."""
    return text[max(0, span.start - 1) : span.start] == "(" and text[span.end : span.end + 1] == ")"


def marks_around(text: str, span: Span) -> Marks:
    """Return the mark before, the mark after, and whether a double mark after lacks its space."""
    before = text[span.start - 1] if span.start else ""
    rest = text[span.end : span.end + 2]
    after = rest[:1]
    mark = rest[1:2] if after in {" ", "\u00a0", "\u202f"} and rest[1:2] in _MARKS else after
    unspaced = after in {";", ":", "?", "!", "%", "»"} and not text[span.end + 1 : span.end + 3].startswith("//")
    return Marks(float(_MARKS.get(before, _ANY_OTHER)), float(_MARKS.get(mark, _ANY_OTHER)), float(unspaced))


def number_clash(french: Sequence[PairWord], i: int) -> float:
    """1 where a plural determiner precedes a word without a plural ending, -1 the other way round."""
    before = french[i - 1].folded if i else ""
    plural = french[i].folded[-1] in "sxz"
    if before in _PLURAL and not plural:
        return 1.0
    return -1.0 if before in _SINGULAR and plural and french[i].lemma != french[i].folded else 0.0


def ending(form: str) -> float:
    """Return the number of the first ending that a form has, 15 for none."""
    return float(next((k for k, ending in enumerate(_ENDINGS) if form.endswith(ending)), len(_ENDINGS)))


def jump(
    links: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]], content: Sequence[int], rank: int | None
) -> float:
    """Return how far the linked English words of this word and of the content word before lie apart."""
    if not rank:
        return 0.0
    here, before = int(links[content[rank]]), int(links[content[rank - 1]])
    return float(here - before) if here >= 0 and before >= 0 else 0.0


def missing_near(
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
    if high - low > NEIGHBOURHOOD:
        return 0.0
    return sum(english[j].weight for j in range(low, high) if english[j].content and of_english[j] < UNSUPPORTED)


def orphan_run(best: Floats, content: Sequence[int], rank: int | None) -> float:
    """Return the number of neighbouring content words without any support, this one included."""
    if rank is None or best[content[rank]] > UNSUPPORTED:
        return 0.0
    first = last = rank
    while first > 0 and best[content[first - 1]] <= UNSUPPORTED:
        first -= 1
    while last + 1 < len(content) and best[content[last + 1]] <= UNSUPPORTED:
        last += 1
    return float(last - first + 1)
