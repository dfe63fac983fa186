"""The pre-commit hook and the action's check, run as they are on files of a repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOK: Any = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
ENGLISH = (
    "# How we work\n\nThe desk reads every article before it is published. | a | table |\n\n"
    "It then writes what was changed, and who asked for the change, so that everybody on the desk can follow it "
    "on the next day. If there is a doubt, the article waits until the editor has read it as well.\n\nWhere to begin\n"
)
SHORT = "# Read me\n\nThis folder holds the articles of the week. Ask the desk before you change one.\n\n## Where to begin\n"
GARBLED = "Les deux camps ont signé un feu cessé hier soir à Paris.\n"
SOUND = "Les deux camps ont signé un cessez-le-feu hier soir à Paris.\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with French articles in text, Markdown and HTML, and English files around them."""
    monkeypatch.chdir(tmp_path)
    files = {
        "README.md": ENGLISH,
        "LICENSE.txt": ENGLISH,
        "articles/NOTES.md": SHORT,
        "articles/bon.txt": SOUND,
        "articles/mauvais.txt": GARBLED,
        "articles/page.html": f"<html><body><article><p>{GARBLED}</p><p>{SOUND}</p></article></body></html>",
    }
    for name, text in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        subprocess.run(["git", *who, *command], check=True)
    return tmp_path


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """The process's own, with this installation's command first in the path."""
    return os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **more}


def command_lines(output: str) -> list[str]:
    return sorted(match[1] for match in re.finditer(r"^(articles/\S+?|[A-Z]+\S*?):\d+:\d+: MT201", output, re.M))


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
def test_the_hook_runs(repository: Path) -> None:
    """pre-commit chooses the files; the command is that of the hook, with this installation in place of a new one."""
    local = HOOK | {"language": "system", "entry": HOOK["entry"].replace("mtcheck", f"{sys.executable} -m mtcheck", 1)}
    del local["additional_dependencies"]
    config = repository / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"],
        cwd=repository,
        env=environment(repository, PRE_COMMIT_HOME=str(repository / "kept"), XDG_CACHE_HOME=str(repository / "cache")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert command_lines(done.stdout) == ["articles/mauvais.txt", "articles/page.html"]


@pytest.mark.slow
def test_the_hooks_entry_runs(repository: Path) -> None:
    """Without pre-commit: the files of the repository that the hook does not exclude, behind its entry."""
    listed = subprocess.run(["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True)
    files = [name for name in listed.stdout.splitlines() if not re.search(HOOK["exclude"], name)]
    assert "articles/page.html" in files
    assert "LICENSE.txt" not in files
    words = HOOK["entry"].split()
    assert words[0] == "mtcheck"
    done = subprocess.run(
        [sys.executable, "-m", *words, "--no-cache", *files],
        cwd=repository,
        env=environment(repository, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert command_lines(done.stdout) == ["articles/mauvais.txt", "articles/page.html"]
    assert "MT301" not in done.stdout  # English files are left alone, the short ones as well


def test_the_hook_brings_what_html_needs() -> None:
    assert HOOK["additional_dependencies"] == [".[documents]"]
    install = next(step for step in ACTION["runs"]["steps"] if step["name"] == "Install mtcheck")
    assert '"$ACTION[documents]"' in install["run"]


@pytest.mark.slow
def test_the_action_checks(repository: Path) -> None:
    check = next(step for step in ACTION["runs"]["steps"] if step["name"] == "Check")
    given = {"paths": "articles\nREADME.md", "args": "--no-cache"}
    variables = {}
    for variable, expression in check["env"].items():
        (name,) = re.findall(r"inputs\.([\w-]+)", expression)
        variables[variable] = given.get(name, ACTION["inputs"][name].get("default", ""))
    (repository / "bin").mkdir()
    command = repository / "bin" / "mtcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mtcheck "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check["run"]],
        cwd=repository,
        env=os.environ
        | variables
        | {"PATH": f"{command.parent}:{os.environ['PATH']}", "GITHUB_OUTPUT": str(repository / "outputs")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    annotated = set(re.findall(r"^::error file=([^,]+),.*MT201", done.stdout, re.M))
    assert annotated == {"articles/mauvais.txt", "articles/page.html"}
    assert (repository / "mtcheck.sarif").is_file()
    assert "exit-code=1" in (repository / "outputs").read_text(encoding="utf-8")
