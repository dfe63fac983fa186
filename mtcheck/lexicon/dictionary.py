"""What English words mean, sense by sense, and what careless translation makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.shipped import shipped_unpacked

PARTS_OF_SPEECH = ("adj", "adv", "noun", "phrase", "verb")
ENTRIES, EXAMPLES = "dictionary.tsv.xz", "dictionary_examples.tsv.xz"  # in mtcheck/lexicon/data
BETWEEN = "|"  # the items of one list in a packed line
_FIELDS_OF_SENSE = 3


class ExamplePair(NamedTuple):
    """An English sentence that uses a word in one sense, and its sound French."""

    english: str
    french: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of an English word.

    Attributes:
        french: Accepted renderings in dictionary form, best first.
        cues: English words that stand near the word in this sense.
        domain: Where it is at home: politics, sport, ….
        examples: Sentences with their French; empty where the dictionary was opened without them.
    """

    french: tuple[str, ...]
    cues: tuple[str, ...]
    domain: str
    examples: tuple[ExamplePair, ...] = ()


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """An English headword as one part of speech.

    Attributes:
        english: The headword; it bears a capital where English writes one.
        pos: One of ``PARTS_OF_SPEECH``.
        senses: Its senses, at least one.
        wrong: French that careless translation prints and that is wrong for every sense: sequences of words, function words
            included.
    """

    english: str
    pos: str
    senses: tuple[Sense, ...]
    wrong: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """``headword.part-of-speech``, with ``_`` for spaces; no two entries of a dictionary share it."""
        return entry_id(self.english, self.pos)

    def spelled_as(self, printed: str) -> bool:
        """Say whether a printed word may be the headword: it has a capital where the headword has one (“Turkey”, “PIN”)."""
        pairs = zip(self.english, printed, strict=False)
        return not any(letter.isupper() and not other.isupper() for letter, other in pairs)


def entry_id(english: str, pos: str) -> str:
    """Return the identifier of an entry: ``headword.part-of-speech``, with ``_`` for spaces."""
    return f"{english.replace(' ', '_')}.{pos}"


class Dictionary:
    """Entries by headword; a line is read when its headword is first looked up.

    Args:
        lines: Packed entries, as ``pack_entry`` writes them.
        examples: Packed examples, as ``pack_examples`` writes them; empty for a dictionary without examples.
        path: Named where a line is broken.
    """

    def __init__(self, lines: Iterable[str], examples: Iterable[str] = (), path: str = ENTRIES) -> None:
        self._path = path
        self._lines: dict[str, list[tuple[int, str]]] = {}  # by the headword in lower case, with the line's number
        self._parsed: dict[str, tuple[DictionaryEntry, ...]] = {}
        self._examples: dict[str, list[str]] = {}
        for number, line in enumerate(lines, 1):
            self._lines.setdefault(line.partition("\t")[0].lower(), []).append((number, line))
        for line in examples:
            self._examples.setdefault(line.partition("\t")[0], []).append(line)

    def look_up(self, headword: str) -> tuple[DictionaryEntry, ...]:
        """Return the entries of a headword, whatever its case: first those that are spelled as it is; () for none."""
        key = headword.lower()
        found = self._parsed.get(key)
        if found is None:
            lines = self._lines.get(key)
            if lines is None:
                return ()
            found = self._parsed[key] = tuple(self._read(number, line) for number, line in lines)
        if len(found) == 1 or all(entry.english == headword for entry in found):
            return found
        return tuple(sorted(found, key=lambda entry: entry.english != headword))

    def entry(self, name: str) -> DictionaryEntry | None:
        """Return the entry with an identifier (``bill.noun``), None where there is none."""
        headword = name.rpartition(".")[0].replace("_", " ")
        return next((entry for entry in self.look_up(headword) if entry.id == name), None)

    @property
    def headwords(self) -> Iterable[str]:
        """Every headword once, in lower case."""
        return self._lines.keys()

    def __iter__(self) -> Iterator[DictionaryEntry]:
        for headword in self._lines:
            yield from self.look_up(headword)

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def __contains__(self, headword: object) -> bool:
        return isinstance(headword, str) and headword.lower() in self._lines

    def _read(self, number: int, line: str) -> DictionaryEntry:
        try:
            return unpack_entry(line, self._examples)
        except ValueError as error:
            raise InputError(self._path, str(error), line=number) from error


def pack_entry(entry: DictionaryEntry) -> str:
    """Write an entry as a line: headword, part of speech, wrong renderings, then renderings, cues and domain of each sense."""
    fields = [entry.english, entry.pos, BETWEEN.join(entry.wrong)]
    for sense in entry.senses:
        fields += [BETWEEN.join(sense.french), BETWEEN.join(sense.cues), sense.domain]
    return "\t".join(fields)


def pack_examples(entry: DictionaryEntry) -> Iterator[str]:
    """Write an entry's examples, a line each: headword, part of speech and number of the sense, English, French."""
    for number, sense in enumerate(entry.senses):
        for example in sense.examples:
            yield f"{entry.english}.{entry.pos}.{number}\t{example.english}\t{example.french}"


def unpack_entry(line: str, examples: Mapping[str, list[str]] | None = None) -> DictionaryEntry:
    """Read the line of an entry.

    Args:
        line: As ``pack_entry`` writes it.
        examples: Lines of ``pack_examples`` by what stands in front of them.

    Raises:
        ValueError: The line is none.
    """
    english, pos, wrong, *rest = _at_least(line.split("\t"))
    if len(rest) % _FIELDS_OF_SENSE or pos not in PARTS_OF_SPEECH:
        raise ValueError(f"the entry of {english!r} is broken")
    senses = []
    for number, start in enumerate(range(0, len(rest), _FIELDS_OF_SENSE)):
        french, cues, domain = rest[start : start + _FIELDS_OF_SENSE]
        if not french:
            raise ValueError(f"sense {number} of {english!r} has no French")
        lines = (examples or {}).get(f"{english}.{pos}.{number}", ())
        pairs = tuple(ExamplePair._make(example.split("\t")[1:]) for example in lines)
        senses.append(Sense(tuple(french.split(BETWEEN)), tuple(filter(None, cues.split(BETWEEN))), domain, pairs))
    return DictionaryEntry(english, pos, tuple(senses), tuple(filter(None, wrong.split(BETWEEN))))


def _at_least(fields: list[str]) -> list[str]:
    if len(fields) < 2 * _FIELDS_OF_SENSE:  # three of the entry, three of its first sense
        raise ValueError("an entry has a headword, a part of speech, wrong renderings and at least one sense")
    return fields


@cache
def shipped_dictionary(*, examples: bool = False) -> Dictionary:
    """Open the dictionary that ships with the package.

    Args:
        examples: Whether senses have their examples, which no check needs: to read them takes as long again.
    """
    return Dictionary(_lines(ENTRIES), _lines(EXAMPLES) if examples else ())


def _lines(name: str) -> list[str]:
    return shipped_unpacked("mtcheck.lexicon", f"data/{name}").decode("utf-8").splitlines()
