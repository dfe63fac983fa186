"""The training loss, on real tokens only."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from mtcheck.training.batches import Batch
from mtcheck.training.network import TranslationNetwork


class Loss(NamedTuple):
    """Mean loss a token and the number of tokens that it stands for."""

    mean: Tensor
    tokens: int


def token_loss(network: TranslationNetwork, batch: Batch, *, smoothing: float = 0.0) -> Loss:
    """Return the cross-entropy of the target.

    Args:
        network: The network, in training or evaluation mode.
        batch: On the network's device.
        smoothing: Share of the probability spread over the vocabulary.

    Returns:
        Nats a token, padding left out.

    Source:
        Szegedy et al. (2016) for label smoothing.
    """
    states = network(batch.source, batch.target).flatten(0, 1)
    target = batch.target.flatten()
    real = target != network.padding
    tokens = int(real.sum())
    if states.is_cuda:
        logits = network.logits(states).float()
        return Loss(
            functional.cross_entropy(logits, target, ignore_index=network.padding, label_smoothing=smoothing), tokens
        )
    # On a CPU the output layer is a third of the step: padding is cut out before it, and bfloat16 logits stay so.
    kept = real.nonzero()[:, 0]
    logits = network.logits(states[kept])
    return Loss(functional.cross_entropy(logits, target[kept], label_smoothing=smoothing), tokens)


@torch.no_grad()
def mean_loss(network: TranslationNetwork, batches: list[Batch], device: torch.device) -> float:
    """Return the mean loss a token over held-out batches, in nats, without smoothing and dropout."""
    was_training = network.training
    network.eval()
    total, tokens = 0.0, 0
    for batch in batches:
        loss = token_loss(network, Batch(batch.source.to(device), batch.target.to(device)))
        total += float(loss.mean) * loss.tokens
        tokens += loss.tokens
    network.train(was_training)
    return total / max(1, tokens)
