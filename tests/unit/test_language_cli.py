"""The command line speaks the language that is asked for, by option, configuration or locale."""

import io
import json
import re
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


def test_errors_notes_and_places_are_told_in_french(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "b.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nIl a parlé de la la crise.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    (tmp_path / "d.tmx").write_text("<tmx>", encoding="utf-8")
    code, out, told = run(capsys, "check", "b.srt", "c.txt", "d.tmx", "--lang", "fr")
    assert code == 2
    assert "sous-titre 1 à 00:00:01,000, ligne 3" in out
    assert "le fichier est vide\u00a0: il n’y a rien à vérifier" in re.sub(r"[ \n]+", " ", out)
    assert "d.tmx:1\u00a0: XML mal formé, colonne 6" in told
    code, out, _ = run(capsys, "check", "b.srt", "c.txt", "d.tmx", "--lang", "fr", "--format", "json")
    subtitles, empty, broken = json.loads(out)["files"]
    assert subtitles["findings"][0]["place"] == "cue 1 at 00:00:01,000, line 3"
    assert empty["notes"] == ["the file is empty: there is nothing to check"]
    assert broken["error"].startswith("d.tmx:1: not well-formed XML, column 6")
    assert broken["error_id"] == "{place}: {message}"
    assert broken["error_params"]["message"]["id"] == "not well-formed XML, column {column}: {code}"


def test_findings_are_judged_in_french(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(capsys, "check", "a.txt", "--output", "report.json", "--fail-on", "never")
    monkeypatch.setattr("sys.stdin", io.StringIO("?\nr\nq\n"))
    code, out, told = run(capsys, "review", "report.json", "--lang", "fr")
    assert code == 0
    assert "[r] juste  [w] faux" in out
    assert "r  juste\u00a0: un traducteur le corrigerait" in out
    assert "MT605 mineure" in out
    assert "pourquoi" in out
    assert "“" not in out.replace("“la”", "")
    assert "verdicts.jsonl" in told
    assert json.loads((tmp_path / "verdicts.jsonl").read_text(encoding="utf-8"))["verdict"] == "right"
