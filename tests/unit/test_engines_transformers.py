"""The transformers engine: its numbers against the library's own, and every way in which it can fail."""

from __future__ import annotations

import json
import logging
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from tiny_models import make_marian, make_mbart50, make_nllb

from mtcheck.engines.answers import TranslationJob
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.search import Network
from mtcheck.engines.transformers_engine import TransformersTranslator
from mtcheck.engines.weights import digest, model_files
from mtcheck.errors import DeviceError, LanguagePairError, ModelLoadError, TranslatorError

TEXT = "Le maire de la ville a répondu, selon plusieurs témoins."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_marian(tmp_path_factory.mktemp("built") / "tiny-fr-en")


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "tiny-fr-en"))


def load(folder: str | Path, **options: Any) -> TransformersTranslator:
    chosen: dict[str, Any] = {"device": "cpu", "threads": 1} | options
    return TransformersTranslator.load(EngineOptions(folder, **chosen))


def network_of(engine: TransformersTranslator) -> Network:
    assert isinstance(engine._searcher, Network)
    return engine._searcher


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_signature_names_model_weights_and_options(folder: Path) -> None:
    engine = load(folder, beam=2)
    checksum = digest(model_files(folder))
    assert engine.signature == f"transformers:tiny-fr-en:{checksum}:beam=2:dtype=float32:device=cpu"
    assert len(checksum) == 8


def test_signature_has_no_spaces_and_follows_the_weights(folder: Path) -> None:
    spaced = folder.rename(folder.with_name("a model"))
    before = load(spaced).signature
    weights = spaced / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    after = load(spaced).signature
    assert "a_model" in after
    assert before != after


@pytest.mark.parametrize("beam", [1, 2, 4])
def test_embedded_model_finds_what_the_library_finds(beam: int) -> None:
    import torch
    from transformers import MarianMTModel

    from mtcheck.engines.loading import silence

    engine = load(embedded_folder(), beam=beam)
    family = engine._family
    ids = family.layout.wrap_source(family.vocabulary.source_ids(["La Commission a accepté."])[0], "fr", "en")
    with silence():
        model = MarianMTModel.from_pretrained(embedded_folder(), dtype=torch.float32, local_files_only=True).eval()
        expected = model.generate(
            input_ids=torch.tensor([ids]),
            attention_mask=torch.ones(1, len(ids), dtype=torch.long),
            num_beams=beam,
            max_new_tokens=40,
            early_stopping=True,
            bad_words_ids=[[number] for number in sorted(family.forbidden)],
        )[0].tolist()
    job = TranslationJob(ids, 40)
    prefix = family.layout.target_prefix("fr", "en")
    found = engine._searcher.search([job], prefix, target_lang="en", beam=beam, count=1, batch_tokens=99)[0][0]
    assert [number for number in expected if number not in (family.end, family.pad)] == list(found.ids)


def test_scores_are_the_library_s_own(built: Path) -> None:
    import torch

    engine = load(built)
    family, model = engine._family, network_of(engine).model
    target = family.vocabulary.encode_target("The mayor answered.").ids
    source = family.layout.wrap_source(family.vocabulary.source_ids([TEXT])[0], "fr", "en")
    with torch.inference_mode():
        logits = model(
            input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([[family.pad, *target[:-1]]])
        ).logits
    table = torch.log_softmax(logits[0], -1)
    expected = table[range(len(target)), list(target)].tolist()
    scores = engine.score([(TEXT, "The mayor answered.")], source_lang="fr", target_lang="en")[0]
    assert [token.log_prob for token in scores.tokens] == pytest.approx(expected, abs=1e-5)
    entropies = [-(row.exp() * row).sum().item() for row in table]
    assert [token.entropy for token in scores.tokens] == pytest.approx(entropies, abs=1e-4)
    table[:, family.pad] = float("-inf")
    ranks = [sorted(row.tolist(), reverse=True).index(row[own]) + 1 for row, own in zip(table, target, strict=True)]
    assert [token.rank for token in scores.tokens] == ranks


