"""axe-core finds nothing to say against the page, in either theme, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from large_report import large_report
from playwright.sync_api import Page
from report_sample import sample

PHONE = {"viewport": {"width": 390, "height": 844}}
WIDE = {"viewport": {"width": 1280, "height": 900}}


def faults(page: Page) -> list[str]:
    """Return what axe-core objects to: rule, element, reason. Its own script is no part of the page's policy."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:200]} {node['failureSummary']}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["desktop", "phone"])
def test_axe_finds_no_violation(visit: Callable[..., Page], scheme: str, screen: dict[str, object]) -> None:
    page = visit(sample(), color_scheme=scheme, reduced_motion="reduce", **screen)
    page.locator(".prose a.mark", has_text="très rentable").first.click()
    page.locator(".pair .word").first.focus()
    assert faults(page) == []
    page.get_by_label("minor").uncheck()
    page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })")
    assert faults(page) == []


def test_axe_finds_no_violation_in_a_long_report(visit: Callable[..., Page]) -> None:
    page = visit(large_report(60, 10), "#file-3")
    page.wait_for_selector("#file-3 article")
    assert faults(page) == []
