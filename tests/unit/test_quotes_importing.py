"""Importing quotes: every format, rows that are wrong, and export that can be imported again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mtcheck.errors import QuoteBankError
from mtcheck.quotes.bank import load_quotes
from mtcheck.quotes.importing import Defaults, export_quotes, import_quotes
from mtcheck.quotes.store import QuoteStore
from mtcheck.records import KnownQuote

TMX = """<?xml version="1.0"?>
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="en-GB"><seg>We <bpt i="1"/>agreed.</seg></tuv><tuv xml:lang="fr"><seg>D'accord.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Seul.</seg></tuv></tu>
<tu><tuv xml:lang="EN"><seg>We left.</seg></tuv></tu>
</body></tmx>"""


def quotes(path: Path, name: str | None = None, **defaults: object) -> tuple[list[KnownQuote], list[str]]:
    items = list(import_quotes(str(path), name, Defaults(**defaults)))  # type: ignore[arg-type]
    return [i for i in items if isinstance(i, KnownQuote)], [str(i) for i in items if isinstance(i, QuoteBankError)]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_json_lines_keep_the_rows_that_are_right(tmp_path: Path) -> None:
    lines = '{"text": "One.", "speaker": "A"}\n\nnonsense\n{"speaker": "B"}\n{"text": "Two."}\n'
    found, faults = quotes(write(tmp_path / "a.jsonl", lines), licence="CC0", speaker="Z")
    assert [(quote.text, quote.speaker, quote.licence) for quote in found] == [
        ("One.", "A", "CC0"),
        ("Two.", "Z", "CC0"),
    ]
    assert len({quote.id for quote in found}) == 2
    assert [fault.split(": ")[0].rpartition("a.jsonl:")[2] for fault in faults] == ["3", "4"]


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.tsv", "\t")])
def test_tables(tmp_path: Path, name: str, mark: str) -> None:
    rows = [
        ["who", "quote", "date", "aliases"],
        ["A", "One.", "2024", "x|y"],
        ["B", "Two.", "soon", ""],
        ["C", "", "", ""],
    ]
    path = write(tmp_path / name, "".join(mark.join(row) + "\n" for row in rows))
    found, faults = quotes(path, columns=(("text", "quote"), ("speaker", "Who")))
    assert [(q.text, q.speaker, q.date, q.aliases) for q in found] == [("One.", "A", "2024", ("x", "y"))]
    assert [fault.partition(f"{name}:")[2].partition(":")[0] for fault in faults] == ["3", "4"]


def test_a_table_without_the_column_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(QuoteBankError, match=r"a\.csv:1: there is no column 'text' among who, quote"):
        quotes(write(tmp_path / "a.csv", "who,quote\nA,One.\n"))
    with pytest.raises(QuoteBankError, match="no column 'said'"):
        quotes(tmp_path / "a.csv", columns=(("text", "said"),))


def test_quoted_cells_may_hold_line_ends(tmp_path: Path) -> None:
    found, faults = quotes(write(tmp_path / "a.csv", 'text,speaker\n"One,\ntwo.",A\nThree.,B,C\n'))
    assert [quote.text for quote in found] == ["One,\ntwo."]
    assert len(faults) == 1
    assert "a.csv:4: " in faults[0]


def test_a_quotation_mark_in_tab_separated_text_is_one(tmp_path: Path) -> None:
    found, _ = quotes(write(tmp_path / "a.tsv", 'text\n"Never", he said.\nTwo.\n'))
    assert [quote.text for quote in found] == ['"Never", he said.', "Two."]


def test_translation_memories(tmp_path: Path) -> None:
    found, faults = quotes(write(tmp_path / "a.tmx", TMX), speaker="M")
    assert [(quote.text, quote.speaker) for quote in found] == [("We agreed.", "M"), ("We left.", "M")]
    assert faults == []


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx><body>&a;</body></tmx>'
    with pytest.raises(QuoteBankError, match="declares entities"):
        quotes(write(tmp_path / "a.tmx", bomb))


def test_broken_xml_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(QuoteBankError, match=r"a\.tmx:2: malformed TMX"):
        quotes(write(tmp_path / "a.tmx", "<tmx>\n</body>"))


def test_paragraphs_of_plain_text(tmp_path: Path) -> None:
    found, _ = quotes(write(tmp_path / "a.txt", "One\nline.\n\n\nTwo.\n"), speaker="A", date="2024-05-01")
    assert [(quote.text, quote.speaker, quote.date) for quote in found] == [
        ("One line.", "A", "2024-05-01"),
        ("Two.", "A", "2024-05-01"),
    ]


def test_yaml(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", "quotes:\n  - speaker: A\n    date: 2024-05-01\n    text: |\n      One.\n")
    assert [(q.speaker, q.date, q.text.strip()) for q in load_quotes([str(path)])] == [("A", "2024-05-01", "One.")]
    with pytest.raises(QuoteBankError, match=r"b\.yaml:2: malformed YAML"):
        load_quotes([str(write(tmp_path / "b.yaml", "a: [1\nb: }"))])
    with pytest.raises(QuoteBankError, match="malformed YAML"):
        load_quotes([str(write(tmp_path / "c.yaml", "!!python/object/apply:os.system ['true']"))])


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv"])
def test_what_is_exported_can_be_imported(tmp_path: Path, name: str) -> None:
    known = [
        KnownQuote("a", "A, the first", 'He said "no".', aliases=("x", "y"), date="2024", source="s", licence="CC0"),
        KnownQuote("b", "", "Two."),
    ]
    stream = io.StringIO()
    assert export_quotes(iter(known), stream, name) == 2
    found, faults = quotes(write(tmp_path / f"a.{name}", stream.getvalue()))
    assert (found, faults) == (known, [])


def test_a_bank_can_be_imported_into_another(tmp_path: Path) -> None:
    with QuoteStore(tmp_path / "a.sqlite", create=True) as store:
        store.add([KnownQuote("a", "A", "One.")])
    assert [quote.id for quote in quotes(tmp_path / "a.sqlite")[0]] == ["a"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(QuoteBankError, match="cannot be read"):
        quotes(tmp_path / "none.jsonl")
    with pytest.raises(QuoteBankError, match="unknown format"):
        quotes(tmp_path / "a.xyz")
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "\xff"}')
    with pytest.raises(QuoteBankError, match="0xFF is not UTF-8"):
        quotes(tmp_path / "b.jsonl")
