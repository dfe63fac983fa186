"""Dictionary entries as JSON Lines: how people write them, and how one is told that is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.language.messages import Message
from mtcheck.lexicon.dictionary import BETWEEN, PARTS_OF_SPEECH, DictionaryEntry, ExamplePair, Sense, entry_id

_KEYS = frozenset({"id", "en", "pos", "senses", "wrong"})
_SENSE_KEYS = frozenset({"fr", "cues", "domain", "examples"})


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the objects of a file of JSON Lines, each with its line's number; empty lines are passed over.

    Raises:
        InputError: A line is no JSON object; the error names it.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    value = json.loads(line)
                except ValueError as error:
                    raise InputError(str(path), Message("no JSON: {error}", error=str(error)), line=number) from error
                if not isinstance(value, dict):
                    raise InputError(str(path), Message("a line holds one JSON object"), line=number)
                yield number, value


def read_entries(path: Path) -> Iterator[DictionaryEntry]:
    """Read a file of entries.

    Raises:
        InputError: An entry is broken; the error names the line and what is wrong with it.
    """
    seen: set[str] = set()
    for number, value in read_lines(path):
        try:
            entry = entry_of(value)
            if entry.id in seen:
                raise ValueError(f"{entry.id} stands here twice")
        except ValueError as error:
            raise InputError(str(path), str(error), line=number) from error
        seen.add(entry.id)
        yield entry


def entry_of(value: Mapping[str, Any]) -> DictionaryEntry:
    """Build an entry from its JSON object, and refuse a broken one.

    Raises:
        ValueError: A key is unknown or absent, a value has the wrong form, a sense has no example, or a rendering is both
            accepted and wrong.
    """
    _known(value, _KEYS, "an entry")
    english, pos = text_of(value, "en"), text_of(value, "pos")
    if pos not in PARTS_OF_SPEECH:
        raise ValueError(f"pos is one of {', '.join(PARTS_OF_SPEECH)}, not {pos!r}")
    if value.get("id", entry_id(english, pos)) != entry_id(english, pos):
        raise ValueError(f"the id of this entry is {entry_id(english, pos)!r}, not {value['id']!r}")
    senses = value.get("senses")
    if not isinstance(senses, list) or not senses:
        raise ValueError("senses is a list of at least one sense")
    entry = DictionaryEntry(english, pos, tuple(map(sense_of, senses)), texts_of(value, "wrong"))
    return checked(entry)


def checked(entry: DictionaryEntry) -> DictionaryEntry:
    """Return the entry, or refuse one that contradicts itself.

    Raises:
        ValueError: A sense has no French or no example, a list names something twice, or a rendering is accepted and wrong.
    """
    for number, sense in enumerate(entry.senses):
        if not sense.french:
            raise ValueError(f"{entry.id}: sense {number} has no French")
        if not sense.examples:
            raise ValueError(f"{entry.id}: sense {number} has no example")
        _once(entry, sense.french)
    _once(entry, entry.wrong)
    accepted = {rendering.casefold() for sense in entry.senses for rendering in sense.french}
    for rendering in entry.wrong:
        if rendering.casefold() in accepted:
            raise ValueError(f"{entry.id}: {rendering!r} is both accepted and wrong")
    return entry


def object_of(entry: DictionaryEntry) -> dict[str, Any]:
    """Return the JSON object of an entry: what ``entry_of`` reads."""
    return {
        "id": entry.id,
        "en": entry.english,
        "pos": entry.pos,
        "senses": [
            {
                "fr": list(sense.french),
                "cues": list(sense.cues),
                "domain": sense.domain,
                "examples": [{"en": pair.english, "fr": pair.french} for pair in sense.examples],
            }
            for sense in entry.senses
        ],
        "wrong": list(entry.wrong),
    }


def text_of(value: Mapping[str, Any], key: str) -> str:
    """Return a text of an object.

    Raises:
        ValueError: It is absent, empty, no text, or holds a character that parts the fields of the packed file.
    """
    return _text(value.get(key), key)


def texts_of(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts of an object, () where it is absent.

    Raises:
        ValueError: It is no list of texts.
    """
    items = value.get(key, [])
    if not isinstance(items, list):
        raise ValueError(f"{key} is a list of texts, not {items!r}")
    return tuple(_text(item, key) for item in items)


def sense_of(value: Any) -> Sense:
    """Build a sense from its JSON object.

    Raises:
        ValueError: A key is unknown, or a value has the wrong form.
    """
    if not isinstance(value, dict):
        raise ValueError(f"a sense is an object, not {value!r}")
    _known(value, _SENSE_KEYS, "a sense")
    examples = value.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, dict) for example in examples):
        raise ValueError('examples is a list of {"en": …, "fr": …}')
    pairs = tuple(ExamplePair(text_of(example, "en"), text_of(example, "fr")) for example in examples)
    return Sense(texts_of(value, "fr"), texts_of(value, "cues"), str(value.get("domain", "")), pairs)


def _text(item: Any, key: str) -> str:
    if not isinstance(item, str) or not item.strip():
        raise ValueError(f"{key} is a text, not {item!r}")
    if any(mark in item for mark in ("\t", "\n", "\r", BETWEEN)):
        raise ValueError(f"{key} holds a tab, a line break or “{BETWEEN}”: {item!r}")
    return item


def _known(value: Mapping[str, Any], keys: frozenset[str], what: str) -> None:
    unknown = sorted(set(value) - keys)
    if unknown:
        raise ValueError(f"{what} has no key {unknown[0]!r}; it has {', '.join(sorted(keys))}")


def _once(entry: DictionaryEntry, items: tuple[str, ...]) -> None:
    # Case is part of a rendering: “Chambre” and “chambre” are two.
    twice = next((item for number, item in enumerate(items) if item in items[:number]), None)
    if twice is not None:
        raise ValueError(f"{entry.id}: {twice!r} is listed twice")
