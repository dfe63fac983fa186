"""The dictionary of senses: what ships, how it is read, and how it is extended."""

import json
import lzma
import time
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.lexicon.dictionary import (
    ENTRIES,
    EXAMPLES,
    Dictionary,
    DictionaryEntry,
    ExamplePair,
    Sense,
    pack_entry,
    pack_examples,
    shipped_dictionary,
)
from mtcheck.lexicon.dictionary_lines import checked, entry_of, object_of, read_entries
from mtcheck.training.__main__ import main
from mtcheck.training.dictionary import Merging, write_dictionary

BANK = DictionaryEntry(
    "bank",
    "noun",
    (
        Sense(
            ("banque",), ("loan", "money"), "finance", (ExamplePair("The bank failed.", "La banque a fait faillite."),)
        ),
        Sense(("rive", "berge"), ("river",), "geography", (ExamplePair("On the left bank.", "Sur la rive gauche."),)),
    ),
    ("rangée",),
)


def as_dictionary(*entries: DictionaryEntry) -> Dictionary:
    return Dictionary(map(pack_entry, entries), (line for entry in entries for line in pack_examples(entry)))


def json_lines(path: Path, *values: object) -> Path:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")
    return path


def test_an_entry_survives_packing() -> None:
    assert as_dictionary(BANK).look_up("bank") == (BANK,)
    assert entry_of(object_of(BANK)) == BANK


def test_without_examples_senses_have_none() -> None:
    (entry,) = Dictionary([pack_entry(BANK)]).look_up("bank")
    assert [sense.french for sense in entry.senses] == [("banque",), ("rive", "berge")]
    assert all(sense.examples == () for sense in entry.senses)


def test_the_spelling_that_was_asked_for_comes_first() -> None:
    sense = Sense(("Turquie",), ("Ankara",), "country", (ExamplePair("Turkey voted.", "La Turquie a voté."),))
    country, bird = DictionaryEntry("Turkey", "noun", (sense,)), DictionaryEntry("turkey", "noun", BANK.senses)
    both = as_dictionary(country, bird)
    assert both.look_up("turkey") == (bird, country)
    assert both.look_up("Turkey") == (country, bird)
    assert [entry.spelled_as("turkey") for entry in (country, bird)] == [False, True]
    assert [entry.spelled_as("Turkey") for entry in (country, bird)] == [True, True]
    assert both.entry("Turkey.noun") == country
    assert both.entry("Turkey.verb") is None
    assert both.look_up("unheard of") == ()
    assert "TURKEY" in both
    assert "bird" not in both


