"""Documents read twice: once for the English in them, once to be checked, whatever is held between."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mtcheck.readers.discovery import Source, discover
from mtcheck.readers.plain import document
from mtcheck.records import Document, FileReport
from mtcheck.run.reading import DocumentReading

POST = (
    "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season. "
    "Every crew came home safely and I thank the keepers of the lighthouse for their patience."
)


@pytest.mark.parametrize("kept", [0, 50, 16_000_000])
def test_both_readings_give_the_same(tmp_path: Path, kept: int) -> None:
    (tmp_path / "a.txt").write_text("Le port reste ouvert.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(f"La ville respire, a dit la maire.\n\n{POST}\n", encoding="utf-8")
    sources: list[Source | Document] = [*discover([str(tmp_path), "-", "missing.txt"]), document("given", "Bonjour.")]
    reading = DocumentReading(sources, stdin=io.BytesIO(b"Le pont tient."), kept=kept)
    count, found = reading.survey()
    assert count == 5
    assert [quote.text for quote in found] == [POST]
    for _ in range(2):
        items = list(reading)
        assert [item.path.rpartition("/")[2] for item in items] == [
            "a.txt",
            "b.txt",
            "c.txt",
            "<stdin>",
            "missing.txt",
            "given",
        ]
        failed = [item.path.rpartition("/")[2] for item in items if isinstance(item, FileReport)]
        assert failed == ["missing.txt"]
        texts = [item.text for item in items if isinstance(item, Document)]
        assert texts[1] == ""  # an empty file is a document that has nothing to check
        assert texts[3] == "Le pont tient."


def test_what_is_not_held_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Le port reste ouvert.", encoding="utf-8")
    reading = DocumentReading(discover([str(path)]), kept=5)
    reading.survey()
    path.write_text("Le port reste fermé.", encoding="utf-8")
    (item,) = reading
    assert isinstance(item, Document)
    assert item.text == "Le port reste fermé."
