import json
from pathlib import Path

import pytest

from mtcheck.config.resources import Resources
from mtcheck.config.settings import Config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.spans import evaluate_spans

ROWS = [
    {
        "release": "v2",
        "src_en": "He paid 25 euros.",
        "fr": "Il a payé 85 euros.",
        "errors": [{"start": 10, "end": 12, "severity": "Major"}],
    },
    {"release": "v2", "src_en": "The council adopted it.", "fr": "Le conseil l'a adopté.", "errors": []},
    {"release": "v1", "src_en": "The house burns.", "fr": "La maison brûle.", "errors": []},
]


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    file = tmp_path / "marked.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return file


def test_figures_stand_beside_their_baselines(marked: Path) -> None:
    figures = evaluate_spans(Resources().pair_scorer(Config(), translator=FakeTranslator()), marked, release="v2")
    values = figures.values
    assert values["rows"] == 2
    assert 0 < values["everything_f1"] < 0.2  # two characters of a whole row
    assert values["best_f1"] >= values["fixed_f1"] >= values["fixed_graded_f1"]
    assert values["segment_auc"] == 1.0  # the wrong number is the worse row
    assert values["kendall_tau"] == 1.0
    assert sum(count for *_, count in figures.reliability) == 5 + 5
    assert not figures.fitted


def test_the_command_prints_and_gives_json(
    marked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    assert main(["spans", str(marked), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == 3
    assert {"fixed_f1", "best_f1", "segment_auc", "everything_f1", "reliability"} <= set(found)
    assert main(["spans", str(marked)]) == 0
    assert "segment_auc" in capsys.readouterr().out
    assert main(["spans", str(marked.with_name("none.jsonl"))]) == 2
    assert "none.jsonl" in capsys.readouterr().err
