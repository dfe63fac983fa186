"""``mtcheck models`` on tiny models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_models import make_marian, make_nllb

from mtcheck.cli import main


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["models", *arguments])
    return int(caught.value.code or 0)


def test_list_names_the_embedded_and_the_configured(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    assert capsys.readouterr().out == "* embedded\n"
    make_marian(here / "tiny")
    (here / "mtcheck.toml").write_text("[model]\nname = 'tiny'\ndevice = 'cpu'\n", encoding="utf-8")
    assert run("convert") == 0
    encoder, kept = sorted((here / "caches" / "mtcheck" / "models").iterdir(), key=lambda folder: -len(folder.name))
    assert capsys.readouterr().err == f"mtcheck: kept as {kept}\nmtcheck: kept as {encoder}\n"
    assert run("list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[:2] == ["  embedded", f"* {here / 'tiny'}"]
    assert sorted(line.split(" (")[0] for line in listed[2:]) == sorted((f"  {kept}", f"  {encoder}"))


def test_show_says_what_a_model_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_marian(here / "tiny-fr-en")
    assert run("show", str(folder), "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["family"], facts["languages"], facts["layers"], facts["width"]) == ("marian", "fr to en", "1 + 1", 16)
    assert facts["signature"].split(":")[1] == "tiny-fr-en"
    assert run("show") == 0
    shown = capsys.readouterr().out
    assert "languages   en, fr to en, fr\n" in shown


def test_show_knows_every_family(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", str(make_nllb(here / "nllb"))) == 0
    assert "any two of" in capsys.readouterr().out


def test_convert_writes_a_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_marian(here / "tiny")
    assert run("convert", "tiny", "--output", "out", "--dtype", "float32") == 0
    assert capsys.readouterr().err == "mtcheck: wrote out\n"
    assert {file.name for file in (here / "out").iterdir()} == {"config.json", "model.bin", "shared_vocabulary.json"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("show", "nothing/here/at/all"), "NAME: no such folder: nothing/here/at/all"),
        (("convert", "tiny", "-o", "tiny"), "tiny: cannot be converted"),
        (("convert", "tiny", "-o", "none/out"), "--output: there is no folder"),
        (("convert", "tiny", "--dtype", "int3"), "--dtype: unknown format 'int3'"),
        (("show", "--config", "none.toml"), "none.toml: no such file"),
    ],
)
def test_what_is_wrong_is_one_line_and_2(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    make_marian(here / "tiny")
    assert run(*arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith("mtcheck: error: ")
    assert expected in err
    assert err.count("\n") == 1
