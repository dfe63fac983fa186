"""The NumPy network gives the transformers engine's numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import make_m2m100, make_marian, make_mbart50, make_nllb

from mtcheck.engines.architecture import read_architecture
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.families import read_family
from mtcheck.engines.loading import find_device, find_dtype, load_network
from mtcheck.engines.numpy_network import NumpyNetwork
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.search import Network
from mtcheck.errors import ModelLoadError

BUILDERS: dict[str, Callable[[Path], Path]] = {
    "embedded": lambda folder: embedded_folder(),
    "marian": lambda folder: activated(make_marian(folder), "swish"),
    "m2m100": make_m2m100,
    "nllb": make_nllb,
    "mbart50": lambda folder: activated(make_mbart50(folder), "gelu"),
}
SOURCES = ("Le maire de la ville a répondu.", "Non !", "Un accord a été trouvé lundi, selon plusieurs témoins.")
TARGETS = ("The mayor of the town answered.", "No, no; not at all, they said.", "An agreement.")


def activated(folder: Path, activation: str) -> Path:
    edit(folder, activation_function=activation)
    return folder


def edit(folder: Path, **changes: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


@pytest.mark.parametrize("name", BUILDERS)
def test_scores_are_those_of_transformers(tmp_path: Path, name: str) -> None:
    folder = BUILDERS[name](tmp_path / name)
    family, place = read_family(folder), find_device("cpu")
    network = load_network(folder, family, place, find_dtype("float32", place))
    reference = Network(network, pad=family.pad, end=family.end, forbidden=family.forbidden)
    own = NumpyNetwork(read_architecture(folder), pad=family.pad, threads=2)
    layout, vocabulary = family.layout, family.vocabulary
    sources = [layout.wrap_source(ids, "fr", "en") for ids in vocabulary.source_ids(SOURCES)]
    targets = [vocabulary.encode_target(text).ids for text in TARGETS]
    prefix = layout.target_prefix("fr", "en")
    expected = reference.force(sources, prefix, targets, batch_tokens=1)
    for most in (1, 4096):
        found = own.force(sources, prefix, targets, batch_tokens=most)
        for one, other in zip(found, expected, strict=True):
            assert [token.best for token in one] == [token.best for token in other]
            assert [token.log_prob for token in one] == pytest.approx([token.log_prob for token in other], abs=1e-4)
            assert [token.best_log_prob for token in one] == pytest.approx(
                [token.best_log_prob for token in other], abs=1e-4
            )
            assert [token.entropy for token in one] == pytest.approx([token.entropy for token in other], abs=1e-3)
            assert [token.rank for token in one] == [token.rank for token in other]


def test_scoring_and_translating_need_no_pytorch(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from mtcheck.engines.ctranslate2_engine import CTranslate2Translator\n"
        "from mtcheck.engines.embedded import embedded_folder\n"
        "from mtcheck.engines.options import EngineOptions\n"
        "engine = CTranslate2Translator.load(EngineOptions(embedded_folder(), device='cpu', models=Path(sys.argv[1])))\n"
        "engine.translate(['Non !'], source_lang='fr', target_lang='en')\n"
        "engine.score([('No!', 'Non !')], source_lang='en', target_lang='fr')\n"
        "print(*sys.modules)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"torch", "transformers"} & set(loaded)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32"])
def test_weights_of_every_format_are_read(tmp_path: Path, dtype: str) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    from mtcheck.engines.weights import read_weights

    folder = make_marian(tmp_path / "tiny")
    state = {name: tensor.to(getattr(torch, dtype)) for name, tensor in load_file(folder / "model.safetensors").items()}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    weights = read_weights(folder)
    assert set(weights) == set(state)
    for name, tensor in state.items():
        assert weights[name].dtype == "float32"
        assert (weights[name] == tensor.float().numpy()).all()


def test_quantised_weights_are_read_by_both_engines(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    from mtcheck.engines.ctranslate2_engine import CTranslate2Translator
    from mtcheck.engines.quantisation import write_quantised
    from mtcheck.engines.transformers_engine import TransformersTranslator

    folder = make_marian(tmp_path / "tiny")
    state = load_file(folder / "model.safetensors")
    write_quantised(state, folder / "model.int8.safetensors")
    (folder / "model.safetensors").unlink()
    pairs = list(zip(SOURCES, TARGETS, strict=True))
    engines = (
        TransformersTranslator.load(EngineOptions(folder, device="cpu", threads=1)),
        CTranslate2Translator.load(EngineOptions(folder, device="cpu", dtype="float32", threads=1)),
    )
    scores = [engine.score(pairs, source_lang="fr", target_lang="en") for engine in engines]
    texts = [engine.translate(SOURCES, source_lang="fr", target_lang="en") for engine in engines]
    for one, other in zip(*scores, strict=True):
        assert [token.log_prob for token in one.tokens] == pytest.approx(
            [token.log_prob for token in other.tokens], abs=1e-3
        )
    assert [one.text for one in texts[0]] == [one.text for one in texts[1]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"decoder_layers": 2}, "missing keys"),
        ({"encoder_ffn_dim": 48}, "mismatched keys"),
        ({"decoder_attention_heads": 4}, "different numbers of attention heads"),
        ({"activation_function": "tanh"}, "activation 'tanh'"),
        ({"encoder_layers": None}, "do not fit config.json"),
    ],
)
def test_weights_that_do_not_fit_are_refused(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    folder = make_marian(tmp_path / "tiny")
    edit(folder, **changes)
    with pytest.raises(ModelLoadError, match=message):
        read_architecture(folder)
