"""The seam: which reader reads what, plug-ins, folders, and the command line over every fixture."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, read_all, read_one, write

from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ConfigError
from mtcheck.readers import registry
from mtcheck.readers.discovery import discover
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.reader import Reader
from mtcheck.records import Document, Place

BROKEN = {"news.zip", "news.tar.gz"}  # each holds one part that cannot be read


def test_every_reader_keeps_the_protocol() -> None:
    for name, reader in registry.all_readers():
        assert isinstance(reader, Reader), name
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
    assert registry.all_readers()[-1][0] == registry.FALLBACK


def test_every_suffix_has_one_reader() -> None:
    count = sum(len(reader.suffixes) for _, reader in registry.all_readers())
    assert count == len(registry.all_suffixes())


@pytest.mark.parametrize("name", [path.name for path in sorted(FIXTURES.iterdir()) if path.suffix != ".md"])
def test_every_document_keeps_the_promises(name: str) -> None:
    documents, faults = read_all(FIXTURES / name)
    assert documents
    assert len(faults) == (1 if name in BROKEN else 0)
    for found in documents:
        assert list(found.places) == sorted(found.places)
        assert all(0 <= place.start <= len(found.text) for place in found.places)
        for passage in found.passages:
            assert passage.span.of(found.text).strip() == passage.span.of(found.text) != ""
        for span, quote in found.pairs:
            assert span.of(found.text)
            assert quote.text
        assert "feu cessé" in found.text or documents.index(found) > 0 or "legacy" in name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.html", "text/html"),
        ("article.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("article.pdf", "application/pdf"),
        ("interview.vtt", "text/vtt"),
        ("feed.jsonl", "application/jsonl"),
        ("messages.tmx", "application/x-tmx+xml"),
        ("messages.xlf", "application/xliff+xml"),
        ("messages.po", "text/x-gettext-translation"),
    ],
)
def test_files_without_a_suffix_are_recognised(tmp_path: Path, name: str, kind: str) -> None:
    documents, _ = read_all(write(tmp_path, "unnamed", (FIXTURES / name).read_bytes()))
    assert {found.media_type for found in documents} == {kind}


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\0\0" * 99, b"\x89PNG\r\n\x1a\n123", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_other_binary_files(tmp_path: Path, data: bytes) -> None:
    assert "not text" in str(fault_of(write(tmp_path, "unnamed", data)))


def test_a_place_holds_up_to_the_next() -> None:
    found = Document("a", "abcdef", places=(Place(1, "page 1"), Place(4, "page 2")))
    assert [found.place_at(offset) for offset in (0, 1, 3, 4, 6)] == [None, "page 1", "page 1", "page 2", "page 2"]


class _Points:
    def __init__(self, **points: str) -> None:
        self._points = points

    def __call__(self, *, group: str) -> list[EntryPoint]:
        return [EntryPoint(name, value, group) for name, value in self._points.items()]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({"x": "nowhere:Reader"}, r"the plug-in x of mtcheck\.readers .* cannot be loaded"),
        ({"x": "builtins:object"}, r"lacks some of read\(\), suffixes"),
        ({"x": "mtcheck.readers.pdf:PdfReader", "y": "mtcheck.readers.pdf:PdfReader"}, "both read .pdf"),
    ],
)
def test_broken_plug_ins_are_named(points: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.plugins.entry_points", _Points(**points))
    registry.all_readers.cache_clear()
    try:
        with pytest.raises(ConfigError, match=message):
            registry.all_readers()
    finally:
        monkeypatch.undo()
        registry.all_readers.cache_clear()


def test_folders_hold_documents_of_every_format_and_no_banks(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.docx", "c.tar.gz", "d.json", "e.toml", "f.srt", "quotes/g.txt", "quotes/h.jsonl"):
        write(tmp_path, name, "x")
    write(tmp_path, "bank.jsonl", '{"id": "1", "speaker": "Ana Durand", "text": "We agreed."}\n')
    write(tmp_path, "bank.csv", "id,speaker,text\n1,Ana Durand,We agreed.\n")
    write(tmp_path, "feed.csv", "id,text\n1,Bonjour.\n")
    found = discover([str(tmp_path)], without=[str(tmp_path / "quotes")])
    assert [Path(source.path).name for source in found] == ["a.pdf", "b.docx", "c.tar.gz", "f.srt", "feed.csv"]


def test_quotes_found_in_namesakes_have_ids_of_their_own(tmp_path: Path) -> None:
    text = "Le plan est là.\n\nWe met with all of the ministers today."
    ids = {found_quotes(read_one(write(tmp_path, f"{folder}/a.txt", text)))[0].id for folder in ("one", "two")}
    assert len(ids) == 2


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    names = ["article.pdf", "messages.tmx", "legacy-windows-1252.txt", "feed.jsonl"]
    rows = (FIXTURES / "feed.jsonl").read_text(encoding="utf-8").rstrip("\n")
    broken = write(tmp_path, "broken.jsonl", f"{rows}\n{{\n".encode())
    paths = [*(str(FIXTURES / name) for name in names), str(broken)]
    with pytest.raises(SystemExit) as caught:
        main(["check", *paths, "--format", "json", "--text-column", "article.body"])
    out, err = capsys.readouterr()
    assert caught.value.code == 2
    assert "broken.jsonl:5: malformed JSON" in err
    files = {Path(file["path"]).name: file for file in json.loads(out)["files"]}
    places = [finding["place"] for finding in files["article.pdf"]["findings"] if finding["text"] == "feu cessé"]
    assert places == ["page 1", "page 1"]
    assert files["legacy-windows-1252.txt"]["notes"][0].startswith("read as Windows-1252")
    empty = files["feed.jsonl#a20"]
    assert (empty["status"], empty["score"]) == ("checked", None)
    assert empty["notes"] == ["row 4, column article.body holds no text: there is nothing to check"]
    assert files["broken.jsonl"]["status"] == "failed"
    assert files["broken.jsonl#a18"]["status"] == "checked"


def test_the_command_line_fetches_nothing_unasked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    with pytest.raises(SystemExit) as caught:
        main(["check", "https://example.org/a"])
    assert caught.value.code == 2
    assert "documents.allow_network" in capsys.readouterr().err
