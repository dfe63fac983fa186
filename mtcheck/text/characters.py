"""Characters that print like others, or not at all: how a text is read whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from mtcheck.records import Edit, Span

# Soft hyphens, zero-width signs, directional marks, joiners, variation selectors: nothing of them is printed.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f"
)
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Ligatures, full-width forms, letters of mathematics, and Latin letters of compatibility ("ŉ", "ĳ", "ǆ").
_FORMS = "\u0149\u0132\u0133\u013f\u0140\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\uff01-\uff5e\uffe0-\uffe6\U0001d400-\U0001d7ff"
_SIGNS = {"\u2010": "-", "\u2011": "-", "\u02bc": "’", "\u02bb": "‘", "\u2007": "\u00a0", "\u3000": " "}
# A word that was broken at a line's end by a soft hyphen goes on with the next line.
_PATTERN = re.compile(
    rf"(?P<broken>\u00ad[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[^\W\d_]))"
    rf"|(?P<composed>[^\W_](?:[{_UNSEEN}]*[{_MARKS}])+)"
    rf"|(?P<unseen>[{_UNSEEN}]+)"
    rf"|(?P<form>[{_FORMS}])"
    rf"|(?P<sign>[{''.join(_SIGNS)}])"
)
_ANY = re.compile(rf"[{_UNSEEN}{_MARKS}{_FORMS}{''.join(_SIGNS)}]")
_FORM = re.compile(f"[{_FORMS}]")
_ALL_UNSEEN = re.compile(f"[{_UNSEEN}]+")


def character_edits(text: str) -> tuple[Edit, ...]:
    """Say how the characters of a text are read.

    Decomposed letters are composed (NFC), what is not printed is nothing, ligatures, full-width forms and letters of
    mathematics are the letters that they show, hyphens and apostrophes of other code points are the usual ones.

    Args:
        text: As printed.

    Returns:
        Edits in order; none where the text is plain.

    Source:
        Unicode Standard Annex 15 (normalisation forms), chapter 23.2 (layout controls).
    """
    if text.isascii() or _ANY.search(text) is None:
        return ()
    return tuple(_edits(text))


def _edits(text: str) -> Iterator[Edit]:
    for match in _PATTERN.finditer(text):
        printed = match.group()
        kind = match.lastgroup
        if kind == "composed":
            seen = _ALL_UNSEEN.sub("", printed)
            read = normalize("NFC", _FORM.sub(lambda form: normalize("NFKC", form.group()), seen[0]) + seen[1:])
        elif kind == "form":
            read = normalize("NFKC", printed)
        else:
            read = _SIGNS.get(printed, "")
        if read != printed:
            yield Edit(Span(*match.span()), read)
