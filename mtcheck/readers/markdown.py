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

    Headings, quotations and items keep their sign; cells of tables and paragraphs stand apart; emphasis, links, images, comments, code
    and what stands above the article (front matter) are nothing. Indented lines are text, as in articles pasted from elsewhere.

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
        self._cell, self._in_row = 0, False  # where the next cell of a table's row is looked for

    def edits(self) -> Iterator[Edit]:
        front = _front_matter(self._text)
        source = self._text
        if front:
            self._edits.append(Edit(Span(0, front), ""))
            source = re.sub(r"[^\r\n]", "", self._text[:front]) + self._text[front:]
        environment: dict[str, object] = {}
        tokens = _parser().parse(source, environment)
        quoted = 0
        for token, following in pairwise([*tokens, *tokens[-1:]]):
            if token.type in {"blockquote_open", "blockquote_close"}:
                quoted += token.nesting
            elif token.type == "table_close":
                self._in_row = False
            elif token.map is None:
                continue
            elif token.type in {"fence", "hr"}:
                self._put(self._block(token), "")
            elif token.type == "html_block":
                start, end = self._block(token)
                self._edits += markup_edits(self._text, start, end)
            elif token.type == "heading_open" and token.markup in {"=", "-"}:
                self._heading(token, following, quoted=bool(quoted))
            elif token.type == "table_open":
                self._table(token)
            elif token.type == "tr_open":
                self._cell, self._in_row = self._lines[token.map[0]][0], True
            elif token.type == "inline":
                self._inline(token, quoted=bool(quoted))
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

    def _heading(self, token: Token, inline: Token, *, quoted: bool) -> None:
        """Read a heading with a line below it; below a paragraph the line only parts it from what follows."""
        assert token.map is not None
        first, last = token.map
        self._put(Span(self._end(last - 2), self._end(last - 1)), "\n")
        if last - first == 2 and not _FINISHED.search(inline.content) and not quoted:
            self._edits.append(Edit(Span(self._lines[first][0], self._lines[first][0]), "# "))

    def _table(self, token: Token) -> None:
        assert token.map is not None
        self._put(Span(self._lines[token.map[0] + 1][0], self._end(token.map[0] + 1)), "")

    def _inline(self, token: Token, *, quoted: bool) -> None:
        places = self._cell_places(token) if self._in_row else self._line_places(token, quoted)
        if places is None:
            return
        content = token.content
        try:
            edits = list(_inline_edits(content, token.children or []))
        except _MisalignedError:
            return
        starts = [0, *(match.end() for match in re.finditer("\n", content))]
        for span, read in edits:
            self._edits.append(Edit(Span(*(_place(starts, places, offset) for offset in span)), read))

    def _line_places(self, token: Token, quoted: bool) -> list[int] | None:
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
            if quoted and number == token.map[0]:
                self._put(Span(start, places[-1]), "> ")
            elif quoted:
                self._put(Span(self._end(number - 1), places[-1]), " ")
        return places

    def _cell_places(self, token: Token) -> list[int] | None:
        assert token.map is not None
        start, end = self._cell, self._end(token.map[0])
        found = self._text.find(token.content, start, end)
        if found < 0:
            return None
        self._put(Span(start, found), "\n\n")
        self._cell = found + len(token.content)
        rest = self._text[self._cell : end]
        if not rest.strip(" \t|"):
            self._put(Span(self._cell, end), "")
            self._cell = end
        return [found]


def _front_matter(text: str) -> int:
    match = _FRONT_MATTER.match(text)
    return match.end() if match and _KEY.search(match.group()) else 0


def _place(starts: Sequence[int], places: Sequence[int], offset: int) -> int:
    line = max(index for index, start in enumerate(starts) if start <= offset) if len(starts) > 1 else 0
    return places[line] + offset - starts[line]


def _inline_edits(content: str, children: Sequence[Token]) -> Iterator[Edit]:
    """Walk along a line's tokens and its text together."""
    place = 0
    struck: int | None = None
    automatic = False
    for child in children:
        kind = child.type
        if automatic and kind != "link_close":
            continue
        start = place
        if kind == "text":
            place = _expect(content, start, child.content)
            if struck is None:
                yield from _text_edits(content, start, place)
            continue
        if kind in {"softbreak", "hardbreak"}:
            found = _BREAK.match(content, start)
            if found is None:
                raise _MisalignedError
            place = found.end()
            if struck is None and "\\" in found.group():
                yield Edit(Span(start, start + 1), "")
            continue
        read = ""
        if kind == "text_special":
            place, read = _expect(content, start, child.markup), child.content
        elif kind == "code_inline":
            place, read = _code_end(content, start, child.markup), _CODE
        elif kind == "html_inline":
            place = _expect(content, start, child.content)
            if struck is None:
                yield from markup_edits(content, start, place)
            continue
        elif kind == "link_open":
            automatic = child.markup == "autolink"
            place = _expect(content, start, "<" if automatic else "[")
        elif kind == "link_close":
            if automatic:
                automatic = False
                place = content.index(">", start)
                start, place = place, place + 1
            else:
                place = _link_end(content, _expect(content, start, "]"))
        elif kind == "image":
            place = _link_end(content, _expect(content, start, f"![{child.content}]"))
        elif child.markup:
            place = _expect(content, start, child.markup)
            if kind == "s_open":
                struck = start
                continue
            if kind == "s_close" and struck is not None:
                yield Edit(Span(struck, place), "")
                struck = None
                continue
        else:
            raise _MisalignedError
        if struck is None:
            yield Edit(Span(start, place), read)


def _text_edits(content: str, start: int, end: int) -> Iterator[Edit]:
    notes = [Edit(Span(*note.span()), "") for note in _FOOTNOTE.finditer(content, start, end)]
    codes = markup_edits(content, start, end) if "[" in content[start:end] else ()
    yield from sorted((*notes, *codes), key=lambda edit: edit.span)


def _expect(content: str, start: int, text: str) -> int:
    if not content.startswith(text, start):
        raise _MisalignedError
    return start + len(text)


def _code_end(content: str, start: int, ticks: str) -> int:
    place = _expect(content, start, ticks)
    for run in re.finditer("`+", content[place:]):
        if len(run.group()) == len(ticks):
            return place + run.end()
    raise _MisalignedError


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
