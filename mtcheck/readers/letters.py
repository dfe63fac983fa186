"""EML: electronic mail, its text or the page in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content
from mtcheck.readers.encoding import decode
from mtcheck.readers.plain import read_text
from mtcheck.readers.reader import Readable
from mtcheck.readers.web import HtmlReader

_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_USUAL = re.compile(rb"^(?:from|to|subject|date|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class MailReader:
    """Reads a message: its subject, then its text, or its HTML where it has no text. Attachments are not read.

    Source:
        RFC 5322 and RFC 2045 to 2049, by Python's own parser.
    """

    suffixes: frozenset[str] = frozenset({".eml"})
    line_limited: bool = False

    def recognises(self, head: bytes) -> bool:
        """Say whether the file begins with the header of a message."""
        header = _HEADER.match(head[:8000])
        return header is not None and len(set(map(bytes.lower, _USUAL.findall(header.group())))) >= 3

    def read(self, content: Content) -> Iterator[Readable]:
        """Give the one document."""
        message = message_from_bytes(content.data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        try:
            part = message.get_body(("plain", "html"))
            data = part.get_payload(decode=True) if part is not None else None
            kind = part.get_content_type() if part is not None else ""
            charset = part.get_content_charset() if part is not None else None
            subject = " ".join(str(message.get("Subject", "")).split())
            attached = sum(1 for _ in message.iter_attachments())
        except (LookupError, ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
            raise InputError(
                content.path, Message("is no message that can be read: {error}", error=str(error))
            ) from error
        if not isinstance(data, bytes):
            raise InputError(content.path, Message("is a message without a text"))
        if kind == "text/html":
            yield from HtmlReader().read(replace(content, data=data, charset=charset))
            return
        text, note = decode(content.path, data, charset)
        told = Message("{n} attachment not read", "{n} attachments not read", n=attached) if attached else None
        whole = f"# {subject}\n\n{text}" if subject else text
        yield read_text(content.path, whole.replace("\r\n", "\n"), (), (note, told), "message/rfc822")
