"""Batches by number of tokens."""

from __future__ import annotations

from collections.abc import Sequence


def batch_by_tokens(lengths: Sequence[int], most: int) -> tuple[tuple[int, ...], ...]:
    """Group items of like length, so that no batch holds more than ``most`` tokens with its padding.

    Args:
        lengths: Tokens of each item.
        most: Most tokens in a batch; a longer item is its own batch.

    Returns:
        Places in ``lengths``, every one once, the longest first (so that a lack of memory shows at once).
    """
    batches: list[tuple[int, ...]] = []
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: (-lengths[place], place)):
        if batch and lengths[batch[0]] * (len(batch) + 1) > most:
            batches.append(tuple(batch))
            batch = []
        batch.append(place)
    if batch:
        batches.append(tuple(batch))
    return tuple(batches)
