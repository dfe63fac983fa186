"""Beam search over an encoder–decoder network, written so that a sentence's answer never depends on its batch.

The search of transformers gives all sentences of a batch one length limit and lets the longest decide when to stop;
here every sentence has its own, and finished ones leave the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import torch
from torch import Tensor

from mtcheck.engines.answers import Forced, Generated, TranslationJob
from mtcheck.engines.batching import batch_by_tokens

_NEVER = float("-inf")
Beam = tuple[tuple[int, ...], float]  # generated ids, summed log-probability


@dataclass(slots=True)
class _Sentence:
    """The state of one sentence of the batch."""

    limit: int
    beams: list[Beam]
    finished: list[Generated] = field(default_factory=list)
    done: bool = False

    def best(self, count: int) -> tuple[Generated, ...]:
        return tuple(sorted(self.finished, key=lambda found: -found.mean)[:count])


class Network:
    """A transformers encoder–decoder with what the search needs to know of it.

    Args:
        model: The transformers model, in evaluation mode, on its device.
        pad: Id of the padding token.
        end: Id of the end token.
        forbidden: Ids that are never generated.
    """

    def __init__(self, model: Any, *, pad: int, end: int, forbidden: frozenset[int]) -> None:
        self.model, self.pad, self.end = model, pad, end
        self.device: torch.device = model.device
        self._turn = Lock()  # one batch at a time, whoever asks: two need twice the memory and are no sooner done
        self._forbidden = torch.tensor(sorted(forbidden), dtype=torch.long, device=self.device)

    def pad_batch(self, rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Stack rows of ids, padded on the right.

        Returns:
            Ids and attention mask, both (rows, longest).
        """
        width = max(map(len, rows))
        ids = torch.tensor([[*row, *[self.pad] * (width - len(row))] for row in rows], dtype=torch.long)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows], dtype=torch.long)
        return ids.to(self.device), mask.to(self.device)

    def encode(self, sources: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Run the encoder.

        Returns:
            States (rows, longest, width) and attention mask (rows, longest).
        """
        ids, mask = self.pad_batch(sources)
        states: Tensor = self.model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
        return states, mask

    def search(
        self,
        jobs: Sequence[TranslationJob],
        prefix: Sequence[int],
        *,
        target_lang: str,
        beam: int,
        count: int,
        batch_tokens: int,
    ) -> list[tuple[Generated, ...]]:
        """Generate the likeliest targets of every source, in batches of sources of like length."""
        found: dict[int, tuple[Generated, ...]] = {}
        for batch in batch_by_tokens([len(job.source) * beam for job in jobs], batch_tokens):
            sources, limits = [jobs[place].source for place in batch], [jobs[place].limit for place in batch]
            with self._turn:
                found.update(zip(batch, self._search_batch(sources, prefix, limits, beam, count), strict=True))
        return [found[place] for place in range(len(jobs))]

    def force(
        self,
        sources: Sequence[Sequence[int]],
        prefix: Sequence[int],
        targets: Sequence[Sequence[int]],
        *,
        batch_tokens: int,
    ) -> list[tuple[Forced, ...]]:
        """Score every token of the targets, in batches of pairs of like length."""
        from mtcheck.engines.forcing import force_decode

        forced: dict[int, tuple[Forced, ...]] = {}
        costs = [max(len(source), len(target)) for source, target in zip(sources, targets, strict=True)]
        for batch in batch_by_tokens(costs, batch_tokens):
            with self._turn:
                answers = force_decode(self, [sources[job] for job in batch], prefix, [targets[job] for job in batch])
            forced.update(zip(batch, answers, strict=True))
        return [forced[place] for place in range(len(targets))]

    @torch.inference_mode()
    def _search_batch(
        self, sources: Sequence[Sequence[int]], prefix: Sequence[int], limits: Sequence[int], beam: int, count: int
    ) -> list[tuple[Generated, ...]]:
        """Generate the likeliest targets of every source of one batch.

        Args:
            sources: Encoder input ids.
            prefix: Ids that the decoder is given first.
            limits: Most tokens to generate, for each source.
            beam: Beam width; 1 is greedy search.
            count: Most sequences a source.

        Returns:
            For each source, in the same order, the finished beams of the highest mean log-probability.
        """
        from transformers.modeling_outputs import BaseModelOutput

        states, mask = self.encode(sources)
        states, mask = states.repeat_interleave(beam, 0), mask.repeat_interleave(beam, 0)
        # All beams start alike: only the first counts, or they would stay alike.
        starts: list[Beam] = [((), 0.0), *([((), _NEVER)] * (beam - 1))]
        sentences = [_Sentence(limit, list(starts)) for limit in limits]
        active, cache = sentences, None
        step = torch.tensor([list(prefix)] * len(mask), dtype=torch.long, device=self.device)
        for generated in range(1, max(limits) + 1):
            answer = self.model(
                encoder_outputs=BaseModelOutput(last_hidden_state=states),
                attention_mask=mask,
                decoder_input_ids=step,
                past_key_values=cache,
                use_cache=True,
            )
            cache = answer.past_key_values
            log_probs = torch.log_softmax(answer.logits[:, -1].float(), dim=-1)
            log_probs[:, self._forbidden] = _NEVER
            rows = self._advance(active, log_probs, beam, generated)
            kept = [number for number, sentence in enumerate(active) if not sentence.done]
            if not kept:
                break
            active = [active[number] for number in kept]
            order = [row for number in kept for row in rows[number]]
            if order != list(range(len(mask))):
                index = torch.tensor(order, dtype=torch.long, device=self.device)
                if len(order) == len(mask):  # the cross-attention of a sentence's beams is the same
                    cache.self_attention_cache.reorder_cache(index)
                else:
                    cache.reorder_cache(index)
                    states, mask = states[index], mask[index]
            step = torch.tensor(
                [[beams[0][-1]] for sentence in active for beams in sentence.beams],
                dtype=torch.long,
                device=self.device,
            )
        return [sentence.best(count) for sentence in sentences]

    def _advance(self, active: list[_Sentence], log_probs: Tensor, beam: int, generated: int) -> list[tuple[int, ...]]:
        """Extend every sentence's beams by one token.

        Returns:
            For each sentence the rows of ``log_probs`` that its new beams continue.
        """
        totals = torch.tensor(
            [[total for _, total in sentence.beams] for sentence in active], dtype=torch.float32, device=self.device
        )
        vocabulary = log_probs.shape[-1]
        scores = (log_probs.view(len(active), beam, vocabulary) + totals[:, :, None]).view(len(active), -1)
        # Twice the beam: enough even where every beam's best continuation is the end token.
        best = torch.topk(scores, min(2 * beam, scores.shape[-1]), dim=-1)
        values, places = best.values.tolist(), best.indices.tolist()
        rows: list[tuple[int, ...]] = []
        for number, sentence in enumerate(active):
            continued: list[Beam] = []
            origins: list[int] = []
            for rank, (total, place) in enumerate(zip(values[number], places[number], strict=True)):
                origin, token = divmod(place, vocabulary)
                ids = sentence.beams[origin][0]
                if token == self.end:
                    if rank < beam:
                        sentence.finished.append(Generated(ids, total, generated))
                elif len(continued) < beam:
                    continued.append(((*ids, token), total))
                    origins.append(number * beam + origin)
            sentence.beams = continued
            if generated >= sentence.limit and not sentence.finished:
                sentence.finished = [Generated(ids, total, generated) for ids, total in continued]
            sentence.done = len(sentence.finished) >= beam or generated >= sentence.limit
            rows.append(tuple(origins))
        return rows
