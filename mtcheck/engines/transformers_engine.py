"""The engine on Hugging Face transformers: MarianMT, BART, M2M100, NLLB and mBART-50, on a CPU or on CUDA."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from mtcheck.engines.engine import TokenTranslator, mapped, position_limit
from mtcheck.engines.families import read_family
from mtcheck.engines.folders import find_folder
from mtcheck.engines.loading import find_device, find_dtype, load_network, silence
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.search import Network
from mtcheck.engines.signatures import transformers_signature
from mtcheck.engines.weights import digest, model_files


@dataclass(frozen=True, slots=True)
class TransformersTranslator(TokenTranslator):
    """A translation engine on transformers. Make one with :meth:`load`."""

    @classmethod
    def load(cls, options: EngineOptions) -> TransformersTranslator:
        """Load a model.

        Args:
            options: ``threads`` hold for the whole process.

        Raises:
            ModelLoadError: A file is missing or malformed, or the family is not known here.
            DeviceError: The device is not on this machine.
        """
        model = options.model
        place = find_device(options.device)
        number_format = find_dtype(options.dtype, place)
        folder = find_folder(model, revision=options.revision, allow_hub=options.allow_hub)
        checksum = digest(model_files(folder))
        if options.threads is not None:
            torch.set_num_threads(options.threads)
        with mapped(f"{folder}: cannot be loaded"), silence():
            family = read_family(folder)
            network = load_network(folder, family, place, number_format)
        number_name = str(number_format).removeprefix("torch.")
        searcher = Network(network, pad=family.pad, end=family.end, forbidden=family.forbidden)
        return cls(
            signature=transformers_signature(
                model, folder, checksum, beam=options.beam, dtype=number_name, device=place.type
            ),
            _searcher=searcher,
            _forcer=searcher,
            _family=family,
            _limit=position_limit(folder),
            _batch_tokens=options.batch_tokens,
            _beam=options.beam,
        )
