"""What is checked: documents, their passages and sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

from mtcheck.language.messages import Text
from mtcheck.records.spans import Edit, Place, Span
from mtcheck.records.statements import KnownQuote


class PassageKind(Enum):
    """What a passage is to the reader of the article."""

    BODY = "body"
    HEADING = "heading"
    FURNITURE = "furniture"  # menus, share lines, adverts, credits: never checked
    EMBEDDED = "embedded"  # a post or statement in another language, standing inside the article


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of lines that belong together: a paragraph, a heading, a line of furniture."""

    span: Span
    kind: PassageKind
    language: str  # ISO 639-1, "und" where undecided


@dataclass(frozen=True, slots=True)
class Document:
    """One input, decoded and cut into passages.

    Attributes:
        path: As the user named it; of a part of a file, for instance ``news.zip!/a.txt`` or ``feed.jsonl#17``.
        places: By start; empty where line and column of the text are those of the file.
        notes: What a reader of the report should know of how the file was read.
        pairs: Parts of the French whose English is known, because the file holds both (a translation memory).
        url: Where the text was published, where the file tells.
        date: When, as the file tells it.
        source: The text that the file's comments stand in, where ``text`` was made of it and it has such comments.
        markup: What of the text is markup and how it is read, by start, without overlaps; what is analysed is the text so read.
    """

    path: str
    text: str
    passages: tuple[Passage, ...] = ()
    media_type: str = "text/plain"
    places: tuple[Place, ...] = ()
    notes: tuple[Text, ...] = ()
    pairs: tuple[tuple[Span, KnownQuote], ...] = ()
    url: str | None = None
    date: str | None = None
    source: str = ""
    markup: tuple[Edit, ...] = ()

    def place_at(self, offset: int) -> Text | None:
        """Return the label of the place that ``offset`` comes from, None where line and column say it."""
        index = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[index - 1].label if index else None


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or headline) of a French passage: the unit that is translated. ``text`` is its exact slice."""

    span: Span
    text: str
