"""What the corpus says of French grammar: gender of nouns, government of verbs, how verb-like a form is.

Ships as ``data/counts.tsv.xz``. Rows ``form TAB f TAB masculine TAB feminine TAB finite TAB total`` count a lower-case
form after masculine determiners, after feminine ones, after subject pronouns, and in all; rows
``lemma TAB g TAB de TAB à TAB bare`` count what stands between a verb and an infinitive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mtcheck.shipped import shipped_unpacked


class FormCounts(NamedTuple):
    """Counts of one lower-case form."""

    masculine: int
    feminine: int
    finite: int
    total: int


class Government(NamedTuple):
    """How often "de", "à" or nothing stands between a verb and an infinitive."""

    de: int
    a: int
    bare: int


@dataclass(frozen=True, slots=True)
class GrammarCounts:
    """Counts by form and by verb lemma."""

    forms: Mapping[str, FormCounts]
    government: Mapping[str, Government]

    def gender(self, form: str, *, at_least: int = 40, slips: float = 0.001) -> str | None:
        """Return ``m`` or ``f`` where the corpus uses the form after determiners of that gender only, else None.

        Args:
            form: Lower-case form.
            at_least: Occurrences after a determiner that make it known.
            slips: Share of the other gender that is put down to typing errors (two occurrences always are), 0–1.
        """
        counts = self.forms.get(form)
        if counts is None or counts.masculine + counts.feminine < at_least:
            return None
        fewer = min(counts.masculine, counts.feminine)
        if fewer > max(2.0, slips * (counts.masculine + counts.feminine)):
            return None
        return "f" if counts.feminine > counts.masculine else "m"

    def verbal(self, form: str) -> float:
        """Return the share of the form's occurrences that follow a subject pronoun or "ne", 0–1 (0 where unknown)."""
        counts = self.forms.get(form)
        return counts.finite / counts.total if counts and counts.total >= 20 else 0.0


@cache
def shipped_counts() -> GrammarCounts:
    """Load the counts that ship with the package."""
    forms: dict[str, FormCounts] = {}
    government: dict[str, Government] = {}
    for line in shipped_unpacked("mtcheck.french", "data/counts.tsv.xz").decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        form, kind, *values = line.split("\t")
        if kind == "f":
            forms[form] = FormCounts(*map(int, values))
        else:
            government[form] = Government(*map(int, values))
    return GrammarCounts(forms, government)
