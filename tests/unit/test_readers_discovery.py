from __future__ import annotations

import os
from pathlib import Path

import pytest

from mtcheck.readers.discovery import STDIN, SourceKind, discover


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/skip.json", ".hidden/d.txt", ".e.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Oui.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


@pytest.mark.usefixtures("news")
def test_folder_is_sorted_and_skips_hidden_and_other_files() -> None:
    assert [source.path for source in discover(["news"])] == ["news/a.md", "news/b.txt", "news/sub/c.TXT"]


@pytest.mark.usefixtures("news")
def test_order_is_the_users_and_duplicates_collapse() -> None:
    assert [source.path for source in discover(["news/b.txt", "./news/b.txt", "news"])] == [
        "news/b.txt",
        "news/a.md",
        "news/sub/c.TXT",
    ]


@pytest.mark.usefixtures("news")
def test_patterns() -> None:
    assert [source.path for source in discover(["news/*.txt"])] == ["news/b.txt"]
    assert [source.path for source in discover(["news/**/*.[tT]*"])] == ["news/b.txt", "news/sub/c.TXT"]


@pytest.mark.usefixtures("news")
def test_a_named_file_is_taken_whatever_its_suffix() -> None:
    assert [source.path for source in discover(["news/sub/skip.json"])] == ["news/sub/skip.json"]


def test_stdin_once() -> None:
    (source,) = discover(["-", "-"])
    assert (source.path, source.kind) == (STDIN, SourceKind.STDIN)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("absent.txt", "no such file or folder"),
        ("empty", "the folder holds no text"),
        ("news/*.odt", "the pattern matches no file"),
        ("", "is not a path"),
    ],
)
@pytest.mark.usefixtures("news")
def test_faults_do_not_stop_the_others(path: str, message: str) -> None:
    bad, good = discover([path, "news/b.txt"])
    assert bad.error is not None
    assert message in str(bad.error)
    assert good.error is None


def test_symlink_loop_ends(news: Path) -> None:
    os.symlink(news, news / "sub" / "loop")
    assert len(discover(["news"])) == 3
