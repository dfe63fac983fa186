"""Patterns as they are written, one JSON object a line: what is read, and what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.french.lemmas import lemma
from mtcheck.patterns.forms import check_form
from mtcheck.patterns.schema import GLOSSED, Pattern, PatternKind

_LISTS = ("english", "french", "literal", "forms", "near", "unless", "without", "sound", "examples", "counterexamples")
_KEYS = frozenset({*_LISTS, "kind", "domain"})
_MARKED = re.compile(r"[^\[\]]*\[[^\[\]]+\][^\[\]]*")


def pattern_of(value: Mapping[str, Any]) -> Pattern:
    """Build a pattern from its JSON object, and refuse a broken one.

    Raises:
        ValueError: A key is unknown, a value has the wrong form, a form cannot be read, or a pattern that tells French by
            forms lacks an example or a counter-example.
    """
    unknown = sorted(set(value) - _KEYS)
    if unknown:
        raise ValueError(f"a pattern has no key {unknown[0]!r}; it has {', '.join(sorted(_KEYS))}")
    for key in _LISTS:
        items = value.get(key, [])
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise ValueError(f"{key} is a list of texts, not {items!r}")
    if value.get("kind") not in set(PatternKind):
        raise ValueError(f"kind is one of {', '.join(PatternKind)}, not {value.get('kind')!r}")
    for key in ("english", "french"):
        if not value.get(key):
            raise ValueError(f"a pattern says what it is in {key.capitalize()}")
    pattern = Pattern(
        **{key: tuple(value.get(key, ())) for key in _LISTS if key not in {"near", "unless"}},
        near=frozenset(lemma(word, "en") for word in value.get("near", ())),
        unless=frozenset(lemma(word, "en") for word in value.get("unless", ())),
        kind=PatternKind(value["kind"]),
        domain=str(value.get("domain", "")),
    )
    for form in pattern.forms:
        check_form(form)
    _refuse_untold(pattern)
    return pattern


def _refuse_untold(pattern: Pattern) -> None:
    name = pattern.english[0]
    if pattern.forms or pattern.kind not in GLOSSED:
        for items, what in ((pattern.examples, "example"), (pattern.counterexamples, "counter-example")):
            if not items:
                raise ValueError(f"{name!r} has no {what}")
    for example in pattern.examples:
        if not _MARKED.fullmatch(example):
            raise ValueError(f"an example has its wrong words in square brackets, once: {example!r}")


def read_patterns(path: Path | Traversable) -> Iterator[Pattern]:
    """Read a file of patterns, JSON Lines.

    Raises:
        InputError: A line is broken; the error names it and what is wrong with it.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield pattern_of(json.loads(line))
            except ValueError as error:
                raise InputError(str(path), str(error), line=number) from error


@cache
def shipped_patterns(*kinds: PatternKind) -> tuple[Pattern, ...]:
    """Load the patterns that ship with the package, all or those of some kinds, by file then in its order."""
    folder = resources.files("mtcheck.patterns").joinpath("data")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".jsonl")), key=lambda file: file.name)
    every = (pattern for file in files for pattern in read_patterns(file))
    return tuple(pattern for pattern in every if not kinds or pattern.kind in kinds)


@cache
def shipped_terms() -> tuple[Pattern, ...]:
    """Load the shipped patterns that are looked for as terms are."""
    return shipped_patterns(PatternKind.TERM, PatternKind.IDIOM, PatternKind.SENSE)
