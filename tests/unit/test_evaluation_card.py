"""The figures of a model's card: measured, kept, measured again, and laid out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.fake import FakeTranslator
from mtcheck.engines.weights import digest, model_files
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.card import CARD, END, FILE_NAME, START, read_figures, short_table, table, with_table
from mtcheck.evaluation.translation import DIRECTIONS
from mtcheck.records import Hypothesis

PAIRS = {
    "The cat sleeps on the old carpet.": "Le chat dort sur le vieux tapis.",
    "The mayor reads a very long letter.": "Le maire lit une très longue lettre.",
}


class Engine(FakeTranslator):
    """Knows the pairs from French; into French it copies."""

    def __init__(self) -> None:
        super().__init__({french: english for english, french in PAIRS.items()})

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        return tuple((one,) for one in self.translate(texts, source_lang=source_lang, target_lang=target_lang))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: Engine())
    for name, count in (("one", 2), ("two", 1)):
        lines = [f"{english}\t{french}\n" for english, french in PAIRS.items()]
        (tmp_path / f"{name}.tsv").write_text("".join(lines[:count]), encoding="utf-8")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / CARD).write_text(f"# A model\n\n{START}old\n{END}\nLimits.\n", encoding="utf-8")
    return tmp_path


def card(folder: Path, *options: str) -> int:
    sets = [str(folder / "one.tsv"), str(folder / "two.tsv")]
    return main(["card", *sets, "--output", str(folder / "model"), *options])


def test_one_command_writes_the_figures_and_the_card(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert card(folder) == 0
    figures = read_figures(folder / "model")
    assert [(row.set, row.sentences, row.engine) for row in figures.measured] == [
        ("one", 2, "fake"),
        ("one", 2, "fake:repair=on"),
        ("two", 1, "fake"),
        ("two", 1, "fake:repair=on"),
    ]
    assert all(row.bleu["fr-en"] == 100 and row.bleu["en-fr"] < 20 for row in figures.measured)
    assert figures.bleu_signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    text = (folder / "model" / CARD).read_text(encoding="utf-8")
    assert text == f"# A model\n\n{START}{table(figures)}{END}\nLimits.\n"
    assert "| one | 2 | yes | 100.0 / 100.0 | " in text
    assert text.count("`fake`") == 2
    assert figures.bleu_signature in text
    assert capsys.readouterr().out == table(figures)
    assert short_table(figures).count("\n| ") == 3  # the line below the head, and a mended row of each set


def test_what_is_measured_again_takes_the_place_of_what_was_known(folder: Path) -> None:
    assert card(folder, "--repair", "off", "--direction", "fr-en") == 0
    assert [row.bleu for row in read_figures(folder / "model").measured] == [{"fr-en": 100.0}] * 2
    assert "| one | 2 | no | 100.0 / 100.0 | – | `fake` |" in (folder / "model" / CARD).read_text(encoding="utf-8")
    assert card(folder, "--repair", "off") == 0
    assert [set(row.bleu) for row in read_figures(folder / "model").measured] == [{"fr-en", "en-fr"}] * 2
    assert card(folder, "--repair", "off", "--limit", "1") == 0
    assert [(row.set, row.sentences) for row in read_figures(folder / "model").measured] == [
        ("one", 2),
        ("two", 1),
        ("one", 1),
    ]


def test_the_configured_model_and_mending_count_as_the_options_do(folder: Path) -> None:
    config = folder / "other.toml"
    config.write_text(f"[model]\nname = '{folder / 'model'}'\nrepair = 'off'\n", encoding="utf-8")
    assert main(["card", str(folder / "one.tsv"), "--config", str(config)]) == 0
    assert [row.engine for row in read_figures(folder / "model").measured] == ["fake"]
    assert main(["card", str(folder / "two.tsv"), "--config", str(config), "--repair", "on"]) == 0
    assert [row.engine for row in read_figures(folder / "model").measured] == ["fake", "fake:repair=on"]


def test_figures_of_another_metric_are_not_mixed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert card(folder) == 0
    path = folder / "model" / FILE_NAME
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | {"bleu_signature": "other"}), encoding="utf-8")
    assert card(folder) == 2
    assert "was measured as other" in capsys.readouterr().err
    path.write_text("[]", encoding="utf-8")
    assert card(folder) == 2
    assert f"{FILE_NAME}: no figures of a model" in capsys.readouterr().err
    assert main(["card", str(folder / "one.tsv"), "--output", str(folder / "none")]) == 2
    assert "none: no such folder" in capsys.readouterr().err


def test_the_card_that_ships_holds_the_figures_of_what_ships() -> None:
    folder = embedded_folder()
    figures, text = read_figures(folder), (folder / CARD).read_text(encoding="utf-8")
    assert with_table(text, figures) == text, "python -m mtcheck.evaluation card writes it"
    assert START in text
    checksum = digest(model_files(folder))
    assert all(f":default:{checksum}:" in row.engine for row in figures.measured), (
        "other weights, or another vocabulary"
    )
    assert all(set(row.bleu) == set(row.chrf) == set(DIRECTIONS) for row in figures.measured)
