"""Whatever an article holds stays text: no script runs, nothing is loaded, nothing is disguised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page

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
from mtcheck.report.html import MOST_EAGER

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><style>*{display:none}</style>",
    "--><img src=https://example.org/x onerror=alert(3)><!--",
    "</noscript></details></article><svg onload=alert(4)>",
    '" onmouseover="alert(5)" x="',
    "' onfocus='alert(6)' autofocus tabindex=1 '",
    "javascript:alert(7)",
    "ligne\u2028une\u2029deux",
    "</template></title></textarea><iframe srcdoc='<script>alert(8)</script>'>",
    "&lt;script&gt;alert(9)&lt;/script&gt; &amp; &#60;",
    "${alert(10)} {{constructor}} {% x %}",
)
ALL = "\n".join(HOSTILE)


def report(copies: int = 1) -> Report:
    """Return a report in which every text field is hostile; ``copies`` findings decide whether it is packed."""
    spans = [Span(ALL.index(words), ALL.index(words) + len(words)) for words in HOSTILE]
    made = [
        Finding(
            "MT101", words, Category.WRONG_TERM, Severity.MAJOR, 0.5, span, words, words, 1, 1, words, words, HOSTILE[0],
            words, (Evidence(words, words, 0.5, span),),
        )
        for words, span in zip(HOSTILE, spans, strict=True)
    ]  # fmt: skip
    quotes = tuple(KnownQuote(words, words, words, words, source=words, medium=words) for words in HOSTILE)
    matched = tuple(
        MatchedQuotation(Quotation(span, words, words), (Alignment(span, words, (0, 1), words, 0.5),))
        for words, span in zip(HOSTILE, spans, strict=True)
    )
    document = Document(HOSTILE[0], ALL, (Passage(Span(0, len(ALL)), PassageKind.BODY, "fr"),))
    file = FileReport(HOSTILE[0], None, 50.0, tuple(made), matched, document)
    files = tuple(replace(file, path=f"{number}{ALL}") for number in range(copies))
    return Report((*files, FileReport(ALL, ALL)), ALL, quotes, errors=(ALL,))


@pytest.mark.parametrize("copies", [1, 40])
def test_hostile_words_stay_text(visit: Callable[..., Page], copies: int) -> None:
    page = visit(report(copies))
    packed = copies * len(HOSTILE) > MOST_EAGER
    if packed:
        page.locator("#file-1 > summary").click()
    page.wait_for_selector("#file-1 article")
    assert page.locator("article").first.text_content() == ALL
    for element in page.locator("#file-1 .card summary").all():
        element.click()
    page.get_by_label("Search").fill("alert(3)")
    assert page.locator(".filters .shown").inner_text() == f"{copies} of {copies * len(HOSTILE)} findings shown"
    assert page.locator("img, iframe, svg[onload], style ~ style, [onmouseover], [onfocus]").count() == 0
    assert page.locator("script").count() == 3 + (copies if packed else 0)  # the file that failed is packed too
    links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
    assert all(link.startswith("#") for link in links)


def test_characters_that_turn_the_reading_direction_steer_only_themselves(visit: Callable[..., Page]) -> None:
    text = "avant \u202eabc\u2066 def après"
    page = visit(Report((FileReport("\u202etxt.exe", document=Document("\u202etxt.exe", text)),), "s"))
    assert page.locator("article").text_content() == text
    left = """words => {
      const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        return range.getBoundingClientRect().left;
      }
    }"""
    places = [page.evaluate(left, words) for words in ("avant", "abc", "bc", "c", "def", "après")]
    assert places == sorted(places)
