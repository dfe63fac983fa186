"""How the time of every reader and of the whole check grows with shapes that once took a time that grew with their square.

``python tests/benchmarks/growth.py`` prints the seconds of processor time at n, 2n and 4n, and the exponent of the growth; the
exit code is 1 where one grows faster than n·log n by far. ``--size 4`` makes every shape four times as large,
``--only docx`` measures some of them.
"""

from __future__ import annotations

import argparse
import gc
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
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

STEEPEST = 1.5  # exponent; n·log n is about 1.1 here, a square is 2
SHORTEST = 0.3  # seconds below which nothing can be told
QUOTE = KnownQuote("k", "Jane Doe", "We agreed on a ceasefire yesterday, and all sides kept their word.")


def _docx(count: int) -> bytes:
    return _word(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * count}</w:p>")


def _word(body: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="x"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def _memory(count: int) -> bytes:
    unit = (
        "<tu><tuv xml:lang='en'><seg>We agreed.</seg></tuv><tuv xml:lang='fr'><seg>Nous avons signé.</seg></tuv></tu>"
    )
    return f"<tmx version='1.4'><header srclang='en'/><body>{unit * count}</body></tmx>".encode()


def _units(count: int) -> bytes:
    units = "".join(
        f"<trans-unit id='{n}'><source>We agreed.</source><target>Nous avons signé.</target></trans-unit>"
        for n in range(count)
    )
    head = "<xliff version='1.2'><file source-language='en' target-language='fr' original='x' datatype='x'><body>"
    return f"{head}{units}</body></file></xliff>".encode()


def _messages(count: int) -> bytes:
    head = 'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    return (
        head + "".join(f'msgid "We agreed {n}."\nmsgstr "Nous avons signé {n}."\n\n' for n in range(count))
    ).encode()


