"""Which engine a configuration means, and its signature, all without loading the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.engines.devices import compute_type, find_cuda, has_ctranslate2
from mtcheck.engines.families import read_json, shape_fault
from mtcheck.engines.folders import find_folder
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.signatures import ctranslate2_signature, transformers_signature
from mtcheck.engines.soundness import require_sound
from mtcheck.engines.weights import known_digest
from mtcheck.errors import DeviceError, ModelLoadError
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from mtcheck.engines.engine import TokenTranslator

ENGINES = ("auto", "transformers", "ctranslate2")


@dataclass(frozen=True, slots=True)
class ChosenEngine:
    """An engine that is ready to be loaded.

    Attributes:
        name: ``transformers`` or ``ctranslate2``.
        signature: What the loaded engine's will be.
        options: What it is loaded with.
        folder: Where the model is.
        checksum: Digest of its files.
    """

    name: str
    signature: str
    options: EngineOptions
    folder: Path
    checksum: str

    def load(self) -> TokenTranslator:
        """Load the engine.

        Raises:
            ModelLoadError: The model is malformed.
            DeviceError: The device is not on this machine.
        """
        if self.name == "ctranslate2":
            from mtcheck.engines.ctranslate2_engine import CTranslate2Translator

            return CTranslate2Translator.load(self.options, checksum=self.checksum)
        from mtcheck.engines.transformers_engine import TransformersTranslator

        return TransformersTranslator.load(self.options)


def choose_engine(options: EngineOptions) -> ChosenEngine:
    """Choose an engine.

    ``auto`` takes CTranslate2 on a CPU: it is the fastest, and its answers do not depend on batching. It takes
    transformers on CUDA, where it is not installed, for half precision on a CPU, and for a model of a shape that
    CTranslate2 lacks.

    Raises:
        ModelLoadError: The model is not here, or a file of it is missing, cut or of another kind.
        DeviceError: The device is not on this machine, or the engine cannot compute in that format.
    """
    model, beam = options.model, options.beam
    place = "cpu" if find_cuda(options.device) is None else "cuda"
    folder = find_folder(model, revision=options.revision, allow_hub=options.allow_hub)
    require_sound(folder)
    name = _pick(folder, place, options.dtype) if options.engine == "auto" else options.engine
    if name == "ctranslate2" and not has_ctranslate2():
        raise ModelLoadError(Message("the package ctranslate2 is not installed"), key="engine")
    checksum = known_digest(folder, options.digests)
    if name == "ctranslate2":
        compute = compute_type(options.dtype, place)
        signature = ctranslate2_signature(model, folder, checksum, beam=beam, compute=compute, device=place)
    else:
        signature = transformers_signature(
            model, folder, checksum, beam=beam, dtype=_torch_format(options.dtype, place), device=place
        )
    return ChosenEngine(name, signature, options, folder, checksum)


def _pick(folder: Path, place: str, dtype: str) -> str:
    fits = has_ctranslate2() and shape_fault(read_json(folder, "config.json")) is None
    return (
        "ctranslate2"
        if fits and (dtype == "int8" or (place == "cpu" and dtype in {"auto", "float32"}))
        else "transformers"
    )


def _torch_format(dtype: str, place: str) -> str:
    if dtype == "int8":
        raise DeviceError(Message("the transformers engine does not compute in int8, ctranslate2 does"), key="dtype")
    if dtype != "auto":
        return dtype
    if place == "cpu":
        return "float32"
    from mtcheck.engines.loading import find_device, find_dtype

    return str(find_dtype("auto", find_device("cuda"))).removeprefix("torch.")
