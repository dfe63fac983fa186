"""The inverted index: what it finds, that it can be kept, and that a damaged one is made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.match.candidates import IndexedBank, Wanted
from mtcheck.match.index_folder import open_index
from mtcheck.match.keys import english_key, english_tokens
from mtcheck.match.likelihood import ALL, FEATURES, features, fit, fit_order, packed, probability, shipped_model
from mtcheck.match.matching import QuoteIndex
from mtcheck.match.retrieval import Retriever
from mtcheck.match.sentence_index import build_index, keep_index, kept_index, split_sentences_of
from mtcheck.match.similarity import WordComparison
from mtcheck.match.wording import WORDING, spelling_features, wording_features
from mtcheck.patterns.loading import shipped_terms
from mtcheck.quotes.collection import LoadedBank
from mtcheck.records import KnownQuote
from mtcheck.text.sentences import split_english

Gloss = Callable[[str], tuple[GlossedWord, ...]]
FREQUENCIES, TABLE = shipped_frequencies(), shipped_table()
QUOTES = (
    KnownQuote("a", "Ana Lopez", "The harbour will stay open. It cost 1,200 dollars. Every crew came home."),
    KnownQuote("b", "Karl Weiss", "The stolen paintings have been found in a warehouse."),
    KnownQuote("c", "", "Mr. Netanjahu met the U.S. envoy… Nothing was agreed."),
)
INDEX = build_index(QUOTES, FREQUENCIES)


def test_keys() -> None:
    assert [english_key(t) for t in english_tokens("Harbours don't cost 1,200 U.S. dollars, see https://x.example/a-b")] == [
        "harbour", "not", "cost", "1200", "us", "dollar", "see",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Five m² of land", "a ªº b", "½ of it", "٣ men", "№ 4"])
def test_every_token_has_a_key(text: str) -> None:
    assert all(english_key(token) for token in english_tokens(text))
    assert len(build_index((KnownQuote("q", "", text),), FREQUENCIES).numeric)


def test_sentences_are_those_of_the_splitter() -> None:
    for quote in QUOTES:
        assert split_sentences_of(quote.text) == tuple(span.of(quote.text) for span in split_english(quote.text))
    assert split_sentences_of("  ") == ()


def test_the_index_counts_sentences_by_quote() -> None:
    assert INDEX.first_of.tolist() == [0, 3, 4, len(INDEX)]
    assert INDEX.quote_of.tolist()[:4] == [0, 0, 0, 1]
    assert INDEX.sentences_with(INDEX.vocabulary["1200"]).tolist() == [1]
    assert INDEX.names["lopez"] == 3


@pytest.mark.parametrize(
    ("french", "sentence"),
    [
        ("Les tableaux volés ont été retrouvés dans un entrepôt", 3),
        ("Il a coûté 1 200 dollars", 1),
        ("Netanyahou a rencontré l'émissaire américain", 4),
    ],
)
def test_a_sentence_is_found(gloss: Gloss, french: str, sentence: int) -> None:
    query, found, shared = Retriever(INDEX, TABLE, FREQUENCIES).find(gloss(french), 5, thorough=True)
    assert found[0] == sentence
    assert 0 < shared[0] <= 1
    rows = features(query, INDEX, found, found + 1)
    assert rows.shape == (len(found), len(FEATURES))
    assert (rows @ shipped_model().first).argmax() == 0


def test_nothing_is_found_for_words_that_nobody_said(gloss: Gloss) -> None:
    query, found, _ = Retriever(INDEX, TABLE, FREQUENCIES).find(gloss("Xyzzy"), 5)
    assert len(found) == 0
    assert len(query.words) == 1


def test_asking_twice_gives_the_same(gloss: Gloss) -> None:
    retriever = Retriever(INDEX, TABLE, FREQUENCIES)
    words = gloss("Les tableaux volés ont été retrouvés dans un entrepôt du port")
    first, second = retriever.find(words, 5), retriever.find(words, 5)
    assert first[1].tolist() == second[1].tolist()
    assert np.array_equal(first[2], second[2])


def test_an_index_is_kept_and_read_again(tmp_path: Path) -> None:
    keep_index(INDEX, tmp_path / "kept")
    again = kept_index(tmp_path / "kept")
    assert again is not None
    assert again.vocabulary == INDEX.vocabulary
    assert again.names == INDEX.names
    for name in ("terms", "starts", "postings", "quote_of", "tokens"):
        assert np.array_equal(getattr(again, name), getattr(INDEX, name))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


@pytest.mark.parametrize("damage", ["terms.npy", "words.json", "quote_of.npy"])
def test_a_damaged_index_is_none(tmp_path: Path, damage: str) -> None:
    keep_index(INDEX, tmp_path / "kept")
    (tmp_path / "kept" / damage).write_bytes(b"x")
    assert kept_index(tmp_path / "kept") is None


def test_the_index_of_a_large_bank_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.match.index_folder.KEPT_FROM", 2)
    bank = LoadedBank(QUOTES)
    open_index(bank, FREQUENCIES, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert bank.digest in kept.name
    monkeypatch.setattr("mtcheck.match.index_folder.build_index", None)  # would fail if it were asked
    assert len(open_index(bank, FREQUENCIES, tmp_path)) == len(INDEX)


def test_old_indexes_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.match.index_folder.KEPT_FROM", 2)
    monkeypatch.setattr("mtcheck.match.index_folder.KEPT_INDEXES", 2)
    for number in range(4):
        open_index(LoadedBank((*QUOTES, KnownQuote(f"n{number}", "", f"Number {number}."))), FREQUENCIES, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep_index(INDEX, tmp_path / "file" / "kept")
    assert kept_index(tmp_path / "file" / "kept") is None


def test_a_large_bank_answers_no_match(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would do in a bank of two statements is chance among many, unless the speaker is the same."""
    monkeypatch.setattr("mtcheck.match.candidates.LARGE", 3)
    many = tuple(
        KnownQuote(f"n{n}", f"Speaker {n}", f"The museum number {n} opened its doors in {1900 + n}.") for n in range(90)
    )
    index = QuoteIndex((*QUOTES, *many), WordComparison(TABLE, FREQUENCIES, shipped_terms()))
    found = index.match(gloss("Les tableaux volés ont été retrouvés dans un entrepôt"), speaker="Karl Weiss")
    assert found is not None
    assert (found.quote.id, found.first, found.last) == ("b", 0, 1)
    assert found.probability > 0.5
    assert index.match(gloss("Les tableaux de maître se vendent bien cette année"), speaker=None) is None
    assert index.match(gloss("La gare a rouvert ses portes hier matin"), speaker=None) is None


