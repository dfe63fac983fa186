"""The training loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

import torch
from torch import Tensor

from mtcheck.training.batches import Batches, Position
from mtcheck.training.checkpoints import Checkpoint
from mtcheck.training.log import Log
from mtcheck.training.loss import token_loss
from mtcheck.training.network import NetworkShape, TranslationNetwork, sinusoids
from mtcheck.training.recipe import TrainRecipe
from mtcheck.training.throughput import peak_rate, step_operations
from mtcheck.training.updates import Updater, learning_share


@dataclass(slots=True)
class TrainingProgress:
    """How far a run has come."""

    step: int = 0
    tokens: int = 0
    minutes: float = 0.0


class Trainer:
    """Trains a network, and can be stopped and resumed to the same numbers.

    Args:
        shape: The network's shape.
        dropout: Share of activations dropped.
        recipe: The optimisation.
        batches: The data.
        device: Where to train.
        log: Where figures go.
        validate: Called every ``validate_every`` updates with the trainer; returns figures for the log.
        save: Called every ``checkpoint_every`` updates, and at the end, with a checkpoint.
    """

    def __init__(
        self,
        shape: NetworkShape,
        dropout: float,
        recipe: TrainRecipe,
        batches: Batches,
        *,
        device: torch.device,
        log: Log,
        validate: Callable[[Trainer], dict[str, float]],
        save: Callable[[Checkpoint], None],
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.shape, self.device, self.progress = shape, device, TrainingProgress()
        self.network = TranslationNetwork(shape, dropout).to(device)
        if recipe.precision == "bfloat16":
            self.network.bfloat16()
            self.network.places = sinusoids(shape.positions, shape.dimension).to(device)  # too coarse in bfloat16
        self.updater = Updater(self.network, recipe)
        self._recipe, self._batches, self._log = recipe, batches, log
        self._validate, self._save = validate, save

    def start_from(self, weights: dict[str, Tensor]) -> None:
        """Take over weights, with fresh optimisers, at step 0."""
        self.updater.load_masters(weights)

    def resume(self, checkpoint: Checkpoint) -> None:
        """Go on where a checkpoint was made."""
        self.updater.load_masters(checkpoint["weights"])
        self.updater.load_state(checkpoint["optimisers"])
        self._batches.position = Position(checkpoint["epoch"], checkpoint["batch"])
        self.progress = TrainingProgress(checkpoint["step"], checkpoint["tokens"], checkpoint["minutes"])
        random = checkpoint["random"]
        torch.set_rng_state(random[0])
        if self.device.type == "cuda" and len(random) > 1:
            torch.cuda.set_rng_state_all(random[1:])
        self._log.write(event="resumed", step=self.progress.step)

    def checkpoint(self) -> Checkpoint:
        """Return the state of the run."""
        random = [torch.get_rng_state()]
        if self.device.type == "cuda":
            random += torch.cuda.get_rng_state_all()
        position = self._batches.position
        return Checkpoint(
            shape=self.shape.as_dict(),
            weights={name: master.detach() for name, master in self.updater.masters.items()},
            optimisers=self.updater.state(),
            step=self.progress.step,
            epoch=position.epoch,
            batch=position.batch,
            random=random,
            minutes=self.progress.minutes,
            tokens=self.progress.tokens,
        )

    def arithmetic(self) -> AbstractContextManager[object]:
        """Return the context in which the network is run."""
        if self._recipe.precision == "autocast":
            return torch.autocast(self.device.type, torch.bfloat16)
        return nullcontext()

    def run(self, *, until: int | None = None) -> None:
        """Train to the end of the recipe.

        Args:
            until: Update after which to stop, with the schedule of the whole run; None for its end.
        """
        recipe, progress = self._recipe, self.progress
        last = recipe.steps if until is None else min(until, recipe.steps)
        number_format = torch.float32 if recipe.precision == "float32" else torch.bfloat16
        peak = peak_rate(self.device, number_format)
        self._log.write(event="peak", step=progress.step, device=self.device.type, teraflops=peak / 1e12)
        self.network.train()
        window = _Window()
        clock = time.perf_counter()
        while progress.step < last and self._share() < 1:
            batch = self._batches.next()
            rate = learning_share(progress.step, self._share(), warm_up=recipe.warm_up, decay_share=recipe.decay_share)
            with self.arithmetic():
                loss = token_loss(self.network, batch.to(self.device), smoothing=recipe.label_smoothing)
            loss.backward()  # type: ignore[no-untyped-call]
            self.updater.update(rate)
            progress.step += 1
            progress.tokens += batch.target_tokens
            window.losses.append(loss.detach().float() * batch.target_tokens)
            window.tokens += batch.target_tokens
            window.operations += step_operations(batch, self.shape)
            clock = self._pass(clock, window)
            finished = progress.step == last or self._share() >= 1
            if progress.step % recipe.log_every == 0 or finished:
                self._report(window, rate, peak)
                window = _Window()
            if progress.step % recipe.validate_every == 0 or finished:
                self._log.write(step=progress.step, minutes=progress.minutes, **self._validate(self))
                clock = time.perf_counter()  # validation is no training time
            if progress.step % recipe.checkpoint_every == 0 or finished:
                self._save(self.checkpoint())

    def _pass(self, clock: float, window: _Window) -> float:
        """Count the time since ``clock`` and return the time now."""
        now = time.perf_counter()
        self.progress.minutes += (now - clock) / 60
        window.seconds += now - clock
        return now

    def _share(self) -> float:
        """Return how much of the run is done, by updates or by time, whichever is more."""
        done = self.progress.step / self._recipe.steps
        return max(done, self.progress.minutes / self._recipe.minutes) if self._recipe.minutes else done

    def _report(self, window: _Window, rate: float, peak: float) -> None:
        loss = float(torch.stack(window.losses).sum()) / max(1, window.tokens)  # waits for the device
        position, progress, seconds = self._batches.position, self.progress, max(window.seconds, 1e-9)
        self._log.write(
            step=progress.step,
            epoch=position.epoch,
            batch=position.batch,
            minutes=progress.minutes,
            loss=loss,
            learning_rate=rate * self._recipe.learning_rate,
            tokens=progress.tokens,
            tokens_per_second=round(window.tokens / seconds),
            peak_share=window.operations / seconds / peak,
        )


@dataclass(slots=True)
class _Window:
    """What is summed up between two lines of the log."""

    losses: list[Tensor] = field(default_factory=list)
    tokens: int = 0
    operations: float = 0.0
    seconds: float = 0.0
