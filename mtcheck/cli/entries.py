"""Entries of the dictionary of senses as a page in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mtcheck.lexicon.dictionary import DictionaryEntry, Sense

_POS = {"adj": "adjective", "adv": "adverb", "noun": "noun", "phrase": "phrase", "verb": "verb"}
_SHOWN = 2  # examples of a sense


def describe_entries(entries: Sequence[DictionaryEntry], width: int) -> str:
    """Set the entries of a headword as a dictionary would.

    Args:
        entries: With their examples.
        width: Characters in a line.
    """
    return "\n".join("\n".join(_entry(entry, width)) for entry in entries)


def _entry(entry: DictionaryEntry, width: int) -> Iterator[str]:
    yield f"{entry.english}  {_POS[entry.pos]}"
    several = len(entry.senses) > 1
    for number, sense in enumerate(entry.senses, 1):
        yield from _sense(sense, f"{number}  " if several else "", width)
    if entry.wrong:
        yield ""
        yield textwrap.fill(
            "; ".join(entry.wrong), width, initial_indent="  never: ", subsequent_indent=" " * len("  never: ")
        )
    yield ""


def _sense(sense: Sense, number: str, width: int) -> Iterator[str]:
    yield ""
    inner = " " * (2 + len(number))
    yield textwrap.fill("; ".join(sense.french), width, initial_indent=f"  {number}", subsequent_indent=inner)
    beside = f"beside {', '.join(sense.cues)}" if sense.cues else ""
    note = " · ".join(filter(None, [sense.domain, beside]))
    if note:
        yield textwrap.fill(note, width, initial_indent=inner, subsequent_indent=inner)
    for example in sense.examples[:_SHOWN]:
        yield textwrap.fill(example.english, width, initial_indent=f"{inner}• ", subsequent_indent=f"{inner}  ")
        yield textwrap.fill(example.french, width, initial_indent=f"{inner}  ", subsequent_indent=f"{inner}  ")
