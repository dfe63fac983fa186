"""The engine on Hugging Face transformers: MarianMT, M2M100, NLLB and mBART-50, on a CPU or on CUDA."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from mtcheck.errors import MtcheckError, TranslatorError
from mtcheck.records import Hypothesis, TokenScore, TokenScores
from mtcheck.translation.batching import batch_by_tokens
from mtcheck.translation.families import Family, read_family
from mtcheck.translation.forcing import Forced, force_decode
from mtcheck.translation.loading import (
    digest,
    find_device,
    find_dtype,
    find_folder,
    load_network,
    position_limit,
    silence,
    weight_files,
)
from mtcheck.translation.loops import cut_loops
from mtcheck.translation.normalization import tile
from mtcheck.translation.search import Found, Network
from mtcheck.translation.splitting import split_to_fit


@dataclass(frozen=True, slots=True)
class TransformersTranslator:
    """A translation engine on transformers. Make one with :meth:`load`.

    Attributes:
        signature: Model name, digest of the weights, options.
    """

    signature: str
    _network: Network
    _family: Family
    _limit: int
    _batch_tokens: int
    _beam: int

    @classmethod
    def load(
        cls,
        model: str | Path,
        *,
        device: str = "auto",
        dtype: str = "auto",
        batch_tokens: int = 4096,
        beam: int = 1,
        revision: str | None = None,
        allow_hub: bool = False,
        threads: int | None = None,
    ) -> TransformersTranslator:
        """Load a model.

        Args:
            model: A folder; or a name on the Hugging Face hub, where ``allow_hub`` is true.
            device: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
            dtype: ``auto``, ``float32``, ``bfloat16`` or ``float16``.
            batch_tokens: Most tokens in a batch, padding and beams included; a longer sentence is its own batch.
            beam: Beam width, 1 for greedy search.
            revision: Commit of a model on the hub.
            allow_hub: Whether the network may be used; without, nothing is ever fetched.
            threads: CPU threads for the whole process, None to leave PyTorch's choice.

        Returns:
            The engine.

        Raises:
            ModelLoadError: A file is missing or malformed, or the family is not known here.
            DeviceError: The device is not on this machine.
            ValueError: ``batch_tokens``, ``beam`` or ``threads`` is less than 1.
        """
        if min(batch_tokens, beam, 1 if threads is None else threads) < 1:
            raise ValueError("batch_tokens, beam and threads must be at least 1")
        place = find_device(device)
        number_format = find_dtype(dtype, place)
        folder = find_folder(model, revision=revision, allow_hub=allow_hub)
        files = weight_files(folder)
        if threads is not None:
            torch.set_num_threads(threads)
        with _mapped(f"{folder}: cannot be loaded"), silence():
            family = read_family(folder)
            network = load_network(folder, family, place, number_format)
        name = "_".join((folder.resolve().name if Path(model).is_dir() else str(model)).split())
        options = f"beam={beam}:dtype={str(number_format).removeprefix('torch.')}:device={place.type}"
        return cls(
            signature=f"transformers:{name}:{digest(files)}:{options}",
            _network=Network(network, pad=family.pad, end=family.end, forbidden=family.forbidden),
            _family=family,
            _limit=position_limit(folder),
            _batch_tokens=batch_tokens,
            _beam=beam,
        )

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate sentences.

        A text longer than the model reads is cut at punctuation or space, and its translations are joined.

        Args:
            texts: Sentences, already split; an empty one gives an empty hypothesis.
            source_lang: ISO 639-1 code of the texts.
            target_lang: ISO 639-1 code of the hypotheses.

        Returns:
            One hypothesis a text, in the same order.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.
        """
        layout = self._family.layout
        with _mapped("translation failed"):
            prefix = layout.target_prefix(source_lang, target_lang)
            parts = {text: self._parts(text) for text in dict.fromkeys(texts) if text.strip()}
            encoded = {
                part: layout.wrap_source(self._source_ids(part), source_lang, target_lang)
                for part in dict.fromkeys(part for cut in parts.values() for part in cut)
            }
            found = self._search(encoded, prefix)
            return tuple(self._hypothesis(text, parts.get(text, ()), found) for text in texts)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Force-decode each target given its source.

        The end of the sentence is not scored. A pair longer than the model reads is cut, source and target, into as
        many equal parts as it takes.

        Args:
            pairs: ``(source, target)`` texts. An empty source gives the model's own expectation of the target.
            source_lang: ISO 639-1 code of the sources.
            target_lang: ISO 639-1 code of the targets.

        Returns:
            One record a pair, in the same order; token spans are code points of the target as given.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.

        Source:
            Thompson and Post (2020), Prism; Vamvas and Sennrich (2022), NMTScore.
        """
        layout, vocabulary = self._family.layout, self._family.vocabulary
        with _mapped("scoring failed"):
            prefix = layout.target_prefix(source_lang, target_lang)
            targets = {target: vocabulary.encode_target(target) for _, target in pairs}
            jobs: dict[tuple[str, str], list[int]] = {}
            sources: list[tuple[int, ...]] = []
            forced_ids: list[tuple[int, ...]] = []
            for source, target in dict.fromkeys(pairs):
                rows = self._windows(self._source_ids(source), targets[target].ids, len(prefix))
                jobs[source, target] = list(range(len(sources), len(sources) + len(rows)))
                for source_ids, target_ids in rows:
                    sources.append(layout.wrap_source(source_ids, source_lang, target_lang))
                    forced_ids.append(target_ids)
            forced: dict[int, tuple[Forced, ...]] = {}
            costs = [max(len(a), len(b)) for a, b in zip(sources, forced_ids, strict=True)]
            for batch in batch_by_tokens(costs, self._batch_tokens):
                answers = force_decode(
                    self._network, [sources[job] for job in batch], prefix, [forced_ids[job] for job in batch]
                )
                forced.update(zip(batch, answers, strict=True))
            return tuple(
                self._token_scores(target, targets[target].ends, [forced[job] for job in jobs[source, target]])
                for source, target in pairs
            )

    def _source_ids(self, text: str) -> tuple[int, ...]:
        return self._family.vocabulary.encode_source(text).ids if text.strip() else ()

    def _parts(self, text: str) -> tuple[str, ...]:
        most = self._limit - self._family.layout.overhead
        return split_to_fit(text, lambda part: len(self._source_ids(part)) <= most)

    def _search(self, encoded: dict[str, tuple[int, ...]], prefix: tuple[int, ...]) -> dict[str, Found]:
        parts, sources = list(encoded), list(encoded.values())
        found: dict[str, Found] = {}
        for batch in batch_by_tokens([len(ids) * self._beam for ids in sources], self._batch_tokens):
            # A translation of more than twice the source's length is a loop; short sources get some room.
            limits = [min(2 * len(sources[job]) + 20, self._limit - len(prefix)) for job in batch]
            answers = self._network.search([sources[job] for job in batch], prefix, limits, self._beam)
            found.update(zip((parts[job] for job in batch), answers, strict=True))
        return found

    def _hypothesis(self, text: str, parts: Sequence[str], found: dict[str, Found]) -> Hypothesis:
        if not parts:
            return Hypothesis(source=text, text="", engine=self.signature)
        answers = [found[part] for part in parts]
        joined = " ".join(filter(None, (self._family.vocabulary.decode(answer.ids) for answer in answers)))
        output, looped = cut_loops(joined, text)
        mean = sum(answer.log_prob for answer in answers) / sum(answer.length for answer in answers)
        return Hypothesis(source=text, text=output, log_prob=min(0.0, mean), engine=self.signature, looped=looped)

    def _windows(
        self, source: tuple[int, ...], target: tuple[int, ...], prefix: int
    ) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Cut a pair into parts that fit the model; none where the target has no token."""
        if not target:
            return []
        readable, writable = self._limit - self._family.layout.overhead, self._limit - prefix
        count = max(1, -(-len(source) // readable), -(-len(target) // writable))
        count = min(count, len(target))
        return list(zip(_equal_parts(source, count), _equal_parts(target, count), strict=True))

    def _token_scores(self, target: str, ends: tuple[int, ...], windows: list[tuple[Forced, ...]]) -> TokenScores:
        forced = [token for window in windows for token in window]
        surface = self._family.vocabulary.surface
        return TokenScores(
            tuple(
                TokenScore(span, min(0.0, token.log_prob), surface(token.best), min(0.0, token.best_log_prob))
                for span, token in zip(tile(target, ends), forced, strict=True)
            )
        )


def _equal_parts(ids: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    bounds = [len(ids) * place // count for place in range(count + 1)]
    return [ids[bounds[place] : bounds[place + 1]] for place in range(count)]


@contextmanager
def _mapped(what: str) -> Iterator[None]:
    """Map every foreign exception to :class:`TranslatorError`."""
    try:
        yield
    except MtcheckError:
        raise
    except Exception as error:  # torch, sentencepiece and tokenizers each have their own
        raise TranslatorError(f"{what}: {error}") from error
