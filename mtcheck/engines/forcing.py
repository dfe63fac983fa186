"""Forced decoding: how likely a network finds each token of a given target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch

from mtcheck.engines.answers import Forced

if TYPE_CHECKING:
    from mtcheck.engines.search import Network

_CHUNK = 512  # target positions whose distribution over the vocabulary is held at a time


@torch.inference_mode()
def force_decode(
    network: Network, sources: Sequence[Sequence[int]], prefix: Sequence[int], targets: Sequence[Sequence[int]]
) -> tuple[tuple[Forced, ...], ...]:
    """Score every token of the targets, each given its source and the target's earlier tokens.

    Args:
        network: The model.
        sources: Encoder input ids.
        prefix: Ids that the decoder is given first.
        targets: Target ids without prefix and end token, none empty; one a source.

    Returns:
        For each target one record a token. Padding is never the likeliest token.
    """
    states, mask = network.encode(sources)
    inputs, _ = network.pad_batch([[*prefix, *target[:-1]] for target in targets])
    model = network.model
    hidden = model.get_decoder()(
        input_ids=inputs, encoder_hidden_states=states, encoder_attention_mask=mask, use_cache=False
    ).last_hidden_state
    # Only the places of real tokens meet the output layer, a chunk at a time: a batch's whole distribution over a
    # vocabulary of 256,000 would fill the memory.
    skip = len(prefix) - 1
    wanted = torch.cat([hidden[row, skip : skip + len(target)] for row, target in enumerate(targets)])
    gold = torch.tensor([token for target in targets for token in target], dtype=torch.long, device=network.device)
    bias = getattr(model, "final_logits_bias", None)
    scored: list[Forced] = []
    for start in range(0, len(wanted), _CHUNK):
        logits = model.get_output_embeddings()(wanted[start : start + _CHUNK])
        if bias is not None:
            logits = logits + bias
        log_probs = torch.log_softmax(logits.float(), dim=-1)
        own = log_probs.gather(-1, gold[start : start + _CHUNK, None])[:, 0]
        entropies = torch.special.entr(log_probs.exp()).sum(dim=-1)
        log_probs[:, network.pad] = float("-inf")
        best = log_probs.max(dim=-1)
        ranks = (log_probs > own[:, None]).sum(dim=-1) + 1
        found = (own, best.indices, best.values, ranks, entropies)
        scored.extend(map(Forced._make, zip(*(column.tolist() for column in found), strict=True)))
    result: list[tuple[Forced, ...]] = []
    position = 0
    for target in targets:
        result.append(tuple(scored[position : position + len(target)]))
        position += len(target)
    return tuple(result)
