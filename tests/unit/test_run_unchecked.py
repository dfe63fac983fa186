"""What was not checked is said clearly, and has no score."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from document_reading import notes_of

from mtcheck.api import Text, check
from mtcheck.cli.pair_rows import read_rows
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import QuoteBankError
from mtcheck.quotes.formats import read_entries
from mtcheck.report.text import TextReporter

ENGLISH = "The minister said on Monday that the two armies had agreed on a ceasefire and that talks would go on."
GERMAN = "Die Bundesregierung hat am Mittwoch beschlossen, dass die Grenze für alle Reisenden wieder geöffnet wird."
FRENCH = "Le ministre a dit lundi que les deux armées étaient convenues d'une trêve et que les discussions iraient plus loin."


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (ENGLISH, "the text is in English, and counts as a known statement of this run"),
        (GERMAN, "the text is in German, not in French"),
        ("", "the file is empty"),
        ("* * *\n\n12345\n", "the file holds no sentence"),
    ],
)
def test_a_text_without_french_has_a_note_and_no_score(text: str, note: str) -> None:
    report = check(Text(text), translator=FakeTranslator())
    (file,) = report.files
    assert file.score is None
    assert file.document is not None
    assert note in notes_of(file.document)[-1]
    assert report.exit_code == 0
    stream = io.StringIO()
    TextReporter().render(report, stream)
    assert "Passes" not in stream.getvalue()
    assert "Nothing was checked" in stream.getvalue()
    assert "100.0" not in stream.getvalue()


def test_french_has_a_score() -> None:
    (file,) = check(Text(FRENCH), translator=FakeTranslator()).files
    assert file.score is not None
    assert file.document is not None
    assert not notes_of(file.document)


def test_a_french_file_is_no_bank(tmp_path: Path) -> None:
    path = tmp_path / "bank.txt"
    path.write_text(FRENCH, encoding="utf-8")
    with pytest.raises(QuoteBankError, match="holds French"):
        read_entries(str(path))
    path.write_text(ENGLISH, encoding="utf-8")
    assert len(read_entries(str(path))) == 1


@pytest.mark.parametrize("header", ["source\ttarget", "id\tEnglish\tFrançais"])
def test_a_row_of_column_names_is_no_pair(tmp_path: Path, header: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{header}\nYes.\tOui.\n", encoding="utf-8")
    first, second = read_rows(str(path), "tsv")
    assert first.error is not None
    assert "names the columns" in first.error
    assert (second.source, second.translation, second.error) == ("Yes.", "Oui.", None)


def test_a_first_pair_is_a_pair(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("Source of the Nile.\tSource du Nil.\n", encoding="utf-8")
    (row,) = read_rows(str(path), "tsv")
    assert row.error is None
