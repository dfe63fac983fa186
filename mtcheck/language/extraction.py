"""Which texts mtcheck says: found in its Python sources, its templates and the scripts of its pages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mtcheck.language.catalogue import SCRIPT
from mtcheck.language.messages import titled

PACKAGE = Path(__file__).parents[1]
DEVELOPERS = ("training/", "evaluation/")  # tools of those who make mtcheck, which speak English
_SAID = {"gettext": 1, "gettext_noop": 1, "Message": 2, "ngettext": 2}  # texts that a call may begin with
# Texts that a call is given by name, or at that place.
_FIELDS = {
    "Rule": {"summary": 4, "rationale": 5},
    "_rule": {"summary": 2, "rationale": 3},
    "Option": {"help": 99},
    "Argument": {"help": 99},
    "Typer": {"help": 99},
}
_TITLED = ("Rule", "_rule")  # whose second argument is a dotted name, which is shown as words
_TYPED = "cli/"  # where the docstrings of commands are shown as help


class Said(NamedTuple):
    """A text that is said somewhere.

    Attributes:
        plural: Its plural, None where nothing is counted.
        context: ``script`` for what a page's script says, else None.
        place: File and line, below the package.
    """

    text: str
    plural: str | None
    context: str | None
    place: str


def said(package: Path = PACKAGE) -> tuple[Said, ...]:
    """Find all texts that are said, file by file."""
    found: list[Said] = []
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.suffix == ".py" and not name.startswith(DEVELOPERS):
            found += python_texts(path.read_text(encoding="utf-8"), name)
        elif path.suffix == ".jinja":
            found += _template_texts(path, name)
        elif path.suffix == ".js":
            found += _script_texts(path, name)
    return tuple(found)


def python_texts(source: str, name: str) -> Iterator[Said]:
    """Give the texts of a Python source.

    Args:
        source: The source.
        name: Its path below the package.

    Raises:
        ValueError: A text is put together where it should be a template; the message names file and line.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node, name)
        elif isinstance(node, ast.FunctionDef) and name.startswith(_TYPED) and _is_command(node):
            text = ast.get_docstring(node)
            if text:
                yield Said(" ".join(text.split()), None, None, f"{name}:{node.lineno}")


def _of_call(node: ast.Call, name: str) -> Iterator[Said]:
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if called in _SAID and node.args and name != "language/messages.py":
        texts = node.args[: _SAID[called]]
        plural = next((word.value for word in node.keywords if word.arg == "plural"), None)
        many = texts[1] if len(texts) > 1 else plural
        for one in _of(texts[0], name):
            text = many.value if isinstance(many, ast.Constant) else None
            yield one._replace(plural=text) if isinstance(text, str) else one
    if called in _TITLED and len(node.args) > 1:
        for one in _of(node.args[1], name):
            yield one._replace(text=titled(one.text))
    fields = _FIELDS.get(called, {})
    for place in fields.values():
        if place < len(node.args):
            yield from _of(node.args[place], name)
    for word in node.keywords:
        if word.arg in fields and not isinstance(word.value, ast.JoinedStr):
            yield from _of(word.value, name)


def _of(node: ast.expr, name: str) -> Iterator[Said]:
    """Give the texts that an expression may be; a variable's were marked where it got them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield Said(node.value, None, None, f"{name}:{node.lineno}")
    elif isinstance(node, ast.IfExp):
        yield from (*_of(node.body, name), *_of(node.orelse, name))
    elif isinstance(node, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"{name}:{node.lineno}: a text is put together: a template with named parameters is wanted")


def _is_command(node: ast.FunctionDef) -> bool:
    """Say whether a function is a command or describes a group of them: typer reads its annotations."""
    marks = [ast.unparse(item) for item in (*node.decorator_list, node.args)]
    return not node.name.startswith("_") and any(
        "typer." in mark or "Option" in mark or "_app." in mark or "app." in mark for mark in marks
    )


def _template_texts(path: Path, name: str) -> Iterator[Said]:
    from jinja2.ext import babel_extract

    with path.open("rb") as source:
        for line, _, texts, _ in babel_extract(source, ("_", "gettext", "ngettext"), (), {"trim_blocks": "true"}):
            one, many = (texts[0], texts[1]) if isinstance(texts, tuple) else (texts, None)
            if one:
                yield Said(one, many, None, f"{name}:{line}")


def _script_texts(path: Path, name: str) -> Iterator[Said]:
    from babel.messages.extract import extract

    with path.open("rb") as source:
        for line, text, _, _ in extract("javascript", source, {"t": None}):
            assert isinstance(text, str)
            yield Said(text, None, SCRIPT, f"{name}:{line}")
