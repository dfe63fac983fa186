"""Pairs and triples of forms: what is new behind what stands before it."""

from __future__ import annotations

from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.sequences import Sequences, cut, kind_of, shipped_sequences
from mtcheck.training.sequences import sequences

COMMON = Frequencies({"fr": dict.fromkeys("le la chat chats dort mange les et".split(), 100.0)})
CORPUS = ["Le chat dort.", "Le chat mange.", "Les chats et le chat dort.", "Le chat dort et mange 12 souris."] * 3


def learned(**least: int) -> Sequences:
    found = list(sequences(CORPUS, COMMON, **least))
    return Sequences(Collocations.of(found, size=max(64, len(found) * 4)), COMMON)


def test_rare_forms_stand_for_their_kind() -> None:
    kinds = [kind_of(form, COMMON) for form in ("Le", "Kiev", "souris", "1.250", "l’", "»", "CHAT")]
    assert kinds == ["le", "A", "*ris", "0", "l'", "»", "chat"]


def test_tokens_are_slices_of_the_text() -> None:
    text = "L’Ukraine — 12,5 % : « oui » !"
    assert [text[token.start : token.end] for token in cut(text, COMMON)] == [
        "L’", "Ukraine", "—", "12,5", "%", ":", "«", "oui", "»", "!",
    ]  # fmt: skip


def test_what_was_seen_is_not_new() -> None:
    novelty = learned().novelty("Le chat dort.")
    assert [level for _, level in novelty] == [0, 0, 0, 0]


def test_an_unseen_pair_is_newer_than_an_unseen_triple() -> None:
    assert [level for _, level in learned().novelty("Les chats dort")] == [0, 0, 2]
    assert [level for _, level in learned().novelty("Les chats et mange")] == [0, 0, 0, 1]


def test_sequences_below_the_least_count_are_left_out() -> None:
    found = set(sequences(CORPUS, COMMON, pairs_from=7, triples_from=7))
    assert ("le", "chat") in found
    assert ("chat", "mange") not in found
    assert ("<s> le", "chat") in found


def test_a_number_stands_for_all_numbers() -> None:
    assert [level for _, level in learned().novelty("Le chat dort et mange 7 tortues.")][5] == 0


def test_the_shipped_filter_knows_french_from_its_words_in_disorder() -> None:
    shipped = shipped_sequences()
    sound = sum(level for _, level in shipped.novelty("Le président a déclaré que la situation était grave."))
    spoilt = sum(level for _, level in shipped.novelty("Président le a que déclaré situation la grave était."))
    assert sound <= 2
    assert spoilt >= 8
