"""How the time of every reader and of the whole check grows with shapes that once took a time that grew with their square.

``python tests/benchmarks/growth.py`` prints the seconds of processor time at n, 2n and 4n, and the exponent of the growth; the
exit code is 1 where one grows faster than n·log n by far. ``--size 4`` makes every shape four times as large.
"""

from __future__ import annotations

import argparse
import io
import math
import sys
import time
import zipfile
from collections.abc import Callable

from mtcheck.checks.registry import all_checks
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.readers.content import Content
from mtcheck.readers.plain import document
from mtcheck.readers.registry import choose_reader
from mtcheck.records import KnownQuote
from mtcheck.run.pipeline import PipelineOptions, check_documents

STEEPEST = 1.5  # exponent; n·log n is about 1.1 here, a square is 2
SHORTEST = 0.3  # seconds below which nothing can be told
QUOTE = KnownQuote("k", "Jane Doe", "We agreed on a ceasefire yesterday, and all sides kept their word.")


def _docx(count: int) -> bytes:
    packed = io.BytesIO()
    runs = "<w:r><w:t>a</w:t></w:r>" * count
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="x"><w:body><w:p>{runs}</w:p></w:body></w:document>'
        )
    return packed.getvalue()


def _page(inner: str) -> bytes:
    return f"<html><body><article>{inner}</article></body></html>".encode()


def _attributes(count: int) -> str:
    return " ".join(f"a{number}=1" for number in range(count))


# Name → smallest n, the file's name, and what makes it.
READ: dict[str, tuple[int, str, Callable[[int], bytes]]] = {
    "flat runs (docx)": (5000, "a.docx", _docx),
    "formatting in one paragraph (html)": (4000, "a.html", lambda n: _page("<p>" + "<b>mot</b> " * n + "</p>")),
    "attributes on one tag (html)": (
        4000,
        "a.html",
        lambda n: _page("<p " + " ".join(f"a{i}=1" for i in range(n)) + ">Bonjour</p>"),
    ),
    "paragraphs (html)": (500, "a.html", lambda n: _page("<p>Le maire a présenté le budget.</p>" * n)),
    "spaces in one line (txt)": (10_000, "a.txt", lambda n: b"mot" + b" " * n + b"mot"),
    "letters in one word, not UTF-8 (txt)": (10_000, "a.txt", lambda n: b"\xe9" + b"a" * n),
    "rows (jsonl)": (500, "a.jsonl", lambda n: b'{"text": "Le maire parle."}\n' * n),
    "cues (srt)": (500, "a.srt", lambda n: b"1\n00:00:01,000 --> 00:00:02,000\nBonjour.\n\n" * n),
}
CHECKED: dict[str, tuple[int, Callable[[int], str]]] = {
    "quoted lines": (500, lambda n: "> mot\n" * n),
    "lines of dialogue": (500, lambda n: "— Bonjour, dit-il.\n" * n),
    "spaces in one line": (10_000, lambda n: "mot" + " " * n + "mot\n"),
    "sentences": (100, lambda n: "Le maire a présenté le budget de la ville. " * n),
}


def read(name: str, data: bytes) -> None:
    """Read a file; one that is refused has its time too."""
    try:
        list(choose_reader(name, data[:65536]).read(Content(name, data, name)))
    except InputError:
        return


def check(text: str) -> None:
    """Check a text beside a known statement."""
    check_documents(
        [document("a.txt", text)],
        quotes=(QUOTE,),
        checks=all_checks(),
        translator=FakeTranslator(),
        options=PipelineOptions(),
    )


def measured(work: Callable[[int], None], smallest: int) -> tuple[list[float], float]:
    """Return the seconds at n, 2n and 4n, and the exponent of the growth from the first to the last."""
    times = []
    for size in (smallest, 2 * smallest, 4 * smallest):
        begun = time.process_time()
        work(size)
        times.append(time.process_time() - begun)
    return times, math.log(max(times[2], 1e-4) / max(times[0], 1e-4), 4)


def main() -> int:
    """Measure every shape; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1, help="factor on every n")
    size = parser.parse_args().size
    works: dict[str, tuple[int, Callable[[int], None]]] = {
        f"read: {name}": (n, lambda k, file=file, make=make: read(file, make(k)))
        for name, (n, file, make) in READ.items()
    } | {
        f"check: {name}": (n, lambda k, made=made: check(made(k)))  # type: ignore[misc]
        for name, (n, made) in CHECKED.items()
    }
    check("Bonjour à tous.")  # tables and libraries are loaded
    read("a.html", _page("<p>Bonjour à tous.</p>"))
    steep = 0
    for name, (n, work) in works.items():
        times, exponent = measured(work, n * size)
        told = "too short to tell" if times[2] < SHORTEST else f"n^{exponent:.2f}"
        steep += times[2] >= SHORTEST and exponent > STEEPEST
        shown = " ".join(f"{seconds:7.2f}" for seconds in times)
        sys.stdout.write(f"{name:<48} n={n * size:<7} {shown} s  {told}\n")
        sys.stdout.flush()
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
