"""From a file's findings to its corrected bytes: nothing but the corrected words changes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.records import FileReport
from mtcheck.replacements import is_text
from mtcheck.suggestions.edits import SafeEdit, apply
from mtcheck.suggestions.safe import safe_edits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "iso-8859-1", "mac-roman", "cp850", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Correction:
    """A file with the safe suggestions made.

    Attributes:
        path: The file, as the user named it.
        before: Its bytes as they were checked.
        after: Its bytes with the edits made: encoding, byte-order mark and line ends as they were.
    """

    path: str
    before: bytes
    after: bytes
    edits: tuple[SafeEdit, ...]


def correct(file: FileReport) -> Correction | None:
    """Correct one checked file.

    Returns:
        The correction, None where no suggestion is safe.

    Raises:
        InputError: Safe suggestions exist, but the file is no plain text, has no path, or changed since it was checked.
    """
    if file.document is None or not file.findings:
        return None
    text = file.document.text
    edits = safe_edits(text, file.findings)
    if not edits:
        return None
    if not is_text(file.document):
        kind = file.document.media_type
        message = Message(
            "read as {kind}: suggestions can be applied to files of plain text and Markdown only", kind=kind
        )
        raise InputError(file.path, message)
    try:
        with open(file.path, "rb") as stream:
            before = stream.read()
    except OSError as error:
        raise InputError(file.path, Message("suggestions can be applied to files only, and this is none")) from error
    mark, encoding = _encoding(before, text)
    if encoding is None:
        raise InputError(
            file.path, Message("changed since it was checked, or is no plain text: suggestions were not applied")
        )
    possible = tuple(edit for edit in edits if _encodable(edit.text, encoding))
    if not possible:
        return None
    return Correction(file.path, before, mark + apply(text, possible).encode(encoding), possible)


def _encoding(data: bytes, text: str) -> tuple[bytes, str | None]:
    """Find the byte-order mark and the encoding in which the file's bytes are exactly the text that was checked."""
    for mark, encoding in _MARKS:
        if data.startswith(mark) and _is(data[len(mark) :], text, encoding):
            return mark, encoding
    return b"", next((encoding for encoding in _ENCODINGS if _is(data, text, encoding)), None)


def _is(data: bytes, text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
