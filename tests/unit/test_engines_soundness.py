"""A folder whose model cannot be loaded is told before anything is read, from sizes and heads of its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_models import make_marian

from mtcheck.cli import main
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.soundness import require_sound
from mtcheck.errors import ModelLoadError

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 100\n"
WEIGHTS = "model.safetensors"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = make_marian(tmp_path_factory.mktemp("sound") / "model")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_sound_folders(tmp_path: Path, sound: dict[str, bytes]) -> None:
    require_sound(laid_out(tmp_path / "model", sound))
    require_sound(embedded_folder())


@pytest.mark.parametrize(
    ("name", "damage", "told"),
    [
        (WEIGHTS, lambda data: data[:-1], "cut or damaged: .* file not fully covered"),
        (WEIGHTS, lambda data: data + b"x", "cut or damaged: .* file not fully covered"),
        (WEIGHTS, lambda data: data[:100], "no safetensors file, or is cut or damaged: .* invalid header length"),
        (WEIGHTS, lambda _: POINTER, "no safetensors file, or is cut or damaged: .* header too large"),
        (WEIGHTS, lambda _: b"", "no safetensors file, or is cut or damaged: .* header too small"),
        (WEIGHTS, lambda data: data[:8] + b"[" * (len(data) - 8), "cut or damaged: .* invalid JSON in header"),
        (WEIGHTS, None, "missing weights"),
        ("vocab.json", lambda data: data[:-20], "vocab.json is empty, cut, or of another kind"),
        ("vocab.json", lambda _: POINTER, "vocab.json is empty, cut, or of another kind"),
        ("vocab.json", None, "missing vocab.json"),
        ("source.spm", lambda _: b"", "source.spm is empty, cut, or of another kind"),
        ("source.spm", lambda _: POINTER, "source.spm is empty, cut, or of another kind"),
        ("source.spm", None, "missing source.spm"),
        ("config.json", lambda _: b"{}", "model_type 'None' is none of"),
        ("config.json", None, "missing config.json"),
    ],
)
def test_what_cannot_be_loaded(tmp_path: Path, sound: dict[str, bytes], name: str, damage: object, told: str) -> None:
    files = {key: value for key, value in sound.items() if key != name}
    if callable(damage):
        files[name] = damage(sound[name])
    with pytest.raises(ModelLoadError, match=told):
        require_sound(laid_out(tmp_path / "model", files))


@pytest.mark.parametrize(
    ("content", "is_sound"), [(b"", False), (b"x" * 100, False), (POINTER, False), (b"\x80\x02.", True)]
)
def test_weights_of_pytorch(tmp_path: Path, sound: dict[str, bytes], content: bytes, is_sound: bool) -> None:
    files = {key: value for key, value in sound.items() if key != WEIGHTS} | {"pytorch_model.bin": content}
    folder = laid_out(tmp_path / "model", files)
    if is_sound:
        require_sound(folder)
    else:
        with pytest.raises(ModelLoadError, match="holds no weights of PyTorch, or is cut"):
            require_sound(folder)


@pytest.mark.parametrize("key", ["name", "into_french"])
def test_a_run_that_needs_no_translation_tells_of_it(
    tmp_path: Path,
    sound: dict[str, bytes],
    key: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = laid_out(tmp_path / "model", sound | {WEIGHTS: sound[WEIGHTS][:-1]})
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    config = tmp_path / "mtcheck.toml"
    config.write_text(f"[model]\n{key} = {json.dumps(str(folder))}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["check", str(tmp_path / "a.txt"), "--no-cache", "--config", str(config)])
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        f"mtcheck: error: {config}: model.{key}: {folder}: {WEIGHTS} is no safetensors file, or is cut or damaged: "
    )
