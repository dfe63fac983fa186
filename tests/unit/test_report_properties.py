"""Whatever an article and a check may say, every format renders it, and the page gives the article back unchanged."""

from __future__ import annotations

import io
import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_report_html import Reading

from mtcheck.records import (
    Alignment,
    Category,
    Document,
    Evidence,
    FileReport,
    Finding,
    KnownQuote,
    MatchedQuotation,
    Passage,
    PassageKind,
    Quotation,
    Report,
    Severity,
    Span,
)
from mtcheck.report.base import Reporter
from mtcheck.report.html import HtmlReporter
from mtcheck.report.json import JsonReporter, report_schema
from mtcheck.report.text import TextReporter
from mtcheck.text.lines import Lines

VALIDATOR = Draft202012Validator(report_schema())
# NUL is left out: documents that hold it are refused as binary, and HTML has no way to write it.
CHARACTERS = st.one_of(
    st.sampled_from("aé œ.«»\u00a0\u202f\n\r\t<>&\"'{}[]%#\u0301東👩🏽\u202e\x1b\ufeff"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
TEXTS = st.text(CHARACTERS, max_size=120)
WORDS = st.text(CHARACTERS, max_size=20)
SHARES = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return Span(start, draw(st.integers(start, len(text))))


@st.composite
def findings(draw: st.DrawFn, text: str) -> Finding:
    span = draw(spans(text))
    line, column = Lines.of(text).place(span.start)
    maybe = st.none() | WORDS
    reasons = st.builds(Evidence, WORDS, WORDS, st.none() | st.floats(-99, 99), st.none() | spans(text))
    return Finding(
        draw(st.sampled_from(("MT101", "MT201", "MT402"))), draw(WORDS), draw(st.sampled_from(Category)),
        draw(st.sampled_from(Severity)), draw(SHARES), span, span.of(text), draw(WORDS), line, column, draw(maybe),
        draw(maybe), draw(maybe), draw(maybe), tuple(draw(st.lists(reasons, max_size=2))),
    )  # fmt: skip


@st.composite
def quotations(draw: st.DrawFn, text: str) -> MatchedQuotation:
    span = draw(spans(text))
    alignments = st.builds(Alignment, st.just(span), WORDS, st.just((0, 1)), WORDS, SHARES)
    quotation = Quotation(span, span.of(text), draw(st.none() | WORDS))
    return MatchedQuotation(quotation, tuple(draw(st.lists(alignments, max_size=2))))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(TEXTS)
    passages = st.builds(Passage, spans(text), st.sampled_from(PassageKind), st.sampled_from(("fr", "en", "und")))
    document = Document(draw(WORDS), text, tuple(draw(st.lists(passages, max_size=3))))
    found = sorted(draw(st.lists(findings(text), max_size=5)), key=lambda finding: (finding.span, finding.code))
    quoted = draw(st.lists(quotations(text), max_size=2))
    checked = FileReport(document.path, None, draw(st.floats(0, 100)), tuple(found), tuple(quoted), document)
    failed = st.builds(FileReport, WORDS, WORDS)
    quotes = st.builds(KnownQuote, WORDS, WORDS, WORDS, st.none() | WORDS)
    return Report(
        (checked, *draw(st.lists(failed, max_size=1))),
        draw(WORDS),
        tuple(draw(st.lists(quotes, max_size=2))),
        draw(st.none() | st.sampled_from(Severity)),
        tuple(draw(st.lists(WORDS, max_size=1))),
    )


def rendered(reporter: Reporter, report: Report) -> str:
    stream = io.StringIO()
    reporter.render(report, stream)
    return stream.getvalue()


@settings(max_examples=60)
@given(reports())
def test_every_format_renders_every_report(report: Report) -> None:
    document = report.files[0].document
    assert document is not None
    articles = Reading(rendered(HtmlReporter(), report)).articles
    text = re.sub("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", "\ufffd", document.text)  # HTML has no such characters
    assert articles == ([text] if text or report.files[0].findings else [])
    VALIDATOR.validate(json.loads(rendered(JsonReporter(), report)))
    shown = rendered(TextReporter(80), report)
    assert not {"\x1b", "\u202e", "\r", "\t"} & set(shown)
    for finding in report.findings:
        assert f":{finding.line}:{finding.column} {finding.code} {finding.severity.label} " in shown
