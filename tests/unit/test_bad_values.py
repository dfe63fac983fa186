"""Values that libraries fail at in ways of their own: each is one line that names file and place."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtcheck.config.settings import load_config
from mtcheck.engines.families import read_family, read_json
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.weights import read_weights
from mtcheck.errors import ConfigError, InputError, ModelLoadError, MtcheckError, QuoteBankError
from mtcheck.language.messages import speaking
from mtcheck.parsing import MalformedError, parse_json, parse_toml
from mtcheck.quotes.bank import load_quotes
from mtcheck.quotes.importing import import_quotes
from mtcheck.readers.content import Content
from mtcheck.readers.discovery import discover
from mtcheck.readers.encoding import decode
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document
from mtcheck.review.reports import load_reported
from mtcheck.triage.baseline import load_baseline
from mtcheck.triage.difference import load_report
from mtcheck.triage.ignores import load_ignores

DIGITS = "9" * (sys.get_int_max_str_digits() + 1)
PARAGRAPH = "<p>Le maire a présenté hier soir le budget de la ville devant une salle pleine.</p>"


@pytest.mark.parametrize("control", ["\x01", "\x08", "\x1b", "&#1;", "&#x1b;", "\ufffe", "&#xfffe;", "&#xd800;"])
@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>Nous {} avons signé.</blockquote>",
        "<q>Nous {} avons signé.</q>",
        "<blockquote class='twitter-tweet'><p>We have {} signed it today.</p></blockquote>",
        "<p title='{}'>Nous avons signé.</p>",
        "<p>Nous {} avons signé.</p>",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_controls_in_a_page_are_shown_as_what_they_are(tmp_path: Path, control: str, html: str, packed: bool) -> None:
    page = f"<html><body><article>{PARAGRAPH * 3}{html.format(control)}{PARAGRAPH}</article></body></html>"
    if packed:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.html", page)
    else:
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (item,) = [item for source in discover([str(tmp_path)]) for item in read_documents(source)]
    assert isinstance(item, Document), item
    assert "budget de la ville" in item.text
    assert control not in item.text


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "hex", "rot13", "zip", "uu", "no-such", "\x00", ""])
def test_a_declared_encoding_that_is_none(name: str) -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        decode("a.html", b"caf\xe9", name)


def test_a_table_of_deeply_nested_json_is_left_to_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": ' + "[" * 60_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Un mot.", encoding="utf-8")
    items = [item for source in discover([str(tmp_path)]) for item in read_documents(source)]
    assert str(items[0]).startswith(f"{tmp_path}/a.jsonl")
    assert isinstance(items[1], Document)


@pytest.mark.parametrize("date", ["2025-02-30", "2025-13-01", "2025-01-01T25:00:00", "9" * 5000])
def test_a_date_in_yaml_that_cannot_be(tmp_path: Path, date: str) -> None:
    place = tmp_path / "q.yaml"
    place.write_text(f"- text: We agreed.\n  speaker: Ana\n  date: {date}\n", encoding="utf-8")
    with pytest.raises(QuoteBankError) as caught:
        load_quotes([str(place)])
    assert str(caught.value).startswith(f"{place}:3: ") or "'date'" in str(caught.value)


DEEP = "[" * 50_000
TOML = {"deep": f"\nx = {DEEP}", "long": f"\nx = {DIGITS}", "long in a list": f"\nx = [\n{DIGITS}]"}
JSON = {"deep": f'{{"a":\n{DEEP}', "long": f'{{"a":\n{DIGITS}}}'}


@pytest.mark.parametrize("kind", TOML)
@pytest.mark.parametrize("load", [load_config, load_ignores, lambda path: load_quotes([path])])
def test_toml_beyond_bounds(tmp_path: Path, load: object, kind: str) -> None:
    place = tmp_path / "a.toml"
    place.write_text(TOML[kind], encoding="utf-8")
    with pytest.raises(MtcheckError, match=r"a\.toml:[23]\b") as caught:
        load(str(place))  # type: ignore[operator]
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("kind", JSON)
@pytest.mark.parametrize("load", [load_baseline, load_report, load_reported])
def test_json_beyond_bounds(tmp_path: Path, load: object, kind: str) -> None:
    place = tmp_path / "a.json"
    place.write_text(JSON[kind], encoding="utf-8")
    with pytest.raises((ConfigError, InputError), match=r"a\.json:2\b"):
        load(str(place))  # type: ignore[operator]


@pytest.mark.parametrize("kind", JSON)
@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_quotes_beyond_bounds(tmp_path: Path, kind: str, suffix: str) -> None:
    place = tmp_path / f"a{suffix}"
    place.write_text(JSON[kind], encoding="utf-8")
    with pytest.raises(QuoteBankError, match=rf"a\{suffix}:2\b") as caught:
        load_quotes([str(place)])
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [(f"x = {DEEP}", "trop de niveaux d’imbrication"), (f"x = {DIGITS}", "un nombre de plus de 4300 chiffres")],
)
def test_what_is_beyond_bounds_is_said_in_french(text: str, expected: str) -> None:
    with pytest.raises(MalformedError) as caught:
        parse_toml(text)
    with speaking("fr"):
        assert str(caught.value) == str(caught.value.message) == expected


def test_places_of_what_is_malformed() -> None:
    for parse, text, place in (
        (parse_json, '{\n "a" 1}', "2:6"),
        (parse_toml, "a = 1\nb", "2"),
        (parse_toml, "a =\n", "1:4"),
    ):
        with pytest.raises(MalformedError) as caught:
            parse(text)
        assert caught.value.place == place, text
    assert parse_json('{"a": [1]}') == {"a": [1]}
    assert parse_toml("a = [1]") == {"a": [1]}


@pytest.mark.parametrize("encoding", ["no-such", "undefined-8", "", "\x7f"])
def test_a_memory_of_an_unknown_encoding(tmp_path: Path, encoding: str) -> None:
    place = tmp_path / "a.tmx"
    place.write_text(f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx/>', encoding="utf-8")
    with pytest.raises(QuoteBankError, match=r"a\.tmx:1: "):
        list(import_quotes(str(place)))


def test_a_memory_is_read_as_what_it_is(tmp_path: Path) -> None:
    place = tmp_path / "a.tmx"
    unit = "<tu><tuv xml:lang='en'><seg>Café society</seg></tuv></tu>"
    place.write_text(f"<?xml version='1.0' encoding='ISO-8859-1'?><tmx><body>{unit}</body></tmx>", encoding="utf-8")
    (quote,) = import_quotes(str(place))
    assert not isinstance(quote, QuoteBankError)
    assert quote.text == "Café society"


@pytest.mark.parametrize(
    "change",
    [
        {"confidence": None}, {"confidence": 7}, {"start": "1"}, {"start": 5, "end": 1}, {"evidence": {}}, {"line": None},
        {"message": 1}, {"suggestion": 4}, {"evidence": [{"kind": "x"}]}, {"confidence": float("nan")}, {"code": None},
    ],
)  # fmt: skip
def test_a_report_that_lacks_what_review_shows(tmp_path: Path, change: dict[str, object]) -> None:
    finding: dict[str, object] = {
        "code": "MT201", "name": "x", "severity": "major", "text": "mot", "message": "m", "start": 0, "end": 3, "line": 1,
        "column": 1, "confidence": 0.5, "evidence": [], "fingerprint": "a:1",
    }  # fmt: skip
    content = {"summary": {"quotes": []}, "files": [{"path": "a.txt", "findings": [finding], "quotations": []}]}
    place = tmp_path / "r.json"
    place.write_text(json.dumps(content), encoding="utf-8")
    assert len(load_reported(place)) == 1
    finding |= change
    place.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=r"r\.json: is no JSON report of mtcheck \(a\.txt, finding 1"):
        load_reported(place)


def test_a_deep_configuration_of_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(DEEP, encoding="utf-8")
    with pytest.raises(ModelLoadError, match=r"config\.json:1: malformed JSON: nested too deeply"):
        read_json(tmp_path, "config.json")


@pytest.mark.parametrize(
    "wrong",
    [
        {"encoder_attention_heads": 0}, {"decoder_attention_heads": -1}, {"encoder_attention_heads": 3}, {"d_model": 0},
        {"encoder_layers": "2"}, {"encoder_layers": 1e9}, {"max_position_embeddings": True}, {"vocab_size": None},
    ],
)  # fmt: skip
def test_sizes_that_cannot_be_are_refused_before_a_library_sees_them(tmp_path: Path, wrong: dict[str, object]) -> None:
    config = {"model_type": "marian", "d_model": 16, "encoder_attention_heads": 2, "decoder_attention_heads": 2} | wrong
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelLoadError, match=next(iter(wrong))):
        read_family(tmp_path)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("kind", [np.float32, np.float16])
def test_weights_that_are_no_numbers(tmp_path: Path, value: float, kind: type) -> None:
    from safetensors.numpy import save_file

    weights: dict[str, Any] = {"sound": np.ones((2, 2), kind), "damaged": np.array([1, value], kind)}
    save_file(weights, tmp_path / "model.safetensors")
    with pytest.raises(ModelLoadError, match=r"model\.safetensors: .* damaged holds values that are no finite numbers"):
        read_weights(tmp_path)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_weights_that_are_no_numbers_for_transformers(tmp_path: Path, value: float) -> None:
    from safetensors.numpy import load_file, save_file
    from tiny_models import make_marian

    from mtcheck.engines.transformers_engine import TransformersTranslator

    folder = make_marian(tmp_path / "model")
    assert TransformersTranslator.load(EngineOptions(folder, device="cpu"))
    weights = load_file(folder / "model.safetensors")
    name = next(name for name in sorted(weights) if name.endswith("fc1.weight"))
    weights[name][0, 0] = value
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelLoadError, match="holds values that are no finite numbers"):
        TransformersTranslator.load(EngineOptions(folder, device="cpu"))


def test_a_member_that_cannot_be_read_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.readers.archives import ZipReader
    from mtcheck.readers.plain import PlainReader

    sound = PlainReader.read

    def read(self: PlainReader, content: Content) -> object:
        if b"poison" in content.data:
            raise ZeroDivisionError("by zero")
        return sound(self, content)

    monkeypatch.setattr(PlainReader, "read", read)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "poison")
        archive.writestr("b.txt", "Un mot.")
    one, two = ZipReader().read(Content("x.zip", packed.getvalue(), "x.zip"))
    assert str(one).startswith("x.zip!/a.txt: cannot be read: ZeroDivisionError: by zero")
    assert isinstance(two, Document)
