"""The page for whoever decides: the gravest first, a card that fits the screen, steps, verdicts that are kept and exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from large_report import large_report
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from report_sample import sample

from mtcheck.review.verdicts import ReviewJudgement, load_verdicts

Visit = Callable[..., Page]
DESK = {"viewport": {"width": 1440, "height": 900}}
LOW = {"viewport": {"width": 1440, "height": 720}}
IN_VIEW = "box => { const r = box.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"


def test_the_gravest_fault_is_found_and_copied_in_one_click(visit: Visit) -> None:
    page = visit(sample(), **DESK, permissions=["clipboard-read", "clipboard-write"])
    first = page.get_by_role("region", name="Look here first").get_by_role("listitem").first
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 700
    assert first.get_attribute("data-severity") == "critical"
    first.get_by_role("button", name="Copy").click()
    expect(first.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == first.locator(".to").inner_text()
    first.get_by_role("link").click()
    expect(page.locator(".card.active")).to_have_attribute("data-severity", "critical")


def test_the_gravest_fault_of_a_packed_article_is_reached(visit: Visit) -> None:
    page = visit(large_report(60, 10), **DESK)
    page.get_by_role("region", name="Look here first").get_by_role("link").first.click()
    expect(page.locator(".card.active")).to_have_attribute("data-severity", "critical")


@pytest.mark.parametrize("screen", [DESK, LOW], ids=["desk", "low"])
@pytest.mark.parametrize("name", ["finding-1-1", "finding-1-5", "finding-1-11"])
def test_a_deep_link_shows_the_mark_and_its_card_together(visit: Visit, screen: dict[str, object], name: str) -> None:
    page = visit(sample(), f"#{name}", **screen)
    card = page.locator(f"#{name}")
    expect(card).to_have_attribute("open", "")
    page.wait_for_timeout(400)  # the card has moved level with its mark
    assert card.evaluate(IN_VIEW)
    assert page.locator(f"#{card.get_attribute('data-mark')}").evaluate(IN_VIEW)


def test_a_card_is_low_until_it_is_unfolded(visit: Visit) -> None:
    page = visit(sample(), **DESK)
    for number in range(1, 12):
        page.evaluate(f"location.hash = 'finding-1-{number}'")
        card = page.locator(f"#finding-1-{number}")
        expect(card).to_have_attribute("open", "")
        box = card.bounding_box()
        assert box is not None
        assert box["height"] <= 420
    card.locator(".more > summary").click()
    expect(card.locator(".more")).to_have_attribute("open", "")
    expect(card.locator(".more dl")).to_be_visible()


def test_keys_and_buttons_step_through_what_is_shown(visit: Visit) -> None:
    page = visit(sample(), **DESK)
    for key, number in (("j", 1), ("j", 2), ("j", 3), ("k", 2)):
        page.keyboard.press(key)
        expect(page.locator(f"#finding-1-{number}.active")).to_have_count(1)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#finding-1-3.active")).to_have_count(1)
    page.get_by_label("Search").fill("cessé")
    page.get_by_label("Search").press("j")  # a letter, here
    assert page.get_by_label("Search").input_value() == "cesséj"
    page.get_by_label("Search").fill("cessé")
    page.get_by_role("button", name="Previous").click()
    assert page.evaluate("document.activeElement.textContent") == "feu cessé"


def test_steps_open_articles_that_are_packed(visit: Visit) -> None:
    page = visit(large_report(60, 10), **DESK)
    page.get_by_label("Search").fill("cessé")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".card.active")).to_have_count(1)
    first = page.locator(".card.active").get_attribute("id")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(f".card.active:not(#{first})")).to_have_count(1)
    assert page.locator("article").count() == 2


def test_filters_without_a_hit_say_so(visit: Visit) -> None:
    page = visit(sample())
    expect(page.locator(".no-hits")).to_be_hidden()
    page.get_by_label("Search").fill("nothing says this")
    expect(page.locator(".no-hits")).to_be_visible()
    page.locator(".no-hits").get_by_role("button", name="Show all").click()
    expect(page.locator(".no-hits")).to_be_hidden()
    expect(page.locator(".filters .shown")).to_have_text("11 of 11 findings shown")


def test_verdicts_are_kept_and_exported_as_review_writes_them(visit: Visit, tmp_path: Path) -> None:
    page = visit(sample(), **DESK)
    for number, name in ((1, "Right"), (2, "Wrong"), (3, "Ignore")):
        page.evaluate(f"location.hash = 'finding-1-{number}'")
        page.locator(f"#finding-1-{number}").get_by_role("button", name=name, exact=True).first.click()
    page.get_by_label("Reason").fill("house style")
    page.get_by_label("Reason").press("Enter")
    expect(page.locator(".verdicts")).to_contain_text("3 of 11")
    page.reload()
    expect(page.locator(".verdicts")).to_contain_text("3 of 11")
    page.evaluate("location.hash = 'finding-1-3'")
    expect(page.locator("#finding-1-3 .own")).to_have_text("Ignored: house style")
    page.locator(".filters [name=judged]").select_option("ignored")
    expect(page.locator(".filters .shown")).to_have_text("1 of 11 findings shown")
    page.get_by_role("button", name="Show all").first.click()
    with page.expect_download() as found:
        page.get_by_role("button", name="Download the verdicts").click()
    assert found.value.suggested_filename == "verdicts.jsonl"
    target = tmp_path / "verdicts.jsonl"
    found.value.save_as(target)
    verdicts = tuple(load_verdicts(target).values())
    assert [one.judgement for one in verdicts] == [
        ReviewJudgement.RIGHT,
        ReviewJudgement.WRONG,
        ReviewJudgement.IGNORED,
    ]
    assert [one.reason for one in verdicts] == [None, None, "house style"]
    findings = sample().files[0].findings
    assert {one.text for one in verdicts} <= {finding.text for finding in findings}
    assert json.loads(target.read_text(encoding="utf-8").splitlines()[0])["path"] == sample().files[0].path
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator(".verdicts")).to_be_hidden()


def test_clean_files_are_folded(visit: Visit) -> None:
    report = sample()
    clean = report.files[1]
    from dataclasses import replace

    many = tuple(replace(clean, path=f"sound/{number}.txt") for number in range(20))
    page = visit(replace(report, files=(*many, *report.files)), **DESK)
    rows = page.locator(".index tbody tr")
    assert rows.count() == 23
    assert rows.first.locator("a").inner_text() == report.files[2].path  # failed: it was not checked at all
    assert rows.nth(1).locator("a").inner_text() == report.files[0].path
    assert page.locator(".index tbody tr:visible").count() == 2
    page.get_by_role("button", name="21 files with nothing found").click()
    assert page.locator(".index tbody tr:visible").count() == 23


def test_an_article_of_a_thousand_words_prints_on_three_pages_at_most(visit: Visit, artefacts: Path) -> None:
    from dataclasses import replace

    report = replace(sample(), files=sample().files[:1], quotes=())
    page = visit(report)
    page.pdf(path=artefacts / "print.pdf", format="A4")
    text = "".join(part.extract_text() for part in PdfReader(artefacts / "print.pdf").pages)
    assert len(PdfReader(artefacts / "print.pdf").pages) <= 3
    assert "cessez-le-feu" in "".join(text.split())
