import tomllib
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.config.settings import Config, load_config


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_init_writes_the_defaults(tmp_path: Path) -> None:
    assert run("config", "init", "--output", "mtcheck.toml") == 0
    written = load_config(tmp_path / "mtcheck.toml")
    assert (written.model, written.quotes) == (Config().model, ())
    assert (written.checks, written.report) == (Config().checks, Config().report)


def test_init_keeps_a_file_that_exists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text("mine", encoding="utf-8")
    assert run("config", "init", "--output", "x.toml") == 2
    assert capsys.readouterr().err == "mtcheck: error: x.toml: exists already; it was left as it is\n"
    assert (tmp_path / "x.toml").read_text(encoding="utf-8") == "mine"


def test_show_prints_what_is_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "quotes = ['b']\n[checks]\nselect = ['MT1']\nmin_severity = 'minor'\n[report]\nfail_on = 'never'\n"
    (tmp_path / "mtcheck.toml").write_text(text, encoding="utf-8")
    assert run("config", "show") == 0
    out = capsys.readouterr().out
    assert out.startswith(f"# From {tmp_path / 'mtcheck.toml'}\n")
    shown = tomllib.loads(out)
    assert shown["quotes"] == [str(tmp_path / "b")]
    assert shown["checks"] == {
        "select": ["MT1"],
        "ignore": [],
        "min_severity": "minor",
        "min_confidence": Config().checks.min_confidence,
        "confidence": {},
        "across": True,
        "plugins": [],
    }
    assert shown["report"]["fail_on"] == "never"


def test_show_says_where_no_file_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("config", "show") == 0
    assert capsys.readouterr().out.startswith("# Defaults: no configuration file")


def test_show_reports_a_wrong_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text("[model]\nbeem = 1\n", encoding="utf-8")
    assert run("config", "show", "--config", "x.toml") == 2
    assert capsys.readouterr().err == "mtcheck: error: x.toml: model.beem: unknown key; did you mean 'model.beam'?\n"
