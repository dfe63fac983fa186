from pathlib import Path
from typing import Any

import pytest

from mtcheck import build
from mtcheck.config import Config, parse_config
from mtcheck.errors import ConfigError, DeviceError, ModelLoadError, QuoteBankError
from mtcheck.records import KnownQuote, Severity

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def forget_the_last_model() -> None:
    build._load_translator.cache_clear()


def config_of(**model: object) -> Config:
    return parse_config({"model": model}, path="x.toml")


def complaint(config: Config) -> str:
    with pytest.raises(ConfigError) as caught:
        build.build_translator(config)
    return str(caught.value)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ({"name": "owner/model"}, "x.toml: model.revision: 'owner/model' is no folder here"),
        ({"name": "owner/model", "revision": "main"}, "x.toml: model.revision: 'main' can move"),
        ({"name": "owner/model", "revision": COMMIT}, "x.toml: model.allow_hub: 'owner/model' is no folder here"),
        ({"name": "./missing"}, "x.toml: model.name: no such folder: ./missing"),
        ({"name": "/a/b/missing"}, "x.toml: model.name: no such folder: /a/b/missing"),
    ],
)
def test_a_model_that_would_not_reproduce_is_refused(model: dict[str, object], expected: str) -> None:
    assert complaint(config_of(**model)).startswith(expected)


def test_a_pinned_hub_model_is_loaded_as_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def load(model: str, **options: object) -> str:
        seen.update(options, model=model)
        return "engine"

    monkeypatch.setattr("mtcheck.translation.transformers_engine.TransformersTranslator.load", load)
    config = config_of(name="owner/model", revision=COMMIT, allow_hub=True, beam=4, threads=3, batch_tokens=99)
    engine: object = build.build_translator(config)
    assert engine == "engine"
    assert seen == {
        "model": "owner/model",
        "device": "auto",
        "dtype": "auto",
        "batch_tokens": 99,
        "beam": 4,
        "revision": COMMIT,
        "allow_hub": True,
        "threads": 3,
    }


def test_the_embedded_model_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, object]] = []

    def load(**options: object) -> str:
        calls.append(options)
        return "engine"

    monkeypatch.setattr("mtcheck.translation.embedded.load_embedded", load)
    build.build_translator(Config())
    build.build_translator(config_of())
    assert calls == [{"device": "auto", "dtype": "auto", "batch_tokens": 4096, "beam": 1, "threads": None}]


@pytest.mark.parametrize(
    ("error", "key"), [(DeviceError("no CUDA"), "model.device"), (ModelLoadError("no weights"), "model.name")]
)
def test_a_failure_to_load_names_the_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, key: str
) -> None:
    def load(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("mtcheck.translation.transformers_engine.TransformersTranslator.load", load)
    assert complaint(config_of(name=str(tmp_path))) == f"x.toml: {key}: {error}"


def test_thresholds_become_options() -> None:
    checks = {"select": ["MT2"], "ignore": ["MT201"], "min_severity": "minor", "min_confidence": 0.5}
    options = build.build_options(parse_config({"checks": checks, "report": {"fail_on": "never"}}))
    assert (options.select, options.ignore) == (("MT2",), ("MT201",))
    assert (options.min_severity, options.min_confidence, options.fail_on) == (Severity.MINOR, 0.5, None)


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_a_prefix_that_fits_no_rule_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match=rf"^x\.toml: checks\.{key}: no rule's code begins with MT8"):
        build.build_options(parse_config({"checks": {key: ["MT8"]}}, path="x.toml"))


def test_the_same_quote_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = KnownQuote("1", "X", "One."), KnownQuote("2", "Y", "Two.")
    monkeypatch.setattr("mtcheck.quotes.bank.load_quotes", lambda paths: (one, two))
    assert build.build_quotes(["a.json", one, Path("b.json")]) == (one, two)


def test_two_quotes_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.quotes.bank.load_quotes", lambda paths: (KnownQuote("1", "X", paths[0]),))
    with pytest.raises(QuoteBankError, match=r"^b\.json: two different quotes have the id '1'"):
        build.build_quotes(["a.json", "b.json"])
