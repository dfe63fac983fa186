"""How many small faults in the code would the tests see? Mutants by cosmic-ray, each against the tests that concern its file.

    pip install cosmic-ray
    python tests/benchmarks/mutation.py --count 200 --seed 1 mtcheck/checks mtcheck/evidence

A mutant changes one operator, number, condition or decorator. It dies where the examples of the file's rules, a unit test that
imports the file, or a row of the known errors on which its rules speak comes out otherwise. Each mutant lives in a process forked
from one that has all tables loaded, so that it takes seconds, not minutes; nothing on the disk changes. Where a file's tests fail
on unchanged code, its mutants are not counted. What lives is printed as the line before and after; once tests are written,
`--again REPORT` tries what a report says lives, wherever these lines stand by then.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import functools
import gc
import importlib
import itertools
import json
import multiprocessing
import os
import random
import re
import signal
import sys
import types
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent import futures
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "tests" / "unit"
KNOWN = ROOT / "tests" / "known_errors"
ROWS = 25  # of the known errors that a mutant is tried on
SOUND = 300  # sound rows that these are drawn from
# What a person mistypes: a condition turned round, a border moved by one, a loop left early. Whatever must crash is left out.
OPERATORS = re.compile(
    r"AddNot|NumberReplacer|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue|ZeroIterationForLoop"
    r"|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ReplaceUnaryOperator_Delete_Not"
    r"|ReplaceComparisonOperator_(?:Eq_NotEq|NotEq_Eq|Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Is_IsNot|IsNot_Is)"
    r"|ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|Mul_Div|Div_Mul|BitAnd_BitOr|BitOr_BitAnd)"
)
tell = functools.partial(print, flush=True)
LIMIT = 120  # seconds of computing after which a mutant that goes on for ever is dead
WAITED = 1200  # seconds on the clock, where it only sleeps
Told = tuple[frozenset[str], tuple[bool, ...], int]
LIVES = re.compile(r"^lives: (\S+?):\d+ (.*)$", re.MULTILINE)


class Mutant(NamedTuple):
    """A file, what is changed in it, and its code then."""

    file: Path
    what: str
    line: int
    code: str

    @property
    def told(self) -> str:
        """Name the operator, and the first line that it changes, before and after."""
        lines = zip(self.file.read_text(encoding="utf-8").splitlines(), self.code.splitlines(), strict=False)
        old, new = next(((a, b) for a, b in lines if a != b), ("", ""))
        return f"{self.what}: {old.strip()} -> {new.strip()}"


class End(IntEnum):
    """What becomes of a mutant."""

    LIVES = 0
    ROWS = 1  # a row of the known errors comes out otherwise
    TESTS = 2  # a unit test or an example fails
    BROKEN = 3  # its module cannot be loaded
    TIME = 4


class Place(NamedTuple):
    """Where a file can be changed: by which operator of cosmic-ray, at which of its places."""

    file: Path
    operator: str
    number: int
    line: int


def places(file: Path) -> Iterator[Place]:
    """Give every place of a file that can be changed."""
    import parso  # noqa: F401  # before cosmic_ray, whose modules import one another
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.operators.provider import OperatorProvider

    nodes = list(ast_nodes(get_ast(file.read_text(encoding="utf-8"))))
    provider = OperatorProvider()
    for name in sorted(provider):
        if not OPERATORS.fullmatch(name):
            continue
        operator = provider[name]()
        found = [place for node in nodes for place in operator.mutation_positions(node)]
        yield from (Place(file, name, number, line) for number, ((line, _), _) in enumerate(found))


def mutants(drawn: Sequence[Place]) -> Iterator[Mutant]:
    """Change files, and leave out what differs in annotations alone."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    for file, name, number, line in drawn:
        source = file.read_text(encoding="utf-8")
        code = mutate_code(source, provider[name](), number)
        with contextlib.suppress(SyntaxError):
            if code is not None and bare(code) != bare(source):
                yield Mutant(file, name, line, code)


def bare(source: str) -> str:
    """Return code without annotations and docstrings, which no test can tell."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(0)
    return ast.dump(tree)


def exchange(module: types.ModuleType, code: str) -> None:
    """Put the functions and constants of changed code in place of a module's own, wherever they were imported to."""
    changed = types.ModuleType(module.__name__)
    changed.__file__, changed.__package__ = module.__file__, module.__package__
    exec(compile(code, str(module.__file__), "exec"), changed.__dict__)
    for name, new in list(vars(changed).items()):
        old = vars(module).get(name)
        if name.startswith("__") or getattr(new, "__module__", module.__name__) != module.__name__:
            continue
        if isinstance(old, type) and isinstance(new, type):
            for key, member in vars(new).items():
                _exchange_function(vars(old).get(key), member)
        elif not _exchange_function(old, new) and not isinstance(new, types.ModuleType):
            for other in [one for key, one in sys.modules.items() if key.startswith("mtcheck")]:
                if vars(other).get(name) is old:
                    setattr(other, name, new)


