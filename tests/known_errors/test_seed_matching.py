"""Which sentences of the post each passage of the seeds renders, as read by a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.quotes.bank import load_quotes
from mtcheck.records import FileReport, KnownQuote

SEEDS = Path(__file__).parents[2] / "seeds"
FEATURED = "zelensky-x-2025-07-04"
NAMES = ("000_444083393d605a4c.txt", "001_19b2c24360e5fd56.txt", "002_c2c85c01e871707d.txt")

# Start of the French between marks, and the sentences of the post that it renders, counted from 0:
# 0 conversation · 1 congratulated · 2 grateful · 3 protect lives · 4 achieved, support · 5 noble agreement ·
# 6 current situation · 7 well informed · 8 air defense, skies · 9 meeting · 10 detailed conversation ·
# 11 direct projects, security · 12 procurement · 13 exchanged views
EXPECTED: dict[str, list[tuple[str, set[int]]]] = {
    NAMES[0]: [
        ("Nous défendrons notre ciel ensemble", {8}),
        ("Nous défendrons notre ciel ensemble", {8}),
        ("Nous avons accepté travailler ensemble", {8}),
        ("Ce fut une conversation très rentable", {0}),
        ("un accord de paix noble", {5}),
        ("Aujourd'hui, nous avons discuté du Situation", {6, 7}),
        ("il avait eu une conversation en profondeur", {10}),
        ("Nous sommes prêts pour des projets directs", {11}),
    ],
    NAMES[1]: [
        ("renforcer la protection", {8}),
        ("renforcer la protection", {8}),
        ("Nous avons évoqué les possibilités", {8}),
    ],
    NAMES[2]: [
        ("très important et fructueux", {0}),
        ("Nous, en Ukraine, sommes reconnaissants", {2, 3}),
        ("Nous soutenons tous les efforts", {4, 5}),
        ("Le président Trump est très bien informé", {7}),
        ("Nous sommes prêts pour des projets directs", {11}),
        ("cruciales pour la sécurité", {11}),
    ],
}


@pytest.fixture(scope="module")
def reports(check_texts: Callable[..., tuple[FileReport, ...]]) -> dict[str, FileReport]:
    texts = [(name, (SEEDS / name).read_text(encoding="utf-8-sig")) for name in NAMES]
    return dict(zip(NAMES, check_texts(texts, load_quotes([str(SEEDS / "quotes")])), strict=True))


def rendered(report: FileReport) -> list[tuple[str, set[int], bool]]:
    return [
        (item.quotation.text, {n for a in item.alignments if a.quote_id == FEATURED for n in range(*a.sentences)},
         item.quotation.marked)
        for item in report.quotations
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_of_the_post_is_matched_with_its_sentences(name: str, reports: dict[str, FileReport]) -> None:
    found = [(text, sentences) for text, sentences, _ in rendered(reports[name]) if sentences]
    for start, sentences in EXPECTED[name]:
        place = next((place for place, (text, _) in enumerate(found) if text.startswith(start)), None)
        assert place is not None, f"{start!r} was not matched"
        assert found.pop(place)[1] == sentences, start


@pytest.mark.parametrize("name", NAMES)
def test_no_other_quotation_is_matched(name: str, reports: dict[str, FileReport]) -> None:
    starts = [start for start, _ in EXPECTED[name]]
    others = [text for text, sentences, marked in rendered(reports[name]) if sentences and marked]
    assert [text for text in others if not any(text.startswith(start) for start in starts)] == []


def test_the_post_is_still_found_among_other_statements(check_texts: Callable[..., tuple[FileReport, ...]]) -> None:
    """The statements of others, on the same subject, draw nothing away."""
    others = (
        KnownQuote("rutte", "Mark Rutte", "Allies agreed to strengthen the air defense of Ukraine. We support peace."),
        KnownQuote(
            "merz", "Friedrich Merz", "Germany is ready to buy Patriot systems for Ukraine. Talks are under way."
        ),
    )
    text = (SEEDS / NAMES[1]).read_text(encoding="utf-8-sig")
    (report,) = check_texts([(NAMES[1], text)], (*load_quotes([str(SEEDS / "quotes")]), *others))
    assert {a.quote_id for item in report.quotations for a in item.alignments} == {FEATURED}
