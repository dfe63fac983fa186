"""CSV, TSV and JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, notes_of, place_of, read_all, read_one, write

from mtcheck.readers.content import ReadingOptions
from mtcheck.records import PassageKind


@pytest.mark.parametrize("name", ["feed.csv", "feed.jsonl"])
def test_feeds_of_other_programs(name: str) -> None:
    documents, faults = read_all(FIXTURES / name)
    assert not faults
    assert [Path(found.path).name for found in documents] == [f"{name}#{row}" for row in ("a17", "a18", "a19", "a20")]
    assert (documents[0].url, documents[0].date) == ("https://example.org/a17", "2025-07-04")
    assert "feu cessé" in documents[0].text
    assert {passage.kind for passage in documents[2].passages} == {PassageKind.EMBEDDED}
    assert not documents[3].passages
    assert "holds no text: there is nothing to check" in notes_of(documents[3])[0]


def test_places_lead_to_the_cell_and_the_line() -> None:
    (first, second, *_), _ = read_all(FIXTURES / "feed.csv")
    assert place_of(first, "feu cessé") == "row 1, column body, line 2"
    assert place_of(first, "La ministre") == "row 1, column body, line 3"
    assert place_of(second, "Le budget") == "row 2, column body, line 4"
    lines = (FIXTURES / "feed.csv").read_text(encoding="utf-8").split("\n")
    assert lines[2].startswith("La ministre")
    (first, *_), _ = read_all(FIXTURES / "feed.jsonl")
    assert place_of(first, "feu cessé") == "row 1, column article.body, line 1"


def test_tsv() -> None:
    documents, faults = read_all(FIXTURES / "feed.tsv")
    assert (len(documents), faults) == (3, [])


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["id", "texte"]) + "\n" + delimiter.join(["x", '"Il a dit ; oui, ""non"" | rien."']) + "\n"
    assert read_one(write(tmp_path, "a.csv", text)).text == 'Il a dit ; oui, "non" | rien.'


def test_columns_are_named(tmp_path: Path) -> None:
    options = ReadingOptions(text_column="chapô", id_column="clé", language_column="l", url_column="u", date_column="d")
    path = write(tmp_path, "a.csv", "clé,text,chapô,l,u,d\nk,Autre.,Le chapô est là.,fr-FR,http://e.org,2025\n")
    found = read_one(path, options)
    assert (found.path, found.text, found.url, found.date) == (f"{path}#k", "Le chapô est là.", "http://e.org", "2025")


def test_a_named_column_that_is_not_there(tmp_path: Path) -> None:
    fault = fault_of(write(tmp_path, "a.csv", "id,body\n1,Oui.\n"), ReadingOptions(text_column="texte"))
    assert "a.csv:1: has no column 'texte'; columns: id, body" in str(fault)
    fault = fault_of(write(tmp_path, "b.jsonl", '{"id": 1, "chapô": "Oui."}\n'))
    assert "name it with documents.text_column or --text-column" in str(fault)


def test_paths_are_unique(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,text\nx,Un texte.\nx,Un autre.\n,Sans nom.\n")
    documents, _ = read_all(path)
    assert [found.path for found in documents] == [f"{path}#x", f"{path}#x@2", f"{path}#3"]


def test_another_language(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.csv", "text,lang\nDer Minister kam gestern.,de\n"))
    assert [(passage.kind, passage.language) for passage in found.passages] == [(PassageKind.EMBEDDED, "de")]


def test_broken_rows_lose_no_other(tmp_path: Path) -> None:
    text = 'id,text\na,Avant.\nb,"jamais fermé\nc,Après.\nd,un,de trop\n'
    documents, faults = read_all(write(tmp_path, "a.csv", text))
    assert [found.text for found in documents] == ["Avant.", "Après."]
    assert ["a.csv:3: malformed record" in str(faults[0]), "a.csv:5: row 4 has 3 cells" in str(faults[1])] == [True] * 2
    rows = ['{"text": "Avant."}', '{"text": ', "[1]", '{"text": 7}', '{"text": "Après."}', "[" * 100_000]
    documents, faults = read_all(write(tmp_path, "a.jsonl", "\n".join(rows)))
    assert [found.text for found in documents] == ["Avant.", "7", "Après."]
    assert [fault.line for fault in faults] == [2, 3, 6]
    assert "malformed JSON, column" in str(faults[0])


@pytest.mark.parametrize(("name", "data"), [("a.csv", "id,text\n"), ("a.csv", ""), ("a.jsonl", ""), ("a.jsonl", "\n")])
def test_empty(tmp_path: Path, name: str, data: str) -> None:
    assert fault_of(write(tmp_path, name, data)).path.endswith(name)


def test_a_file_of_faults_ends(tmp_path: Path) -> None:
    _, faults = read_all(write(tmp_path, "a.csv", "id,text\n" + 'x,"a\n' * 5000))
    assert len(faults) == 101
    _, faults = read_all(write(tmp_path, "a.jsonl", '{"text": "Oui."}\n' + "{\n" * 5000))
    assert len(faults) == 101


def test_one_huge_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b'{"text": "' + b"x" * 20_000_000 + b'"}')
    assert "a.jsonl:1: the line is longer than" in str(fault_of(path))


def test_many_rows_are_read_in_one_pass(tmp_path: Path) -> None:
    rows = [json.dumps({"id": n, "text": "Le budget est adopté."}, ensure_ascii=False) for n in range(2000)]
    documents, _ = read_all(write(tmp_path, "a.jsonl", "\n".join(rows)))
    assert documents[1999].path.endswith("#1999")