def _exchange_function(old: Any, new: Any) -> bool:
    if hasattr(old, "cache_clear"):
        old.cache_clear()
    pair = [_function(one) for one in (old, new)]
    if not all(isinstance(one, types.FunctionType) for one in pair):
        return False
    if pair[0].__code__.co_freevars == pair[1].__code__.co_freevars:
        pair[0].__code__, pair[0].__defaults__, pair[0].__kwdefaults__ = (
            pair[1].__code__,
            pair[1].__defaults__,
            pair[1].__kwdefaults__,
        )
    return True


def _function(one: Any) -> Any:
    if isinstance(one, property):
        return one.fget
    if isinstance(one, cached_property):
        return one.func
    return getattr(one, "__wrapped__", getattr(one, "__func__", one))


class Trial:
    """What the tests say of a file before anything is changed, to compare with."""

    def __init__(self, jobs: int) -> None:
        from mtcheck.checks.registry import all_checks
        from mtcheck.engines.fake import FakeTranslator
        from mtcheck.run.analysis import Analyst

        self.checks, self.analyst = all_checks(), Analyst((), FakeTranslator())
        self.rows = [
            (row["text"], [(span["start"], span["end"]) for span in row.get("spans", ())])
            for name in ("garbled.jsonl", "sound.jsonl")
            for row in map(
                json.loads,
                (KNOWN / name).read_text(encoding="utf-8").splitlines()[: SOUND if name == "sound.jsonl" else None],
            )
        ]
        for row in self.rows[:ROWS]:  # loads the tables before there are other processes
            self.outcome(row)
        HELD.append(self)
        with futures.ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), renew) as pool:
            self.told = list(pool.map(_outcome, range(len(self.rows)), chunksize=8))

    def outcome(self, row: tuple[str, list[tuple[int, int]]]) -> Told:
        """Return which rules speak of a row, which of its errors are found, and how much is told beside them."""
        from mtcheck.readers.plain import document
        from mtcheck.run.judgement import ask, wanted

        text, errors = row
        asked = ask(self.analyst.complete(self.analyst.cut([document("row", text)])[0]), self.checks)
        kept = wanted(asked.verdicts, lambda _: True)
        hit = tuple(any(v.span.start < end and v.span.end > start for v in kept) for start, end in errors)
        beside = sum(not any(v.span.start < end and v.span.end > start for start, end in errors) for v in kept)
        return frozenset(v.rule.code for v in kept), hit, beside

    def end(self, mutant: Mutant) -> End:
        """Change the code of this process, and say what tells it from the code as it was."""
        name = ".".join(mutant.file.relative_to(ROOT).with_suffix("").parts)
        module = importlib.import_module(name)
        codes = codes_of(module)
        concerned = [n for n, (spoken, _, _) in enumerate(self.told) if not codes or spoken & codes]
        random.Random(0).shuffle(concerned)
        try:
            exchange(module, mutant.code)
        except Exception:
            return End.BROKEN
        if any(self.outcome(self.rows[n])[1:] != self.told[n][1:] for n in concerned[:ROWS]):
            return End.ROWS
        return End.LIVES if tests_pass(name, codes) else End.TESTS


def renew() -> None:
    """Let go of networks whose threads did not come along into this process, where they would be waited for for ever."""
    from mtcheck.encoder.encoder import SentenceEncoder

    LET_GO.extend(one.__dict__.pop("_network", None) for one in gc.get_objects() if isinstance(one, SentenceEncoder))


def _outcome(number: int) -> Told:
    return HELD[0].outcome(HELD[0].rows[number])


def codes_of(module: types.ModuleType) -> frozenset[str]:
    """Return the codes of the rules that a module defines."""
    from mtcheck.checks.base import Rule

    return frozenset(one.code for one in vars(module).values() if isinstance(one, Rule))


def tests_pass(name: str, codes: frozenset[str]) -> bool:
    """Run the unit tests that import a module, and the examples of its rules."""
    import pytest

    files = [str(file) for file in sorted(UNIT.glob("test_*.py")) if name in imported(file.read_text("utf-8"))]
    runs = [[*files]] if files else []
    if codes:
        chosen = " or ".join(f"{code}-" for code in sorted(codes))
        runs.append([str(UNIT / "test_checks_examples.py"), "-k", f"test_example and ({chosen})"])
    quiet = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        return all(pytest.main([*quiet, *EXTRA, *run]) in {0, 5} for run in runs)


