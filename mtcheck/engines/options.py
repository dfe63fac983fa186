"""The one record of what an engine is loaded with: made once of the configuration, and handed down whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What an engine is loaded with.

    Attributes:
        model: A folder; or a name on the Hugging Face hub, where ``allow_hub`` is true.
        engine: ``auto``, ``transformers`` or ``ctranslate2``.
        device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
        dtype: ``auto``, ``int8`` (CTranslate2 alone), ``float32``, ``bfloat16`` or ``float16``; not every
            device computes in each.
        batch_tokens: Most tokens in a batch, padding and beams included; a longer sentence is its own batch.
        beam: Beam width, 1 for greedy search.
        revision: Commit of a model on the hub.
        allow_hub: Whether the network may be used; without, nothing is ever fetched.
        threads: CPU threads (CTranslate2: batches at a time); None for the engine's choice.
        models: Folder where converted models are kept; None to convert at each load.
        digests: File where digests of models are kept; None for none.

    Raises:
        ValueError: ``batch_tokens``, ``beam`` or ``threads`` is less than 1.
    """

    model: str | Path
    engine: str = "auto"
    device: str = "auto"
    dtype: str = "auto"
    batch_tokens: int = 4096
    beam: int = 1
    revision: str | None = None
    allow_hub: bool = False
    threads: int | None = None
    models: Path | None = None
    digests: Path | None = None

    def __post_init__(self) -> None:
        if min(self.batch_tokens, self.beam, 1 if self.threads is None else self.threads) < 1:
            raise ValueError("batch_tokens, beam and threads must be at least 1")
