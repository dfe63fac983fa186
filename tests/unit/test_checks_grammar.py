"""Rules of grammar that were split: the old code means all its parts. And the checks have no word lists of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mtcheck.checks.registry import all_rules
from mtcheck.cli.explain import describe_rules
from mtcheck.config.settings import Config
from mtcheck.records import FileReport, Report
from mtcheck.run.pipeline import PipelineOptions

CHECKS = Path(__file__).parents[2] / "mtcheck" / "checks"
SPLIT = ("MT403", "MT406", "MT407", "MT409", "MT412", "MT413", "MT414", "MT415")
WORD_SETS = 21  # literal sets of three French words and more; may only fall
_WORD = re.compile(r"[a-zà-ÿœæ'’/-]+")

CheckText = Callable[..., FileReport]


@pytest.mark.parametrize("code", SPLIT)
def test_a_split_code_is_no_rule_and_has_parts(code: str) -> None:
    codes = {rule.code for rule in all_rules()}
    assert code not in codes
    assert len([part for part in codes if part.startswith(code)]) >= 2


def test_an_old_code_selects_its_parts(check_run: Callable[..., Report]) -> None:
    texts = [("a.txt", "Cette mesure pourrait sauver vies chaque année. Les renforts ont arrivés dans la soirée.")]
    found = {
        select: [f.code for f in check_run(texts, options=PipelineOptions(select=select)).files[0].findings]
        for select in (("MT415",), ("MT4152",), ("MT4151",), ("MT4",))
    }
    assert found[("MT415",)] == found[("MT4152",)] == ["MT4152"]
    assert found[("MT4151",)] == []
    assert found[("MT4",)] == ["MT4152", "MT4121"]
    ignored = check_run(texts, options=PipelineOptions(ignore=("MT412",))).files[0].findings
    assert [f.code for f in ignored] == ["MT4152"]


@pytest.mark.parametrize("code", ["MT415", "MT4152"])
def test_the_configuration_takes_old_and_new_codes(code: str) -> None:
    assert Config().override({"checks.select": ("--select", [code])}) is not None


def test_explain_says_that_a_code_was_split() -> None:
    told = describe_rules(all_rules(), "mt415", 100)
    assert told.startswith("MT415 was split into these rules")
    assert "MT4152" in told
    assert "split" not in describe_rules(all_rules(), "MT4", 100)


def word_sets(source: str) -> Iterator[int]:
    """Give the lines of sets, tuples, lists and split strings of three lower-case words and more."""
    for node in ast.walk(ast.parse(source)):
        found: list[str] = []
        if isinstance(node, ast.Set | ast.Tuple | ast.List):
            found = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            text = node.func.value
            found = text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []
        if isinstance(node, ast.expr) and sum(bool(_WORD.fullmatch(word)) for word in found) >= 3:
            yield node.lineno


def test_word_sets_are_counted() -> None:
    assert list(
        word_sets('a = {"le", "la", "les"}\nb = "un une des".split()\nc = ("x", "Y", "Z")\nd = {"le", "la"}')
    ) == [1, 2]


def test_checks_have_few_words_of_their_own() -> None:
    found = [
        f"{file.name}:{line}"
        for file in sorted(CHECKS.rglob("*.py"))
        for line in word_sets(file.read_text(encoding="utf-8"))
    ]
    assert len(found) <= WORD_SETS, found


def test_elision_is_decided_in_one_place() -> None:
    own = re.compile(r"in [\"'](?:aeiou|aeéè)|begins_with_vowel")
    package = CHECKS.parent
    rooms = [package / room for room in ("checks", "french", "suggestions", "facts", "evidence", "across")]
    files = [file for room in rooms for file in room.rglob("*.py")]
    assert [str(file) for file in files if own.search(file.read_text(encoding="utf-8"))] == []
