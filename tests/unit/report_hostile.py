"""Reports that hold what a format may stumble over, and what every format is asked of."""

from __future__ import annotations

import io
from dataclasses import replace

from report_sample import FOUND_QUOTE, PATH, sample

from mtcheck.records import (
    Category,
    Document,
    FileReport,
    Finding,
    FixedFinding,
    Report,
    Severity,
    Span,
    Suppressed,
    SuppressionKind,
)
from mtcheck.report.base import Reporter

HOSTILE = (
    "=HYPERLINK(\"http://evil\")\n::error::x%0A, a:b <script>alert('1')</script> `code` **b** | @POTUS ]]> &amp; "
    "\x00\x08\x1b[31m\x85\u2028\u202e\ufffe\ud800 🇫🇷👩🏽 \u0627\u0644 e\u0301"
)
NAMES = ("=1+1.txt", "a b%20é#?&<'\".txt", "dir:x/,y\n::error::.txt", "./-v.md", "latin-\udce9.txt", "🇫🇷/\u202egpj.txt")


def hostile_finding(text: str = HOSTILE, code: str = "MT201") -> Finding:
    return Finding(
        code, "term.garbled", Category.WRONG_TERM, Severity.MAJOR, 0.5, Span(0, len(text)), text, text, 1, 1, text, text,
        text, text,
    )  # fmt: skip


def hostile() -> Report:
    """Return a report in which every text is hostile."""
    files = [
        FileReport(
            name,
            findings=(hostile_finding(),),
            document=Document(name, HOSTILE),
            suppressed=(Suppressed(hostile_finding(code="MT101"), SuppressionKind.IGNORE, HOSTILE),),
        )
        for name in NAMES
    ]
    fixed = (FixedFinding(HOSTILE, "MT201", Severity.MINOR, HOSTILE, HOSTILE, 3, 4),)
    failed = FileReport(HOSTILE, HOSTILE)
    return Report((*files, failed), HOSTILE, (), Severity.MAJOR, (HOSTILE,), (HOSTILE,), HOSTILE, fixed)


def triaged() -> Report:
    """Return the sample with findings of every fate, compared with an earlier report."""
    report = sample()
    first = report.files[0]
    kinds = tuple(SuppressionKind)
    apart = tuple(Suppressed(finding, kind, "why") for finding, kind in zip(first.findings, kinds, strict=False))
    kept = first.findings[len(kinds) :]
    fixed = (FixedFinding(PATH, "MT402", Severity.MINOR, "du Défense", "agreement", 12, 3),)
    return replace(
        report,
        files=(replace(first, findings=kept, suppressed=apart), *report.files[1:]),
        earlier="old.json",
        fixed=fixed,
        warnings=("mtcheck-ignore.toml:3: unused entry",),
    )


def clean() -> Report:
    """Return a report without findings."""
    return Report((FileReport("a.txt", document=Document("a.txt", "Rien.")),), "sig", (FOUND_QUOTE,))


EMPTY = Report((), "sig")
REPORTS = (sample, hostile, triaged, clean, lambda: EMPTY)


def rendered(reporter: Reporter, report: Report, encoding: str | None = None) -> str:
    """Render to text, or through a stream of an encoding."""
    if encoding is None:
        stream = io.StringIO()
        reporter.render(report, stream)
        return stream.getvalue()
    raw = io.BytesIO()
    wrapped = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    reporter.render(report, wrapped)
    wrapped.flush()
    return raw.getvalue().decode(encoding)
