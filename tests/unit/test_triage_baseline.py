"""The baseline: what moved stays known, what is new counts, what is gone is stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.errors import ConfigError
from mtcheck.readers.plain import document
from mtcheck.records import Category, FileReport, Finding, Severity, Span, SuppressionKind
from mtcheck.text.lines import Lines
from mtcheck.triage.baseline import Baseline, Renewal, load_baseline
from mtcheck.triage.known import KnownFinding, KnownFindings
from mtcheck.triage.triage import Triage

FAULT = "feu cessé"
TEXT = "Les deux camps ont signé un feu cessé hier soir. Un autre feu cessé suivra."


def reported(path: str, text: str, words: str = FAULT, code: str = "MT201") -> FileReport:
    """Report every place of ``words``."""
    lines, findings, start = Lines.of(text), [], text.find(words)
    while start >= 0:
        span = Span(start, start + len(words))
        place = lines.place(start)
        findings.append(
            Finding(code, "term.garbled", Category.WRONG_TERM, Severity.MAJOR, 0.9, span, words, "garbled", *place)
        )
        start = text.find(words, span.end)
    return FileReport(path, None, 50.0, tuple(findings), (), document(path, text))


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def written(*files: FileReport, path: str = "base.json") -> Baseline:
    renewal = Renewal(load_baseline(path) if Path(path).exists() else Baseline(path))
    for file in files:
        renewal.add(file)
    made = renewal.baseline()
    Path(path).write_text(made.dump(), encoding="utf-8")
    assert load_baseline(path) == made
    return made


def remaining(baseline: Baseline, *files: FileReport) -> tuple[list[int], tuple[str, ...]]:
    """Count what still counts in each file, and return the warnings."""
    triage = Triage(baseline=baseline)
    parted = [triage.part(file) for file in files]
    assert all(item.kind is SuppressionKind.BASELINE for file in parted for item in file.suppressed)
    return [len(file.findings) for file in parted], tuple(map(str, triage.warnings()))


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (TEXT, 0),
        ("Une ligne de plus.\r\n\r\n" + TEXT, 0),
        (" ".join(reversed(TEXT.split(". "))).replace("suivra. ", "suivra.\n\n"), 0),
        (TEXT.replace("Les deux camps", "Hier à Genève, les délégués"), 0),
        (TEXT.replace("un feu", "un\u00a0 feu").replace("ont signé", "ONT SIGNE\u0301"), 0),
        (TEXT + " Et voilà encore un feu cessé de plus.", 1),
        (TEXT + " " + TEXT, 2),
        (TEXT.replace("signé", "rompu"), 1),
    ],
)
def test_moved_text_is_known_and_new_text_is_not(text: str, new: int) -> None:
    baseline = written(reported("a.txt", TEXT))
    assert remaining(baseline, reported("a.txt", text))[0] == [new]


def test_another_code_is_another_finding() -> None:
    baseline = written(reported("a.txt", TEXT))
    assert remaining(baseline, reported("a.txt", TEXT, code="MT202"))[0] == [2]


def test_stale_entries_are_told_once_their_file_is_checked() -> None:
    baseline = written(reported("a.txt", TEXT), reported("b.txt", TEXT))
    left, warnings = remaining(baseline, reported("a.txt", TEXT.split(". ", maxsplit=1)[0]))
    assert left == [0]
    assert warnings == ("base.json: stale entry: a.txt: MT201 “feu cessé” is no longer found",)
    triage = Triage(baseline=baseline, wanted=lambda code: code.startswith("MT1"))
    triage.part(FileReport("a.txt"))
    assert triage.warnings() == ()


def test_a_renamed_file_and_a_moved_paragraph_are_known(workplace: Path) -> None:
    baseline = written(reported("a.txt", TEXT))
    (workplace / "a.txt").rename(workplace / "c.txt")
    assert remaining(baseline, reported("c.txt", TEXT)) == ([0], ())
    baseline = written(reported("b.txt", TEXT), path="other.json")
    assert remaining(baseline, reported("b.txt", ""), reported("c.txt", TEXT)) == ([0, 0], ())


def test_a_copy_is_not_known(workplace: Path) -> None:
    baseline = written(reported("a.txt", TEXT))
    assert remaining(baseline, reported("a.txt", TEXT), reported("b.txt", TEXT)) == ([0, 2], ())


def test_paths_are_relative_to_the_baseline(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workplace / "sub").mkdir()
    (workplace / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    baseline = written(reported(str(workplace / "sub" / "a.txt"), TEXT))
    assert [entry.path for entry in baseline.entries] == ["sub/a.txt"] * 2
    monkeypatch.chdir(workplace / "sub")
    assert remaining(load_baseline("../base.json"), reported("./a.txt", TEXT))[0] == [0]


def test_writing_anew_keeps_other_files_that_exist(workplace: Path) -> None:
    written(reported("a.txt", TEXT), reported("b.txt", TEXT), reported("gone.txt", TEXT))
    made = written(reported("a.txt", ""), FileReport("b.txt", "b.txt: cannot be read"))
    assert [entry.path for entry in made.entries] == ["b.txt", "b.txt"]


def test_the_file_is_sorted_one_entry_a_line() -> None:
    one, other = (written(*files, path=name) for name, files in (
        ("x.json", [reported("b.txt", TEXT), reported("a.txt", TEXT + TEXT)]),
        ("y.json", [reported("a.txt", TEXT + TEXT), reported("b.txt", TEXT)]),
    ))  # fmt: skip
    assert one.dump() == other.dump()
    lines = one.dump().splitlines()
    assert sum(line.startswith('    {"path": "a.txt", "code": "MT201", "text": "feu cessé"') for line in lines) >= 2
    assert json.loads(Baseline("z.json").dump()) == {"mtcheck_baseline": 1, "entries": []}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{", "bad.json:1:2: not valid JSON"),
        (b"\xff", "bad.json: not UTF-8"),
        (b"[]", "bad.json: not a baseline"),
        (b'{"files": []}', "bad.json: not a baseline"),
        (b'{"mtcheck_baseline": 2}', "bad.json: a baseline of version 2"),
        (b'{"mtcheck_baseline": 1}', "bad.json: entries: expected a list"),
        (b'{"mtcheck_baseline": 1, "entries": [7]}', "bad.json: entries[0]: expected an object"),
        (b'{"mtcheck_baseline": 1, "entries": [{"path": "a"}]}', "bad.json: entries[0].code: expected a string"),
        (
            b'{"mtcheck_baseline": 1, "entries": [{"path": "a", "code": "c", "text": "t", "context": "", "count": 0}]}',
            "bad.json: entries[0].count: expected a number from 1 on",
        ),
        (
            b'{"mtcheck_baseline": 1, "entries": [{"path": "a", "code": "c", "text": "t", "context": "", "line": 3}]}',
            "bad.json: entries[0].line: unknown key",
        ),
        (b"[" * 100_000, "bad.json:1: not valid JSON: nested too deeply"),
    ],
)
def test_a_malformed_baseline_names_the_place(content: bytes, expected: str) -> None:
    Path("bad.json").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_baseline("bad.json")
    assert str(caught.value).startswith(expected)


def test_a_missing_baseline_says_how_to_make_one() -> None:
    with pytest.raises(ConfigError, match=r"^none\.json: no such file; --write-baseline makes one"):
        load_baseline("none.json")


def test_each_known_finding_is_used_once() -> None:
    stock = KnownFindings([KnownFinding("a", "x", 2), KnownFinding("b", "x")], exists=lambda path: path != "b")
    assert stock.take("a", ["x", "x", "y", "x", "x"]) == (True, True, False, True, False)
    assert stock.left_over() == ()
