from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.errors import QuoteBankError
from mtcheck.quotes.bank import load_quotes

SEEDS = Path(__file__).parents[2] / "seeds"
QUOTE = {"speaker": "Jane Doe", "text": "We agreed."}


def write(path: Path, data: object) -> str:
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(path)


def test_seed_quote() -> None:
    (quote,) = load_quotes([str(SEEDS / "quotes")])
    assert (quote.id, quote.speaker, quote.date) == ("zelensky-x-2025-07-04", "Volodymyr Zelenskyy", "2025-07-04")
    assert "le président ukrainien" in quote.aliases
    assert not quote.found


@pytest.mark.parametrize(
    ("name", "data", "ids"),
    [
        ("one.json", QUOTE, ["one"]),
        ("list.json", [QUOTE, QUOTE | {"id": "b"}], ["list-1", "b"]),
        ("object.json", {"quotes": [QUOTE]}, ["object"]),
        ("lines.jsonl", json.dumps(QUOTE) + "\n\n" + json.dumps(QUOTE) + "\n", ["lines-1", "lines-2"]),
        ("one.toml", 'speaker = "Jane Doe"\ntext = "We agreed."\ndate = 2025-07-04\n', ["one"]),
        ("many.toml", '[[quotes]]\nspeaker = "Jane Doe"\ntext = "We agreed."\n', ["many"]),
        ("marked.json", "\ufeff" + json.dumps(QUOTE), ["marked"]),
    ],
)
def test_formats(tmp_path: Path, name: str, data: object, ids: list[str]) -> None:
    quotes = load_quotes([write(tmp_path / name, data)])
    assert [quote.id for quote in quotes] == ids
    assert {(quote.speaker, quote.text, quote.lang) for quote in quotes} == {("Jane Doe", "We agreed.", "en")}


def test_plain_text(tmp_path: Path) -> None:
    (quote,) = load_quotes([write(tmp_path / "speech.txt", "We agreed.\n\nWe left.\n")])
    assert (quote.id, quote.text, quote.speaker) == ("speech", "We agreed.\n\nWe left.", "")


def test_folder_is_sorted_and_files_count_once(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", ".c.json"):
        write(tmp_path / name, QUOTE)
    (tmp_path / "notes.md").write_text("Not a quote.", encoding="utf-8")
    assert [quote.id for quote in load_quotes([str(tmp_path), str(tmp_path / "a.json")])] == ["a", "b"]


BAD = {
    "unknown key": (
        "a.json",
        QUOTE | {"speeker": "x"},
        "quote 1: unknown key 'speeker'; did you mean 'speaker'?",
        None,
    ),
    "no text": ("a.json", {"speaker": "x"}, "the key 'text' is missing", None),
    "no speaker": ("a.json", [QUOTE, {"text": "x"}], "quote 2: the key 'speaker' is missing", None),
    "empty text": ("a.json", QUOTE | {"text": " "}, "'text' is empty", None),
    "wrong type": ("a.json", QUOTE | {"text": 5}, "'text' must be a string, not a number", None),
    "null text": ("a.json", QUOTE | {"text": None}, "'text' must be a string, not null", None),
    "aliases": ("a.json", QUOTE | {"aliases": "x"}, "'aliases' must be a list of strings, not a string", None),
    "alias": ("a.json", QUOTE | {"aliases": [""]}, "'aliases' must hold names", None),
    "date": ("a.json", QUOTE | {"date": "4 July"}, "'date' is '4 July', not a date like 2025-07-04", None),
    "no such day": ("a.json", QUOTE | {"date": "2025-02-30"}, "not a date", None),
    "language": ("a.json", QUOTE | {"lang": "fr"}, "known quotes must be English", None),
    "no object": ("a.json", ["x"], "must be an object", None),
    "beside": ("a.json", {"quotes": [], "extra": 1}, "unknown key 'extra' beside 'quotes'", None),
    "none": ("a.json", [], "holds no quote", None),
    "empty": ("a.json", " ", "is empty", None),
    "malformed": ("a.json", '{\n "text": }', "malformed JSON, column 10", 2),
    "twice": ("a.json", '{"text": "a", "text": "b"}', "the key 'text' stands twice", None),
    "nan": ("a.json", '{"text": NaN}', "NaN is no JSON value", None),
    "deep": ("a.json", "[" * 200_000, "is nested too deeply", 1),
    "line": ("a.jsonl", json.dumps(QUOTE) + "\n{", "malformed JSON", 2),
    "line's key": ("a.jsonl", json.dumps(QUOTE) + '\n{"text": "x"}', "quote 2: the key 'speaker' is missing", 2),
    "toml": ("a.toml", 'speaker = "x"\ntext = \n', "malformed TOML", 2),
    "format": ("a.csv", "x", "unknown format '.csv'", None),
}


@pytest.mark.parametrize(("name", "data", "message", "line"), BAD.values(), ids=BAD)
def test_malformed(tmp_path: Path, name: str, data: object, message: str, line: int | None) -> None:
    path = write(tmp_path / name, data)
    with pytest.raises(QuoteBankError) as caught:
        load_quotes([path])
    assert message in str(caught.value.message)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_wrong_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{\n"text": "\xe9"}')
    with pytest.raises(QuoteBankError, match=r"a\.json:2: byte 0xE9 is not UTF-8"):
        load_quotes([str(path)])


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    first, second = (write(tmp_path / name, QUOTE | {"id": "x"}) for name in ("a.json", "b.json"))
    with pytest.raises(QuoteBankError, match=r"the id 'x' is taken already by .*a\.json"):
        load_quotes([first, second])


def test_missing_file_and_folder_without_quotes(tmp_path: Path) -> None:
    with pytest.raises(QuoteBankError, match="no such file"):
        load_quotes([str(tmp_path / "absent.json")])
    with pytest.raises(QuoteBankError, match="the folder holds no known quotes"):
        load_quotes([str(tmp_path)])
