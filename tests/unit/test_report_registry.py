from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint, EntryPoints
from typing import TextIO

import pytest
from report_sample import ROOT

from mtcheck.errors import ConfigError
from mtcheck.records import Report
from mtcheck.report import registry
from mtcheck.report.base import Reporter


class Plugin:
    def render(self, report: Report, stream: TextIO) -> None:
        stream.write(report.signature)


def install(monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    """Let the process see the entry points that pyproject.toml declares, and more."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["entry-points"][registry.GROUP].items(), *more.items()]
    points = EntryPoints(EntryPoint(name, value, registry.GROUP) for name, value in declared)
    monkeypatch.setattr("mtcheck.plugins.entry_points", lambda group: points.select(group=group))


@pytest.mark.parametrize("name", ["text", "json", "html"])
def test_built_in_reporters_are_declared_as_plug_ins(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    assert name in registry.reporter_names()
    made = registry.reporter(name)
    assert isinstance(made, Reporter)
    assert type(made).__name__.lower() == f"{name}reporter"


def test_third_parties_add_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, plain=f"{__name__}:Plugin")
    assert "plain" in registry.reporter_names()
    assert type(registry.reporter("plain")).__name__ == "Plugin"


def test_an_unknown_name_lists_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    with pytest.raises(ConfigError, match=r"'pdf'.*concise, .*, html, json, .*sarif, text"):
        registry.reporter("pdf")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("no_such_module_at_all:X", r"of mtcheck\.reporters .* cannot be loaded"),
        (f"{__name__}:Missing", "cannot be loaded"),
        ("builtins:dict", r"of mtcheck\.reporters \(builtins:dict\) lacks some of render\(\)"),
    ],
)
def test_a_broken_plug_in_is_named(value: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, broken=value)
    with pytest.raises(ConfigError, match=f"broken.*{message}"):
        registry.reporter("broken")


def test_a_name_with_two_owners_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, text=f"{__name__}:Plugin")
    with pytest.raises(ConfigError, match="registered twice"):
        registry.reporter("text")
