"""Putting corrected bytes where they belong, so that no half-written file is ever seen and no original is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from mtcheck.errors import ConfigError, InputError
from mtcheck.files import new_file, replace_bytes
from mtcheck.language.messages import Message, gettext, ngettext
from mtcheck.suggestions.corrections import Correction
from mtcheck.suggestions.patch import unified_patch

PATCH_SUFFIXES = (".patch", ".diff")


def write_suggestions(corrections: Sequence[Correction], target: str) -> str:
    """Write a patch, or corrected copies into a folder.

    Args:
        corrections: The corrected files.
        target: A file ending in ``.patch`` or ``.diff``, or a folder, made where it is missing.

    Returns:
        What was written, for the user.

    Raises:
        ConfigError: The target cannot be written, or a copy would be the original itself.
        InputError: A file lies outside the folder that the patch is for.
    """
    place = Path(target)
    try:
        if place.suffix in PATCH_SUFFIXES and not place.is_dir():
            patch = unified_patch(corrections)
            replace_bytes(place, patch)
            return gettext("wrote a patch to {target}", target=target)
        for correction in corrections:
            copy = place / _below(correction.path)
            if copy.exists() and os.path.samefile(copy, correction.path):
                message = Message("would overwrite the article itself; --in-place does that, with a backup")
                raise ConfigError(message, path=str(copy))
            copy.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(copy, correction.after)
    except OSError as error:
        raise ConfigError(
            Message("cannot be written: {error}", error=str(error.strerror or error)), path=target
        ) from error
    return ngettext(
        "wrote {n} corrected copy to {target}",
        "wrote {n} corrected copies to {target}",
        len(corrections),
        target=target,
    )


def require_target(target: str) -> None:
    """Fail before the work where a patch or a folder of copies cannot be written.

    Raises:
        ConfigError: The target is a file that is no patch, or its folder is missing.
    """
    place = Path(target)
    if place.suffix in PATCH_SUFFIXES:
        if not place.is_dir() and not place.parent.is_dir():
            raise ConfigError(
                Message("there is no folder {parent}", parent=str(place.parent)), path=target, key="--suggest"
            )
    elif place.exists() and not place.is_dir():
        message = Message("is a file: name a patch (ending in .patch or .diff), or a folder for corrected copies")
        raise ConfigError(message, path=target, key="--suggest")


def copies_of(target: str, articles: Sequence[str]) -> tuple[str, ...]:
    """Return the files that suggestions for some articles may be written to.

    Args:
        target: A patch, or a folder of copies.
        articles: What may be corrected.
    """
    place = Path(target)
    if place.suffix in PATCH_SUFFIXES and not place.is_dir():
        return (target,)
    return tuple(str(place / _below(article)) for article in articles)


def write_in_place(correction: Correction) -> str:
    """Put the corrected bytes in the file's place, at once, and keep the old ones beside it.

    Args:
        correction: The corrected file; a link keeps pointing where it points.

    Returns:
        The path of the backup: ``FILE.bak``, or ``FILE.bak.1`` and so on where that exists.

    Raises:
        InputError: The file changed meanwhile, or cannot be written; it is then as it was.
    """
    place = Path(os.path.realpath(correction.path))
    try:
        if place.read_bytes() != correction.before:
            raise InputError(correction.path, Message("changed since it was checked: it was left alone"))
        backup = _write_backup(place, correction.before)
        replace_bytes(place, correction.after)
    except OSError as error:
        raise InputError(
            correction.path, Message("cannot be corrected in place: {error}", error=str(error.strerror or error))
        ) from error
    return str(backup)


def _write_backup(place: Path, data: bytes) -> Path:
    for number in count():
        backup = place.with_name(f"{place.name}.bak{f'.{number}' if number else ''}")
        try:
            new_file(backup, data, like=place)  # never one that exists
        except FileExistsError:
            continue
        return backup
    raise AssertionError("count() has no end")


def _below(path: str) -> Path:
    """Return where a copy goes below the folder of copies: the path itself, or the name where it leads elsewhere."""
    parts = [part for part in Path(os.path.normpath(path)).parts if part not in {os.sep, os.curdir}]
    return Path(Path(path).name) if os.path.isabs(path) or os.pardir in parts else Path(*parts)
