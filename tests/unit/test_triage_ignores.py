"""The ignore list: what an entry fits, what is unused, and what is malformed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_triage_baseline import TEXT, reported

from mtcheck.errors import ConfigError
from mtcheck.records import (
    Alignment,
    FileReport,
    KnownQuote,
    MatchedQuotation,
    Quotation,
    Report,
    Span,
    SuppressionKind,
)
from mtcheck.triage.ignores import load_ignores
from mtcheck.triage.triage import Triage

QUOTE = KnownQuote("q", "Volodymyr Zelenskyy", "…", aliases=("le président ukrainien",))


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def parted(entry: str, file: FileReport, *, partial: bool = False) -> tuple[FileReport, tuple[str, ...]]:
    Path("list.toml").write_text(f"[[ignore]]\nreason = 'checked'\n{entry}\n", encoding="utf-8")
    triage = Triage(ignores=load_ignores("list.toml"), quote_of={"q": QUOTE}.get, partial=partial)
    return triage.part(file), tuple(map(str, triage.warnings()))


def quoted(path: str = "news/a.txt") -> FileReport:
    """Report a fault inside a quotation, and one outside."""
    file = reported(path, TEXT)
    span = Span(0, TEXT.index("."))
    matched = MatchedQuotation(Quotation(span, span.of(TEXT), "M. Zelensky"), (Alignment(span, "q", (0, 1), "…", 0.9),))
    return replace(file, quotations=(matched,))


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("code = 'MT201'", 0),
        ("code = 'MT2'", 0),
        ("code = 'MT3'", 2),
        ("text = 'Feu  cessé'", 0),
        ("text = 'feu'", 2),
        ("text = 'feu*'", 0),
        ("text = 'f?u cess?'", 0),
        ("text = '[f]eu cessé'", 2),
        ("speaker = 'Zelenskyy'", 1),
        ("speaker = 'ZELENSKY'", 1),
        ("speaker = 'président ukrainien'", 1),
        ("speaker = 'Zelensk'", 2),
        ("speaker = 'Trump'", 2),
        ("file = 'news/a.txt'", 0),
        ("file = './news/a.txt'", 0),
        ("file = 'news/'", 0),
        ("file = 'news'", 0),
        ("file = 'a.txt'", 0),
        ("file = '*.txt'", 0),
        ("file = '**/a.txt'", 0),
        ("file = 'news/*'", 0),
        ("file = 'new'", 2),
        ("file = 'old/**'", 2),
        ("code = 'MT201'\ntext = 'feu cessé'\nspeaker = 'Zelensky'\nfile = 'news/**'", 1),
        ("code = 'MT201'\ntext = 'feu cessé'\nspeaker = 'Zelensky'\nfile = 'old/**'", 2),
    ],
)
def test_every_condition_that_is_given_must_hold(entry: str, left: int) -> None:
    file, _ = parted(entry, quoted())
    assert len(file.findings) == left
    assert len(file.suppressed) == 2 - left
    assert {(item.kind, item.reason) for item in file.suppressed} <= {(SuppressionKind.IGNORE, "checked")}


def test_files_are_named_as_from_the_list_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path / "news")
    (tmp_path / "list.toml").write_text("[[ignore]]\nreason='r'\nfile='news/a.txt'\n", encoding="utf-8")
    assert Triage(ignores=load_ignores("../list.toml")).part(reported("a.txt", TEXT)).findings == ()


def test_unused_entries_are_told() -> None:
    assert parted("code = 'MT6'", quoted())[1] == (
        "list.toml:1: unused entry: no finding fits it (code 'MT6')",
    )  # fmt: skip
    assert parted("code = 'MT201'", quoted())[1] == ()
    assert parted("file = 'other.txt'", quoted())[1] == ()
    assert parted("code = 'MT6'", quoted(), partial=True)[1] == ()
    assert len(parted("code = 'MT6'\nfile = 'a.txt'", quoted(), partial=True)[1]) == 1


def test_what_is_ignored_does_not_fail_the_run() -> None:
    file, _ = parted("code = 'MT201'", quoted())
    assert Report((file,), "sig").exit_code == 0
    assert file.score == 100


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[[ignore]\n", "list.toml:1:9: not valid TOML"),
        ("\n\n[[ignore]]\ncode = 'MT201'\n", "list.toml:3: reason: is missing"),
        ("[[ignore]]\nreason = 'x'\n", "list.toml:1: says nothing but a reason"),
        ("[[ignore]]\nreason = ' '\n", "list.toml:1: reason: expected a string that is not empty"),
        ("[[ignore]]\nreason = 'x'\ncode = 'MT201'\n\n[[ignore]]\nreason = 'y'\ncodes = 'MT2'\n", "list.toml:5: codes: unknown"),
        ("[[ignore]]\nreason = 'x'\ncode = 'T201'\n", "list.toml:1: code: 'T201' is no code"),
        ("[[ignore]]\nreason = 'x'\ntext = 3\n", "list.toml:1: text: expected a string"),
        ("ignored = 1\n", "list.toml: ignored: unknown key"),
        ("ignore = 1\n", "list.toml: ignore: expected tables [[ignore]]"),
        ("ignore = [1]\n", "list.toml:1: expected a table"),
    ],
)  # fmt: skip
def test_a_malformed_list_names_the_place(content: str, expected: str) -> None:
    Path("list.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_ignores("list.toml")
    assert str(caught.value).startswith(expected)


def test_a_list_that_is_not_utf_8_names_the_line() -> None:
    Path("list.toml").write_bytes(b"# a\n# \xe9\n")
    with pytest.raises(ConfigError, match=r"^list\.toml:2: not UTF-8"):
        load_ignores("list.toml")


def test_a_missing_list_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^none\.toml: no such file"):
        load_ignores("none.toml")
