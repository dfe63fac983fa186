"""The tables of the lexicon, learned from a corpus small enough to know by heart."""

from __future__ import annotations

import bz2
import importlib.resources
import itertools
import lzma
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.french.counts import shipped_counts
from mtcheck.lexicon.collocations import shipped_collocations
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.text.stopwords import STOPWORDS
from mtcheck.training.corpus import Pair, read_pairs, tokens
from mtcheck.training.counts import count
from mtcheck.training.lexical import content_lemmas, learn
from mtcheck.training.lexicon import build, collocations

SUBJECTS = (
    ("the old dog", "le vieux chien"),
    ("a black cat", "un chat noir"),
    ("the young farmer", "le jeune paysan"),
    ("a small bird", "un petit oiseau"),
    ("the king", "le roi"),
    ("this grey wolf", "ce loup gris"),
    ("the baker", "le boulanger"),
    ("a white horse", "un cheval blanc"),
)
PREDICATES = (
    ("crosses the bridge", "traverse le pont"),
    ("sees the mountain", "voit la montagne"),
    ("drinks the milk", "boit le lait"),
    ("sleeps in the forest", "dort dans la forêt"),
    ("refuses to leave the house", "refuse de quitter la maison"),
)
PAIRS = tuple(
    Pair(f"{english} {does}.", f"{french} {fait}.", "europarl" if number % 2 else "news")
    for number, ((english, french), (does, fait)) in enumerate(itertools.product(SUBJECTS, PREDICATES))
)
MEANINGS = {
    "chien": "dog",
    "chat": "cat",
    "paysan": "farmer",
    "oiseau": "bird",
    "roi": "king",
    "loup": "wolf",
    "boulanger": "baker",
    "cheval": "horse",
    "pont": "bridge",
    "montagne": "mountain",
    "lait": "milk",
    "forêt": "forest",
}


def test_the_corpus_is_what_the_tests_think() -> None:
    assert len(PAIRS) == 40
    assert PAIRS[0].french == "le vieux chien traverse le pont."


def test_content_lemmas() -> None:
    assert content_lemmas("Les chiens ne traversaient pas 3 ponts.", "fr", STOPWORDS["fr"]) == [
        "chien",
        "traverser",
        "pont",
    ]
    assert content_lemmas("The dogs did not cross 3 bridges.", "en", STOPWORDS["en"]) == ["dog", "cross", "bridge"]


def test_word_alignment_finds_the_translations() -> None:
    """Words that always stand together cannot be told apart; each must have the right one among its best two."""
    entries = learn(PAIRS, STOPWORDS)
    for french, english in MEANINGS.items():
        renderings = [entry.english for entry in entries if entry.french == french]
        assert english in renderings[:2], (french, renderings)
        wrong = {other for other in MEANINGS.values() if other != english}
        assert not wrong & set(renderings[:2]), (french, renderings)
    single = {entry.french: entry for entry in entries if entry.french in {"roi", "boulanger"}}
    assert single["roi"].english == "king"
    assert single["roi"].english_given_french > 0.9
    assert single["boulanger"].english == "baker"


def test_agreement_keeps_rare_words_from_collecting_garbage() -> None:
    rare = Pair(
        "the zebra crosses the bridge and sees the mountain.", "le zèbre traverse le pont et voit la montagne.", ""
    )

    def surest(alone: int, agreeing: int) -> tuple[str, float]:
        entries = learn([*PAIRS, rare], STOPWORDS, at_least=1, alone=alone, agreeing=agreeing)
        best = next(entry for entry in entries if entry.french == "zèbre")
        return best.english, best.english_given_french

    assert surest(3, 4)[0] == "zebra"
    assert surest(3, 4)[1] > 0.95 > surest(3, 0)[1]
    assert surest(3, 4)[1] > surest(7, 0)[1]


def test_entries_are_probabilities_in_order() -> None:
    entries = learn(PAIRS, STOPWORDS)
    assert list(entries) == sorted(entries, key=lambda e: (e.french, -e.english_given_french, e.english))
    assert all(0.0 <= p <= 1.0 + 1e-9 for entry in entries for p in entry[2:])
    for french in {entry.french for entry in entries}:
        assert sum(e.english_given_french for e in entries if e.french == french) <= 1.0 + 1e-6


def test_learning_is_repeatable_and_ignores_rare_words() -> None:
    rare = Pair("the unicorn sees the mountain.", "la licorne voit la montagne.", "news")
    assert learn(PAIRS, STOPWORDS) == learn(PAIRS, STOPWORDS)
    assert "licorne" not in {entry.french for entry in learn([*PAIRS, rare, rare], STOPWORDS)}
    assert "licorne" in {entry.french for entry in learn([*PAIRS, rare, rare], STOPWORDS, at_least=2)}


