"""Words and phrases out of place, the English unknown."""

import json
from pathlib import Path

import numpy as np
import pytest

from mtcheck.context.judgement import shipped_place_judge
from mtcheck.context.marked import Marked, MarkedFault, places, read_marked, read_texts, recall, threshold
from mtcheck.context.measures import MeasuredSentence
from mtcheck.context.renderings import accepted_key, cut, keys_of, shipped_senses, wrong_key
from mtcheck.errors import InputError
from mtcheck.evidence.gloss import shipped_glosser
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.records import Span


def doubted(text: str) -> list[str]:
    judge = shipped_place_judge()
    found = judge.doubts(judge.places([MeasuredSentence(text, shipped_glosser().gloss(text))]))
    return [doubt.candidate.rendering.span.of(text) for doubt in found]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("La famille de la victime a rempli un costume civil contre l'hôpital.", "costume civil"),
        ("Les premiers répondeurs sont arrivés trop tard, selon les pompiers.", "premiers répondeurs"),
        ("Le péage de mort est monté à onze, a dit la police.", "péage de mort"),
    ],
)
def test_careless_renderings_are_doubted(text: str, wrong: str) -> None:
    assert wrong in doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Il portait un costume sombre et une cravate.",
        "Les premiers secours sont arrivés trop tard, selon les pompiers.",
        "Le péage de l'autoroute est fermé depuis onze heures.",
        "Les électeurs se sont rendus dans les bureaux de vote dès l'aube, a indiqué le ministère de l'Intérieur.",
    ],
)
def test_sound_words_are_not(text: str) -> None:
    assert doubted(text) == []


def test_a_wrong_rendering_is_a_sequence_as_printed() -> None:
    assert wrong_key("presse conférence") != wrong_key("conférence de presse")
    assert wrong_key("presse conférence") in keys_of(cut("Il a tenu une presse conférence."))
    assert wrong_key("presse conférence") not in keys_of(cut("Il a tenu une conférence de presse."))


def test_marks_part_renderings() -> None:
    assert accepted_key("ministre de la justice") in keys_of(cut("La ministre de la Justice a parlé."))
    assert accepted_key("ministre de la justice") not in keys_of(cut("Le ministre, de justice, a parlé."))


def test_the_longest_rendering_counts() -> None:
    table = shipped_senses()
    text = "Elle travaille au bureau de vote."
    assert [place.span.of(text) for place in table.find(cut(text)) if "bureau" in place.span.of(text)] == [
        "bureau de vote"
    ]


def test_the_table_is_of_the_shipped_dictionary() -> None:
    table, dictionary = shipped_senses(), shipped_dictionary()
    sample = range(0, len(table.entries), 97)
    for number in sample:
        entry = dictionary.entry(table.entries[number])
        assert entry is not None, table.entries[number]
        assert len(entry.senses) == len(table.senses_of(number)), table.entries[number]


def test_pairs_and_passages_are_read(tmp_path: Path) -> None:
    pairs, passages = tmp_path / "pairs.jsonl", tmp_path / "passages.jsonl"
    error = {"text": "costume civil", "should": "action au civil", "kind": "term"}
    pairs.write_text(json.dumps({"fr": "Une action au civil.", "bad": "Un costume civil.", "errors": [error]}), "utf-8")
    passages.write_text(json.dumps({"text": "Oui. Un costume civil.", "errors": [{"start": 8, "end": 21}]}), "utf-8")
    assert list(read_marked(str(pairs))) == [
        Marked("Une action au civil.", None),
        Marked("Un costume civil.", (MarkedFault(Span(3, 16), "term", "action au civil"),)),
    ]
    assert [text.faults for text in read_marked(str(passages))] == [(), (MarkedFault(Span(3, 16), "sense", ""),)]
    assert list(read_texts(str(passages))) == [("Oui.", "Un costume civil.")]


def test_a_malformed_pair_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"fr": "Oui."}\n{"fr": 1, "bad": "Non."}\n', encoding="utf-8")
    with pytest.raises(InputError) as told:
        list(read_marked(str(file)))
    assert told.value.line == 2


def test_recall_is_taken_at_a_rate_of_false_marks() -> None:
    judge = shipped_place_judge()
    wrong = "La famille a rempli un costume civil."
    texts = [
        Marked(wrong, (MarkedFault(Span(23, 36), "term", "action au civil"),)),
        Marked("Il porte un costume civil.", None),
    ]
    found = places(texts, judge.measurer, shipped_glosser())
    odds = np.array([1.0 if judged.fault is not None else 2.0 for judged in found])
    strict = threshold(texts, found, odds, [1], 0.0)
    assert strict > 2.0
    assert recall(texts, found, odds, strict) == 0.0
    assert recall(texts, found, odds, threshold(texts, found, odds, [1], 1000.0)) == 1.0
