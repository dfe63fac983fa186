"""The engine on CTranslate2: int8 on a CPU, half precision on CUDA; PyTorch is not needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache as once
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.engines.answers import Forced, Forcer, Generated, TranslationJob
from mtcheck.engines.conversion import ENCODER, converted
from mtcheck.engines.devices import compute_type, cores, find_cuda
from mtcheck.engines.engine import TokenTranslator, mapped, position_limit
from mtcheck.engines.families import Family, read_family
from mtcheck.engines.folders import find_folder
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.signatures import ctranslate2_signature
from mtcheck.engines.target_pieces import read_target_pieces
from mtcheck.engines.weights import digest, model_files, weight_files

if TYPE_CHECKING:
    from mtcheck.engines.architecture import Array

_SMALL = 64 << 20  # bytes of weights up to which a second copy costs nothing worth a wait
_MOST_BATCH = 2048  # tokens; larger batches leave a worker idle at the end and gain nothing


class CTranslate2Translator(TokenTranslator):
    """A translation engine on CTranslate2. Make one with :meth:`load`.

    CTranslate2 translates, and says how likely targets are. It gives no alternatives when it scores, so that another
    network does where they are asked for: on a CPU NumPy's, behind CTranslate2's encoder, on CUDA transformers'. Both
    are loaded when they are first asked.
    """

    @classmethod
    def load(cls, options: EngineOptions, *, checksum: str | None = None) -> CTranslate2Translator:
        """Load a model, converting it first where that was not yet done.

        Args:
            options: ``dtype`` ``auto`` is int8 on a CPU, float16 on CUDA.
            checksum: Digest of the model's files, None to compute it.

        Raises:
            ModelLoadError: A file is missing or malformed, or the model has a shape that is not known here.
            DeviceError: The device is not on this machine, or does not compute in that format.
        """
        model, device, threads, cache = options.model, options.device, options.threads, options.models
        number = find_cuda(device)
        place = "cpu" if number is None else "cuda"
        compute = compute_type(options.dtype, place)
        folder = find_folder(model, revision=options.revision, allow_hub=options.allow_hub)
        workers = (threads or cores()) if number is None else 1
        checksum = checksum or digest(model_files(folder))
        with mapped(f"{folder}: cannot be loaded"):
            family = read_family(folder)
            most = _MOST_BATCH if number is None else None
            second = number is None and sum(file.stat().st_size for file in weight_files(folder)) <= _SMALL
            # A translator for each language that has pieces of its own: a vocabulary map, which CTranslate2 has for
            # this, is gathered anew for each batch, and mixes languages up where one translator writes several.
            apart = read_target_pieces(folder) if second else {}

            def load_translator(part: str = "") -> Any:
                return _open(folder, checksum, compute, cache, number, workers, part)

            opened = once(load_translator)
            if not apart:
                opened("")
            searcher = _Searcher(lambda language: opened(language if language in apart else ""), family, most)
        return cls(
            signature=ctranslate2_signature(model, folder, checksum, beam=options.beam, compute=compute, device=place),
            _searcher=searcher,
            _forcer=_LazyForcer(
                (lambda: _cpu_forcer(folder, family, checksum, compute, cache, workers))
                if number is None
                else lambda: _cuda_forcer(folder, family, device)
            ),
            _family=family,
            _limit=position_limit(folder),
            _batch_tokens=options.batch_tokens,
            _beam=options.beam,
            # With an engine of its own, who checks a file does not wait for the translations of the next ones.
            _reckoner=_Reckoner(load_translator if second else lambda: opened(""), most),
        )


def _open(
    folder: Path, checksum: str, compute: str, cache: Path | None, cuda: int | None, workers: int, part: str
) -> Any:
    from ctranslate2 import Translator

    with converted(folder, checksum, compute=compute, cache=cache, part=part) as path:
        return Translator(
            str(path),
            "cpu" if cuda is None else "cuda",
            device_index=cuda or 0,
            compute_type=compute,
            # Whole batches side by side, one thread each: the threads of one small product would wait for each other.
            inter_threads=workers,
            intra_threads=1,
        )


@dataclass(frozen=True, slots=True)
class _Searcher:
    """Generates with CTranslate2.

    A batch holds sources of one length only. With padding, products of other sizes round differently, and where
    numbers are cut to eight bits the smallest difference becomes a visible one: measured, one or two of 600
    translations change with their company. Without padding they are the same to the last bit.
    """

    load: Callable[[str], Any]  # the translator into a language, the same one each time
    family: Family
    most: int | None
    turn: Lock = field(default_factory=Lock, compare=False)  # who asks first is answered first, with several threads

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
        """Generate the likeliest targets of every source, in batches of sources of the same length."""
        most = min(batch_tokens, self.most or batch_tokens)
        with self.turn:
            translator = self.load(target_lang)
            waiting = [
                (batch, self._submit(translator, [jobs[place] for place in batch], prefix, beam, count))
                for batch in _batches(jobs, max(1, most // beam))
            ]
        found: dict[int, tuple[Generated, ...]] = {}
        for batch, answers in waiting:
            for place, answer in zip(batch, answers, strict=True):
                found[place] = self._read(answer.result(), len(prefix) - 1)
        return [found[place] for place in range(len(jobs))]

    def _submit(
        self, translator: Any, jobs: Sequence[TranslationJob], prefix: Sequence[int], beam: int, count: int
    ) -> list[Any]:
        forced = [str(token) for token in prefix[1:]]
        answers: list[Any] = translator.translate_batch(
            [[str(token) for token in job.source] for job in jobs],
            [forced] * len(jobs) if forced else None,
            asynchronous=True,
            beam_size=beam,
            num_hypotheses=count,
            length_penalty=1,
            suppress_sequences=[[str(token)] for token in sorted(self.family.forbidden)],
            max_input_length=0,
            max_decoding_length=jobs[0].limit + len(forced),  # it counts the prefix as well
            min_decoding_length=0,
            return_scores=True,
            return_end_token=True,
        )
        return answers

    def _read(self, answer: Any, skipped: int) -> tuple[Generated, ...]:
        found = []
        for tokens, score in zip(answer.hypotheses, answer.scores, strict=True):
            ids = tuple(int(token) for token in tokens[skipped:])
            kept = ids[:-1] if ids and ids[-1] == self.family.end else ids
            found.append(Generated(kept, score * len(tokens), len(ids)))  # a mean over the prefix's tokens as well
        return tuple(sorted(found, key=lambda one: -one.mean))


class _Reckoner:
    """Says how likely targets are, with an engine that is loaded when it is first asked."""

    def __init__(self, load: Callable[[], Any], most: int | None) -> None:
        self._load, self._most = once(load), most

    def reckon(
        self,
        sources: Sequence[Sequence[int]],
        prefix: Sequence[int],
        targets: Sequence[Sequence[int]],
        *,
        batch_tokens: int,
    ) -> list[tuple[float, ...]]:
        """Return the log-probability of every token of the targets."""
        skipped = len(prefix) - 1
        answers = self._load().score_batch(
            [[str(token) for token in source] for source in sources],
            [[str(token) for token in (*prefix[1:], *target)] for target in targets],
            # On a CPU each pair is a batch, so that it meets no padding; a sentence is work enough for one product.
            max_batch_size=batch_tokens if self._most is None else 1,
            batch_type="tokens" if self._most is None else "examples",
            max_input_length=0,
        )
        return [
            tuple(answer.log_probs[skipped : skipped + len(target)])
            for answer, target in zip(answers, targets, strict=True)
        ]


def _batches(jobs: Sequence[TranslationJob], most: int) -> list[list[int]]:
    """Group jobs alike in length and limit, the longest first."""
    alike: dict[tuple[int, int], list[int]] = {}
    for place, job in enumerate(jobs):
        alike.setdefault((len(job.source), job.limit), []).append(place)
    batches: list[list[int]] = []
    for (length, _), places in sorted(alike.items(), reverse=True):
        size = max(1, most // max(1, length))
        batches.extend(places[start : start + size] for start in range(0, len(places), size))
    return batches


class _LazyForcer:
    """A network that is loaded when it is first asked."""

    def __init__(self, load: Callable[[], Forcer]) -> None:
        self._load = once(load)

    def force(
        self,
        sources: Sequence[Sequence[int]],
        prefix: Sequence[int],
        targets: Sequence[Sequence[int]],
        *,
        batch_tokens: int,
    ) -> list[tuple[Forced, ...]]:
        return self._load().force(sources, prefix, targets, batch_tokens=batch_tokens)


def _cpu_forcer(folder: Path, family: Family, checksum: str, compute: str, kept: Path | None, workers: int) -> Forcer:
    """Let CTranslate2 read and NumPy write: what is written needs alternatives, what is read does not."""
    from ctranslate2 import Encoder

    from mtcheck.engines.architecture import read_architecture
    from mtcheck.engines.numpy_network import NumpyNetwork

    with converted(folder, checksum, compute=compute, cache=kept, part=ENCODER) as path:
        encoder = Encoder(str(path), "cpu", compute_type=compute, inter_threads=workers, intra_threads=1)

    def encode(ids: Sequence[int]) -> Array:
        # One source at a time: padding would change the last bits, and eight bits make them visible.
        read: Array = np.asarray(encoder.forward_batch([list(ids)]).last_hidden_state)[0]
        return read

    return NumpyNetwork(read_architecture(folder), pad=family.pad, threads=workers, encode=encode)


def _cuda_forcer(folder: Path, family: Family, device: str) -> Forcer:
    from mtcheck.engines.loading import find_device, find_dtype, load_network
    from mtcheck.engines.search import Network

    place = find_device(device)
    network = load_network(folder, family, place, find_dtype("auto", place))
    return Network(network, pad=family.pad, end=family.end, forbidden=family.forbidden)
