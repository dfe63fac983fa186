"""How each model family is told the languages: what stands around the tokens of a source and of a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtcheck.errors import LanguagePairError
from mtcheck.language.messages import Message, Text, gettext


class Layout(Protocol):
    """The special tokens around a text."""

    @property
    def overhead(self) -> int:
        """Special tokens a source needs besides its own."""
        ...

    @property
    def languages(self) -> str:
        """The pairs that the model knows, for a reader."""
        ...

    def wrap_source(self, ids: Sequence[int], source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Put a source's tokens into what the encoder reads.

        Raises:
            LanguagePairError: The model does not know the pair.
        """
        ...

    def target_prefix(self, source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Return the tokens that the decoder is given before the first of its own.

        Raises:
            LanguagePairError: The model does not know the pair.
        """
        ...


@dataclass(frozen=True, slots=True)
class SinglePairLayout:
    """MarianMT with one target language: no tag.

    Attributes:
        source_lang: ISO 639-1 code, None where the model reads a whole group of languages.
        target_lang: ISO 639-1 code.
    """

    source_lang: str | None
    target_lang: str
    start: int
    end: int
    overhead: int = 1

    @property
    def languages(self) -> str:
        """The pairs that the model knows, for a reader."""
        return gettext("{source} to {target}", source=_source(self.source_lang), target=self.target_lang)

    def wrap_source(self, ids: Sequence[int], source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Put a source's tokens into what the encoder reads."""
        self._check(source_lang, target_lang)
        return (*ids, self.end)

    def target_prefix(self, source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Return the tokens that the decoder is given before the first of its own."""
        self._check(source_lang, target_lang)
        return (self.start,)

    def _check(self, source_lang: str, target_lang: str) -> None:
        if target_lang != self.target_lang or source_lang not in (self.source_lang or source_lang,):
            raise LanguagePairError(
                Message(
                    "the model translates {known} to {target}, not {source_lang} to {target_lang}",
                    known=_source(self.source_lang),
                    target=self.target_lang,
                    source_lang=source_lang,
                    target_lang=target_lang,
                )
            )


@dataclass(frozen=True, slots=True)
class TaggedLayout:
    """MarianMT with several target languages: ``>>eng<<`` before the source.

    Attributes:
        source_lang: ISO 639-1 code of the only source language, None where it reads several.
        tags: ISO 639-1 code to token id.
    """

    source_lang: str | None
    tags: Mapping[str, int]
    start: int
    end: int
    overhead: int = 2

    @property
    def languages(self) -> str:
        """The pairs that the model knows, for a reader."""
        sources = {self.source_lang} if self.source_lang and self.source_lang not in self.tags else set(self.tags)
        return f"{_listed(sources)} to {_listed(self.tags)}"

    def wrap_source(self, ids: Sequence[int], source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Put a source's tokens into what the encoder reads."""
        self._check(source_lang, target_lang)
        return (self.tags[target_lang], *ids, self.end)

    def target_prefix(self, source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Return the tokens that the decoder is given before the first of its own."""
        self._check(source_lang, target_lang)
        return (self.start,)

    def _check(self, source_lang: str, target_lang: str) -> None:
        # A model whose own source language has a tag translates between the tagged languages; another one reads
        # its source language only.
        sources = {self.source_lang} if self.source_lang and self.source_lang not in self.tags else None
        if sources is None and self.source_lang is not None:
            sources = set(self.tags)
        if target_lang not in self.tags or source_lang == target_lang or (sources and source_lang not in sources):
            raise LanguagePairError(
                Message(
                    "the model does not translate {source_lang} to {target_lang}; it translates {sources} to {tags}",
                    source_lang=source_lang,
                    target_lang=target_lang,
                    sources=_listed(sources),
                    tags=_listed(self.tags),
                )
            )


@dataclass(frozen=True, slots=True)
class LanguageTokenLayout:
    """M2M100, NLLB and mBART-50: a language token with the source, and one that the decoder begins with.

    Attributes:
        tags: ISO 639-1 code to token id.
        suffixed: Whether the source's token stands after its end (NLLB's legacy behaviour) and not before its start.
    """

    tags: Mapping[str, int]
    start: int
    end: int
    suffixed: bool = False
    overhead: int = 2

    @property
    def languages(self) -> str:
        """The pairs that the model knows, for a reader."""
        return gettext("any two of {languages}", languages=_listed(self.tags))

    def wrap_source(self, ids: Sequence[int], source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Put a source's tokens into what the encoder reads."""
        self._check(source_lang, target_lang)
        tag = self.tags[source_lang]
        return (*ids, self.end, tag) if self.suffixed else (tag, *ids, self.end)

    def target_prefix(self, source_lang: str, target_lang: str) -> tuple[int, ...]:
        """Return the tokens that the decoder is given before the first of its own."""
        self._check(source_lang, target_lang)
        return (self.start, self.tags[target_lang])

    def _check(self, source_lang: str, target_lang: str) -> None:
        unknown = [code for code in (source_lang, target_lang) if code not in self.tags]
        if unknown or source_lang == target_lang:
            reason = (
                Message("it does not know {languages}", languages=tuple(unknown))
                if unknown
                else Message("source and target are the same")
            )
            raise LanguagePairError(
                Message(
                    "the model does not translate {source_lang} to {target_lang}: {reason}",
                    source_lang=source_lang,
                    target_lang=target_lang,
                    reason=reason,
                )
            )


def _source(language: str | None) -> Text:
    return language or Message("a group of languages")


def _listed(languages: set[str] | Mapping[str, int] | None) -> Text:
    return ", ".join(sorted(languages)) if languages else Message("several languages")
