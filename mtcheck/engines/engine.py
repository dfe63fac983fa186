"""What all engines share: texts to token ids, cuts, loops, batches' answers back to records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from mtcheck.engines.answers import Forced, Forcer, Generated, Reckoner, Searcher, TranslationJob
from mtcheck.engines.base import Translator
from mtcheck.engines.families import Family, read_json
from mtcheck.engines.likelihoods import without_alternatives
from mtcheck.engines.loops import cut_loops
from mtcheck.engines.normalization import tile
from mtcheck.engines.splitting import split_to_fit
from mtcheck.errors import MtcheckError, TranslatorError
from mtcheck.language.messages import Message
from mtcheck.records import Hypothesis, LogProbs, TokenScore, TokenScores

Answer = TypeVar("Answer")


@runtime_checkable
class NBestTranslator(Translator, Protocol):
    """A translator that can give more than one hypothesis."""

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences, each in several ways.

        Args:
            texts: Sentences, already split; an empty one gives one empty hypothesis.
            source_lang: ISO 639-1 code of the texts.
            target_lang: ISO 639-1 code of the hypotheses.
            count: Most hypotheses a text, at most the beam width.

        Returns:
            For each text, in the same order, from one to ``count`` hypotheses, the likeliest first.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.
        """
        ...


