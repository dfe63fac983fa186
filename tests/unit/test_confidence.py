"""Confidences are measured: no check sets one by hand, and the table is what the command writes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtcheck.checks.base import Rule
from mtcheck.checks.confidence import (
    Confidences,
    Precision,
    confidence_of,
    measured,
    read_confidences,
    shipped_confidences,
)
from mtcheck.checks.registry import all_rules
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.evaluation.precision import Labelled, PrecisionTable, as_toml, digest, measure, read_labelled, read_news
from mtcheck.evaluation.verdicts import wilson
from mtcheck.records import Category, Severity, Span

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "mtcheck" / "checks" / "confidence.toml"
# A judge that was taught on marked errors says itself how likely one is, and the house's own glossary is right by decree;
# `confidence.py` makes the verdicts of all others.
LEARNED = {"senses.py", "out_of_place.py", "glossary.py", "confidence.py"}
RULE = Rule("MT699", "test.rule", Category.GRAMMAR, Severity.MINOR, "", "", "", ())


def calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))


@pytest.mark.parametrize("room", ["checks", "across"])
def test_no_check_sets_a_confidence(room: str) -> None:
    made = [
        f"{file.name}:{call.lineno}"
        for file in sorted((ROOT / "mtcheck" / room).rglob("*.py"))
        for call in calls(file)
        if isinstance(call.func, ast.Name)
        and (
            (call.func.id == "Verdict" and file.name not in LEARNED)
            or (call.func.id in {"measured", "Fault"} and any(_is_number(value) for value in _values(call)))
        )
    ]
    assert made == []


def _values(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _is_number(value: ast.expr) -> bool:
    return any(isinstance(one, ast.Constant) and isinstance(one.value, float) for one in ast.walk(value))


def test_the_table_is_what_the_command_writes() -> None:
    text = TABLE.read_text(encoding="utf-8")
    table = read_confidences(text)
    counted = {key: PrecisionTable({key: one}, {}, 0).branches[key] for key, one in table.measured.items()}
    for one in counted.values():
        low, high = wilson(one.right, one.n)
        assert (one.low, one.high) == (round(low, 2), round(high, 2))
    texts = int(next(line for line in text.splitlines() if line.startswith("texts = ")).removeprefix("texts = "))
    command = next(line for line in text.splitlines() if line.startswith("#   ")).removeprefix("#   ")
    assert as_toml(PrecisionTable(counted, table.material, texts), command) == text


def test_the_table_was_made_of_the_known_errors_as_they_are() -> None:
    """Where this fails, rows were changed: make the table again, as CONTRIBUTING says."""
    held = {name: told for name, told in shipped_confidences().material.items() if name.startswith("known_errors/")}
    assert {f"known_errors/{name}.jsonl" for name in ("garbled", "sound", "passages", "articles")} <= set(held)
    assert {name: digest(ROOT / "tests" / name) for name in held} == held


def test_the_table_speaks_of_rules_that_exist() -> None:
    codes = {rule.code for rule in all_rules()}
    assert {code for code, _ in shipped_confidences().measured} <= codes


def test_a_branch_is_as_sure_as_its_lower_bound() -> None:
    table = Confidences(
        0.4, {("MT1", "all"): Precision(10, 9, 0.6, 0.98), ("MT1", "far"): Precision(1, 1, 0.21, 1)}, {}
    )
    assert table.of("MT1") == 0.6
    assert table.of("MT1", "far") == 0.21
    assert table.of("MT1", "near") == 0.4
    assert confidence_of(RULE) == shipped_confidences().unmeasured == measured(RULE, Span(0, 1), "").confidence


def test_what_is_right_overlaps_a_marked_error(tmp_path: Path) -> None:
    from mtcheck.checks.grammar.check import GrammarCheck

    wrong = "Ils ont parlé du situation du pays."
    rows = [
        Labelled(wrong, (Span(14, 26),), "a"),
        Labelled("Ils ont subi un attaque hier.", (), "a"),
        Labelled("Elle cite du situation hier.", (), "a", None),
        Labelled("Elle cite du situation jeudi.", (Span(23, 28),), "a", "Elle cite du situation hier."),
    ]
    table = measure(rows, (GrammarCheck(),), FakeTranslator(), ())
    found = table.branches["MT401", "all"]
    assert (found.n, found.right) == (3, 1)  # what a sound side and its wrong twin share counts once
    assert table.texts == 4
    assert table.unmeasured == min(one.low for one in table.branches.values())


def test_labelled_french_is_read(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(
        '{"id": "a", "text": "Un mot.", "spans": [{"start": 3, "end": 6}]}\n'
        '{"id": "b", "speaker": "A B", "english": "A word.", "french": "« Un mot. »", "errors": []}\n',
        encoding="utf-8",
    )
    first, second = read_labelled(file)
    assert first.wrong == (Span(3, 6),)
    assert second.statement is not None
    assert second.statement.text == "A word."
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(
        '{"fr": "Le projet.", "en": "The bill.", "bad": "La facture.", '
        '"errors": [{"text": "facture", "should": "projet", "kind": "sense", "severity": "major"}]}\n',
        encoding="utf-8",
    )
    sound, wrong = read_labelled(pairs)
    assert (sound.wrong, sound.twin) == ((), None)
    assert (wrong.text, wrong.wrong, wrong.twin) == ("La facture.", (Span(3, 10),), "Le projet.")
    file.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl"):
        list(read_labelled(file))


def test_news_is_drawn_from_the_beginning(tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text("Un.\nDeux.\nTrois.\nQuatre.\n", encoding="utf-8")
    drawn = read_news(file, 3, 2, {"Un.": (Span(0, 2),), "Deux.": (Span(0, 4),), "Trois.": (Span(0, 5),)}, 1)
    assert len(drawn) == 2
    assert {one.text for one in drawn} < {"Un.", "Deux.", "Trois."}
    assert all(one.wrong for one in drawn)
    with pytest.raises(InputError):
        read_news(tmp_path / "none.txt", 1, 1, {}, 1)
