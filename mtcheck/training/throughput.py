"""How much of the machine a run uses: arithmetic of a step against the measured peak of a matrix product."""

from __future__ import annotations

import time

import torch

from mtcheck.training.batches import Batch
from mtcheck.training.network import NetworkShape


def peak_rate(device: torch.device, number_format: torch.dtype, *, seconds: float = 0.3) -> float:
    """Measure the rate of large matrix products.

    Args:
        device: Where.
        number_format: What is multiplied.
        seconds: How long is measured.

    Returns:
        Floating-point operations a second; a multiply-add counts two.
    """
    size = 8192 if device.type == "cuda" else 1024
    # A generator of its own: training must not notice that it was measured.
    numbers = torch.Generator(device).manual_seed(0)
    left = torch.randn(size, size, device=device, generator=numbers).to(number_format)
    for _ in range(2):  # the first product picks kernels
        left @ left
    _wait(device)
    start, products = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - start) < seconds or not products:
        left @ left
        products += 1
        _wait(device)
    return 2.0 * size**3 * products / elapsed if elapsed else 0.0


def suited_precision(device: torch.device) -> str:
    """Return the recipe's ``precision`` that suits a device.

    A CPU without bfloat16 units emulates them, ten times slower than float32; one that has them is several times faster.

    Args:
        device: Where training takes place.
    """
    if device.type == "cuda":
        return "autocast"
    half, single = (peak_rate(device, kind, seconds=0.1) for kind in (torch.bfloat16, torch.float32))
    return "bfloat16" if half > single else "float32"


def step_operations(batch: Batch, shape: NetworkShape) -> float:
    """Return the operations that a step on the batch needs: forward and backward, real tokens only.

    Products of weights are counted (2 a weight and token forward, 4 backward); attention's own products, small for
    sentences, are not.

    Args:
        batch: The batch.
        shape: The network's shape.
    """
    width, feed = shape.dimension, shape.feed_forward
    encoder = shape.encoder_layers * (4 * width**2 + 2 * width * feed)
    # Keys and values of the cross-attention are computed for the source's tokens.
    cross = shape.decoder_layers * 2 * width**2
    decoder = shape.decoder_layers * (6 * width**2 + 2 * width * feed) + width * shape.vocabulary
    return 6.0 * (batch.source_tokens * (encoder + cross) + batch.target_tokens * decoder)


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
