"""Which engine a configuration means, and its signature, all without loading the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.engines.devices import compute_type, find_cuda, has_ctranslate2
from mtcheck.engines.families import read_json, shape_fault
from mtcheck.engines.folders import find_folder
from mtcheck.engines.signatures import ctranslate2_signature, transformers_signature
from mtcheck.engines.weights import known_digest
from mtcheck.errors import DeviceError, ModelLoadError

if TYPE_CHECKING:
    from mtcheck.engines.engine import TokenTranslator

ENGINES = ("auto", "transformers", "ctranslate2")


@dataclass(frozen=True, slots=True)
class ChosenEngine:
    """An engine that is ready to be loaded.

    Attributes:
        name: ``transformers`` or ``ctranslate2``.
        signature: What the loaded engine's will be.
        model: As it was asked for, a folder or a name on the hub.
        folder: Where the model is.
        checksum: Digest of its files.
        models: Where converted models are kept; None for nowhere.
        revision: Commit of a model on the hub.
        allow_hub: Whether the network may be used.
        threads: CPU threads, None for the engine's choice.
    """

    name: str
    signature: str
    model: str | Path
    folder: Path
    checksum: str
    device: str
    dtype: str
    batch_tokens: int
    beam: int
    revision: str | None
    allow_hub: bool
    threads: int | None
    models: Path | None

    def load(self) -> TokenTranslator:
        """Load the engine.

        Raises:
            ModelLoadError: The model is malformed.
            DeviceError: The device is not on this machine.
        """
        if self.name == "ctranslate2":
            from mtcheck.engines.ctranslate2_engine import CTranslate2Translator

            return CTranslate2Translator.load(
                self.model,
                device=self.device,
                dtype=self.dtype,
                batch_tokens=self.batch_tokens,
                beam=self.beam,
                revision=self.revision,
                allow_hub=self.allow_hub,
                threads=self.threads,
                cache=self.models,
                checksum=self.checksum,
            )
        from mtcheck.engines.transformers_engine import TransformersTranslator

        return TransformersTranslator.load(
            self.model,
            device=self.device,
            dtype=self.dtype,
            batch_tokens=self.batch_tokens,
            beam=self.beam,
            revision=self.revision,
            allow_hub=self.allow_hub,
            threads=self.threads,
        )


def choose_engine(
    model: str | Path,
    *,
    engine: str = "auto",
    device: str = "auto",
    dtype: str = "auto",
    batch_tokens: int = 4096,
    beam: int = 1,
    revision: str | None = None,
    allow_hub: bool = False,
    threads: int | None = None,
    cache: Path | None = None,
) -> ChosenEngine:
    """Choose an engine.

    ``auto`` takes CTranslate2 on a CPU: it is the fastest, and its answers do not depend on batching. It takes
    transformers on CUDA, where it is not installed, for half precision on a CPU, and for a model of a shape that
    CTranslate2 lacks.

    Args:
        model: A folder; or a name on the Hugging Face hub, where ``allow_hub`` is true.
        engine: One of :data:`ENGINES`.
        device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
        dtype: ``auto``, ``int8``, ``float32``, ``bfloat16`` or ``float16``.
        batch_tokens: Most tokens in a batch.
        beam: Beam width.
        revision: Commit of a model on the hub.
        allow_hub: Whether the network may be used.
        threads: CPU threads, None for the engine's choice.
        cache: Where digests and converted models are kept; None for nowhere.

    Raises:
        ModelLoadError: The model is not here, or has no configuration or weights.
        DeviceError: The device is not on this machine, or the engine cannot compute in that format.
    """
    place = "cpu" if find_cuda(device) is None else "cuda"
    folder = find_folder(model, revision=revision, allow_hub=allow_hub)
    name = _pick(folder, place, dtype) if engine == "auto" else engine
    if name == "ctranslate2" and not has_ctranslate2():
        raise ModelLoadError("model.engine = 'ctranslate2': the package ctranslate2 is not installed")
    checksum = known_digest(folder, cache / "digests.json" if cache else None)
    if name == "ctranslate2":
        compute = compute_type(dtype, place)
        signature = ctranslate2_signature(model, folder, checksum, beam=beam, compute=compute, device=place)
    else:
        signature = transformers_signature(
            model, folder, checksum, beam=beam, dtype=_torch_format(dtype, place), device=place
        )
    return ChosenEngine(
        name=name,
        signature=signature,
        model=model,
        folder=folder,
        checksum=checksum,
        device=device,
        dtype=dtype,
        batch_tokens=batch_tokens,
        beam=beam,
        revision=revision,
        allow_hub=allow_hub,
        threads=threads,
        models=cache / "models" if cache else None,
    )


def _pick(folder: Path, place: str, dtype: str) -> str:
    fits = has_ctranslate2() and shape_fault(read_json(folder, "config.json")) is None
    return (
        "ctranslate2"
        if fits and (dtype == "int8" or (place == "cpu" and dtype in {"auto", "float32"}))
        else "transformers"
    )


def _torch_format(dtype: str, place: str) -> str:
    if dtype == "int8":
        raise DeviceError("model.dtype = 'int8': the transformers engine does not compute in it, ctranslate2 does")
    if dtype != "auto":
        return dtype
    if place == "cpu":
        return "float32"
    from mtcheck.engines.loading import find_device, find_dtype

    return str(find_dtype("auto", find_device("cuda"))).removeprefix("torch.")
