"""Verdicts: the file, the walk through a report, and what is read around a finding."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mtcheck.cli import main
from mtcheck.errors import InputError
from mtcheck.records import AcrossFinding, FileReport, Report, Span, Suppressed, SuppressionKind
from mtcheck.report.json import JsonReporter
from mtcheck.review.reports import load_reported, surroundings
from mtcheck.review.session import Session, describe
from mtcheck.review.verdicts import ReviewJudgement, ReviewVerdict, append_verdicts, load_verdicts

ARTICLE = """Un titre sans faute

La séance est levée. Kiev demande les systèmes patriotes. Ils ont signé un feu cessé hier.

Les ministres se retrouvent à Londra jeudi.
"""


@pytest.fixture
def report(check_texts: Callable[..., tuple[FileReport, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    with open("report.json", "w", encoding="utf-8") as stream:
        JsonReporter().render(Report(check_texts([("a.txt", ARTICLE)]), "sig"), stream)
    return tmp_path / "report.json"


def walk(monkeypatch: pytest.MonkeyPatch, answers: str, *arguments: str) -> object:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    with pytest.raises(SystemExit) as caught:
        main(["review", "report.json", *arguments])
    return caught.value.code


def judged() -> dict[str, tuple[str, str | None]]:
    return {v.text: (v.judgement.value, v.correction) for v in load_verdicts("verdicts.jsonl").values()}


def test_answers_become_verdicts(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert walk(monkeypatch, "right\nc cessez-le-feu\nw\n") == 0
    assert judged() == {
        "systèmes patriotes": ("right", None),
        "feu cessé": ("right", "cessez-le-feu"),
        "Londra": ("wrong", None),
    }
    shown = capsys.readouterr()
    assert "Kiev demande les [systèmes patriotes]." in shown.out
    assert "La séance est levée" not in shown.out, "the sentence alone"
    assert "suggestion  systèmes Patriot" in shown.out
    assert "- accepted-renderings: " in shown.out
    assert "3 judged now, 0 before, 0 left" in shown.err


def test_a_walk_goes_on_where_it_was_left(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert walk(monkeypatch, "r\nq\n") == 0
    assert "1 judged now, 0 before, 2 left" in capsys.readouterr().err
    assert walk(monkeypatch, "s\nu\n", "--who", "Ana", "--dated") == 0
    shown = capsys.readouterr()
    assert "1/2 " in shown.out
    assert "systèmes patriotes" not in shown.out
    assert "1 judged now, 1 before, 1 left" in shown.err
    last = list(load_verdicts("verdicts.jsonl").values())[-1]
    assert (last.text, last.judgement, last.who) == ("Londra", ReviewJudgement.UNSURE, "Ana")
    assert last.when is not None
    assert len(last.when) == 10


def test_the_end_of_the_answers_ends_the_walk(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert walk(monkeypatch, "") == 0
    assert not Path("verdicts.jsonl").exists()


def test_back_judges_anew(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(monkeypatch, "r\nb\nw\nq\n")
    assert judged() == {"systèmes patriotes": ("wrong", None)}
    assert len(Path("verdicts.jsonl").read_text(encoding="utf-8").splitlines()) == 2, "nothing is ever taken out"


def test_a_rendering_may_be_asked_for(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(monkeypatch, "c\nsystèmes Patriot\nq\n")
    assert judged() == {"systèmes patriotes": ("right", "systèmes Patriot")}


def test_what_is_no_answer_is_asked_again(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    walk(monkeypatch, "maybe\n\nr what\nr\nq\n")
    assert judged() == {"systèmes patriotes": ("right", None)}
    assert capsys.readouterr().out.count("u  unsure") == 3


def test_codes_are_chosen(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(monkeypatch, "r\n", "--select", "MT3")
    assert list(judged()) == ["Londra"]


def test_a_finding_is_known_where_the_text_has_moved(
    report: Path, check_texts: Callable[..., tuple[FileReport, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [item.key for item in load_reported(report)]
    moved = "Une phrase de plus en tête.\n\n" + ARTICLE
    with open("report.json", "w", encoding="utf-8") as stream:
        JsonReporter().render(Report(check_texts([("b.txt", moved)]), "sig"), stream)
    assert [item.key for item in load_reported(report)] == before


def test_an_article_that_changed_is_not_shown(report: Path) -> None:
    item = load_reported(report)[0]
    found = surroundings(item)
    assert found is not None
    assert found.at.of(found.sentence) == item.text
    assert found.passage.startswith("La séance")
    Path("a.txt").write_text("autre", encoding="utf-8")
    assert surroundings(item) is None
    assert any("the article is gone" in line for line in describe(item, 1, 1))


def test_terminal_commands_in_a_text_are_not_passed_on(report: Path) -> None:
    item = load_reported(report)[0]
    hostile = type(item)(item.key, {**item.data, "message": "a\x1b[31mred\nb"}, item.path)
    assert "\x1b" not in "\n".join(describe(hostile, 1, 1))


def test_nothing_to_judge_asks_nothing() -> None:
    def ask(_: str) -> str | None:
        raise AssertionError

    assert Session((), {}, ask=ask, tell=lambda _: None, keep=lambda _: None).run() == 0


VERDICT = ReviewVerdict(
    "0123abcd", "MT201", "feu cessé", ReviewJudgement.RIGHT, 0.81, "cessez-le-feu", "Un feu cessé.", "a.txt", "Ana"
)


def test_verdicts_come_back_as_they_were(tmp_path: Path) -> None:
    append_verdicts(tmp_path / "v.jsonl", [VERDICT])
    append_verdicts(tmp_path / "v.jsonl", [ReviewVerdict("f", "MT401", "un\u2028mot", ReviewJudgement.WRONG, 0.5)])
    assert next(iter(load_verdicts(tmp_path / "v.jsonl").values())) == VERDICT
    assert len(load_verdicts(tmp_path / "v.jsonl")) == 2


def test_a_line_that_was_cut_short_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    append_verdicts(path, [VERDICT])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    append_verdicts(path, [ReviewVerdict("f", "MT401", "un mot", ReviewJudgement.WRONG, 0.5)])
    assert len(load_verdicts(path)) == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "is no verdict"),
        ("[]", "expected an object"),
        ('{"code": "MT201"}', "is missing"),
        (
            json.dumps({"fingerprint": "f", "code": "MT201", "text": "x", "verdict": "good", "confidence": 0.5}),
            "'good'",
        ),
        (json.dumps({"fingerprint": "f", "code": "MT201", "text": "x", "verdict": "right", "confidence": 2}), "0 to 1"),
        (json.dumps({"fingerprint": 1, "code": "MT201", "text": "x", "verdict": "right", "confidence": 1}), "strings"),
    ],
)
def test_a_wrong_line_is_named(line: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "v.jsonl").write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"v\.jsonl:2: ") as caught:
        load_verdicts(tmp_path / "v.jsonl")
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"files": [{}], "summary": {"quotes": []}}', '{"files": 1, "summary": {}}']
)
def test_what_is_no_report_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="--format json"):
        load_reported(tmp_path / "r.json")


def test_what_several_files_show_is_judged_as_well(
    report: Path, check_texts: Callable[..., tuple[FileReport, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "La séance"
    start = ARTICLE.index(words)
    span = Span(start, start + len(words))
    finding = replace(check_texts([("a.txt", ARTICLE)])[0].findings[0], code="MT501", span=span, text=words)
    known = replace(finding, text="levée", span=Span(0, 5))
    across = (
        AcrossFinding(0, "a.txt", finding, ARTICLE, 0),
        AcrossFinding(0, "a.txt", known, ARTICLE, 0, Suppressed(known, SuppressionKind.BASELINE, "old")),
    )
    with report.open("w", encoding="utf-8") as stream:
        JsonReporter().render(Report(check_texts([("a.txt", ARTICLE)]), "sig", across=across), stream)
    found = load_reported(report)
    assert [item.code for item in found][-1] == "MT501"
    assert "levée" not in {item.text for item in found}
    around = surroundings(found[-1])
    assert around is not None
    assert around.sentence == "La séance est levée."
    assert walk(monkeypatch, "w\n", "--select", "MT5") == 0
    assert judged()[words] == ("wrong", None)
