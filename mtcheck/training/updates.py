"""Updating the weights: float32 masters, clipping, AdamW and Muon, and the schedule of the learning rate."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from mtcheck.training.muon import Muon
from mtcheck.training.network import TranslationNetwork
from mtcheck.training.recipe import TrainRecipe

_JOINED = ("query_key_value", "key_value")
_TABLES = (
    "embedding.weight",
    "_lead.positions",
)  # rows that are looked up: no matrices that states are multiplied with


def learning_share(step: int, progress: float, *, warm_up: int, decay_share: float) -> float:
    """Return the share of the peak learning rate for an update: a rise, a plateau, a fall to 0.

    Args:
        step: Updates done before this one.
        progress: Share of the run that is done, 0 to 1.
        warm_up: Updates of the rise.
        decay_share: Share of the run, at its end, in which the rate falls.

    Returns:
        0 to 1.
    """
    fall = 1.0 if progress <= 1 - decay_share else max(0.0, (1 - progress) / decay_share)
    return min(1.0, (step + 1) / warm_up) * fall


class Updater:
    """Holds the float32 masters of a network's weights and updates them.

    Args:
        network: Its weights may be bfloat16; they follow the masters.
        recipe: Optimiser, rates, clipping.
    """

    def __init__(self, network: TranslationNetwork, recipe: TrainRecipe) -> None:
        self._network, self._clip = network, recipe.clip
        self._weights = dict(network.named_parameters())
        # A float32 weight is its own master.
        self.masters = {
            name: weight if weight.dtype == torch.float32 else nn.Parameter(weight.detach().float().clone())
            for name, weight in self._weights.items()
        }
        hidden = [name for name, weight in self.masters.items() if weight.ndim == 2 and not name.endswith(_TABLES)]
        by_muon = set(hidden) if recipe.optimiser == "muon" else set()
        groups = [
            {"params": [weight for name, weight in self.masters.items() if name in chosen], "weight_decay": decay}
            for chosen, decay in (
                (set(hidden) - by_muon, recipe.weight_decay),
                (set(self.masters) - set(hidden), 0.0),
            )
        ]
        self._optimisers: list[tuple[torch.optim.Optimizer, float]] = [
            (
                torch.optim.AdamW(
                    [group for group in groups if group["params"]],
                    betas=(0.9, 0.98),
                    eps=1e-9,
                    fused=network.embedding.weight.is_cuda,
                ),
                recipe.learning_rate,
            )
        ]
        if by_muon:
            joined = {name for name in by_muon if name.split(".")[-2] in _JOINED}
            matrices = [self.masters[name] for name in hidden if name not in joined]
            muon = Muon(
                matrices,
                [self.masters[name] for name in hidden if name in joined],
                lr=recipe.muon_learning_rate,
                weight_decay=recipe.weight_decay,
                number_format=torch.float32 if recipe.precision == "float32" else torch.bfloat16,
            )
            self._optimisers.append((muon, recipe.muon_learning_rate))

    def update(self, share: float) -> None:
        """Apply the gradients that lie on the network and clear them.

        Args:
            share: Share of the peak learning rates, 0 to 1.
        """
        for name, weight in self._weights.items():
            master = self.masters[name]
            if master is not weight:
                master.grad = None if weight.grad is None else weight.grad.float()
                weight.grad = None
        nn.utils.clip_grad_norm_(self.masters.values(), self._clip, foreach=True)
        for optimiser, peak in self._optimisers:
            for group in optimiser.param_groups:
                group["lr"] = peak * share
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        self._follow()

    def load_masters(self, masters: dict[str, Tensor]) -> None:
        """Take over weights by name."""
        with torch.no_grad():
            for name, master in self.masters.items():
                master.copy_(masters[name])
        self._follow()

    def state(self) -> list[dict[str, Any]]:
        """Return the optimisers' states."""
        return [optimiser.state_dict() for optimiser, _ in self._optimisers]

    def load_state(self, states: list[dict[str, Any]]) -> None:
        """Take over the optimisers' states."""
        for (optimiser, _), state in zip(self._optimisers, states, strict=True):
            optimiser.load_state_dict(state)

    @torch.no_grad()
    def _follow(self) -> None:
        self.masters["embedding.weight"][self._network.padding].zero_()
        for name, weight in self._weights.items():
            if self.masters[name] is not weight:
                weight.copy_(self.masters[name])
