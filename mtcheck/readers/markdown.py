"""Markdown: what of a text is markup, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.markup import markup_edits
from mtcheck.readers.plain import read_text
from mtcheck.readers.reader import Readable
from mtcheck.records import Edit, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 1_000_000  # code points of a text that is read as Markdown: a longer one is no article
_SYNTAX = re.compile(r"[*_`\[<&\\~|]|^[ ]{0,3}(?:>|#{1,6}[ \t]|\+[ \t]|[-=]{2,}[ \t]*$|[-*_][ \t]*[-*_])", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:(?!---|\.\.\.).*\r?\n){0,200}(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_KEY = re.compile(r"^[A-Za-z_][\w-]*[ \t]*:", re.MULTILINE)
_DEFINITION = re.compile(r" {0,3}\[[^\[\]\r\n]{1,200}\]:[ \t]*\S[^\r\n]*")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\](?::[ \t]*)?")
_BREAK = re.compile(r"[ \t]*\\?\n[ \t]*")
_EMPTY_QUOTE = re.compile(r"^[ \t]*>[> \t]*(?=\r?$)", re.MULTILINE)
_SPACES = re.compile(r"[ \t\n]*")
_FINISHED = re.compile(r"[.!?…:,;][\s»”\"')\]]*$")
_CODE = "X"  # read in the place of a line's code: a name


@dataclass(frozen=True)
class MarkdownReader:
    """Reads Markdown: offsets count in the file, its markup is no part of what is analysed.

    Source:
        CommonMark 0.31; the tables and struck words of GitHub Flavored Markdown.
    """

    suffixes: frozenset[str] = frozenset({".md", ".markdown", ".mdown"})
    line_limited: bool = True

    def recognises(self, head: bytes) -> bool:
        """Markdown is known by its suffix only."""
        return False

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        text, note = decode(content.path, content.data, content.charset)
        yield read_text(content.path, text, markdown_edits(text), (note,) if note else (), "text/markdown")


def markdown_edits(text: str) -> tuple[Edit, ...]:
    """Say how the markup of a Markdown text is read.

    Headings, quotations and items keep their sign; cells of tables and paragraphs stand apart; emphasis, links, images, comments,
    code and what stands above the article (front matter) are nothing. Indented lines are text: articles are often pasted.

    Args:
        text: The file.

    Returns:
        Edits in order, without overlaps; none where there is no markup, or the text is too long.
    """
    if len(text) > LONGEST or _SYNTAX.search(text) is None:
        return ()
    return tuple(_Markdown(text).edits())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # takes a while to import

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    return parser.disable(["code", "text_join"])


class _MisalignedError(Exception):
    """The tokens of a line do not spell it: it is left as it stands."""


class _Markdown:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [match.span() for match in _LINE.finditer(text)]
        self._edits: list[Edit] = []
        self._quoted = 0  # how many quotations are open
        self._cell, self._in_row = 0, False  # where the next cell of a table's row is looked for

    def edits(self) -> Iterator[Edit]:
        front = _front_matter(self._text)
        source = self._text
        if front:
            self._edits.append(Edit(Span(0, front), ""))
            source = re.sub(r"[^\r\n]", "", self._text[:front]) + self._text[front:]
        environment: dict[str, object] = {}
        tokens = _parser().parse(source, environment)
        for token, following in pairwise([*tokens, *tokens[-1:]]):
            self._read(token, following)
        for sign in _EMPTY_QUOTE.finditer(self._text):
            self._put(Span(*sign.span()), "")
        if environment.get("references"):
            for start, end in self._lines:
                if definition := _DEFINITION.match(self._text, start, end):
                    self._put(Span(*definition.span()), "")
        last = 0
        for edit in sorted(self._edits, key=lambda edit: edit.span):
            if edit.span.start >= last:
                yield edit
                last = edit.span.end

    def _read(self, token: Token, following: Token) -> None:
        kind = token.type
        if kind in {"blockquote_open", "blockquote_close"}:
            self._quoted += token.nesting
        elif kind == "table_close":
            self._in_row = False
        elif token.map is None:
            return
        elif kind in {"fence", "hr"}:
            self._put(self._block(token), "")
        elif kind == "html_block":
            self._edits += markup_edits(self._text, *self._block(token))
        elif kind == "heading_open" and token.markup in {"=", "-"}:
            self._heading(token, following)
        elif kind == "table_open":
            self._put(Span(self._lines[token.map[0] + 1][0], self._end(token.map[0] + 1)), "")
        elif kind == "tr_open":
            self._cell, self._in_row = self._lines[token.map[0]][0], True
        elif kind == "inline":
            self._inline(token)

    def _put(self, span: Span, read: str) -> None:
        if span.of(self._text) != read:
            self._edits.append(Edit(span, read))

    def _block(self, token: Token) -> Span:
        assert token.map is not None
        first, last = token.map
        return Span(self._lines[first][0], self._end(min(last, len(self._lines)) - 1))

    def _end(self, line: int) -> int:
        """Return where a line ends, its line end left out."""
        start, end = self._lines[line]
        return start + len(self._text[start:end].rstrip("\r\n"))

    def _heading(self, token: Token, inline: Token) -> None:
        """Read a heading with a line below it; below a paragraph the line only parts it from what follows."""
        assert token.map is not None
        first, last = token.map
        self._put(Span(self._end(last - 2), self._end(last - 1)), "\n")
        if last - first == 2 and not _FINISHED.search(inline.content) and not self._quoted:
            self._edits.append(Edit(Span(self._lines[first][0], self._lines[first][0]), "# "))

    def _inline(self, token: Token) -> None:
        content = token.content
        if self._in_row:
            self._cell_inline(token)
            return
        places = self._line_places(token)
        if places is None:
            return
        try:
            edits = _Inline(content).edits(token.children or [])
        except _MisalignedError:
            return
        starts = [0, *(match.end() for match in re.finditer("\n", content))]
        for span, read in edits:
            self._edits.append(Edit(Span(*(_place(starts, places, offset) for offset in span)), read))

    def _line_places(self, token: Token) -> list[int] | None:
        """Return where each line of the content starts in the text; a quotation's lines are joined to one."""
        assert token.map is not None
        places: list[int] = []
        for number, line in enumerate(token.content.split("\n"), start=token.map[0]):
            start, end = self._lines[number]
            found = self._text.find(line.strip(" \t"), start, end) if line.strip(" \t") else start
            if found < 0:
                return None
            found -= len(line) - len(line.lstrip(" \t"))
            places.append(max(found, start))
            if self._quoted and number == token.map[0]:
                self._put(Span(start, places[-1]), "> ")
            elif self._quoted:
                self._put(Span(self._end(number - 1), places[-1]), " ")
        return places

    def _cell_inline(self, token: Token) -> None:
        """Read a cell, in which an escaped bar stands for one: the parser gives its content without the backslash."""
        assert token.map is not None
        start, end = self._cell, self._end(token.map[0])
        written = re.escape(token.content).replace(re.escape("|"), r"\\?\|")
        found = re.compile(written).search(self._text, start, end)
        if found is None:
            return
        self._put(Span(start, found.start()), "\n\n")
        self._cell = found.end()
        rest = self._text[self._cell : end]
        if not rest.strip(" \t|"):
            self._put(Span(self._cell, end), "")
            self._cell = end
        bars = [match.start() for match in re.finditer(r"\\\|", found.group())]
        places = [offset for offset in range(*found.span()) if offset - found.start() not in bars]
        try:
            edits = _Inline(token.content).edits(token.children or [])
        except _MisalignedError:
            edits = []
        read = [Edit(_stretch(places, span, found.end()), text) for span, text in edits]
        signs = [Edit(Span(found.start() + bar, found.start() + bar + 1), "") for bar in bars]
        kept = [sign for sign in signs if not any(edit.span.overlaps(sign.span) for edit in read)]
        self._edits += sorted((*read, *kept), key=lambda edit: edit.span)


