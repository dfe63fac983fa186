"""How many of the quotations that people marked in articles are found, and whether their speakers are right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.readers.plain import document
from mtcheck.records import Span
from mtcheck.speech.quotations import find_quotations

THRESHOLDS = (0.3, 0.8)
"""Overlaps, 0–1, from which a quotation counts as found: loosely, and nearly word for word."""

KINDS = ("direct", "indirect", "mixed", "free")
_WORD = re.compile(r"[^\W_]+")
_NO_NAME = frozenset(
    """
    le la les l un une des du de d m mm mme mmes mlle dr me pr monsieur madame son sa ses leur leurs ce cet cette
    """.split()
)


@dataclass(frozen=True, slots=True)
class MarkedQuotation:
    """A quotation as a person marked it, or as the extractor found it.

    Attributes:
        kind: ``direct``, ``indirect``, ``mixed`` or ``free`` (free indirect) as marked; empty for a found one.
    """

    span: Span
    speaker: str | None
    cue: Span | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with its marked quotations."""

    id: str
    text: str
    quotations: tuple[MarkedQuotation, ...]


@dataclass(frozen=True, slots=True)
class QuotationFigures:
    """Figures at one overlap threshold; shares are 0–1.

    Attributes:
        speaker: Share of the found quotations whose speaker is named, in full or in part.
        speaker_exact: Share whose speaker is named in just these words, articles and titles aside.
        cue: Share of the found quotations with a marked cue whose found cue overlaps it.
        recall_by_kind: Recall of each kind of quotation.
    """

    threshold: float
    marked: int
    found: int
    matched: int
    speaker: float
    speaker_exact: float
    cue: float
    recall_by_kind: dict[str, float]

    @property
    def precision(self) -> float:
        """Share of the found quotations that a person marked."""
        return _share(self.matched, self.found)

    @property
    def recall(self) -> float:
        """Share of the marked quotations that were found."""
        return _share(self.matched, self.marked)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.matched, self.marked + self.found)


def read_cases(path: Path) -> tuple[MarkedArticle, ...]:
    """Read marked articles: JSON Lines with ``id``, ``text`` and ``quotations``.

    Raises:
        InputError: The file cannot be read, or a line is no such article.
    """
    cases: list[MarkedArticle] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            marked = tuple(_marked(item, row["text"]) for item in row["quotations"])
            cases.append(MarkedArticle(str(row["id"]), row["text"], marked))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(str(path), f"is no article with marked quotations: {error}", line=number) from error
    return tuple(cases)


def _marked(item: dict[str, object], text: str) -> MarkedQuotation:
    start, end, speaker, cue = item["start"], item["end"], item.get("speaker"), item.get("cue")
    kind = item.get("kind", "direct")
    if not isinstance(start, int) or not isinstance(end, int) or kind not in KINDS:
        raise ValueError("a quotation needs start, end and a kind")
    span = Span(start, end)
    if not 0 <= start < end <= len(text) or item.get("text", span.of(text)) != span.of(text):
        raise ValueError(f"the quotation at {start} is not what stands there")
    place = Span(int(cue[0]), int(cue[1])) if isinstance(cue, list) else None
    return MarkedQuotation(span, speaker if isinstance(speaker, str) else None, place, str(kind))


def extract(case: MarkedArticle) -> tuple[MarkedQuotation, ...]:
    """Find the quotations of an article with mtcheck's own extractor."""
    found = find_quotations(document(case.id, case.text))
    return tuple(MarkedQuotation(item.span, item.speaker, item.cue) for item in found)


def overlap(marked: Span, found: Span) -> float:
    """Return the code points that two spans share, over the longer span's length (0–1)."""
    shared = min(marked.end, found.end) - max(marked.start, found.start)
    return max(0, shared) / max(marked.end - marked.start, found.end - found.start)


def pair(
    marked: Sequence[MarkedQuotation], found: Sequence[MarkedQuotation], threshold: float
) -> tuple[tuple[MarkedQuotation, MarkedQuotation], ...]:
    """Pair marked with found quotations, one with one, the largest overlap first."""
    candidates = sorted(
        ((overlap(one.span, other.span), i, j) for i, one in enumerate(marked) for j, other in enumerate(found)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    used_marked: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for score, i, j in candidates:
        if score < threshold:
            break
        if i not in used_marked and j not in used_found:
            used_marked.add(i)
            used_found.add(j)
            pairs.append((marked[i], found[j]))
    return tuple(pairs)


def evaluate(cases: Iterable[MarkedArticle], threshold: float) -> QuotationFigures:
    """Score the extractor at one overlap.

    Source:
        Thresholds and shares as the GenderGapTracker's ``evaluate_quotes.py`` reports them (Asr et al. 2021); that
        script divides by the marked span alone, so that a found span may be too long at no cost. Here it may not.
    """
    marked_count = found_count = 0
    pairs: list[tuple[MarkedQuotation, MarkedQuotation]] = []
    kinds = dict.fromkeys(KINDS, 0)
    for case in cases:
        found = extract(case)
        marked_count += len(case.quotations)
        found_count += len(found)
        pairs += pair(case.quotations, found, threshold)
        for item in case.quotations:
            kinds[item.kind] += 1
    cued = [(one, other) for one, other in pairs if one.cue]
    return QuotationFigures(
        threshold,
        marked_count,
        found_count,
        len(pairs),
        _share(sum(same_speaker(one.speaker, other.speaker) for one, other in pairs), len(pairs)),
        _share(sum(_named(one.speaker) == _named(other.speaker) for one, other in pairs), len(pairs)),
        _share(sum(bool(one.cue and other.cue and one.cue.overlaps(other.cue)) for one, other in cued), len(cued)),
        {kind: _share(sum(one.kind == kind for one, _ in pairs), count) for kind, count in kinds.items() if count},
    )


def same_speaker(marked: str | None, found: str | None) -> bool:
    """Say whether two ways of naming a speaker agree: one holds the other's words, or both are None."""
    one, other = sorted((_named(marked), _named(found)), key=len)
    if not one or not other:
        return one == other
    return any(other[start : start + len(one)] == one for start in range(len(other) - len(one) + 1))


def _named(speaker: str | None) -> tuple[str, ...]:
    words = _WORD.findall((speaker or "").casefold())
    return tuple(word for word in words if word not in _NO_NAME)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
