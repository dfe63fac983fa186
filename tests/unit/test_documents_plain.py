from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest

from mtcheck.documents.discovery import STDIN, Source, SourceKind, discover
from mtcheck.documents.plain import MAX_BYTES, MAX_LINE, document, read
from mtcheck.errors import InputError


def read_bytes(tmp_path: Path, data: bytes, max_line: int = MAX_LINE, max_bytes: int = MAX_BYTES) -> str:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    return read(Source(str(path)), max_line=max_line, max_bytes=max_bytes).text


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_are_kept_but_for_the_mark(tmp_path: Path, mark: bytes) -> None:
    assert read_bytes(tmp_path, mark + "Été\u00a0!\r\nLà\rfin".encode()) == "Été\u00a0!\r\nLà\rfin"


def test_standard_input() -> None:
    found = read(Source(STDIN, SourceKind.STDIN), stdin=io.BytesIO("Ça va.".encode()))
    assert (found.path, found.text, len(found.passages)) == (STDIN, "Ça va.", 1)


def test_document_from_text_has_passages() -> None:
    assert len(document("x", "Titre\n\nUne phrase.").passages) == 2


BAD = {
    "empty": (b"", "is empty", None),
    "mark alone": (b"\xef\xbb\xbf", "is empty", None),
    "white space": (b" \n\xc2\xa0\n", "nothing but white space", None),
    "binary": (b"abc\x00def", "binary file, not text (NUL byte at offset 3)", None),
    "controls": (b"\x01\x02\x03\x04 abc", "binary file", None),
    "pdf": (b"%PDF-1.7 abc", "is a PDF document", None),
    "utf-16": ("Été".encode("utf-16"), "is UTF-16 text (byte-order mark), not UTF-8; convert it: iconv -f UTF-16", 1),
    "utf-32": ("Été".encode("utf-32"), "is UTF-32 text", 1),
    "latin-1": ("Un\nété là".encode("latin-1"), "byte 0xE9 at offset 3 is not UTF-8; looks like Latin-1", 2),
    "after a mark": (b"\xef\xbb\xbfUn\n" + "été là".encode("latin-1"), "byte 0xE9 at offset 6", 2),
    "windows": ("« été » l’œuvre".encode("cp1252"), "iconv -f WINDOWS-1252 -t UTF-8", 1),
    "mac": ("un été léger à la".encode("mac-roman"), "iconv -f MACINTOSH -t UTF-8", 1),
    "cut": ("été".encode()[:-1], "the text ends inside a character", 1),
    "long line": (b"ab\r\ncd\r" + b"x" * 300, "the line is longer than 100 bytes", 3),
    "too large": (b"abc\n" * 400, "is larger than 1000 bytes", None),
}


@pytest.mark.parametrize(("data", "message", "line"), BAD.values(), ids=BAD)
def test_bad_input(tmp_path: Path, data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path, data, max_line=100, max_bytes=1000)
    assert message in caught.value.message
    assert caught.value.path == str(tmp_path / "a.txt")
    assert caught.value.line == line


def test_one_huge_line_costs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"Titre\n" + b"x" * 50_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match=r"huge\.txt:2: the line is longer"):
        read(Source(str(path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_line_at_the_limit_is_read(tmp_path: Path) -> None:
    assert len(read_bytes(tmp_path, b"x" * 100 + b"\n" + b"y" * 100, max_line=100)) == 201


def test_missing_file_raises_its_error() -> None:
    (source,) = discover(["nowhere/absent.txt"])
    with pytest.raises(InputError, match="no such file or folder"):
        read(source)


def test_folder_and_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read(Source(str(tmp_path)))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        read(Source("locked.txt"))