def test_nothing_is_said_and_settings_are_put_back(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from transformers.utils import logging as library_logging

    level, bars = library_logging.get_verbosity(), library_logging.is_progress_bar_enabled()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load(folder).translate([TEXT], source_lang="fr", target_lang="en")
    assert capfd.readouterr() == ("", "")
    assert (library_logging.get_verbosity(), library_logging.is_progress_bar_enabled()) == (level, bars)
    assert logging.root.level == logging.WARNING


def test_pytorch_s_own_weights_are_read(folder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    expected = load(folder).translate([TEXT], source_lang="fr", target_lang="en")[0].text
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    assert load(folder).translate([TEXT], source_lang="fr", target_lang="en")[0].text == expected


def test_pickled_code_is_not_run(folder: Path, tmp_path: Path) -> None:
    import torch

    class Trap:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
            return (Path.touch, (tmp_path / "sprung",))

    torch.save({"model.shared.weight": Trap()}, folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelLoadError, match="cannot be loaded"):
        load(folder)
    assert not (tmp_path / "sprung").exists()


def test_language_pair_may_stand_in_the_model_s_name(tmp_path: Path) -> None:
    make_marian(tmp_path / "opus-mt-en-fr", source_lang=None, target_lang=None)
    engine = load(tmp_path / "opus-mt-en-fr")
    assert engine.translate(["No!"], source_lang="en", target_lang="fr")
    with pytest.raises(LanguagePairError, match="en to fr"):
        engine.translate(["Non !"], source_lang="fr", target_lang="en")


def test_tagged_model_with_one_source_language(tmp_path: Path) -> None:
    engine = load(make_marian(tmp_path / "en-many", tags=(">>fr<<", ">>it<<"), source_lang="en", target_lang="roa"))
    assert engine.translate(["No!"], source_lang="en", target_lang="it")
    with pytest.raises(LanguagePairError, match="it translates en to fr, it"):
        engine.translate(["Nein!"], source_lang="de", target_lang="fr")


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors"])
def test_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelLoadError, match=r"missing") as caught:
        load(folder)
    assert str(folder) in str(caught.value)
    assert name in str(caught.value)


def test_one_file_of_pieces_is_enough_where_the_model_says_so(folder: Path) -> None:
    (both,) = load(folder).translate([TEXT], source_lang="fr", target_lang="en")
    edit(folder / "tokenizer_config.json", separate_pieces=False)
    (folder / "target.spm").unlink()
    (one,) = load(folder).translate([TEXT], source_lang="fr", target_lang="en")
    assert (one.text, one.log_prob) == (both.text, both.log_prob)


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "source.spm", "model.safetensors"])
def test_malformed_file_is_named_with_its_cause(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x00[not this]")
    with pytest.raises(ModelLoadError) as caught:
        load(folder)
    assert str(folder) in str(caught.value)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("config.json", {"model_type": "t5"}, "model_type 't5' is none of bart, m2m_100, marian, mbart"),
        ("config.json", {"decoder_layers": 2}, "missing keys"),
        ("config.json", {"d_model": 32}, "cannot be loaded|mismatched keys"),
        ("tokenizer_config.json", {"source_lang": None}, "source_lang and target_lang"),
        ("vocab.json", {"extra": 9999}, "the vocabulary has 10000 tokens"),
    ],
)
def test_files_that_do_not_fit_together(folder: Path, name: str, changes: dict[str, Any], message: str) -> None:
    edit(folder / name, **changes)
    with pytest.raises(ModelLoadError, match=message):
        load(folder)


def test_missing_key_in_the_configuration(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    del config["decoder_start_token_id"]
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelLoadError, match="decoder_start_token_id"):
        load(folder)


def test_missing_shard_is_named(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelLoadError, match=r"missing model-00001-of-00002\.safetensors"):
        load(folder)


