"""One word in the place of another: determiner, elision, number, gender, capital, and what stays as it is."""

from __future__ import annotations

import pytest

from mtcheck.french.substitution import is_adjective, is_noun, substitute
from mtcheck.records import Span


def put(text: str, printed: str, base: str, rendering: str) -> str | None:
    start = text.index(printed)
    found = substitute(text, Span(start, start + len(printed)), base, rendering)
    return None if found is None else found.applied(text)


@pytest.mark.parametrize(
    ("text", "printed", "base", "rendering", "expected"),
    [
        ("après les grèves aériennes", "grèves", "grève", "frappe", "après les frappes aériennes"),
        ("la veille de la fête", "fête", "fête", "parti", "la veille du parti"),
        ("au parti", "parti", "parti", "fête", "à la fête"),
        ("l'issue du procès", "procès", "procès", "essai", "l'issue de l'essai"),
        ("L’usine ferme.", "usine", "usine", "centrale", "La centrale ferme."),
        ("un essai important", "essai", "essai", "épreuve", "une épreuve importante"),
        ("une conversation très rentable", "rentable", "rentable", "fructueux", "une conversation très fructueuse"),
        ("Essais cliniques", "Essais", "essai", "procès", "Procès cliniques"),
        ("seront en frappe à midi", "frappe", "frappe", "grève", "seront en grève à midi"),
    ],
)
def test_the_other_word_fits(text: str, printed: str, base: str, rendering: str, expected: str) -> None:
    assert put(text, printed, base, rendering) == expected


@pytest.mark.parametrize(
    ("text", "printed", "base", "rendering"),
    [
        ("C'est la clé du problème", "clé", "clé", "essentiel"),  # a noun, an adjective
        ("Il faut répondre", "répondre", "répondre", "aborder"),  # verbs are rendered too freely
        ("le rôle du FMI", "FMI", "fmi", "France"),  # a name
        ("une grande fête", "fête", "fête", "parti"),  # the adjective before it would have to change
    ],
)
def test_what_is_not_of_one_kind_stays(text: str, printed: str, base: str, rendering: str) -> None:
    assert put(text, printed, base, rendering) is None


def test_the_form_and_what_follows_it_are_told_apart() -> None:
    found = substitute("un essai important", Span(3, 8), "essai", "épreuve")
    assert found is not None
    assert (found.span, found.form, found.tail) == (Span(0, 18), "épreuve", " importante")


def test_a_determiner_that_stays_is_no_part_of_it() -> None:
    text = "une phrase de prison"
    found = substitute(text, Span(4, 10), "phrase", "peine")
    assert found is not None
    assert (found.span, found.text) == (Span(4, 10), "peine")


def test_kinds() -> None:
    assert all(map(is_noun, ("grève", "frappe", "allocution", "procès")))
    assert not any(map(is_noun, ("fructueux", "aborder", "autour", "plusieurs")))
    assert all(map(is_adjective, ("fructueux", "rentable", "grand", "fertile")))
    assert not any(map(is_adjective, ("grève", "aborder", "actuellement", "parti pris")))
