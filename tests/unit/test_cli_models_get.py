"""``mtcheck models get`` against a hub on loopback, with tiny models."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_server import COMMIT, Hub, serve_hub
from tiny_models import make_marian

from mtcheck.cli import main
from mtcheck.config.engines import build_translator, choose_second_engine
from mtcheck.config.settings import load_config
from mtcheck.errors import ConfigError, LanguagePairError


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE"):
        monkeypatch.setenv(name, str(tmp_path / "caches"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    models = tmp_path_factory.mktemp("hub")
    for name, source, target in (("opus-mt-fr-en", "fra", "eng"), ("opus-mt-en-fr", "eng", "fra")):
        folder = make_marian(models / "Helsinki-NLP" / name, source_lang=source, target_lang=target)
        (folder / "README.md").write_text("licence: CC-BY 4.0\n", encoding="utf-8")
        (folder / "rust_model.ot").write_bytes(b"not for us")
    (models / "someone" / "empty").mkdir(parents=True)
    (models / "someone" / "empty" / "config.json").write_text("{}", encoding="utf-8")
    return models


@pytest.fixture
def hub(served: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serve_hub(served) as running:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{running.server_port}")
        yield running


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["models", *arguments])
    return int(caught.value.code or 0)


def test_both_directions_are_fetched_checked_and_ready(
    hub: Hub, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("get", "opus-mt") == 0
    printed = capsys.readouterr()
    model = tomllib.loads(printed.out)["model"]
    assert [Path(model[key]).name for key in ("name", "into_french")] == [
        f"opus-mt-{pair}-{COMMIT[:12]}" for pair in ("fr-en", "en-fr")
    ]
    assert printed.out.count(COMMIT) == 2
    record = json.loads((Path(model["name"]) / "mtcheck-model.json").read_text(encoding="utf-8"))
    assert (record["model"], record["commit"]) == ("Helsinki-NLP/opus-mt-fr-en", COMMIT)
    assert {"config.json", "model.safetensors", "README.md"} <= set(record["sha256"])
    assert not any("rust_model" in asked for asked in hub.asked)
    assert sorted(file.name for file in Path(model["name"]).iterdir()) == sorted(
        [*record["sha256"], "mtcheck-model.json"]
    )
    kept = here / "caches" / "mtcheck" / "models"
    assert len(list(kept.iterdir())) == 4  # each model, and the half of it that reads

    (here / "mtcheck.toml").write_text(printed.out + 'device = "cpu"\n', encoding="utf-8")
    translator = build_translator(load_config(None))
    (english,) = translator.translate(["Le chat dort."], source_lang="fr", target_lang="en")
    (french,) = translator.translate(["The cat sleeps."], source_lang="en", target_lang="fr")
    assert english.text
    assert french.text
    (scores,) = translator.score([("The cat sleeps.", "Le chat dort.")], source_lang="en", target_lang="fr")
    assert scores.tokens
    first, second = translator.signature.split("+")
    assert "opus-mt-fr-en" in first
    assert "opus-mt-en-fr" in second
    assert run("list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[:3] == ["  embedded", f"* {model['name']}", f"* {model['into_french']}"]


def test_what_is_there_is_not_fetched_again(hub: Hub, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "Helsinki-NLP/opus-mt-fr-en"
    assert run("get", name, "--revision", COMMIT, "--output", "kept") == 0
    first = capsys.readouterr()
    hub.asked.clear()
    assert run("get", name, "--output", "kept") == 0
    second = capsys.readouterr()
    assert second.out == first.out
    assert "already there" in second.err
    assert not any("resolve" in asked for asked in hub.asked)
    (folder,) = (here / "kept").iterdir()
    (folder / "config.json").write_text("{}", encoding="utf-8")  # changed behind our back: fetched anew
    assert run("get", name, "--output", "kept") == 0
    assert "already there" not in capsys.readouterr().err
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["model_type"] == "marian"


@pytest.mark.parametrize("damaged", ["model.safetensors", "vocab.json"])
def test_a_file_that_is_not_what_the_hub_states_is_refused(
    hub: Hub, here: Path, damaged: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.damaged = damaged
    assert run("get", "Helsinki-NLP/opus-mt-fr-en", "-o", "kept") == 2
    err = capsys.readouterr().err
    assert f"{damaged} is not what the hub states" in err
    assert list((here / "kept").iterdir()) == []  # nothing half done is left


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("opus",), "NAME: 'opus' is neither OWNER/MODEL nor one of: opus-mt"),
        (("opus-mt", "--revision", COMMIT), "--revision: opus-mt are 2 models"),
        (("someone/unknown",), "someone/unknown: the hub knows no such model"),
        (("Helsinki-NLP/opus-mt-fr-en", "--revision", "v9"), "at v9: the model has no such revision"),
        (("someone/empty",), "someone/empty: no weights that are known here"),
        (("Helsinki-NLP/opus-mt-fr-en", "-o", "taken/under"), "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_line_and_2(
    hub: Hub, here: Path, arguments: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "taken").write_text("a file", encoding="utf-8")
    assert run("get", *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    last = captured.err.splitlines()[-1]
    assert last.startswith("mtcheck: error: ")
    assert expected in last


def test_without_a_network_it_says_what_to_do(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody listens there
    assert run("get", "opus-mt") == 2
    err = capsys.readouterr().err
    assert "the hub cannot be reached from here; fetch the model where there is a network" in err
    assert err.count("\n") == 1


def test_a_second_model_must_be_there_and_know_its_direction(here: Path) -> None:
    folder = make_marian(here / "tiny-fr-en")
    (here / "mtcheck.toml").write_text('[model]\nname = "tiny-fr-en"\ninto_french = "none"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"model\.into_french: no such folder"):
        choose_second_engine(load_config(None))
    (here / "mtcheck.toml").write_text(
        f'[model]\nname = "tiny-fr-en"\ninto_french = "{folder}"\ndevice = "cpu"\n', encoding="utf-8"
    )
    with pytest.raises(LanguagePairError):
        build_translator(load_config(None)).score([("A cat.", "Un chat.")], source_lang="en", target_lang="fr")
