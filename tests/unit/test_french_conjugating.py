"""A verb in the form of the printed one, and where other words would have to change."""

from __future__ import annotations

import pytest

from mtcheck.french.conjugating import conjugated_like
from mtcheck.records import Span


@pytest.mark.parametrize(
    ("french", "printed", "rendering", "form"),
    [
        ("Le Sénat a passé la loi.", "passé", "adopter", "adopté"),
        ("Les maisons ont été jetées.", "jetées", "rejeter", "rejetées"),
        ("Le cours planait hier.", "planait", "osciller", "oscillait"),
        ("Les indices bordent la baisse.", "bordent", "s'effriter", "s'effritent"),
        ("Ils s'installent hier.", "installent", "se fixer", "fixent"),
        ("Il veut gonfler le pont.", "gonfler", "faire sauter", "faire sauter"),
        ("Le vote finit tard.", "finit", "conclure", "conclut"),
        ("Le Sénat a passé.", "passé", "tomber", None),  # the auxiliary would have to change
        ("Il a planté.", "planté", "s'effriter", None),
        ("Ils s'installent.", "installent", "planter", None),
        ("Une table verte.", "table", "adopter", "adopte"),
        ("Une rivière verte.", "rivière", "adopter", None),
        ("Le Sénat passe.", "passe", "adoption", None),
    ],
)
def test_a_verb_takes_the_form_of_the_printed_one(french: str, printed: str, rendering: str, form: str | None) -> None:
    start = french.index(printed)
    assert conjugated_like(french, Span(start, start + len(printed)), rendering) == form
