"""What an installation needs: data in the package, plug-ins registered, versions pinned, metadata complete."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution, entry_points
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import mtcheck

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = {
    Requirement(line).name.lower(): Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}
REQUIREMENTS = [
    Requirement(line)
    for lines in (PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values())
    for line in lines
]


def test_every_data_file_is_package_data() -> None:
    package = ROOT / "mtcheck"
    patterns: list[str] = PROJECT["tool"]["setuptools"]["package-data"]["mtcheck"]
    shipped = {path for pattern in patterns for path in package.glob(pattern)}
    data = {
        path
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
    }
    assert package / "weights/default/model.safetensors" in data
    assert {str(path.relative_to(package)) for path in data - shipped} == set()


def test_every_room_is_a_package() -> None:
    """A folder of modules without ``__init__.py`` would not be installed."""
    rooms = {path.parent for path in (ROOT / "mtcheck").rglob("*.py")}
    assert [str(room) for room in rooms if not (room / "__init__.py").is_file()] == []


@pytest.mark.parametrize("group", ["mtcheck.checks", "mtcheck.readers", "mtcheck.reporters"])
def test_plug_ins_are_registered(group: str) -> None:
    declared: dict[str, str] = PROJECT["project"]["entry-points"][group]
    assert declared
    installed = {point.name: point for point in entry_points(group=group)}
    for name, value in declared.items():
        assert name in installed, "install again after a change of entry points: pip install -e ."
        assert installed[name].value == value
        assert callable(installed[name].load())


def test_the_version_is_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert distribution("mtcheck").version == mtcheck.__version__ == PROJECT["project"]["version"]
    assert re.search(rf"^## \[{re.escape(mtcheck.__version__)}\]", changelog, re.M)


def test_the_readme_is_the_description() -> None:
    assert "readme" in PROJECT["project"]["dynamic"]  # setup.py gives README.md, its links absolute
    assert (ROOT / "README.md").read_text(encoding="utf-8").startswith("# mtcheck\n")


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_dependencies_are_pinned_within_their_range(requirement: Requirement) -> None:
    pin = PINS[requirement.name.lower()]
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    assert Version(specifier.version) in requirement.specifier
