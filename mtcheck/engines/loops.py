"""The loop guard: a translation that repeats itself is the engine's fault, and must not be blamed on the article."""

from __future__ import annotations

import re

_LONGEST = 6  # words in a repeated run
_REPEATS = 4  # times in a row from which a run counts as a loop
_STUTTER = re.compile(r"([^\W\d_]{2,8}?)\1{3,}")  # a run of letters, four times or more inside one word


def cut_loops(output: str, source: str) -> tuple[str, bool]:
    """Cut repetitions out of a translation, one occurrence of each kept.

    A run of one to six words that stands four or more times in a row is a loop, unless the source repeats a run of as
    many words as often itself ("non, non, non, non").

    Args:
        output: The translation.
        source: What was translated.

    Returns:
        The translation without the repeats, and whether there were any.
    """
    words = output.split()
    source_words = source.split()
    looped = False
    for size in range(1, _LONGEST + 1):
        allowed = max(_REPEATS - 1, _most_repeats(_folded(source_words), size))
        words, cut = _collapse(words, size, allowed)
        looped = looped or cut
    if _STUTTER.search(output) and not _STUTTER.search(source):
        words, looped = [_STUTTER.sub(r"\1", word) for word in words], True
    return (" ".join(words), True) if looped else (output, False)


def _folded(words: list[str]) -> list[str]:
    """Fold case and drop punctuation around words, but keep a word that is punctuation alone."""
    return [word.casefold().strip(".,;:!?\"'«»“”()") or word for word in words]


def _repeats_at(words: list[str], start: int, size: int) -> int:
    """Count how often the run of ``size`` words at ``start`` stands there in a row."""
    run, count = words[start : start + size], 1
    if len(run) < size:
        return 0
    while words[start + count * size : start + (count + 1) * size] == run:
        count += 1
    return count


def _most_repeats(words: list[str], size: int) -> int:
    return max((_repeats_at(words, start, size) for start in range(len(words))), default=0)


def _collapse(words: list[str], size: int, allowed: int) -> tuple[list[str], bool]:
    folded = _folded(words)
    kept: list[str] = []
    start, cut = 0, False
    while start < len(words):
        count = _repeats_at(folded, start, size)
        if count > allowed:
            # The last occurrence is kept: it carries the punctuation of the sentence's end.
            last = start + (count - 1) * size
            kept.extend(words[last : last + size])
            start, cut = last + size, True
        else:
            kept.append(words[start])
            start += 1
    return kept, cut
