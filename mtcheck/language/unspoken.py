"""Errors that speak English alone: those that are raised with a plain string where a template is wanted."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from mtcheck.language.extraction import DEVELOPERS, PACKAGE

_BASE = "MtcheckError"
_BEHIND = {"InputError": 1, "QuoteBankError": 1}  # whose message is the second argument, behind the path
_TOLD = {"complain": 0, "remark": 0, "contained": 1}  # what else puts its argument before a user
_METHODS = {"error": (0, 1)}  # ``entry.error(message)``, ``config.error(key, message)``


def unspoken(package: Path = PACKAGE) -> Iterator[str]:
    """Give every place where a user would meet an error in English only, whatever language is spoken.

    Args:
        package: Where to look; the tools of developers are left out.
    """
    sources = {
        path.relative_to(package).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }
    kinds = _kinds(sources.values())
    for name, tree in sources.items():
        if not name.startswith(DEVELOPERS):
            yield from (f"{name}:{line}: {text}" for line, text in _in(tree, kinds))


def _kinds(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Return the names of all exceptions that mtcheck raises on purpose."""
    known, size = {_BASE}, 0
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while size < len(known):
        size = len(known)
        known |= {node.name for node in classes if known & {_called(base) for base in node.bases}}
    return frozenset(known)


def _in(tree: ast.Module, kinds: frozenset[str]) -> Iterator[tuple[int, str]]:
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = (node for node in ast.walk(scope) if isinstance(node, ast.Call))
            found = {(node.lineno, text) for call in calls for node, text in _plain(call, scope, kinds)}
            yield from sorted(found)


def _plain(call: ast.Call, scope: ast.AST, kinds: frozenset[str]) -> Iterator[tuple[ast.expr, str]]:
    name = _called(call.func)
    if name in kinds:
        places: tuple[int, ...] = (_BEHIND.get(name, 0),)
    elif name in _TOLD:
        places = (_TOLD[name],)
    elif isinstance(call.func, ast.Attribute) and "log" not in ast.unparse(call.func):
        places = _METHODS.get(name, ())[len(call.args) - 1 : len(call.args)]
    else:
        places = ()
    for place in places:
        if place < len(call.args):
            yield from _words(call.args[place], scope)


def _words(node: ast.expr, scope: ast.AST, seen: frozenset[str] = frozenset()) -> Iterator[tuple[ast.expr, str]]:
    """Give the words that an expression is made of in place; a variable's stand where its function gave it a value."""
    if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
        parts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
        if any(isinstance(part, str) and " " in part.strip(" :;()") for part in parts):
            yield node, ast.unparse(node)
    elif isinstance(node, ast.IfExp):
        yield from (*_words(node.body, scope, seen), *_words(node.orelse, scope, seen))
    elif isinstance(node, ast.Name) and node.id not in seen:
        given = (
            other.value
            for other in ast.walk(scope)
            if isinstance(other, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == node.id for target in other.targets)
        )
        for value in given:
            yield from _words(value, scope, seen | {node.id})


def _called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
