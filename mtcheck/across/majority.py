"""Who stands alone: counting by text, not by sentence, so that republished copy has one voice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mtcheck.across.renderings import Rendering

TEXTS = 3  # texts that must say something about a word before one of them can stand alone
MANY = 3  # times as many texts as say the other, where more than one does
NAMED = 4  # places named in a reason; the rest is counted


def stands_alone(odd: Collection[int], others: Collection[int]) -> bool:
    """Say whether texts differ from a majority.

    Args:
        odd: Numbers of the texts that differ.
        others: Numbers of the texts that agree with one another.
    """
    if len(set(odd) | set(others)) < TEXTS or len(set(others)) < 2:
        return False
    return len(set(odd)) == 1 or len(set(others)) >= MANY * len(set(odd))


def told(places: Sequence[tuple[str, str]], written: str, what: str = "this sentence") -> str:
    """Say who writes otherwise, as "3 other files that quote this sentence write « fructueux »: a.txt line 4, …".

    Args:
        places: Path and place ("a.txt line 4") of each occurrence.
        written: What they write.
        what: What they have in common.
    """
    by_file: dict[str, str] = {}
    for path, place in sorted(set(places)):
        by_file.setdefault(path, place)
    shown = list(by_file.values())
    rest = len(shown) - NAMED
    if rest > 1:
        shown = [*shown[:NAMED], f"and {rest} more"]
    one = len(by_file) == 1
    number = "1 other file that quotes" if one else f"{len(by_file)} other files that quote"
    return f"{number} {what} {'writes' if one else 'write'} «\u00a0{written}\u00a0»: {', '.join(shown)}."


def commonest(forms: Sequence[str]) -> str:
    """Return the form that occurs most often; of equals the first in the alphabet."""
    return max(sorted(set(forms)), key=forms.count)


def texts(renderings: Sequence[Rendering]) -> set[int]:
    """Return the numbers of the texts that hold the renderings."""
    return {rendering.text for rendering in renderings}