@pytest.mark.parametrize(
    "line",
    ["bank\tnoun", "bank\tword\t\tbanque\tloan\tfinance", "bank\tnoun\t\tbanque\tloan", "bank\tnoun\t\t\tloan\tx"],
)
def test_a_broken_packed_line_is_named(line: str) -> None:
    broken = Dictionary([pack_entry(BANK), line.replace("bank", "bill", 1)], path="words.tsv")
    with pytest.raises(InputError, match=r"^words\.tsv:2: "):
        broken.look_up("bill")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pos": "word"}, "pos is one of"),
        ({"id": "bank.verb"}, r"the id of this entry is 'bank\.noun'"),
        ({"en": " "}, "en is a text"),
        ({"senses": []}, "at least one sense"),
        ({"notes": "?"}, "no key 'notes'"),
        ({"wrong": ["Berge"]}, "both accepted and wrong"),
        ({"wrong": ["rangée", "rangée"]}, "listed twice"),
        ({"wrong": ["ran|gée"]}, r"wrong holds a tab"),
        ({"senses": [{"fr": ["banque"], "cues": [], "domain": "finance"}]}, "sense 0 has no example"),
        ({"senses": [{"fr": [], "cues": [], "examples": [{"en": "a", "fr": "b"}]}]}, "sense 0 has no French"),
        ({"senses": [{"fr": ["banque"], "examples": [{"en": "The bank failed."}]}]}, "fr is a text"),
    ],
)
def test_a_broken_entry_is_refused_with_file_and_line(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = json_lines(tmp_path / "own.jsonl", object_of(BANK) | {"id": "bank.noun"}, object_of(BANK) | change)
    if "en" not in change:  # the first line must not be the fault
        path = json_lines(tmp_path / "own.jsonl", object_of(BANK) | change)
    with pytest.raises(InputError, match=rf"own\.jsonl:\d: .*{said}"):
        list(read_entries(path))


def test_a_file_names_each_entry_once(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "own.jsonl", object_of(BANK), object_of(BANK))
    with pytest.raises(InputError, match=r"own\.jsonl:2: bank\.noun stands here twice"):
        list(read_entries(path))
    (tmp_path / "cut.jsonl").write_text('{"en": "bank"', encoding="utf-8")
    with pytest.raises(InputError, match=r"cut\.jsonl:1: no JSON"):
        list(read_entries(tmp_path / "cut.jsonl"))


def merged(tmp_path: Path, *additions: object) -> Merging:
    merging = Merging({BANK.id: BANK})
    merging.merge(json_lines(tmp_path / "additions.jsonl", *additions))
    return merging


def test_renderings_come_and_go(tmp_path: Path) -> None:
    merging = merged(
        tmp_path,
        {"id": "bank.noun", "sense": 0, "fr": ["établissement bancaire", "banque"]},
        {"id": "bank.noun", "sense": 1, "drop": ["rive"]},
        {"id": "bank.noun", "wrong": ["rivage de banque"]},
        {"id": "bank.noun", "drop_wrong": ["rangée"]},
        {"id": "bank.noun", "sense": 0, "fr": ["banque"]},
    )
    entry = merging.entries["bank.noun"]
    assert [sense.french for sense in entry.senses] == [("banque", "établissement bancaire"), ("berge",)]
    assert entry.wrong == ("rivage de banque",)
    assert (merging.added, merging.dropped, merging.known) == (2, 2, 1)


def test_what_is_accepted_is_not_wrong(tmp_path: Path) -> None:
    merging = merged(
        tmp_path, {"id": "bank.noun", "sense": 1, "fr": ["rangée"]}, {"id": "bank.noun", "wrong": ["Banque", "banc"]}
    )
    assert merging.entries["bank.noun"].wrong == ("banc",)
    assert len(merging.notes) == 1
    assert "additions.jsonl:2" in merging.notes[0]


def test_an_entry_is_added_or_its_senses(tmp_path: Path) -> None:
    verb = object_of(BANK) | {"id": "bank.verb", "pos": "verb"}
    row = {
        "fr": ["rangée"],
        "cues": ["switches"],
        "examples": [{"en": "A bank of lights.", "fr": "Une rangée de feux."}],
    }
    merging = merged(
        tmp_path, {"entry": verb}, object_of(BANK) | {"senses": [object_of(BANK)["senses"][0], row], "wrong": []}
    )
    assert sorted(merging.entries) == ["bank.noun", "bank.verb"]
    assert [sense.french[0] for sense in merging.entries["bank.noun"].senses] == ["banque", "rive", "rangée"]
    assert merging.entries["bank.noun"].wrong == ()


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ({"id": "bill.noun", "wrong": ["bec"]}, r"there is no entry 'bill\.noun'"),
        ({"id": "bank.noun", "sense": 2, "fr": ["banc"]}, r"bank\.noun has no sense 2"),
        ({"id": "bank.noun", "sense": 0, "drop": ["banque"]}, "left without French"),
        ({"id": "bank.noun", "fr": ["banc"]}, "no addition has the keys"),
        ({"id": "bank.noun", "sense": 0, "fr": "banc"}, "fr is a list"),
    ],
)
def test_a_broken_addition_is_refused(tmp_path: Path, addition: object, said: str) -> None:
    with pytest.raises(InputError, match=rf"additions\.jsonl:2: .*{said}"):
        merged(tmp_path, {"id": "bank.noun", "wrong": ["banc"]}, addition)


def test_the_command_merges_into_what_ships(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mtcheck.training.dictionary.shipped_dictionary", lambda *, examples: as_dictionary(BANK))
    additions = json_lines(tmp_path / "more.jsonl", object_of(BANK) | {"en": "bill", "id": "bill.noun"})
    assert main(["dictionary", "merge", str(additions), "--output", str(tmp_path)]) == 0
    assert "2 entries: 1 added, 0 dropped, 0 lines changed nothing" in capsys.readouterr().err
    written = {
        name: lzma.decompress((tmp_path / name).read_bytes()).decode().splitlines() for name in (ENTRIES, EXAMPLES)
    }
    assert Dictionary(written[ENTRIES], written[EXAMPLES]).look_up("bank") == (BANK,)
    assert main(["dictionary", "merge", str(json_lines(tmp_path / "bad.jsonl", {}))]) == 2
    assert "bad.jsonl:1" in capsys.readouterr().err


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    verb = DictionaryEntry("bank", "verb", BANK.senses)
    for folder, entries in (("one", [verb, BANK]), ("two", [BANK, verb])):
        (tmp_path / folder).mkdir()
        write_dictionary(entries, tmp_path / folder)
    for name in (ENTRIES, EXAMPLES):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_every_shipped_entry_is_sound() -> None:
    entries = list(shipped_dictionary(examples=True))
    assert len(entries) == len({entry.id for entry in entries}) >= 29_000
    for entry in entries:
        checked(entry)


def test_what_ships_knows_the_senses_of_bill() -> None:
    (noun,) = (entry for entry in shipped_dictionary(examples=True).look_up("bill") if entry.pos == "noun")
    assert noun.senses[0].french[0] == "projet de loi"
    assert any("facture" in sense.french for sense in noun.senses)
    assert all(sense.examples for sense in noun.senses)


def test_the_first_look_up_is_quick_and_the_files_are_small() -> None:
    shipped_dictionary.cache_clear()
    start = time.process_time()
    assert shipped_dictionary().look_up("strike")
    assert time.process_time() - start < 0.9  # 0.21 s on an idle core; three times that, and some, for a busy one
    folder = Path(__file__).parents[2] / "mtcheck/lexicon/data"
    assert sum((folder / name).stat().st_size for name in (ENTRIES, EXAMPLES)) < 4_000_000
