"""What a rule-based engine's French is told by."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest

from mtcheck.errors import InputError
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.machine_french import MachineFrench, features, pack, shipped_machine_french
from mtcheck.lexicon.sequences import cut
from mtcheck.training.machine_french import build, fit, read_rendered

PEOPLE = ["Il a neigé hier.", "Nous avons mangé du pain.", "Elle est partie tôt.", "Je n'en sais rien."] * 5
MACHINE = ["Lui a neigé hier.", "Nous avons mangé de le pain.", "Elle est partie de tôt.", "Je ne sais de rien."] * 5


def weigh(machine: MachineFrench, text: str) -> float:
    return machine.of([token.kind for token in cut(text, shipped_frequencies())])[0]


def test_a_text_weighs_what_its_words_and_pairs_weigh() -> None:
    kinds = ("le", "chat")
    singles, pairs = features(kinds, 1 << 12)
    weights = np.zeros(1 << 12, np.int8)
    weights[singles[1]], weights[pairs[1]], weights[pairs[2]] = 127, -64, 10
    whole, own = MachineFrench(weights).of(kinds)
    assert whole == pytest.approx((127 - 64 + 10) / 127 / 5**0.5)
    assert own == pytest.approx((-64 / 127, (127 - 64 + 10) / 127))
    assert MachineFrench(weights).of(()) == (0.0, ())


def test_what_is_learned_tells_new_sentences_apart() -> None:
    packed = fit(list(zip(PEOPLE, MACHINE, strict=True)), shipped_frequencies())
    machine = MachineFrench(np.frombuffer(lzma.decompress(packed), np.int8))
    assert weigh(machine, "Il a mangé du pain hier.") < 0 < weigh(machine, "Lui a mangé de le pain de hier.")
    assert packed == fit(list(zip(PEOPLE, MACHINE, strict=True)), shipped_frequencies())


def test_the_largest_weight_takes_the_whole_byte() -> None:
    found = np.frombuffer(lzma.decompress(pack(np.array([0.5, -2.0, 0.0, 1.0]))), np.int8)
    assert found.tolist() == [32, -127, 0, 64]


def test_the_shipped_weights_know_literal_french() -> None:
    machine = shipped_machine_french()
    sound = "Le gouvernement n'a pas encore répondu aux questions des journalistes."
    literal = "Le gouvernement n'a pas répondu encore à les questions de les journalistes lesquelles ont été posées."
    assert weigh(machine, sound) < weigh(machine, literal)


def test_files_of_renderings(tmp_path: Path) -> None:
    file = tmp_path / "rendered.tsv"
    rows = [f"It\t{people}\t{engine}\n" for people, engine in zip(PEOPLE, MACHINE, strict=True)]
    file.write_text("".join(rows), encoding="utf-8")
    build([str(file)], tmp_path / "weights.xz")
    assert len(lzma.decompress((tmp_path / "weights.xz").read_bytes())) == 1 << 18
    file.write_text("one\ttwo\n", encoding="utf-8")
    with pytest.raises(InputError, match="no line of English, French by people, French by an engine"):
        list(read_rendered(str(file)))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_rendered(str(tmp_path / "absent.tsv")))
