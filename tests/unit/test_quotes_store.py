"""The SQLite bank: merged duplicates, search, two writers, and an import killed half-way."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtcheck.errors import QuoteBankError
from mtcheck.quotes import adding
from mtcheck.quotes import store as store_module
from mtcheck.quotes.collection import LoadedBank, QuoteCollection, collect
from mtcheck.quotes.store import QuoteStore, default_bank_path
from mtcheck.records import KnownQuote

ROOT = Path(__file__).parents[2]
HARBOUR = KnownQuote(
    "harbour", "Ana Lopez", "The harbour will stay open.", date="2024-11-02", source="https://a.example"
)
MUSEUM = KnownQuote("museum", "Karl Weiss", "The paintings have been found.", aliases=("Weiss",), date="2025-01")


@pytest.fixture
def store(tmp_path: Path) -> QuoteStore:
    made = QuoteStore(tmp_path / "bank.sqlite", create=True)
    made.add([HARBOUR, MUSEUM])
    return made


def test_quotes_come_back_as_they_went_in(store: QuoteStore) -> None:
    assert list(store) == [HARBOUR, MUSEUM]
    assert (len(store), store[1], store.get("museum"), store.position("museum")) == (2, MUSEUM, MUSEUM, 1)
    assert store.get("nobody") is None
    assert store.position("nobody") is None


def test_another_process_sees_what_was_seen_here(store: QuoteStore) -> None:
    data = pickle.dumps(QuoteCollection((store, LoadedBank([MUSEUM]))))
    store.add([KnownQuote("later", "Ana Lopez", "A later statement.")])
    again = pickle.loads(data)
    assert list(map(again.__getitem__, range(3))) == [HARBOUR, MUSEUM, MUSEUM]
    assert len(again) == 3


def test_many_quotes_come_at_once_in_the_order_asked_for(tmp_path: Path) -> None:
    quotes = [KnownQuote(f"q{number}", "Ana Lopez", f"Ship {number} came home.") for number in range(1200)]
    with QuoteStore(tmp_path / "many.sqlite", create=True) as many:
        many.add(quotes)
        many.remove(["q7"])
        left = quotes[:7] + quotes[8:]
        places = [1198, 3, *range(1100), 3]
        assert many.at(places) == [left[place] for place in places]
        assert [many.position(quote.id) for quote in (quotes[6], quotes[7], quotes[8])] == [6, None, 7]
        assert many.at(()) == []


def test_a_quote_removed_by_another_program_is_an_error(tmp_path: Path, store: QuoteStore) -> None:
    assert len(store) == 2
    with QuoteStore(store.path) as other:
        other.remove(["museum"])
    with pytest.raises(QuoteBankError, match="was removed"):
        store.at((0, 1))
    assert store.position("museum") is None


def test_a_copy_of_a_text_is_merged(store: QuoteStore) -> None:
    copy = KnownQuote(
        "other",
        "A. Lopez",
        "The  HARBOUR will\nstay open.",
        source="https://b.example",
        licence="CC BY",
        aliases=("Lopez",),
    )
    added = store.add([copy, copy])
    assert (added.new, added.merged, added.known) == (0, 1, 1)
    joined = store.get("harbour")
    assert joined is not None
    assert (joined.text, joined.speaker, joined.date) == (HARBOUR.text, "Ana Lopez", "2024-11-02")
    assert joined.aliases == ("A. Lopez", "Lopez")
    assert joined.source == "https://a.example; https://b.example"
    assert joined.licence == "CC BY"
    assert store.count() == 2


def test_an_id_of_another_text_is_refused_and_the_others_are_kept(store: QuoteStore) -> None:
    added = store.add([KnownQuote("harbour", "X", "Something else."), KnownQuote("new", "X", "A third text.")])
    assert added.new == 1
    assert [quote.text for quote, _ in added.refused] == ["Something else."]
    assert store.count() == 3


def test_search(store: QuoteStore) -> None:
    assert [quote.id for quote in store.search("harbour open")] == ["harbour"]
    assert [quote.id for quote in store.search('"paint')] == []
    assert [quote.id for quote in store.search("weiss")] == ["museum"]
    assert [quote.id for quote in store.search(speaker="lopez")] == ["harbour"]
    assert [quote.id for quote in store.search(speaker="%")] == []
    assert [quote.id for quote in store.search(since="2025")] == ["museum"]
    assert [quote.id for quote in store.search(until="2024")] == ["harbour"]
    assert [quote.id for quote in store.search(limit=1, offset=1)] == ["museum"]


def test_words_that_stand_together_come_first_then_the_shortest_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "apart": "The bridge will stay open.",
        "long": "We were told by everybody that the bridge is open again.",
        "together": "In the end, and after all of that talk, the open bridge was seen.",
        "short": "Open, the bridge!",
    }
    with QuoteStore(tmp_path / "bank.sqlite", create=True) as store:
        store.add([KnownQuote(name, "Jo", text, date="2025") for name, text in texts.items()])
        assert [quote.id for quote in store.search("open bridge")] == ["together", "short", "apart", "long"]
        assert [quote.id for quote in store.search("open bridge", limit=2, offset=1)] == ["short", "apart"]
        monkeypatch.setattr("mtcheck.quotes.searching.RANKED", 1)
        assert [quote.id for quote in store.search("open bridge", limit=1)] == ["together"]  # wherever it stands
        assert len(store.search("open bridge", limit=3)) == 3
        assert len(store.search("open bridge", limit=-1)) == 4
        assert [quote.id for quote in store.search("open bridge", limit=1, until="2025")] == ["together"]
        assert store.search("open bridge", since="2026") == []


@pytest.mark.parametrize("words", ["bridge", "the bridge"])
def test_pages_of_a_search_hold_every_quote_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("mtcheck.quotes.searching.RANKED", 4)
    with QuoteStore(tmp_path / "bank.sqlite", create=True) as store:
        # The shortest come last, and every other one has other words between.
        texts = [f"We saw the {'old ' * (number % 2)}bridge{' again' * (12 - number)}." for number in range(12)]
        store.add([KnownQuote(str(number), "Jo", text) for number, text in enumerate(texts)])
        every = [quote.id for quote in store.search(words, limit=-1)]
        assert sorted(every, key=int) == [str(number) for number in range(12)]
        for size in (1, 3, 5):
            pages = [store.search(words, limit=size, offset=start) for start in range(0, 12, size)]
            assert [quote.id for page in pages for quote in page] == every


def test_removing_changes_the_digest(store: QuoteStore) -> None:
    before = store.digest
    assert store.remove(["harbour", "nobody"]) == ("harbour",)
    assert store.digest != before
    assert [quote.id for quote in store] == ["museum"]
    assert (len(store), store[0], store.position("museum")) == (1, MUSEUM, 0)
    assert store.search("harbour") == []


def test_what_may_hold_a_text_is_found(store: QuoteStore) -> None:
    store.add(
        [KnownQuote("long", "X", "We said it then, and we say it now: no bridge will close before the spring comes.")]
    )
    assert [quote.id for quote in store.resembling("no bridge will close before the spring comes")] == ["long"]
    assert store.resembling("nothing of the kind was ever said by anybody") == []
    assert store.resembling("…") == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"not a database at all, but long enough to be looked at" * 20, "cannot be used"), (b"", None)],
)
def test_a_file_that_is_no_bank(tmp_path: Path, content: bytes, reason: str | None) -> None:
    path = tmp_path / "bank.db"
    path.write_bytes(content)
    if reason is None:
        assert QuoteStore(path).count() == 0  # an empty file is an empty bank
        return
    with pytest.raises(QuoteBankError, match=reason):
        QuoteStore(path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
    connection.close()
    with pytest.raises(QuoteBankError, match="no bank of quotes"):
        QuoteStore(path, create=True)


def test_a_later_version_is_refused(tmp_path: Path, store: QuoteStore) -> None:
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(QuoteBankError, match="later version"):
        QuoteStore(store.path)


def test_a_bank_of_the_first_version_is_read_and_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr("mtcheck.quotes.store._MIGRATIONS", store_module._MIGRATIONS[:1])
        QuoteStore(path, create=True).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO quotes (id, key, text, speaker, aliases, lang) VALUES ('old', x'00', 'An old text.', 'Jo', '[]', 'en')"
        )
    connection.close()
    with QuoteStore(path, read_only=True) as store:
        assert [quote.id for quote in store.search("old")] == ["old"]
    with QuoteStore(path) as store:
        store.add([KnownQuote("new", "Jo", "A new text, not old.")])
        assert sorted(quote.id for quote in store.search("text old", limit=-1)) == ["new", "old"]
        store.remove(["new"])
        assert [quote.id for quote in store.search("text")] == ["old"]


def test_copies_within_one_batch_are_merged_as_if_each_came_alone(tmp_path: Path) -> None:
    first = KnownQuote("one", "", "We `agreed` on it.")
    copies = [KnownQuote("two", "Ana", "we 'AGREED' on  it."), KnownQuote("three", "Bea", "We ‘agreed’ on it.")]
    together, apart = QuoteStore(tmp_path / "a.sqlite", create=True), QuoteStore(tmp_path / "b.sqlite", create=True)
    added = together.add([first, HARBOUR, *copies, HARBOUR])
    counts = [apart.add([quote]) for quote in (first, HARBOUR, *copies, HARBOUR)]
    assert (added.new, added.merged, added.known) == (2, 2, 1)
    assert [(each.new, each.merged, each.known) for each in counts] == [
        (1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1)
    ]  # fmt: skip
    assert list(together) == list(apart)
    assert together.search("agreed")[0].aliases == ("Bea",)


def test_batches_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST", 1600)
    sizes = [len(batch) for batch in adding.batches([HARBOUR] * 4000)]
    assert sizes == [500, 1000, 1600, 900]


def test_a_missing_bank_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuoteBankError, match="no such bank"):
        QuoteStore(tmp_path / "none.sqlite")


def test_default_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTCHECK_BANK", str(tmp_path / "mine.db"))
    assert default_bank_path() == tmp_path / "mine.db"
    monkeypatch.setenv("MTCHECK_BANK", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert default_bank_path() == tmp_path / "mtcheck" / "quotes.sqlite"


WRITER = """
import sys
from mtcheck.quotes.store import QuoteStore
from mtcheck.records import KnownQuote
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with QuoteStore(path, create=True) as store:
    store.add(KnownQuote(f"{name}-{n}", name, f"Sentence {n} of {name}.") for n in range(count))
