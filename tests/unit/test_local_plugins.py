"""Checks of one's own in a file that the configuration names, without installing anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.checks.registry import all_checks, all_rules
from mtcheck.cli import main
from mtcheck.errors import ConfigError

CHECK = """
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.records import Category, Severity, Span

HOUSE = Rule(
    "MT801", "house.word", Category.WRONG_TERM, Severity.MAJOR, "A word that the house does not print.",
    "The style book says so.", "The house's style book.",
    (Example("Le mail est parti.", "mail"), Example("Le courriel est parti.")),
)


@dataclass
class HouseCheck:
    rules = (HOUSE,)
    back_translated = BackTranslated.NONE

    def check(self, evidence):
        for item in evidence.segments:
            place = item.segment.text.find("mail")
            if place >= 0:
                start = item.segment.span.start + place
                yield Verdict(HOUSE, Span(start, start + 4), "“mail” is not printed here", 0.9)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "checks.py").write_text(CHECK, encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text('[checks]\nplugins = ["house/checks.py"]\nselect = ["MT801"]\n', "utf-8")
    (tmp_path / "a.txt").write_text("Le mail est parti lundi matin de la rédaction.\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    return int(caught.value.code or 0)


def test_a_named_file_is_a_check_like_any_other(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "a.txt", "--format", "json", "-q") == 1
    (finding,) = json.loads(capsys.readouterr().out)["files"][0]["findings"]
    assert (finding["code"], finding["text"]) == ("MT801", "mail")
    assert run("explain", "MT801") == 0
    assert "The style book says so." in capsys.readouterr().out


def test_its_rules_stand_beside_the_others_only_where_it_is_named(here: Path) -> None:
    (check,) = (check for check in all_checks(["house/checks.py"]) if type(check).__name__ == "HouseCheck")
    assert "MT801" in {rule.code for rule in all_rules(["house/checks.py"])}
    assert "MT801" not in {rule.code for rule in all_rules()}
    assert type(check).__module__.startswith("mtcheck_plugin_checks_")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        ("import nothing_of_that_name\n", "cannot be loaded: No module named"),
        ("x = 1\n", "defines no check"),
        (CHECK.replace("MT801", "MT201"), "both define MT201"),
    ],
)
def test_what_is_wrong_with_it_is_one_line_and_2(
    here: Path, content: str | None, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"bad{abs(hash(message))}.py"
    if content is not None:
        (here / name).write_text(content, encoding="utf-8")
    (here / "mtcheck.toml").write_text(f'[checks]\nplugins = ["{name}"]\n', encoding="utf-8")
    assert run("check", "a.txt", "-q") == 2
    err = capsys.readouterr().err
    assert message in err
    assert name in err
    assert "Traceback" not in err
    with pytest.raises(ConfigError):
        all_checks([name])
