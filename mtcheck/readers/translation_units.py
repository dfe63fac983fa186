"""Units of French beside English, whatever file they come from, put together to one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtcheck.errors import InputError
from mtcheck.language.messages import Message, Text, english
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import Content
from mtcheck.readers.markup import AS_MARKUP, holds_markup, markup_edits
from mtcheck.records import Document, KnownQuote
from mtcheck.text.offsets import apply

_KEY = re.compile(r"[\w-]+(?:[._:/][\w-]+)+|[A-Z\d_]{4,}")  # what a program calls a message, where no English stands
_SPACES = re.compile(r"\s+")


@dataclass
class UnitDocument:
    """Collects units; those that cannot be compared are counted and told in a note.

    Args:
        content: The file.
        media_type: Of the file.
    """

    content: Content
    media_type: str
    _assembly: Assembly = field(init=False)
    _left_out: dict[Message, int] = field(default_factory=dict, init=False)
    _units: list[tuple[str, str, Text, str]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._assembly = Assembly(self.content.path, self.media_type)

    def add(self, english: str, french: str, place: Text, *, speaker: str = "") -> None:
        """Add a unit; one without words on either side, or whose English is a program's key, is left out."""
        source, target = _SPACES.sub(" ", english).strip(), french.strip()
        if not _has_words(target):
            self.leave_out(Message("untranslated"))
        elif not _has_words(source) or _KEY.fullmatch(source):
            self.leave_out(Message("without English"))
        else:
            self._units.append((source, target, place, speaker))

    def leave_out(self, why: Message) -> None:
        """Count a unit that is not checked."""
        self._left_out[why] = self._left_out.get(why, 0) + 1

    def document(self, note: Text | None = None) -> Iterator[Document]:
        """Give the document of all units; of none, where all were left out: then its note says why.

        Raises:
            InputError: There is no unit in the file.
        """
        left = sorted(self._left_out.items(), key=lambda item: english(item[0]))
        told = tuple(Message("{count} {why}", count=count, why=why) for why, count in left)
        if not self._units and not told:
            raise InputError(self.content.path, Message("holds no unit with English and French"))
        notes: list[Text] = [note] if note else []
        if told:
            notes.append(Message("units not checked: {told}", told=told))
        if not self._units:
            notes.append(Message("there is nothing to check"))
            yield Document(self.content.path, "", (), self.media_type, notes=tuple(notes))
            return
        marked = holds_markup(side for unit in self._units for side in unit[:2])
        if marked:
            notes.append(Message("the units are {markup}", markup=AS_MARKUP))
        self._assembly.notes += notes
        for source, target, place, speaker in self._units:
            statement = _SPACES.sub(" ", apply(source, markup_edits(source))).strip() if marked else source
            where = english(place)
            name = f"{self.content.path}, {where}"
            quote = KnownQuote(f"{self.content.path}:{where}", speaker, statement, source=name)
            self._assembly.pair(target, quote, place, markup_edits(target) if marked else ())
        yield self._assembly.document()


def unit_name(number: int, identity: str | None) -> Message:
    """Name a unit by its place in the file, and by what the file calls it, where it does."""
    if identity:
        return Message("unit {number} ({name})", number=number, name=identity)
    return Message("unit {number}", number=number)


def is_language(code: str | None, language: str) -> bool:
    """Say whether a language tag (``fr``, ``fr-CA``, ``FR_fr``) is of a language."""
    return (code or "").replace("_", "-").lower().partition("-")[0] == language


def _has_words(text: str) -> bool:
    return any(char.isalpha() for char in text)
