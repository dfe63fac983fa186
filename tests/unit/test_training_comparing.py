"""Recipes compared at equal time, at toy size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from toy_corpus import encoder_start, toy_encoder, toy_pairs, toy_recipe

from mtcheck.training.__main__ import main

MINUTES = 0.004


@pytest.fixture(autouse=True)
def _one_thread() -> Any:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def written(folder: Path, name: str, changes: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write a toy recipe, with a folder of its own, as a file."""
    folder.mkdir(exist_ok=True)
    recipe = toy_recipe(folder, changes)
    lines = [f"folder = {json.dumps(str(folder / name))}"]
    for section in ("corpus", "noise", "vocabulary", "model", "train"):
        lines.append(f"[{section}]")
        record = getattr(recipe, section)
        values = {key: getattr(record, key) for key in record.__dataclass_fields__ if key != "shares"}
        lines += [f"{key} = {json.dumps(list(v) if isinstance(v, tuple) else v)}" for key, v in values.items()]
    path = folder / f"{name}.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_recipes_are_trained_for_the_same_time_and_the_better_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train = {"steps": 100_000, "bleu_pairs": 2, "validate_every": 10}
    plain = written(tmp_path, "plain", {"train": train})
    (tmp_path / "encoder").mkdir()
    begun = written(tmp_path, "begun", encoder_start(toy_encoder(tmp_path / "encoder"), **train))
    test = tmp_path / "test.tsv"
    test.write_text("".join(f"{english}\t{french}\n" for english, french in toy_pairs()[:6]), encoding="utf-8")
    command = ["compare", str(plain), str(begun), "--minutes", str(MINUTES), "--test", str(test), "--lines", "4"]
    command += ["--output", str(tmp_path / "figures.json")]
    assert main(command) == 0
    shown = capsys.readouterr().out
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert (figures["test"], figures["sentences"]) == ("test.tsv", 4)
    assert figures["signature"].startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert [one["recipe"] for one in figures["figures"]] == ["plain.toml", "begun.toml"]
    for one in figures["figures"]:
        assert one["minutes"] == pytest.approx(MINUTES, abs=0.05)  # it ends with the update in which the time is over
        assert 0 <= one["bleu_fr_en"] <= 100
        assert one["curve"][-1]["step"] == one["updates"]
        assert {"minutes", "validation", "bleu_fr_en", "bleu_en_fr"} <= one["curve"][-1].keys()
        assert f"{one['recipe']}  " in shown
    means = {one["recipe"]: one["bleu_fr_en"] + one["bleu_en_fr"] for one in figures["figures"]}
    assert shown.splitlines()[-1].endswith(max(means, key=lambda name: means[name]))

    updates = [one["updates"] for one in figures["figures"]]
    assert main(command) == 0  # both have had their time: they are only translated with
    again = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [one["updates"] for one in again["figures"]] == updates


def test_what_cannot_be_compared_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = written(tmp_path, "one", {})
    rest = ["--output", str(tmp_path / "figures.json"), "--test", str(tmp_path / "none.tsv")]
    assert main(["compare", str(recipe), str(recipe), "--minutes", "1", *rest]) == 2
    assert "folder: two recipes of a comparison have the same" in capsys.readouterr().err
    nowhere = ["--output", str(tmp_path / "missing" / "figures.json"), "--test", str(tmp_path / "none.tsv")]
    assert main(["compare", str(recipe), "--minutes", "1", *nowhere]) == 2
    assert "figures.json: no such folder" in capsys.readouterr().err
    assert main(["compare", str(recipe), "--minutes", "0", *rest]) == 2
    assert "--minutes: 0.0 is out of range" in capsys.readouterr().err
    assert main(["compare", str(recipe), "--minutes", "1", *rest]) == 2
    assert "none.tsv: cannot be read as English TAB French" in capsys.readouterr().err
