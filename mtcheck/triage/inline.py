"""Comments inside a document that say which findings to leave out, and ``[sic]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from mtcheck.language.messages import Message, english
from mtcheck.records import Document, Finding, Span, Suppressed, SuppressionKind
from mtcheck.text.lines import Lines

_MEDIA_TYPES = frozenset({"text/markdown", "text/html", "application/xhtml+xml"})
_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml"})
_LONGEST = 2000  # code points in one comment
_COMMENT = re.compile(
    rf"<!--\s*mtcheck:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<codes>[^\]\n]*)\])?(?P<reason>.{{0,{_LONGEST}}}?)-->", re.S
)
_ALONE = re.compile(r"(?:\s|<!--.*?-->)*", re.S)
_CODE = re.compile(r"MT\d{0,4}")
_SIC = re.compile(r"[\[(][*_]{0,3}sic(?:\s?!)?[*_]{0,3}[\])]", re.IGNORECASE)
_CLOSING = " \t\u00a0\u202f»”\"’'*_"
_PLACE_LINE = re.compile(r"\bline (\d+)")


@dataclass(slots=True)
class Directive:
    """One comment.

    Attributes:
        span: Of the comment in the text.
        line: 1-based, where it stands.
        lines: First and last line that it speaks of; None for the whole file.
        codes: Prefixes of the codes that it leaves out.
        fault: What is wrong with it; it then leaves nothing out.
        used: Codes that left something out.
    """

    span: Span
    line: int
    lines: tuple[int, int] | None
    codes: tuple[str, ...]
    reason: str
    fault: Message | None = None
    used: set[str] = field(default_factory=set)

    def covers(self, finding: Finding, line: int) -> bool:
        """Say whether the comment leaves the finding out, and remember the code that did."""
        if self.fault is not None or (self.lines is not None and not self.lines[0] <= line <= self.lines[1]):
            return False
        matching = [code for code in self.codes if finding.code.startswith(code)]
        self.used.update(matching)
        return bool(matching)


def has_comments(document: Document) -> bool:
    """Say whether the document's format has comments that a reader of the article does not see."""
    return document.media_type in _MEDIA_TYPES or PurePath(document.path).suffix.lower() in _SUFFIXES


def source_of(document: Document) -> str:
    """Return the text in which the document's comments stand: its own, or what the file said that it was made of."""
    return document.source if document.places else document.text


def read_directives(text: str) -> tuple[Directive, ...]:
    """Read the comments ``<!-- mtcheck: ignore[MT201] reason -->`` of a Markdown or HTML text.

    A comment that shares its line with text speaks of that line, one that stands alone of the block after it, up to the
    next empty line; ``ignore-file`` speaks of the whole file.

    Args:
        text: The source of the document.
    """
    return tuple(_directives(text))


def suppress_inline(
    findings: tuple[Finding, ...], directives: tuple[Directive, ...]
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Part findings into those that count and those that a comment leaves out.

    A finding on the words of the comment itself is dropped: no reader of the article sees them.
    """
    kept: list[Finding] = []
    left_out: list[Suppressed] = []
    for finding in findings:
        if finding.place is None and any(directive.span.contains(finding.span) for directive in directives):
            continue
        line = _line_of(finding)
        covering = [directive for directive in directives if directive.covers(finding, line)]
        if covering:
            left_out.append(Suppressed(finding, SuppressionKind.INLINE, covering[0].reason))
        else:
            kept.append(finding)
    return tuple(kept), tuple(left_out)


def suppress_sic(
    findings: tuple[Finding, ...], document: Document
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Part findings into those that count and those on words that the document itself marks with ``[sic]``.

    The mark speaks of what stands right before it: a finding that holds the last word there, or the mark itself.
    """
    words = [_word_before(document.text, match.start(), match.end()) for match in _SIC.finditer(document.text)]
    kept: list[Finding] = []
    left_out: list[Suppressed] = []
    for finding in findings:
        if any(finding.span.overlaps(word) for word in words):
            left_out.append(Suppressed(finding, SuppressionKind.SIC))
        else:
            kept.append(finding)
    return tuple(kept), tuple(left_out)


def warnings_of(path: str, directives: tuple[Directive, ...]) -> Iterator[Message]:
    """Give a line for each comment that is malformed, or that left nothing out."""
    for directive in directives:
        place = f"{path}:{directive.line}"
        if directive.fault is not None:
            yield Message("{place}: {message}", place=place, message=directive.fault)
            continue
        unused = [code for code in directive.codes if code not in directive.used]
        if unused:
            yield Message(
                "{place}: unused mtcheck comment: nothing to ignore for {codes}", place=place, codes=tuple(unused)
            )


def _directives(text: str) -> Iterator[Directive]:
    if "mtcheck:" not in text:
        return
    lines = Lines.of(text)
    bounds = (*lines.starts, len(text) + 1)
    for match in _COMMENT.finditer(text):
        first, last = lines.place(match.start())[0], lines.place(max(match.end() - 1, 0))[0]
        alone = all(
            _ALONE.fullmatch(text[begin:end])
            for begin, end in ((bounds[first - 1], match.start()), (match.end(), bounds[last] - 1))
        )
        covered: tuple[int, int] | None = _next_block(text, bounds, last) if alone else (first, last)
        codes, fault = _codes(match)
        if match["verb"] == "ignore-file":
            covered = None
        reason = " ".join(match["reason"].strip(" \t\r\n:-–—").split())
        yield Directive(Span(*match.span()), first, covered, codes, reason, fault)


def _codes(match: re.Match[str]) -> tuple[tuple[str, ...], Message | None]:
    if match["verb"] not in {"ignore", "ignore-file"}:
        return (
            (),
            Message(
                "mtcheck comment with the unknown word {word!r}: expected ignore[MT201] or ignore-file[MT201]",
                word=match["verb"],
            ),
        )
    codes = tuple(code.strip() for code in (match["codes"] or "").split(",") if code.strip())
    if not codes:
        return (), Message("mtcheck comment without a code: expected, for instance, ignore[MT201]")
    wrong = [code for code in codes if not _CODE.fullmatch(code)]
    if wrong:
        return (), Message("mtcheck comment: {code!r} is no code: expected MT and up to four digits", code=wrong[0])
    return codes, None


def _next_block(text: str, bounds: tuple[int, ...], after: int) -> tuple[int, int]:
    """Return the first and last line of the block that follows line ``after``."""
    count = len(bounds) - 1
    first = after + 1
    while first <= count and _ALONE.fullmatch(text[bounds[first - 1] : bounds[first]]):
        first += 1
    last = first
    while last < count and text[bounds[last] : bounds[last + 1]].strip():
        last += 1
    return first, last


def _line_of(finding: Finding) -> int:
    """Return the line of the original file, also where the text was made of it."""
    match = _PLACE_LINE.search(english(finding.place)) if finding.place is not None else None
    return int(match[1]) if match else finding.line


def _word_before(text: str, start: int, end: int) -> Span:
    """Return the span from the last word before the mark to the mark's end."""
    stop = start
    while stop > 0 and text[stop - 1] in _CLOSING:
        stop -= 1
    begin = stop
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] in "-\u0301"):
        begin -= 1
    return Span(min(begin, max(stop - 1, 0)), end)
