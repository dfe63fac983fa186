"""What is fuzzed: each target takes bytes, and may fail with an error of mtcheck and with nothing else."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from mtcheck.checks.base import Check
from mtcheck.checks.registry import all_checks
from mtcheck.config.settings import load_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.glossary.loading import load_glossary
from mtcheck.quotes.bank import load_quotes
from mtcheck.quotes.importing import import_quotes
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.discovery import discover
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.plain import document
from mtcheck.readers.reading import read_documents
from mtcheck.readers.registry import choose_reader
from mtcheck.records import Document, KnownQuote
from mtcheck.report.base import Reporter
from mtcheck.report.registry import reporter, reporter_names
from mtcheck.review.cases import parse_case
from mtcheck.review.reports import load_reported
from mtcheck.review.verdicts import load_verdicts
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run
from mtcheck.triage.baseline import load_baseline
from mtcheck.triage.difference import load_report
from mtcheck.triage.ignores import load_ignores
from mtcheck.triage.inline import read_directives
from mtcheck.triage.triage import Triage
from tests.fuzz.inputs import BOOK_CONTAINER, OPEN_MANIFEST, OPEN_TYPE, PAGE, WORDS_OF_WORD
from tests.fuzz.means import DrawnEncoder

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
    _check(data, all_checks(), _reporters())


def checking_in_part(data: bytes) -> None:
    """Check a text with some of the checks, and render its report in one format; the bytes say which."""
    random = Random(data)
    _check(data, random.sample(all_checks(), 4), random.sample(_reporters(), 1))


def _check(data: bytes, checks: Sequence[Check], formats: Sequence[Reporter]) -> None:
    text = data.decode("utf-8", "replace")
    documents = [document("a.txt", text), document("b.html", text[::-1][:200])]
    report = plan_run(documents, Means(checks, FakeTranslator(), _encoder()), quotes=(QUOTE,)).report()
    for file in report.files:
        assert file.error is None or "--debug" not in str(file.error), file.error
        assert file.document is not None
        for finding in file.findings:
            assert finding.span.of(file.document.text) == finding.text, "an offset that does not match"
        Triage().part(file)
    for form in formats:
        form.render(report, io.StringIO())


@cache
def _reporters() -> tuple[Reporter, ...]:
    return tuple(reporter(name) for name in reporter_names())


@cache
def _encoder() -> DrawnEncoder:
    return DrawnEncoder()


@cache
def _scratch() -> Path:
    """Return a folder of this process: to make one for each input would cost more than most inputs."""
    memory = "/dev/shm"
    folder = tempfile.mkdtemp(prefix="mtcheck-fuzz-", dir=memory if os.access(memory, os.W_OK) else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


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


def packaged(suffix: str, part: str, others: Mapping[str, str]) -> Target:
    """Return a target that reads bytes as a part of a ZIP file of a format, beside other parts that are sound."""

    def target(data: bytes) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, content in others.items():
                archive.writestr(name, content)
            archive.writestr(part, data)
        reading(suffix)(made.getvalue())

    return target


def text_of(take: Callable[[str], object]) -> Target:
    """Return a target that gets bytes as text."""
    return lambda data: take(data.decode("utf-8", "replace")) and None  # type: ignore[return-value]


TARGETS: dict[str, Target] = {
    **{
        f"reader {suffix}": reading(suffix)
        for suffix in (
            ".txt", ".html", ".jsonl", ".csv", ".tsv", ".srt", ".vtt", ".po", ".xlf", ".tmx", ".zip", ".tar.gz", ".md", ".rtf",
            ".eml", ".rss", ".pdf", ".fodt", "",
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
    "part of .docx": packaged(".docx", "word/document.xml", {}),
    "styles of .docx": packaged(".docx", "word/styles.xml", {"word/document.xml": WORDS_OF_WORD}),
    "part of .odt": packaged(".odt", "content.xml", {"mimetype": OPEN_TYPE, "META-INF/manifest.xml": OPEN_MANIFEST}),
    "part of .epub": packaged(".epub", "book.opf", {"META-INF/container.xml": BOOK_CONTAINER, "a.html": PAGE}),
    "glossary .csv": loading(".csv", lambda path: load_glossary([path])),
    "glossary .tbx": loading(".tbx", lambda path: load_glossary([path])),
    "glossary .tmx": loading(".tmx", lambda path: load_glossary([path])),
    "verdicts": loading(".jsonl", load_verdicts),
    "case": text_of(lambda text: parse_case("a.case", text)),
    "comments": text_of(read_directives),
    "folder": discovering,
    "archive": packed,
    "check": checking,
    "part of a check": checking_in_part,
}  # fmt: skip
