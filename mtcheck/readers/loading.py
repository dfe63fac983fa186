"""From a source to its bytes, within the limits, and to the reader of its format."""

from __future__ import annotations

import re
import sys
from contextlib import nullcontext
from typing import BinaryIO

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Budget, Content, ReadingOptions
from mtcheck.readers.discovery import STDIN, Source, SourceKind
from mtcheck.readers.encoding import is_marked, unmarked_utf16
from mtcheck.readers.reader import Reader
from mtcheck.readers.registry import choose_reader

_CHUNK = 64 * 1024
_BINARY_STARTS = (
    (b"%PDF-", Message("a PDF document")),
    (b"PK\x03\x04", Message("a ZIP archive (or an office document)")),
    (b"\x1f\x8b", Message("a gzip archive")),
    (b"\x89PNG", Message("a PNG image")),
    (b"\xff\xd8\xff", Message("a JPEG image")),
    (b"\xd0\xcf\x11\xe0", Message("an office document of the old binary kind (save it as .docx)")),
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CONTROLS = bytes(set(range(1, 0x20)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"


def load(source: Source, options: ReadingOptions, stdin: BinaryIO | None = None) -> tuple[Reader, Content]:
    """Read a file's bytes, and choose its reader.

    Args:
        source: A file or standard input.
        options: The limits.
        stdin: Stands for standard input; the process's own by default.

    Raises:
        InputError: Nothing can be read there, or it is too large, or it should be text and is none.
    """
    name = "" if source.path == STDIN else source.path  # standard input that has a name is what its suffix says
    try:
        if source.kind is SourceKind.STDIN:
            with nullcontext(stdin or sys.stdin.buffer) as stream:
                reader, data = _load(source.path, name, stream, options)
        else:
            with open(source.path, "rb") as stream:
                reader, data = _load(source.path, name, stream, options)
    except IsADirectoryError as error:
        raise InputError(source.path, Message("is a folder, not a file")) from error
    except OSError as error:
        raise InputError(source.path, Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    return reader, Content(source.path, data, name, options, budget=Budget(options.max_unpacked))


def load_stream(path: str, name: str, stream: BinaryIO, options: ReadingOptions) -> tuple[Reader, Content]:
    """Read the bytes of a file that is open already, wherever it lies, and choose its reader.

    Args:
        path: How reports name it.
        name: Its name, by which its format is chosen.
        stream: Its bytes.
        options: The limits.

    Raises:
        InputError: It is too large, or should be text and is none.
    """
    reader, data = _load(path, name, stream, options)
    return reader, Content(path, data, name, options, budget=Budget(options.max_unpacked))


def require_text(path: str, data: bytes, options: ReadingOptions) -> None:
    """Hold bytes that are at hand to what is asked of a text file.

    Raises:
        InputError: They are binary, or hold a line that is too long.
    """
    check = _TextCheck(path, options.max_line)
    for start in range(0, len(data), _CHUNK):
        check.take(data[start : start + _CHUNK])


def _load(path: str, name: str, stream: BinaryIO, options: ReadingOptions) -> tuple[Reader, bytes]:
    """Read all bytes, stopping at the first sign that they are nothing of a sensible size."""
    head = stream.read(min(_CHUNK, options.max_line, options.max_bytes + 1))
    reader = choose_reader(name, head)
    check = _TextCheck(path, options.max_line) if reader.line_limited else None
    chunks: list[bytes] = []
    size = 0
    chunk = head
    while chunk:
        if check is not None:
            check.take(chunk)
        size += len(chunk)
        if size > options.max_bytes:
            raise InputError(path, Message("is larger than {max_bytes} bytes", max_bytes=options.max_bytes))
        chunks.append(chunk)
        chunk = stream.read(min(_CHUNK, options.max_line))
    return reader, b"".join(chunks)


class _TextCheck:
    """Looks at the bytes of a text as they come."""

    def __init__(self, path: str, max_line: int) -> None:
        self._path, self._max_line = path, max_line
        self._size = self._pending = 0  # pending: bytes of the line that the next chunk goes on with
        self._line = 1
        self._last = b""
        self._wide = False

    def take(self, chunk: bytes) -> None:
        """Look at the next chunk.

        Raises:
            InputError: This is no text.
        """
        if not self._size:
            self._wide = is_marked(chunk) or unmarked_utf16(chunk) is not None
            if not self._wide:
                _reject_binary(self._path, chunk)
        if not self._wide and (nul := chunk.find(b"\0")) >= 0:
            raise InputError(
                self._path, Message("is a binary file, not text (NUL byte at offset {offset})", offset=self._size + nul)
            )
        first_end = _LINE_END.search(chunk)
        if self._pending + (first_end.start() if first_end else len(chunk)) > self._max_line:
            message = Message(
                "the line is longer than {max_line} bytes: not an article's text", max_line=self._max_line
            )
            raise InputError(self._path, message, line=self._line)
        self._size += len(chunk)
        if self._last == b"\r" and chunk.startswith(b"\n"):
            self._line -= 1  # one CRLF, cut in two by the chunk's end
        self._line += sum(1 for _ in _LINE_END.finditer(chunk))
        last_end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._pending = len(chunk) - last_end - 1 if last_end >= 0 else self._pending + len(chunk)
        self._last = chunk[-1:]


def _reject_binary(path: str, head: bytes) -> None:
    for start, name in _BINARY_STARTS:
        if head.startswith(start):
            raise InputError(path, Message("is {name}, not text", name=name))
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head):
        raise InputError(path, Message("is a binary file, not text (control characters)"))
