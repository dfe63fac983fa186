"""What the README and the documents say is run, so that it stays true. MTCHECK_UPDATE_README=1 renews generated parts."""

from __future__ import annotations

import ast
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import mtcheck
from mtcheck.checks.base import Check
from mtcheck.checks.registry import all_rules
from mtcheck.cli import main
from mtcheck.cli.app import whole_command
from mtcheck.config.keys import KEYS
from mtcheck.config.quotes import build_quotes
from mtcheck.config.settings import Config, parse_config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.readers.plain import document
from mtcheck.records import Report
from mtcheck.report.registry import reporter_names
from mtcheck.report.text import TextReporter, TextStyle
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run
from mtcheck.triage.ignores import parse_ignores

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCUMENTS = (README, CONTRIBUTING, *sorted((ROOT / "docs").glob("*.md")))
UPDATE = os.environ.get("MTCHECK_UPDATE_README") == "1"
EXCERPT = 4  # findings of the first file that the README shows
IN_FULL = "feu cessé"  # and the words of the one that it shows in full
MOST_LINES = 200  # of a report on the seeds: what is longer is not read
STATEMENT = {"id": "s", "speaker": "Ana Durand", "text": "We agreed on a ceasefire."}

_BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^(?P<indent> *)```(?P<language>\w+)\n(?P<code>.*?)^(?P=indent)```$", re.M | re.S
)
_LINK = re.compile(r"\]\((?!https?:|#)(?P<target>[^)\s#]+)")
_INLINE = re.compile(r"`(mtcheck [^`\n]+)`")
_HEADER = re.compile(r"(?P<place>\S+:\d+:\d+) (?P<code>MT\d{3,4}) (?P<severity>\w+) (?: (?P<words>.+)|\d)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document, with the comment above it."""

    file: str
    line: int
    language: str
    code: str
    mark: str


@cache
def blocks() -> tuple[Block, ...]:
    return tuple(
        Block(
            path.name,
            text.count("\n", 0, match.start("code")),
            match["language"],
            match["code"],
            match["mark"] or "",
        )
        for path in DOCUMENTS
        for text in (path.read_text(encoding="utf-8"),)
        for match in _BLOCK.finditer(text)
    )


def chosen(*languages: str, run: bool = True, file: str | None = None) -> list[Any]:
    """Blocks as test parameters; ``run`` leaves those out that say they cannot run."""
    return [
        pytest.param(block, id=f"{block.file}:{block.line}")
        for block in blocks()
        if block.language in languages
        and not (run and block.mark.startswith("not run: "))
        and file in (None, block.file)
    ]


def example(name: str) -> str:
    (code,) = [block.code for block in blocks() if block.mark == f"example: {name}"]
    return code


def commands(block: Block) -> Iterator[tuple[list[str], str | None]]:
    """Give the words of each ``mtcheck`` command in a block, and the file that is piped into it."""
    for line in block.code.splitlines():
        for command in line.removeprefix("$ ").split(" && "):
            before, pipe, after = command.rpartition(" | ")
            words = shlex.split(after if pipe else command, comments=True)
            if words[:1] == ["mtcheck"]:
                yield words[1:], before.removeprefix("cat ") if pipe else None


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds whatever the examples name."""
    for name in ("seeds", "configs"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    for name in ("article.txt", "articles/one.txt", "archive/2025/two.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Les deux camps ont signé un feu cessé hier soir.\n", encoding="utf-8")
    for name in ("statement.json", "statements/statement.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(STATEMENT), encoding="utf-8")
    (tmp_path / "old.json").write_text('{"schema_version": 1, "files": []}', encoding="utf-8")
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    for command in (("init",), ("add", "articles"), ("commit", "-m", "one")):
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())


def run_command(words: list[str]) -> object:
    with pytest.raises(SystemExit) as caught:
        main(words)
    return caught.value.code


def find_option_faults(words: list[str]) -> list[str]:
    """Return what the command line does not know, without running anything."""
    command: Any = whole_command()
    rest = list(words)
    while rest and hasattr(command, "commands") and not rest[0].startswith("-"):
        found = command.commands.get(rest[0])
        if found is None:
            return [rest[0]]
        command, rest = found, rest[1:]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
    return [word for word in rest if word.startswith("-") and word != "-" and word.partition("=")[0] not in known]


@pytest.mark.usefixtures("fake_engine", "workplace")
@pytest.mark.parametrize("block", chosen("sh", "console"))
def test_commands_run(block: Block, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for words, piped in commands(block):
        if piped is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(piped).read_bytes()), encoding="utf-8"))
        code = run_command(words)
        never = "never" in words or words[0] != "check"
        assert code in ((0,) if never else (0, 1)), (words, capsys.readouterr().err)


@pytest.mark.parametrize("block", chosen("sh", "console", run=False))
def test_commands_are_known(block: Block) -> None:
    for words, _ in commands(block):
        assert find_option_faults(words) == [], words


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_prose_are_known(path: Path) -> None:
    for command in _INLINE.findall(path.read_text(encoding="utf-8")):
        assert find_option_faults(shlex.split(command)[1:]) == [], command


@pytest.mark.usefixtures("fake_engine", "workplace")
@pytest.mark.parametrize("block", [*chosen("pycon"), *chosen("python", file="README.md")])
def test_python_runs(block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    run_python(block)
    if "print(" in block.code:
        assert "MT201 systèmes patriotes → systèmes Patriot" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.usefixtures("workplace")
@pytest.mark.parametrize("block", [*chosen("pycon"), *chosen("python", file="README.md")])
def test_python_runs_with_the_embedded_model(block: Block) -> None:
    run_python(block)


@pytest.mark.parametrize("block", chosen("python", run=False))
def test_imports_exist(block: Block) -> None:
    """Examples in ``docs/`` may need a model that is not there; what they import must be."""
    tree = ast.parse(block.code)
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    exec(compile(tree, f"{block.file}:{block.line}", "exec"), {})


def run_python(block: Block) -> None:
    if block.language == "python":
        exec(compile(block.code, f"{block.file}:{block.line}", "exec"), {"__name__": "example"})
        return
    test = doctest.DocTestParser().get_doctest(block.code, {}, block.file, block.file, block.line)
    failures = io.StringIO()
    assert doctest.DocTestRunner().run(test, out=failures.write).failed == 0, failures.getvalue()


@pytest.mark.parametrize("block", chosen("python", file="CONTRIBUTING.md"))
def test_the_example_check_works(block: Block) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(block.code, f"{block.file}:{block.line}", "exec"), names)
    check = names["DoubledCommaCheck"]()
    assert isinstance(check, Check)
    for case in check.rules[0].examples:
        report = plan_run([document("example.txt", case.text)], Means((check,), FakeTranslator())).report()
        assert [finding.text for finding in report.findings] == ([case.flagged] if case.flagged else [])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = [match["target"] for match in _LINK.finditer(path.read_text(encoding="utf-8"))]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_promise_names_tests_that_there_are() -> None:
    text = (ROOT / "docs/guarantees.md").read_text(encoding="utf-8")
    promises = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("| ")][2:]
    assert len(promises) > 10
    for promise in promises:
        cell = promise.rstrip(" |").rpartition("|")[2]
        named = re.findall(r"`(tests/[^`]+)`", cell)
        assert named, promise
        assert not re.sub(r"`tests/[^`]+`|[,\s]", "", cell), promise
    for path, _, test in (name.partition("::") for name in re.findall(r"`(tests/[^`\s]+)`", text)):
        assert (ROOT / path).exists(), path
        assert not test or re.search(rf"^def {test}\(", (ROOT / path).read_text(encoding="utf-8"), re.M), test


def test_the_configuration_names_every_key_at_its_default() -> None:
    code = example("configuration")
    assert parse_config(tomllib.loads(code)) == Config()
    uncommented = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", code, flags=re.M))
    named = {
        f"{name}.{key}" if key else name
        for name, value in uncommented.items()
        for key in (value if isinstance(value, dict) and name not in KEYS else ("",))
    }
    assert named == set(KEYS)


def test_the_ignore_list_can_be_loaded() -> None:
    (entry,) = parse_ignores(example("ignore list"), "docs/ci.md")
    assert (entry.code, entry.reason) == ("MT201", "the regiment's own name")


def test_the_examples_for_servers_name_what_exists() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [s for s in yaml.safe_load(example("github"))["jobs"]["mtcheck"]["steps"] if "mtcheck" in s["uses"]]
    assert set(step["with"]) <= set(action["inputs"])
    (hook,) = yaml.safe_load(example("pre-commit"))["repos"][0]["hooks"]
    assert hook["id"] == yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]["id"]
    scripts = [
        *yaml.safe_load(example("gitlab"))["translations"]["script"],
        *re.findall(r"sh '(.*?)'", example("jenkins")),
    ]
    for words in (shlex.split(script)[1:] for script in scripts if script.startswith("mtcheck ")):
        assert find_option_faults(words) == []
        assert {words[place + 1] for place, word in enumerate(words) if word == "--format"} <= set(reporter_names())
    assert find_option_faults(["check", *hook["args"]]) == []


def test_the_statement_can_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "statement.json").write_text(example("statement"), encoding="utf-8")
    (quote,) = build_quotes([tmp_path / "statement.json"])
    assert quote.aliases == ("Mme Durand", "la ministre")


def test_the_finding_lies_where_it_says() -> None:
    finding = json.loads(example("finding"))
    path = next(path for path in (ROOT / "seeds").glob("000_*.txt"))
    text = path.read_bytes().decode("utf-8-sig")
    assert text[finding["start"] : finding["end"]] == finding["text"]
    schema = json.loads((ROOT / "mtcheck/report/schema/report.schema.json").read_text(encoding="utf-8"))
    assert set(finding) == set(schema["$defs"]["finding"]["required"])


def test_the_codes_are_all_there() -> None:
    rows = [
        f"| {rule.code} | `{rule.name}` | {rule.severity.label} | {rule.summary} |"
        for rule in sorted(all_rules(), key=lambda rule: rule.code)
        if type(rule).__module__.startswith("mtcheck.")
    ]
    assert_generated(
        "codes", "\n".join(("| code | name | severity | what it reports |", "| --- | --- | --- | --- |", *rows))
    )


def test_the_figures_of_the_model_are_those_of_its_card() -> None:
    from mtcheck.engines.embedded import embedded_folder
    from mtcheck.evaluation.card import read_figures, short_table

    def cells(text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]

    table = "\n".join(f"  {line}" for line in short_table(read_figures(embedded_folder())).splitlines())
    assert_generated("model", table, cells)


def assert_generated(name: str, expected: str, reduce: Callable[[str], object] = str) -> None:
    """Compare a generated part of the README, or renew it where the environment asks for that."""
    text = README.read_text(encoding="utf-8")
    head, start, rest = text.partition(f"<!-- generated: {name} -->\n")
    assert start, f"the README has no part {name}"
    actual, end, tail = rest.partition("<!-- end -->")
    if UPDATE:
        actual = expected + "\n"
        README.write_text(head + start + actual + end + tail, encoding="utf-8")
    assert reduce(actual.strip()) == reduce(expected), (
        "MTCHECK_UPDATE_README=1 pytest tests/unit/test_docs.py renews it"
    )


@pytest.fixture(scope="module")
def seeds_report() -> Report:
    folder = Path.cwd()
    os.chdir(ROOT)
    try:
        return mtcheck.check("seeds", quotes="seeds/quotes")
    finally:
        os.chdir(folder)


@pytest.mark.slow
def test_the_excerpt_is_what_the_report_says(seeds_report: Report) -> None:
    stream = io.StringIO()
    TextReporter(width=100).render(seeds_report, stream)
    lines = stream.getvalue().rstrip().split("\n")
    assert len(lines) <= MOST_LINES
    first = next(number for number, line in enumerate(lines) if _HEADER.match(line))
    closing = next(number for number, line in enumerate(lines) if line.startswith("Fails: "))
    shown = (*lines[first - 1 : first + 3 * EXCERPT], "…", "", *lines[closing:])
    assert_generated("excerpt", "\n".join(("```text", *shown, "```")), told)
    assert_generated("finding in full", "\n".join(("```text", in_full(seeds_report), "```")), told)


def in_full(report: Report) -> str:
    """Return one finding as a verbose report shows it."""
    stream = io.StringIO()
    TextReporter(100, TextStyle(verbose=True)).render(report, stream)
    finding = next(finding for finding in report.findings if finding.text == IN_FULL)
    place = f":{finding.line}:{finding.column} {finding.code} "
    return next(part for part in stream.getvalue().split("\n\n") if place in part.splitlines()[0])


def told(excerpt: str) -> list[tuple[str, ...]]:
    """Reduce findings to what does not hang on the model's figures: place, code, French, English, suggestion."""
    found: list[list[str]] = []
    for line in excerpt.splitlines():
        if header := _HEADER.match(line):
            found.append([text for text in header.groups() if text])
        elif found and re.match(r" {4}(English|suggestion) ", line):
            found[-1].append(line)
    return [tuple(lines) for lines in found]


@pytest.mark.slow
def test_the_finding_is_what_the_report_says(seeds_report: Report) -> None:
    finding = json.loads(example("finding"))
    same = [item for item in seeds_report.files[0].findings if [*item.span] == [finding["start"], finding["end"]]]
    assert [(item.code, item.name, str(item.message), item.reference, item.suggestion) for item in same] == [
        tuple(finding[key] for key in ("code", "name", "message", "reference", "suggestion"))
    ]
    assert (same[0].line, same[0].column, same[0].quote_id) == (finding["line"], finding["column"], finding["quote_id"])


def test_continuous_integration_runs_the_documented_test_command() -> None:
    commands = re.findall(
        r"^python3 -m venv .*pytest -n \d+$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(commands) == 1
    assert commands[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
