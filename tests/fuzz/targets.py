"""What is fuzzed: each target takes bytes, and may fail with an error of mtcheck and with nothing else."""

from __future__ import annotations

import atexit
import io
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from zlib import crc32

from mtcheck.checks.base import Check
from mtcheck.checks.registry import all_checks
from mtcheck.config.settings import load_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.quotes.bank import load_quotes
from mtcheck.quotes.importing import import_quotes
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.discovery import discover
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.plain import document
from mtcheck.readers.reading import read_documents
from mtcheck.readers.registry import choose_reader
from mtcheck.records import Document, KnownQuote
from mtcheck.report.registry import reporter, reporter_names
from mtcheck.review.reports import load_reported
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run
from mtcheck.text.language import identify
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
        place = _scratch() / f"a{suffix}"
        place.write_bytes(data)
        load(str(place))

    return target


def discovering(data: bytes) -> None:
    """Look for articles in a folder with a table of unknown content."""
    folder = _scratch() / "folder"
    folder.mkdir(exist_ok=True)
    for suffix in (".jsonl", ".csv"):
        (folder / f"a{suffix}").write_bytes(data)
    for source in discover([str(folder)]):
        for item in read_documents(source, _SMALL):
            if not isinstance(item, Document) and "--debug" in str(item):
                raise AssertionError(str(item))


def checking(data: bytes) -> None:
    """Check a text with every check, and render its report in every format."""
    _check(data, all_checks(), reporter_names())


def checking_in_part(data: bytes) -> None:
    """Check a text with some of the checks, and render its report in one format; the bytes say which."""
    random = Random(data)
    _check(data, random.sample(all_checks(), 4), random.sample(sorted(reporter_names()), 1))


def _check(data: bytes, checks: Sequence[Check], formats: Sequence[str]) -> None:
    text = data.decode("utf-8", "replace")
    documents = [document("a.txt", text), document("b.html", text[::-1][:200])]
    report = plan_run(documents, Means(checks, FakeTranslator()), quotes=(QUOTE,)).report()
    for file in report.files:
        assert file.error is None or "--debug" not in file.error, file.error
        assert file.document is not None
        for finding in file.findings:
            assert finding.span.of(file.document.text) == finding.text, "an offset that does not match"
        Triage().part(file)
    for name in formats:
        reporter(name).render(report, io.StringIO())


@cache
def _scratch() -> Path:
    """Return a folder of this process: to make one for each input would cost more than most inputs."""
    folder = tempfile.mkdtemp(prefix="mtcheck-fuzz-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@contextmanager
def languages_by_lot() -> Iterator[None]:
    """Draw the language of a text from its letters: the library that tells it takes most of a reader's time.

    All that rests on the answer is tried as before, with answers that no text would bring about.
    """
    drawn = (("fr", 0.9), ("en", 0.9), ("fr", 0.5), ("it", 0.8), ("und", 0.0), ("en", 0.4))
    patched = [
        (module, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("mtcheck.")
        for name, value in list(vars(module).items())
        if value is identify
    ]
    try:
        for module, name in patched:
            setattr(module, name, lambda text: drawn[crc32(text.encode("utf-8", "replace")) % len(drawn)])
        yield
    finally:
        for module, name in patched:
            setattr(module, name, identify)


@cache
def warm() -> None:
    """Load the tables and libraries, whose time is no input's."""
    for text in (
        "Les deux camps ont signé un feu cessé hier.",
        "<p>Le maire a présenté le budget.</p> text = We agreed.",
    ):
        checking(text.encode())
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
    "part of a check": checking_in_part,
}  # fmt: skip
