"""What is fuzzed: each target takes bytes, and may fail with an error of mtcheck and with nothing else."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from mtcheck.checks.registry import all_checks
from mtcheck.config.settings import load_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.quotes.bank import load_quotes
from mtcheck.quotes.importing import import_quotes
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.discovery import discover
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.reading import read_documents
from mtcheck.readers.registry import choose_reader
from mtcheck.records import Document, KnownQuote
from mtcheck.report.registry import reporter, reporter_names
from mtcheck.review.reports import load_reported
from mtcheck.run.pipeline import PipelineOptions, check_documents
from mtcheck.triage.baseline import load_baseline
from mtcheck.triage.difference import load_report
from mtcheck.triage.ignores import load_ignores
from mtcheck.triage.triage import Triage

Target = Callable[[bytes], None]
QUOTE = KnownQuote("k", "Jane Doe", "We signed a ceasefire yesterday and nobody objected.", aliases=("Mme Doe",))
_SMALL = ReadingOptions(max_bytes=4_000_000, max_unpacked=8_000_000, max_members=50)


def _require_places(document: Document) -> None:
    """Hold every offset to the text."""
    end = 0
    for passage in document.passages:
        assert end <= passage.span.start <= passage.span.end <= len(document.text), "passages overlap or leave the text"
        end = passage.span.end
    assert all(0 <= place.start <= len(document.text) for place in document.places), "a place outside the text"


def reading(suffix: str) -> Target:
    """Return a target that reads bytes as a file of a format, with nothing around it that would contain a fault."""

    def target(data: bytes) -> None:
        name = f"a{suffix}"
        reader = choose_reader(name, data[:65536])
        for item in reader.read(Content(name, data, name, _SMALL)):
            if isinstance(item, Document):
                _require_places(item)
                found_quotes(item)
            elif "--debug" in str(item):
                raise AssertionError(str(item))

    return target


def loading(suffix: str, load: Callable[[str], object]) -> Target:
    """Return a target that writes bytes to a file, and loads it."""

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / f"a{suffix}"
            place.write_bytes(data)
            load(str(place))

    return target


def discovering(data: bytes) -> None:
    """Look for articles in a folder with a table of unknown content."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".jsonl", ".csv"):
            (Path(folder) / f"a{suffix}").write_bytes(data)
        for source in discover([folder]):
            for item in read_documents(source, _SMALL):
                if not isinstance(item, Document) and "--debug" in str(item):
                    raise AssertionError(str(item))


@cache
def _checks() -> tuple[object, ...]:
    return tuple(all_checks())


def checking(data: bytes) -> None:
    """Check a text, and render its report in every format."""
    from mtcheck.readers.plain import document

    text = data.decode("utf-8", "replace")
    report = check_documents(
        [document("a.txt", text), document("b.html", text[::-1])],
        quotes=(QUOTE,),
        checks=_checks(),  # type: ignore[arg-type]
        translator=FakeTranslator(),
        options=PipelineOptions(),
    )
    for file in report.files:
        assert file.error is None or "--debug" not in file.error, file.error
        assert file.document is not None
        for finding in file.findings:
            assert finding.span.of(file.document.text) == finding.text, "an offset that does not match"
        Triage().part(file)
    for name in reporter_names():
        reporter(name).render(report, io.StringIO())


@cache
def warm() -> None:
    """Load the tables and libraries, whose time is no input's."""
    checking("« Nous avons signé », a déclaré Mme Doe. We agreed on it yesterday evening.".encode())
    reading(".html")(b"<html><body><article><p>Le maire parle.</p></article></body></html>")


def packed(data: bytes) -> None:
    """Read an archive whose members hold the bytes in several formats."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in (".html", ".txt", ".vtt", ".jsonl"):
            archive.writestr(f"a{suffix}", data)
    reading(".zip")(made.getvalue())


TARGETS: dict[str, Target] = {
    **{
        f"reader {suffix}": reading(suffix)
        for suffix in (
            ".txt", ".html", ".jsonl", ".csv", ".tsv", ".srt", ".vtt", ".po", ".xlf", ".tmx", ".docx", ".zip", ".tar.gz", "",
        )
    },
    **{
        f"quotes {suffix}": loading(suffix, lambda path: load_quotes([path]))
        for suffix in (".json", ".jsonl", ".toml", ".yaml", ".txt")
    },
    **{
        f"import {suffix}": loading(suffix, lambda path: list(import_quotes(path)))
        for suffix in (".csv", ".tsv", ".tmx", ".jsonl", ".txt")
    },
    "configuration": loading(".toml", load_config),
    "ignore list": loading(".toml", load_ignores),
    "baseline": loading(".json", load_baseline),
    "earlier report": loading(".json", load_report),
    "reviewed report": loading(".json", load_reported),
    "folder": discovering,
    "archive": packed,
    "check": checking,
}  # fmt: skip
