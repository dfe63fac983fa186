"""Takes the picture of the README: ``python tests/browser/picture.py REPORT.html docs/images/report.png``."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from browser import chromium
from PIL import Image
from playwright.sync_api import sync_playwright

SIZE = {"width": 1180, "height": 2250}
WORDS = "très rentable"
_COLOURS = 64  # the page has a dozen, the others smooth its letters


def take(report: Path, target: Path) -> None:
    """Photograph a report with the card of one mark opened, from its index down to the card; the picture has a palette."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium())
        page = running.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(report.resolve().as_uri())
        page.locator(".prose a.mark", has_text=WORDS).first.click()
        page.evaluate("scrollTo(0, 0)")
        taken = page.screenshot(full_page=False)
        running.close()
    whole = Image.open(BytesIO(taken)).convert("RGB")
    whole.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
