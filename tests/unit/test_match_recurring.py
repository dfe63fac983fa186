"""Daily bulletins of one wording: a quotation goes to one of them as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mtcheck.records import FileReport, KnownQuote

DAYS = {
    "2025-03-03": (61, 57, 2),
    "2025-03-04": (102, 89, 4),
    "2025-03-05": (539, 478, 26),
    "2025-03-06": (98, 62, 12),
}
BULLETINS = tuple(
    KnownQuote(
        day,
        "Paul Martin",
        f"Last night, the enemy launched {drones} drones. Our air defence shot down {shot}. {hurt} people were injured.",
        day,
        aliases=("M. Martin",),
    )
    for day, (drones, shot, hurt) in DAYS.items()
)
CheckTexts = Callable[..., tuple[FileReport, ...]]


def bulletin(drones: str, shot: str, hurt: str, opening: str = "Le porte-parole a fait le point.") -> str:
    return (
        f"{opening}\n\n« La nuit dernière, l'ennemi a lancé {drones} drones. Notre défense antiaérienne en a abattu "
        f"{shot}. {hurt} personnes ont été blessées », a déclaré M. Martin.\n"
    )


def seen(text: str, check_texts: CheckTexts) -> tuple[set[str], list[str]]:
    (report,) = check_texts([("a.txt", text)], BULLETINS)
    quotes = {a.quote_id for quotation in report.quotations for a in quotation.alignments}
    return quotes, [finding.text for finding in report.findings if finding.code == "MT103"]


@pytest.mark.parametrize(
    ("figures", "day", "wrong"),
    [
        (("102", "89", "4"), "2025-03-04", []),
        (("102", "98", "4"), "2025-03-04", ["98"]),  # the figure of another day
        (("539", "487", "26"), "2025-03-05", ["487"]),
        (("soixante et un", "57", "2"), "2025-03-03", []),
    ],
)
def test_all_sentences_go_to_one_bulletin(
    figures: tuple[str, str, str], day: str, wrong: list[str], check_texts: CheckTexts
) -> None:
    assert seen(bulletin(*figures), check_texts) == ({day}, wrong)


def test_the_date_of_the_article_decides_before_the_figures(check_texts: CheckTexts) -> None:
    dated = bulletin("98", "62", "12", "Le porte-parole a fait le point le 4 mars 2025.")
    assert seen(dated, check_texts) == ({"2025-03-04"}, ["98", "62", "12"])


def test_other_wordings_are_no_siblings(check_texts: CheckTexts) -> None:
    other = replace(BULLETINS[0], id="other", text="Two of our ships left the harbour on Monday.")
    (report,) = check_texts([("a.txt", bulletin("102", "98", "4"))], (BULLETINS[1], other))
    assert {a.quote_id for quotation in report.quotations for a in quotation.alignments} == {"2025-03-04"}
