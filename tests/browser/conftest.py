"""A real Chromium for the page's tests: the system's own, headless, told to load nothing from anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from playwright.sync_api import Browser, Dialog, Page, Request, expect, sync_playwright

from mtcheck.records import Report
from mtcheck.report.html import HtmlReporter

ARTEFACTS = Path(__file__).parent / "artefacts"
NO_CHROMIUM = "no Chromium here: install it (apt-get install chromium) or name it in CHROMIUM"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that ``-m 'not browser'`` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


PATIENCE = 60_000  # milliseconds; a busy machine must not fail a test
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; without one the tests are skipped, but never in continuous integration."""
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path)
        yield running
        running.close()


class Visit:
    """A page that was opened, with whatever it did that it must not do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("request", self._note)

    def _dismiss(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        if request.url != self.page.url and not request.is_navigation_request():
            self.faults.append(f"request: {request.url}")


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Give a function that renders a report and opens it; fails in the end if the page did what it must not."""
    visits: list[Visit] = []

    def opened(report: Report, fragment: str = "", **context: Any) -> Page:
        target = tmp_path / f"report-{len(visits)}.html"
        with target.open("w", encoding="utf-8", newline="") as stream:
            HtmlReporter().render(report, stream)
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}).new_page()
        visits.append(Visit(page))
        page.goto(target.as_uri() + fragment)
        return page

    yield opened
    faults = [fault for one in visits for fault in one.faults]
    for one in visits:
        one.page.context.close()
    assert faults == []


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Give the folder for screenshots and prints, which git ignores."""
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS
