"""The engine on Hugging Face transformers: MarianMT, M2M100, NLLB and mBART-50, on a CPU or on CUDA."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from mtcheck.engines.engine import TokenTranslator, mapped, position_limit
from mtcheck.engines.families import read_family
from mtcheck.engines.folders import find_folder
from mtcheck.engines.loading import find_device, find_dtype, load_network, silence
from mtcheck.engines.search import Network
from mtcheck.engines.signatures import transformers_signature
from mtcheck.engines.weights import digest, model_files


@dataclass(frozen=True, slots=True)
class TransformersTranslator(TokenTranslator):
    """A translation engine on transformers. Make one with :meth:`load`."""

    @classmethod
    def load(
        cls,
        model: str | Path,
        *,
        device: str = "auto",
        dtype: str = "auto",
        batch_tokens: int = 4096,
        beam: int = 1,
        revision: str | None = None,
        allow_hub: bool = False,
        threads: int | None = None,
    ) -> TransformersTranslator:
        """Load a model.

        Args:
            model: A folder; or a name on the Hugging Face hub, where ``allow_hub`` is true.
            device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
            dtype: ``auto``, ``float32``, ``bfloat16`` or ``float16``.
            batch_tokens: Most tokens in a batch, padding and beams included; a longer sentence is its own batch.
            beam: Beam width, 1 for greedy search.
            revision: Commit of a model on the hub.
            allow_hub: Whether the network may be used; without, nothing is ever fetched.
            threads: CPU threads for the whole process, None to leave PyTorch's choice.

        Returns:
            The engine.

        Raises:
            ModelLoadError: A file is missing or malformed, or the family is not known here.
            DeviceError: The device is not on this machine.
            ValueError: ``batch_tokens``, ``beam`` or ``threads`` is less than 1.
        """
        if min(batch_tokens, beam, 1 if threads is None else threads) < 1:
            raise ValueError("batch_tokens, beam and threads must be at least 1")
        place = find_device(device)
        number_format = find_dtype(dtype, place)
        folder = find_folder(model, revision=revision, allow_hub=allow_hub)
        checksum = digest(model_files(folder))
        if threads is not None:
            torch.set_num_threads(threads)
        with mapped(f"{folder}: cannot be loaded"), silence():
            family = read_family(folder)
            network = load_network(folder, family, place, number_format)
        number_name = str(number_format).removeprefix("torch.")
        searcher = Network(network, pad=family.pad, end=family.end, forbidden=family.forbidden)
        return cls(
            signature=transformers_signature(model, folder, checksum, beam=beam, dtype=number_name, device=place.type),
            _searcher=searcher,
            _forcer=searcher,
            _family=family,
            _limit=position_limit(folder),
            _batch_tokens=batch_tokens,
            _beam=beam,
        )
