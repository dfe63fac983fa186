"""The server under load for a few seconds: no error, no growth. ``tests/benchmarks/serve.py`` holds it for longer."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "serve.py"
PROGRAM = """
import mtcheck.config.engines
from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
mtcheck.config.engines.build_translator = lambda *_: FakeTranslator()
main(["serve", "--port", "0"])
"""


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    specification = importlib.util.spec_from_file_location("serve_benchmark", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, "serve_benchmark", module)  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_load_brings_no_error_and_no_growth(benchmark: ModuleType) -> None:
    with benchmark.started([sys.executable, "-c", PROGRAM]) as (process, port):
        benchmark.hold(port, process.pid, seconds=4, callers=4, most=150, seed=0)  # tables and caches are filled
        load = benchmark.hold(port, process.pid, seconds=4, callers=4, most=150)
    assert load.faults == []
    assert load.answered >= 10
    assert load.memory[-1] - load.memory[0] < 40_000_000
