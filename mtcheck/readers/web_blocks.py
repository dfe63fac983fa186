"""The blocks of a page's article, each with the line of the page on which it stands."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.extras import require

_POST = re.compile(
    r"(?:^|\s)(?:twitter-(?:tweet|video)|tweet|bluesky-embed|mastodon-embed|instagram-media|text-post-media|fb-post"
    r"|tiktok-embed|reddit-embed-bq|reddit-card|truthsocial-embed|telegram-post)(?:\s|$)"
)
_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 td th dt dd blockquote figcaption caption pre div section article".split())
_PLAIN_BLOCKS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 td th dt dd figcaption pre".split()
)  # where trafilatura finds no article
_UNREAD = frozenset("script style noscript template svg head nav footer aside form button select".split())
_KEY_LENGTH = 80
_MOST_POSTS = 500
_MOST_DEPTHS = 1_000_000  # sum of the depths of all elements


@dataclass(frozen=True, slots=True)
class WebBlock:
    """A paragraph of the article.

    Attributes:
        prefix: Markdown sign of what it is, for instance ``# ``.
        line: 1-based line of the page, 0 where it is not known.
        number: 1-based, in the article.
    """

    text: str
    prefix: str = ""
    line: int = 0
    number: int = 0


def article_blocks(path: str, tree: Any) -> tuple[WebBlock, ...]:
    """Return the article of a page, block by block.

    Args:
        path: How errors name it.
        tree: The page, an lxml element; it is changed.

    Raises:
        InputError: There is no article in it.
    """
    trafilatura: Any = require("trafilatura", path, Message("HTML files"))
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it warns on the user's screen
    _write_quotation_marks(tree)
    posts = _simplify_posts(tree)
    _wrap_quotations(tree)
    places = _places(tree)
    try:
        found = trafilatura.bare_extraction(
            deepcopy(tree), include_comments=False, with_metadata=False, fast=_is_tangled(tree)
        )
    except Exception as error:  # pages can break the library anywhere
        raise InputError(
            path, Message("its article cannot be found: {kind}: {error}", kind=type(error).__name__, error=str(error))
        ) from error
    blocks = list(_extracted(found.body)) if found is not None else list(_all_blocks(tree))
    blocks = _placed(blocks, places)
    # Without structure to go by, the library gives the text alone: the headings are put back.
    headings = [] if any(block.prefix == "# " for block in blocks) else list(_headings(tree))
    title = next((block for block in reversed(headings) if blocks and block.line < blocks[0].line), None)
    blocks = _restored([*([title] if title else []), *blocks], [*posts, *headings])
    if not blocks:
        raise InputError(path, Message("holds no article"))
    return tuple(replace(block, number=number) for number, block in enumerate(blocks, start=1))


def _write_quotation_marks(tree: Any) -> None:
    """Put the marks around ``<q>`` that a browser shows."""
    for element in list(tree.iter("q")):
        opening, closing = "«\u00a0", "\u00a0»"
        if _language(element).startswith("en"):
            opening, closing = "“", "”"
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing
        element.tag = "span"


def _language(element: Any) -> str:
    for ancestor in (element, *element.iterancestors()):
        if ancestor.get("lang"):
            return str(ancestor.get("lang")).lower()
    return ""


def _simplify_posts(tree: Any) -> list[WebBlock]:
    """Make plain block quotations of embedded posts, out of the boxes around them that look like adverts."""
    posts: list[WebBlock] = []
    for element in list(tree.iter("blockquote", "div")):
        if element.getparent() is None or not _POST.search(element.get("class") or ""):
            continue
        text = _words(element)
        if not text or len(posts) >= _MOST_POSTS:
            continue
        if any(_POST.search(parent.get("class") or "") for parent in element.iterancestors()):
            continue
        line = element.sourceline or 0
        outer = element
        while (parent := outer.getparent()) is not None and parent.tag == "div" and _words(parent) == text:
            outer = parent
        tail = outer.tail
        outer.clear()
        outer.tail = tail
        outer.tag = "blockquote"
        paragraph = outer.makeelement("p", {})
        paragraph.text = text
        outer.append(paragraph)
        paragraph.sourceline = outer.sourceline = line
        posts.append(WebBlock(text, "> ", line))
    return posts


def _wrap_quotations(tree: Any) -> None:
    """Put the words of a block quotation into a paragraph, where they stand in none: they would be lost."""
    for element in list(tree.iter("blockquote")):
        if _trimmed(element.text or "") and not any(child.tag in _BLOCKS for child in element):
            paragraph = element.makeelement("p", {})
            paragraph.text, element.text = element.text, None
            paragraph.extend(list(element))
            element.append(paragraph)
            paragraph.sourceline = element.sourceline or 0


def _places(tree: Any) -> list[tuple[str, int]]:
    """Return the beginnings of all blocks of text with their lines, in the page's order."""
    return [
        (key, element.sourceline or 0)
        for element in tree.iter(*_BLOCKS)
        if _holds_words(element) and (key := _key(_words(element, 2 * _KEY_LENGTH)))
    ]


