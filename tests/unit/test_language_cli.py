"""The command line speaks the language that is asked for, by option, configuration or locale."""

import json
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.language.messages import set_language

ARTICLE = "Le ministre a parlé de la la crise. Il a dit que la situation est grave.\n"


@pytest.fixture(autouse=True)
def english_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    yield
    set_language("en")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    return int(str(ended.value.code)), captured.out, captured.err


def test_reports_are_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    check = ("check", "a.txt", "--fail-on", "never")
    assert "Exit code 0." in run(capsys, *check)[1]
    assert "Code de sortie 0." in run(capsys, *check, "--lang", "fr")[1]  # of kept results
    (tmp_path / "mtcheck.toml").write_text('lang = "fr"\n', encoding="utf-8")
    assert "Code de sortie 0." in run(capsys, *check)[1]
    assert "Exit code 0." in run(capsys, *check, "--lang=en")[1]


def test_the_locale_decides_where_nothing_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    check = ("check", "a.txt", "--fail-on", "never")
    assert "Code de sortie 0." in run(capsys, *check)[1]
    assert "Exit code 0." in run(capsys, *check, "--lang", "en")[1]


def test_json_is_the_same_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    check = ("check", "a.txt", "--fail-on", "never", "--format", "json")
    in_english, in_french = (run(capsys, *check, "--lang", code)[1] for code in ("en", "fr"))
    assert in_english == in_french
    assert json.loads(in_french)["files"][0]["findings"]


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = run(capsys, "check", "a.txt", "--lang", "de")
    assert (code, told) == (2, "mtcheck: error: --lang: unknown language 'de': one of auto, en, fr\n")


def test_every_command_has_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    from mtcheck.cli.app import whole_command

    def walk(command: object) -> None:
        assert any("--lang" in param.opts for param in command.params), command  # type: ignore[attr-defined]
        for found in getattr(command, "commands", {}).values():
            walk(found)

    walk(whole_command())


def test_help_is_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "check", "--help", "--lang", "fr")[1]
    assert "Utilisation\u00a0: mtcheck check" in told
    assert "Vérifier des articles français" in told
    assert "[obligatoire]" in told
    assert "Exemples\u00a0:" in told
    assert "Check French articles" in run(capsys, "check", "--help", "--lang", "en")[1]


def test_explain_speaks_french(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "explain", "MT201", "--lang", "fr")[1]
    assert "Un terme anglais est rendu mot à mot alors que le français a le sien." in told


def test_the_manual_page_is_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "manual", "--lang", "fr")[1] == run(capsys, "manual", "--lang", "en")[1]


def test_a_wrong_path_of_quotes_ends_the_run_before_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, told = run(capsys, "check", "a.txt", "--quotes", "nowhere.json")
    assert (code, out) == (2, "")
    assert told == "mtcheck: error: nowhere.json: no such file or folder of known quotes\n"
    assert (
        "fichier ou dossier de citations introuvable"
        in run(capsys, "check", "a.txt", "--quotes", "nowhere.json", "--lang", "fr")[2]
    )
