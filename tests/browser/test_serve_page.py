"""The served page in Chromium: a text pasted, a file dropped, a statement added, the report read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

GARBLED = "Ils ont signé un feu cessé hier soir. La séance est levée."
TOKEN = "a-token-of-many-letters"
SERVE = """
import mtcheck.config.engines, sys
from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
mtcheck.config.engines.build_translator = lambda *_: FakeTranslator()
main(["serve", "--port", "0", *sys.argv[1:]])
"""
Opened = Callable[..., Page]


@contextmanager
def listening(*arguments: str, **environment: str) -> Iterator[str]:
    """Start the command with the fake engine, on a free port of this machine."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, *arguments], stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert "serving at http://127.0.0.1:" in line, line
        yield line.split()[3]
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with listening() as found:
        yield found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open the page; fails in the end where it asked another server, or its console complained."""
    faults: list[str] = []
    pages: list[Page] = []

    def open_page(
        address: str, *, strict: bool = True, size: tuple[int, int] = (1280, 1000), locale: str = "en"
    ) -> Page:
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale).new_page()
        pages.append(page)

        def noted(request: Request) -> None:
            if not request.url.startswith((address, "blob:" + address)):
                faults.append(f"request: {request.url}")

        def told(message: ConsoleMessage) -> None:
            if strict:
                faults.append(f"console: {message.text}")

        page.on("request", noted)
        page.on("console", told)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.goto(address)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert faults == []


def cards(page: Page) -> Locator:
    return page.locator("#findings .finding")


def marks(page: Page) -> list[str]:
    return page.locator("#backdrop mark").all_inner_texts()


def checked(page: Page, findings: str) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("status")).to_have_text(f"Checked: {findings}.", timeout=30_000)


def test_a_pasted_text_is_marked_where_it_stands(address: str, opened: Opened, artefacts: Path) -> None:
    page = opened(address)
    page.get_by_label("French text").fill(GARBLED)
    checked(page, "1 finding")
    assert marks(page) == ["feu cessé"]
    expect(cards(page).first).to_contain_text("cessez-le-feu")
    assert page.locator("iframe").count() == 0
    page.screenshot(path=artefacts / "serve.png", full_page=True)
    with page.expect_popup() as report:
        page.get_by_role("link", name="Open the report").click()
    expect(report.value.locator(".prose a.mark", has_text="feu cessé").first).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 720), (390, 844)], ids=["low", "phone"])
def test_the_check_is_on_the_first_screen(address: str, opened: Opened, size: tuple[int, int]) -> None:
    page = opened(address, size=size)
    for name in ("Check", "Try an example"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert 0 <= box["y"] < box["y"] + box["height"] <= size[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_suggestion_is_applied_and_undone(address: str, opened: Opened) -> None:
    page = opened(address)
    field = page.get_by_label("French text")
    field.fill("𝕏: " + GARBLED)  # a character of two UTF-16 units before the place
    checked(page, "1 finding")
    page.get_by_role("button", name="Apply: feu cessé").click()
    assert field.input_value() == "𝕏: Ils ont signé un cessez-le-feu hier soir. La séance est levée."
    assert marks(page) == []
    expect(cards(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    assert field.input_value() == "𝕏: " + GARBLED
    assert marks(page) == ["feu cessé"], "what was found holds again"
    page.get_by_role("button", name="Apply: feu cessé").click()
    checked(page, "0 findings")


def test_marks_follow_what_is_typed(address: str, opened: Opened) -> None:
    page = opened(address)
    field = page.get_by_label("French text")
    field.fill(GARBLED + " Les missiles patriotes sont arrivés.")
    checked(page, "2 findings")
    field.press("Control+Home")
    field.press_sequentially("Hier, ")
    assert marks(page) == ["feu cessé", "missiles patriotes"]
    page.get_by_role("button", name="Show: missiles patriotes").click()
    selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(selected) == "missiles patriotes"
    page.keyboard.type("missiles")
    assert marks(page) == ["feu cessé"], "what was edited away is marked no more"
    expect(cards(page)).to_have_count(1)


def test_findings_are_stepped_through_and_ignored(address: str, opened: Opened) -> None:
    page = opened(address)
    page.get_by_label("French text").fill(GARBLED + " Les missiles patriotes sont arrivés.")
    checked(page, "2 findings")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#place")).to_have_text("1 of 2")
    page.keyboard.press("j")
    expect(page.locator("#place")).to_have_text("2 of 2")
    page.keyboard.press("k")
    expect(page.locator("#place")).to_have_text("1 of 2")
    assert page.locator("#backdrop mark.active").count() == 1
    page.get_by_role("button", name="Ignore: feu cessé").click()
    expect(cards(page)).to_have_count(1)
    checked(page, "2 findings")
    expect(cards(page)).to_have_count(1)
    page.get_by_role("button", name="Show them again").click()
    expect(cards(page)).to_have_count(2)


def test_an_example_is_one_click_away(address: str, opened: Opened) -> None:
    page = opened(address)
    page.get_by_role("button", name="Try an example").click()
    expect(page.get_by_role("status")).to_contain_text("Checked:", timeout=30_000)
    assert {"feu cessé", "missiles patriotes", "45"} <= set(marks(page))


def test_a_file_in_another_encoding_is_read(address: str, opened: Opened, tmp_path: Path) -> None:
    page = opened(address)
    article = tmp_path / "article.txt"
    article.write_bytes(GARBLED.encode("windows-1252"))
    page.get_by_label("Files: drop them here, or choose them").set_input_files(article)
    expect(page.get_by_label("French text")).to_have_value(GARBLED)
    expect(page.get_by_label("This file is not UTF-8. Read as")).to_have_value("windows-1252")
    checked(page, "1 finding")
    page.get_by_label("This file is not UTF-8. Read as").select_option("macintosh")
    assert "cessé" not in page.get_by_label("French text").input_value()


def test_files_and_statements(address: str, opened: Opened, tmp_path: Path) -> None:
    page = opened(address)
    article = tmp_path / "article.txt"
    article.write_bytes(
        "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez.\r\n".encode()
    )
    page.get_by_label("French text").fill("La séance est levée.")
    page.get_by_label("Files: drop them here, or choose them").set_input_files(article)
    expect(page.get_by_role("list", name="Files to check")).to_contain_text("article.txt")
    page.get_by_text("Add a statement").click()
    page.get_by_label("Speaker").fill("Ana Lopez")
    page.get_by_label("How articles name them").fill("Mme Lopez, la maire")
    page.get_by_label("What they said, in English").fill("We have welcomed 54 refugee families in the city.")
    page.get_by_label("Date").fill("2025-07-04")
    page.get_by_label("Link").fill("https://example.org/lopez")
    page.get_by_role("button", name="Add statement").click()
    expect(page.get_by_role("list", name="Statements for this check")).to_contain_text("Ana Lopez: We have")
    checked(page, "1 finding")
    part = page.get_by_role("region", name="article.txt")
    expect(part.locator(".finding")).to_contain_text("45 → 54")
    page.get_by_role("button", name="Remove article.txt").click()
    checked(page, "0 findings")


def test_a_dropped_file_is_taken(address: str, opened: Opened) -> None:
    page = opened(address)
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.md", { type: "text/markdown" }));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.getElementById("drop").dispatchEvent(drop);
        }""",
        GARBLED,
    )
    expect(page.get_by_role("list", name="Files to check")).to_contain_text("dropped.md")
    checked(page, "1 finding")