def imported(source: str) -> frozenset[str]:
    """Return the modules that code imports, and what it imports from them, by their full names."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.module]
    return frozenset(
        name for node in nodes for name in (node.module or "", *(f"{node.module}.{one.name}" for one in node.names))
    )


EXTRA: list[str] = []
LET_GO: list[Any] = []  # what cannot be ended, since its threads are gone
HELD: list[Trial] = []  # the one trial, which processes inherit, since nothing can send it to them


def started(trial: Trial, mutant: Mutant) -> int:
    """Try a mutant in a process of its own, and return its number."""
    child = os.fork()
    if not child:
        renew()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        signal.alarm(WAITED)
        end = End.LIVES
        with contextlib.suppress(BaseException):
            end = trial.end(mutant)
        os._exit(end)
    return child


def ended(trial: Trial, drawn: Iterable[Mutant], jobs: int) -> Iterator[tuple[Mutant, End]]:
    """Try mutants, several at a time, and give each with its end."""
    running: dict[int, Mutant] = {}
    waiting = iter(drawn)
    while True:
        for mutant in itertools.islice(waiting, jobs - len(running)):
            running[started(trial, mutant)] = mutant
        if not running:
            return
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        yield running.pop(child), End(code) if code >= 0 else End.TIME


def again(report: Path, files: Sequence[Path]) -> Iterator[Mutant]:
    """Give the mutants that a report says live, as far as their lines still stand."""
    lived = set(LIVES.findall(report.read_text(encoding="utf-8")))
    names = {name for name, _ in lived}
    for file in files:
        if (name := str(file.resolve().relative_to(ROOT))) in names:
            for mutant in mutants(list(places(file.resolve()))):
                if (name, mutant.told) in lived:
                    lived.remove((name, mutant.told))
                    yield mutant
    for name, told in sorted(lived):
        tell(f"gone: {name} {told}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw mutants, try them, and write the share that dies, by file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, help="files, or folders of files, to change")
    parser.add_argument("--count", type=int, default=200, help="mutants drawn (200)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the draw (1)")
    parser.add_argument(
        "--pytest", nargs="*", default=[], metavar="OPTION", help="more options for pytest, without dashes"
    )
    parser.add_argument("--leave", nargs="*", default=[], type=Path, help="files not to change")
    parser.add_argument("--again", type=Path, metavar="REPORT", help="try what this report says lives")
    parser.add_argument("--jobs", type=int, default=1, help="mutants tried at a time (1)")
    options = parser.parse_args(arguments)
    EXTRA.extend(word for option in options.pytest for word in ("-p", option))
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(UNIT), str(ROOT / "tests")]
    left = {file.resolve() for file in options.leave}
    found = [f for folder in options.folders for f in ([folder] if folder.is_file() else sorted(folder.rglob("*.py")))]
    files = [file for file in found if file.resolve() not in left]
    if options.again:
        drawn = again(options.again, files)
    else:
        every = [place for file in files for place in places(file.resolve())]
        random.Random(options.seed).shuffle(every)
        tell(f"{options.count} of {len(every)} places in {len({place.file for place in every})} files")
        drawn = itertools.islice(mutants(every), options.count)
    trial = Trial(options.jobs)
    tests_pass("mtcheck.checks.grammar.elision", frozenset({"MT4061"}))  # loads what tests share
    write(try_all(trial, drawn, options.jobs))


def try_all(trial: Trial, drawn: Iterable[Mutant], jobs: int) -> dict[str, Counter[End]]:
    """Try mutants, print what becomes of each, and count it by file."""
    ends: dict[str, Counter[End]] = defaultdict(Counter)
    for mutant, end in ended(trial, drawn, jobs):
        name = str(mutant.file.relative_to(ROOT))
        ends[name][end] += 1
        tell(f"{end.name.lower()}: {name}:{mutant.line} {mutant.told}")
    suspects = [ROOT / name for name, counts in ends.items() if counts[End.TESTS] + counts[End.TIME]]
    for same, end in ended(trial, map(unchanged, suspects), jobs):
        if end is not End.LIVES:
            name = str(same.file.relative_to(ROOT))
            tell(f"not counted: {ends.pop(name).total()} of {name}, whose tests fail unchanged")
    return ends


def unchanged(file: Path) -> Mutant:
    """Return a mutant that is no other than its file."""
    return Mutant(file, "nothing", 0, file.read_text(encoding="utf-8"))


def write(ends: dict[str, Counter[End]]) -> None:
    """Print by file, and of all, the share that dies, with its 95 % interval."""
    for name, counts in sorted(ends.items()):
        tell(f"{counts.total() - counts[End.LIVES]:4} of {counts.total():4}  {name}")
    from mtcheck.evaluation.verdicts import wilson

    all_ends: Counter[End] = sum(ends.values(), Counter())
    total = all_ends.total()
    killed = total - all_ends[End.LIVES]
    low, high = wilson(killed, total)
    tell(f"{killed} of {total} mutants die: {killed / max(1, total):.1%} ({low:.0%} to {high:.0%})")


if __name__ == "__main__":
    main()
