import dataclasses
import tomllib
from pathlib import Path

import pytest

from mtcheck.config.keys import KEYS
from mtcheck.config.settings import SECTIONS, Config, default_value, load_config, parse_config
from mtcheck.errors import ConfigError
from mtcheck.records import Severity

CONFIGS = Path(__file__).parents[2] / "configs"


def parse(text: str) -> Config:
    return parse_config(tomllib.loads(text), path="x.toml")


def complaint(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text)
    return str(caught.value)


def test_an_empty_table_gives_the_defaults() -> None:
    assert dataclasses.replace(parse(""), path=None) == Config()


def test_every_field_has_a_key_and_every_key_a_field() -> None:
    fields = {f"{name}.{field.name}" for name in SECTIONS for field in dataclasses.fields(getattr(Config(), name))}
    assert set(KEYS) == fields | {"jobs", "lang", "quotes", "per-file-ignores"}
    for key in KEYS:
        default_value(key)


def test_every_value_is_read() -> None:
    config = parse("""
        quotes = ["bank", "/else/quotes.json"]
        [model]
        name = "some-owner/some-model"
        revision = "0123456789abcdef0123456789abcdef01234567"
        allow_hub = true
        device = "cuda:1"
        dtype = "bfloat16"
        batch_tokens = 512
        beam = 4
        threads = 2
        engine = "ctranslate2"
        [cache]
        enabled = false
        path = "kept"
        max_mb = 7
        [checks]
        select = ["MT", "MT2"]
        ignore = ["MT201"]
        min_severity = "minor"
        min_confidence = 1
        [report]
        formats = ["json", "html"]
        outputs = ["a.json", "-"]
        fail_on = "never"
    """)
    assert config.quotes == ("bank", "/else/quotes.json")
    assert config.model.name == "some-owner/some-model"
    assert config.model.revision == "0123456789abcdef0123456789abcdef01234567"
    assert config.model.allow_hub is True
    assert (config.model.device, config.model.dtype) == ("cuda:1", "bfloat16")
    assert (config.model.batch_tokens, config.model.beam, config.model.threads) == (512, 4, 2)
    assert (config.checks.select, config.checks.ignore) == (("MT", "MT2"), ("MT201",))
    assert config.checks.min_severity is Severity.MINOR
    assert config.checks.min_confidence == 1.0
    assert config.model.engine == "ctranslate2"
    assert (config.cache.enabled, config.cache.path, config.cache.max_mb) == (False, "kept", 7)
    assert (config.report.formats, config.report.outputs) == (("json", "html"), ("a.json", "-"))
    assert config.report.fail_on is None


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("[model]\ndevise = 'cpu'", "model.devise", "unknown key; did you mean 'model.device'?"),
        ("device = 'cpu'", "device", "unknown key; did you mean 'model.device'?"),
        ("[chekcs]\nselect = []", "chekcs", "unknown key; did you mean 'checks'?"),
        ("[report]\nzzz = 1", "report.zzz", "unknown key; known: report.formats, report.outputs, report.fail_on"),
        ("model = 'embedded'", "model", "expected a table [model], got a string"),
        ("quotes = 'a.json'", "quotes", "expected a list of strings, got a string"),
        ("quotes = ['a', 1]", "quotes", "expected a string, got an integer"),
        ("[model]\nname = ''", "model.name", "not empty"),
        ("[model]\nname = 2025-07-04", "model.name", "expected a string, got a date or time"),
        ("[model]\nallow_hub = 1", "model.allow_hub", "expected true or false, got an integer"),
        ("[model]\nbatch_tokens = 0", "model.batch_tokens", "0 is out of range: 1 to 1000000"),
        ("[model]\nbatch_tokens = 1.5", "model.batch_tokens", "expected an integer, got a number"),
        ("[model]\nbeam = true", "model.beam", "expected an integer, got a boolean"),
        ("[model]\nthreads = -1", "model.threads", "-1 is out of range: 0 to 1024"),
        ("[model]\ndevice = 'gpu'", "model.device", "unknown device 'gpu': one of auto, cpu, cuda, cuda:N"),
        ("[model]\ndevice = 'cuda:'", "model.device", "unknown device 'cuda:'"),
        ("[model]\nengine = 'transformer'", "model.engine", "did you mean 'transformers'?"),
        ("[model]\nrepair = 'of'", "model.repair", "unknown repair 'of': one of auto, on, off; did you mean 'off'?"),
        ("[cache]\nmax_mb = 0", "cache.max_mb", "0 is out of range: 1 to 1000000"),
        ("[model]\ndtype = 'float61'", "model.dtype", "did you mean 'float16'?"),
        ("[checks]\nselect = ['XX1']", "checks.select", "'XX1' is no code prefix"),
        ("[checks]\nignore = ['MT20111']", "checks.ignore", "'MT20111' is no code prefix"),
        ("[checks]\nmin_severity = 'grave'", "checks.min_severity", "one of neutral, minor, major, critical"),
        ("[checks]\nmin_severity = 2", "checks.min_severity", "expected a string, got an integer"),
        ("[checks]\nmin_confidence = 1.01", "checks.min_confidence", "1.01 is out of range: 0 to 1"),
        ("[checks]\nmin_confidence = nan", "checks.min_confidence", "nan is out of range: 0 to 1"),
        ("[checks]\nmin_confidence = true", "checks.min_confidence", "expected a number from 0 to 1, got a boolean"),
        (
            "[checks]\nconfidence = 0.7",
            "checks.confidence",
            "expected a table of code prefixes and numbers, got a number",
        ),
        ("[checks.confidence]\nXX = 0.7", "checks.confidence", "'XX' is no code prefix"),
        ("[checks.confidence]\nMT2 = 7", "checks.confidence", "MT2: 7 is out of range: 0 to 1"),
        ("[report]\nfail_on = 'none'", "report.fail_on", "one of neutral, minor, major, critical, never"),
        ("[report]\nfail_on = false", "report.fail_on", "expected a string, got a boolean"),
    ],
)
def test_a_wrong_key_or_value_names_the_file_and_the_key(text: str, key: str, expected: str) -> None:
    message = complaint(text)
    assert message.startswith(f"x.toml: {key}: ")
    assert expected in message


def test_an_option_replaces_a_value_and_is_named_in_errors() -> None:
    config = parse("[model]\ndevice = 'cpu'\nbeam = 3").override(
        {"model.device": ("--device", "cuda"), "report.fail_on": ("--fail-on", "never")}
    )
    assert (config.model.device, config.model.beam, config.report.fail_on) == ("cuda", 3, None)
    assert str(config.error("model.device", "gone")) == "--device: gone"
    assert str(config.error("model.beam", "gone")) == "x.toml: model.beam: gone"


def test_a_wrong_option_value_names_the_option() -> None:
    with pytest.raises(ConfigError, match=r"^--min-confidence: 2 is out of range"):
        Config().override({"checks.min_confidence": ("--min-confidence", 2)})


@pytest.mark.parametrize("name", ["cpu.toml", "gpu.toml"])
def test_the_shipped_configurations_load(name: str) -> None:
    config = load_config(CONFIGS / name)
    assert config.model.name == "embedded"
    assert config.model.device == {"cpu.toml": "cpu", "gpu.toml": "cuda"}[name]
