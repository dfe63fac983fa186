"""Runs that travel in pieces, and go on elsewhere as if they had never stopped."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from toy_corpus import toy_recipe

from mtcheck.errors import InputError
from mtcheck.training import stages
from mtcheck.training.__main__ import main
from mtcheck.training.log import read_log
from mtcheck.training.parcels import MANIFEST, pack, unpack
from mtcheck.training.token_store import open_store


@pytest.fixture(autouse=True)
def _one_thread() -> Any:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def losses(folder: Path) -> list[float]:
    return [float(entry["loss"]) for entry in read_log(folder / "log.jsonl") if "loss" in entry]


def test_a_run_that_travelled_goes_on_with_the_same_losses_to_the_export(tmp_path: Path) -> None:
    """From packing to export, as on a machine that is lent: prepared here, trained there, ended here."""
    whole = toy_recipe(tmp_path)
    stages.prepare(whole)
    assert pack(Path(whole.folder), tmp_path / "out", size=4096) > 3
    stages.train(whole, show=False)

    there = replace(whole, folder=str(tmp_path / "there"))
    unpack(tmp_path / "out", Path(there.folder))
    stages.prepare(there)  # what came along is what this recipe asks for: nothing is prepared anew
    stages.train(there, until=5, show=False)
    pack(Path(there.folder), tmp_path / "back", size=5000)
    assert all(piece.stat().st_size <= 5000 for piece in (tmp_path / "back").glob("piece-*"))

    here = replace(whole, folder=str(tmp_path / "here"))
    unpack(tmp_path / "back", Path(here.folder))
    stages.train(here, show=False)
    assert losses(Path(here.folder)) == losses(Path(whole.folder))
    assert stages.export(here).read_bytes() == stages.export(whole).read_bytes()


def test_the_same_run_gives_the_same_pieces(tmp_path: Path) -> None:
    recipe = toy_recipe(tmp_path)
    stages.prepare(recipe)
    for name in ("one", "two"):
        assert main(["pack", recipe.folder, "--output", str(tmp_path / name), "--piece-mib", "0.01"]) == 0
    pieces = [sorted((tmp_path / name).iterdir()) for name in ("one", "two")]
    assert [file.name for file in pieces[0]] == [file.name for file in pieces[1]]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(*pieces, strict=True))
    assert main(["unpack", str(tmp_path / "one"), "--output", str(tmp_path / "again")]) == 0
    assert sorted(file.name for file in (tmp_path / "again").iterdir()) == sorted(
        file.name for file in Path(recipe.folder).iterdir()
    )


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    run = tmp_path / "run"
    run.mkdir()
    (run / "log.jsonl").write_text("{}\n" * 9000, encoding="utf-8")
    pack(run, tmp_path / "parcel", size=10_000)
    return tmp_path / "parcel"


def test_a_damaged_or_missing_piece_is_named(parcel: Path, tmp_path: Path) -> None:
    piece = parcel / "piece-0001"
    content = piece.read_bytes()
    piece.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(InputError, match="piece-0001: is not the piece"):
        unpack(parcel, tmp_path / "a")
    piece.unlink()
    with pytest.raises(InputError, match="piece-0001: cannot be read"):
        unpack(parcel, tmp_path / "b")
    (parcel / MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"parcel\.json: no parcel"):
        unpack(parcel, tmp_path / "c")


def test_a_parcel_that_holds_no_archive_is_refused(parcel: Path, tmp_path: Path) -> None:
    import hashlib

    for piece in parcel.glob("piece-*"):
        piece.unlink()
    (parcel / "piece-0000").write_bytes(b"x" * 600)
    digest = hashlib.sha256(b"x" * 600).hexdigest()
    (parcel / MANIFEST).write_text(json.dumps({"pieces": [digest]}), encoding="utf-8")
    with pytest.raises(InputError, match="no parcel"):
        unpack(parcel, tmp_path / "a")


def test_what_cannot_be_packed_is_refused(parcel: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds none of vocabulary"):
        pack(tmp_path / "nothing", tmp_path / "p")
    with pytest.raises(InputError, match="is not empty"):
        pack(tmp_path / "run", parcel)


def test_a_weight_above_one_repeats_pairs_that_are_not_held_out(tmp_path: Path) -> None:
    sizes = {}
    for weight in (1, 3, 2.5):
        recipe = toy_recipe(tmp_path, {"corpus": {"shares": {"toy": weight}}, "noise": {"capitals": 0, "news": 0}})
        shutil.rmtree(recipe.folder, ignore_errors=True)
        stages.prepare(recipe)
        sizes[weight] = len(open_store(Path(recipe.folder) / "train"))
        assert len(open_store(Path(recipe.folder) / "validation")) == 20
    assert sizes[3] == 3 * sizes[1]
    assert 2.2 * sizes[1] < sizes[2.5] < 2.8 * sizes[1]
