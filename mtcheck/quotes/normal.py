"""What two copies of one text have in common."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

_MARKS = {ord(mark): to for marks, to in (("‘’ʼ´`", "'"), ("“”„«»", '"'), ("–—−‑", "-")) for mark in marks}
_WIDTH = 5  # words of a window
_MOST = 6  # windows of a text


def normal_text(text: str) -> str:
    """Return a text without case, spacing, and kinds of quotation mark, apostrophe and dash."""
    if text.isascii():  # most are: a tenth of the time
        return " ".join(text.replace("`", "'").lower().split())
    # Marks are translated first: NFKC would make a space and an accent of the acute one.
    return " ".join(unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold().split())


def plain_text(text: str) -> str:
    """Return a text as found ones are compared: without case and spacing."""
    return " ".join(text.split()).casefold()


def text_key(text: str) -> bytes:
    """Return 16 bytes that are the same for every copy of a text."""
    return blake2b(normal_text(text).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def text_id(text: str) -> str:
    """Return the id that a quote without one gets: the same for every copy of the text."""
    return f"q-{text_key(text).hex()[:12]}"


def windows(text: str) -> tuple[str, ...]:
    """Return a few runs of words of a text, spread over it: a text that holds most of it holds one of them."""
    words = normal_text(text).split()
    last = max(len(words) - _WIDTH, 0)
    starts = dict.fromkeys(round(last * step / (_MOST - 1)) for step in range(_MOST))
    return tuple(" ".join(words[start : start + _WIDTH]) for start in starts)
