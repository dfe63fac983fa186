"""What is kept of the files of a run: bounded, the same in any order, and complete enough to report from."""

from __future__ import annotations

import random
import tracemalloc
from dataclasses import replace

from mtcheck.across.parts import REACH, FilePart, Statement, part_of
from mtcheck.across.store import PartStore, hashed, quote_key, sentence_keys
from mtcheck.fingerprints import finding_key
from mtcheck.readers.plain import document
from mtcheck.records import (
    Alignment,
    Category,
    Document,
    FileReport,
    Finding,
    MatchedQuotation,
    Place,
    Quotation,
    Severity,
    Span,
)
from mtcheck.text.lines import Lines

ENGLISH = "It was a very fruitful conversation."
QUOTED = "Ce fut une conversation très rentable"


def report(path: str, text: str, quoted: str = QUOTED, english: str = ENGLISH, quote_id: str = "q") -> FileReport:
    start = text.index(quoted)
    quotation = Quotation(Span(start, start + len(quoted)), quoted)
    alignment = Alignment(quotation.span, quote_id, (0, 1), english, 0.8, quotation)
    return FileReport(path, quotations=(MatchedQuotation(quotation, (alignment,)),), document=document(path, text))


def part(number: int, text: str = f"« {QUOTED} », a dit M. Durand.", english: str = ENGLISH) -> FilePart:
    made = part_of(number, report(f"{number}.txt", text, english=english))
    assert made is not None
    return made


def test_a_file_that_renders_nothing_is_not_kept() -> None:
    assert part_of(0, FileReport("a.txt", document=document("a.txt", "Rien de neuf."))) is None
    assert part_of(0, FileReport("a.txt", error="no")) is None
    assert part_of(0, replace(report("a.txt", f"« {QUOTED} »"), document=None)) is None


def test_a_kept_span_has_its_words_its_place_and_its_fingerprint() -> None:
    filler = "Une phrase de plus sur le port et ses navires. " * 40
    text = f"Titre\n\n{filler}\n\nAvant. {filler}Hier, « {QUOTED} », a dit Paul Durand. {filler}\r\nFin.\n\n{filler}"
    kept = part(0, text)
    (statement,) = kept.statements
    span = Span(text.index("rentable"), text.index("rentable") + len("rentable"))
    assert kept.text_of(statement.span) == QUOTED
    assert kept.text_of(span) == "rentable"
    piece = kept.piece_of(span)
    assert piece.position(span.start) == (*Lines.of(text).place(span.start), None)
    assert len(piece.text) < len(text) / 2
    whole = document("0.txt", text)
    finding = Finding("MT501", "x", Category.NAME, Severity.MINOR, 0.5, span, "rentable", "")
    cut = Document("0.txt", piece.text)
    local = replace(finding, span=Span(span.start - piece.start, span.end - piece.start))
    assert finding_key(local, cut) == finding_key(finding, whole)
    assert span.start - piece.start <= REACH + len(QUOTED)


def test_places_of_the_original_are_kept() -> None:
    text = f"Page une.\n\n« {QUOTED} », a dit Paul Durand."
    made = report("a.pdf", text)
    assert made.document is not None
    places = (Place(0, "page 1"), Place(11, "page 2"), Place(11 + 30, "page 3"))
    kept = part_of(0, replace(made, document=replace(made.document, places=places)))
    assert kept is not None
    at = text.index("rentable")
    assert kept.piece_of(Span(at, at + 8)).position(at)[2] == "page 3"
    assert kept.piece_of(Span(13, 15)).position(13)[2] == "page 2"


def test_parts_come_back_as_they_were() -> None:
    store = PartStore()
    parts = [part(number) for number in range(5)]
    for one in parts:
        store.add(one)
    groups = dict(store.shared(3))
    assert set(groups) == {hashed(key) for key in (*sentence_keys(ENGLISH), "quote q")}
    for offsets in groups.values():
        assert [store.part(offset) for offset in offsets] == parts
    assert dict(store.shared(6)) == {}


def test_sentences_are_known_whichever_quote_they_stand_in() -> None:
    two = "A first one. It  was a very FRUITFUL conversation."
    assert sentence_keys(ENGLISH)[0] in sentence_keys(two)
    statement = Statement(Span(0, 1), "q", ENGLISH, True, 1.0)
    assert quote_key(statement) not in sentence_keys(ENGLISH)


def test_what_is_forgotten_does_not_depend_on_the_order() -> None:
    parts = [part(number, english=f"Sentence number {number // 3} was said.") for number in range(120)]

    def kept(order: list[int]) -> dict[int, set[int]]:
        store = PartStore(most=100)
        for place in order:
            store.add(parts[place])
        return {key: {store.part(offset).number for offset in offsets} for key, offsets in store.shared(3)}

    numbers = list(range(120))
    first = kept(numbers)
    assert 0 < len(first) < 40
    for seed in range(3):
        random.Random(seed).shuffle(numbers)
        assert kept(numbers) == first


def test_memory_does_not_grow_with_the_files() -> None:
    filler = " ".join(f"Phrase {n} sur le port." for n in range(300))
    one = part(0, f"« {QUOTED} », a dit Paul Durand. {filler}")

    def peak(count: int) -> int:
        store = PartStore()
        tracemalloc.start()
        for number in range(count):
            store.add(replace(one, number=number, path=f"{random.Random(number).getrandbits(4000):x}.txt"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(6000) - peak(3000) < 1_000_000


def test_the_digest_tells_what_was_compared() -> None:
    stores = [PartStore(), PartStore(), PartStore()]
    for store in stores:
        store.add(part(0))
    stores[1].add(part(1))
    assert stores[0].digest == stores[2].digest != stores[1].digest
