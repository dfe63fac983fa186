"""The HTML report in Chromium: opened, filtered, read with the keyboard alone, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from large_report import large_report
from playwright.sync_api import Locator, Page, expect
from report_sample import TEXT, sample
from test_report_overview import with_known

from mtcheck.records import Report

Visit = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def shown_cards(page: Page) -> list[str]:
    return [card.get_attribute("id") or "" for card in page.locator(".card:not([hidden])").all()]


def mark(page: Page, words: str) -> Locator:
    return page.locator(".prose a.mark", has_text=words).first


def status(page: Page) -> str:
    return page.locator(".filters .shown").inner_text()


def test_it_opens_with_articles_index_and_chart(visit: Visit, artefacts: Path) -> None:
    page = visit(sample())
    assert page.locator("article").first.text_content() == TEXT
    rows = page.locator(".index tbody tr")
    assert rows.count() == 3
    assert "not UTF-8" in rows.nth(0).inner_text(), "what could not be checked stands first"
    assert "61.2" in rows.nth(1).inner_text()
    assert page.locator(".kind").count() == 8
    bar = page.locator(".kind[data-code=MT201] rect")
    assert bar.count() == 2  # critical and major
    page.get_by_text("How to read this report").click()
    assert "Every finding takes points away" in page.locator(".reading").inner_text()
    assert page.locator(".legend dt").all_inner_texts() == ["critical", "major", "minor", "neutral", "confidence"]
    page.screenshot(path=artefacts / "desktop.png")


def test_the_index_sorts(visit: Visit) -> None:
    page = visit(large_report(12, 3))
    first = page.locator(".index tbody tr").first
    page.get_by_role("button", name="Score").click()
    assert "articles/0012.txt" in (first.text_content() or "")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Score").click()
    assert "articles/0001.txt" in (first.text_content() or "")


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("code", "MT201", 3),
        ("speaker", "-1", 8),
        ("speaker", "Volodymyr Zelenskyy", 3),
        ("confidence", "0.95", 2),
    ],
)
def test_each_choice_filters(visit: Visit, field: str, value: str, left: int) -> None:
    page = visit(sample())
    box = page.locator(f".filters [name={field}]")
    box.select_option(label=value) if " " in value else box.select_option(value)
    assert status(page) == f"{left} of 11 findings shown"
    assert len(shown_cards(page)) == left
    assert page.locator(".file:not([hidden])").count() == 1  # files without a shown finding are put away
    page.get_by_role("button", name="Show all").first.click()
    expect(page.locator(".filters .shown")).to_have_text("11 of 11 findings shown")
    assert page.locator(".file:not([hidden])").count() == 3


def test_severities_and_words_filter(visit: Visit) -> None:
    page = visit(sample())
    page.get_by_label("major").uncheck()
    page.get_by_label("minor").uncheck()
    page.get_by_label("neutral").uncheck()
    assert status(page) == "2 of 11 findings shown"
    sound = mark(page, "feu cessé")
    assert sound.get_attribute("data-severity") == "off"
    assert sound.get_attribute("tabindex") == "-1"
    page.get_by_role("button", name="Show all").first.click()
    page.get_by_label("Search").fill("CESSE")  # neither case nor accents count
    expect(page.locator(".filters .shown")).to_have_text("1 of 11 findings shown")


def test_known_and_fixed_findings_stand_apart(visit: Visit, artefacts: Path) -> None:
    page = visit(with_known())
    assert status(page) == "9 of 9 findings shown"
    assert "Compared with old.json: 9 new, 1 fixed, 1 the same." in page.locator(".top").inner_text()
    assert "the summit" in page.locator(".fixed").inner_text()
    page.get_by_label("Status").select_option(label="in the ignore list")
    assert status(page) == "1 of 11 findings shown"
    card = page.locator(".card:not([hidden])")
    card.locator("summary").first.click()
    assert "house style" in card.inner_text()
    page.get_by_label("Status").select_option("all")
    assert status(page) == "11 of 11 findings shown"
    assert page.locator(".card .tag", has_text="new").count() == 9
    page.screenshot(path=artefacts / "compared.png", full_page=True)


def test_a_bar_of_the_chart_filters(visit: Visit) -> None:
    page = visit(sample())
    bar = page.locator(".kind[data-code=MT301]")
    page.get_by_text("Findings by kind").click()
    bar.click()
    assert bar.get_attribute("aria-pressed") == "true"
    assert status(page) == "1 of 11 findings shown"
    bar.click()
    assert status(page) == "11 of 11 findings shown"


def test_a_card_is_read_with_the_keyboard_alone(visit: Visit, artefacts: Path) -> None:
    page = visit(sample())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the articles"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "feu cessé":
            break
    card = page.locator(".card.active")
    expect(card).to_have_attribute("open", "")
    page.screenshot(path=artefacts / "card.png")
    page.keyboard.press("Enter")  # from the mark into its card
    assert page.evaluate("document.activeElement.closest('.card').open")
    card.locator(".more > summary").click()
    for words in ("almost certain, 0.95", "feu = fire, cessé = stop", "ceasefire", "cessez-le-feu", "Why we think so",
                  "the next moves in the event of a ceasefire."):  # fmt: skip
        assert words in card.inner_text()
    assert card.locator(".copy").inner_text() == "Copy the suggestion"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "feu cessé"
    assert page.locator(".card.active").count() == 0


def test_a_suggestion_is_copied(visit: Visit) -> None:
    page = visit(sample(), permissions=["clipboard-read", "clipboard-write"])
    mark(page, "feu cessé").click()
    page.locator(".card.active .copy").click()
    expect(page.locator(".card.active .copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "cessez-le-feu"


def test_a_place_offers_all_its_findings_on_a_phone(visit: Visit, artefacts: Path) -> None:
    page = visit(sample(), **PHONE)
    mark(page, "très rentable").tap()
    sheet = page.locator(".sheet")
    expect(sheet).to_be_visible()
    assert sheet.locator(".card").count() == 2
    assert "2 findings here" in sheet.inner_text()
    page.screenshot(path=artefacts / "phone.png")
    box, top = mark(page, "très rentable").bounding_box(), sheet.bounding_box()
    assert box is not None
    assert top is not None
    assert 0 <= box["y"] < box["y"] + box["height"] <= top["y"]
    sheet.locator(".card > summary").nth(1).tap()
    assert "The sentence departs from the known quote." in sheet.inner_text()
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()
    assert page.locator(".cards .card").count() == 11
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_aligned_words_light_up_for_the_mouse_and_for_the_keyboard(visit: Visit) -> None:
    page = visit(sample())
    pair = page.locator(".pair").first
    word = pair.locator(".french .word", has_text="renforcer")
    word.hover()
    assert set(pair.locator(".lit").all_inner_texts()) == {"renforcer", "strengthen"}
    page.mouse.move(0, 0)
    assert pair.locator(".lit").count() == 0
    assert pair.locator(".french .word[tabindex='0']").count() == 1
    pair.locator(".french .word").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "renforcer"
    assert set(pair.locator(".lit").all_inner_texts()) == {"renforcer", "strengthen"}
    assert page.get_by_role("status").last.text_content() == "renforcer: strengthen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaPressed") == "true"


def test_a_link_to_a_finding_opens_it(visit: Visit) -> None:
    page = visit(sample(), "#finding-1-3")
    expect(page.locator("#finding-1-3")).to_have_attribute("open", "")
    page = visit(large_report(60, 10), "#finding-42-3")
    expect(page.locator("#finding-42-3")).to_have_attribute("open", "")
    assert "Article numéro 42." in page.locator("#file-42 article").inner_text()


def test_a_long_report_builds_an_article_when_it_is_opened(visit: Visit) -> None:
    page = visit(large_report(60, 10))
    assert page.locator("article").count() == 0
    page.get_by_label("Speaker").select_option(label="Volodymyr Zelenskyy")
    page.locator("#file-7 > summary").click()
    expect(page.locator("#file-7 article")).to_be_visible()
    assert page.locator("article").count() == 1
    assert len(shown_cards(page)) == 3  # the filter holds in what is built later
    page.get_by_label("Search").fill("nothing says this")
    assert page.locator(".file:not([hidden])").count() == 0
    page.get_by_role("button", name="Show all").first.click()
    page.get_by_role("button", name="Open all files").click()
    expect(page.locator("article")).to_have_count(60)


def test_the_theme_is_the_readers_choice(visit: Visit, artefacts: Path) -> None:
    page = visit(sample(), color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark page").click()
    dark = page.evaluate(paper)
    assert sum(map(int, dark[4:-1].split(","))) < 150 < sum(map(int, light[4:-1].split(",")))
    page.screenshot(path=artefacts / "dark.png")
    page.reload()
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Light page").click()
    assert page.evaluate(paper) == light


def test_it_prints_everything(visit: Visit, artefacts: Path) -> None:
    page = visit(sample())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".card[open]").count() == 0
    pdf = page.pdf(path=artefacts / "report.pdf", format="A4")
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 20_000


def test_without_scripts_everything_can_be_read(visit: Visit) -> None:
    page = visit(sample(), java_script_enabled=False)
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator(".card .message").first).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()


def test_an_empty_report_opens(visit: Visit) -> None:
    page = visit(Report((), "signature"))
    assert "0 files" in page.inner_text("body")
