"""Long reports, made from one hand-written article, to try the page with as many files and findings as newsrooms have."""

from __future__ import annotations

from dataclasses import replace

from report_sample import PATH, findings, passages, quotations, sample

from mtcheck.records import Document, FileReport, Report


def large_report(files: int, findings_each: int) -> Report:
    """Return a report of ``files`` articles with ``findings_each`` findings each, at most 11.

    Every article differs from the others in its text, its scores and its findings' confidence, as real ones do.
    """
    base = sample()
    document = base.files[0].document
    assert document is not None
    made = []
    for number in range(1, files + 1):
        path = f"articles/{number:04d}.txt"
        text = f"{document.text}\n\nArticle numéro {number}."
        kept = tuple(
            replace(item, confidence=round((item.confidence * 100 + 7 * number) % 100 / 100, 2))
            for item in findings()[:findings_each]
        )
        score = round(100 - number % 40 - number / 1000, 1)
        made.append(FileReport(path, None, score, kept, quotations(), Document(path, text, passages())))
    assert PATH not in {file.path for file in made}
    return replace(base, files=tuple(made))
