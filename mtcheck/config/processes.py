"""The processes that check side by side, and what each of them computes on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mtcheck.config.engines import named_errors
from mtcheck.config.resources import build_means
from mtcheck.config.settings import Config
from mtcheck.engines.devices import cores
from mtcheck.language.choosing import AUTO

if TYPE_CHECKING:
    from mtcheck.run.workers import Workers


def build_workers(config: Config) -> Workers | None:
    """Return the processes that check side by side, not started yet; None where this one does all.

    Of CUDA devices each gets one process, and no two share one.

    Args:
        config: ``jobs`` and ``model`` are read, the rest by the processes themselves.

    Raises:
        ConfigError: The device is not on this machine.
    """
    if config.jobs == 1:
        return None
    from mtcheck.engines.devices import count_cuda, find_cuda

    with named_errors(config):
        number = find_cuda(config.model.device)
    if number is not None:
        every = config.model.device in {"auto", "cuda"}
        devices = [f"cuda:{place}" for place in range(count_cuda())] if every else [config.model.device]
        configs = [replace(config, model=replace(config.model, device=device)) for device in devices]
        configs = configs if config.jobs == AUTO else configs[: int(config.jobs)]
        threads = config.model.threads or max(1, cores() // len(configs))
    else:
        jobs = cores() if config.jobs == AUTO else int(config.jobs)
        threads = config.model.threads or max(1, cores() // jobs)
        configs = [replace(config, model=replace(config.model, threads=threads))] * jobs
    if len(configs) < 2:
        return None
    from mtcheck.run.workers import Workers

    return Workers([partial(build_means, each) for each in configs], threads=threads)
