"""What a glossary is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One term of the house.

    Attributes:
        english: Its English forms, the usual one first; empty where French alone is listed.
        french: Accepted French in dictionary form, the first is suggested. Alone, a name or word that is not to be told.
        forbidden: French that is not to be printed for it: words, which stand for all their forms, or a form as
            ``mtcheck.patterns.forms`` describes it.
        note: Why, for whoever reads the finding.
        exact: Whether words must stand as they are written here, in case and number.
        domain: Where the term is at home; entries of different domains do not contradict each other.
        path: The file that it comes from.
        line: 1-based line there; 0 where it comes from no file.
    """

    english: tuple[str, ...] = ()
    french: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""
    exact: bool = False
    domain: str = ""
    path: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """The file and the line, as errors and reports name them."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Glossary:
    """All entries of a run, in the order of their files."""

    entries: tuple[GlossaryEntry, ...] = ()

    def __bool__(self) -> bool:
        """Say whether it holds anything."""
        return bool(self.entries)

    @property
    def digest(self) -> str:
        """What tells it from another one, for answers that are kept."""
        return blake2b(repr(self.entries).encode(errors="surrogatepass"), digest_size=8).hexdigest()

    def joined(self, others: Iterable[GlossaryEntry]) -> Glossary:
        """Return it with more entries."""
        return Glossary((*self.entries, *others))


def accepted_words(words: Iterable[str], path: str) -> tuple[GlossaryEntry, ...]:
    """Return entries for names and words of the house that are given without a table.

    Args:
        words: Names, words or phrases.
        path: The configuration that lists them.
    """
    return tuple(GlossaryEntry(french=(" ".join(word.split()),), path=path) for word in words)
