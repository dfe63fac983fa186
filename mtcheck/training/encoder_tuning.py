"""Tunes the sentence encoder on the dictionary: a sentence near the description of the sense that is meant in it.

An English example with its headword named, and its French with the rendering masked, are drawn to the description of their
sense, against the headword's other senses (hard) and all senses of the batch (in-batch negatives).
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import torch
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from mtcheck.encoder.descriptions import description
from mtcheck.encoder.pieces import FILE_NAME, Pieces, Tokenizer
from mtcheck.encoder.weights import write_encoder
from mtcheck.lexicon.dictionary import Dictionary, DictionaryEntry, Sense
from mtcheck.records import Span
from mtcheck.senses.headwords import HeadwordFinder
from mtcheck.senses.parts_of_speech import shipped_parts_of_speech
from mtcheck.senses.tokens import Sentence
from mtcheck.training.encoder_network import EncoderNetwork, padded, read_encoder

_SHARP = 20.0  # of the softmax over cosines
_HELD = 8  # one headword in so many is held out
_DROPPED, _BARE = 0.3, 0.4  # companions that are dropped; descriptions without their renderings
_WARMUP = 60  # updates


@dataclass(frozen=True)
class Tuning:
    """How to tune.

    Attributes:
        minutes: How long.
        rate: Highest learning rate.
        headwords: Headwords in a batch.
        frozen: Lowest layers that stay as they are, with the embeddings.
        seed: Of all draws.
    """

    minutes: float = 45.0
    rate: float = 6e-5
    headwords: int = 14
    frozen: int = 3
    seed: int = 1


def tune(start: Path, dictionary: Dictionary, output: Path, tuning: Tuning) -> tuple[float, float]:
    """Tune an encoder and write it.

    Args:
        start: The encoder to start from.
        dictionary: With examples.
        output: The folder to write; it may exist.
        tuning: How.

    Returns:
        Share of held-out examples whose sense is chosen rightly among those of its headword, by the English sentence and by the
        French with its rendering masked, 0–1.

    Raises:
        ModelLoadError: There is no encoder to start from.
    """
    torch.manual_seed(tuning.seed)
    chance = random.Random(tuning.seed)
    cut, network = Tokenizer(start), read_encoder(start)
    entries = [entry for entry in dictionary if any(sense.examples for sense in entry.senses)]
    known = [entry for entry in entries if not _is_held(entry)]
    reader = _PairReader(cut, HeadwordFinder(dictionary, shipped_parts_of_speech(dictionary)), chance)
    _learn(network, reader, known, tuning, chance)
    output.mkdir(parents=True, exist_ok=True)
    write_encoder({name: value.detach().numpy() for name, value in network.state_dict().items()}, output)
    if start.resolve() != output.resolve():
        shutil.copyfile(start / FILE_NAME, output / FILE_NAME)
    return measure(network, reader, [entry for entry in entries if _is_held(entry) and len(entry.senses) > 1])


def _is_held(entry: DictionaryEntry) -> bool:
    return crc32(entry.id.encode()) % _HELD == 0


@dataclass
class _PairReader:
    """Makes what the encoder reads of entries."""

    cut: Tokenizer
    finder: HeadwordFinder
    chance: random.Random

    def description(self, entry: DictionaryEntry, sense: Sense, *, whole: bool = True) -> Pieces:
        if whole:
            return self.cut.description(description(entry, entry.senses.index(sense)))
        cues = tuple(cue for cue in sense.cues if self.chance.random() >= _DROPPED)
        french = () if self.chance.random() < _BARE else sense.french
        return self.cut.description(f"{entry.english} ({sense.domain}): {', '.join(cues)}. {', '.join(french)}")

    def english(self, entry: DictionaryEntry, sentence: str) -> Pieces:
        own = (h.span for h in self.finder.find(sentence) if h.english == entry.english)
        return self.cut.named(entry.english, sentence, next(own, Span(0, 0)))

    def french(self, sense: Sense, text: str) -> Pieces | None:
        sentence = Sentence(text)
        places = [place for rendering in sense.french for place in sentence.accepted(rendering)]
        if not places:
            return None
        longest = max(places, key=lambda place: (place[1] - place[0], -place[0]))
        return self.cut.masked(text, sentence.span(longest))


def _learn(
    network: EncoderNetwork,
    reader: _PairReader,
    entries: Sequence[DictionaryEntry],
    tuning: Tuning,
    chance: random.Random,
) -> None:
    for frozen in (network.emb, *network.layers[: tuning.frozen]):
        frozen.requires_grad_(requires_grad=False)
    network.pos.requires_grad = False
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=tuning.rate, betas=(0.9, 0.98), weight_decay=0.01)
    begun = time.monotonic()
    for step, batch in enumerate(_batches(entries, tuning.headwords, chance), 1):
        done = (time.monotonic() - begun) / 60 / tuning.minutes
        if done >= 1:
            return
        rate = tuning.rate * min(1.0, step / _WARMUP) * (1.0 if done < 0.3 else (1 - done) / 0.7)
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = _loss(network, reader, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(weights, 1.0)
        optimizer.step()
        if step % 20 == 0:
            sys.stderr.write(f"update {step}, {100 * done:.0f} %: loss {loss.detach().item():.3f}\n")


def _batches(entries: Sequence[DictionaryEntry], size: int, chance: random.Random) -> Iterator[list[DictionaryEntry]]:
    order = list(entries)
    while order:
        chance.shuffle(order)
        yield from (order[first : first + size] for first in range(0, len(order), size))


def _loss(network: EncoderNetwork, reader: _PairReader, batch: Sequence[DictionaryEntry]) -> torch.Tensor:
    descriptions: list[Pieces] = []
    owners: list[int] = []
    asked: list[Pieces] = []
    targets: list[int] = []
    askers: list[int] = []
    for number, entry in enumerate(batch):
        for sense in entry.senses:
            for example in sense.examples:
                masked = reader.french(sense, example.french)
                for text in (reader.english(entry, example.english), *((masked,) if masked else ())):
                    asked.append(text)
                    targets.append(len(descriptions))
                    askers.append(number)
            descriptions.append(reader.description(entry, sense, whole=False))
            owners.append(number)
    near = network(padded(asked)) @ network(padded(descriptions)).T * _SHARP
    own = torch.tensor(askers)[:, None] == torch.tensor(owners)[None, :]
    target = torch.tensor(targets)
    hard = functional.cross_entropy(near.masked_fill(~own, -1e4), target)
    return hard + 0.5 * functional.cross_entropy(near, target)


@torch.no_grad()
def measure(network: EncoderNetwork, reader: _PairReader, entries: Sequence[DictionaryEntry]) -> tuple[float, float]:
    """Return how often the sense that is meant is nearest, by English sentences and by masked French ones, 0–1; NaN for none."""
    right: tuple[list[bool], list[bool]] = ([], [])
    for entry in entries:
        vectors = network(padded([reader.description(entry, sense) for sense in entry.senses]))
        for number, sense in enumerate(entry.senses):
            for example in sense.examples:
                texts = (reader.english(entry, example.english), reader.french(sense, example.french))
                for kept, text in zip(right, texts, strict=True):
                    if text is not None:
                        kept.append(int((vectors @ network(padded([text]))[0]).argmax()) == number)
    english, french = (sum(kept) / len(kept) if kept else float("nan") for kept in right)
    return english, french