def test_learn_reads_no_more_than_it_is_told() -> None:
    assert learn(PAIRS, STOPWORDS, most=5) == learn(PAIRS[:5], STOPWORDS)


def test_counts() -> None:
    counts = count(PAIRS, english_every=1)
    assert counts.french["chien"] == 5
    assert counts.english["dog"] == 5
    assert (counts.masculine["pont"], counts.feminine["pont"]) == (8, 0)
    assert (counts.masculine["montagne"], counts.feminine["montagne"]) == (0, 8)
    assert counts.finite["pont"] == 0
    assert dict(counts.government["refuser"]) == {"de": 8}


def test_finite_verbs_and_bare_infinitives_are_counted() -> None:
    pairs = [Pair("", "Il peut partir et elle ne peut pas chercher à rester.", "")] * 2
    counts = count(pairs)
    assert counts.finite["peut"] == 4
    assert dict(counts.government["pouvoir"]) == {"bare": 2}


def test_english_is_sampled() -> None:
    assert count(PAIRS, english_every=40).english["dog"] == 1


def test_neighbours_are_joined_over_links_and_parted_by_punctuation() -> None:
    pairs = [Pair("", "Le chef de la police du port arrive, très fatigué, mais il parle.", "")] * 2
    found = set(collocations(pairs))
    assert ("chef", "police") in found
    assert ("police", "port") in found
    assert ("port", "arriver") in found
    assert not {second for first, second in found if first == "arriver"}
    assert collocations(pairs[:1]) == []


def write(path: Path, pairs: tuple[Pair, ...], times: int = 1) -> str:
    text = "".join(f"{english}\t{french}\t{source}\n" for english, french, source in pairs * times)
    data = text.encode("utf-8")
    if path.suffix == ".bz2":
        data = bz2.compress(data)
    elif path.suffix == ".xz":
        data = lzma.compress(data)
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("name", ["part.tsv", "part.tsv.bz2", "part.tsv.xz"])
def test_parts_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    assert tuple(read_pairs([write(tmp_path / name, PAIRS)])) == PAIRS


def test_reading_straightens_apostrophes_and_composes(tmp_path: Path) -> None:
    part = tmp_path / "part.tsv"
    part.write_text("It is\tL’e\u0301te\u0301\n", encoding="utf-8")
    assert list(read_pairs([str(part)])) == [Pair("It is", "L'été", "")]


def test_bad_parts_are_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("one\tun\nno tab here\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        list(read_pairs([str(bad)]))
    assert (raised.value.path, raised.value.line) == (str(bad), 2)
    broken = tmp_path / "broken.tsv.bz2"
    broken.write_bytes(b"not compressed")
    for path in (broken, tmp_path / "absent.tsv"):
        with pytest.raises(InputError):
            list(read_pairs([str(path)]))


def test_tokens() -> None:
    assert tokens("L'été, aujourd'hui : qu'il vienne 12 fois au rendez-vous !") == [
        *("l'", "été", ",", "aujourd'hui", ":", "qu'", "il", "vienne", "fois", "au", "rendez-vous", "!")
    ]


def test_what_is_built_is_what_the_loaders_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = write(tmp_path / "part.tsv.bz2", PAIRS, times=5)
    build([part], tmp_path / "data", europarl_share=1.0)
    monkeypatch.setattr(importlib.resources, "files", lambda _: tmp_path)
    table = shipped_table.__wrapped__()
    assert table.to_english["roi"][0].word == "king"
    assert table.to_french["king"][0].word == "roi"
    assert table.english_given_french("roi", "king") > 0.9
    assert "zzorglub" not in table.to_english
    assert set(MEANINGS) <= set(table.to_english)
    frequencies = shipped_frequencies.__wrapped__()
    assert frequencies.of("le", "fr") > frequencies.of("roi", "fr") > 0
    assert frequencies.of("the", "en") > frequencies.of("king", "en") > 0
    grammar = shipped_counts.__wrapped__()
    assert grammar.gender("pont") == "m"
    assert grammar.gender("montagne") == "f"
    assert grammar.government["refuser"].de == 40
    assert grammar.government["refuser"].bare == 0
    neighbours = shipped_collocations.__wrapped__()
    assert ("vieux", "chien") in neighbours
    assert ("chien", "traverser") in neighbours
    assert ("montagne", "lait") not in neighbours


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    part = write(tmp_path / "part.tsv", PAIRS, times=5)
    for folder in ("one", "two"):
        build([part], tmp_path / folder)
    one, two = (sorted((tmp_path / folder).iterdir()) for folder in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert len(one) == 5
