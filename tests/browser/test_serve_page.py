"""The served page in Chromium: a text pasted, a file dropped, a statement added, the report read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

GARBLED = "Ils ont signé un feu cessé hier soir. La séance est levée."
TOKEN = "a-token-of-many-letters"
SERVE = """
import mtcheck.config.build, sys
from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
mtcheck.config.build.build_translator = lambda config: FakeTranslator()
main(["serve", "--port", "0", *sys.argv[1:]])
"""
Opened = Callable[..., Page]


@contextmanager
def listening(**environment: str) -> Iterator[str]:
    """Start the command with the fake engine, on a free port of this machine."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
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

    def open_page(address: str, *, strict: bool = True) -> Page:
        page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
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


def checked(page: Page, findings: str) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("status")).to_have_text(f"Checked: {findings}.", timeout=30_000)


def test_a_pasted_text_becomes_a_report(address: str, opened: Opened, artefacts: Path) -> None:
    page = opened(address)
    page.get_by_label("French text").fill(GARBLED)
    checked(page, "1 finding")
    report = page.frame_locator("#report")
    expect(report.locator(".prose a.mark", has_text="feu cessé").first).to_be_visible()
    expect(report.get_by_text("cessez-le-feu").first).to_be_attached()
    page.screenshot(path=artefacts / "serve.png", full_page=True)


def test_files_and_statements(address: str, opened: Opened, tmp_path: Path) -> None:
    page = opened(address)
    article = tmp_path / "article.txt"
    article.write_bytes(
        "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez.\r\n".encode()
    )
    page.get_by_label("Files: drop them here, or choose them").set_input_files(article)
    expect(page.get_by_role("list", name="Files to check")).to_contain_text("article.txt")
    page.get_by_label("Speaker").fill("Ana Lopez")
    page.get_by_label("How articles name them").fill("Mme Lopez, la maire")
    page.get_by_label("What they said, in English").fill("We have welcomed 54 refugee families in the city.")
    page.get_by_role("button", name="Add statement").click()
    expect(page.get_by_role("list", name="Statements for this check")).to_contain_text("Ana Lopez: We have")
    checked(page, "1 finding")
    expect(page.frame_locator("#report").get_by_text("MT103").first).to_be_attached()
    page.get_by_role("button", name="Remove article.txt").click()
    page.get_by_label("French text").fill("La séance est levée.")
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
    page.get_by_label("Speaker").fill("<b>Eve</b>")
    page.get_by_label("What they said, in English").fill("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Add statement").click()
    checked(page, "3 findings")
    assert page.title() == "mtcheck: check an article"
    assert page.locator("img, b").count() == 0
    article = page.frame_locator("#report").locator("article").first
    assert article.text_content() == hostile


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
    page.keyboard.press("Tab")
    page.keyboard.insert_text(GARBLED)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "check":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Checked: 1 finding.", timeout=30_000)


def test_it_is_accessible(address: str, opened: Opened) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(address)
    page.get_by_label("French text").fill(GARBLED)
    checked(page, "1 finding")
    page.frame_locator("#report").locator("article").first.wait_for()
    page.locator("#report").evaluate("frame => frame.remove()")  # the report has an axe test of its own
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_token_is_asked_for(opened: Opened) -> None:
    with listening(MTCHECK_TOKEN=TOKEN) as address:
        page = opened(address, strict=False)  # a refusal is told on the console
        page.get_by_label("French text").fill(GARBLED)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("a token is needed")
        page.get_by_label("Token of this server").fill(TOKEN)
        checked(page, "1 finding")
        expect(page.frame_locator("#report").locator("article").first).to_be_visible()
