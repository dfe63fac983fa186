"""The sentence encoder: unit vectors that depend on their text alone, from what ships and from what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mtcheck.encoder.encoder import SIZE, SentenceEncoder, shipped_encoder, shipped_folder
from mtcheck.encoder.pieces import LONGEST
from mtcheck.encoder.weights import write_encoder
from mtcheck.engines.cache import AnswerCache
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import speaking
from mtcheck.records import Span

BILL = "The bill cleared its third reading in the Commons by 312 votes to 287."
SENSES = (
    "bill (politics): parliament, vote, Senate, pass. projet de loi, proposition de loi",
    "bill (money): pay, electricity, restaurant. facture, note, addition",
    "bill (animals): bird, duck, beak. bec",
)


def test_vectors_have_length_one_in_the_order_asked() -> None:
    vectors = shipped_encoder().encode(["Le Sénat a voté.", BILL, "Le Sénat a voté."])
    assert vectors.shape == (3, SIZE)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert (vectors[0] == vectors[2]).all()
    assert not (vectors[0] == vectors[1]).all()


def test_a_vector_does_not_depend_on_the_texts_beside_it() -> None:
    texts = [BILL[: 8 * count] for count in range(1, 9)] + ["Une phrase française assez longue, avec une virgule."]
    together = SentenceEncoder.load(device="cpu", threads=2).encode(texts)
    alone = SentenceEncoder.load(device="cpu", threads=1)
    singly = np.concatenate([alone.encode([text]) for text in reversed(texts)])[::-1]
    assert (singly == together).all()


def test_whole_numbers_come_near_to_what_float32_makes_where_a_cpu_cannot_compute_in_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [BILL, *SENSES, "Une phrase française assez longue, avec une virgule."]
    whole = SentenceEncoder.load(device="cpu").encode(texts)
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", lambda _: {"float32"})
    floating = SentenceEncoder.load(device="cpu").encode(texts)
    near = (whole * floating).sum(axis=1)
    assert near.min() > 0.99
    if not (whole == floating).all():  # this CPU computes in int8
        assert near.max() < 1 - 1e-6


def test_the_sense_that_is_meant_is_nearest() -> None:
    encoder = shipped_encoder()
    cut = encoder.tokenizer
    descriptions = encoder.encode([cut.description(text) for text in SENSES])
    asked = {
        BILL: 0,
        "He left without paying the bill for dinner.": 1,
        "The duck has a flat, orange bill.": 2,
    }
    for sentence, meant in asked.items():
        at = sentence.index("bill")
        vector = encoder.encode([cut.named("bill", sentence, Span(at, at + 4))])[0]
        assert int((descriptions @ vector).argmax()) == meant, sentence
    french = "La facture a été adoptée en troisième lecture aux Communes par 312 voix contre 287."
    masked = encoder.encode([cut.masked(french, Span(3, 10))])[0]
    assert int((descriptions @ masked).argmax()) == 0


def test_long_texts_are_cut_around_their_word() -> None:
    cut = shipped_encoder().tokenizer
    sentence = "Words that say little come before. " * 20 + BILL + " And words that say little follow." * 20
    at = sentence.index("bill")
    named = cut.named("bill", sentence, Span(at, at + 4))
    assert len(named) <= 66
    assert set(cut.text("third reading")[3:-1]) <= set(named)
    assert len(cut.masked(sentence, Span(at, at + 4))) <= 110
    assert len(cut.text(sentence)) == LONGEST


def test_vectors_are_kept_between_runs(tmp_path: Path) -> None:
    answers = AnswerCache(tmp_path, max_bytes=10_000_000)
    first = SentenceEncoder.load(device="cpu", answers=answers).encode([BILL])
    again = SentenceEncoder.load(device="cpu", answers=answers)
    again._network = None  # a network that is asked would fail
    assert (again.encode([BILL]) == first).all()
    with pytest.raises(AttributeError):
        again.encode(["another"])


def test_no_text_is_no_vector() -> None:
    assert shipped_encoder().encode([]).shape == (0, SIZE)


def test_a_missing_or_broken_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match="no sentence encoder"):
        SentenceEncoder.load(tmp_path)
    (tmp_path / "model.bin").write_bytes(b"nothing")
    (tmp_path / "pieces.spm").write_bytes((shipped_folder() / "pieces.spm").read_bytes())
    with pytest.raises(ModelLoadError, match="cannot be loaded"):
        SentenceEncoder.load(tmp_path).encode(["a"])


def test_written_weights_are_read_back(tmp_path: Path) -> None:
    """A network of one layer whose blocks add nothing gives the mean of the normalised embeddings."""
    chance = np.random.default_rng(1)
    size, inner, pieces = SIZE, 24, 40
    state = {
        "emb.weight": chance.normal(size=(pieces, size)).astype(np.float32),
        "pos": np.zeros((LONGEST, size), np.float32),
        "ln.weight": np.ones(size, np.float32),
        "ln.bias": np.zeros(size, np.float32),
    }
    for name, shape in (("qkv", (3 * size, size)), ("o", (size, size)), ("fi", (inner, size)), ("fo", (size, inner))):
        state[f"layers.0.{name}.weight"] = np.zeros(shape, np.float32)
        state[f"layers.0.{name}.bias"] = np.zeros(shape[0], np.float32)
    for name in ("n1", "n2"):
        state[f"layers.0.{name}.weight"] = np.ones(size, np.float32)
        state[f"layers.0.{name}.bias"] = np.zeros(size, np.float32)
    (tmp_path / "vocabulary.json").write_text('["of", "another", "model"]')
    write_encoder(state, tmp_path)
    (tmp_path / "pieces.spm").write_bytes((shipped_folder() / "pieces.spm").read_bytes())
    text = (0, 7, 21, 2)
    rows = state["emb.weight"][list(text)]
    normal = (rows - rows.mean(axis=1, keepdims=True)) / rows.std(axis=1, keepdims=True)
    mean = normal.mean(axis=0)
    found = SentenceEncoder.load(tmp_path, device="cpu").encode([text])[0]
    assert float(found @ mean / np.linalg.norm(mean)) > 0.999
    # A folder of an earlier version lists its tokens, and its configuration does not say how many they are.
    config = json.loads((tmp_path / "config.json").read_text())
    assert config.pop("vocabulary_size") == pieces
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelLoadError) as caught:
        SentenceEncoder.load(tmp_path, device="cpu").encode([text])
    with speaking("fr"):
        assert "vocabulary_size vaut None, au lieu du nombre de jetons" in str(caught.value)
    (tmp_path / "vocabulary.json").write_text(json.dumps([str(number) for number in range(pieces)]))
    assert (SentenceEncoder.load(tmp_path, device="cpu").encode([text])[0] == found).all()
