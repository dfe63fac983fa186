"""What a corpus run reads: formats, addresses, order, and faults that stay with their row."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mtcheck.corpus.inputs import SMALL_FILES, Shard, list_files, read_shard, shards_of, source_of
from mtcheck.errors import ConfigError
from mtcheck.readers.content import ReadingOptions
from mtcheck.readers.discovery import Source
from mtcheck.records import Document
from mtcheck.run.reading import DocumentReading

ROWS = [
    {"id": "a", "text": "Le maire a parlé.", "url": "https://www.a.example/1", "date": "2025-07-04"},
    {"id": "b", "text": "Il est parti.", "article": {"section": "monde"}},
]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def read(path: str, options: ReadingOptions | None = None) -> list[tuple[str, str | None]]:
    """Read a file; return name and text of each document, None with the error of a failed one."""
    found = [numbered.item for numbered in read_shard(Shard(0, (path,)), options or ReadingOptions())]
    return [(item.path, item.text) if isinstance(item, Document) else (str(item.error), None) for item in found]


@pytest.fixture
def parquet(tmp_path: Path) -> str:
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "a.parquet")
    return str(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", LINES),
        ("a.jsonl.gz", gzip.compress(LINES)),
        ("a.ndjson.zst", zstandard.compress(LINES)),
    ],
)
def test_json_lines_are_read_packed_or_not(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert read(str(path)) == [(f"{path}#a", "Le maire a parlé."), (f"{path}#b", "Il est parti.")]


def test_a_parquet_file_is_read_by_its_columns(parquet: str) -> None:
    assert read(parquet) == [(f"{parquet}#a", "Le maire a parlé."), (f"{parquet}#b", "Il est parti.")]
    (first, _) = read_shard(Shard(3, (parquet,)), ReadingOptions())
    assert isinstance(first.item, Document)
    assert (first.item.url, first.item.date) == ("https://www.a.example/1", "2025-07-04")
    assert (first.number >> 32, first.source) == (3, "a.example")


def test_rows_are_the_same_documents_as_for_a_check(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES)
    assert [n.item for n in read_shard(Shard(0, (str(path),)), ReadingOptions())] == list(
        DocumentReading([Source(str(path))])
    )


def page(text: str) -> bytes:
    return f"<html><body><article><p>{text}</p><p>{text}</p></article></body></html>".encode()


@pytest.mark.filterwarnings(  # warcio's writer leaves its buffers to the collector; only the test writes
    "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning",
    "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning",
)
def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with open(path, "wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for address, status, kind in (
            ("one", "200 OK", "text/html; charset=utf-8"),
            ("two", "404 Gone", "text/html"),
            ("three", "200 OK", "image/png"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            text = f"Le maire de la ville a présenté hier le budget {address} devant le conseil."
            writer.write_record(
                writer.create_warc_record(
                    f"https://www.a.example/{address}",
                    "response",
                    payload=io.BytesIO(page(text)),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2025-07-04T10:00:00Z"},
                )
            )
    (numbered,) = read_shard(Shard(0, (str(path),)), ReadingOptions())
    assert isinstance(numbered.item, Document)
    assert numbered.item.path == f"{path}#https://www.a.example/one"
    assert "budget one" in numbered.item.text
    assert (numbered.item.url, numbered.item.date, numbered.source) == (
        "https://www.a.example/one",
        "2025-07-04",
        "a.example",
    )


def test_a_store_of_fsspec_is_read_as_a_folder() -> None:
    system = fsspec.filesystem("memory")
    system.pipe({"/news/b.txt": b"Il est parti.", "/news/a.jsonl": LINES, "/news/_state/x.jsonl": LINES})
    files = list_files(["memory://news"])
    assert files == ("memory:///news/a.jsonl", "memory:///news/b.txt")
    assert [text for file in files for _, text in read(file)] == ["Le maire a parlé.", "Il est parti.", "Il est parti."]
    assert list_files(["memory://news/*.txt"]) == ("memory:///news/b.txt",)


def test_a_faulty_row_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES + b"{broken\n" + b"\xff\xfe\n" + b'{"text": "\\ud800"}\n' + LINES)
    found = read(str(path))
    assert [text is None for _, text in found] == [False, False, True, True, True, False, False]
    assert found[2][0].startswith(f"{path}:3: malformed JSON")
    assert found[3][0] == f"{path}:4: not UTF-8: byte 0xff"
    assert "lone surrogate" in found[4][0]
    assert found[5][0] == f"{path}#a@6"  # the id is taken


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES + json.dumps({"text": "x" * 3000}).encode() + b"\n" + LINES)
    assert [text is None for _, text in read(str(path), ReadingOptions(max_line=1000))] == [False] * 2 + [True] + [
        False
    ] * 2


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.parquet", b"PAR1"), ("a.jsonl.gz", b"no gzip"), ("a.warc", b"no WARC"), ("a.jsonl", b"")],
)
def test_a_damaged_file_is_one_failed_document(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    found = read(str(tmp_path / name))
    assert [text for _, text in found] == [None]


def test_a_folder_is_listed_in_order_without_the_known_quotes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.parquet", "quotes/q.jsonl", ".hidden/x.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = list_files([str(tmp_path), str(tmp_path / "b.txt")], without=[str(tmp_path / "quotes")])
    assert found == tuple(str(tmp_path / name) for name in ("a/y.parquet", "a/z.md", "b.txt"))


@pytest.mark.parametrize("address", ["missing.jsonl", "nothing/*.txt"])
def test_an_address_that_names_nothing_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="names no file"):
        list_files([str(tmp_path / address)])


def test_an_unknown_store_is_refused() -> None:
    with pytest.raises(ConfigError, match="no such store"):
        list_files(["nosuch://bucket/a.jsonl"])


def test_small_files_share_a_shard_and_tables_have_their_own() -> None:
    files = [*(f"{number}.txt" for number in range(SMALL_FILES + 1)), "a.parquet", "b.jsonl.gz", "z.txt"]
    assert [len(shard.files) for shard in shards_of(files)] == [SMALL_FILES, 1, 1, 1, 1]
    assert [shard.number for shard in shards_of(files)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("file", "url", "expected"),
    [
        ("news/a.txt", None, "news"),
        ("news/a.jsonl.zst", None, "a.jsonl.zst"),
        ("news/a.jsonl", "https://www.journal.example/x", "journal.example"),
    ],
)
def test_a_source_is_a_site_else_a_folder_or_table(file: str, url: str | None, expected: str) -> None:
    assert source_of(file, url) == expected
