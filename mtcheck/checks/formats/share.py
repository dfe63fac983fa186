"""MT4138: a share told with “dans”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import rule, verdict
from mtcheck.french.classes import is_time
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4138",
    "locale.share",
    "A share is told with “dans”.",
    "*1 in 4* is “un sur quatre”.",
    Example("Selon l'enquête, 1 dans 4 foyers est privé d'eau.", "1 dans 4 foyers"),
    Example("Il y en aura un dans dix ans, et 1 dans 4 ans ; un foyer sur quatre est privé d'eau."),
)
_OUT_OF = re.compile(
    r"\b(?<!dont )(?<!et )(?P<some>1|un|une) dans (?P<all>\d{1,2}|trois|quatre|cinq|dix) (?P<noun>[a-zà-ÿ]+[sx])\b"
)


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find “1 dans 4 foyers”, but not “1 dans 4 ans”.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _OUT_OF.finditer(text, span.start, span.end):
        if not is_time(found["noun"]):
            one = found["some"] in {"1", "un", "une"}
            right = f"{found['some']} {found['noun'].removesuffix('s') if one else found['noun']} sur {found['all']}"
            yield verdict(
                RULE,
                Span(*found.span()),
                Message("French says “sur” of a share"),
                right,
                Message("*1 in 4*: “un sur quatre”."),
            )
