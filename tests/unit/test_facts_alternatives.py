"""Members of closed classes that exclude each other, and who did it to whom: what is suspected, before a model is asked."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from mtcheck.facts.alternatives import exchanged, lost, members_in
from mtcheck.facts.contrasts import suspicions
from mtcheck.facts.roles import is_turned_round, swapped_roles
from mtcheck.records import Span

CASES = Path(__file__).parent / "facts_cases"


def pairs_of(name: str) -> list[tuple[str, str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(english, french, wrong) for english, french, wrong in cells]


@pytest.mark.parametrize(("english", "french", "wrong"), pairs_of("alternatives.txt"))
def test_a_member_for_one_that_it_excludes_is_suspected(english: str, french: str, wrong: str) -> None:
    found = list(exchanged(english, french))
    assert [item.french.of(french).strip() for item in found] == ([wrong] if wrong else [])
    assert all(item.instead != english for item in found)


@pytest.mark.parametrize(("english", "french", "wrong"), pairs_of("roles.txt"))
def test_two_in_each_others_place_are_suspected(english: str, french: str, wrong: str) -> None:
    found = list(swapped_roles(english, french))
    assert [item.french.of(french) for item in found] == ([wrong] if wrong else [])


def test_every_class_names_only_members_that_it_has() -> None:
    text = resources.files("mtcheck.facts").joinpath("data/alternatives.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {9}
    members = {(row[0], row[1]) for row in rows}
    assert len(members) == len(rows)
    for group, key, excludes, *_ in rows:
        assert key not in excludes.split(",")
        assert all((group, other) in members for other in excludes.split(",") if other != "-")


def test_a_text_that_lower_case_makes_longer_is_not_read() -> None:
    assert members_in("İ may", "en") == ()


def test_a_contrary_told_from_the_other_side_is_no_contrary() -> None:
    english, french = "Norway sold gas to Germany.", "L'Allemagne a acheté du gaz à la Norvège."
    said, printed = Span(7, 11), Span(14, 20)
    assert is_turned_round(english, said, french, printed)
    assert suspicions(english, french) == ()
    assert suspicions(english, "La Norvège a acheté du gaz à l'Allemagne.")


def test_figures_told_from_the_earlier_one_on_are_not_in_each_others_place() -> None:
    english = "Inflation slowed to 2.1% in October from 2.6% a month earlier."
    assert suspicions(english, "De 2,6 % en septembre, l'inflation est revenue à 2,1 % en octobre.") == ()


@pytest.mark.parametrize(
    ("english", "french", "missing"),
    [
        ("The alleged ringleader was held.", "Le cerveau a été arrêté.", "alleged"),
        ("A former head of the service was charged.", "Le chef du service a été inculpé.", "former"),
        ("At least 40 people died.", "Quarante personnes sont mortes.", "At least"),
        ("Only two men left.", "Deux hommes sont partis.", "Only"),
        ("The alleged ringleader was held.", "Le cerveau présumé a été arrêté.", None),
        ("The suspect allegedly fled.", "Le suspect aurait pris la fuite.", None),
        ("A former head of the service was charged.", "L'ex-chef du service a été inculpé.", None),
        ("At least 40 people died.", "Au moins quarante personnes sont mortes.", None),
        ("No more than 40 people came.", "Il n'est venu que quarante personnes.", None),
    ],
)
def test_what_qualifies_a_fact_and_is_left_out_is_suspected(english: str, french: str, missing: str | None) -> None:
    assert [one.english.of(english) for one in lost(english, french)] == ([missing] if missing else [])
