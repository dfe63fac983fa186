"""Holds the floors of the house: a room imports only from floors below, in function bodies as well."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "mtcheck"

# Ground floor first. Rooms of one floor do not import one another; the top floor is a staircase.
FLOORS = (
    {"language"},
    {"ahead", "deadlines", "errors", "faults", "files", "garbage", "links", "parsing", "records", "serialization"},
    {"plugins", "shipped", "text"},
    {"french"},
    {"lexicon"},
    {"facts", "patterns"},
    {"speech", "quotes", "engines"},
    {"readers", "encoder"},
    {"evidence", "glossary"},
    {"match", "estimator"},  # a landing above evidence: quotes are matched, and pairs judged, by its numbers
    {"senses"},
    {"context"},
    {"checks", "scoring", "fingerprints", "replacements"},
    {"across"},
    {"run"},
    {"pair_scoring", "report", "suggestions", "triage"},
    {"config"},
    {"api"},
    {"corpus", "lsp", "review", "serve"},
    {"cli", "training", "evaluation"},
)
# The entrance: the version may be read from everywhere, the lazy public API is for users only.
ENTRANCE = {"__init__", "__main__"}
FLOOR_OF = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


def module_of(file: Path) -> str:
    parts = ("mtcheck", *file.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Give the line and the dotted name of every import from mtcheck, relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "mtcheck")


def faults(source: str, file: Path) -> list[str]:
    module = module_of(file)
    room = room_of(module)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    found = []
    for line, name in imported(ast.parse(source), package):
        target = room_of(name)
        if target in {"__version__", room}:
            continue
        if target not in FLOOR_OF:
            found.append(f"{module}:{line} imports {name}, which is on no floor")
        elif FLOOR_OF[target] >= FLOOR_OF[room]:
            found.append(f"{module}:{line} imports {name}, which is not below it")
    return found


FILES = sorted(file for file in PACKAGE.rglob("*.py") if room_of(module_of(file)) not in ENTRANCE)


def test_every_room_has_a_floor() -> None:
    assert {room_of(module_of(file)) for file in FILES} <= set(FLOOR_OF)


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_a_room_imports_only_from_floors_below(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8"), file) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("text", "import mtcheck.checks.base"),
        ("text", "from mtcheck import config"),
        ("text", "from mtcheck.lexicon.table import lookup"),
        ("readers", "def read():\n    from mtcheck.run.pipeline import plan_run"),
        ("checks", "from ..report import registry"),
        ("report", "import os, mtcheck"),
        ("records", "from mtcheck.errors import InputError"),
        ("report", "from mtcheck import check"),
    ],
)
def test_an_import_upwards_or_sideways_is_seen(room: str, source: str) -> None:
    assert len(faults(source, PACKAGE / room / "x.py")) == 1


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("checks", "from mtcheck.evidence.analysis import FileEvidence"),
        ("checks", "from .base import Rule"),
        ("run", "from mtcheck import __version__"),
        ("cli", "from mtcheck.config.rules import build_checks"),
    ],
)
def test_an_import_from_below_is_sound(room: str, source: str) -> None:
    assert faults(source, PACKAGE / room / "x.py") == []


CONTRIBUTING = PACKAGE.parent / "CONTRIBUTING.md"
_GENERATED = re.compile(r"(?<=<!-- generated: floors -->\n).*?(?=<!-- end -->)", re.S)


def told(room: str) -> str:
    """Return what a room says of itself: the first line of its docstring."""
    file = PACKAGE / room / "__init__.py"
    source = (file if file.is_file() else PACKAGE / f"{room}.py").read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(source)) or ""
    return docstring.splitlines()[0].rstrip(".:")


def floor_table() -> str:
    rows = ["| floor | room | what stands there |", "| --- | --- | --- |"]
    for level, rooms in enumerate(FLOORS):
        for room in sorted(rooms & {room_of(module_of(file)) for file in FILES}):
            name = f"{room}/" if (PACKAGE / room).is_dir() else f"{room}.py"
            rows.append(f"| {level} | `{name}` | {told(room)} |")
    return "\n".join(rows) + "\n"


def test_contributing_shows_every_floor() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    if os.environ.get("MTCHECK_UPDATE_README") == "1":
        text = _GENERATED.sub(lambda _: floor_table(), text)
        CONTRIBUTING.write_text(text, encoding="utf-8")
    shown = _GENERATED.search(text)
    assert shown is not None
    assert shown[0] == floor_table(), "MTCHECK_UPDATE_README=1 pytest tests/unit/test_floors.py renews it"
