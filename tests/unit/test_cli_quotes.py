"""``mtcheck quotes``: the bank on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.records import Report

SPEECH = (
    "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season."
)


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bank.sqlite"
    monkeypatch.setenv("MTCHECK_BANK", str(path))
    monkeypatch.chdir(tmp_path)
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["quotes", *arguments])
    return int(stopped.value.code or 0)


def test_add_show_search_list_remove(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [
        "--speaker",
        "Ana Lopez",
        "--alias",
        "Mme Lopez",
        "--date",
        "2024-11-02",
        "--id",
        "harbour",
        "--licence",
        "CC0",
    ]
    assert run("add", SPEECH, *given) == 0
    assert "1 new; 1 quote in" in capsys.readouterr().err
    assert run("show", "harbour") == 0
    shown = capsys.readouterr().out
    assert "speaker  Ana Lopez\n" in shown
    assert "aliases  Mme Lopez\n" in shown
    assert "licence  CC0\n" in shown
    assert run("search", "pilots", "ice", "--json") == 0
    assert [quote["id"] for quote in json.loads(capsys.readouterr().out)] == ["harbour"]
    assert run("search", "paintings", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("list", "--speaker", "lopez") == 0
    assert capsys.readouterr().out.startswith("harbour (Ana Lopez, 2024-11-02): The harbour")
    assert run("remove", "harbour", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"removed": ["harbour"], "unknown": []}


def test_import_tells_file_and_line_of_what_is_wrong(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_text('{"text": "One.", "speaker": "A"}\n{"text": 3}\n{"text": "Two.", "speaker": "B"}\n')
    assert run("import", "a.jsonl") == 2
    told = capsys.readouterr().err
    assert "mtcheck: error: a.jsonl:2: quote 2: 'text' must be a string, not a number" in told
    assert "2 new, 1 fault; 2 quotes in" in told
    rows = [{"text": "Three.", "id": "one"}, {"text": "Four.", "id": "one"}, {"text": "One."}]
    Path("b.jsonl").write_text("".join(json.dumps(row | {"speaker": "A"}) + "\n" for row in rows))
    assert run("import", "b.jsonl", "--lang", "fr") == 2
    told = capsys.readouterr().err
    assert "l’identifiant 'one' est celui d’une autre citation de la banque" in told
    assert "1 nouvelle, 1 déjà connue, 1 erreur\u00a0; 3 citations dans" in told
    assert run("import", "a.jsonl", "none.csv", "--json") == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["new"], answer["known"], answer["faults"], answer["quotes"]) == (0, 2, 2, 3)


def test_import_of_columns(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text("who,quote\nA,One.\n")
    assert run("import", "a.csv", "--column", "text=quote", "--column", "speaker=who", "--licence", "CC BY 4.0") == 0
    assert run("export") == 0
    exported = json.loads(capsys.readouterr().out)
    assert {key: exported[key] for key in ("speaker", "text", "licence")} == {
        "speaker": "A",
        "text": "One.",
        "licence": "CC BY 4.0",
    }
    assert run("import", "a.csv", "--column", "texts=quote") == 2
    assert "--column" in capsys.readouterr().err


def test_import_of_what_was_found(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = (
        "Le port restera ouvert pendant tout l'hiver, a promis la ministre aux armateurs réunis dans la capitale.\n\n"
        "I had a very good talk with the harbour pilots today. We will buy two new icebreakers next year. "
        "pic.twitter.com/kQ3Byipvd2 — Ana Lopez (@AnaLopez) November 2, 2024\n\n"
        "La ministre n'a pas donné plus de précisions sur le calendrier de la livraison des navires.\n"
    )
    Path("article.txt").write_text(article, encoding="utf-8")
    assert run("import", "--found", "article.txt", "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == 1
    Path("report.json").write_text(json.dumps({"files": [{"path": "article.txt"}]}))
    assert run("import", "--from-report", "report.json", "--json") == 0
    assert json.loads(capsys.readouterr().out)["known"] == 1
    assert run("list", "--json") == 0
    (quote,) = json.loads(capsys.readouterr().out)
    assert (quote["speaker"], quote["date"]) == ("Ana Lopez", "2024-11-02")
    Path("other.json").write_text("[]")
    assert run("import", "--from-report", "other.json") == 2
    assert "no JSON report" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list"], "no such bank"),
        (["import"], "name a file"),
        (["add", " "], "'text' is empty"),
        (["add", "One.", "--date", "yesterday"], "not a date"),
    ],
)
def test_what_cannot_be_done_is_told(
    bank: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err


def test_unknown_ids_and_formats(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "One.") == 0
    for arguments in (["show", "x"], ["remove", "x"], ["export", "--format", "xml"]):
        assert run(*arguments) == 2
    told = capsys.readouterr().err
    assert told.count("'x'") == 2
    assert "unknown format 'xml'" in told


def test_the_configured_bank_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MTCHECK_BANK", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("mtcheck.toml").write_text('quotes = ["ours.sqlite"]\n')
    assert run("add", "One.") == 0
    assert Path("ours.sqlite").is_file()


def test_a_check_uses_the_bank_without_loading_it(bank: Path) -> None:
    from mtcheck.api import Text, check
    from mtcheck.engines.fake import FakeTranslator

    assert run("add", SPEECH, "--speaker", "Ana Lopez", "--id", "harbour") == 0
    assert run("add", "The paintings have been found in a warehouse.", "--speaker", "Karl Weiss") == 0
    text = "« Le port restera ouvert pendant tout l'hiver », a promis Ana Lopez aux armateurs."
    report: Report = check([Text(text)], quotes=str(bank), translator=FakeTranslator())
    assert [a.quote_id for file in report.files for item in file.quotations for a in item.alignments] == ["harbour"]
    assert "|quotes:2" in report.signature
    assert {quote.speaker for quote in report.quotes} == {"Ana Lopez", "Karl Weiss"}
