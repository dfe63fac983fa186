from __future__ import annotations

import bz2
import json
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.sentences import evaluate_splitter, own_splitter, paragraphs, read_sentences

LINES = ["M. Durand est parti.", "Il est 13 h 30.", "« Je viens. », dit-il.", "Fin."]


def test_boundaries_are_compared_without_spaces() -> None:
    figures = evaluate_splitter("own", own_splitter, [LINES])
    assert (figures.boundaries, figures.found, figures.right) == (3, 3, 3)
    assert figures.f1 == 1


def test_too_many_and_too_few_cuts() -> None:
    figures = evaluate_splitter("words", str.split, [LINES])
    assert figures.recall == 1
    assert figures.precision < 0.5
    assert evaluate_splitter("none", lambda text: [text], [LINES]).f1 == 0


def test_lines_are_joined_within_their_group() -> None:
    assert paragraphs([LINES, ["Seule."], LINES]) == (tuple(LINES[:3]), tuple(LINES))


def test_a_text_is_read_with_its_groups(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("Un.\nDeux.\n\nTrois.\n", encoding="utf-8")
    assert read_sentences(path, 10) == (("Un.", "Deux."), ("Trois.",))
    assert read_sentences(path, 1) == (("Un.",),)


def test_of_a_corpus_every_collection_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "corpus.tsv.bz2"
    rows = [f"x\tVoici la phrase {number}.\t{name}" for name in ("a", "b") for number in range(10)]
    path.write_bytes(bz2.compress("\n".join([*rows, "x\tsans point\ta", "x"]).encode()))
    groups = read_sentences(path, 10)
    assert [len(group) for group in groups] == [5, 5]
    assert groups[0][0] == "Voici la phrase 0."


def test_the_command_prints_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    assert main(["sentences", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["splitters"]["mtcheck"]["f1"] == 1
    with pytest.raises(InputError):
        read_sentences(tmp_path / "none.txt", 1)
