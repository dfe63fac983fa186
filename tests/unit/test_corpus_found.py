"""The English found in a corpus: the first copy of each text, without what was supplied, in a bank that is mapped."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from mtcheck.corpus.found import first_of_each, first_of_group, keep_found, kept_found
from mtcheck.corpus.found_bank import FoundBank, write_found
from mtcheck.corpus.store import Store
from mtcheck.quotes.collection import LoadedBank, QuoteCollection
from mtcheck.quotes.found import distinct, without_cuts
from mtcheck.records import KnownQuote

QUOTES = tuple(
    KnownQuote(f"found:a.txt:{number}", "Jane Doe", f"Ship {number} came home.", aliases=("Doe",), found=True)
    for number in range(1200)
)


def rows(count: int, texts: int) -> list[dict[str, Any]]:
    chance = random.Random(5)
    made = []
    for number in range(count):
        place = {"shard": number % 7, "place": number // 7}
        quote = KnownQuote(f"found:{number}", "", "x", found=True)
        made.append({"key": str(chance.randrange(texts)), **place, "quote": json.dumps(asdict(quote))})
    chance.shuffle(made)
    return made


def test_found_quotes_come_back_as_they_went_in(tmp_path: Path) -> None:
    digest = write_found(tmp_path / "found.sqlite", QUOTES)
    bank = FoundBank(tmp_path / "found.sqlite")
    assert tuple(bank) == QUOTES
    assert (len(bank), bank[1199], bank.digest) == (1200, QUOTES[1199], digest)
    assert bank.at([3, *range(1100), 3]) == [QUOTES[3], *QUOTES[:1100], QUOTES[3]]
    assert (bank.position("found:a.txt:7"), bank.position("nobody")) == (7, None)
    again = pickle.loads(pickle.dumps(bank))
    assert again[5] == QUOTES[5]
    again.close()
    bank.close()
    assert write_found(tmp_path / "other.sqlite", QUOTES[1:]) != digest


def test_of_two_with_one_id_the_last_is_named_as_in_a_loaded_bank(tmp_path: Path) -> None:
    two = (QUOTES[0], KnownQuote(QUOTES[0].id, "", "Another text.", found=True))
    write_found(tmp_path / "found.sqlite", two)
    bank = FoundBank(tmp_path / "found.sqlite")
    assert bank.position(two[0].id) == LoadedBank(two).position(two[0].id) == 1
    bank.close()


def test_grouped_on_a_cluster_or_put_in_order_here_it_is_the_same() -> None:
    made = rows(400, 90)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in made:
        groups.setdefault(row["key"], []).append(row)
    grouped = [first_of_group(pa.Table.from_pylist(group)).to_pylist()[0] for group in groups.values()]
    assert sorted(grouped, key=lambda row: (row["shard"], row["place"])) == first_of_each(made)


@pytest.mark.parametrize("stored", [False, True])
def test_what_was_supplied_is_left_out_as_within_one_check(stored: bool, tmp_path: Path) -> None:
    from mtcheck.quotes.store import QuoteStore

    supplied = [
        KnownQuote(
            "s1", "Jane Doe", "Our ships came home before the winter, and the harbour will stay open until May."
        ),
        KnownQuote("s2", "Jane Doe", "Nobody was hurt on the bridge."),
    ]
    found = [
        KnownQuote("f1", "", "our ships  came home before the winter", found=True),  # a cut
        KnownQuote("f2", "", "NOBODY was hurt\non the bridge.", found=True),  # a copy
        KnownQuote("f3", "", "The museum opens tomorrow at nine.", found=True),
    ]
    banks: QuoteCollection = QuoteCollection((LoadedBank(supplied),))
    if stored:
        store = QuoteStore(tmp_path / "bank.sqlite", create=True)
        store.add(supplied)
        banks = QuoteCollection((store,))
    within = [quote for quote in distinct(banks.joined(found)) if quote.found]
    assert list(without_cuts(found, banks)) == within == [found[2]]


def test_a_run_that_goes_on_reads_what_was_found(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    assert kept_found(store) is None
    keep_found(store, [{"quote": json.dumps(asdict(quote))} for quote in QUOTES])
    kept = kept_found(store)
    assert kept is not None
    assert tuple(kept) == QUOTES
