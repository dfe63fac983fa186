"""From a model's folder to a network on a device: files, weights, device, number format."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from mtcheck.engines.devices import find_cuda
from mtcheck.engines.families import Family
from mtcheck.engines.weights import QUANTISED, weight_files
from mtcheck.errors import DeviceError, ModelLoadError
from mtcheck.language.messages import Message

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@contextmanager
def silence() -> Iterator[None]:
    """Keep transformers from writing warnings, log lines and progress bars; all is put back at the end."""
    from transformers.utils import logging as library_logging

    bars, level = library_logging.is_progress_bar_enabled(), library_logging.get_verbosity()
    library_logging.disable_progress_bar()
    library_logging.set_verbosity(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        library_logging.set_verbosity(level)
        if bars:
            library_logging.enable_progress_bar()


def find_device(device: str) -> torch.device:
    """Return the device of that name.

    Args:
        device: ``auto`` (CUDA where there is one), ``cpu``, ``cuda`` or ``cuda:N``.

    Raises:
        DeviceError: The name is none of these, or the device is not on this machine.
    """
    number = find_cuda(device, by_torch=True)
    return torch.device("cpu") if number is None else torch.device("cuda", number)


def find_dtype(dtype: str, device: torch.device) -> torch.dtype:
    """Return the number format to compute in.

    Args:
        dtype: ``auto`` (float32 on a CPU; on CUDA bfloat16, or float16 where it lacks that), or a format's name.
        device: Where to compute.

    Raises:
        DeviceError: The name is no format.
    """
    if dtype == "auto":
        if device.type == "cpu":
            return torch.float32
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if dtype not in _DTYPES:
        raise DeviceError(
            Message("unknown format {dtype!r}: one of auto, {known}", dtype=dtype, known=", ".join(_DTYPES)),
            key="dtype",
        )
    return _DTYPES[dtype]


def load_network(folder: Path, family: Family, device: torch.device, dtype: torch.dtype) -> Any:
    """Load a model's weights onto a device.

    Nothing is fetched, no code of the model's own is run, and PyTorch's own files are read as weights only.

    Raises:
        ModelLoadError: The weights are malformed, incomplete, no finite numbers in the number format, or do not fit the
            configuration or the vocabulary.
        DeviceError: The device has no room for them.
    """
    file = weight_files(folder)[0]
    try:
        with silence():
            import transformers

            options: dict[str, Any] = {}
            if file.name == QUANTISED:
                from mtcheck.engines.quantisation import dequantised_state

                options["state_dict"] = dequantised_state(file)
            # With a state given, the folder's name must not be, nor is it read.
            network, report = getattr(transformers, family.model_class).from_pretrained(
                None if options else str(folder),
                config=transformers.AutoConfig.from_pretrained(str(folder), local_files_only=True),
                dtype=dtype,
                local_files_only=True,
                use_safetensors=file.suffix == ".safetensors",
                weights_only=True,
                output_loading_info=True,
                **options,
            )
    except Exception as error:  # safetensors, pickle, json, torch and transformers each have their own
        raise ModelLoadError(
            Message("{folder}: the weights cannot be loaded: {error}", folder=str(folder), error=str(error))
        ) from error
    for kind in ("missing_keys", "mismatched_keys"):
        if report.get(kind):
            names = ", ".join(sorted(map(str, report[kind]))[:3])
            raise ModelLoadError(
                Message(
                    "{folder}: the weights do not fit config.json ({kind}: {names} …)",
                    folder=str(folder),
                    kind=kind.replace("_", " "),
                    names=names,
                )
            )
    for name, values in network.state_dict().items():
        if values.is_floating_point() and not torch.isfinite(values).all():
            raise ModelLoadError(
                Message(
                    "{folder}: the weights are damaged: {name} holds values that are no finite numbers",
                    folder=str(folder),
                    name=name,
                )
            )
    rows = network.get_output_embeddings().weight.shape[0]
    if family.size > rows:
        raise ModelLoadError(
            Message(
                "{folder}: the vocabulary has {size} tokens, the weights only {rows}",
                folder=str(folder),
                size=family.size,
                rows=rows,
            )
        )
    try:
        return network.eval().requires_grad_(False).to(device)
    except RuntimeError as error:
        raise DeviceError(
            Message("the model cannot be moved to {device}: {error}", device=str(device), error=str(error)),
            key="device",
        ) from error
