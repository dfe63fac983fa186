"""Writing files whole or not at all, and telling whether two names are one file."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from mtcheck.language.messages import gettext_noop

if sys.platform != "win32":
    import fcntl

_DRAFT = ".part"
_LONGEST_NAME = 100  # bytes of a file's own name in that of its draft


@contextmanager
def replacing(output: str | os.PathLike[str], *, exclusive: bool = False) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``output`` once it is complete and on the disk.

    Beside the output stands a draft of a name that nobody can guess, locked while it is written: one that a run which was
    killed left behind is told by its lock, and removed by the next run that writes there.

    Args:
        output: The file. A device or pipe is written straight; a link keeps pointing where it points. Permissions, and the
            owner where allowed, are those of the file that stood there.
        exclusive: Whether a file that stands there is an error.

    Yields:
        The stream to write to.

    Raises:
        OSError: The folder or the file cannot be written; what stood there before is untouched.
        FileExistsError: Likewise, where ``exclusive`` is set and the file exists.
    """
    path = Path(os.path.realpath(output))
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise IsADirectoryError(21, os.strerror(21), str(output))
        with path.open("wb") as straight:
            yield straight
        return
    _remove_orphans(path)  # also where the file exists: a run may have been killed between its link and its draft's end
    if exclusive and path.exists():
        raise FileExistsError(17, os.strerror(17), str(output))
    draft, stream = _new_draft(path)
    try:
        with stream:
            _like(stream.fileno(), path)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if exclusive:
                os.link(draft, path)  # fails where somebody else was faster
            else:
                os.replace(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


@contextmanager
def replacing_text(
    output: str | os.PathLike[str], *, exclusive: bool = False, errors: str = "strict"
) -> Iterator[TextIO]:
    """Open a UTF-8 file that takes the place of ``output`` once it is complete; lines end as they are written.

    See :func:`replacing`.
    """
    with replacing(output, exclusive=exclusive) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors=errors, newline="\n")
        try:
            yield text
            text.flush()
        finally:
            with contextlib.suppress(OSError, ValueError):  # what could not be written has been told
                text.detach()


def replace_bytes(output: str | os.PathLike[str], data: bytes) -> None:
    """Put bytes into the place of a file; see :func:`replacing`."""
    with replacing(output) as stream:
        stream.write(data)


def new_file(output: str | os.PathLike[str], data: bytes, like: str | os.PathLike[str] | None = None) -> None:
    """Make a file that must not exist, with the permissions of another.

    Raises:
        FileExistsError: There is one.
        OSError: It cannot be written; there is none then.
    """
    with replacing(output, exclusive=True) as stream:
        if like is not None:
            _like(stream.fileno(), Path(like))
        stream.write(data)


def identities(path: str | os.PathLike[str] | int) -> frozenset[object]:
    """Return what tells one file from another: its resolved name, and where it exists its device and number.

    Args:
        path: A path, or the descriptor of an open file.
    """
    found: set[object] = set()
    if not isinstance(path, int):
        found.add(os.path.realpath(path))
    with contextlib.suppress(OSError, ValueError):
        state = os.stat(path)
        if stat.S_ISREG(state.st_mode):
            found.add((state.st_dev, state.st_ino))
    return frozenset(found)


def overwritten(output: str | os.PathLike[str] | int, read: Iterable[str | os.PathLike[str] | int]) -> bool:
    """Say whether to write ``output`` would change one of the files that are read, however each is named."""
    own = identities(output)
    return any(own & identities(path) for path in read)


def files_below(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """Give paths themselves, and the files in those that are folders one by one."""
    for path in paths:
        yield os.fspath(path)
        for folder, _, names in os.walk(path):
            yield from (os.path.join(folder, name) for name in names)


def is_special(path: str | os.PathLike[str]) -> str | None:
    """Name what a path leads to where that is no file and no folder: a pipe, a socket, a device."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return None
    kinds = (
        (stat.S_ISFIFO, gettext_noop("a pipe")),
        (stat.S_ISSOCK, gettext_noop("a socket")),
        (stat.S_ISCHR, gettext_noop("a device")),
        (stat.S_ISBLK, gettext_noop("a device")),
    )
    return next((name for test, name in kinds if test(mode)), None)


def _new_draft(path: Path) -> tuple[Path, BinaryIO]:
    while True:
        draft = path.with_name(f"{_prefix(path)}{secrets.token_hex(8)}{_DRAFT}")
        stream = draft.open("xb")
        try:
            if sys.platform != "win32":
                with contextlib.suppress(OSError):  # a file system without locks
                    fcntl.flock(
                        stream, fcntl.LOCK_EX
                    )  # waits for one that takes it for an orphan, and is about to remove it
            if os.path.exists(draft) and os.path.samestat(os.fstat(stream.fileno()), os.stat(draft)):
                return draft, stream
            stream.close()  # taken for an orphan before it was locked
        except BaseException:
            stream.close()
            draft.unlink(missing_ok=True)
            raise


def _remove_orphans(path: Path) -> None:
    """Remove the drafts of runs that are dead: those whose lock can be had."""
    if sys.platform == "win32":
        return  # a file that is open cannot be told by its lock there
    prefix = _prefix(path)
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            middle = entry.name.removeprefix(prefix).removesuffix(_DRAFT)
            if (
                f"{prefix}{middle}{_DRAFT}" != entry.name
                or len(middle) != 16
                or not entry.is_file(follow_symlinks=False)
            ):
                continue
            with contextlib.suppress(OSError), open(entry.path, "rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(entry.path)


def _prefix(path: Path) -> str:
    return f".{os.fsdecode(os.fsencode(path.name)[:_LONGEST_NAME])}."


def _like(descriptor: int, path: Path) -> None:
    """Give an open file the permissions, and where allowed the owner, of the file whose place it takes."""
    try:
        state = path.stat()
    except OSError:
        return
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, state.st_uid, state.st_gid)
        os.fchmod(descriptor, state.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
