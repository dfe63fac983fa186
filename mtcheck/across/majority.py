"""Who stands alone: counting by text, not by sentence, so that republished copy has one voice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mtcheck.across.renderings import StatementRendering
from mtcheck.language.messages import Message, Param

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


def told(places: Sequence[tuple[str, str]], written: str, *, statement: bool = False) -> Message:
    """Say who writes otherwise, as "3 other files that quote this sentence write « fructueux »: a.txt line 4, …".

    Args:
        places: Path and place ("a.txt line 4") of each occurrence.
        written: What they write.
        statement: Whether they have a statement in common, and not one sentence.
    """
    by_file: dict[str, str] = {}
    for path, place in sorted(set(places)):
        by_file.setdefault(path, place)
    shown: list[Param] = [*by_file.values()]
    rest = len(shown) - NAMED
    if rest > 1:
        shown = [*shown[:NAMED], Message("and {rest} more", rest=rest)]
    if statement:
        return Message(
            "{n} other file that quotes the same statement writes «\u00a0{written}\u00a0»: {places}.",
            "{n} other files that quote the same statement write «\u00a0{written}\u00a0»: {places}.",
            n=len(by_file),
            written=written,
            places=tuple(shown),
        )
    return Message(
        "{n} other file that quotes this sentence writes «\u00a0{written}\u00a0»: {places}.",
        "{n} other files that quote this sentence write «\u00a0{written}\u00a0»: {places}.",
        n=len(by_file),
        written=written,
        places=tuple(shown),
    )


def commonest(forms: Sequence[str]) -> str:
    """Return the form that occurs most often; of equals the first in the alphabet."""
    return max(sorted(set(forms)), key=forms.count)


def texts(renderings: Sequence[StatementRendering]) -> set[int]:
    """Return the numbers of the texts that hold the renderings."""
    return {rendering.text for rendering in renderings}