def test_malformed_tokenizer_json(tmp_path: Path) -> None:
    folder = make_nllb(tmp_path / "nllb", as_json=True)
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelLoadError, match=r"tokenizer\.json cannot be read"):
        load(folder)


def test_older_mbart_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match="mBART-25"):
        load(make_mbart50(tmp_path / "mbart", tokenizer_class="MBartTokenizer"))


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"device": "tpu"}, DeviceError, "^device: unknown device 'tpu': one of auto, cpu, cuda, cuda:N"),
        ({"device": "cuda:x"}, DeviceError, "^device: unknown device"),
        ({"dtype": "int4"}, DeviceError, "^dtype: unknown format 'int4'"),
        ({"beam": 0}, ValueError, "beam"),
        ({"batch_tokens": 0}, ValueError, "batch_tokens"),
        ({"threads": 0}, ValueError, "threads"),
    ],
)
def test_wrong_options(built: Path, options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        load(built, **options)


def test_cuda_without_cuda(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(DeviceError, match=r"^device: this machine has no CUDA device"):
        load(built, device="cuda")
    assert "device=cpu" in load(built, device="auto").signature


def test_cuda_number_out_of_range(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    with pytest.raises(DeviceError, match="has 1 CUDA devices"):
        load(built, device="cuda:3")


@pytest.mark.gpu
def test_cuda_gives_the_cpu_s_answers(built: Path) -> None:
    import torch

    if not torch.cuda.is_available():
        pytest.skip("needs a CUDA device")
    answers = [
        load(built, device=device, dtype="float32").translate([TEXT], source_lang="fr", target_lang="en")[0].text
        for device in ("cpu", "cuda")
    ]
    assert answers[0] == answers[1]


def test_hub_name_needs_leave_and_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> str:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", forbidden)
    with pytest.raises(ModelLoadError, match="allow_hub"):
        load("someone/opus-mt-fr-en", revision="0" * 40)
    with pytest.raises(ModelLoadError, match="revision"):
        load("someone/opus-mt-fr-en", allow_hub=True)


def test_hub_model_comes_from_the_cache_first(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []

    def fetch(_: str, **options: Any) -> str:
        asked.append(options)
        return str(built)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    engine = load("someone/opus-mt-fr-en", allow_hub=True, revision="abc")
    assert "someone/opus-mt-fr-en" in engine.signature
    assert [(options["revision"], options["local_files_only"]) for options in asked] == [("abc", True)]


def test_hub_failure_is_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str, *, local_files_only: bool, **__: object) -> str:
        if local_files_only:
            raise huggingface_hub.errors.LocalEntryNotFoundError("not here")
        raise OSError("no route")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fail)
    with pytest.raises(ModelLoadError, match="cannot be fetched at revision abc: no route") as caught:
        load("someone/opus-mt-fr-en", allow_hub=True, revision="abc")
    assert isinstance(caught.value.__cause__, OSError)


def test_failure_inside_the_library_is_mapped(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load(built)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(network_of(engine).model.model.encoder, "forward", fail)
    with pytest.raises(TranslatorError, match="translation failed: out of memory") as caught:
        engine.translate([TEXT], source_lang="fr", target_lang="en")
    assert isinstance(caught.value.__cause__, RuntimeError)
    with pytest.raises(TranslatorError, match="scoring failed"):
        engine.score([(TEXT, TEXT)], source_lang="fr", target_lang="en")


def test_loop_is_cut_and_marked(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.engines.vocabulary import SentencePieceVocabulary

    monkeypatch.setattr(SentencePieceVocabulary, "decode", lambda *_: "a deal, a deal, a deal, a deal, a deal")
    hypothesis = load(built).translate([TEXT], source_lang="fr", target_lang="en")[0]
    assert hypothesis.looped
    assert hypothesis.text == "a deal"


def test_lower_precision_can_be_asked_for(built: Path) -> None:
    engine = load(built, dtype="bfloat16")
    assert "dtype=bfloat16" in engine.signature
    assert engine.translate([TEXT], source_lang="fr", target_lang="en")[0].log_prob is not None
