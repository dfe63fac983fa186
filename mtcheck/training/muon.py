"""Muon: momentum whose update is made orthogonal, for the matrices of hidden layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_STEPS = 5


def orthogonalized(stack: Tensor, number_format: torch.dtype = torch.bfloat16) -> Tensor:
    """Bring the singular values of each matrix near to 1 by Newton–Schulz steps.

    Args:
        stack: (matrices, rows, columns), rows at most columns.
        number_format: What is computed in. bfloat16 suffices; a CPU without units for it is faster in float32, by far.

    Source:
        Jordan et al. (2024), Muon: An optimizer for hidden layers in neural networks.
    """
    first, second, third = _COEFFICIENTS
    current = stack.to(number_format)
    current = current / (current.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    for _ in range(_STEPS):
        gram = current @ current.transpose(1, 2)
        current = torch.baddbmm(current, torch.baddbmm(gram, gram, gram, beta=second, alpha=third), current, beta=first)
    return current


class Muon(Optimizer):
    """Muon over float32 matrices.

    Args:
        matrices: Parameters of two dimensions.
        joined: Others that hold square projections one below the other; each is made orthogonal by itself.
        lr: Learning rate.
        momentum: Share of the momentum that is kept.
        weight_decay: Decoupled decay.
        number_format: What updates are made orthogonal in.
    """

    def __init__(
        self,
        matrices: Iterable[Tensor],
        joined: Iterable[Tensor],
        *,
        lr: float,
        momentum: float = 0.95,
        weight_decay: float = 0.0,
        number_format: torch.dtype = torch.bfloat16,
    ) -> None:
        self._number_format = number_format
        groups = [{"params": list(matrices), "joined": False}, {"params": list(joined), "joined": True}]
        super().__init__(groups, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Update every matrix from its gradient."""
        for group in self.param_groups:
            # Equal shapes are orthogonalised together: many small products would leave the machine idle.
            shapes: dict[tuple[int, int], list[tuple[Tensor, Tensor]]] = {}
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                state: dict[str, Any] = self.state[matrix]
                moving = state.setdefault("momentum", torch.zeros_like(matrix))
                moving.mul_(group["momentum"]).add_(matrix.grad)
                matrix.mul_(1 - group["lr"] * group["weight_decay"])
                update = matrix.grad.add(moving, alpha=group["momentum"])
                parts, changes = _blocks(matrix, group["joined"]), _blocks(update, group["joined"])
                for part, change in zip(parts, changes, strict=True):
                    low, high = sorted(part.shape)
                    shapes.setdefault((low, high), []).append((part, change))
            for (low, _), members in shapes.items():
                stack = torch.stack([change if change.shape[0] == low else change.t() for _, change in members])
                for (part, change), straight in zip(members, orthogonalized(stack, self._number_format), strict=True):
                    rows, columns = part.shape
                    turned = straight if change.shape[0] == low else straight.t()
                    part.add_(turned.float(), alpha=-group["lr"] * max(1.0, rows / columns) ** 0.5)


def _blocks(matrix: Tensor, joined: bool) -> tuple[Tensor, ...]:
    return torch.split(matrix, matrix.shape[1]) if joined else (matrix,)
