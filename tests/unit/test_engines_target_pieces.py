"""The pieces that a model may write in each language: counted in a corpus, kept in its folder, and nothing else is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tiny_models import SENTENCES, make_marian

from mtcheck.engines.conversion import convert, parts
from mtcheck.engines.ctranslate2_engine import CTranslate2Translator
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.families import read_family
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.target_pieces import FILE_NAME, packed_pieces, read_target_pieces, written_ids
from mtcheck.errors import ModelLoadError
from mtcheck.training.__main__ import main

WAYS = (("fr", "en"), ("en", "fr"))


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tagged") / "tiny"
    return make_marian(folder, tags=(">>eng<<", ">>fra<<"))


@pytest.fixture
def apart(tagged: Path, tmp_path: Path) -> Path:
    """A model that may write every third piece in English, and others in French."""
    folder = Path(shutil.copytree(tagged, tmp_path / "tiny"))
    size = read_family(folder).size
    pieces = {"en": range(3, size, 3), "fr": range(4, size, 3)}
    (folder / FILE_NAME).write_text(json.dumps(packed_pieces(pieces, size)))
    return folder


def load(folder: Path, **options: Any) -> CTranslate2Translator:
    return CTranslate2Translator.load(EngineOptions(folder, device="cpu", threads=2, beam=2, **options))


def written(engine: CTranslate2Translator, source: str, target: str) -> list[str]:
    return [one.text for one in engine.translate(SENTENCES, source_lang=source, target_lang=target)]


def test_what_is_packed_is_read_again(apart: Path) -> None:
    size = read_family(apart).size
    assert read_target_pieces(apart) == {"en": tuple(range(3, size, 3)), "fr": tuple(range(4, size, 3))}


def test_a_search_writes_the_pieces_of_its_language_alone(apart: Path, tagged: Path) -> None:
    engine, family = load(apart), read_family(apart)
    for source, target in WAYS:
        allowed = set(written_ids(apart, family, target)) - family.forbidden
        ids = {
            token
            for text in SENTENCES
            for token in _ids(engine, family.layout.wrap_source((5, 6, len(text)), source, target), target)
        }
        assert ids
        assert ids <= allowed
    assert written(load(tagged), "fr", "en") != written(engine, "fr", "en")


def _ids(engine: CTranslate2Translator, source: tuple[int, ...], target: str) -> tuple[int, ...]:
    from mtcheck.engines.answers import TranslationJob

    prefix = (engine._family.start,)
    (found,) = engine._searcher.search(
        [TranslationJob(source, 12)], prefix, target_lang=target, beam=2, count=1, batch_tokens=64
    )
    return found[0].ids


def test_the_languages_do_not_get_into_each_other_s_way(apart: Path) -> None:
    engine, alone = load(apart), {way: written(load(apart), *way) for way in WAYS}
    for way in (*WAYS, *WAYS):
        assert written(engine, *way) == alone[way]
    shipped = load(embedded_folder())
    text = ("The minister said that the talks would go on.",)
    first = shipped.translate(text, source_lang="en", target_lang="fr")
    shipped.translate(("Le ministre a dit non.",), source_lang="fr", target_lang="en")
    assert shipped.translate(text, source_lang="en", target_lang="fr") == first


def test_scores_are_of_the_whole_vocabulary(apart: Path, tagged: Path) -> None:
    pairs = [(SENTENCES[0], SENTENCES[1])]
    both = [load(one).log_probs(pairs, source_lang="fr", target_lang="en") for one in (apart, tagged)]
    assert both[0] == both[1]


def test_the_file_is_part_of_the_signature(apart: Path, tagged: Path) -> None:
    assert load(apart).signature != load(tagged).signature


def test_each_language_is_converted_by_itself(apart: Path, tagged: Path, tmp_path: Path) -> None:
    assert parts(apart) == ("", "encoder", "en", "fr")
    assert parts(tagged) == ("", "encoder")
    written(load(apart, models=tmp_path / "models"), "fr", "en")
    (kept,) = (tmp_path / "models").iterdir()
    assert "-en-" in kept.name
    target = json.loads((kept / "target_vocabulary.json").read_text())
    assert target == list(map(str, written_ids(apart, read_family(apart), "en")))


@pytest.mark.parametrize(
    "content",
    [
        {"vocabulary": 8},
        {"vocabulary": 8, "pieces": {"en": "/w==", "fr": "////"}},
        {"vocabulary": 8, "pieces": {"en": "no base64", "fr": "/w=="}},
        {"vocabulary": "many", "pieces": {}},
    ],
)
def test_a_malformed_file_is_told(apart: Path, content: dict[str, Any]) -> None:
    (apart / FILE_NAME).write_text(json.dumps(content))
    with pytest.raises(ModelLoadError, match="malformed"):
        load(apart)


def test_pieces_of_another_vocabulary_are_told(apart: Path, tmp_path: Path) -> None:
    size = read_family(apart).size
    (apart / FILE_NAME).write_text(json.dumps(packed_pieces({"en": [size + 5], "fr": [3]}, size + 6)))
    with pytest.raises(ModelLoadError, match=r"target_pieces\.json: 1 pieces of en"):
        convert(apart, tmp_path / "model", compute="int8", part="en")


def test_the_pieces_are_counted_in_a_corpus(tagged: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tagged, tmp_path / "tiny"))
    part = tmp_path / "part.tsv"
    part.write_text("".join(f"{SENTENCES[k + 1]}\t{SENTENCES[k]}\n" for k in (0, 2)) + f"{SENTENCES[5]}\tnon\n")
    assert main(["pieces", str(part), "--model", str(folder), "--pairs", "2"]) == 0
    vocabulary, found = read_family(folder).vocabulary, read_target_pieces(folder)
    assert set(found["fr"]) == {piece for ids in vocabulary.source_ids(SENTENCES[0:4:2]) for piece in ids}
    assert set(found["en"]) == {piece for ids in vocabulary.source_ids(SENTENCES[1:4:2]) for piece in ids}


def test_the_shipped_pieces_leave_nothing_out_that_sound_text_needs() -> None:
    family, pieces = read_family(embedded_folder()), read_target_pieces(embedded_folder())
    assert 0.5 * family.size < len(pieces["en"]) < len(pieces["fr"]) < 0.8 * family.size
    for language, texts in (("fr", SENTENCES[::2]), ("en", SENTENCES[1::2])):
        for ids in family.vocabulary.source_ids(texts):
            assert {*ids} <= {*pieces[language]}
