"""The judge of renderings and the parts of speech are learned from rows and examples, and written as the package reads them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch

from mtcheck.encoder.encoder import SentenceEncoder, shipped_folder
from mtcheck.encoder.weights import write_encoder
from mtcheck.lexicon.dictionary import Dictionary, shipped_dictionary
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.senses.judge import load_judge
from mtcheck.senses.parts_of_speech import Surroundings, unpacked
from mtcheck.senses.tokens import english_tokens
from mtcheck.training.encoder_network import EncoderNetwork
from mtcheck.training.judge import build as build_judge
from mtcheck.training.parts_of_speech import build as learn_parts_of_speech

PLACES = ("Senate", "city", "council", "committee", "House", "parliament", "region", "board")
DAYS = ("Monday", "Tuesday", "Wednesday", "Friday")
JOURS = ("lundi", "mardi", "mercredi", "vendredi")
LIEUX = ("Sénat", "ville", "conseil", "comité", "Chambre", "parlement", "région", "bureau")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """An encoder of one small layer."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(1)
    network = EncoderNetwork(32_000, layers=1, inner=24)
    write_encoder({name: value.detach().numpy() for name, value in network.state_dict().items()}, folder)
    shutil.copyfile(shipped_folder() / "pieces.spm", folder / "pieces.spm")
    return SentenceEncoder.load(folder, device="cpu", threads=1)


def rows() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for place, lieu in zip(PLACES, LIEUX, strict=True):
        for day, jour in zip(DAYS, JOURS, strict=True):
            for english, french, wrong, right in (
                (
                    f"The bill went to the {place} on {day}.",
                    f"Le {{}} est arrivé au {lieu} {jour}.",
                    "facture",
                    "projet de loi",
                ),
                (
                    f"The {place} ended the strike on {day}.",
                    f"Le {lieu} a mis fin à la {{}} {jour}.",
                    "frappe",
                    "grève",
                ),
            ):
                errors = [{"text": wrong, "should": right, "kind": "sense"}]
                found.append({"en": english, "fr": french.format(right), "bad": french.format(wrong), "errors": errors})
    return found


def test_a_judge_is_fitted_and_read_back(tmp_path: Path, encoder: SentenceEncoder) -> None:
    pairs, output = tmp_path / "pairs.jsonl", tmp_path / "judge.npz"
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    build_judge([pairs], output, encoder, rows=40)
    judge = load_judge(output.read_bytes(), "judge.npz")
    assert (judge.card["rows"], judge.card["rows_encoded"], judge.card["files"]) == (64, 40, ["pairs.jsonl"])
    assert set(judge.card["found_by_false_in_1000"]) == {"0.5", "1", "2", "5"}  # type: ignore[call-overload]
    assert judge.card["wrong"] == 64


def test_parts_of_speech_are_learned_from_examples(tmp_path: Path) -> None:
    whole = shipped_dictionary(examples=True)
    lines, examples = [], []
    for number in range(60):
        name = f"word{chr(97 + number % 26)}{chr(97 + number // 26)}"
        lines += [f"{name}\tnoun\t\tmot\tcue\tlife", f"{name}\tverb\t\tmettre\tcue\tlife"]
        examples += [f"{name}.noun.0\tThe {name} is old.\tLe mot.", f"{name}.verb.0\tThey will {name} it.\tIls."]
    figures = learn_parts_of_speech(Dictionary(lines, examples), tmp_path / "parts.npz")
    assert (figures.examples, figures.ambiguous) == (120, 120)
    assert figures.right > 0.95  # of headwords that were held out
    model = unpacked((tmp_path / "parts.npz").read_bytes(), Surroundings(whole, shipped_frequencies()))
    for sentence, part in (("The bill is old.", "noun"), ("They will bill it.", "verb")):
        tokens = english_tokens(sentence)
        place = [token.folded for token in tokens].index("bill")
        shares = model.shares(sentence, tokens, place, {"noun", "verb", "phrase"})
        assert shares["phrase"] == 1.0
        assert shares["noun"] + shares["verb"] == pytest.approx(1.0)
        assert max(("noun", "verb"), key=lambda pos: shares[pos]) == part
