"""From bytes to text: by the byte-order mark, as UTF-8, as declared, or by evidence; else an error that says what to do."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.french.lemmas import is_known
from mtcheck.language.messages import Message, Text
from mtcheck.text.scripts import language_of_script

# The marks of UTF-32 begin with those of UTF-16: longest first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CANDIDATES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS code page 850"}
_ICONV = {"cp1252": "WINDOWS-1252", "mac_roman": "MACINTOSH"}
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 60  # letters; a longer run is no word of any language that is known here
_ENOUGH_WORDS = 5  # distinct accented French words that make an encoding sure
_SURE_SHARE = 0.85  # of all distinct accented words
_SAMPLE = 200_000  # bytes that are looked at
_LONG_ENOUGH = 500  # bytes below which statistics of letters say little
_NUL_SHARE = 0.3
_NO_ENCODINGS = frozenset({"undefined", "idna", "punycode", "mbcs", "oem"})  # that Python knows as codecs of text
_STRAY = re.compile(r"[\udc80-\udcff]")
_STRAY_WORD = re.compile(r"(?<!\w)\w*+[\udc80-\udcff][\w\udc80-\udcff]*+")  # begun once for each run of letters
_STRAY_SHARE = 0.5  # of the characters beyond ASCII that are sound UTF-8, up to which other bytes are strays
_MOST_STRAY = 2  # in a long text without any character beyond ASCII


class Decoded(NamedTuple):
    """A text, and what a reader of the report should know of its encoding."""

    text: str
    note: Text | None = None


def decode(path: str, data: bytes, declared: str | None = None) -> Decoded:
    """Decode a text. Only a byte-order mark is dropped, nothing else is changed.

    Args:
        path: How errors name it.
        data: All bytes.
        declared: The encoding that the file or its server names.

    Raises:
        InputError: The bytes are in no encoding that is sure; the message names the first place that is not UTF-8.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(
                _strict(path, data[len(mark) :], codec, name),
                Message("read as {name}, by its byte-order mark", name=name),
            )
    wide = unmarked_utf16(data[:_SAMPLE])
    if wide is not None:
        return Decoded(_strict(path, data, wide, "UTF-16"), Message("read as UTF-16 without a byte-order mark"))
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if (as_declared := _as_declared(data, declared)) is not None:
            return as_declared
        # The codec counts from behind the byte-order mark.
        offset = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        line = 1 + sum(1 for _ in _LINE_END.finditer(data, 0, offset))
        place = Message("byte 0x{byte:02X} at offset {offset} is not UTF-8", byte=data[offset], offset=offset)
        if error.reason == "unexpected end of data" and not data[:offset].removeprefix(codecs.BOM_UTF8).isascii():
            raise InputError(
                path, Message("{place}: the text ends inside a character", place=place), line=line
            ) from error
        if (stray := _with_stray_bytes(data, Message("{place}, line {line}", place=place, line=line))) is not None:
            return stray
        if (by_evidence := _by_evidence(data)) is not None:
            return by_evidence
        encoding = _likeliest(data)
        name = "Latin-1/Windows-1252" if encoding != "MACINTOSH" else "Mac Roman"
        advice = Message("looks like {name}; convert it: iconv -f {encoding} -t UTF-8", name=name, encoding=encoding)
        raise InputError(path, Message("{place}; {advice}", place=place, advice=advice), line=line) from error


def unmarked_utf16(head: bytes) -> str | None:
    """Return the codec of UTF-16 text without a byte-order mark, None where ``head`` is no such text.

    Western text has a zero in every other byte, and no other text has.
    """
    if len(head) < 8:
        return None
    even, odd = head[::2], head[1::2]
    for codec, empty, full in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if empty.count(0) >= _NUL_SHARE * len(empty) and not full.count(0):
            return codec
    return None


def is_marked(head: bytes) -> bool:
    """Say whether a text begins with the byte-order mark of UTF-16 or UTF-32."""
    return head.startswith(tuple(mark for mark, _, _ in _MARKS))


