from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from tiny_models import make_marian

from mtcheck.config import processes
from mtcheck.config.engines import build_translator, choose_engine
from mtcheck.config.processes import build_workers
from mtcheck.config.quotes import build_quotes
from mtcheck.config.resources import Resources
from mtcheck.config.rules import build_options
from mtcheck.config.settings import Config, parse_config
from mtcheck.engines.base import Translator
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.fake import FakeTranslator
from mtcheck.engines.options import EngineOptions
from mtcheck.errors import ConfigError, DeviceError, ModelLoadError, QuoteBankError
from mtcheck.records import KnownQuote, Severity

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


def config_of(**model: object) -> Config:
    return parse_config({"model": model}, path="x.toml")


def complaint(config: Config) -> str:
    with pytest.raises(ConfigError) as caught:
        build_translator(config)
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


def answer_with_fake(monkeypatch: pytest.MonkeyPatch, engine: str) -> list[EngineOptions]:
    """Let an engine's class load the fake, and tell what it was asked for."""
    calls: list[EngineOptions] = []

    def load(options: EngineOptions, **_: object) -> FakeTranslator:
        calls.append(options)
        return FakeTranslator()

    classes = {
        "transformers": "mtcheck.engines.transformers_engine.TransformersTranslator",
        "ctranslate2": "mtcheck.engines.ctranslate2_engine.CTranslate2Translator",
    }
    monkeypatch.setattr(f"{classes[engine]}.load", load)
    return calls


def ask(translator: Translator) -> str:
    return translator.translate(["Oui."], source_lang="fr", target_lang="en")[0].text


def test_a_pinned_hub_model_is_loaded_as_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda *_, **__: str(embedded_folder()))
    calls = answer_with_fake(monkeypatch, "transformers")
    options: dict[str, Any] = {"device": "cpu", "beam": 4, "threads": 3, "batch_tokens": 99}
    model = {"name": "owner/model", "revision": COMMIT, "allow_hub": True, "engine": "transformers"}
    assert ask(build_translator(config_of(**model, **options))) == "Oui."
    (asked,) = calls
    expected = {"model": "owner/model", "dtype": "auto", "revision": COMMIT, "allow_hub": True}
    assert {key: getattr(asked, key) for key in expected | options} == expected | options


@pytest.mark.parametrize(
    ("model", "engine"),
    [
        ({}, "ctranslate2"),
        ({"engine": "ctranslate2", "dtype": "float32"}, "ctranslate2"),
        ({"engine": "transformers"}, "transformers"),
        ({"dtype": "bfloat16"}, "transformers"),
        ({"dtype": "int8"}, "ctranslate2"),
    ],
)
def test_the_engine_is_chosen_and_its_signature_known_before_it_is_loaded(model: dict[str, Any], engine: str) -> None:
    chosen = choose_engine(config_of(device="cpu", threads=1, **model))
    assert chosen.name == engine
    assert chosen.load().signature == chosen.signature


@pytest.mark.parametrize(
    ("model", "mended"),
    [({}, True), ({"repair": "off"}, False), ({"name": "a", "repair": "on"}, True), ({"name": "a"}, False)],
)
def test_the_embedded_model_is_mended_unless_the_configuration_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model: dict[str, Any], mended: bool
) -> None:
    if "name" in model:
        model = {**model, "name": str(make_marian(tmp_path / "tiny"))}
    answer_with_fake(monkeypatch, "ctranslate2")
    translator = build_translator(config_of(device="cpu", **model))
    assert translator.signature.endswith(":repair=on") == mended
    (found,) = translator.translate(["Oui."], source_lang="fr", target_lang="en")
    assert found.engine.endswith(":repair=on") == mended


def test_without_ctranslate2_transformers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.engines.devices.find_spec", lambda _: None)
    assert choose_engine(config_of(device="cpu")).name == "transformers"
    with pytest.raises(ConfigError, match=r"^x\.toml: model\.engine: the package ctranslate2 is not installed"):
        build_translator(config_of(device="cpu", engine="ctranslate2"))


def test_a_model_that_ctranslate2_lacks_is_left_to_transformers(tmp_path: Path) -> None:
    folder = make_marian(tmp_path / "tiny")
    content = (folder / "config.json").read_text(encoding="utf-8")
    (folder / "config.json").write_text(content.replace('"relu"', '"tanh"').replace('"gelu"', '"tanh"'))
    assert choose_engine(config_of(name=str(folder), device="cpu")).name == "transformers"


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ({"engine": "transformers", "dtype": "int8"}, "x.toml: model.dtype: the transformers engine does not compute"),
        ({"engine": "ctranslate2", "dtype": "float16"}, "x.toml: model.dtype: on cpu the ctranslate2 engine computes"),
    ],
)
def test_a_format_that_the_engine_lacks_names_the_key(model: dict[str, Any], expected: str) -> None:
    assert complaint(config_of(device="cpu", **model)).startswith(expected)


