"""The command line answers at once: nothing heavy is imported before there is work."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

MOST = 2.5  # times as long as importing the parser of the command line takes
ROOT = Path(__file__).parents[2]
HEAVY = {
    "torch",
    "transformers",
    "numpy",
    "rich",
    "jinja2",
    "lingua",
    "sentencepiece",
    "sacrebleu",
    "rapidfuzz",
    "simplemma",
    "ctranslate2",
    "sqlite3",
    "fastapi",
    "uvicorn",
}


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["check", "--help"],
        ["explain", "--help"],
        ["translate", "--help"],
        ["models", "--help"],
        ["serve", "--help"],
        ["review", "--help"],
        ["cases", "--help"],
        ["--version"],
        ["config", "init"],
        ["manual"],
        ["ignore", "--help"],
    ],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys, atexit\n"
        "from mtcheck.cli import main\n"
        "atexit.register(lambda: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr))\n"
        "main(sys.argv[1:])\n"
    )
    result = python("-c", program, *arguments)
    assert result.stdout.strip()
    assert set(result.stderr.split()) & HEAVY == set()


def test_the_module_runs_as_the_command_does() -> None:
    assert python("-m", "mtcheck", "--version").stdout.startswith("mtcheck ")


def test_help_names_the_commands_and_the_exit_codes() -> None:
    shown = python("-m", "mtcheck", "--help").stdout
    for part in (
        "check",
        "explain",
        "translate",
        "models",
        "config",
        "--version",
        "--install-completion",
        "Exit codes: 0 clean",
    ):
        assert part in shown


def test_help_takes_little_longer_than_its_parser() -> None:
    """Compared within one run, in turn: a time by itself says how busy the machine is."""

    def seconds(*arguments: str) -> float:
        start = time.perf_counter()
        python(*arguments)
        return time.perf_counter() - start

    pairs = [(seconds("-m", "mtcheck", "--help"), seconds("-c", "import typer, typer.rich_utils")) for _ in range(7)]
    own, parser = (min(side) for side in zip(*pairs, strict=True))
    assert own < MOST * parser
