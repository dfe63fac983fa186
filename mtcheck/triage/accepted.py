"""Words of the house: what is found in them is known, and does not count; what is suggested is French of the house."""

from __future__ import annotations

import re
from dataclasses import replace

from mtcheck.french.placing import in_place
from mtcheck.glossary.entries import Glossary
from mtcheck.glossary.phrases import PhraseIndex, printed_words
from mtcheck.language.messages import gettext
from mtcheck.records import Category, Finding, Span, Suppressed, SuppressionKind
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

OWN = "MT207"
_MOST_FORBIDDEN = 3  # forbidden phrases in one suggestion, one of which may accept what another forbids
_REACH = 200  # code points around a finding in which the accepted words that hold it stand
_KEPT = frozenset({Category.NUMBER, Category.OMISSION, Category.ADDITION, Category.ENCODING, Category.ENGINE})
_FACTS = ("MT102", "MT103", "MT104", "MT105")
_LINE_END = re.compile(r"[\n\r]")


class AcceptedWords:
    """Tells findings on words that the glossary accepts.

    Args:
        glossary: Its accepted French; what it forbids is none of this.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._index = PhraseIndex(glossary.entries, forbidden=False)
        self._forbidden = PhraseIndex(glossary.entries, forbidden=True)

    def part(self, findings: tuple[Finding, ...], text: str) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
        """Part findings into those that count and those on words of the house.

        A finding on an article and an accepted word is one on that word. What an article states as facts, what is left out
        of a quotation, and MT207 itself are told all the same. Those that count suggest nothing that the house forbids.

        Args:
            findings: Of one document.
            text: What their spans count in.
        """
        kept: list[Finding] = []
        known: list[Suppressed] = []
        for finding in findings:
            place = self._place(finding, text)
            if place is None:
                kept.append(self._in_words_of_the_house(finding, text))
            else:
                known.append(
                    Suppressed(
                        finding, SuppressionKind.IGNORE, gettext("accepted by the glossary ({place})", place=place)
                    )
                )
        return tuple(kept), tuple(known)

    def _in_words_of_the_house(self, finding: Finding, text: str) -> Finding:
        """Put the accepted French where a suggestion has what the glossary forbids; none where that does not fit."""
        if not self._forbidden or finding.suggestion is None or finding.span.of(text) != finding.text:
            return finding
        start, right = finding.span.start, finding.suggestion
        for _ in range(_MOST_FORBIDDEN):
            put = f"{text[:start]}{right}{text[finding.span.end :]}"
            new = Span(start, start + len(right))
            around = printed_words(put, max(0, start - _REACH), min(len(put), new.end + _REACH))
            found = next((one for one in self._forbidden.find(around, put) if one.span.overlaps(new)), None)
            if found is None:
                return replace(finding, suggestion=right)
            fitted = in_place(put, found.span, found.entry.french[0]) if found.entry.french else None
            if fitted is None or not new.contains(fitted[0]):
                break
            right = f"{put[start : fitted[0].start]}{fitted[1]}{put[fitted[0].end : new.end]}"
        return replace(finding, suggestion=None)

    def _place(self, finding: Finding, text: str) -> str | None:
        """Return where the glossary accepts the words of a finding, None where it does not."""
        if not self._index or finding.code.startswith((OWN, *_FACTS)) or finding.category in _KEPT:
            return None
        content = [word for word in words(finding.text, finding.span.start) if word.folded not in FRENCH]
        if not content:
            return None
        span = Span(content[0].span.start, content[-1].span.end)
        start, end = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
        # Whole lines and words: a form must not be found across a paragraph, nor begin inside a word.
        start = max((m.end() for m in _LINE_END.finditer(text, start, span.start)), default=start)
        cut = _LINE_END.search(text, span.end, end)
        around = printed_words(text, start, cut.start() if cut else end)
        return next((found.entry.place for found in self._index.find(around, text) if found.span.contains(span)), None)
