"""Names of people as a file prints them, each spelling once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mtcheck.records import Document, PassageKind, Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word, words

MOST = 300  # spellings kept of one file
SHORTEST = 4  # letters of a surname
PARTICLES = frozenset("de du von van der den di da del al el ben bin ibn".split())
_SPACES = frozenset(" \u00a0\u202f")


@dataclass(frozen=True, slots=True)
class NameSighting:
    """A spelling of a name in one file.

    Attributes:
        given: The capitalised word before the surname, None where the surname stands alone.
        surname: As printed.
        span: Of its first occurrence, given name included.
        count: How often it stands in the file.
        opens: Whether the first occurrence opens a sentence, so that its capital may mean nothing.
    """

    given: str | None
    surname: str
    span: Span
    count: int = 1
    opens: bool = False

    @property
    def text(self) -> str:
        """The name in words."""
        return self.surname if self.given is None else f"{self.given} {self.surname}"


def sightings(document: Document) -> tuple[NameSighting, ...]:
    """Return the names in the French of a document, by their first occurrence.

    Handles, hashtags and the signatures of embedded posts are left out: they are not spelt by the article's author.
    """
    found: dict[tuple[str | None, str], NameSighting] = {}
    for passage in document.passages:
        if passage.kind not in {PassageKind.BODY, PassageKind.HEADING} or passage.language not in {"fr", "und"}:
            continue
        for seen in _in_passage(words(passage.span.of(document.text), passage.span.start), document.text):
            key = (seen.given, seen.surname)
            if key in found:
                found[key] = replace(found[key], count=found[key].count + 1)
            elif len(found) < MOST:
                found[key] = seen
    return tuple(found.values())


def _in_passage(found: Sequence[Word], text: str) -> Iterator[NameSighting]:
    index = 0
    while index < len(found):
        if not _is_name(found[index], text):
            index += 1
            continue
        run = [found[index]]
        index += 1
        while index < len(found):
            step = index
            while step < len(found) and found[step].folded in PARTICLES and step - index < 2:
                step += 1
            if (
                step >= len(found)
                or not _is_name(found[step], text)
                or not _adjacent(found[index - 1 : step + 1], text)
            ):
                break
            run.append(found[step])
            index = step + 1
        yield from _of_run(run, text)


def _of_run(run: Sequence[Word], text: str) -> Iterator[NameSighting]:
    if text[run[-1].span.end :][:3].lstrip().startswith("(@"):
        return
    if len(run) == 1:
        for part in _parts(run[0]):
            if len(part.text) >= SHORTEST:
                yield NameSighting(None, part.text, part.span)
        return
    for given, surname in pairwise(run):
        if len(surname.text) >= SHORTEST:
            span = Span(given.span.start, surname.span.end)
            yield NameSighting(given.text, surname.text, span, opens=_opens(text, span.start))


def _opens(text: str, start: int) -> bool:
    before = text[max(start - 4, 0) : start].rstrip(" \u00a0\u202f«“\"'")
    return not before or before[-1] in ".!?:;…\n–—-•"


def _parts(word: Word) -> Iterator[Word]:
    """Cut "Trump-Zelensky" into its names."""
    start = word.span.start
    for piece in word.text.split("-"):
        if piece[:1].isupper():
            yield Word(Span(start, start + len(piece)), piece)
        start += len(piece) + 1


def _is_name(word: Word, text: str) -> bool:
    first = word.text[0]
    if not first.isupper() or word.folded in FRENCH or word.text.endswith(("'", "’")):
        return False
    if len(word.text) < 2 or (word.text.isupper() and len(word.text) < 5):  # initials and acronyms
        return False
    before = text[max(word.span.start - 1, 0) : word.span.start]
    return before not in {"@", "#", "/", ".", "_"}


def _adjacent(found: Sequence[Word], text: str) -> bool:
    return all(
        one.span.end < two.span.start and set(text[one.span.end : two.span.start]) <= _SPACES
        for one, two in pairwise(found)
    )
