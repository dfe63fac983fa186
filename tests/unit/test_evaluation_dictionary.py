"""Headwords whose printed rendering the dictionary does not list."""

import json
from pathlib import Path

import pytest

from mtcheck.evaluation.__main__ import main
from mtcheck.evaluation.dictionary import Unlisted, unlisted_renderings
from mtcheck.evaluation.pairs import EvaluationPair
from mtcheck.lexicon.dictionary import Dictionary, DictionaryEntry, Sense, pack_entry
from mtcheck.lexicon.table import TranslationTable

ENTRIES = (
    DictionaryEntry("award", "verb", (Sense(("décerner",), (), "prize"),)),
    DictionaryEntry("power", "noun", (Sense(("pouvoir",), (), "politics"),)),
    DictionaryEntry("power plant", "noun", (Sense(("centrale", "usine électrique"), (), "energy"),)),
)
DICTIONARY = Dictionary(map(pack_entry, ENTRIES))
TABLE = TranslationTable.of([("accorder", "award", 0.5, 0.4), ("décerner", "award", 0.5, 0.4)])
PAIRS = (
    EvaluationPair("The prize was awarded on Monday.", "Le prix a été décerné lundi."),
    EvaluationPair("The grant was awarded to him.", "Il a reçu la subvention."),
    EvaluationPair("They award damages.", "Ils vont accorder des dommages."),
    EvaluationPair("Two power plants were closed.", "Deux usines électriques ont fermé."),
)


def test_what_is_rendered_otherwise_is_listed_with_what_is_printed() -> None:
    assert unlisted_renderings(PAIRS, DICTIONARY, TABLE, least=1) == (Unlisted("award", 3, 2, ("accorder",)),)
    assert unlisted_renderings(PAIRS, DICTIONARY, TABLE, least=3) == ()


def test_the_longest_headword_stands() -> None:
    pairs = [EvaluationPair("The power plant is old.", "Le bâtiment est vieux.")]
    assert [item.headword for item in unlisted_renderings(pairs, DICTIONARY, TABLE, least=1)] == ["power plant"]


def test_the_command_prints_a_table_or_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("The bill was paid.\tLe zèbre a été payé.\n" * 3, encoding="utf-8")
    assert main(["dictionary", str(file)]) == 0
    assert "bill                                  3 of    3" in capsys.readouterr().out
    assert main(["dictionary", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["headwords"][0]["headword"] == "bill"
