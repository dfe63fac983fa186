"""RTF: the text of a Rich Text file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.assembly import Assembly
from mtcheck.readers.content import Content
from mtcheck.readers.extras import require
from mtcheck.readers.reader import Readable

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


@dataclass(frozen=True)
class RichTextReader:
    """Reads the paragraphs of an RTF file; fonts, styles and pictures are left out.

    Source:
        Rich Text Format specification 1.9.1.
    """

    suffixes: frozenset[str] = frozenset({".rtf"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the file begins as RTF does."""
        return head.lstrip().startswith(b"{\\rtf")

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        if not self.recognises(content.data[:100]):
            raise InputError(content.path, Message("is no RTF file: it does not begin with {mark}", mark="{\\rtf"))
        convert = require("striprtf.striprtf", content.path, Message("RTF files")).rtf_to_text
        page = _CODE_PAGE.search(content.data[:4000])
        encoding = f"cp{page[1].decode()}" if page else "cp1252"
        try:
            text = convert(content.data.decode("latin-1"), encoding=encoding, errors="replace")
        except Exception as error:  # files can break the library anywhere
            raise InputError(
                content.path,
                Message("is no RTF that can be read: {kind}: {error}", kind=type(error).__name__, error=str(error)),
            ) from error
        assembly = Assembly(content.path, "application/rtf")
        number = 0
        for block in text.split("\n"):
            if words := block.strip(" \t|\r"):
                number += 1
                assembly.add(words, Message("paragraph {number}", number=number))
        yield assembly.document()
