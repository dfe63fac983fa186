"""What a function keeps of its answers has a limit, unless only so many questions can be asked."""

from __future__ import annotations

import ast
from pathlib import Path

import mtcheck

# Parameters of which there are as many values as languages, kinds, rules, units, files of the package or a configuration's names.
FINITE = {
    "code", "count", "examples", "files", "folder", "kind", "kinds", "language", "name", "phrases", "table", "use",
    "written", "entry",
}  # fmt: skip


def unlimited() -> dict[str, set[str]]:
    """Return the parameters of every function with a cache without limit."""
    found = {}
    package = Path(mtcheck.__file__).parent
    for path in sorted(package.rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        classes = (node for node in module.body if isinstance(node, ast.ClassDef))
        # what a function inside another keeps is gone with the call
        for node in (*module.body, *(inner for one in classes for inner in one.body)):
            if isinstance(node, ast.FunctionDef) and any(_without_limit(one) for one in node.decorator_list):
                every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                own = {one.arg for one in every} | ({node.args.vararg.arg} if node.args.vararg else set())
                found[f"{path.relative_to(package)}:{node.name}"] = own - {"self", "cls"}
    return found


def _without_limit(decorator: ast.expr) -> bool:
    if isinstance(decorator, ast.Call):
        size = next((one.value for one in decorator.keywords if one.arg == "maxsize"), None)
        return isinstance(size, ast.Constant) and size.value is None
    return isinstance(decorator, ast.Name) and decorator.id == "cache"


def test_no_cache_grows_with_the_words_of_a_corpus() -> None:
    found = unlimited()
    assert len(found) > 20
    assert {name: own for name, own in found.items() if own - FINITE} == {}
