"""BLEU, chrF and the forced-decoding share, on a tiny set with the fake engine."""

import json
from pathlib import Path

import pytest

from mtcheck.config.settings import Config, ModelConfig
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.forced import SentenceTwins, evaluate_forced, make_cases
from mtcheck.evaluation.pairs import EvaluationPair, read_pairs
from mtcheck.evaluation.translation import evaluate_translation

PAIRS = (
    EvaluationPair("The cat sleeps on the old carpet.", "Le chat dort sur le vieux tapis."),
    EvaluationPair("The mayor reads a very long letter.", "Le maire lit une très longue lettre."),
    EvaluationPair("Why was the meeting cancelled today?", "Pourquoi la réunion a-t-elle été annulée aujourd'hui ?"),
)
RIGHT = FakeTranslator({pair.french: pair.english for pair in PAIRS} | {pair.english: pair.french for pair in PAIRS})


@pytest.fixture
def tsv(tmp_path: Path) -> Path:
    path = tmp_path / "set.tsv"
    path.write_text("".join(f"{pair.english}\t{pair.french}\n" for pair in PAIRS), encoding="utf-8")
    return path


@pytest.fixture
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: RIGHT)


def test_a_perfect_engine_reaches_100() -> None:
    figures = evaluate_translation(RIGHT, PAIRS, "fr-en")
    assert figures.bleu == pytest.approx(100)
    assert figures.chrf == pytest.approx(100)
    assert figures.bleu_signature.startswith("nrefs:1|case:mixed")
    assert "version:" in figures.chrf_signature


def test_an_engine_that_copies_scores_low() -> None:
    figures = evaluate_translation(FakeTranslator(), PAIRS, "en-fr")
    assert figures.bleu < 10
    assert figures.chrf < 30
    assert figures.hypotheses == tuple(pair.english for pair in PAIRS)


@pytest.mark.usefixtures("_fake")
def test_the_command_prints_both_directions(tsv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translation", str(tsv)]) == 0
    printed = capsys.readouterr().out
    assert "set.tsv fr-en  3 sentences" in printed
    assert "set.tsv en-fr  3 sentences" in printed
    assert printed.count("BLEU 100.00  nrefs:1|") == 2
    assert "engine fake" in printed


@pytest.mark.usefixtures("_fake")
def test_the_command_prints_json_of_one_direction(
    tsv: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.txt"
    assert (
        main(["translation", str(tsv), "--direction", "fr-en", "--limit", "2", "--json", "--output", str(output)]) == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["count"], found["engine"]) == ("set.tsv", 2, "fake")
    assert list(found["directions"]) == ["fr-en"]
    assert found["directions"]["fr-en"]["bleu"] == 100.0
    assert output.read_text(encoding="utf-8").splitlines() == [pair.english for pair in PAIRS[:2]]


def test_model_and_beam_reach_the_engine(tsv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ModelConfig] = []

    def build(config: Config, _: object) -> FakeTranslator:
        seen.append(config.model)
        return RIGHT

    monkeypatch.setattr("mtcheck.config.engines.build_translator", build)
    assert main(["translation", str(tsv), "--model", "some/folder", "--beam", "4", "--json"]) == 0
    assert (seen[0].name, seen[0].beam) == ("some/folder", 4)


@pytest.mark.usefixtures("_fake")
def test_the_forced_command_prints_the_share(tsv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forced", str(tsv), "--cases", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["count"], found["by_total"], found["by_mean"], found["seed"]) == (2, 1.0, 1.0, 1)
    output = tsv.with_name("cases.tsv")
    assert main(["forced", str(tsv), "--output", str(output)]) == 0
    assert "3 cases  seed 1" in capsys.readouterr().out
    assert [line.split("\t")[:2] for line in output.read_text(encoding="utf-8").splitlines()] == [
        [pair.english, pair.french] for pair in PAIRS
    ]


def test_a_case_replaces_one_content_word_by_another() -> None:
    cases = make_cases(PAIRS, 10, seed=2)
    assert cases == make_cases(PAIRS, 10, seed=2)
    assert cases != make_cases(PAIRS, 10, seed=3)
    assert len(cases) == 3
    for case in cases:
        right, wrong = case.right.split(), case.wrong.split()
        changed = [(old, new) for old, new in zip(right, wrong, strict=True) if old != new]
        assert len(changed) == 1
        assert changed[0][0].lower() not in {"le", "sur", "une", "la"}


def test_an_engine_that_prefers_nothing_wins_nothing() -> None:
    case = SentenceTwins("The xyzzy.", "Le plugh dort.", "Le fnord dort.")  # words that no table knows
    figures = evaluate_forced(FakeTranslator(), [case])
    assert (figures.by_backed, figures.by_total, figures.by_mean, figures.lost) == (0.0, 0.0, 0.0, (case,))


def test_the_word_tables_tell_what_the_engine_does_not() -> None:
    case = SentenceTwins("The cat.", "Le chat dort.", "Le pont dort.")
    figures = evaluate_forced(FakeTranslator(), [case])
    assert (figures.by_backed, figures.by_mean, figures.lost) == (1.0, 0.0, ())


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "no pairs"), ("one column\n", ":1: expected English TAB French"), ("a\tb\n\tc\n", ":2: expected")],
)
def test_a_malformed_set_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_pairs(path)


def test_a_missing_file_ends_with_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translation", str(tmp_path / "none.tsv")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.usefixtures("_fake")
@pytest.mark.parametrize(
    ("command", "module", "measure"),
    [
        (("translation", "set.tsv"), None, None),
        (("back-translation", "sourced.tsv"), "back_translation", "measure_trust"),
        (("grades", "set.tsv", "--sound", "set.tsv"), "grades", "measure_grades"),
    ],
)
def test_an_output_that_cannot_be_written_is_an_error_that_names_it(
    tsv: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    module: str | None,
    measure: str | None,
) -> None:
    monkeypatch.chdir(tsv.parent)
    if module is not None:
        monkeypatch.setattr(f"mtcheck.evaluation.{module}.{measure}", lambda *_: None)
        monkeypatch.setattr(f"mtcheck.evaluation.{module}.as_toml", lambda _: "good = 1\n")
    (tsv.parent / "sourced.tsv").write_text("Yes.\tOui.\tnews\n", encoding="utf-8")
    assert main([*command, "--output", "missing/figures.toml"]) == 2
    assert "missing/figures.toml: cannot be written" in capsys.readouterr().err


@pytest.mark.usefixtures("_fake")
def test_a_set_without_content_words_has_no_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "set.tsv"
    path.write_text("Yes, it is.\tSi, il est.\n", encoding="utf-8")
    assert main(["forced", str(path)]) == 2
    assert "no French content word" in capsys.readouterr().err
