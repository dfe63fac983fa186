"""The page's part on agreement across files: read, filtered, and open to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from report_sample import PATH, TEXT, sample, span_of

from mtcheck.records import (
    AcrossFinding,
    Category,
    Evidence,
    Finding,
    Report,
    Severity,
    Span,
    Suppressed,
    SuppressionKind,
)

Visit = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}}


def with_across() -> Report:
    """Return the sample with a finding across files in its first article, and a known one in its second."""
    span = span_of("rentable")
    finding = Finding(
        "MT501",
        "consistency.wording",
        Category.MISTRANSLATION,
        Severity.MINOR,
        0.5,
        span,
        "rentable",
        "“rentable” stands alone: the other files render “fruitful” by “fructueux”",
        7,
        180,
        reference="I had a very important and fruitful conversation with @POTUS.",
        quote_id="zelensky-x-2025-07-04",
        suggestion="fructueuse",
        evidence=(
            Evidence("agreement", "2 other files write «\u00a0fructueux\u00a0»: b.txt line 1, c.txt line 2.", 2.0),
        ),
    )
    other = replace(
        finding, code="MT503", name="consistency.name", span=Span(17, 24), text="Londres", line=1, column=18
    )
    start = TEXT.rindex("\n", 0, span.start) + 1
    return replace(
        sample(),
        across=(
            AcrossFinding(0, PATH, finding, TEXT[start : span.end + 200], start),
            AcrossFinding(
                1,
                "seeds/sound.txt",
                other,
                "Le sommet se tient à Londres.",
                0,
                Suppressed(other, SuppressionKind.IGNORE, "agreed"),
            ),
        ),
    )


def shown(page: Page) -> list[str]:
    return [item.get_attribute("id") or "" for item in page.locator(".across > li:not([hidden])").all()]


def test_it_is_shown_counted_and_filtered(visit: Visit, artefacts: Path) -> None:
    page = visit(with_across())
    part = page.get_by_role("region", name="Across files")
    assert part.locator(".mark").first.inner_text() == "rentable"
    assert "2 other files write" in part.inner_text()
    assert shown(page) == ["across-1"], "what is known is put away"
    status = page.locator(".filters .shown")
    expect(status).to_have_text("12 of 12 findings shown")
    part.screenshot(path=artefacts / "across.png")
    page.locator(".filters [name=code]").select_option("MT501")
    expect(status).to_have_text("1 of 12 findings shown")
    assert shown(page) == ["across-1"]
    assert page.locator(".file:not([hidden])").count() == 1, "its file stays"
    page.locator(".filters [name=code]").select_option("MT201")
    assert shown(page) == []
    page.get_by_role("button", name="Show all").click()
    expect(status).to_have_text("12 of 12 findings shown")
    page.locator(".filters [name=status]").select_option("ignore")
    assert shown(page) == ["across-2"]


def test_its_file_can_be_reached(visit: Visit) -> None:
    page = visit(with_across())
    page.locator(".across a", has_text=PATH).click()
    expect(page.locator("#file-1")).to_have_attribute("open", "")
    assert page.url.endswith("#file-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_no_violation(visit: Visit, scheme: str, screen: dict[str, object]) -> None:
    page = visit(with_across(), color_scheme=scheme, reduced_motion="reduce", **screen)
    found = Axe().run(page, context="section[aria-labelledby='across-title']").response["violations"]
    assert [(item["id"], node["html"], node["failureSummary"]) for item in found for node in item["nodes"]] == []
