from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, notes_of, read_one, write

from mtcheck.readers.analysed import analysed
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import STDIN, Source, SourceKind, discover
from mtcheck.readers.plain import document
from mtcheck.readers.reading import read_documents
from mtcheck.readers.registry import choose_reader
from mtcheck.records import Document

SMALL = ReadingOptions(max_line=100, max_bytes=1000)


def read_bytes(tmp_path: Path, data: bytes, options: ReadingOptions | None = None) -> str:
    return read_one(write(tmp_path, "a.txt", data), options).text


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_are_kept_but_for_the_mark(tmp_path: Path, mark: bytes) -> None:
    assert read_bytes(tmp_path, mark + "Été\u00a0!\r\nLà\rfin".encode()) == "Été\u00a0!\r\nLà\rfin"


def test_standard_input() -> None:
    (found,) = read_documents(Source(STDIN, SourceKind.STDIN), stdin=io.BytesIO("Ça va.".encode()))
    assert isinstance(found, Document)
    assert (found.path, found.text, len(found.passages)) == (STDIN, "Ça va.", 1)


def test_document_from_text_has_passages() -> None:
    assert len(document("x", "Titre\n\nUne phrase.").passages) == 2


BAD = {
    "binary": (b"abc\x00def", "binary file, not text (NUL byte at offset 3)", None),
    "controls": (b"\x01\x02\x03\x04 abc", "binary file", None),
    "pdf": (b"%PDF-1.7 abc", "is no PDF file that can be read", None),
    "cut utf-16": ("Été\nlà".encode("utf-16")[:-1], "is UTF-16 text, but truncated data at offset 10", 2),
    "cut utf-32": ("Été".encode("utf-32")[:-2], "is UTF-32 text, but truncated data", 1),
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
    fault = fault_of(write(tmp_path, "a.txt", data), SMALL)
    assert message in str(fault.message)
    assert fault.path == str(tmp_path / "a.txt")
    assert fault.line == line


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"", "the file is empty: there is nothing to check"),
        (b"\xef\xbb\xbf", "the file is empty: there is nothing to check"),
        (b" \n\xc2\xa0\n", "the file holds nothing but white space: there is nothing to check"),
    ],
)
def test_a_file_without_words_has_a_note_and_no_passage(tmp_path: Path, data: bytes, note: str) -> None:
    found = read_one(write(tmp_path, "a.txt", data))
    assert (found.passages, notes_of(found)) == ((), (note,))


ACCENTS = "Le général a été reçu à l'Élysée, où l'on a fêté la fin des travaux. "


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (
            ACCENTS.encode() + "Un été passé à la mer.".encode("latin-1"),
            ACCENTS + "Un été passé à la mer.",
            "4 bytes are not UTF-8 in a text that is (byte 0xE9 at offset 83 is not UTF-8, line 1): read as Windows-1252",
        ),
        (
            ACCENTS.encode() + b"Le pr\xffsident dort.",
            ACCENTS + "Le pr\ufffdsident dort.",
            "read as U+FFFD, which stands for a lost letter",
        ),
        (
            b"Le mot qui suit est faux. " * 30 + b"\x9d",
            "Le mot qui suit est faux. " * 30 + "\ufffd",
            "1 byte is not UTF-8",
        ),
    ],
)
def test_a_stray_byte_rejects_no_article(tmp_path: Path, data: bytes, text: str, note: str) -> None:
    found = read_one(write(tmp_path, "a.txt", data))
    assert found.text == text
    assert note in notes_of(found)[0]


def test_html_in_a_text_is_markup(tmp_path: Path) -> None:
    text = "Les deux arm&eacute;es ont sign&eacute; un <b>feu</b> cess&eacute;.\n"
    found = read_one(write(tmp_path, "a.txt", text.encode()))
    assert found.text == text
    assert notes_of(found) == ("the file is read as HTML: its tags and entities are markup",)
    assert analysed(found).document.text == "Les deux armées ont signé un feu cessé.\n"


def test_one_huge_line_costs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"Titre\n" + b"x" * 50_000_000)
    tracemalloc.start()
    assert "huge.txt:2: the line is longer" in str(fault_of(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_line_at_the_limit_is_read(tmp_path: Path) -> None:
    assert len(read_bytes(tmp_path, b"x" * 100 + b"\n" + b"y" * 100, replace(SMALL, max_bytes=500))) == 201


def test_a_missing_file_gives_its_error() -> None:
    (source,) = discover(["nowhere/absent.txt"])
    (fault,) = read_documents(source)
    assert "no such file or folder" in str(fault)


def test_folder_and_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is a folder" in str(fault_of(tmp_path))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert "cannot be read: Permission denied" in str(fault_of(Path("locked.txt")))


LEGACY = (
    "Les deux camps ont signé la trêve après trois semaines de combats, a annoncé la présidence. « Nous étions prêts à "
    "céder », a déclaré l’élue. Le préfet a réagi à la même idée, très discuté où que ce soit."
)


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "read as UTF-16, by its byte-order mark"),
        ("utf-32", "read as UTF-32, by its byte-order mark"),
        ("utf-16-le", "read as UTF-16 without a byte-order mark"),
        ("utf-16-be", "read as UTF-16 without a byte-order mark"),
        ("cp1252", "read as Windows-1252"),
        ("mac-roman", "read as Mac Roman"),
    ],
)
def test_encodings_are_told(tmp_path: Path, encoding: str, note: str | None) -> None:
    found = read_one(write(tmp_path, "a.txt", LEGACY.encode(encoding)))
    assert found.text == LEGACY
    assert [told.startswith(note or "") for told in notes_of(found)] == ([True] if note else [])


def test_dos_text_is_told(tmp_path: Path) -> None:
    text = LEGACY.replace("’", "'")
    found = read_one(write(tmp_path, "a.txt", text.encode("cp850")))
    assert found.text == text
    assert "DOS code page 850" in notes_of(found)[0]


def test_other_languages_are_decoded_only_where_letters_make_it_sure(tmp_path: Path) -> None:
    russian = (
        "Министр заявил сегодня, что переговоры будут продолжены весной, и поблагодарил всех участников встречи. " * 8
    )
    found = read_one(write(tmp_path, "a.txt", russian.encode("cp1251")))
    assert found.text == russian
    assert "not UTF-8" in str(fault_of(write(tmp_path, "b.txt", bytes(range(160, 256)) * 20)))


def test_one_wrong_byte_in_utf8_is_no_reason_to_read_all_of_it_otherwise(tmp_path: Path) -> None:
    data = LEGACY.encode() + b"\nFin \xe9t\xe9."
    found = read_one(write(tmp_path, "a.txt", data))
    assert found.text == LEGACY + "\nFin été."
    assert "2 bytes are not UTF-8" in notes_of(found)[0]


@pytest.mark.parametrize(
    ("name", "words"), [("legacy-windows-1252.txt", "« Nous avons été très déçus"), ("utf-16.txt", "l’attendait")]
)
def test_files_of_other_programs(name: str, words: str) -> None:
    found = read_one(FIXTURES / name)
    assert words in found.text
    assert notes_of(found)
    assert found.places == ()


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"{\\rtf1\\ansi Un feu cess\\'e9.}", "RichTextReader"),
        ("a.txt", b"%PDF-1.4", "PdfReader"),
        ("a.txt", "Un feu cessé.".encode(), "PlainReader"),
        ("a.md", b"# Titre", "MarkdownReader"),
    ],
)
def test_text_that_begins_as_another_format_is_that_format(name: str, head: bytes, kind: str) -> None:
    assert type(choose_reader(name, head)).__name__ == kind
