"""What a corpus run writes: tables as documented, figures that add up, banks that travel, folders that stay whole."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from mtcheck.cli import main
from mtcheck.corpus.banks import ShippedBank, ship
from mtcheck.corpus.figures import CorpusFigures
from mtcheck.corpus.run import begin_folder
from mtcheck.corpus.schema import (
    FINDINGS,
    SCHEMA_VERSION,
    TABLES,
    document_columns,
    document_row,
    finding_rows,
    month_of,
    quotation_rows,
    table_of,
)
from mtcheck.corpus.store import Store
from mtcheck.corpus.summary import Summary, write_summary
from mtcheck.errors import ConfigError
from mtcheck.language.catalogue import LANGUAGES
from mtcheck.language.messages import speaking
from mtcheck.quotes.store import QuoteStore
from mtcheck.records import (
    Alignment,
    Category,
    Document,
    FileReport,
    Finding,
    KnownQuote,
    MatchedQuotation,
    Quotation,
    Severity,
    Span,
    Suppressed,
    SuppressionKind,
)

SCALE = Path(__file__).parents[2] / "docs" / "scale.md"
FINDING = Finding("MT201", "term.garbled", Category.WRONG_TERM, Severity.MAJOR, 0.9, Span(0, 2), "Le", "Why | not")
QUOTATION = Quotation(Span(3, 8), "maire", "M. Durand")
ALIGNED = Alignment(Span(3, 8), "k", (0, 1), "The mayor.", 0.8, QUOTATION)
REPORT = FileReport(
    "a.jsonl#1",
    None,
    91.0,
    (FINDING, replace(FINDING, severity=Severity.MINOR, quote_id="k")),
    (MatchedQuotation(QUOTATION, (ALIGNED,)), MatchedQuotation(QUOTATION)),
    Document("a.jsonl#1", "Le maire.", date="2025-07-04", url="https://a.example/1"),
    (Suppressed(FINDING, SuppressionKind.BASELINE, "known"),),
    words=2,
)  # fmt: skip
SPEAKERS = {"k": "Paul Durand"}


def figures_of(number: int, report: FileReport, source: str = "a.example") -> CorpusFigures:
    shared = document_columns(number, report, source)
    figures = CorpusFigures()
    figures.add_documents([document_row(shared, report)])
    figures.add_quotations(quotation_rows(shared, report, SPEAKERS))
    figures.add_findings(finding_rows(shared, report, SPEAKERS))
    return figures


def test_every_column_is_documented_and_nothing_else() -> None:
    text = SCALE.read_text(encoding="utf-8")
    assert f"version, {SCHEMA_VERSION}," in text
    listed = text.partition("### What is written")[2].partition("### Going on")[0]
    rows = re.findall(r"^\| (`[^|]*`) \| (?:integer|number|text|truth) \|", listed, re.M)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == {name for schema in TABLES.values() for name in schema.names}


def test_rows_fit_their_tables() -> None:
    shared = document_columns(7, REPORT, "a.example")
    rows = finding_rows(shared, REPORT, SPEAKERS)
    table = table_of(FINDINGS, rows)
    assert table.num_rows == 3
    assert table.schema.metadata[b"mtcheck.schema_version"] == SCHEMA_VERSION.encode()
    assert [(row["known"], row["reason"]) for row in table.to_pylist()] == [(None, None)] * 2 + [("baseline", "known")]
    assert document_row(shared, REPORT) | {"month": "2025-07"} == document_row(shared, REPORT)
    assert [row["quote_id"] for row in quotation_rows(shared, REPORT, SPEAKERS)] == ["k", None]


@pytest.mark.parametrize(
    ("date", "month"),
    [("2025-07-04", "2025-07"), ("2025-07", "2025-07"), ("2025", None), ("4 juillet", None), ("2025-13-01", None), (None, None)],
)  # fmt: skip
def test_a_month_is_read_of_a_date(date: str | None, month: str | None) -> None:
    assert month_of(date) == month


def test_figures_add_up_in_any_order() -> None:
    failed = FileReport("b", error="b: gone")
    one, two = figures_of(1, REPORT), figures_of(2, failed, "b.example")
    sums = []
    for order in ((one, two), (two, one)):
        total = CorpusFigures()
        for part in order:
            total.merge(json.loads(json.dumps(part.plain())))
        sums.append(total.plain())
    assert sums[0] == sums[1]
    assert sums[0]["total"] == {
        "documents": 2, "failed": 1, "words": 2, "quotations": 1, "matched": 1, "major": 1, "minor": 1, "known": 1,
    }  # fmt: skip
    assert sums[0]["speakers"] == {"Paul Durand": {"quotations": 1, "minor": 1}}
    assert sums[0]["months"].keys() == {"2025-07", "unknown"}
    assert sums[0]["kinds"] == {"MT201 term.garbled": {"major": 1, "minor": 1, "known": 1}}


@pytest.mark.parametrize(
    ("report", "fail_on", "code"),
    [
        (REPORT, Severity.MAJOR, 1),
        (REPORT, Severity.CRITICAL, 0),
        (REPORT, None, 0),
        (FileReport("b", error="b: gone"), None, 2),
    ],
)
def test_a_run_says_how_it_ended(report: FileReport, fail_on: Severity | None, code: int, tmp_path: Path) -> None:
    summary = Summary("signature", SCHEMA_VERSION, ("a.jsonl",), figures_of(1, report, "<a> | b"), fail_on)
    write_summary(Store(str(tmp_path)), summary)
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["exit_code"] == summary.exit_code == code
    assert "| &lt;a> \\| b |" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "&lt;a&gt; | b" in (tmp_path / "summary.html").read_text(encoding="utf-8")


def test_a_summary_for_people_is_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    figures = figures_of(1, REPORT)
    plain = {}
    for code in LANGUAGES:
        (tmp_path / code).mkdir()
        with speaking(code):
            summary = Summary("signature", SCHEMA_VERSION, ("a.jsonl",), figures, Severity.MAJOR)
            write_summary(Store(str(tmp_path / code)), summary)
        plain[code] = (tmp_path / code / "summary.json").read_bytes()
    assert plain["en"] == plain["fr"]  # for programs: neutral
    markdown = (tmp_path / "fr" / "summary.md").read_text(encoding="utf-8")
    assert "1 document (0 en échec), 2 fautes. Code de sortie 1." in markdown
    assert "| Auteur des propos | " in markdown
    assert "| MT201 terme\u00a0: mot à mot | " in markdown
    page = (tmp_path / "fr" / "summary.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "<caption>Par mois</caption>" in page
    assert "1 document, 0 failed, 2 findings" in (tmp_path / "en" / "summary.html").read_text(encoding="utf-8")


def test_a_bank_travels_in_pieces_and_is_opened_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.corpus.banks._CHUNK", 1000)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    quotes = [KnownQuote(f"q{number}", "Ana Lopez", f"Ship {number} came home.") for number in range(50)]
    with QuoteStore(tmp_path / "bank.sqlite", create=True) as store:
        store.add(quotes)
        pieces: list[bytes] = []

        def put(piece: bytes) -> int:
            pieces.append(piece)
            return len(pieces) - 1

        shipped = ship(store, put)
        assert len(shipped.pieces) > 3
        with shipped.opened(pieces.__getitem__) as copy:
            assert (list(copy), copy.digest) == (quotes, store.digest)
        pieces.clear()  # the node has it
        with shipped.opened(pieces.__getitem__) as again:
            assert len(again) == 50


def test_the_copy_of_a_bank_stays_as_long_as_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pieces = {digest: ShippedBank(digest, (digest,)) for digest in ("used", "left", "new")}

    def here(digest: str) -> Path:
        return pieces[digest].here(lambda _: b"a bank")

    used, left = here("used"), here("left")
    for path in (used, left):
        os.utime(path, (1, 1))
    assert here("used") == used
    here("new")
    assert (used.exists(), left.exists()) == (True, False)


@pytest.mark.parametrize("address", ["memory://out/run", "{tmp}/run"])
def test_a_store_has_whole_files_or_none(address: str, tmp_path: Path) -> None:
    store = Store(address.format(tmp=tmp_path))
    assert store.is_empty()
    assert (store.read("a/b.json"), store.names("a")) == (None, [])
    store.write_json("a/b.json", {"é": 1})
    store.write("a/c", b"x")
    store.write("a/c", b"yy")
    assert (store.read_json("a/b.json"), store.read("a/c"), store.names("a")) == ({"é": 1}, b"yy", ["b.json", "c"])
    assert not store.is_empty()
    store.remove_all(["a"])
    assert store.names("a") == []
    fsspec.filesystem("memory").store.clear()


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("mtcheck.cli.corpus.find_spec", lambda name: None if name in {"ray", "warcio"} else object())
    with pytest.raises(SystemExit) as ended:
        main(["corpus", "a.jsonl", "-o", "out"])
    assert ended.value.code == 2
    assert "needs ray, warcio: pip install 'mtcheck[cluster]'" in capsys.readouterr().err


def test_a_run_takes_over_its_own_folder_and_no_other(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "run"))
    begin_folder(store, {"inputs": "a", "version": "1"}, overwrite=False)
    begin_folder(store, {"inputs": "a", "version": "1"}, overwrite=False)
    with pytest.raises(ConfigError, match=r"was begun with other values \(version\): --overwrite begins anew"):
        begin_folder(store, {"inputs": "a", "version": "2"}, overwrite=False)
    store.write("documents/x.parquet", b"x")
    begin_folder(store, {"inputs": "a", "version": "2"}, overwrite=True)
    assert store.names("documents") == []


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.write("letter.txt", b"Cher ami")
    with pytest.raises(ConfigError, match="holds files, but no corpus run"):
        begin_folder(store, {}, overwrite=False)
    with pytest.raises(ConfigError, match="holds files, but no corpus run"):
        begin_folder(store, {}, overwrite=True)
    assert store.read("letter.txt") == b"Cher ami"
