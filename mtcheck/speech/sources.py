"""What stands beside a source: "selon le maire, …", "pour elle, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.french.people import is_person_noun
from mtcheck.french.verbs import has_verb
from mtcheck.records import Span
from mtcheck.speech.clauses import ReportedSpeech, clause_end, unmarked
from mtcheck.speech.cues import Cue
from mtcheck.speech.reporting import reporting
from mtcheck.speech.scene import Scene
from mtcheck.speech.subjects import subject_after

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LEAD_IN = re.compile(r"et|mais|or|car|toujours|hier|ainsi|en\s+\w+|[^,]{1,25},", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:qui|que|dont|où|pour\s+avoir|pour|et|mais|car|puisque?|parce\s+que|qu['’])\s*,?\s*$", re.IGNORECASE
)
_POUR = re.compile(
    r"(?P<pour>[Pp]our)\s+(?P<who>(?:lui|elle|eux|elles)|(?:(?:le|la|les|son|sa|ses|ce|cette|un|une)\s+|l['’])?[^\W\d_][^,;:.!?«»“”\"]{2,80}),\s+"
)
_ADDED = re.compile(
    r"(?:chez|à|au|du|de|qui|dont|cité|professeure?|directeur|directrice|porte-parole|présidente?"
    r"|[a-zà-ÿ]+(?:iste|logue|eur|euse|trice)\b|\d+ ans)",
    re.IGNORECASE,
)


def around_source(scene: Scene, cue: Cue, start: int, stop: int, marked: Sequence[Span]) -> Iterator[Span]:
    """Give what stands beside "selon …": behind its comma, before it, or both."""
    text = scene.text
    subject = subject_after(scene, cue, stop)
    if subject is None:
        return
    comma = text.find(",", subject.end, min(stop, subject.end + 130))
    head = text[start : cue.start].rstrip()
    led = _LEAD_IN.fullmatch(head.strip()) and not has_verb(head)
    if led or not head.strip(" ,"):
        if comma >= 0:
            comma = _past_aside(text, comma, stop)
            begin = comma + 1 + len(text[comma + 1 : stop]) - len(text[comma + 1 : stop].lstrip())
            later = [c for c in scene.cues.within(begin, stop) if not c.negated]
            yield from unmarked(text, begin, clause_end(text, begin, stop, later), marked)
        return
    relative = _RELATIVE.search(head)
    if comma >= 0 and (relative or (head.endswith(",") and len(head) < 60 and has_verb(text[comma + 1 : stop]))):
        begin = comma + 1 + len(text[comma + 1 : stop]) - len(text[comma + 1 : stop].lstrip())
        yield from unmarked(text, begin if relative else start, stop, marked)
        return
    content = Span(start, start + len(head.rstrip(" ,")))
    if head.endswith(",") and has_verb(content.of(text)):
        yield from unmarked(text, content.start, content.end, marked)


def _past_aside(text: str, comma: int, stop: int) -> int:
    """Return the comma behind what is added to a source's name: "selon Jeanne Martin, chez Durand, …"."""
    following = text.find(",", comma + 1, min(stop, comma + 90))
    aside = text[comma + 1 : following] if following >= 0 else ""
    first = _WORD.match(aside.strip())
    added = bool(_ADDED.match(aside.strip())) or bool(first and is_person_noun(first.group()))
    if aside and added and not has_verb(aside) and has_verb(text[following:stop]):
        return following
    return comma


def opinion(scene: Scene, start: int, stop: int, marked: Sequence[Span]) -> ReportedSpeech | None:
    """Read "Pour le maire, la ville n'a plus le choix"."""
    text = scene.text
    match = _POUR.match(text, start, stop)
    if not match or not has_verb(text[match.end() : stop]):
        return None
    cue = Span(match.start("pour"), match.end("pour"))
    speaker = opinion_holder(scene, cue, match["who"])
    if speaker is None:
        return None
    begin = _past_aside(text, match.end() - 2, stop) + 1 if text[match.end() - 2] == "," else match.end()
    content = Span(begin + len(text[begin:stop]) - len(text[begin:stop].lstrip()), stop)
    return None if any(content.overlaps(span) for span in marked) else ReportedSpeech(content, cue, speaker)


def opinion_holder(scene: Scene, cue: Span, who: str) -> str | None:
    """Return whose opinion "pour …" gives, None where it gives a time or an aim."""
    words = [word.lower() for word in _WORD.findall(who.replace("’", "'").replace("'", " "))]
    if who.lower() in {"lui", "elle", "eux", "elles"}:
        return scene.discourse.pronoun(cue.start, {"lui": "il", "eux": "ils"}.get(who.lower(), who.lower()))
    if not words or any(word in reporting().no_opinion for word in words[:3]) or any(word.isdigit() for word in words):
        return None
    if re.search(r"(?:er|ir|oir|re)$", words[0]) and not who[0].isupper():
        return None
    resolved = scene.discourse.resolve(who, cue.start)
    return resolved if resolved != who or scene.is_somebody(who) else None
