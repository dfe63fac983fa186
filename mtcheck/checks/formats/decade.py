"""MT4136: a decade with an English plural."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import Example, Verdict
from mtcheck.checks.formats.writing import rule, verdict
from mtcheck.language.messages import Message
from mtcheck.records import Span

RULE = rule(
    "MT4136",
    "locale.decade",
    "A decade is written with an English plural.",
    "French says “les années 1940”.",
    Example("On n'avait rien vu de tel depuis les 1940s.", "les 1940s"),
    Example("On n'avait rien vu de tel depuis les années 1940."),
)
_DECADES = re.compile(r"\b(?P<article>les |des |années )?(?P<decade>(?:18|19|20)\d0)['’]?s\b")


def find(text: str, span: Span) -> Iterator[Verdict]:
    """Find “les 1940s”.

    Args:
        text: The document.
        span: Of a sentence in it.
    """
    for found in _DECADES.finditer(text, span.start, span.end):
        article = found["article"] or ""
        right = f"{'années ' if article == 'années ' else article + 'années '}{found['decade']}"
        yield verdict(
            RULE, Span(*found.span()), Message("French says “les années 1940”"), right, Message("*the 1940s*.")
        )
