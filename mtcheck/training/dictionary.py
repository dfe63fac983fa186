"""The dictionary of senses as it ships: additions are merged into it, and it is written out to be read."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.lexicon.collocations import shipped_collocations
from mtcheck.lexicon.dictionary import (
    ENTRIES,
    EXAMPLES,
    DictionaryEntry,
    Sense,
    pack_entry,
    pack_examples,
    shipped_dictionary,
)
from mtcheck.lexicon.dictionary_lines import checked, entry_of, object_of, read_lines, sense_of, text_of, texts_of
from mtcheck.lexicon.sequences import shipped_sequences
from mtcheck.patterns.loading import shipped_patterns
from mtcheck.patterns.wrong import FILE, pack_wrong, sound_phrases
from mtcheck.training.wrong_renderings import telling

_SHAPES = (
    {"id", "sense", "fr"},
    {"id", "sense", "drop"},
    {"id", "wrong"},
    {"id", "drop_wrong"},
    {"id", "new_sense"},
    {"entry"},
)


@dataclass(slots=True)
class Merging:
    """Entries while additions are merged into them.

    Attributes:
        entries: By identifier.
        added: Renderings, wrong renderings, senses and entries that came in.
        dropped: Renderings and wrong renderings that went.
        known: Lines that changed nothing.
        notes: Additions that were passed over, with file, line and reason.
    """

    entries: dict[str, DictionaryEntry]
    added: int = 0
    dropped: int = 0
    known: int = 0
    notes: list[str] = field(default_factory=list)

    def merge(self, path: Path) -> None:
        """Merge a file of additions, a JSON object a line.

        ``{"id", "sense", "fr"}`` adds accepted renderings to the sense with that number (from 0), ``{"id", "sense", "drop"}``
        takes some away, ``{"id", "wrong"}`` and ``{"id", "drop_wrong"}`` do so with wrong renderings, ``{"id", "new_sense"}``
        adds a sense, and ``{"entry"}``, or an entry by itself, an entry, or the senses that an entry of that name lacks.

        Raises:
            InputError: A line has none of these forms, names an entry or a sense that there is not, or would leave a broken
                entry; the error names the line.
        """
        for number, value in read_lines(path):
            before = self.added, self.dropped
            try:
                self._apply(value, f"{path}:{number}")
            except ValueError as error:
                raise InputError(str(path), str(error), line=number) from error
            self.known += before == (self.added, self.dropped)

    def _apply(self, value: Mapping[str, Any], place: str) -> None:
        if "en" in value:
            value = {"entry": value}
        if set(value) not in _SHAPES:
            raise ValueError(f"no addition has the keys {', '.join(sorted(value))}")
        if "entry" in value:
            self._add_entry(entry_of(value["entry"]))
            return
        name = text_of(value, "id")
        entry = self.entries.get(name)
        if entry is None:
            raise ValueError(f"there is no entry {name!r}")
        if "new_sense" in value:
            entry = self._add_senses(entry, (sense_of(value["new_sense"]),))
        elif "wrong" in value:
            entry = self._add_wrong(entry, texts_of(value, "wrong"), place)
        elif "drop_wrong" in value:
            entry = self._keep_wrong(entry, set(texts_of(value, "drop_wrong")))
        else:
            number = value["sense"]
            if not isinstance(number, int) or not 0 <= number < len(entry.senses):
                raise ValueError(f"{name} has no sense {number!r}: it has {len(entry.senses)}, counted from 0")
            if "fr" in value:
                entry = self._add_french(entry, number, texts_of(value, "fr"))
            else:
                entry = self._drop_french(entry, number, texts_of(value, "drop"))
        self.entries[name] = checked(entry)

    def _add_entry(self, entry: DictionaryEntry) -> None:
        known = self.entries.get(entry.id)
        if known is None:
            self.added += 1
            self.entries[entry.id] = entry
            return
        merged = self._add_senses(known, entry.senses)
        wrong = tuple(item for item in entry.wrong if item not in known.wrong)
        self.entries[entry.id] = checked(self._add_wrong(merged, wrong, entry.id))

    def _add_senses(self, entry: DictionaryEntry, senses: tuple[Sense, ...]) -> DictionaryEntry:
        first = {sense.french[0] for sense in entry.senses}
        new = tuple(sense for sense in senses if sense.french and sense.french[0] not in first)
        self.added += len(new)
        return _without_contradiction(replace(entry, senses=entry.senses + new))

    def _add_french(self, entry: DictionaryEntry, number: int, french: Sequence[str]) -> DictionaryEntry:
        sense = entry.senses[number]
        new = tuple(item for item in dict.fromkeys(french) if item not in sense.french)
        self.added += len(new)
        return _without_contradiction(_with_sense(entry, number, replace(sense, french=sense.french + new)))

    def _drop_french(self, entry: DictionaryEntry, number: int, french: Sequence[str]) -> DictionaryEntry:
        sense = entry.senses[number]
        kept = tuple(item for item in sense.french if item not in french)
        if not kept:
            raise ValueError(f"sense {number} of {entry.id} would be left without French")
        self.dropped += len(sense.french) - len(kept)
        return _with_sense(entry, number, replace(sense, french=kept))

    def _add_wrong(self, entry: DictionaryEntry, wrong: Sequence[str], place: str) -> DictionaryEntry:
        accepted = {item.casefold() for sense in entry.senses for item in sense.french}
        new = []
        for item in dict.fromkeys(wrong):
            if item.casefold() in accepted:
                self.notes.append(f"{place}: {item!r} is an accepted rendering of {entry.id} and not listed as wrong")
            elif item not in entry.wrong:
                new.append(item)
        self.added += len(new)
        return replace(entry, wrong=entry.wrong + tuple(new))

    def _keep_wrong(self, entry: DictionaryEntry, dropped: set[str]) -> DictionaryEntry:
        kept = tuple(item for item in entry.wrong if item not in dropped)
        self.dropped += len(entry.wrong) - len(kept)
        return replace(entry, wrong=kept)


def merge_additions(paths: Iterable[Path], folder: Path | None = None) -> Merging:
    """Merge files of additions into the shipped dictionary.

    Args:
        paths: Files of JSON Lines, merged in this order.
        folder: Where the dictionary is written; None for the package's own data.

    Returns:
        What was merged.

    Raises:
        InputError: A line of a file is broken; nothing is written.
    """
    merging = Merging({entry.id: entry for entry in shipped_dictionary(examples=True)})
    for path in paths:
        merging.merge(path)
    entries = tuple(merging.entries.values())
    write_dictionary(entries, folder or Path(str(resources.files("mtcheck.lexicon"))) / "data")
    write_telling(entries, folder or Path(str(resources.files("mtcheck.patterns"))) / "data")
    return merging


def write_dictionary(entries: Iterable[DictionaryEntry], folder: Path) -> None:
    """Write entries as the package's two files, sorted by headword; the same entries give the same bytes."""
    ordered = sorted(entries, key=lambda entry: (entry.english.lower(), entry.english, entry.pos))
    _pack(folder / ENTRIES, map(pack_entry, ordered))
    _pack(folder / EXAMPLES, (line for entry in ordered for line in pack_examples(entry)))


