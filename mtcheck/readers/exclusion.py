"""Which files of a folder are left alone: by patterns of one's own, and by ``.gitignore``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pathspec import GitIgnoreSpec


class Exclusion:
    """Says what is not read.

    Args:
        patterns: As in ``.gitignore``, seen from ``base``: ``drafts/``, ``*.en.md``, ``!keep.en.md``.
        base: The folder of the configuration that names them.
        here: More of them, seen from the current folder.
        gitignore: Whether ``.gitignore`` files count, for what is found in folders.
    """

    def __init__(
        self, patterns: Iterable[str] = (), base: str = ".", here: Iterable[str] = (), *, gitignore: bool = True
    ) -> None:
        self._own = tuple(
            (GitIgnoreSpec.from_lines(lines), os.path.realpath(folder))
            for lines, folder in ((tuple(patterns), base), (tuple(here), "."))
            if lines
        )
        self._gitignore = gitignore
        self._specs: dict[str, GitIgnoreSpec | None] = {}
        self._roots: dict[str, str | None] = {}

    def excludes(self, path: str, *, folder: bool = False) -> bool:
        """Say whether a pattern excludes a file or folder, wherever it was named."""
        return any(_matches(spec, base, _absolute(path), folder) for spec, base in self._own)

    def ignores(self, path: str, *, folder: bool = False) -> bool:
        """Say whether git ignores a file or folder: by the ``.gitignore`` files from the top of its checkout down to it.

        Where there is no checkout, those from the file's folder upwards to the first without one count.
        """
        if not self._gitignore:
            return False
        place = _absolute(path)
        result = False
        for above in self._folders(os.path.dirname(place)):
            spec = self._spec(above)
            if spec is not None and (told := _checked(spec, above, place, folder)) is not None:
                result = told  # the nearest file has the last word
        return result

    def _folders(self, folder: str) -> Iterator[str]:
        """Give the folders whose ``.gitignore`` counts, the highest first."""
        root = self._root(folder)
        chain = [folder]
        while chain[-1] != root and (above := os.path.dirname(chain[-1])) != chain[-1]:
            if root is None and self._spec(chain[-1]) is None:
                break
            chain.append(above)
        return reversed(chain)

    def _root(self, folder: str) -> str | None:
        """Return the top of the checkout that a folder lies in, None where it lies in none."""
        if folder not in self._roots:
            above = os.path.dirname(folder)
            top = folder if os.path.lexists(os.path.join(folder, ".git")) else None
            self._roots[folder] = top or (self._root(above) if above != folder else None)
        return self._roots[folder]

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            lines = [
                *_lines(os.path.join(folder, ".git", "info", "exclude")),
                *_lines(os.path.join(folder, ".gitignore")),
            ]
            self._specs[folder] = GitIgnoreSpec.from_lines(lines) if lines else None
        return self._specs[folder]


class PerFile:
    """Says what belongs to files by patterns of their names.

    Args:
        table: Patterns, as in ``.gitignore``, with what belongs to the files that fit them.
        base: The folder that the patterns are seen from.
    """

    def __init__(self, table: Sequence[tuple[str, tuple[str, ...]]], base: str = ".") -> None:
        self._base = os.path.realpath(base)
        self._table = tuple((GitIgnoreSpec.from_lines([pattern]), values) for pattern, values in table)

    def of(self, path: str) -> tuple[str, ...]:
        """Return what belongs to a file: of every pattern that fits it."""
        place = _absolute(path.partition("!/")[0])  # a member of an archive is its archive's
        return tuple(v for spec, values in self._table if _matches(spec, self._base, place, False) for v in values)


def _absolute(path: str) -> str:
    """Return the path from the root, with links of its folders followed: patterns and files must be seen from one place."""
    return os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path) or ".")


def _matches(spec: GitIgnoreSpec, base: str, place: str, folder: bool) -> bool:
    return bool(_checked(spec, base, place, folder))


def _checked(spec: GitIgnoreSpec, base: str, place: str, folder: bool) -> bool | None:
    """Return whether patterns include a path; None where they say nothing, or where it lies outside their folder."""
    relative = os.path.relpath(place, base)
    if relative.split(os.sep)[0] == os.pardir or relative == os.curdir:
        return None
    return spec.check_file(relative.replace(os.sep, "/") + ("/" if folder else "")).include


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