"""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite"
    count = 1500
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, str(count)], cwd=ROOT) for name in "ab"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with QuoteStore(path) as store:
        assert store.count() == 2 * count
        assert {quote.speaker for quote in store} == {"a", "b"}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_an_import_killed_half_way_leaves_whole_rows_and_can_be_repeated(tmp_path: Path) -> None:
    path, source = tmp_path / "bank.sqlite", tmp_path / "many.jsonl"
    count = 20_000
    with source.open("w", encoding="utf-8") as stream:
        for number in range(count):
            row = {
                "id": f"n{number}",
                "speaker": "Jane Doe",
                "text": f"This is statement number {number}.",
                "licence": "x",
            }
            stream.write(json.dumps(row) + "\n")
    command = [sys.executable, "-m", "mtcheck", "quotes", "import", str(source), "--bank", str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None and _rows(path) < 1000:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with QuoteStore(path) as store:
        kept = list(store)
        assert 1000 <= len(kept) < count
        assert all(q.text == f"This is statement number {q.id[1:]}." and q.licence == "x" for q in kept)
        assert len(store.search("statement", limit=-1)) == len(kept)
    again = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(again.stdout)
    assert (told["new"], told["known"], told["quotes"]) == (count - len(kept), len(kept), count)


def _rows(path: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("SELECT count(*) FROM quotes").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_a_collection_is_the_banks_one_after_the_other(store: QuoteStore) -> None:
    extra = KnownQuote("extra", "Jo", "Said elsewhere.")
    banks = QuoteCollection((store, LoadedBank((extra,))))
    assert list(banks) == [HARBOUR, MUSEUM, extra]
    assert (banks[0], banks[-1], banks[1:], len(banks)) == (HARBOUR, extra, (MUSEUM, extra), 3)
    assert banks.quote("extra") == extra
    assert banks.quote("nobody") is None
    with pytest.raises(IndexError):
        banks[3]
    assert store.digest in repr(banks)


def test_found_quotes_join_once(store: QuoteStore) -> None:
    one = KnownQuote("one", "Jo", "Said elsewhere.")
    found = KnownQuote("found:a", "", "said  ELSEWHERE.", found=True)
    other = KnownQuote("found:b", "", "Said only there.", found=True)
    joined = collect((one, one)).joined((found, other, other))
    assert list(joined) == [one, other]
    assert len(joined.banks) == 2


def test_a_bank_that_cannot_be_begun_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: QuoteStore) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    known = tmp_path / "known.sqlite"
    QuoteStore(known, create=True).close()
    monkeypatch.setattr(QuoteStore, "_prepare", full)
    for path in (tmp_path / "new.sqlite", known):
        with pytest.raises(QuoteBankError, match="full"):
            QuoteStore(path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["known.sqlite"]


def test_a_bank_that_cannot_be_begun_leaves_what_another_process_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = QuoteStore._prepare

    def overtaken(store: QuoteStore) -> None:
        monkeypatch.setattr(QuoteStore, "_prepare", begin)
        with QuoteStore(store.path, create=True) as other:
            other.add([HARBOUR])
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(QuoteStore, "_prepare", overtaken)
    with pytest.raises(QuoteBankError, match="locked"):
        QuoteStore(tmp_path / "new.sqlite", create=True)
    with QuoteStore(tmp_path / "new.sqlite") as store:
        assert list(store) == [HARBOUR]
