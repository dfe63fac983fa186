"""Causal and masked language models of the transformers library as :class:`mtcheck.context.model.ContextModel`.

Source:
    Salazar et al. (2020), *Masked Language Model Scoring*; Kauf and Ivanova (2023), *A Better Way to Do Masked Language Model
    Scoring*: the pieces of a place are masked together, and shown again from the left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtcheck.context.model import STEPS, Contested, in_place_of
from mtcheck.engines.families import read_json
from mtcheck.engines.weights import digest, model_files
from mtcheck.errors import DeviceError, ModelLoadError
from mtcheck.language.messages import Message
from mtcheck.records import Span

if TYPE_CHECKING:
    import torch

_LONGEST = 512  # pieces of one sentence
_AT_ONCE = 2048  # pieces of a batch
_REVISION = 1  # of how models are asked; raised when gains change
_MASKED = "ForMaskedLM"


class _Asked(NamedTuple):
    """A row of token ids, and which of them are scored as what."""

    ids: tuple[int, ...]
    scored: tuple[tuple[int, int], ...]


class TransformersContextModel:
    """A causal or masked model. Make one with :meth:`load`."""

    def __init__(self, network: Any, tokenizer: Any, signature: str, *, masked: bool) -> None:
        self._network, self._tokenizer, self._masked = network, tokenizer, masked
        self._own_signature = signature

    @classmethod
    def load(cls, model: Path, *, device: str = "auto", dtype: str = "auto") -> TransformersContextModel:
        """Load a model; nothing is fetched, and no code of the model's own is run.

        Args:
            model: A folder in Hugging Face format, or a GGUF file.
            device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
            dtype: ``auto``, ``float32``, ``bfloat16`` or ``float16``.

        Raises:
            ModelLoadError: There is no such model, it is malformed, or it predicts no words; or it is a GGUF file, and what reads
                these is not installed.
            DeviceError: The device is not on this machine, or has no room.
        """
        from mtcheck.engines.loading import find_device, find_dtype, silence

        signature = signature_of(model)
        place = find_device(device)
        options: dict[str, Any] = {"dtype": find_dtype(dtype, place)}
        folder, gguf = (model.parent, model.name) if model.is_file() else (model, None)
        if gguf is not None:
            _require_gguf(model)
            options["gguf_file"] = gguf
        masked = gguf is None and _is_masked(folder)
        try:
            with silence():
                import transformers

                tokenizer = transformers.AutoTokenizer.from_pretrained(
                    str(folder), local_files_only=True, **({"gguf_file": gguf} if gguf else {})
                )
                kind = transformers.AutoModelForMaskedLM if masked else transformers.AutoModelForCausalLM
                network = kind.from_pretrained(str(folder), local_files_only=True, **options)
        except Exception as error:  # safetensors, json, gguf, torch and transformers each have their own
            raise ModelLoadError(
                Message("{model}: the language model cannot be loaded: {error}", model=str(model), error=str(error))
            ) from error
        if not tokenizer.is_fast or (masked and tokenizer.mask_token_id is None):
            raise ModelLoadError(
                Message("{model}: its tokenizer says not where its pieces stand, or has no mask", model=str(model))
            )
        try:
            return cls(network.eval().requires_grad_(False).to(place), tokenizer, signature, masked=masked)
        except RuntimeError as error:
            raise DeviceError(
                Message("the model cannot be moved to {device}: {error}", device=str(place), error=str(error)),
                key="device",
            ) from error

    @property
    def signature(self) -> str:
        """What reproduces the gains."""
        return self._own_signature

    def gain(self, places: Sequence[Contested]) -> tuple[tuple[float, ...], ...]:
        """Return gains; see :meth:`mtcheck.context.model.ContextModel.gain`."""
        texts = [
            [(place.text, place.span), *(in_place_of(place, one) for one in place.competitors)] for place in places
        ]
        every = list(dict.fromkeys(text for several in texts for text in several))
        scores = dict(zip(every, self._log_probs(every), strict=True))
        return tuple(
            tuple(round((scores[text] - scores[several[0]]) * STEPS) / STEPS for text in several[1:])
            for several in texts
        )

    def _log_probs(self, texts: Sequence[tuple[str, Span]]) -> list[float]:
        """Return the log-probability of every sentence: of its pieces in turn, or of those of the place where they are masked."""
        asked = [(number, row) for number, text in enumerate(texts) for row in self._rows(*text)]
        found = [0.0] * len(texts)
        # Rows of one length need no padding: a row's numbers do not depend on the rows beside it.
        asked.sort(key=lambda item: (len(item[1].ids), item[0]))
        for length, same in groupby(asked, key=lambda item: len(item[1].ids)):
            rows = list(same)
            size = max(1, _AT_ONCE // length)
            for start in range(0, len(rows), size):
                batch = rows[start : start + size]
                for (number, _), value in zip(batch, self._forward([row for _, row in batch]), strict=True):
                    found[number] += value
        return found

    def _rows(self, text: str, span: Span) -> Iterator[_Asked]:
        found = self._tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=_LONGEST)
        ids, places = list(found["input_ids"]), found["offset_mapping"]
        if not self._masked:
            start = getattr(self._tokenizer, "bos_token_id", None)
            if start is not None and (not ids or ids[0] != start):
                ids = [start, *ids]
            yield _Asked(tuple(ids), tuple((place - 1, ids[place]) for place in range(1, len(ids))))
            return
        inside = [number for number, (start, end) in enumerate(places) if start < span.end and span.start < end]
        for number, place in enumerate(inside):
            hidden = set(inside[number:])
            shown = [self._tokenizer.mask_token_id if other in hidden else id_ for other, id_ in enumerate(ids)]
            yield _Asked(tuple(shown), ((place, ids[place]),))

    def _forward(self, rows: Sequence[_Asked]) -> list[float]:
        import torch

        try:
            with torch.inference_mode():
                ids = torch.tensor([row.ids for row in rows], device=self._network.device)
                return [self._sum(own, row) for own, row in zip(self._network(input_ids=ids).logits, rows, strict=True)]
        except RuntimeError as error:  # out of memory
            raise DeviceError(
                Message("{device}: {error}", device=str(self._network.device), error=str(error)), key="device"
            ) from error

    def _sum(self, logits: torch.Tensor, row: _Asked) -> float:
        import torch

        if not row.scored:
            return 0.0
        places = torch.tensor([place for place, _ in row.scored], device=logits.device)
        wanted = torch.tensor([id_ for _, id_ in row.scored], device=logits.device)
        chosen = logits[places].float()
        return float((chosen.gather(1, wanted[:, None])[:, 0] - chosen.logsumexp(1)).double().sum())


def signature_of(model: Path) -> str:
    """Return what reproduces a model's gains, without loading it.

    Args:
        model: A folder, or a GGUF file.

    Raises:
        ModelLoadError: There is none, or it has no weights.
    """
    if not model.exists():
        raise ModelLoadError(Message("{model}: no such language model", model=str(model)))
    return f"context:{digest((model,) if model.is_file() else model_files(model))}:{_REVISION}"


def _is_masked(folder: Path) -> bool:
    """Say which kind a model's configuration names.

    Raises:
        ModelLoadError: It predicts no words.
    """
    names = [str(name) for name in read_json(folder, "config.json").get("architectures") or ()]
    if any(name.endswith(_MASKED) for name in names):
        return True
    if any(name.endswith(("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")) for name in names):
        return False
    raise ModelLoadError(
        Message(
            "{folder}: neither a causal nor a masked language model ({architectures})",
            folder=str(folder),
            architectures=", ".join(names) or Message("no architecture"),
        )
    )


def _require_gguf(model: Path) -> None:
    try:
        import gguf  # noqa: F401
    except ImportError as error:
        raise ModelLoadError(
            Message(
                "{model}: GGUF files need the extra mtcheck[gemma]: pip install 'mtcheck[gemma]' (a clone: '.[gemma]')",
                model=str(model),
            )
        ) from error
