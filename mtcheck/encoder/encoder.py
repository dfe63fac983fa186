"""The sentence encoder: vectors of texts, on CTranslate2."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from hashlib import blake2b
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from mtcheck.encoder.files import MODEL, model_files
from mtcheck.encoder.pieces import LONGEST, Pieces, Tokenizer, tokenizer
from mtcheck.engines.ctranslate2_file import require_finite_variables
from mtcheck.engines.devices import cores, find_cuda
from mtcheck.engines.weights import digest
from mtcheck.errors import DeviceError, ModelLoadError
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from mtcheck.engines.cache import AnswerCache

Vectors: TypeAlias = npt.NDArray[np.float32]

SIZE = 384  # numbers of a vector
_AT_ONCE = 16  # texts in a batch: longer batches gain nothing on a CPU
_HELD = 20_000  # vectors that are held, 1.5 kB each
_WHOLE = "int8_float32"  # products of whole numbers, the rest in float32
# Vectors are rounded: what order and size of a batch change in float32, some 1e-6, does not show.
_STEPS = 8192


class SentenceEncoder:
    """Turns texts into unit vectors; a text's vector does not depend on the texts beside it. Make one with :meth:`load`.

    Args:
        folder: The model.
        device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
        threads: Batches at a time on a CPU, None for as many as there are cores.
        answers: Keeps vectors between runs; None keeps none.
    """

    def __init__(self, folder: Path, device: str, threads: int | None, answers: AnswerCache | None) -> None:
        self._folder, self._device, self._threads, self._answers = folder, device, threads, answers
        self._held: OrderedDict[Pieces, Vectors] = OrderedDict()
        self._turn = Lock()

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        *,
        device: str = "auto",
        threads: int | None = None,
        answers: AnswerCache | None = None,
    ) -> SentenceEncoder:
        """Return an encoder; its weights are read when the first text comes that is not known.

        Args:
            folder: A model that ``python -m mtcheck.training senses`` wrote; None for the one that ships.
            device: ``auto`` (CUDA where there is one), ``cpu``, ``cuda`` or ``cuda:N``.
            threads: Batches at a time on a CPU, None for as many as there are cores.
            answers: Keeps vectors between runs; None keeps none.

        Raises:
            ModelLoadError: There is no model.
        """
        path = shipped_folder() if folder is None else folder
        if not (path / MODEL).is_file():
            raise ModelLoadError(Message("{path}: no sentence encoder ({model})", path=str(path), model=MODEL))
        return cls(path, device, threads, answers)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """Cuts texts into this encoder's pieces."""
        return tokenizer(self._folder)

    @cached_property
    def signature(self) -> str:
        """What reproduces the vectors."""
        return f"encoder:{digest((self._folder / MODEL, self._folder / 'pieces.spm'))}"

    def encode(self, texts: Sequence[str | Pieces]) -> Vectors:
        """Encode texts.

        Args:
            texts: Texts, or what the :attr:`tokenizer` made of them.

        Returns:
            Shape (texts, 384), rows of length 1, in the same order.

        Raises:
            ModelLoadError: The model is malformed.
            DeviceError: The device is not on this machine, or has no room.
        """
        asked = [self.tokenizer.text(text) if isinstance(text, str) else text[:LONGEST] for text in texts]
        if not asked:
            return np.zeros((0, SIZE), np.float32)
        with self._turn:
            missing = [pieces for pieces in dict.fromkeys(asked) if pieces not in self._held]
            found = self._kept(missing) if missing else {}
            found |= {pieces: self._held[pieces] for pieces in dict.fromkeys(asked) if pieces in self._held}
            self._hold(found)
        return np.stack([found[pieces] for pieces in asked])

    def _hold(self, found: dict[Pieces, Vectors]) -> None:
        for pieces, vector in found.items():
            self._held[pieces] = vector
            self._held.move_to_end(pieces)
        while len(self._held) > _HELD:
            self._held.popitem(last=False)

    def _kept(self, missing: Sequence[Pieces]) -> dict[Pieces, Vectors]:
        """Return vectors from the cache between runs, and from the network what it lacks."""
        if self._answers is None:
            return {pieces: _unit(steps) for pieces, steps in self._rounded(missing).items()}
        keys = {pieces: self._key(pieces) for pieces in missing}
        kept = self._answers.get(list(keys.values()))
        found = {
            pieces: _unit(np.frombuffer(kept[key], "<i2"))
            for pieces, key in keys.items()
            if key in kept and len(kept[key]) == 2 * SIZE
        }
        new = self._rounded([pieces for pieces in missing if pieces not in found])
        self._answers.put({keys[pieces]: steps.astype("<i2").tobytes() for pieces, steps in new.items()})
        return found | {pieces: _unit(steps) for pieces, steps in new.items()}

    def _key(self, pieces: Pieces) -> bytes:
        made = f"{self.signature}:{self._computing}".encode()
        return blake2b(made + np.asarray(pieces, dtype="<u2").tobytes(), digest_size=16).digest()

    def _rounded(self, missing: Sequence[Pieces]) -> dict[Pieces, npt.NDArray[np.int16]]:
        ordered = sorted(missing, key=lambda pieces: (len(pieces), pieces))
        # one length a batch: padding would change the last digits of sums, and with them what is rounded to a whole number
        lengths = [list(own) for _, own in groupby(ordered, key=len)]
        batches = [own[start : start + _AT_ONCE] for own in lengths for start in range(0, len(own), _AT_ONCE)]
        with ThreadPoolExecutor(self._workers) as pool:
            rows = [row for own in pool.map(self._forward, batches) for row in own]
        return dict(zip(ordered, rows, strict=True))

    def _forward(self, batch: Sequence[Pieces]) -> npt.NDArray[np.int16]:
        from ctranslate2 import DataType, Device

        try:
            states = self._network.forward_batch([list(pieces) for pieces in batch]).last_hidden_state
        except RuntimeError as error:  # out of memory
            raise DeviceError(
                Message("{device}: {error}", device=self._device, error=str(error)), key="device"
            ) from error
        if states.device != "cpu":
            states = states.to(DataType.float32).to_device(Device.cpu)
        hidden = np.asarray(states, dtype=np.float32)
        means = np.stack([rows[: len(pieces)].mean(axis=0) for rows, pieces in zip(hidden, batch, strict=True)])
        length = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
        return np.asarray(np.rint(means / length * _STEPS), dtype=np.int16)

    @cached_property
    def _number(self) -> int | None:
        return find_cuda(self._device)

    @cached_property
    def _computing(self) -> str:
        """How CTranslate2 computes: on a CPU in int8, as the weights are stored, where the CPU can.

        That costs 0.4 times the time of float32; vectors are nearer than 0.99 to its (cosine, 0.997 on average), and the sense is
        chosen rightly as often.
        """
        if self._number is not None:
            return "float16"
        from ctranslate2 import get_supported_compute_types

        return _WHOLE if _WHOLE in get_supported_compute_types("cpu") else "float32"

    @property
    def _workers(self) -> int:
        return 1 if self._number is not None else self._threads or cores()

    @cached_property
    def _network(self) -> Any:
        from ctranslate2 import Encoder

        number = self._number
        try:
            files = model_files(self._folder)
            require_finite_variables(self._folder / MODEL, files[MODEL])
            return Encoder(
                str(self._folder),
                "cpu" if number is None else "cuda",
                device_index=number or 0,
                compute_type=self._computing,
                inter_threads=self._workers,
                intra_threads=1,
                files=files,
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelLoadError(
                Message(
                    "{folder}: the sentence encoder cannot be loaded ({error})",
                    folder=str(self._folder),
                    error=str(error),
                )
            ) from error


def _unit(steps: npt.NDArray[np.int16]) -> Vectors:
    """Return a rounded vector at length 1."""
    vector = steps.astype(np.float32)
    return np.asarray(vector / max(1.0, float(np.linalg.norm(vector))), dtype=np.float32)


def shipped_folder() -> Path:
    """Return the folder of the encoder that ships with the package.

    Raises:
        ModelLoadError: The package was installed without it, or inside an archive.
    """
    folder = files("mtcheck") / "weights" / "encoder"
    if not isinstance(folder, Path) or not folder.is_dir():
        raise ModelLoadError(Message("{folder}: the sentence encoder is not in this installation", folder=str(folder)))
    return folder


@cache
def shipped_encoder() -> SentenceEncoder:
    """Return the encoder that ships with the package, on the CPU."""
    return SentenceEncoder.load(device="cpu")
