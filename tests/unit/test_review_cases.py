"""Cases: their format, what makes them fail, and how they are made of verdicts."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.records import FileReport, KnownQuote, Report
from mtcheck.report.json import JsonReporter
from mtcheck.review.cases import failures, parse_case

ARTICLE = "La séance est levée. Ils ont signé un feu cessé hier. Les ministres vont à Londra jeudi.\n"
Checking = Callable[..., tuple[FileReport, ...]]


@pytest.mark.parametrize(
    ("expectation", "failed"),
    [
        ('--- expected\nMT201 major "feu cessé" → cessez-le-feu\nMT302 major "Londra" → Londres\n', []),
        ("--- expected\n", ["not expected: MT201", "not expected: MT302"]),
        ('--- expected\nMT302 major "Londra" → Londres\nMT201 major "feu cessé" → cessez-le-feu\n', ["another order"]),
        ('--- found\nMT201 "feu cessé"\n', []),
        ('--- found\n# for the reader\nMT201 major "feu cessé" → cessez-le-feu\n', []),
        ('--- found\nMT201 minor "feu cessé"\n', ["not found: MT201 minor"]),
        ('--- found\nMT201 "feu cessé" → trêve\n', ["not found"]),
        ('--- found\nMT202 "feu cessé"\n', ["not found"]),
        ('--- not found\nMT202 "feu cessé"\n', []),
        ('--- not found\nMT201 "signé un feu"\n', ["found: MT201"]),
        ('--- not found\nMT201 "séance est levée"\n', []),
        ('--- found\nMT201 "feu cessé"\n--- not found\nMT302 "Londra"\n', ["found: MT302"]),
    ],
)
def test_what_a_case_expects(expectation: str, failed: list[str], check_texts: Checking) -> None:
    case = parse_case("x.txt", ARTICLE + expectation)
    (report,) = check_texts([("x.txt", case.article)])
    told = failures(case, report)
    assert len(told) == len(failed)
    assert all(part in line for part, line in zip(failed, told, strict=True))


def test_quotes_of_a_case() -> None:
    case = parse_case("x.txt", "Texte.\n--- quote\nAna Lopez, Mme Lopez\nWords.\nMore.\n--- expected\n")
    assert case.quotes == (KnownQuote("quote-1", "Ana Lopez", "Words.\nMore.", aliases=("Mme Lopez",)),)
    assert case.article == "Texte.\n"


@pytest.mark.parametrize("text", ["Texte.\n", "Texte.\n--- found\nfeu cessé\n", "Texte.\n--- quote\nA\nB\n"])
def test_what_is_no_case_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no case"):
        parse_case("x.txt", text)


@pytest.fixture
def folder(check_texts: Checking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article, its report, and the fake engine."""
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    monkeypatch.setattr("mtcheck.config.engines.build_answers", lambda _: None)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    with open("report.json", "w", encoding="utf-8") as stream:
        JsonReporter().render(Report(check_texts([("a.txt", ARTICLE)]), "sig"), stream)
    return tmp_path


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    return caught.value.code


def review(monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert run("review", "report.json", "--who", "Ana") == 0


def add() -> object:
    return run("cases", "add", "verdicts.jsonl", "--report", "report.json", "--cases", "cases")


def test_verdicts_become_cases(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review(monkeypatch, "r\nw\n")
    assert add() == 0
    right, wrong = sorted(Path("cases").iterdir())
    assert right.name.startswith("MT201-feu-cesse-")
    assert right.read_text(encoding="utf-8") == (
        'Ils ont signé un feu cessé hier.\n--- found\n# judged right by Ana; a.txt\nMT201 "feu cessé" → cessez-le-feu\n'
    )
    assert wrong.read_text(encoding="utf-8") == (
        'Les ministres vont à Londra jeudi.\n--- not found\n# judged wrong by Ana; a.txt\nMT302 "Londra"\n'
    )
    assert add() == 0
    assert "0 cases written to cases, 2 were there already" in capsys.readouterr().err
    assert run("cases", "run", "cases") == 1, "what was judged wrong is still flagged"
    assert f"{wrong}: found: MT302" in capsys.readouterr().out
    Path("mtcheck.toml").write_text("[checks.confidence]\nMT302 = 0.9\n", encoding="utf-8")
    assert run("cases", "run", "cases") == 0, "the threshold that verdicts asked for"
    assert capsys.readouterr().out == "2 cases, 2 pass, 0 fail\n"


def test_a_corrected_rendering_is_told_and_not_required(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review(monkeypatch, "c une trêve\nu\n")
    assert add() == 0
    (case,) = Path("cases").iterdir()
    assert case.read_text(encoding="utf-8").splitlines()[1:] == [
        "--- found",
        "# should say: une trêve",
        "# judged right by Ana; a.txt",
        'MT201 "feu cessé"',
    ]
    assert run("cases", "run", "cases") == 0


def test_a_known_english_goes_with_the_case(
    folder: Path, check_texts: Checking, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = "« Nous avons accueilli 45 familles de réfugiés dans la ville », a déclaré Mme Lopez. Il pleut.\n"
    quote = KnownQuote("q", "Ana Lopez", "We have welcomed 54 refugee families in the city.", aliases=("Mme Lopez",))
    Path("b.txt").write_text(article, encoding="utf-8")
    with open("report.json", "w", encoding="utf-8") as stream:
        JsonReporter().render(Report(check_texts([("b.txt", article)], (quote,)), "sig", (quote,)), stream)
    review(monkeypatch, "r\n")
    assert add() == 0
    (case,) = Path("cases").iterdir()
    text = case.read_text(encoding="utf-8")
    assert re.search(r"^--- quote\nAna Lopez\b.*\nWe have welcomed 54 refugee families in the city\.$", text, re.M)
    assert "Il pleut" not in text
    assert run("cases", "run", "cases") == 0


def test_what_cannot_be_shown_alone_makes_no_case(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review(monkeypatch, "r\nq\n")
    Path("mtcheck.toml").write_text("[checks]\nignore = ['MT201']\n", encoding="utf-8")
    assert add() == 0
    assert "cannot be shown on its own" in capsys.readouterr().err
    assert list(Path("cases").iterdir()) == []


def test_a_folder_without_cases_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert run("cases", "run", "empty") == 2
    assert run("cases", "run", "missing") == 2
    error = capsys.readouterr().err
    assert "holds no cases" in error
    assert "no such folder" in error
