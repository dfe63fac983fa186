"""Subtitles: SubRip (SRT) and WebVTT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.reader import Readable

_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*(?P<start>{_STAMP})\s*-->\s*(?P<end>{_STAMP})(?:\s.*)?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|</>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<name>[^<>]+)>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\s»”\"')\]]*$|[♪]\s*$")
_OWN_LINE = re.compile(r"[-–—]\s*\S|\[|\(|♪")  # a turn of dialogue, a sound
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT|X-TIMESTAMP-MAP)(?!\w)")
_MOST_FAULTS = 100  # then the file holds no subtitles


@dataclass(frozen=True, slots=True)
class _Cue:
    number: int
    start: str
    line: int
    text: tuple[str, ...]


@dataclass(frozen=True)
class SubtitleReader:
    """Reads cues as running text, so that a sentence that goes over several cues is one; places name the cue."""

    suffixes: frozenset[str] = frozenset({".srt", ".vtt"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Say whether the file begins as SubRip or WebVTT does."""
        plain = head.removeprefix(b"\xef\xbb\xbf")[:400]
        return plain.startswith(b"WEBVTT") or re.match(rb"\s*\d+\r?\n\s*[\d:,.]+ +--> ", plain) is not None

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the faulty cues, then one document with all others."""
        text, note = decode(content.path, content.data, content.charset)
        assembly = Assembly(content.path, "text/vtt" if text.startswith("WEBVTT") else "application/x-subrip")
        if note:
            assembly.notes.append(note)
        faults = 0
        finished, last = True, ""
        for cue in _cues(content.path, text):
            if isinstance(cue, InputError):
                yield cue
                faults += 1
                if faults >= _MOST_FAULTS:
                    raise InputError(
                        content.path, Message("{faults} cues are malformed: not read any further", faults=faults)
                    )
                continue
            place = Message("cue {number} at {start}, line {line}", number=cue.number, start=cue.start, line=cue.line)
            for line in cue.text:
                if line == last:
                    continue  # rolling captions show a line again in the next cue
                alone = bool(_OWN_LINE.match(line))
                assembly.add(line, place, gap="\n\n" if finished or alone else " ")
                finished, last = bool(_SENTENCE_END.search(line)), line
        yield assembly.document()


def _cues(path: str, text: str) -> Iterator[_Cue | InputError]:
    number = 0
    for first, lines in _blocks(text.removeprefix("\ufeff")):
        if _COMMENT.match(lines[0]):
            continue
        timing = next((index for index, line in enumerate(lines[:3]) if "-->" in line), None)
        if timing is None:
            if not (len(lines) == 1 and lines[0].strip().isdigit()):
                yield InputError(path, Message("a cue without a line of times"), line=first)
            continue
        number += 1
        match = _TIMING.fullmatch(lines[timing])
        if match is None:
            yield InputError(
                path,
                Message("cue {number}: malformed times {value!r}", number=number, value=lines[timing].strip()[:60]),
                line=first + timing,
            )
            continue
        shown = tuple(filter(None, (_plain(line) for line in lines[timing + 1 :])))
        if shown:
            yield _Cue(number, match["start"], first + timing + 1, shown)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the runs of lines between blank ones, each with the number of its first line.

    A blank line ends no cue where what follows is the beginning of none: it then belongs to the cue's text.
    """
    block: list[str] = []
    first = 1
    blank = False
    lines = re.split(r"\r\n|\r|\n", text)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            blank = True
            continue
        timed = any("-->" in shown for shown in block[:3])
        if block and blank and not (timed and _goes_on(lines, number - 1)):
            yield first, block
            block = []
        blank = False
        if not block:
            first = number
        block.append(line)
    if block:
        yield first, block


def _goes_on(lines: Sequence[str], index: int) -> bool:
    """Say whether the line behind a blank one is text of the cue: no times stand in it or below it, and it is no comment."""
    if _COMMENT.match(lines[index]) or "-->" in lines[index]:
        return False
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return "-->" not in below and not lines[index].strip().isdigit()


def _plain(line: str) -> str:
    """Return a line without tags; who speaks is no part of what is said."""
    return " ".join(unescape(_TAG.sub("", _VOICE.sub("", line))).replace("\u200b", "").split(" ")).strip()