def _strict(path: str, data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = 1 + data[: error.start].decode(codec, errors="replace").count("\n")
        message = Message(
            "is {name} text, but {reason} at offset {start}: the file is cut or damaged",
            name=name,
            reason=error.reason,
            start=error.start,
        )
        raise InputError(path, message, line=line) from error


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared.strip()).name
        if codec.startswith(("utf-8", "utf-16", "utf-32", "unicode", "raw")) or codec in _NO_ENCODINGS:
            return None
        # What is called Latin-1 on the web is Windows-1252 (WHATWG, Encoding Standard).
        return Decoded(
            data.decode("cp1252" if codec in {"iso8859-1", "ascii"} else codec),
            Message("read as {name}, as declared", name=declared),
        )
    except (LookupError, ValueError):  # a codec may be none of text, and fail in any way of its own
        return None


def _with_stray_bytes(data: bytes, place: Message) -> Decoded | None:
    """Decode UTF-8 in which a few bytes are of another encoding; None where the text as a whole is no UTF-8.

    A stray byte is read as Windows-1252 where its word is French so, else as U+FFFD.
    """
    text = data.decode("utf-8-sig", errors="surrogateescape")
    stray = len(_STRAY.findall(text))
    sound = sum(char > "\x7f" and not "\udc80" <= char <= "\udcff" for char in text)
    if stray > _STRAY_SHARE * sound and (stray > _MOST_STRAY or sound or len(data) < _LONG_ENOUGH):
        return None
    parts, position, unread = [], 0, 0
    for word in _STRAY_WORD.finditer(text):
        whole = "".join(_as_windows(char) for char in word.group())
        if "\ufffd" in whole or not is_known(whole.strip("'’-").lower(), "fr"):
            whole = _STRAY.sub("\ufffd", word.group())
            unread += 1
        parts += [text[position : word.start()], whole]
        position = word.end()
    how = Message("read as U+FFFD, which stands for a lost letter") if unread else Message("read as Windows-1252")
    note = Message(
        "{n} byte is not UTF-8 in a text that is ({place}): {how}",
        "{n} bytes are not UTF-8 in a text that is ({place}): {how}",
        n=stray,
        place=place,
        how=how,
    )
    return Decoded("".join((*parts, text[position:])), note)


def _as_windows(char: str) -> str:
    if not "\udc80" <= char <= "\udcff":
        return char
    return bytes([ord(char) - 0xDC00]).decode("cp1252", "replace")


def _by_evidence(data: bytes) -> Decoded | None:
    """Decode by the encoding in which the accented words are French ones, or of which statistics are sure."""
    best: tuple[int, str] | None = None
    for codec in _CANDIDATES:
        try:
            sample = data[:_SAMPLE].decode(codec)
        except UnicodeDecodeError:
            continue
        runs = (run for run in _LETTERS.findall(sample) if len(run) <= _LONGEST_WORD and not run.isascii())
        found = {run.lower() for run in runs}
        known = sum(is_known(word, "fr") for word in found)
        if known >= _ENOUGH_WORDS and known >= _SURE_SHARE * len(found) and (best is None or known > best[0]):
            best = (known, codec)
    if best is not None:
        try:
            text = data.decode(best[1])
        except UnicodeDecodeError:
            return None
        return Decoded(
            text,
            Message(
                "read as {name}: it is not UTF-8, and read so its accented words are French", name=_CANDIDATES[best[1]]
            ),
        )
    return _by_statistics(data)


def _by_statistics(data: bytes) -> Decoded | None:
    if len(data) < _LONG_ENOUGH:
        return None
    try:
        from charset_normalizer import from_bytes
    except ImportError:  # the extra "documents" is not installed: the error says how to convert the file
        return None
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.chaos > 0.02 or best.coherence < 0.6:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    # Of Latin alphabets statistics take one for another ("erklõrt" for "erklärt"); other scripts are plain to see.
    if language_of_script(text[:_SAMPLE]) is None:
        return None
    return Decoded(text, Message("read as {name}: it is not UTF-8, and its letters fit that", name=best.encoding))


def _likeliest(data: bytes) -> str:
    """Name the likeliest single-byte encoding of French text, as ``iconv`` calls it."""
    mac, latin = (
        sum(map(data.count, accents)) for accents in ((b"\x8e", b"\x8f", b"\x88"), (b"\xe9", b"\xe8", b"\xe0"))
    )
    if mac > latin:
        return _ICONV["mac_roman"]
    return _ICONV["cp1252"] if any(0x80 <= byte <= 0x9F for byte in data) else "ISO-8859-1"