def test_hostile_text_stays_text(address: str, opened: Opened) -> None:
    page = opened(address)
    hostile = "<script>top.document.title = 'taken'</script><img src=x onerror=alert(1)> Un feu cessé hier."
    page.get_by_label("French text").fill(hostile)
    page.get_by_text("Add a statement").click()
    page.get_by_label("Speaker").fill("<b>Eve</b>")
    page.get_by_label("What they said, in English").fill("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Add statement").click()
    checked(page, "3 findings")
    assert page.title() == "mtcheck: check an article"
    assert page.locator("img, b").count() == 0
    assert page.locator("#backdrop").text_content() == hostile + "\n"


def test_nothing_to_check_is_said(address: str, opened: Opened) -> None:
    page = opened(address)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("There is nothing to check")


def test_checking_while_typing(address: str, opened: Opened) -> None:
    page = opened(address)
    page.get_by_label("check while I type").check()
    page.get_by_label("French text").press_sequentially("Ils ont signé un feu cessé hier.")
    expect(page.get_by_role("status")).to_have_text("Checked: 1 finding.", timeout=30_000)


def test_it_works_with_the_keyboard_alone(address: str, opened: Opened) -> None:
    page = opened(address)
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.insert_text(GARBLED)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_have_text("Checked: 1 finding.", timeout=30_000)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Apply":
            break
    page.keyboard.press("Enter")
    assert "cessez-le-feu" in page.get_by_label("French text").input_value()


def test_it_is_accessible(address: str, opened: Opened) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(address)
    page.get_by_label("French text").fill(GARBLED)
    checked(page, "1 finding")
    page.get_by_text("Add a statement").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Why").first.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_it_speaks_the_browsers_language(address: str, opened: Opened) -> None:
    page = opened(address, locale="fr-FR")
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_label("Texte français").fill(GARBLED)
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Vérification terminée\u00a0: 1 faute.", timeout=30_000)
    expect(cards(page).first).to_contain_text("majeure")
    page.get_by_role("button", name="Appliquer").click()
    assert "cessez-le-feu" in page.get_by_label("Texte français").input_value()
    with page.expect_popup() as report:
        page.get_by_role("link", name="Ouvrir le rapport").click()
    expect(report.value.locator("html")).to_have_attribute("lang", "fr")


def test_a_token_is_asked_for(opened: Opened) -> None:
    with listening(MTCHECK_TOKEN=TOKEN) as address:
        page = opened(address, strict=False)  # a refusal is told on the console
        page.get_by_label("French text").fill(GARBLED)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("a token is needed")
        page.get_by_label("Token of this server").fill(TOKEN)
        checked(page, "1 finding")
        assert marks(page) == ["feu cessé"]


def test_a_statement_is_kept_in_the_servers_bank(opened: Opened, tmp_path: Path) -> None:
    bank = tmp_path / "statements.sqlite"
    for round_ in range(2):
        with listening("--save-statements", str(bank)) as address:
            page = opened(address)
            if round_:
                expect(page.locator("#bank-note")).to_contain_text("bank holds 1")
                continue
            page.get_by_text("Add a statement").click()
            page.get_by_label("Speaker").fill("Ana Lopez")
            page.get_by_label("What they said, in English").fill("We have welcomed 54 refugee families in the city.")
            page.get_by_label("save it in the bank of this server").check()
            page.get_by_role("button", name="Add statement").click()
            expect(page.locator("#bank-note")).to_contain_text("bank holds 1")
