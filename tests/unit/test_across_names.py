"""Names that one file of a run spells otherwise than all the others (MT503)."""

from __future__ import annotations

import pytest
from across_sample import PEACE, quoting, run, told

from mtcheck.across.names import is_slip, sound
from mtcheck.across.sightings import sightings
from mtcheck.readers.plain import document


def names(*additions: str) -> list[tuple[str, str, str]]:
    report = run(quoting(*additions), (PEACE,))
    assert all(any(q.alignments for q in file.quotations) for file in report.files)
    return told(report.across)


def test_a_name_that_one_file_alone_spells_so() -> None:
    found = names("Friedrich Merz attend.", "Friedrich Merz aussi.", "Friedrich Mertz est là.")
    assert found == [("2.txt", "MT503", "Friedrich Mertz")]


def test_a_surname_that_stands_alone() -> None:
    right = "Volodymyr Zelensky attend."
    assert names(right, right, "Le président Zelnesky est là.") == [("2.txt", "MT503", "Zelnesky")]


@pytest.mark.parametrize(
    "additions",
    [
        pytest.param(
            ("Volodymyr Zelensky est là.", "Volodymyr Zelensky est là.", "Volodymyr Zelenskyy est là."), id="exonyms"
        ),
        pytest.param(
            ("Dmitri Peskov est là.", "Dmitri Peskov est là.", "Dmitry Peskov est là."), id="transliterations"
        ),
        pytest.param(
            ("Volodymyr Zelensky est là.", "Volodymyr Zelensky parle.", "Olena Zelenska est là."), id="a woman"
        ),
        pytest.param(("Donald Trump est là.", "Donald Trump parle.", "Donald Tusk est là."), id="another"),
        pytest.param(("Friedrich Merz est là.", "Friedrich Merz parle.", "Il vient de Metz."), id="a town"),
        pytest.param(("Les Durand sont là.", "M. Durand parle.", "Les Durands sont là."), id="plural"),
        pytest.param(("Friedrich Merz est là.", "Friedrich Mertz est là."), id="one to one"),
    ],
)
def test_names_that_are_no_slips(additions: tuple[str, ...]) -> None:
    assert names(*additions) == []


def test_accepted_spellings_are_a_fault_inside_one_file() -> None:
    found = names("Volodymyr Zelensky est là. M. Zelensky parle. Zelenskyy attend.", "Rien de plus.")
    assert found == [("0.txt", "MT503", "Zelenskyy")]


def test_handles_and_signatures_of_posts_are_not_the_authors_spelling() -> None:
    text = "Volodymyr Zelensky parle.\n\nVolodymyr Zelenskyy (@ZelenskyyUa) a publié un message ce matin sur le réseau."
    seen = sightings(document("a.txt", text))
    assert [(name.given, name.surname) for name in seen] == [("Volodymyr", "Zelensky")]


def test_names_in_compounds_and_with_particles() -> None:
    seen = sightings(
        document("a.txt", "Hier, l'axe Trump-Zelensky a tenu. Puis Ursula von der Leyen est venue à Berlin.")
    )
    assert [name.text for name in seen] == ["Hier", "Trump", "Zelensky", "Puis Ursula", "Ursula Leyen", "Berlin"]


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Zelnesky", "Zelensky", True),
        ("Mertz", "Merz", True),
        ("Zelenskyy", "Zelensky", False),
        ("Zelenska", "Zelensky", False),
        ("Macron", "Marcon", False),  # a slip of which the corpus knows better
        ("Poutine", "Putin", False),
        ("Merkel", "Merz", False),
    ],
)
def test_slips(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other, 4) is slip


def test_transliterations_sound_alike() -> None:
    assert len({sound(name) for name in ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenski", "Zélensky")}) == 1
    assert sound("Loukachenko") == sound("Lukashenko")
    assert sound("Peskov") != sound("Petrov")