def _holds_words(element: Any) -> bool:
    """Say whether an element may have words of its own: a box of boxes has none."""
    own = (element.text or "", *(child.tail or "" for child in element))
    return any(map(str.strip, own)) or any(child.tag not in _BLOCKS for child in element)


def _is_tangled(tree: Any) -> bool:
    """Say whether elements lie so deep in each other that the library's second opinions would take minutes."""
    depth = total = 0
    for event, _ in require("lxml.etree", "", Message("HTML files")).iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth if event == "start" else 0
    return total > _MOST_DEPTHS


def _placed(blocks: Sequence[WebBlock], places: Sequence[tuple[str, int]]) -> list[WebBlock]:
    """Find the line of each block; of equal beginnings the first one behind the block before."""
    by_key: dict[str, list[int]] = {}
    for key, line in places:
        by_key.setdefault(key, []).append(line)
    placed: list[WebBlock] = []
    last = 0
    for block in blocks:
        lines = by_key.get(_key(block.text), [])
        line = next((line for line in lines if line >= last), lines[0] if lines else 0)
        last = max(last, line)
        placed.append(replace(block, line=line))
    return placed


def _headings(tree: Any) -> Iterator[WebBlock]:
    """Give the headings of a page that are no links and stand in no box beside the article."""
    for element in tree.iter("h1", "h2", "h3", "h4"):
        boxed = any(ancestor.tag in _UNREAD for ancestor in element.iterancestors())
        text = _words(element)
        if text and not boxed and not any(_words(link) == text for link in element.iter("a")):
            yield WebBlock(text, "# ", element.sourceline or 0)


def _restored(blocks: list[WebBlock], missing: Sequence[WebBlock]) -> list[WebBlock]:
    """Put back what was taken for no part of the article, where the article stands around it."""
    if not blocks:
        return [block for block in missing if block.prefix == "> "]
    lines = [block.line for block in blocks if block.line]
    for lost in missing:
        if any(lost.text in block.text for block in blocks) or (lines and not min(lines) <= lost.line):
            continue
        if lost.prefix == "# " and lines and lost.line > max(lines):
            continue
        index = next((i for i, block in enumerate(blocks) if block.line > lost.line), len(blocks))
        blocks.insert(index, lost)
    return blocks


def _extracted(body: Any) -> Iterator[WebBlock]:
    """Give the blocks of what trafilatura returns (TEI-like elements)."""
    pending: list[tuple[Any, str]] = [(child, "") for child in reversed(body)]
    while pending:
        element, prefix = pending.pop()
        nested = [
            child for child in element if child.tag in {"p", "head", "list", "item", "row", "cell", "table", "quote"}
        ]
        own = {"head": "# ", "item": "- ", "quote": "> "}.get(element.tag, prefix)
        if element.tag == "quote" and prefix:
            own = prefix
        if nested and not (element.tag == "p" and all(child.tag == "quote" for child in nested)):
            if text := _trimmed(element.text or ""):
                yield WebBlock(text, own)
            pending.extend((child, own) for child in reversed(nested))
            continue
        for text in filter(None, map(_trimmed, _inline(element).split("\n\n"))):
            yield WebBlock(text, own)


def _inline(element: Any) -> str:
    """Return an element's text, with a line end where the page breaks a line."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag == "quote":
            parts += ["«\u00a0", _inline(child), "\u00a0»"]
        elif child.tag not in {"del", "graphic"}:
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _all_blocks(tree: Any) -> Iterator[WebBlock]:
    """Give every paragraph of a page in which no article can be told from the rest."""
    for element in tree.iter(*_PLAIN_BLOCKS):
        if any(ancestor.tag in _UNREAD for ancestor in element.iterancestors()):
            continue
        if not any(True for _ in element.iterdescendants(*_PLAIN_BLOCKS)) and (text := _words(element)):
            prefix = "# " if element.tag[0] == "h" else "- " if element.tag == "li" else ""
            quoted = any(ancestor.tag == "blockquote" for ancestor in element.iterancestors())
            yield WebBlock(text, "> " if quoted else prefix)


def _words(element: Any, limit: int | None = None) -> str:
    """Return an element's text in one line; with a limit, of a beginning of about so many letters."""
    parts: list[str] = []
    size = 0
    pending: list[Any] = [element]
    while pending and (limit is None or size <= limit):
        item = pending.pop()
        if isinstance(item, str):
            parts.append(item)
            size += len(item)
        elif item.tag not in _UNREAD or item is element:
            apart = " " if item.tag in _BLOCKS or item.tag == "br" else ""
            inner = [part for child in item for part in (child, child.tail or "")]
            pending += reversed([apart, item.text or "", *inner, apart])
    return " ".join("".join(parts).split())


def _trimmed(text: str) -> str:
    return "\n".join(filter(None, (" ".join(re.split(r"[ \t\r\f]+", line)).strip() for line in text.split("\n"))))


def _key(text: str) -> str:
    return re.sub(r"[\s\u00a0«»]+", "", text)[:_KEY_LENGTH]
