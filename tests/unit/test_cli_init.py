"""``mtcheck init``, ``mtcheck ignore``, the manual page and shell completion."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.config.settings import Config, load_config, parse_config
from mtcheck.triage.ignores import load_ignores

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "mtcheck.1"


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(words)
    return caught.value.code


def test_init_writes_a_commented_configuration_that_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init") == 0
    assert capsys.readouterr().err == "mtcheck: wrote mtcheck.toml\n"
    text = Path("mtcheck.toml").read_text(encoding="utf-8")
    assert parse_config(tomllib.loads(text)) == Config()
    assert text.count("\n# ") > 15
    assert load_config().path == str(Path.cwd() / "mtcheck.toml")


def test_init_leaves_a_file_alone_unless_forced(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtcheck.toml").write_text("mine", encoding="utf-8")
    assert run("init") == 2
    assert capsys.readouterr().err == "mtcheck: error: mtcheck.toml: exists already; --force overwrites it\n"
    assert Path("mtcheck.toml").read_text(encoding="utf-8") == "mine"
    assert run("init", "--force") == 0
    assert Path("mtcheck.toml").read_text(encoding="utf-8").startswith("# mtcheck.toml")
    assert run("init", "-o", "none/mtcheck.toml") == 2


def test_ignore_adds_entries_and_keeps_what_stands_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ignore", "--code", "MT201", "--text", 'feu "cessé" \\', "--reason", "titre d’un livre") == 0
    assert capsys.readouterr().err == "mtcheck: added an entry to mtcheck-ignore.toml\n"
    with Path("mtcheck-ignore.toml").open("a", encoding="utf-8") as stream:
        stream.write("# mine")
    assert run("ignore", "--speaker", "Trump", "--file", "articles/**", "--reason", "r") == 0
    text = Path("mtcheck-ignore.toml").read_text(encoding="utf-8")
    assert "# mine\n\n[[ignore]]\nspeaker" in text
    first, second = load_ignores("mtcheck-ignore.toml").entries
    assert (first.code, first.text, first.reason) == ("MT201", 'feu "cessé" \\', "titre d’un livre")
    assert (second.speaker, second.file) == ("Trump", "articles/**")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--reason", "r"), "--reason: says nothing but a reason"),
        (("--reason", " ", "--code", "MT1"), "--reason: expected a string that is not empty"),
        (("--reason", "r", "--code", "term"), "--code: 'term' is no code"),
        (("--reason", "r", "--text", "a\nb"), "--text: expected text on one line"),
        (("--reason", "r", "--code", "MT1", "--ignore-file", "none/x.toml"), "none/x.toml: cannot be written"),
    ],
)
def test_a_wrong_entry_is_not_added(words: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ignore", *words) == 2
    assert capsys.readouterr().err.startswith(f"mtcheck: error: {expected}")
    assert not Path("mtcheck-ignore.toml").exists()


def test_nothing_is_added_to_a_malformed_list() -> None:
    Path("mtcheck-ignore.toml").write_text("[[ignore]\n", encoding="utf-8")
    assert run("ignore", "--code", "MT1", "--reason", "r") == 2
    assert Path("mtcheck-ignore.toml").read_text(encoding="utf-8") == "[[ignore]\n"


def test_the_manual_page_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("manual") == 0
    page = capsys.readouterr().out
    if os.environ.get("MTCHECK_UPDATE_MANUAL") == "1":
        MANUAL.write_text(page, encoding="utf-8")
    assert MANUAL.read_text(encoding="utf-8") == page, "mtcheck manual > docs/mtcheck.1 renews it"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_page_has_no_fault() -> None:
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", str(MANUAL)], capture_output=True, check=True)
    assert done.stderr == b""
    shown = re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout.decode("utf-8")).replace("\u2010", "-")
    for words in ("mtcheck check", "mtcheck explain", "--write-baseline FILE", "EXIT STATUS", "2 something could not"):
        assert words in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_shown_for_every_shell(shell: str) -> None:
    environment = os.environ | {"_MTCHECK_COMPLETE": f"source_{shell}"}
    done = subprocess.run(
        [sys.executable, "-m", "mtcheck"], env=environment, capture_output=True, text=True, check=False
    )
    assert "_MTCHECK_COMPLETE" in done.stdout


def test_formats_are_completed() -> None:
    environment = os.environ | {
        "_MTCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "mtcheck check a --format s", "COMP_CWORD": "4",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "mtcheck"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["sarif"]
