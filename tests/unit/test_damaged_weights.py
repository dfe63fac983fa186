"""What ships as numbers is refused where it is damaged: one line with the file's name, when it is loaded."""

from __future__ import annotations

import importlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtcheck.checks.base import Rule
from mtcheck.context.renderings import load_senses
from mtcheck.encoder.descriptions import load_quantised
from mtcheck.encoder.encoder import SentenceEncoder, shipped_folder
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ModelLoadError
from mtcheck.estimator.model import load_estimator
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.readers.plain import document
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run
from mtcheck.senses.judge import load_judge
from mtcheck.senses.parts_of_speech import Surroundings
from mtcheck.senses.parts_of_speech import unpacked as load_parts_of_speech
from mtcheck.shipped import arrays_of, shipped_bytes, shipped_unpacked, unpacked

PACKAGE = Path(__file__).parents[2] / "mtcheck"
ARRAYS = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("*/data/*.npz"))
TABLES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("*/data/*.xz"))


def parts_of_speech(data: bytes) -> object:
    return load_parts_of_speech(data, Surroundings(shipped_dictionary(), shipped_frequencies()))


def loaded_by(module: str, function: str) -> Callable[[bytes], object]:
    """Return a loader of bytes that takes what ships; its module reads them by ``shipped_bytes``."""

    def load(data: bytes) -> object:
        room = importlib.import_module(module)
        loader = getattr(room, function)
        loader.cache_clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, "shipped_bytes", lambda package, name: data)
            return loader()

    return load


LOADERS: dict[str, Callable[[bytes], object]] = {
    "context/data/listed.npz": loaded_by("mtcheck.context.listed", "shipped_list_judge"),
    "context/data/places.npz": loaded_by("mtcheck.context.judgement", "shipped_place_judge"),
    "context/data/senses.npz": load_senses,
    "context/data/verdict.npz": loaded_by("mtcheck.context.verdict", "shipped_weights"),
    "encoder/data/descriptions.npz": load_quantised,
    "estimator/data/estimator.npz": lambda data: load_estimator(data, "estimator.npz"),
    "senses/data/judge.npz": lambda data: load_judge(data, "judge.npz"),
    "senses/data/parts_of_speech.npz": parts_of_speech,
}


def test_every_file_of_numbers_has_its_loader_here() -> None:
    assert sorted(LOADERS) == ARRAYS


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("name", ARRAYS)
def test_numbers_that_are_none(name: str, value: float) -> None:
    with np.load(PACKAGE / name, allow_pickle=False) as arrays:
        found: dict[str, Any] = {key: arrays[key] for key in arrays.files}
    damaged = next(key for key, values in found.items() if values.dtype.kind == "f")
    if found[damaged].ndim == 0:
        found[damaged] = found[damaged].dtype.type(value)
    else:
        found[damaged].flat[-1] = value
    packed = io.BytesIO()
    np.savez(packed, allow_pickle=False, **found)
    with pytest.raises(ModelLoadError, match=f"{Path(name).name}: .*{damaged} holds values that are no finite numbers"):
        LOADERS[name](packed.getvalue())


@pytest.mark.parametrize("damage", [lambda d: d[: len(d) // 2], lambda d: b"", lambda d: b"PK\3\4" + d[100:]])
@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_that_are_cut_or_something_else(name: str, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ModelLoadError, match=f"{Path(name).name}: the file is damaged") as caught:
        LOADERS[name](damage((PACKAGE / name).read_bytes()))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "damage", [lambda d: d[: len(d) // 2], lambda d: b"", lambda d: d[:-200] + bytes(100) + d[-100:]]
)
@pytest.mark.parametrize("name", TABLES)
def test_tables_that_are_damaged(name: str, damage: Callable[[bytes], bytes]) -> None:
    data = (PACKAGE / name).read_bytes()
    assert unpacked(data, name)
    with pytest.raises(ModelLoadError, match=f"{name}: the file is damaged") as caught:
        unpacked(damage(data), name)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named() -> None:
    for read in (shipped_bytes, shipped_unpacked):
        with pytest.raises(ModelLoadError, match=r"mtcheck/lexicon/data/none\.xz: is not in this installation"):
            read("mtcheck.lexicon", "data/none.xz")
    assert arrays_of(shipped_bytes("mtcheck.context", "data/listed.npz"), "x")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_encoder_whose_weights_are_no_numbers(tmp_path: Path, value: float) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "encoder"))
    data = bytearray((folder / "model.bin").read_bytes())
    mark = b"weight_scale\0"
    place = data.index(mark) + len(mark)
    place += 1 + 4 * data[place] + 1 + 4  # rank, sizes, type, bytes
    data[place : place + 4] = np.float32(value).tobytes()
    (folder / "model.bin").write_bytes(data)
    encoder = SentenceEncoder.load(folder, device="cpu")
    with pytest.raises(ModelLoadError, match=r"model\.bin: .*weight_scale holds values that are no finite numbers"):
        encoder.encode(["Un mot."])


@pytest.mark.parametrize("kept", [0.5, 0.001])
def test_an_encoder_that_is_cut(tmp_path: Path, kept: float) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "encoder"))
    data = (folder / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(ModelLoadError, match=r"model\.bin: the file is damaged"):
        SentenceEncoder.load(folder, device="cpu").encode(["Un mot."])


class NeedsAModel:
    """A check whose model is damaged."""

    rules: tuple[Rule, ...] = ()

    def check(self, evidence: object) -> list[Any]:
        raise ModelLoadError("weights.npz: the file is damaged")


def test_damaged_weights_end_the_run() -> None:
    run = plan_run([document("a.txt", "Le maire parle.")], Means((NeedsAModel(),), FakeTranslator()))
    with pytest.raises(ModelLoadError, match=r"weights\.npz"):
        run.report()
