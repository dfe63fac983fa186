"""Names of several English words that French keeps, as patterns."""

from __future__ import annotations

from functools import cache

from mtcheck.lexicon.names import shipped_organisations
from mtcheck.patterns.schema import Pattern, PatternKind


@cache
def name_patterns() -> tuple[Pattern, ...]:
    """Return the names of several English words that French keeps: "Temps financiers" is the Financial Times."""
    return tuple(
        Pattern((o.name, *o.variants), (o.name, *o.variants), o.literal, kind=PatternKind.NAME)
        for o in shipped_organisations()
        if o.english_ok and " " in o.name and o.kind != "body"
    )