def test_the_model_is_loaded_once_and_only_for_what_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = answer_with_fake(monkeypatch, "ctranslate2")
    held = Resources()
    first = held.translator(config_of(device="cpu"))
    assert calls == []
    assert held.translator(config_of(device="cpu")) is first
    assert ask(first) == ask(first) == "Oui."
    assert len(calls) == 1
    assert ask(Resources().translator(config_of(device="cpu"))) == "Oui."
    assert len(calls) == 1


def test_another_configuration_takes_the_place_of_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with_fake(monkeypatch, "ctranslate2")
    held, one, other = Resources(), config_of(device="cpu"), config_of(device="cpu", beam=2)
    first, encoder = held.translator(one), held.encoder(one)
    assert held.translator(other) is not first
    assert held.encoder(other) is encoder  # it does not depend on the beam
    assert held.translator(one) is not first


def test_all_that_is_loaded_keeps_its_answers_in_one_place() -> None:
    held, config = Resources(), config_of(device="cpu")
    means = held.means(config)
    assert means.answers is held.answers(config) is not None
    assert held.answers(parse_config({"cache": {"enabled": False}})) is None


def test_reports_made_with_an_engine_of_the_caller_s_are_not_kept() -> None:
    engine = FakeTranslator()
    means = Resources().means(config_of(name="never asked for"), engine)
    assert means.translator is engine
    assert means.answers is None


def test_without_a_cache_nothing_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer_with_fake(monkeypatch, "ctranslate2")
    config = parse_config({"model": {"device": "cpu"}, "cache": {"enabled": False}})
    assert ask(build_translator(config)) == "Oui."
    assert not (tmp_path / "caches").exists()


@pytest.mark.parametrize(
    ("error", "key"), [(DeviceError("no CUDA"), "model.device"), (ModelLoadError("no weights"), "model.name")]
)
def test_a_failure_to_load_names_the_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, key: str
) -> None:
    def load(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("mtcheck.engines.ctranslate2_engine.CTranslate2Translator.load", load)
    translator = build_translator(config_of(name=str(make_marian(tmp_path / "tiny")), device="cpu"))
    with pytest.raises(ConfigError) as caught:
        ask(translator)
    assert str(caught.value) == f"x.toml: {key}: {error}"


def test_a_folder_without_a_model_names_the_key(tmp_path: Path) -> None:
    assert complaint(config_of(name=str(tmp_path))).startswith(f"x.toml: model.name: {tmp_path}: missing")


def test_thresholds_become_options() -> None:
    checks = {"select": ["MT2"], "ignore": ["MT201"], "min_severity": "minor", "min_confidence": 0.5}
    options = build_options(parse_config({"checks": checks, "report": {"fail_on": "never"}}))
    assert (options.select, options.ignore) == (("MT2",), ("MT201",))
    assert (options.min_severity, options.min_confidence, options.fail_on) == (Severity.MINOR, 0.5, None)


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_a_prefix_that_fits_no_rule_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match=rf"^x\.toml: checks\.{key}: no rule's code begins with MT8"):
        build_options(parse_config({"checks": {key: ["MT8"]}}, path="x.toml"))


def test_the_same_quote_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = KnownQuote("1", "X", "One."), KnownQuote("2", "Y", "Two.")
    monkeypatch.setattr("mtcheck.quotes.bank.load_quotes", lambda paths: (one, two))
    assert build_quotes(["a.json", one, Path("b.json")]) == (one, two)


def test_two_quotes_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.quotes.bank.load_quotes", lambda paths: (KnownQuote("1", "X", paths[0]),))
    with pytest.raises(QuoteBankError, match=r"^b\.json: two different quotes have the id '1'"):
        build_quotes(["a.json", "b.json"])


def test_one_job_needs_no_processes() -> None:
    assert build_workers(parse_config({"jobs": 1})) is None


@pytest.mark.parametrize(("jobs", "expected"), [(3, 3), ("auto", 4)])
def test_jobs_are_processes_that_share_the_cores(
    jobs: int | str, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 4)
    workers = build_workers(parse_config({"jobs": jobs, "model": {"device": "cpu"}}))
    assert workers is not None
    assert len(workers) == expected
    assert [make.args[0].model.threads for make in workers._makers] == [1] * expected  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("jobs", "device", "expected"),
    [
        ("auto", "auto", ["cuda:0", "cuda:1", "cuda:2"]),
        (2, "cuda", ["cuda:0", "cuda:1"]),
        (8, "cuda", ["cuda:0", "cuda:1", "cuda:2"]),
        (8, "cuda:1", None),
    ],
)
def test_of_gpus_each_gets_one_process(
    jobs: int | str, device: str, expected: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mtcheck.engines.devices.count_cuda", lambda: 3)
    workers = build_workers(parse_config({"jobs": jobs, "model": {"device": device}}))
    devices = [make.args[0].model.device for make in workers._makers] if workers else None  # type: ignore[attr-defined]
    assert devices == expected


@pytest.mark.parametrize(
    ("jobs", "message"),
    [(0, "0 is out of range: 1 to 1024"), ("many", "expected a number or 'auto', got 'many'"), (True, "a boolean")],
)
def test_wrong_jobs_are_refused(jobs: object, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_config({"jobs": jobs})
