"""The training loss, on real tokens only."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from mtcheck.training.batches import Batch
from mtcheck.training.network import TranslationNetwork


def token_loss(network: TranslationNetwork, batch: Batch, *, smoothing: float = 0.0) -> Tensor:
    """Return the cross-entropy of the target.

    Args:
        network: The network, in training or evaluation mode.
        batch: On the network's device.
        smoothing: Share of the probability spread over the vocabulary.

    Returns:
        Mean over the tokens that are no padding, in nats.

    Source:
        Szegedy et al. (2016) for label smoothing.
    """
    states = network(batch.source, batch.target).flatten(0, 1)
    target = batch.target.flatten()
    if states.is_cuda:
        logits = network.logits(states).float()
        return functional.cross_entropy(logits, target, ignore_index=network.padding, label_smoothing=smoothing)
    # On a CPU the output layer is a third of the step: padding is cut out before it, and bfloat16 logits stay so while
    # they are only trained on.
    kept = (target != network.padding).nonzero()[:, 0]
    logits = network.logits(states[kept])
    if not network.training:
        logits = logits.float()
    return functional.cross_entropy(logits, target[kept], label_smoothing=smoothing)


@torch.no_grad()
def mean_loss(network: TranslationNetwork, batches: list[Batch], device: torch.device) -> float:
    """Return the mean loss a token over held-out batches, in nats, without smoothing and dropout."""
    was_training = network.training
    network.eval()
    total, tokens = 0.0, 0
    for batch in batches:
        total += float(token_loss(network, batch.to(device)).float()) * batch.target_tokens
        tokens += batch.target_tokens
    network.train(was_training)
    return total / max(1, tokens)
