"""The encoder is tuned on a dictionary, and written as the package reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from mtcheck.encoder.encoder import SIZE, SentenceEncoder, shipped_folder
from mtcheck.encoder.weights import write_encoder
from mtcheck.errors import ModelLoadError
from mtcheck.lexicon.dictionary import Dictionary
from mtcheck.training.encoder_network import EncoderNetwork, padded, read_encoder
from mtcheck.training.encoder_tuning import Tuning, tune

ENTRIES = (
    "bill\tnoun\tnote de loi\tprojet de loi\tSenate|vote\tpolitics\tfacture\tpay|restaurant\tmoney",
    "strike\tnoun\t\tgrève\tunion|workers\twork\tfrappe\tmissile|air\twar",
    "party\tnoun\t\tparti\telection\tpolitics\tfête\tbirthday\tlife",
)
EXAMPLES = (
    "bill.noun.0\tThe bill was passed by the Senate.\tLe projet de loi a été adopté par le Sénat.",
    "bill.noun.1\tWe paid the bill at the restaurant.\tNous avons payé la facture au restaurant.",
    "strike.noun.0\tThe workers are on strike.\tLes ouvriers sont en grève.",
    "strike.noun.1\tThe strike hit a depot.\tLa frappe a touché un dépôt.",
    "party.noun.0\tThe party won the election.\tLe parti a gagné les élections.",
    "party.noun.1\tThe birthday party lasted all night.\tLa fête d'anniversaire a duré toute la nuit.",
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of one small layer."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(1)
    network = EncoderNetwork(32_000, layers=1, inner=24)
    write_encoder({name: value.detach().numpy() for name, value in network.state_dict().items()}, folder)
    shutil.copyfile(shipped_folder() / "pieces.spm", folder / "pieces.spm")
    return folder


def test_the_network_computes_what_the_encoder_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped weights, read back into PyTorch, give the shipped encoder's vectors, where both compute in float32."""
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", lambda _: {"float32"})
    encoder = SentenceEncoder.load(device="cpu")
    texts = [encoder.tokenizer.text(text) for text in ("The bill was passed.", "Le projet de loi a été adopté hier.")]
    network = read_encoder(shipped_folder()).eval()
    with torch.no_grad():
        vectors = network(padded(texts)).numpy()
    assert (vectors * encoder.encode(texts)).sum(axis=1).min() > 0.9995


def test_tuning_draws_sentences_to_their_senses(start: Path, tmp_path: Path) -> None:
    dictionary = Dictionary(ENTRIES, EXAMPLES)
    tuned = tmp_path / "tuned"
    figures = tune(start, dictionary, tuned, Tuning(minutes=0.05, rate=3e-3, headwords=3, frozen=0))
    assert all(0 <= share <= 1 for share in figures)  # of "bill", which is held out; NaN were there none
    one, other = (SentenceEncoder.load(folder, device="cpu") for folder in (start, tuned))
    cut = one.tokenizer
    texts = [
        cut.description("strike (work): union, workers. grève"),
        cut.text("strike: The workers are on strike."),
    ]
    before, after = (float(vectors[0] @ vectors[1]) for vectors in (one.encode(texts), other.encode(texts)))
    wrong = [cut.description("strike (war): missile, air. frappe"), texts[1]]
    worse, better = (float(v[0] @ v[1]) for v in (one.encode(wrong), other.encode(wrong)))
    assert after - better > before - worse
    assert other.encode(texts).shape == (2, SIZE)


def test_a_file_that_is_no_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"nothing")
    with pytest.raises(ModelLoadError, match="no sentence encoder"):
        read_encoder(tmp_path)
