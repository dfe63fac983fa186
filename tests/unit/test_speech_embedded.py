from __future__ import annotations

import pytest

from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.plain import document
from mtcheck.readers.signatures import parse_date, parse_signature

POST = (
    "We have agreed to the plan and we thank the teams for it. pic.twitter.com/AbC1"
    " — Jane Doe / Джейн (@JaneDoe) March 5, 2024"
)


def test_post_becomes_a_found_quote() -> None:
    (quote,) = found_quotes(document("news/item.txt", f"Le plan est adopté.\n\n{POST}\n\nLa suite demain."))
    assert quote.text == "We have agreed to the plan and we thank the teams for it."
    assert (quote.id, quote.speaker, quote.date) == ("found:news/item.txt:3", "Jane Doe", "2024-03-05")
    assert (quote.medium, quote.source, quote.found) == ("X (@JaneDoe)", "news/item.txt:3", True)
    assert quote.aliases == ("Doe",)


def test_paragraphs_of_one_post_are_one_quote() -> None:
    (quote,) = found_quotes(document("a.txt", f"We met with all of the ministers today.\n\n{POST}"))
    assert quote.text.startswith("We met with all of the ministers today.\n\nWe have agreed")
    assert quote.speaker == "Jane Doe"


def test_statement_without_signature_and_other_languages() -> None:
    (quote,) = found_quotes(
        document("a.txt", "We met with all of the ministers today.\n\nAbbiamo deciso di lavorare per la pace.")
    )
    assert (quote.speaker, quote.date) == ("", None)


def test_french_has_none() -> None:
    assert found_quotes(document("a.txt", "Rien à voir ici avec les ministres.")) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 4, 2025", "2025-07-04"),
        ("4 juillet 2025", "2025-07-04"),
        ("2025-07-04", "2025-07-04"),
        ("1er août 2024", "2024-08-01"),
        ("February 30, 2025", None),
        ("demain", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


def test_no_signature() -> None:
    assert parse_signature("Un texte — avec un tiret (et une note)") is None
