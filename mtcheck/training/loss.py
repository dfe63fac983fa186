"""The training loss, on real tokens only."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from mtcheck.training.batches import Batch
from mtcheck.training.network import TranslationNetwork

_CHUNK = 256  # tokens; with a vocabulary of 8,000 their scores are 8 MB


def token_loss(network: TranslationNetwork, batch: Batch, *, smoothing: float = 0.0) -> Tensor:
    """Return the cross-entropy of the target.

    Args:
        network: The network, in training or evaluation mode.
        batch: On the network's device.
        smoothing: Share of the probability spread over the vocabulary.

    Returns:
        The mean over the target's tokens without padding, in nats.

    Source:
        Szegedy et al. (2016) for label smoothing.
    """
    states = network.written(batch.source, batch.target)
    target = batch.target[batch.target != network.padding]
    if states.is_cuda:
        return functional.cross_entropy(network.logits(states).float(), target, label_smoothing=smoothing)
    loss: Tensor = _ChunkedCrossEntropy.apply(states, network.embedding.weight, target, smoothing)  # type: ignore[no-untyped-call]
    return loss


class _ChunkedCrossEntropy(torch.autograd.Function):
    """The output layer and its cross-entropy, some tokens at a time, with the gradients made on the way.

    On a CPU the scores of all tokens for the whole vocabulary would go through memory half a dozen times; those of a few
    hundred tokens stay in the cache.
    """

    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, target: Tensor, smoothing: float) -> Tensor:
        """Return the mean loss.

        Args:
            ctx: Keeps the gradients.
            states: (tokens, width).
            weight: (vocabulary, width).
            target: Ids, (tokens).
            smoothing: Share of the probability spread over the vocabulary.
        """
        wanted = any(ctx.needs_input_grad)
        by_states, by_weight = torch.empty_like(states), torch.zeros(weight.shape)
        total = torch.zeros(())
        for start in range(0, len(target), _CHUNK):
            chunk, ids = states[start : start + _CHUNK], target[start : start + _CHUNK, None]
            scores = (chunk @ weight.t()).float()
            scale = scores.logsumexp(1, keepdim=True)
            right = (1 - smoothing) * scores.gather(1, ids) + smoothing * scores.mean(1, keepdim=True)
            total += (scale - right).sum()
            if wanted:
                surplus = scores.sub_(scale).exp_().sub_(smoothing / len(weight))
                surplus.scatter_add_(1, ids, torch.full(ids.shape, smoothing - 1))
                surplus = surplus.to(states.dtype)
                torch.mm(surplus, weight, out=by_states[start : start + _CHUNK])
                by_weight += surplus.t() @ chunk
        if wanted:
            ctx.save_for_backward(by_states, by_weight)
            ctx.tokens, ctx.format = max(1, len(target)), weight.dtype
        return total / max(1, len(target))

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, None, None]:
        """Return the gradients that were made on the way."""
        by_states, by_weight = ctx.saved_tensors
        factor = gradients[0] / ctx.tokens
        return (by_states * factor).to(by_states.dtype), (by_weight * factor).to(ctx.format), None, None


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
