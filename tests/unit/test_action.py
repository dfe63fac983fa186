"""The GitHub Action and the pre-commit hook: their files, and the script that the action runs."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from mtcheck.cli.app import whole_command
from mtcheck.report.registry import reporter_names

ROOT = Path(__file__).parents[2]
ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
CHECK = STEPS["Check"]
RECORDER = '#!/usr/bin/env bash\nprintf "%s\\0" "$@" > "$RECORD"\nexit "${CODE:-0}"\n'


def known_options() -> set[str]:

    command: Any = whole_command()
    return {name for option in command.commands["check"].params for name in (*option.opts, *option.secondary_opts)}


def test_every_input_is_described_and_reaches_a_step() -> None:
    assert ACTION["runs"]["using"] == "composite"
    told = yaml.safe_dump(ACTION["runs"])
    for name, spec in ACTION["inputs"].items():
        assert spec["description"].strip(), name
        assert f"inputs.{name} " in told or f"inputs.{name})" in told, name
        assert spec.get("required") or isinstance(spec["default"], str), name
    for step in STEPS.values():
        assert ("run" in step) != ("uses" in step)
        assert "run" not in step or step["shell"] == "bash"
        assert "uses" not in step or re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"])


def test_no_input_is_part_of_a_script() -> None:
    assert not any("${{" in step.get("run", "") for step in STEPS.values())


def run_script(tmp_path: Path, code: int = 0, **inputs: str) -> tuple[list[str], int, dict[str, str]]:
    """Run the action's script with a command that records its words; return these, the exit code and the outputs."""
    (tmp_path / "bin").mkdir(exist_ok=True)
    recorder = tmp_path / "bin" / "mtcheck"
    recorder.write_text(RECORDER, encoding="utf-8")
    recorder.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "RECORD": str(tmp_path / "record"),
        "CODE": str(code),
    }
    for variable, expression in CHECK["env"].items():
        (name,) = re.findall(r"inputs\.([\w-]+)", expression)
        environment[variable] = inputs.get(name.replace("-", "_"), ACTION["inputs"][name].get("default", ""))
    environment["GITHUB_OUTPUT"] = str(tmp_path / "outputs")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]],
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    words = (tmp_path / "record").read_text(encoding="utf-8").split("\0")[:-1]
    outputs = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text(encoding="utf-8").splitlines())
    return words, done.returncode, outputs


def test_the_script_with_paths_alone(tmp_path: Path) -> None:
    words, code, outputs = run_script(tmp_path, paths="articles/")
    assert words == [
        "check", "--no-progress", "--format", "sarif", "--output", "mtcheck.sarif", "--format", "github", "--output", "-",
        "--", "articles/",
    ]  # fmt: skip
    assert (code, outputs) == (0, {"sarif": "mtcheck.sarif", "exit-code": "0"})


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_script_ends_as_mtcheck_does(tmp_path: Path, code: int) -> None:
    assert run_script(tmp_path, code, paths="a")[1:] == (code, {"sarif": "mtcheck.sarif", "exit-code": str(code)})


def test_the_script_with_everything_and_hostile_values(tmp_path: Path) -> None:
    words, _, _ = run_script(
        tmp_path,
        paths="a b.txt\n$(touch evil)\n-x\n",
        quotes="one.json\n\ntwo dir/\n",
        config="c.toml",
        fail_on="minor",
        baseline="base line.json",
        since="origin/main; touch evil",
        annotations="false",
        sarif="out/x.sarif",
        args="--select\nMT1",
    )
    assert words == [
        "check", "--no-progress", "--format", "sarif", "--output", "out/x.sarif", "--config", "c.toml", "--fail-on",
        "minor", "--baseline", "base line.json", "--since", "origin/main; touch evil", "--quotes", "one.json", "--quotes",
        "two dir/", "--select", "MT1", "--", "a b.txt", "$(touch evil)", "-x",
    ]  # fmt: skip
    assert {word for word in words if word.startswith("--") and word != "--"} <= known_options()
    assert not (tmp_path / "evil").exists()


def test_the_hook_names_options_that_exist() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    words = hook["entry"].split()
    assert words[:2] == ["mtcheck", "check"]
    assert {word for word in words if word.startswith("--")} <= known_options()
    assert words[words.index("--format") + 1] in reporter_names()
    assert hook["language"] == "python"
    assert hook["require_serial"] is True