def _archive(count: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", "Le maire a présenté le budget de la ville.")
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
    "letters beside stray bytes (txt)": (10_000, "a.txt", lambda n: "é".encode() * 9 + b" \xe9 " + b"a" * n),
    "rows (jsonl)": (500, "a.jsonl", lambda n: b'{"text": "Le maire parle."}\n' * n),
    "paragraphs (docx)": (500, "a.docx", lambda n: _word("<w:p><w:r><w:t>Le maire parle.</w:t></w:r></w:p>" * n)),
    "rows of a table (docx)": (
        300,
        "a.docx",
        lambda n: _word(
            "<w:tbl>" + "<w:tr><w:tc><w:p><w:r><w:t>Le maire</w:t></w:r></w:p></w:tc></w:tr>" * n + "</w:tbl>"
        ),
    ),
    "line breaks in one paragraph (html)": (
        1000,
        "a.html",
        lambda n: _page("<p>" + "Le maire parle.<br>" * n + "</p>"),
    ),
    "quotations in a page (html)": (
        300,
        "a.html",
        lambda n: _page("<p>Le maire a parlé.</p><blockquote>Nous avons signé.</blockquote>" * n),
    ),
    "items of a list (html)": (500, "a.html", lambda n: _page("<ul>" + "<li>Le maire parle.</li>" * n + "</ul>")),
    "comments (html)": (1000, "a.html", lambda n: _page("<p>Le maire parle.</p><!-- mtcheck: ignore[MT201] x -->" * n)),
    "opened and not closed (html)": (1000, "a.html", lambda n: _page("<" * n + "<p>Le maire parle.</p>")),
    "paragraphs (md)": (300, "a.md", lambda n: "Le *maire* a [présenté](x) le budget.\n\n".encode() * n),
    "open brackets (md)": (3000, "a.md", lambda n: b"[" * n + b"mot"),
    "lines of a verse (txt)": (500, "a.txt", lambda n: "« mot\n".encode() * n),
    "columns (csv)": (1000, "a.csv", lambda n: ("text," + ",".join(f"c{i}" for i in range(n)) + "\nmot\n").encode()),
    "rows (csv)": (500, "a.csv", lambda n: b"text\n" + b"Le maire parle.\n" * n),
    "units (tmx)": (500, "a.tmx", _memory),
    "units (xliff)": (500, "a.xlf", _units),
    "messages (po)": (500, "a.po", _messages),
    "cues (vtt)": (500, "a.vtt", lambda n: b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nBonjour.\n\n" * n),
    "groups (rtf)": (2000, "a.rtf", lambda n: b"{\\rtf1 " + b"{\\b mot} " * n + b"}"),
    "members (zip)": (100, "a.zip", _archive),
    "cues (srt)": (500, "a.srt", lambda n: b"1\n00:00:01,000 --> 00:00:02,000\nBonjour.\n\n" * n),
}
CHECKED: dict[str, tuple[int, Callable[[int], str]]] = {
    "quoted lines": (500, lambda n: "> mot\n" * n),
    "lines of dialogue": (500, lambda n: "— Bonjour, dit-il.\n" * n),
    "spaces in one line": (10_000, lambda n: "mot" + " " * n + "mot\n"),
    "wide spaces in one line": (10_000, lambda n: "mot" + "\u2003" * n + "mot\n"),
    "quotations with a speaker": (100, lambda n: "« Nous avons signé », a dit Jane Doe. " * n),
    "open quotation marks": (500, lambda n: "« mot " * n),
    "open quotation marks, a paragraph each": (500, lambda n: "« Le maire parle.\n\n" * n),
    "open quotation marks of three shapes": (500, lambda n: "« a “ b ‹ c " * n),
    "marks that close nothing": (500, lambda n: "mot » " * n),
    "brackets": (2000, lambda n: "(mot " * n),
    "numbers": (300, lambda n: "Il y a 1 200 élus et 3,5 % de voix. " * n),
    "names": (150, lambda n: " ".join(f"Ana Dupont{chr(97 + k % 26)} parle à Jean Martin." for k in range(n))),
    "words of one sentence": (1600, lambda n: "le pont et " * n + "la gare."),
    "capitals": (400, lambda n: "LE MAIRE PARLE " * n),
    "one long word": (5000, lambda n: "a" * n + "."),
    "digits": (5000, lambda n: "Le maire parle. " + "1" * n + " Il part."),
    "long words": (10, lambda n: ("a" * 499 + " ") * n),
    "full stops": (3000, lambda n: "Mot" + "." * n),
    "headings": (300, lambda n: "Le budget de la ville\n\n" * n),
    "quoted English in French": (100, lambda n: "Le maire a dit « we agreed on the budget ». " * n),
    "English in French": (400, lambda n: "Le maire a dit we agreed on the budget. " * n),
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
    report = plan_run([document("a.txt", text)], Means(all_checks(), FakeTranslator()), quotes=(QUOTE,)).report()
    faults = [file.error for file in report.files if file.error]
    if faults:
        raise SystemExit(f"not measured: {faults[0]}")


def measured(work: Callable[[int], None], smallest: int) -> tuple[list[float], float]:
    """Return the seconds at n, 2n and 4n, and the exponent of the growth from the first to the last."""
    times = []
    for size in (smallest, 2 * smallest, 4 * smallest):
        gc.collect()  # it falls on whichever work fills its last generation
        gc.disable()
        begun = time.process_time()
        work(size)
        times.append(time.process_time() - begun)
        gc.enable()
    return times, math.log(max(times[2], 1e-4) / max(times[0], 1e-4), 4)


def main() -> int:
    """Measure every shape; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1, help="factor on every n")
    parser.add_argument("--only", default="", help="what the names of the shapes hold")
    given = parser.parse_args()
    size = given.size
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
        if given.only not in name:
            continue
        times, exponent = measured(work, n * size)
        told = "too short to tell" if times[2] < SHORTEST else f"n^{exponent:.2f}"
        steep += times[2] >= SHORTEST and exponent > STEEPEST
        shown = " ".join(f"{seconds:7.2f}" for seconds in times)
        sys.stdout.write(f"{name:<48} n={n * size:<7} {shown} s  {told}\n")
        sys.stdout.flush()
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