def test_close_candidates_are_told_apart_by_the_engine(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.match.candidates.LARGE", 3)
    twins = tuple(
        KnownQuote(f"t{n}", "", f"The stolen paintings {verb} found in a warehouse.")
        for n, verb in enumerate(("were", "are"))
    )
    asked: list[list[str]] = []

    def rerank(french: str, english: list[str]) -> list[float]:
        asked.append(english)
        return [1.0 if "are found" in text else -1.0 for text in english]

    index = QuoteIndex((*QUOTES, *twins), WordComparison(TABLE, FREQUENCIES, shipped_terms()), reranker=rerank)  # type: ignore[arg-type]
    text = "Les tableaux volés ont été retrouvés dans un entrepôt"
    assert index.quote_at(index.search(gloss(text), text=text)[0]).id == "t1"
    assert len(asked) == 1
    assert index.quote_at(index.search(gloss(text))[0]).id != "t1"


def test_hopeless_candidates_are_given_up_early(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given up is what could not reach the odds; a sentence of the speaker's own may lack some of them."""
    monkeypatch.setattr("mtcheck.match.candidates.LARGE", 3)
    bank = IndexedBank.open(0, LoadedBank(QUOTES), TABLE, FREQUENCIES, folder=None, reranker=None)
    text = "Les tableaux volés ont été retrouvés dans un entrepôt"
    words = gloss(text)
    every = bank.search(words, text, Wanted())
    best = every[0].log_odds
    assert bank.search(words, text, Wanted(least=best)) == every
    assert bank.search(words, text, Wanted(least=best + 50)) == []
    assert bank.search(words, text, Wanted(least=best + 50, speaker="Karl Weiss", own=60.0)) == every
    assert bank.search(words, text, Wanted(least=best + 50, speaker="Jean Martin", own=60.0)) == []


def test_the_engine_is_not_asked_about_what_cannot_be_taken(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.match.candidates.LARGE", 3)
    twins = tuple(
        KnownQuote(f"t{n}", "", f"The stolen paintings {verb} found in a warehouse.")
        for n, verb in enumerate(("were", "are"))
    )
    asked: list[str] = []

    def rerank(french: str, english: Sequence[str]) -> list[float]:
        asked.append(french)
        return [0.0 for _ in english]

    bank = IndexedBank.open(0, LoadedBank((*QUOTES, *twins)), TABLE, FREQUENCIES, folder=None, reranker=rerank)
    text = "Les tableaux volés ont été retrouvés dans un entrepôt"
    assert bank.search(gloss(text), text, Wanted(alone=99.0, least=-99.0)) == []
    assert not asked
    assert bank.search(gloss(text), text, Wanted(alone=-99.0, least=-99.0))
    assert asked == [text]


def test_a_fit_learns_what_tells_right_from_wrong() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(400, 3))
    right = rows[:, 0] + 0.1 * rng.normal(size=400) > 0
    model = fit(rows, right, penalty=1.0)
    assert ((model.log_odds(rows) > 0) == right).mean() > 0.9
    assert abs(model.weights[0]) > 5 * np.abs(model.weights[1:]).max()
    for name in ALL:
        assert f'"{name}"' in packed(shipped_model())
    assert probability(0.0) == 0.5
    assert probability(1e9) == pytest.approx(1.0)


def test_an_order_is_learned_from_the_right_one_of_each_group() -> None:
    rng = np.random.default_rng(2)
    groups = []
    for _ in range(200):
        rows = rng.normal(size=(6, 3)) + rng.normal(size=3)  # what a group has in common tells nothing
        groups.append((rows, int((rows[:, 1] - rows[:, 2]).argmax())))
    weights = fit_order(groups, penalty=1.0)
    assert weights[1] > 2
    assert weights[2] < -2
    assert abs(weights[0]) < 1
    assert np.mean([(rows @ weights).argmax() == right for rows, right in groups]) > 0.9


def test_wording_tells_order_and_marks(gloss: Gloss) -> None:
    french = "Les tableaux volés ont été retrouvés dans un entrepôt ?"
    query = Retriever(INDEX, TABLE, FREQUENCIES).query(gloss(french))
    english = [
        "The stolen paintings have been found in a warehouse?",
        "In a warehouse found been have paintings stolen the.",
    ]
    straight, turned = wording_features(query, INDEX, french, english, spelling_features(french, english))
    of = WORDING.index
    assert straight[of("order")] > turned[of("order")]
    assert straight[of("distance")] < turned[of("distance")]
    assert (straight[of("question")], turned[of("question")]) == (0, 1)
    assert straight[of("spelling")] > 0
    assert wording_features(query, INDEX, french, [], spelling_features(french, [])).shape == (0, len(WORDING))
