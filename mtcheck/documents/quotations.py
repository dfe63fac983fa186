"""The quotations of an article: what stands between marks, who says it, and by which words we know."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from dataclasses import replace

from mtcheck.documents.attribution import (
    Attribution,
    Scene,
    attribute_after,
    attribute_before,
    attribute_inside,
)
from mtcheck.documents.speakers import People
from mtcheck.records import Document, Passage, PassageKind, Quotation, Span
from mtcheck.text.marks import Marked, quoted
from mtcheck.text.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_WORDS = 4  # a quotation that is a sentence of its own has so many words
_MIXED = "opened with"


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Find the quotations between marks in the French passages of a document.

    Args:
        document: With its passages; furniture and embedded passages are left out.

    Returns:
        Outermost quotations by start. Each lies in one passage: of a quotation over several paragraphs, every
        paragraph is a quotation, with the same speaker.

    Source:
        The cue positions (before, inside, after; inverted subject) of the GenderGapTracker's French quote extractor.
    """
    passages = [
        passage
        for passage in document.passages
        if passage.kind in {PassageKind.BODY, PassageKind.HEADING} and passage.language == "fr"
    ]
    people = People.of(document.text, (passage.span for passage in passages))
    quotations: list[Quotation] = []
    speaker: str | None = None
    open_before = False
    stretches = [
        [stretch for stretch in quoted(document.text, passage.span) if stretch.depth == 0] for passage in passages
    ]
    blanked = _blank(document.text, stretches)
    for passage, marked in zip(passages, stretches, strict=True):
        if passage.kind is PassageKind.HEADING:
            open_before = False
        found, speaker = _read_passage(document.text, blanked, passage, marked, people=people, speaker=speaker)
        if open_before and found and _begins(passage, marked[0]):
            found = _continue(quotations, found)
        quotations += found
        open_before = bool(marked) and marked[-1].closing is None and marked[-1].span.end == passage.span.end
    return tuple(quotations)


def _begins(passage: Passage, marked: Marked) -> bool:
    return marked.opening is not None and marked.opening.start == passage.span.start


def _continue(earlier: list[Quotation], found: list[Quotation]) -> list[Quotation]:
    """Join a quotation left open at a paragraph's end with the one that opens the next: that is no missing mark."""
    last, first = earlier[-1], found[0]
    speaker = first.speaker if first.cue else last.speaker
    earlier[-1] = replace(last, closed=True, speaker=last.speaker if last.cue else speaker)
    return [replace(first, speaker=speaker), *found[1:]]


def _read_passage(
    text: str, blanked: str, passage: Passage, marked: Sequence[Marked], *, people: People, speaker: str | None
) -> tuple[list[Quotation], str | None]:
    """Attribute the quotations of one passage; return them and who spoke last."""
    if not marked:
        return [], speaker
    sentences = split_sentences(passage.span.of(text), passage.span.start)
    used: set[int] = set()
    found: list[Quotation] = []
    spoke_here = False
    for index, stretch in enumerate(marked):
        scene = Scene(blanked, passage.span, people, speaker, spoke_here)
        begin, end = _surroundings(sentences, stretch, marked, index)
        attribution = _attribute(scene, text, stretch, (begin, end), used)
        span = stretch.span
        if attribution is None and passage.kind is PassageKind.BODY and _stands_alone(text, stretch, begin, end):
            attribution = Attribution(speaker)
        if attribution is None and found and _resumes(text, marked[index - 1], stretch):
            attribution = Attribution(found[-1].speaker)
        if attribution and attribution.inserted and attribution.cue and stretch.closing is None:
            # The mark that is missing stood before the reporting phrase.
            span = Span(span.start, span.start + len(text[span.start : attribution.cue.start].rstrip(" ,\u00a0\u202f")))
        closed = stretch.defect is None or stretch.defect.startswith(_MIXED)
        cue = attribution.cue if attribution else None
        named = attribution.speaker if attribution else None
        place = Span(cue.start, cue.start + len(text[cue.start : cue.end].rstrip())) if cue else None
        found.append(Quotation(span, span.of(text), named, place, marked=True, closed=closed))
        if cue:
            used.add(cue.start)
        if named:
            speaker, spoke_here = named, True
    return found, speaker


def _attribute(
    scene: Scene, original: str, stretch: Marked, around: tuple[int, int], used: Set[int]
) -> Attribution | None:
    begin, end = around
    start = stretch.opening.start if stretch.opening else stretch.span.start
    close = stretch.closing.end if stretch.closing else stretch.span.end
    words = len(_WORD.findall(stretch.span.of(original)))
    after = attribute_after(scene, close, end) if words > 1 else None
    inside = attribute_inside(scene, original, stretch.span) if after is None and words > _SENTENCE_WORDS else None
    return after or inside or attribute_before(scene, begin, start, word=words == 1, used=used)


def _blank(text: str, stretches: Sequence[Sequence[Marked]]) -> str:
    """Return ``text`` with the quoted words as spaces: names in them are no speakers."""
    parts, position = [], 0
    for stretch in (stretch for marked in stretches for stretch in marked):
        if stretch.closing is None or stretch.opening is None:
            continue  # what a lone mark holds is a guess
        parts += [text[position : stretch.span.start], " " * (stretch.span.end - stretch.span.start)]
        position = stretch.span.end
    return "".join((*parts, text[position:]))


def _surroundings(sentences: Sequence[Span], stretch: Marked, marked: Sequence[Marked], index: int) -> tuple[int, int]:
    """Return where the sentence that leads to a quotation starts, and where the one that follows it ends."""
    start = stretch.opening.start if stretch.opening else stretch.span.start
    close = stretch.closing.end if stretch.closing else stretch.span.end
    # Spans sort by start, and sentences do not overlap, so their ends sort too.
    first = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    last = bisect_left(sentences, close, key=lambda sentence: sentence.end)
    begin = sentences[first].start if first >= 0 else start
    end = sentences[last].end if last < len(sentences) else close
    if index + 1 < len(marked):
        following = marked[index + 1]
        end = min(end, following.opening.start if following.opening else following.span.start)
    return begin, max(end, close)


def _resumes(text: str, earlier: Marked, stretch: Marked) -> bool:
    """Say whether a sentence goes on behind its reporting phrase: "Il faut", dit-elle, "taxer les riches"."""
    if earlier.closing is None or stretch.opening is None:
        return False
    between = text[earlier.closing.end : stretch.opening.start].strip()
    return between == ":" or (between.startswith(",") and between.endswith((",", ":")) and len(between) <= 60)


def _stands_alone(text: str, stretch: Marked, begin: int, end: int) -> bool:
    """Say whether a quotation is a sentence (or several) with nothing around it: then the last speaker goes on."""
    start = stretch.opening.start if stretch.opening else stretch.span.start
    close = stretch.closing.end if stretch.closing else stretch.span.end
    around = text[begin:start] + text[close:end]
    content = stretch.span.of(text)
    return not _WORD.search(around) and len(_WORD.findall(content)) >= _SENTENCE_WORDS and content[0].isupper()
