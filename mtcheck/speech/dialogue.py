"""Speech without quotation marks that its line shows: dialogue behind a dash, and block quotes."""

from __future__ import annotations

import re

from mtcheck.records import Passage, Quotation, Span
from mtcheck.speech.cues import CueKind
from mtcheck.speech.scene import Scene
from mtcheck.speech.subjects import subject_after

_PREFIX = re.compile(r"(?P<sign>[-–—>])[ \t\u00a0\u202f]+$")
_GOES_ON = re.compile(r"[ \u00a0]?[,.;:][ \u00a0]+(?:[—–] )?(?:[^\W_]\S*\s+){2}\S")
_ENDED = re.compile(r"[?!…,.]\s*(?:(?:se|me|lui|leur|nous)\s+|[slm]['’])*$", re.IGNORECASE)


def spoken_line(scene: Scene, passage: Passage, last_speaker: str | None) -> Quotation | None:
    """Read a passage as a line of dialogue or a block quote.

    Args:
        scene: The article.
        passage: A passage without quotation marks.
        last_speaker: Who spoke last before it.

    Returns:
        None where the passage is neither. A hyphen before it makes a list, not a dialogue, unless a reporting phrase with
        its subject behind it follows.
    """
    text, span = scene.original, passage.span
    prefix = _PREFIX.search(text[max(0, span.start - 4) : span.start])
    if not prefix:
        return None
    if prefix["sign"] == ">":
        return Quotation(span, span.of(text), last_speaker)
    for cue in scene.cues.within(span.start, span.end):
        head = text[span.start : cue.start]
        if cue.kind is not CueKind.FINITE or not _ENDED.search(head):
            continue
        subject = subject_after(scene, cue, span.end)
        if cue.pronoun or subject:
            words = re.sub(r"(?:(?:se|me|lui|leur|nous)\s+|[slm]['’])*$", "", head).rstrip(" ,\u00a0\u202f")
            if not words:
                continue
            goes_on = _GOES_ON.match(
                text, subject.end if subject else cue.end, span.end
            )  # "— Il faut, dit-elle, attendre"
            quote = span if goes_on else Span(span.start, span.start + len(words))
            return Quotation(quote, quote.of(text), subject.speaker if subject else None, Span(cue.start, cue.end))
    if prefix["sign"] == "-":
        return None
    people = [*scene.discourse.people.persons]
    question = text[span.start : span.end].rstrip().endswith("?")
    speaker = people[0] if len(people) == 1 and not question and _is_interview(text, span) else None
    return Quotation(span, span.of(text), speaker)


def _is_interview(text: str, span: Span) -> bool:
    """Say whether a line of dialogue follows another one."""
    before = text[max(0, span.start - 600) : span.start].rstrip(" \t-–—").rstrip()
    line = before[before.rfind("\n") + 1 :]
    return line.lstrip().startswith(("-", "–", "—"))