@dataclass(frozen=True, slots=True)
class TokenTranslator:
    """An engine on a network that reads and writes token ids.

    Attributes:
        signature: Engine, model name, digest of the model's files, options.
    """

    signature: str
    _searcher: Searcher
    _forcer: Forcer
    _family: Family
    _limit: int
    _batch_tokens: int
    _beam: int
    _reckoner: Reckoner | None = None

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
        every = self.translate_nbest(texts, source_lang=source_lang, target_lang=target_lang, count=1)
        return tuple(hypotheses[0] for hypotheses in every)

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences, each in several ways.

        Args:
            texts: Sentences, already split; an empty one gives one empty hypothesis.
            source_lang: ISO 639-1 code of the texts.
            target_lang: ISO 639-1 code of the hypotheses.
            count: Most hypotheses a text, at most the beam width.

        Returns:
            For each text, in the same order, from one to ``count`` hypotheses, the likeliest first. Those of a text that
            had to be cut join the likeliest translations of its parts, then the second likeliest, and so on.

        Raises:
            LanguagePairError: The model does not know the pair.
            TranslatorError: The engine failed.
            ValueError: ``count`` is less than 1 or more than the beam width.
        """
        if not 1 <= count <= self._beam:
            raise ValueError(f"{count} hypotheses need a beam of at least {count}, this one is {self._beam}")
        layout = self._family.layout
        with mapped("translation failed"):
            prefix = layout.target_prefix(source_lang, target_lang)
            parts: dict[str, tuple[str, ...]] = {}
            ids: dict[str, tuple[int, ...]] = {}
            for text, whole in self._source_ids(filter(str.strip, texts)).items():
                fits = len(whole) <= self._readable
                parts[text] = (text,) if fits else self._parts(text)
                ids |= {text: whole} if fits else self._source_ids(parts[text])
            encoded = {part: layout.wrap_source(cut, source_lang, target_lang) for part, cut in ids.items()}
            found = self._search(encoded, prefix, count, target_lang)
            return tuple(self._hypotheses(text, parts.get(text, ()), found) for text in texts)

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
        with mapped("scoring failed"):
            forced, placed = self._in_windows(self._forcer.force, pairs, source_lang, target_lang)
            return tuple(
                self._token_scores(
                    target, placed[source, target][0], [forced[job] for job in placed[source, target][1]]
                )
                for source, target in pairs
            )

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely each target is given its source; see :func:`mtcheck.engines.likelihoods.log_probs`.

        The answers may differ from those of :meth:`score` by what a faster number format costs.
        """
        if self._reckoner is None:
            return tuple(map(without_alternatives, self.score(pairs, source_lang=source_lang, target_lang=target_lang)))
        with mapped("scoring failed"):
            found, placed = self._in_windows(self._reckoner.reckon, pairs, source_lang, target_lang)
            answers = []
            for source, target in pairs:
                ends, jobs = placed[source, target]
                values = tuple(min(0.0, value) for job in jobs for value in found[job])
                answers.append(LogProbs(tile(target, ends), values))
            return tuple(answers)

    def _in_windows(
        self,
        ask: Callable[..., list[tuple[Answer, ...]]],
        pairs: Sequence[tuple[str, str]],
        source_lang: str,
        target_lang: str,
    ) -> tuple[list[tuple[Answer, ...]], dict[tuple[str, str], tuple[tuple[int, ...], range]]]:
        """Ask about every pair once, cut to what the model reads.

        Returns:
            The answers, one a part; and for each pair the ends of the target's tokens and the numbers of its parts.
        """
        layout, vocabulary = self._family.layout, self._family.vocabulary
        prefix = layout.target_prefix(source_lang, target_lang)
        targets = {target: vocabulary.encode_target(target) for target in dict.fromkeys(target for _, target in pairs)}
        placed: dict[tuple[str, str], tuple[tuple[int, ...], range]] = {}
        sources: list[tuple[int, ...]] = []
        forced_ids: list[tuple[int, ...]] = []
        read = self._source_ids(source for source, _ in pairs)
        for source, target in dict.fromkeys(pairs):
            rows = self._windows(read[source], targets[target].ids, len(prefix))
            placed[source, target] = targets[target].ends, range(len(sources), len(sources) + len(rows))
            for source_ids, target_ids in rows:
                sources.append(layout.wrap_source(source_ids, source_lang, target_lang))
                forced_ids.append(target_ids)
        return ask(sources, prefix, forced_ids, batch_tokens=self._batch_tokens), placed

    def _source_ids(self, texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Return the tokens of every distinct text, none for one that is blank."""
        unique = list(dict.fromkeys(texts))
        found = self._family.vocabulary.source_ids(unique)
        return {text: ids if text.strip() else () for text, ids in zip(unique, found, strict=True)}

    @property
    def _readable(self) -> int:
        """The most tokens of a text that the model reads."""
        return self._limit - self._family.layout.overhead

    def _parts(self, text: str) -> tuple[str, ...]:
        return split_to_fit(text, lambda part: len(self._source_ids((part,))[part]) <= self._readable)

    def _search(
        self, encoded: dict[str, tuple[int, ...]], prefix: tuple[int, ...], count: int, target_lang: str
    ) -> dict[str, tuple[Generated, ...]]:
        # A translation of more than twice the source's length is a loop; short sources get some room.
        jobs = [TranslationJob(ids, min(2 * len(ids) + 20, self._limit - len(prefix))) for ids in encoded.values()]
        chosen = {"beam": self._beam, "count": count, "batch_tokens": self._batch_tokens}
        found = self._searcher.search(jobs, prefix, target_lang=target_lang, **chosen)
        return dict(zip(encoded, found, strict=True))

    def _hypotheses(
        self, text: str, parts: Sequence[str], found: dict[str, tuple[Generated, ...]]
    ) -> tuple[Hypothesis, ...]:
        if not parts:
            return (Hypothesis(source=text, text="", engine=self.signature),)
        return tuple(self._hypothesis(text, row) for row in zip(*(found[part] for part in parts), strict=False))

    def _hypothesis(self, text: str, answers: Sequence[Generated]) -> Hypothesis:
        joined = " ".join(filter(None, (self._family.vocabulary.decode(answer.ids) for answer in answers)))
        output, looped = cut_loops(joined, text)
        mean = sum(answer.log_prob for answer in answers) / max(1, sum(answer.length for answer in answers))
        return Hypothesis(source=text, text=output, log_prob=min(0.0, mean), engine=self.signature, looped=looped)

    def _windows(
        self, source: tuple[int, ...], target: tuple[int, ...], prefix: int
    ) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Cut a pair into parts that fit the model; none where the target has no token."""
        if not target:
            return []
        readable, writable = self._readable, self._limit - prefix
        count = max(1, -(-len(source) // readable), -(-len(target) // writable))
        count = min(count, len(target))
        return list(zip(_equal_parts(source, count), _equal_parts(target, count), strict=True))

    def _token_scores(self, target: str, ends: tuple[int, ...], windows: list[tuple[Forced, ...]]) -> TokenScores:
        forced = [token for window in windows for token in window]
        surface = self._family.vocabulary.surface
        return TokenScores(
            tuple(
                TokenScore(
                    span,
                    min(0.0, token.log_prob),
                    surface(token.best),
                    min(0.0, token.best_log_prob),
                    token.rank,
                    token.entropy,
                )
                for span, token in zip(tile(target, ends), forced, strict=True)
            )
        )


def _equal_parts(ids: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    bounds = [len(ids) * place // count for place in range(count + 1)]
    return [ids[bounds[place] : bounds[place + 1]] for place in range(count)]


@contextmanager
def mapped(what: str) -> Iterator[None]:
    """Map every foreign exception to :class:`TranslatorError`."""
    try:
        yield
    except MtcheckError:
        raise
    except Exception as error:  # torch, sentencepiece and tokenizers each have their own
        raise TranslatorError(Message("{what}: {error}", what=what, error=str(error))) from error


def model_label(model: str | Path, folder: Path) -> str:
    """Return a model's name as signatures have it: a folder's own name, or the name on the hub, without space."""
    return "_".join((folder.resolve().name if Path(model).expanduser().is_dir() else str(model)).split())


def position_limit(folder: Path) -> int:
    """Return the most tokens, special ones included, that the model can read or write."""
    config = read_json(folder, "config.json")
    options = read_json(folder, "tokenizer_config.json", required=False)
    limits = [config.get("max_position_embeddings"), options.get("model_max_length")]
    return int(min((limit for limit in limits if isinstance(limit, (int, float)) and limit > 8), default=512))
