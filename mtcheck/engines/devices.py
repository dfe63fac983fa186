"""Which device is meant, answered without PyTorch where CTranslate2 is there to ask."""

from __future__ import annotations

import os
from importlib.util import find_spec

from mtcheck.errors import DeviceError
from mtcheck.language.messages import Message

DEVICES = ("auto", "cpu", "cuda")
"""What a device may be called, besides ``cuda:N``."""

_COMPUTE = {
    "cpu": {"auto": "int8", "int8": "int8", "float32": "float32"},
    "cuda": {
        "auto": "float16",
        "int8": "int8_float16",
        "float16": "float16",
        "bfloat16": "bfloat16",
        "float32": "float32",
    },
}


def find_cuda(device: str, *, by_torch: bool = False) -> int | None:
    """Return the number of the CUDA device that is meant, None for the CPU.

    Args:
        device: ``auto`` (CUDA where there is one), ``cpu``, ``cuda`` or ``cuda:N``.
        by_torch: Let PyTorch say which devices there are, for what computes with it.

    Raises:
        DeviceError: The name is none of these, or the device is not on this machine.
    """
    if device == "cpu":
        return None
    kind, colon, number = device.partition(":")
    if device != "auto" and (kind != "cuda" or (colon and not number.isdecimal())):
        raise DeviceError(
            Message("unknown device {device!r}: one of {words}, cuda:N", device=device, words=", ".join(DEVICES)),
            key="device",
        )
    count = count_torch_cuda() if by_torch else count_cuda()
    if device == "auto":
        return 0 if count else None
    if not count:
        raise DeviceError(Message("this machine has no CUDA device"), key="device")
    if number and int(number) >= count:
        raise DeviceError(
            Message("there is no {device}: this machine has {count} CUDA devices", device=device, count=count),
            key="device",
        )
    return int(number or 0)


def compute_type(dtype: str, device: str) -> str:
    """Return CTranslate2's name of a number format.

    Args:
        dtype: ``auto``, ``int8``, ``float32``, ``bfloat16`` or ``float16``.
        device: ``cpu`` or ``cuda``.

    Raises:
        DeviceError: The engine does not compute in it on that device.
    """
    if dtype not in _COMPUTE[device]:
        known = ", ".join(_COMPUTE[device])
        raise DeviceError(
            Message(
                "on {device} the ctranslate2 engine computes in one of {known}, not in {dtype}",
                dtype=dtype,
                device=device,
                known=known,
            ),
            key="dtype",
        )
    return _COMPUTE[device][dtype]


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def has_ctranslate2() -> bool:
    """Say whether CTranslate2 is installed."""
    return find_spec("ctranslate2") is not None


def count_cuda() -> int:
    """Return how many CUDA devices this machine has."""
    if has_ctranslate2():
        import ctranslate2

        return int(ctranslate2.get_cuda_device_count())
    return count_torch_cuda()


def count_torch_cuda() -> int:
    """Return how many CUDA devices PyTorch can compute on."""
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0
