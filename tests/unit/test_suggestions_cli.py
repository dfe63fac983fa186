"""``mtcheck check --suggest`` and ``--in-place``, from the command line to the files."""

from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator

GARBLED = "Kiev demande les systèmes patriotes à Londra.\n"
SOUND = "Kiev demande les systèmes Patriot à Londres.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(GARBLED, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(["check", "--no-cache", *arguments])
    return caught.value.code


def test_a_patch_is_written_and_the_input_untouched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt", "--suggest", "fix.patch") == 1
    assert "2 safe suggestions in 1 file" in capsys.readouterr().err
    assert (folder / "fix.patch").read_text(encoding="utf-8").splitlines()[:3] == [
        "--- a/a.txt",
        "+++ b/a.txt",
        "@@ -1 +1 @@",
    ]
    assert (folder / "a.txt").read_text(encoding="utf-8") == GARBLED


def test_corrected_copies(folder: Path) -> None:
    assert run("a.txt", "--suggest", "out", "--fail-on", "never", "-q") == 0
    assert (folder / "out" / "a.txt").read_text(encoding="utf-8") == SOUND
    assert (folder / "a.txt").read_text(encoding="utf-8") == GARBLED


def test_in_place(folder: Path) -> None:
    assert run("a.txt", "--in-place", "--fail-on", "never", "-q") == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == SOUND
    assert (folder / "a.txt.bak").read_text(encoding="utf-8") == GARBLED


def test_a_wrong_target_fails_before_the_work(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.txt", "--suggest", "a.txt") == 2
    assert "name a patch" in capsys.readouterr().err


def test_a_suggestion_that_cannot_be_applied_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text(GARBLED, encoding="utf-8")
    import os

    os.chdir(folder / "sub")
    assert run("../a.txt", "--suggest", "fix.patch", "-q") == 2
    assert "run mtcheck from a folder above it" in capsys.readouterr().err
