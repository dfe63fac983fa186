"""The one place where a reporter's text meets a stream and its encoding."""

from __future__ import annotations

from typing import TextIO


def encoding_of(stream: TextIO) -> str:
    """Return the encoding that ``stream`` writes; UTF-8 for streams that keep text, as ``io.StringIO`` does."""
    return getattr(stream, "encoding", None) or "utf-8"


def write(stream: TextIO, text: str, errors: str) -> None:
    """Write ``text``, so that no character can make the stream fail.

    A file name that is not UTF-8 reaches Python as lone surrogates, and a terminal may speak Latin-1: neither may
    lose the report of a whole run.

    Args:
        stream: Where to write.
        text: What to write.
        errors: Codec error handler for characters that the stream's encoding lacks, for instance ``replace``.
    """
    encoding = encoding_of(stream)
    stream.write(text.encode(encoding, errors).decode(encoding))