def write_telling(entries: Iterable[DictionaryEntry], folder: Path) -> None:
    """Write the wrong renderings that tell by themselves, without what the shipped patterns know to be sound."""
    sound = [phrase for pattern in shipped_patterns() for phrase in (*pattern.french, *pattern.sound)]
    sound += [sentence for pattern in shipped_patterns() for sentence in pattern.counterexamples]
    sound += sound_phrases()
    found = telling(entries, shipped_collocations(), shipped_sequences(), sound)
    (folder / FILE).write_bytes(pack_wrong(found))


def write_lines(entries: Iterable[DictionaryEntry], path: Path) -> None:
    """Write entries as JSON Lines, the form in which they are read and edited."""
    with path.open("w", encoding="utf-8") as file:
        for entry in entries:
            file.write(json.dumps(object_of(entry), ensure_ascii=False) + "\n")


def _pack(path: Path, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    # Four bits of the letter before, none of the place: text, where the usual settings are for programs.
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    path.write_bytes(lzma.compress(text.encode("utf-8"), filters=filters))


def _with_sense(entry: DictionaryEntry, number: int, sense: Sense) -> DictionaryEntry:
    return replace(entry, senses=(*entry.senses[:number], sense, *entry.senses[number + 1 :]))


def _without_contradiction(entry: DictionaryEntry) -> DictionaryEntry:
    """Take the wrong renderings away that a sense accepts: an accepted rendering is not wrong for every sense."""
    accepted = {item.casefold() for sense in entry.senses for item in sense.french}
    return replace(entry, wrong=tuple(item for item in entry.wrong if item.casefold() not in accepted))
