"""Plain text: bytes of a file or of standard input become a Document, or an error that says what to do."""

from __future__ import annotations

import codecs
import re
import sys
from contextlib import nullcontext
from typing import BinaryIO

from mtcheck.documents.discovery import Source, SourceKind
from mtcheck.documents.passages import cut_passages
from mtcheck.errors import InputError
from mtcheck.records import Document

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read, in bytes."""

MAX_LINE = 1024 * 1024
"""Longest line that is read, in bytes: a longer one is no article."""

_CHUNK = 64 * 1024
# The marks of UTF-32 begin with those of UTF-16: longest first.
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_BINARY_STARTS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CONTROLS = bytes(set(range(1, 0x20)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"


def document(path: str, text: str) -> Document:
    """Make a document of a text that is at hand, cut into passages.

    Args:
        path: How reports name the text.
        text: Any text; offsets count its code points.
    """
    return Document(path, text, cut_passages(text))


def read(
    source: Source, *, stdin: BinaryIO | None = None, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE
) -> Document:
    """Read a document of UTF-8 text.

    A byte-order mark is dropped; nothing else is changed, line ends included.

    Args:
        source: What to read.
        stdin: Stands for standard input; the process's own by default.
        max_bytes: Largest size, in bytes.
        max_line: Longest line, in bytes.

    Raises:
        InputError: Nothing can be read there, or it is no UTF-8 text, or it is empty, or too large.
    """
    if source.error is not None:
        raise source.error
    try:
        if source.kind is SourceKind.STDIN:
            with nullcontext(stdin or sys.stdin.buffer) as stream:
                data = _load(source.path, stream, max_bytes, max_line)
        else:
            with open(source.path, "rb") as stream:
                data = _load(source.path, stream, max_bytes, max_line)
    except IsADirectoryError as error:
        raise InputError(source.path, "is a folder, not a file") from error
    except OSError as error:
        raise InputError(source.path, f"cannot be read: {error.strerror or error}") from error
    text = _decode(source.path, data)
    if not text.strip():
        raise InputError(source.path, "holds nothing but white space" if text else "is empty")
    return document(source.path, text)


def _load(path: str, stream: BinaryIO, max_bytes: int, max_line: int) -> bytes:
    """Read all bytes, stopping at the first sign that they are no text of a sensible size."""
    chunks: list[bytes] = []
    size = pending = 0  # pending: bytes of the line that the next chunk goes on with
    line = 1
    while chunk := stream.read(min(_CHUNK, max_line)):
        if not chunks:
            _reject_foreign(path, chunk)
        if (nul := chunk.find(b"\0")) >= 0:
            raise InputError(path, f"is a binary file, not text (NUL byte at offset {size + nul})")
        first_end = _LINE_END.search(chunk)
        if pending + (first_end.start() if first_end else len(chunk)) > max_line:
            raise InputError(path, f"the line is longer than {max_line} bytes: not an article's text", line=line)
        size += len(chunk)
        if size > max_bytes:
            raise InputError(path, f"is larger than {max_bytes} bytes")
        if chunks and chunks[-1].endswith(b"\r") and chunk.startswith(b"\n"):
            line -= 1  # one CRLF, cut in two by the chunk's end
        line += sum(1 for _ in _LINE_END.finditer(chunk))
        last_end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        pending = len(chunk) - last_end - 1 if last_end >= 0 else pending + len(chunk)
        chunks.append(chunk)
    return b"".join(chunks)


def _reject_foreign(path: str, head: bytes) -> None:
    for mark, encoding in _FOREIGN_MARKS:
        if head.startswith(mark):
            advice = f"convert it: iconv -f {encoding} -t UTF-8"
            raise InputError(path, f"is {encoding} text (byte-order mark), not UTF-8; {advice}", line=1)
    for start, name in _BINARY_STARTS:
        if head.startswith(start):
            raise InputError(path, f"is {name}, not text")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head):
        raise InputError(path, "is a binary file, not text (control characters)")


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig", errors="strict")
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte-order mark.
        offset = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        line = 1 + sum(1 for _ in _LINE_END.finditer(data, 0, offset))
        place = f"byte 0x{data[offset]:02X} at offset {offset} is not UTF-8"
        if error.reason == "unexpected end of data" and not data[:offset].removeprefix(codecs.BOM_UTF8).isascii():
            raise InputError(path, f"{place}: the text ends inside a character", line=line) from error
        encoding = _guess_encoding(data)
        name = "Latin-1/Windows-1252" if encoding != "MACINTOSH" else "Mac Roman"
        advice = f"looks like {name}; convert it: iconv -f {encoding} -t UTF-8"
        raise InputError(path, f"{place}; {advice}", line=line) from error


def _guess_encoding(data: bytes) -> str:
    """Name the likeliest single-byte encoding of French text, as ``iconv`` calls it."""
    mac, latin = (
        sum(map(data.count, accents)) for accents in ((b"\x8e", b"\x8f", b"\x88"), (b"\xe9", b"\xe8", b"\xe0"))
    )
    if mac > latin:
        return "MACINTOSH"
    return "WINDOWS-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "ISO-8859-1"