def _front_matter(text: str) -> int:
    match = _FRONT_MATTER.match(text)
    return match.end() if match and _KEY.search(match.group()) else 0


def _stretch(places: Sequence[int], span: Span, end: int) -> Span:
    """Return where a stretch of a cell's content stands in the text; ``places`` has the place of each code point."""
    if span.start == span.end:
        place = places[span.start] if span.start < len(places) else end
        return Span(place, place)
    return Span(places[span.start], places[span.end - 1] + 1)


def _place(starts: Sequence[int], places: Sequence[int], offset: int) -> int:
    line = max(index for index, start in enumerate(starts) if start <= offset) if len(starts) > 1 else 0
    return places[line] + offset - starts[line]


class _Inline:
    """Walks along a line's tokens and its text together."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._place = 0
        self._struck: int | None = None  # where struck words begin
        self._automatic = False  # inside an address between angle brackets
        self._edits: list[Edit] = []

    def edits(self, children: Sequence[Token]) -> list[Edit]:
        """Return what of the line is markup.

        Raises:
            _MisalignedError: The tokens do not spell the line.
        """
        for child in children:
            if not self._automatic or child.type == "link_close":
                getattr(self, f"_read_{child.type}", self._read_mark)(child)
        return self._edits

    def _put(self, start: int, read: str = "") -> None:
        if self._struck is None:
            self._edits.append(Edit(Span(start, self._place), read))

    def _expect(self, text: str) -> int:
        """Go on behind ``text``, and return where it starts."""
        start = self._place
        if not self._content.startswith(text, start):
            raise _MisalignedError
        self._place += len(text)
        return start

    def _read_text(self, token: Token) -> None:
        start = self._expect(token.content)
        if self._struck is None:
            self._edits += _text_edits(self._content, start, self._place)

    def _read_softbreak(self, token: Token) -> None:
        found = _BREAK.match(self._content, self._place)
        if found is None:
            raise _MisalignedError
        if "\\" in found.group():
            self._place += 1
            self._put(self._place - 1)
        self._place = found.end()

    _read_hardbreak = _read_softbreak

    def _read_text_special(self, token: Token) -> None:
        self._put(self._expect(token.markup), token.content)

    def _read_code_inline(self, token: Token) -> None:
        start = self._expect(token.markup)
        for run in re.finditer("`+", self._content[self._place :]):
            if len(run.group()) == len(token.markup):
                self._place += run.end()
                self._put(start, _CODE)
                return
        raise _MisalignedError

    def _read_html_inline(self, token: Token) -> None:
        start = self._expect(token.content)
        if self._struck is None:
            self._edits += markup_edits(self._content, start, self._place)

    def _read_link_open(self, token: Token) -> None:
        self._automatic = token.markup == "autolink"
        self._put(self._expect("<" if self._automatic else "["))

    def _read_link_close(self, token: Token) -> None:
        if self._automatic:
            self._automatic = False
            start = self._content.index(">", self._place)
            self._place = start + 1
        else:
            start = self._expect("]")
            self._place = _link_end(self._content, self._place)
        self._put(start)

    def _read_image(self, token: Token) -> None:
        start = self._expect(f"![{token.content}]")
        self._place = _link_end(self._content, self._place)
        self._put(start)

    def _read_s_open(self, token: Token) -> None:
        start = self._expect(token.markup)
        self._struck = start if self._struck is None else self._struck

    def _read_s_close(self, token: Token) -> None:
        self._expect(token.markup)
        if self._struck is not None:
            start, self._struck = self._struck, None
            self._put(start)

    def _read_mark(self, token: Token) -> None:
        if not token.markup:
            raise _MisalignedError
        self._put(self._expect(token.markup))


def _text_edits(content: str, start: int, end: int) -> Iterator[Edit]:
    notes = [Edit(Span(*note.span()), "") for note in _FOOTNOTE.finditer(content, start, end)]
    codes = markup_edits(content, start, end) if "[" in content[start:end] else ()
    yield from sorted((*notes, *codes), key=lambda edit: edit.span)


def _link_end(content: str, place: int) -> int:
    """Return where what stands behind a link's text ends: an address with its title, or a reference."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    if content[place : place + 1] == "[":
        end = content.find("]", place)
        return end + 1 if end >= 0 else place
    if content[place : place + 1] != "(":
        return place
    position = _skip(content, place + 1)
    address = parseLinkDestination(content, position, len(content))
    if address.ok:
        position = address.pos
        title = parseLinkTitle(content, _skip(content, position), len(content))
        position = _skip(content, title.pos if title.ok else position)
    return position + 1 if content[position : position + 1] == ")" else place


def _skip(content: str, place: int) -> int:
    spaces = _SPACES.match(content, place)
    return spaces.end() if spaces else place
