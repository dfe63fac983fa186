"""HTML inside a text: tags, comments, entities and shortcodes, and what is read in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.entities import html5

from mtcheck.language.messages import Message
from mtcheck.records import Edit, Span

AS_MARKUP = Message("read as HTML: its tags and entities are markup")
"""What a note says of a file or a column that holds markup."""

_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "head header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul center".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr br iframe script style object embed video audio source picture button input svg noscript "
    "template link meta base area map param track canvas math g x bpt ept ph it".split()
)
_UNREAD = frozenset(
    "script style iframe template noscript svg object video audio canvas math button del s strike".split()
)
_PREFIXES = {f"h{level}": "# " for level in range(1, 7)} | {"blockquote": "> ", "li": "- "}
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?P<rest>(?:\s(?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}')*)?)/?>"
)
_ENTITY = re.compile(r"&(?:#(?:\d{1,7}|[xX][\da-fA-F]{1,6})|[A-Za-z][A-Za-z\d]{1,31});")
_SHORTCODE = re.compile(
    r"\[(?P<close>/)?(?P<name>[a-z][\w-]{1,30})(?(close)|(?:\s+[\w-]{1,40}=(?:\"[^\"\[\]]{0,2000}\"|'[^'\[\]]{0,2000}'|[^\s\"'\[\]]{1,200}))+\s*/?)\]"
)
_SIGN = re.compile(r"[<&\[]")
_PARAGRAPH = "\n\n"
_ENDS = ("> ", "# ", "- ")
_SPACES = re.compile(r"\s*")


def holds_markup(texts: Iterable[str]) -> bool:
    """Say whether texts are written in HTML: by an entity, a comment, a tag that is closed, or one with attributes."""
    for text in texts:
        if "<" not in text and "&" not in text:
            continue
        if any(_is_entity(found.group()) for found in _ENTITY.finditer(text)):
            return True
        opened: set[str] = set()
        for tag in _TAG.finditer(text):
            name = tag["name"].lower()
            if name not in _BLOCKS and name not in _INLINE:
                continue
            if name in {"br", "hr", "img", "wbr"} or "=" in tag["rest"] or (tag["close"] and name in opened):
                return True
            opened.add(name)
        if "<!--" in text and "-->" in text:
            return True
    return False


def markup_edits(text: str, start: int = 0, end: int | None = None) -> tuple[Edit, ...]:
    """Say how the markup of a text is read.

    Tags inside a line are nothing, those of blocks are blank lines with the sign of what begins there (``> `` for a quotation,
    ``# `` for a heading, ``- `` for an item), ``<br>`` is a line's end, ``<q>`` quotation marks, an entity its
    character; comments, scripts, frames, struck words and the shortcodes of editors are nothing.

    Args:
        text: With markup in it.
        start: Where to begin.
        end: Where to stop; the text's end where None.

    Returns:
        Edits in order, without overlaps. What looks like a tag and is none is left as it stands.
    """
    return tuple(_edits(text, start, len(text) if end is None else end))


def _edits(text: str, start: int, end: int) -> Iterator[Edit]:
    position = start
    depth = 0  # of quotations
    last = Edit(Span(start, start), "")
    codes: set[str] = set()
    unclosed: set[str] = set()  # what is not looked for again: a text full of them would take its square
    while (sign := _SIGN.search(text, position, end)) is not None:
        position = sign.start()
        if sign.group() == "&":
            entity = _ENTITY.match(text, position, end)
            if entity and _is_entity(entity.group()):
                yield Edit(Span(*entity.span()), unescape(entity.group()))
                position = entity.end()
                continue
        elif sign.group() == "[":
            code = _SHORTCODE.match(text, position, end)
            if code and (code["name"] in codes or not code["close"]):
                codes.add(code["name"])
                yield Edit(Span(*code.span()), "")
                position = code.end()
                continue
        elif text.startswith("<!--", position) and "-->" not in unclosed:
            close = text.find("-->", position + 4, end)
            if close >= 0:
                yield Edit(Span(position, close + 3), "")
                position = close + 3
                continue
            unclosed.add("-->")
        elif (tag := _TAG.match(text, position, end)) is not None:
            if tag["name"].lower() == "blockquote":
                depth = max(0, depth - 1) if tag["close"] else depth + 1
            edit = _tag(text, tag, end, unclosed, "> " if depth else "")
            if edit is not None:
                if last.text.endswith(_ENDS) and last.span.end == edit.span.start and not edit.text.strip("\n>#- "):
                    edit = edit._replace(text="")  # a paragraph in an item is no other block
                    yield edit
                    last = edit._replace(text=last.text)
                else:
                    yield edit
                    last = edit
                position = edit.span.end
                continue
        position += 1


def _tag(text: str, tag: re.Match[str], end: int, unclosed: set[str], prefix: str) -> Edit | None:
    name, close = tag["name"].lower(), bool(tag["close"])
    span = Span(*tag.span())
    if name in _UNREAD and not close and name not in unclosed and not tag.group().endswith("/>"):
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, tag.end(), end)
        if closing:
            return Edit(Span(tag.start(), closing.end()), "")
        unclosed.add(name)
    if name == "br":
        return Edit(span, "\n")
    if name == "q":
        return Edit(span, "\u00a0»" if close else "«\u00a0")
    if name in _BLOCKS:
        spaces = _SPACES.match(text, span.end, end)
        outer = Span(span.start, spaces.end() if spaces else span.end)
        return Edit(outer, _PARAGRAPH if close else _PARAGRAPH + _PREFIXES.get(name, prefix))
    return Edit(span, "") if name in _INLINE else None


def _is_entity(printed: str) -> bool:
    return printed.startswith("&#") or printed[1:] in html5
