"""Reported speech without quotation marks: "il a dit que …", "selon lui, …", "…, a annoncé le ministre"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from mtcheck.french.verbs import has_verb
from mtcheck.records import Span
from mtcheck.speech.clauses import COLON, ReportedSpeech, clause_end, clause_start, unmarked
from mtcheck.speech.cues import Cue, CueKind
from mtcheck.speech.free_indirect import free_clause, sentence_speaker
from mtcheck.speech.reporting import reporting
from mtcheck.speech.scene import Scene
from mtcheck.speech.sources import around_source, opinion
from mtcheck.speech.subjects import subject_after

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FEWEST_WORDS = 3
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][\w .'’/-]{1,40}(?:,\s*\d{1,2}(?:er)?\s+\w+\.?(?:\s+\d{4})?)?\s*\([\w/ .-]{2,30}\)\s*[-–—|]+\s*"
    r"|[A-ZÀ-Ý][A-ZÀ-Ý '’-]{2,30}\s*[|–—-]\s+|[-–—•]\s+)"
)
_INSERTED = frozenset("poursuivre conclure témoigner commenter".split())
_TRAILING = re.compile(r"[\s.!?…»”\"')\]]+$")
_SOMEBODY = re.compile(r"\b(?:l['’])?on\s+(?:ne\s+|[nl]['’]|y\s+|en\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\s+par\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:qui|dont|où|lors|dans|en|à|au|ajoutant|précisant|évoquant|citant|qualifiant|selon|mais|et|lui|son|sa|le|la|l['’]|un|une"
    r"|chargée?|alors|tandis|avant|après|sur|devant|[^\W\d_]+ant\b|[^\W\d_]+é(?:e|s|es)?\b|directeur|directrice|président|présidente"
    r"|porte-parole|maire|ministre|chef|secrétaire|professeur)\b",
    re.IGNORECASE,
)


def reported_speech(
    scene: Scene,
    sentences: Sequence[Span],
    marked: Sequence[tuple[Span, str | None]],
    speakers: Mapping[int, str | None],
) -> Iterator[ReportedSpeech]:
    """Find what the sentences of a paragraph report, and what goes on reporting behind them without saying so.

    Args:
        scene: The article.
        sentences: Of one paragraph, in order.
        marked: Its quotations between marks, marks included, with their speakers, in order: what they hold is found already.
        speakers: The speaker of each cue, by where the cue starts.

    Yields:
        In order; none shares a code point with a marked quotation.
    """
    follows, speaker = False, None  # whether the sentence before reports, and whom
    for sentence in sentences:
        touching = _touching(marked, sentence)
        found = reported_clauses(scene, sentence, [span for span, _ in touching], speakers)
        yield from found
        said = sorted([*touching, *((item.span, item.speaker) for item in found)], key=lambda item: item[0])
        if said:
            speaker = said[-1][1]
            follows = bool(speaker) or bool(found and found[-1].span == said[-1][0])
        elif follows and (free := free_clause(scene, sentence, speaker)):
            yield free
        else:
            speaker = sentence_speaker(scene, sentence, speakers)
            follows = speaker is not None


def _touching(marked: Sequence[tuple[Span, str | None]], sentence: Span) -> list[tuple[Span, str | None]]:
    """Return the quotations (in order, apart) that overlap a sentence."""
    first = bisect_right(marked, sentence.start, key=lambda item: item[0].end)
    last = bisect_left(marked, sentence.end, key=lambda item: item[0].start)
    return list(marked[first:last])


def reported_clauses(
    scene: Scene, sentence: Span, marked: Sequence[Span], speakers: Mapping[int, str | None]
) -> tuple[ReportedSpeech, ...]:
    """Find the clauses that a sentence reports.

    Args:
        scene: The article.
        sentence: The sentence.
        marked: Quotations between marks that touch the sentence, marks included: what they hold is found already.
        speakers: The speaker of each cue, by where the cue starts.

    Returns:
        By start; none shares a code point with a marked quotation.
    """
    text = scene.text
    dateline = _DATELINE.match(text, sentence.start, sentence.end)
    start = dateline.end() if dateline else sentence.start
    stop = start + len(_TRAILING.sub("", text[start : sentence.end]))
    found: list[ReportedSpeech] = []
    cues = [cue for cue in scene.cues.within(sentence.start, sentence.end) if not cue.negated]
    for index, cue in enumerate(cues):
        if any(item.span.start <= cue.start < item.span.end for item in found):
            continue
        later = [other for other in cues[index + 1 :] if other.start > cue.end]
        speaker = speakers.get(cue.start)
        place = Span(cue.start, cue.start + len(text[cue.start : cue.end].rstrip()))
        if speaker is None and _SOMEBODY.search(text[max(start, cue.start - 12) : cue.start]):
            continue  # "on estime que": nobody in particular
        for span in _contents(scene, cue, start, stop, later, marked):
            if any(span.overlaps(item.span) for item in found) or len(_WORD.findall(span.of(text))) < _FEWEST_WORDS:
                continue
            found.append(ReportedSpeech(span, place, speaker))
    if not found and (thought := opinion(scene, start, stop, marked)):
        found.append(thought)
    return tuple(sorted(found, key=lambda item: item.span))


def _contents(
    scene: Scene, cue: Cue, start: int, stop: int, later: Sequence[Cue], marked: Sequence[Span]
) -> Iterator[Span]:
    """Give what a cue reports."""
    text = scene.text
    if cue.kind is CueKind.ACCORDING:
        yield from around_source(scene, cue, start, stop, marked)
        return
    begin = clause_start(text, cue, stop)
    if begin is not None:
        end = clause_end(text, begin, stop, later)
        yield from unmarked(text, begin, end, marked)
        return
    if cue.kind is CueKind.FINITE and (behind := _inserted(scene, cue, start, stop, marked)):
        yield behind


def _inserted(scene: Scene, cue: Cue, start: int, stop: int, marked: Sequence[Span]) -> Span | None:
    """Return what stands before (and behind) an inverted cue: "La piscine fermera, a annoncé le maire"."""
    text = scene.original
    clitics = re.search(r"(?:\b(?:se|lui|leur|le|la|les|y|en)\s+|\b[lsn]['’])*$", text[start : cue.start])
    head = text[start : cue.start - (len(clitics.group()) if clitics else 0)]
    before = head.rstrip()
    lead = before.rstrip(" ,")
    if not before.endswith(",") or not _may_be_inserted(cue):
        return None
    subject = subject_after(scene, cue, stop)
    if subject is None or (cue.pronoun == "on" and not subject.speaker) or _BY.match(text, cue.end, stop):
        return None
    rest = re.compile(r"\s*,\s*(?=\S)").match(text, subject.end, stop)
    tail = text[rest.end() : stop] if rest else ""
    colon = COLON.match(text, subject.end, stop)
    if colon and has_verb(text[colon.end() : stop]) and not has_verb(lead):
        content = Span(colon.end(), stop)
    else:
        goes_on = bool(rest) and (not has_verb(lead) or not _ASIDE.match(tail))
        content = Span(start, stop if goes_on and has_verb(tail) else start + len(lead))
    said = content.of(text).replace(text[cue.start : cue.end], "")
    if len(lead) < 2 or not has_verb(said) or any(content.overlaps(span) for span in marked):
        return None
    return content


def _may_be_inserted(cue: Cue) -> bool:
    if cue.pronoun in {"je", "nous"} or (cue.lemma in reporting().weak and not cue.pronoun):
        return False
    return bool(cue.takes_clause or cue.pronoun or cue.lemma in _INSERTED)
