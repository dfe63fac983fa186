"""The page of the seed articles, as an editor who has not seen it uses and prints it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mtcheck.quotes.bank import load_quotes
from mtcheck.records import Report, Severity

SEEDS = Path(__file__).parents[2] / "seeds"
Visit = Callable[..., Page]
DESK = {"viewport": {"width": 1440, "height": 900}}
COUNT = """() => {
  window.done = { clicks: 0, scrolls: 0 };
  addEventListener("click", () => window.done.clicks += 1, true);
  addEventListener("wheel", () => window.done.scrolls += 1, true);
  addEventListener("scroll", () => window.done.scrolls += 1, true);
}"""
WORDS = 600


@pytest.fixture(scope="module")
def seeds(check_run: Callable[..., Report]) -> Report:
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    return check_run(texts, load_quotes([str(SEEDS / "quotes")]))


def test_the_gravest_fault_is_found_and_its_suggestion_pasted(visit: Visit, seeds: Report) -> None:
    """One click and no scroll: the fault, its French and the button to copy it stand on the first screen."""
    page = visit(seeds, **DESK, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(COUNT)
    first = page.get_by_role("region", name="Look here first").get_by_role("listitem").first
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 700
    fault = first.locator(".from").inner_text()
    first.get_by_role("button", name="Copy").click()
    expect(first.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("window.done") == {"clicks": 1, "scrolls": 0}

    file, finding = next(
        (file, finding)
        for file in seeds.files
        for finding in file.findings
        if finding.text == fault and finding.severity >= Severity.MAJOR
    )
    assert file.document is not None
    desk = page.context.new_page()  # the article, where the editor mends it
    desk.set_content("<textarea></textarea>")
    article = desk.locator("textarea")
    article.fill(file.document.text)
    article.evaluate("(area, [start, end]) => { area.focus(); area.setSelectionRange(start, end); }", [*finding.span])
    desk.keyboard.press("Control+V")
    text = file.document.text
    mended = text[: finding.span.start] + (finding.suggestion or "") + text[finding.span.end :]
    assert article.input_value() == mended.replace("\r\n", "\n")


def test_its_card_is_one_more_click_away(visit: Visit, seeds: Report) -> None:
    page = visit(seeds, **DESK)
    page.evaluate(COUNT)
    page.get_by_role("region", name="Look here first").get_by_role("link").first.click()
    card = page.locator(".card.active")
    expect(card).to_be_in_viewport()
    assert page.evaluate("window.done.clicks") == 1


def test_an_article_of_600_words_prints_on_two_pages(
    visit: Visit, check_run: Callable[..., Report], artefacts: Path
) -> None:
    text = next(SEEDS.glob("000*")).read_text(encoding="utf-8")
    paragraphs = text.split("\n\n")
    while len(" ".join(paragraphs).split()) > WORDS:
        paragraphs.pop()
    report = check_run([("article.txt", "\n\n".join(paragraphs))], load_quotes([str(SEEDS / "quotes")]))
    assert len(report.findings) >= 15
    page = visit(report, **DESK)
    page.pdf(path=artefacts / "article.pdf", format="A4")
    printed = PdfReader(artefacts / "article.pdf").pages
    assert len(printed) <= 2
    assert all(len((part.extract_text() or "").split()) > 150 for part in printed), "no half-empty page"
