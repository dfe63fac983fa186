"""Pages of a web archive (WARC)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mtcheck.corpus.store import filesystem_of
from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.reader import Readable
from mtcheck.readers.web import HtmlReader
from mtcheck.records import Document

WARC = (".warc", ".warc.gz")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(path: str, options: ReadingOptions) -> Iterator[Readable]:
    """Give the articles of the pages that an archive holds; what is no page, or was not delivered (status 200), is passed over.

    Each is called ``file.warc.gz#address``, with the address and the date of its record where the page tells none.

    Source:
        ISO 28500:2017.
    """
    from warcio.archiveiterator import ArchiveIterator

    system, inside = filesystem_of(path)
    with system.open(inside, "rb") as stream:
        for record in ArchiveIterator(stream):
            if _is_page(record):
                yield from _page(path, record, options)


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind in _PAGES


def _page(path: str, record: Any, options: ReadingOptions) -> Iterator[Readable]:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    named = f"{path}#{address}"
    data = record.content_stream().read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield InputError(named, Message("is larger than {max_bytes} bytes", max_bytes=options.max_bytes))
        return
    _, _, charset = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")
    content = Content(named, data, "page.html", options, charset.strip(" \"';") or None)
    try:
        for item in HtmlReader().read(content):
            if isinstance(item, Document):
                date = item.date or (record.rec_headers.get_header("WARC-Date") or "")[:10] or None
                yield replace(item, url=item.url or address or None, date=date)
            else:
                yield item
    except InputError as error:
        yield error
