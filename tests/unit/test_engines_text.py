"""What stands around the network: normalisation, places in the text, loops, cuts, batches, language tags."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.engines.batching import batch_by_tokens
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.families import read_family
from mtcheck.engines.languages import iso_639_1, language_of_tag, pair_in_name, tags_by_language
from mtcheck.engines.loops import cut_loops
from mtcheck.engines.normalization import keep, normalize, normalized, tile
from mtcheck.engines.splitting import split_to_fit
from mtcheck.records import Span

AWKWARD = st.text(st.sampled_from("aé’'\"« »\u00a0\u202f\n\t…½ﬁe\u0301\u0327\u200b😀日Œ.-\ufeff\ud800"), max_size=30)
FAMILY = read_family(embedded_folder())


def test_importing_the_room_imports_no_heavy_library() -> None:
    code = "import mtcheck.engines, mtcheck.engines.embedded, mtcheck.engines.fake, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"torch", "transformers", "sentencepiece", "tokenizers", "numpy"} & set(loaded)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’été", "L'été"),
        ("''oui''", '"oui"'),
        ("’’oui", '"oui'),
        ("  deux\u00a0\u202f mots\n", "deux mots"),
        ("½ ﬁn…", "1⁄2 fin..."),
        ("e\u0301te\u0301", "été"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_normalize(text: str, expected: str) -> None:
    assert normalize(text).text == normalized(text) == expected


@given(AWKWARD)
def test_normalize_keeps_the_place_of_every_character(text: str) -> None:
    plain = normalize(text)
    assert len(plain.ends) == len(plain.text)
    assert list(plain.ends) == sorted(plain.ends)
    assert all(0 < end <= len(text) for end in plain.ends)
    assert normalize(plain.text).text == plain.text == normalized(text)


@given(st.text(st.characters(codec="latin-1", exclude_characters="'"), max_size=40))
def test_normalize_is_nfkc_with_single_spaces(text: str) -> None:
    assert normalize(text).text == " ".join(unicodedata.normalize("NFKC", text).split())


def test_keep_changes_nothing() -> None:
    assert keep("ab ’").text == "ab ’"
    assert keep("ab").ends == (1, 2)


@given(AWKWARD | st.text(max_size=30))
@settings(max_examples=300)
def test_token_spans_tile_any_text(text: str) -> None:
    tokens = FAMILY.vocabulary.encode_target(text)
    spans = tile(text, tokens.ends)
    assert len(spans) == len(tokens.ids)
    covered, cursor = "", 0
    for span in spans:
        assert cursor <= span.start <= span.end <= len(text)
        covered, cursor = covered + span.of(text), span.end
    if spans:
        assert "".join(covered.split()) == "".join(text.split())


def test_token_spans_are_the_words() -> None:
    text = "L’accord\u00a0: « très  bon »."
    tokens = FAMILY.vocabulary.encode_target(text)
    spans = tile(text, tokens.ends)
    starts = {span.start for span in spans if span.end > span.start}
    assert {text.index(word) for word in ("L", "’", "accord", ":", "«", "très", "bon", "»", ".")} <= starts


def test_tile_gives_dropped_and_doubled_characters_to_one_token() -> None:
    assert tile("ab cd", [1, 1, 4]) == (Span(0, 1), Span(1, 1), Span(1, 5))
    assert tile("a  ", [1, 2]) == (Span(0, 1), Span(3, 3))
    assert tile("", []) == ()


@pytest.mark.parametrize(
    ("output", "source", "cut"),
    [
        ("the the the the cat", "le chat", "the cat"),
        ("a deal and a deal and a deal and a deal and peace", "un accord", "a deal and peace"),
        ("No, no, no, no.", "Le président.", "no."),
        (" ".join(["one two three four five six"] * 4), "rien", "one two three four five six"),
        (". . . . . .", "Fin", "."),
        ("nananananana", "chanson", "na"),
    ],
)
def test_loops_are_cut(output: str, source: str, cut: str) -> None:
    assert cut_loops(output, source) == (cut, True)


@pytest.mark.parametrize(
    ("output", "source"),
    [
        ("no, no, no", "rien"),
        ("No, no, no, no!", "Non, non, non, non !"),
        ("a deal and a deal and a deal", "un accord"),
        ("10000000 people", "beaucoup"),
        ("one two one two one two", "rien"),
        ("Wait..........", "Attendez"),
        ("", ""),
    ],
)
def test_sound_text_is_left_alone(output: str, source: str) -> None:
    assert cut_loops(output, source) == (output, False)


@given(st.lists(st.sampled_from(["a", "b", "c."]), max_size=25))
def test_no_loop_is_left(words: list[str]) -> None:
    cut, looped = cut_loops(" ".join(words), "")
    assert len(cut.split()) <= len(words)
    assert looped == (cut != " ".join(words))
    assert not any(cut.split()[place : place + 4] == ["a"] * 4 for place in range(len(words)))


@given(AWKWARD | st.text("ab ,.;", max_size=80), st.integers(1, 12))
def test_split_loses_only_space(text: str, most: int) -> None:
    parts = split_to_fit(text, lambda part: len(part) <= most)
    assert all(len(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_split_prefers_the_end_of_a_sentence() -> None:
    text = "Un deux, trois quatre. Cinq six, sept huit neuf"
    assert split_to_fit(text, lambda part: len(part) < 30) == ("Un deux, trois quatre.", "Cinq six, sept huit neuf")
    assert split_to_fit("court", lambda part: True) == ("court",)


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 100))
def test_batches_hold_everything_once_within_bounds(lengths: list[int], most: int) -> None:
    batches = batch_by_tokens(lengths, most)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[place] for place in batch) * len(batch) <= most


@pytest.mark.parametrize(
    ("token", "language"),
    [
        (">>fra<<", "fr"),
        (">>en<<", "en"),
        ("__fr__", "fr"),
        ("eng_Latn", "en"),
        ("fr_XX", "fr"),
        ("zho_Hant", "zh"),
        ("▁fra", None),
        (">>xyz<<", None),
        ("fr", None),
    ],
)
def test_language_tags_of_every_family(token: str, language: str | None) -> None:
    assert language_of_tag(token) == language


def test_first_tag_of_a_language_wins() -> None:
    assert tags_by_language([("zho_Hant", 8), ("zho_Hans", 7), ("the", 1)]) == {"zh": 7}


def test_language_codes() -> None:
    assert [iso_639_1(code) for code in ("fra", "FR", "fr_FR", "roa", None, "")] == ["fr", "fr", "fr", None, None, None]
    assert pair_in_name("Helsinki-NLP/opus-mt-fr-en") == ("fr", "en")
    assert pair_in_name("opus-mt-tc-big-en-fr") == ("en", "fr")
    assert pair_in_name("nllb-200-distilled-600M") is None


@given(st.text(alphabet="aé'’´¨ \u00a0\u202f“”«»…½ﬁ\u0301eœ€\t0", max_size=12))
def test_the_short_way_to_normalised_text_gives_the_same(text: str) -> None:
    assert normalized(text) == normalize(text).text
