"""Takes the picture of the README: ``python tests/browser/picture.py REPORT.html docs/images/report.png``."""

from __future__ import annotations

import sys
from pathlib import Path

from browser import chromium
from playwright.sync_api import sync_playwright

SIZE = {"width": 1180, "height": 2250}
WORDS = "très rentable"


def take(report: Path, target: Path) -> None:
    """Photograph a report with the card of one mark opened, from its index down to the card."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium())
        page = running.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(report.resolve().as_uri())
        page.locator(".prose a.mark", has_text=WORDS).first.click()
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=target, full_page=False)
        running.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
