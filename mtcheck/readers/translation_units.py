"""Units of French beside English, whatever file they come from, put together to one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtcheck.errors import InputError
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
    _left_out: dict[str, int] = field(default_factory=dict, init=False)
    _units: list[tuple[str, str, str, str]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._assembly = Assembly(self.content.path, self.media_type)

    def add(self, english: str, french: str, place: str, *, speaker: str = "") -> None:
        """Add a unit; one without words on either side, or whose English is a program's key, is left out."""
        source, target = _SPACES.sub(" ", english).strip(), french.strip()
        if not _has_words(target):
            self.leave_out("untranslated")
        elif not _has_words(source) or _KEY.fullmatch(source):
            self.leave_out("without English")
        else:
            self._units.append((source, target, place, speaker))

    def leave_out(self, why: str) -> None:
        """Count a unit that is not checked."""
        self._left_out[why] = self._left_out.get(why, 0) + 1

    def document(self, note: str | None = None) -> Iterator[Document]:
        """Give the document of all units; of none, where all were left out: then its note says why.

        Raises:
            InputError: There is no unit in the file.
        """
        told = ", ".join(f"{count} {why}" for why, count in sorted(self._left_out.items()))
        if not self._units and not told:
            raise InputError(self.content.path, "holds no unit with English and French")
        notes = [note] if note else []
        if told:
            notes.append(f"units not checked: {told}")
        if not self._units:
            notes.append("there is nothing to check")
            yield Document(self.content.path, "", (), self.media_type, notes=tuple(notes))
            return
        marked = holds_markup(side for unit in self._units for side in unit[:2])
        if marked:
            notes.append(f"the units are {AS_MARKUP}")
        self._assembly.notes += notes
        for source, target, place, speaker in self._units:
            english = _SPACES.sub(" ", apply(source, markup_edits(source))).strip() if marked else source
            name = f"{self.content.path}, {place}"
            quote = KnownQuote(f"{self.content.path}:{place}", speaker, english, source=name)
            self._assembly.pair(target, quote, place, markup_edits(target) if marked else ())
        yield self._assembly.document()


def is_language(code: str | None, language: str) -> bool:
    """Say whether a language tag (``fr``, ``fr-CA``, ``FR_fr``) is of a language."""
    return (code or "").replace("_", "-").lower().partition("-")[0] == language


def _has_words(text: str) -> bool:
    return any(char.isalpha() for char in text)
